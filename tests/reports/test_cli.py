"""What is asked wrongly of ``eindekss audit``, or cannot be done, ends in one clear message and the right exit code."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from data.bundle import Bundle
from tests.reports.test_demo import eindekss

LOOPBACK = ["--allow-address", "127.0.0.0/8", "--delay", "0"]


def free_port() -> int:
    """A port of this machine on which nobody answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.mark.parametrize(
    ("arguments", "environment", "message"),
    [
        ([], {}, "say what to audit"),
        (["riga", "--offline", "x.sqlite"], {}, "say what to audit"),
        (["nosuchplace"], {}, "no institution 'nosuchplace'"),
        (["Sigulta"], {}, "did you mean siguldas-novads"),
        (["Sigulta", "novads"], {}, "no institution 'Sigulta novads'; did you mean siguldas-novads"),
        (["http://127.0.0.1/"], {}, "not a public address; if you mean it, allow it with --allow-address"),
        (["http://127.0.0.1/", *LOOPBACK], {"EINDEKSS_BROWSER": "/nonexistent"}, "/nonexistent: is no usable Chromium"),
        (["riga", "--hosts", "/nonexistent"], {}, "--hosts: /nonexistent: cannot be read"),
        (["riga", "--allow-address", "300.1.1.1"], {}, "'300.1.1.1' is not a network"),
        (["--offline", "/nonexistent.sqlite"], {}, "there is no such bundle"),
    ],
)
def test_refused_before_anything_is_asked_of_a_site(
    arguments: list[str], environment: dict[str, str], message: str, tmp_path: Path
) -> None:
    done = eindekss("audit", *arguments, "--out", tmp_path / "out", **environment)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert not (tmp_path / "out").exists()


def test_no_browser_names_both_remedies(tmp_path: Path) -> None:
    without = {"PATH": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)}
    done = eindekss("audit", "http://127.0.0.1/", *LOOPBACK, "--out", tmp_path / "out", **without)
    assert done.returncode == 2
    assert "playwright install chromium" in done.stderr
    assert "apt-get install -y chromium-headless-shell" in done.stderr


def test_unwritable_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    done = eindekss("audit", f"http://127.0.0.1:{free_port()}/", *LOOPBACK, "--render", "0", "--out", tmp_path / "file" / "out")
    assert done.returncode == 2
    assert "cannot write there" in done.stderr
    assert "choose another folder with --out" in done.stderr


def test_unreachable_host_is_a_sealed_failed_visit_in_which_nothing_is_absent(tmp_path: Path) -> None:
    done = eindekss("audit", f"http://127.0.0.1:{free_port()}/", *LOOPBACK, "--render", "0", "--out", tmp_path)
    assert done.returncode == 3
    assert "the server refused the connection. Repeat the visit later." in done.stdout
    with Bundle(next(tmp_path.glob("*.sqlite"))) as bundle:
        assert bundle.manifest["status"] == "failed"
        outcomes = {seen.finding.outcome for seen in bundle.observations()}
    assert outcomes <= {"cantTell", "untested", "inapplicable"}
    assert (tmp_path / "report.lv.html").exists()


def test_bad_registry_rows_are_all_listed(tmp_path: Path) -> None:
    inputs = Path(__file__).parents[2] / "data" / "inputs"
    for table in inputs.glob("*.csv"):
        text = table.read_text(encoding="utf-8")
        if table.name == "municipalities.csv":
            text = text.replace("https://www.riga.lv", "www.riga", 1).replace("90000077325", "90000077326", 1)
        (tmp_path / table.name).write_text(text, encoding="utf-8")
    done = eindekss("registry", "check", tmp_path)
    faults = done.stderr.splitlines()
    assert done.returncode == 2
    assert ["municipalities.csv:2" in faults[0], "municipalities.csv:3" in faults[1], len(faults)] == [True, True, 2]
