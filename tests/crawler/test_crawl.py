"""``eindekss crawl``: many institutions by their ids, one summary, exit codes that tell the truth."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from crawler.cli import crawl, politeness
from crawler.demo_server import DemoServer
from crawler.summary import exit_code, lines
from crawler.visits import Ended
from data.bundle import Bundle
from data.errors import ConfigError


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoServer]:
    with DemoServer() as running:
        yield running


def asked(demo: DemoServer, folder: Path, *words: str) -> Result:
    hosts = folder / "hosts"
    hosts.write_text("".join(f"{address} {name}\n" for name, address in demo.hosts.items()), encoding="utf-8")
    network = [flag for each in demo.allow for flag in ("--allow-address", each)]
    common = ["--registry", str(demo.registry), "--hosts", str(hosts), "--ca", str(demo.ca), *network, "--delay", "0.02", "--render", "0"]
    return CliRunner().invoke(crawl, [*common, "--out", str(folder / "run"), *words])


def test_all_of_them(demo: DemoServer, tmp_path: Path) -> None:
    result = asked(demo, tmp_path, "--all", "--jobs", "3", "--run", "izm")
    assert result.exit_code in {0, 3}, result.output
    told = json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))
    assert (told["run"], told["exit_code"]) == ("izm", result.exit_code)
    bundles = sorted((tmp_path / "run").glob("*.sqlite"))
    assert [path.name for path in bundles] == sorted(each["path"] for each in told["visits"])
    for path in bundles:
        with Bundle(path) as bundle:
            bundle.verify()
            assert bundle.observations()
            assert bundle.manifest["run"] == "izm"
    proof = CliRunner().invoke(politeness, [str(path) for path in bundles])
    assert proof.exit_code == 0, proof.output
    sealed = [path.stat().st_mtime_ns for path in bundles]
    again = asked(demo, tmp_path, "--all", "--jobs", "3", "--run", "izm")
    assert sealed == [path.stat().st_mtime_ns for path in bundles]
    assert again.exit_code == result.exit_code


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "--all"),
        (["kalnraji", "--all"], "--all"),
        (["nav-tada", "ari-nav"], "ari-nav"),
        (["kalnraji", "--run", "../../cits"], "--run"),
        (["kalnraji", "--pages", "-1", "--seconds", "-5"], "seconds"),
    ],
)
def test_what_cannot_be_done_as_asked(demo: DemoServer, tmp_path: Path, words: list[str], told: str) -> None:
    result = asked(demo, tmp_path, *words)
    assert isinstance(result.exception, ConfigError)
    assert told in str(result.exception)
    assert not (tmp_path / "run").exists()


def test_a_folder_that_cannot_be_made(demo: DemoServer, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = asked(demo, tmp_path, "kalnraji", "--out", str(tmp_path / "file" / "run"))
    assert isinstance(result.exception, ConfigError)
    assert "--out" in str(result.exception)


def test_no_browser_is_told_once_and_nobody_is_visited(demo: DemoServer, tmp_path: Path) -> None:
    result = asked(demo, tmp_path, "--all", "--render", "1", "--browser", str(tmp_path / "none"))
    assert isinstance(result.exception, ConfigError), result.output
    assert "none" in str(result.exception)
    assert not [*(tmp_path / "run").glob("*.sqlite")]


def _ended(status: str, code: int, **more: Any) -> Ended:
    return Ended("a", status, Path("a.sqlite"), exit_code=code, **more)


def test_the_summary_tells_the_worst() -> None:
    whole, part, lost = _ended("complete", 0), _ended("partial", 3, stopped_by="time"), _ended("lost", 1, detail="Traceback\nKeyError: x")
    assert [exit_code(each) for each in ([whole], [whole, part], [whole, part, lost])] == [0, 3, 1]
    told = [*lines([whole, part, lost])]
    assert "stopped by: time" in told[1]
    assert told[2].endswith("KeyError: x")
    assert told[3].startswith("3 visits: 1 complete, 1 partial, 1 lost")


def test_the_examples_of_the_help_stand_on_lines_of_their_own() -> None:
    shown = CliRunner().invoke(crawl, ["--help"]).output
    assert "\n  eindekss crawl siguldas-novads cesu-novads\n  eindekss crawl --all" in shown
