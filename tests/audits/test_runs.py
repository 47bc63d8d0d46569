"""Two runs of small bundles compared by the verb, and the history of one body told by its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from audits.cli import diff
from audits.history_cli import history
from audits.runs import counting
from data.errors import BundleError, ConfigError
from data.store import Store
from data.types import Outcome
from tests.data.nights import nights, seal


def test_every_change_of_two_runs_is_labelled(tmp_path: Path) -> None:
    nights(tmp_path)
    one, two = str(tmp_path / "2026-11-01"), str(tmp_path / "2026-11-03")
    told = CliRunner().invoke(diff, [one, two]).output.splitlines()
    assert [line.split()[0] for line in told[-5:]] == ["site", "rules", "tool", "network", "sampling"]
    found = json.loads(CliRunner().invoke(diff, [one, two, "--json"]).output)
    assert {(each["institution"], each["indicator"]) for each in found} == {("rezekne", "hsts"), ("rezekne", "notices")}
    assert CliRunner().invoke(diff, [one, two, "--csv"]).output.count("\n") == 3


def test_runs_without_a_body_in_common(tmp_path: Path) -> None:
    seal(tmp_path / "a" / "a.sqlite", "a", 1, [])
    seal(tmp_path / "b" / "b.sqlite", "b", 1, [])
    assert isinstance(CliRunner().invoke(diff, [str(tmp_path / "a"), str(tmp_path / "b")]).exception, BundleError)
    assert isinstance(CliRunner().invoke(diff, [str(tmp_path / "a"), "no-such-run"]).exception, ConfigError)


def test_the_second_look_counts_where_it_saw_something(tmp_path: Path) -> None:
    first = seal(tmp_path / "a.sqlite", "a", 1, [], "failed")
    again = seal(tmp_path / "again" / "a.sqlite", "a", 2, [])
    assert counting(tmp_path) == {"a": again}
    again.unlink()
    seal(tmp_path / "again" / "a.sqlite", "a", 2, [], "failed")
    first.unlink()
    first = seal(tmp_path / "a.sqlite", "a", 1, [], "partial")
    assert counting(tmp_path) == {"a": first}


@pytest.mark.parametrize(("lang", "word"), [("en", "stale, days: 1"), ("lv", "novecojis, dienas: 1")])
def test_the_history_of_a_body_is_told(tmp_path: Path, lang: str, word: str) -> None:
    nights(tmp_path / "bundles")
    path = tmp_path / "eindekss.db"
    with Store(path) as store:
        store.merge_folder(tmp_path / "bundles")
    told = CliRunner().invoke(history, ["preili", "--store", str(path), "--lang", lang]).output
    assert told.startswith("hsts https://preili.test/: passed")
    assert word in told
    found = json.loads(CliRunner().invoke(history, ["rezekne", "notices", "--store", str(path), "--json"]).output)
    assert [(spell["value"], spell["times"]) for spell in found["spells"]] == [(3, 2), (4, 1)]
    assert found["spells"][0]["outcome"] == Outcome.PASSED.value


def test_no_store(tmp_path: Path) -> None:
    assert isinstance(CliRunner().invoke(history, ["preili", "--store", str(tmp_path / "none.db")]).exception, ConfigError)
