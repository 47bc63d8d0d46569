"""The command line: what is imported, which code it ends with, and what is said."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from data import cli
from data.errors import ConfigError, EindekssError
from data.registry import FOLDER
from data.types import Outcome
from tests.data.nights import nights, seal

ROOT = Path(cli.__file__).parents[1]


def run(*arguments: str | Path) -> tuple[int, str, str]:
    """Exit code, what was printed, what was complained of."""
    result = CliRunner().invoke(cli.main, [str(argument) for argument in arguments])
    return result.exit_code, result.stdout, result.stderr


@click.command()
@click.argument("ending")
def ends(ending: str) -> int:
    """A verb that ends as it is told."""
    endings = {
        "config": ConfigError(["one", "two"]),
        "bug": ZeroDivisionError("oh"),
        "ctrl-c": KeyboardInterrupt(),
        "root": EindekssError("odd"),
    }
    if ending in endings:
        raise endings[ending]
    if ending == "exit":
        click.get_current_context().exit(3)
    return 3 if ending == "partial" else 0


@pytest.mark.parametrize(
    ("ending", "code", "complaint"),
    [
        ("well", 0, ""),
        ("partial", 3, ""),
        ("exit", 3, ""),
        ("config", 2, "eindekss: one\ntwo\n"),
        ("root", 1, "eindekss: odd\n"),
        ("ctrl-c", 130, "eindekss: interrupted\n"),
    ],
)
def test_every_ending_has_its_code_and_one_message(monkeypatch: pytest.MonkeyPatch, ending: str, code: int, complaint: str) -> None:
    verbs = EntryPoints([EntryPoint("ends", f"{__name__}:ends", cli.GROUP)])
    monkeypatch.setattr(cli, "entry_points", verbs.select)
    ended, _, complained = run("ends", ending)
    assert (ended, complained.lstrip("\n")) == (code, complaint)


def test_a_bug_is_called_a_bug_and_shows_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "entry_points", EntryPoints([EntryPoint("ends", f"{__name__}:ends", cli.GROUP)]).select)
    code, _, complained = run("ends", "bug")
    lines = complained.splitlines()
    assert (code, lines[0], lines[-1]) == (
        1,
        f"eindekss: this is a bug of ours; please tell us at {cli.ISSUES} with the lines below",
        "ZeroDivisionError: oh",
    )


@pytest.mark.parametrize("arguments", [["nosuch"], ["merge"], ["verify"], ["--nosuch"]])
def test_a_slip_of_the_hand_ends_with_two_and_shows_the_usage(arguments: list[str]) -> None:
    code, printed, complained = run(*arguments)
    assert (code, printed) == (2, "")
    assert complained.startswith("Usage: eindekss")


def test_help_imports_no_engine() -> None:
    """In a process of its own: what a beginner waits for when typing ``eindekss --help``."""
    script = (
        "import sys\nfrom data.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit as end: code = end.code\n"
        "heavy = {'twisted', 'scrapy', 'pandas', 'playwright', 'selenium', 'sqlite_utils', 'simplemma', 'PIL'} & set(sys.modules)\n"
        "sys.exit(f'imported {heavy}' if heavy else code)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "registry" in done.stdout


def test_every_verb_of_the_table_is_a_command() -> None:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"][cli.GROUP]
    for name, value in table.items():
        verb = EntryPoint(name, value, cli.GROUP).load()
        assert isinstance(verb, click.Command)
        assert verb.help


def test_the_version_is_that_of_the_project() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert run("--version") == (0, f"eindekss, version {version}\n", "")


def test_registry_check_counts_or_lists_every_fault(tmp_path: Path) -> None:
    assert run("registry", "check") == (0, "183 institutions, 45 portals, 193 hosts, 3 successions: no fault\n", "")
    for table in FOLDER.glob("*.csv"):
        shutil.copy(table, tmp_path)
    with (tmp_path / "portals.csv").open("a", encoding="utf-8") as file:
        file.write("p,P,p.lv,role,list\nq,,https://q.lv,role,list\n")
    code, printed, complained = run("registry", "check", tmp_path)
    assert (code, printed, complained.splitlines()) == (
        2,
        "",
        [
            f"eindekss: {tmp_path}/portals.csv:47: url: 'p.lv' is not a full address; write for example https://latvija.gov.lv",
            f"{tmp_path}/portals.csv:48: name: is empty; write it",
        ],
    )


def test_merge_rebuild_and_verify(tmp_path: Path) -> None:
    folder, store = tmp_path / "bundles", tmp_path / "eindekss.db"
    first = nights(folder)["first"]
    assert run("merge", folder, "--store", store) == (0, f"{store}: bundles merged: 6, refused: 0; new rows: 20\n", "")
    assert run("merge", folder, "--store", store) == (0, f"{store}: bundles merged: 6, refused: 0; new rows: 0\n", "")
    assert run("rebuild", folder, "--store", store) == (0, f"{store}: bundles merged: 6, refused: 0; new rows: 20\n", "")
    code, printed, complained = run("verify", first)
    assert (code, complained) == (0, "")
    assert printed.startswith(f"{first}: whole, snapshot ")


def test_a_changed_byte_is_refused_by_every_verb(tmp_path: Path) -> None:
    good = seal(tmp_path / "bundles" / "good.sqlite", "preili", 1, [("hsts", Outcome.PASSED, None)])
    bad = seal(tmp_path / "bundles" / "bad.sqlite", "rezekne", 1, [("hsts", Outcome.PASSED, None)])
    data = bytearray(bad.read_bytes())
    data[len(data) // 2] ^= 1
    bad.chmod(0o644)
    bad.write_bytes(data)
    store = tmp_path / "eindekss.db"
    complaint = f"eindekss: {bad}: its bytes were changed after sealing; use another copy or visit the site again\n"
    assert run("merge", tmp_path / "bundles", "--store", store) == (
        2,
        f"{store}: bundles merged: 1, refused: 1; new rows: 3\n",
        complaint,
    )
    code, printed, complained = run("verify", bad, good)
    assert (code, complained) == (2, complaint)
    assert printed.startswith(f"{good}: whole")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere"
    complaint = f"eindekss: {missing}: no such folder; give the one that the bundles lie in\n"
    assert run("merge", missing, "--store", tmp_path / "eindekss.db") == (2, "", complaint)
    assert run("rebuild", missing, "--store", tmp_path / "eindekss.db") == (2, "", complaint)
