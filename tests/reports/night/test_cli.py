"""``eindekss night``: what it prints before it starts, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from data.errors import ConfigError
from reports.night.cli import night


def asked(folder: Path, *words: str) -> Result:
    places = ["--out", str(folder / "runs" / "n"), "--store", str(folder / "s.db"), "--lock", str(folder / "night.lock")]
    return CliRunner().invoke(night, [*places, *words])


def test_a_dry_run_prints_the_plan_and_leaves_nothing(tmp_path: Path) -> None:
    result = asked(tmp_path, "--dry-run", "--only", "riga", "--only", "valstspilseta", "--run", "n", "--until", "06:00")
    assert result.exit_code == 0, result.output
    first, *lines = result.output.splitlines()
    assert first == f"n: {sum('never seen' in line for line in lines)} institutions, 4 at a time"
    assert sum("lane www.riga.lv" in line for line in lines) == 1
    assert any(line.startswith("Expected end: ") for line in lines)
    assert "No canaries are set" in result.output
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--only", "nav-tada", "--only", "ari-nav"], "--only: no institution 'ari-nav'"),
        (["--run", "../cits"], "--run"),
        (["--canary", "nav adrese"], "canaries"),
        (["--canary-name", "nav_vards!"], "host name"),
    ],
)
def test_what_cannot_be_done_as_asked(tmp_path: Path, words: list[str], told: str) -> None:
    result = asked(tmp_path, *words)
    assert isinstance(result.exception, ConfigError)
    assert told in str(result.exception)
    assert [*tmp_path.iterdir()] == []


def test_a_time_that_is_none(tmp_path: Path) -> None:
    result = asked(tmp_path, "--until", "25:99")
    assert result.exit_code == 2
    assert "write for example 06:00" in result.output
