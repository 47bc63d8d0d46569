"""Two runs of small bundles compared by the verb, and the history of one body told by its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from audits import runs
from audits.cli import diff
from audits.history_cli import history
from audits.labels import labelled
from audits.runs import bundles_of, counting
from data.bundle import Bundle
from data.change import Change
from data.errors import BundleCorrupt, BundleError, ConfigError
from data.store import Store
from data.types import Outcome
from tests.data.nights import nights, seal


def test_every_change_of_two_runs_is_labelled(tmp_path: Path) -> None:
    nights(tmp_path)
    one, two = str(tmp_path / "2026-11-01"), str(tmp_path / "2026-11-03")
    told = CliRunner().invoke(diff, [one, two]).output.splitlines()
    assert [line.split()[0] for line in told[-6:]] == ["site", "rules", "tool", "network", "sampling", "only"]
    assert told[-1] == f"only in {two} (1): preili"
    found = json.loads(CliRunner().invoke(diff, [one, two, "--json"]).output)
    assert {(each["institution"], each["indicator"]) for each in found["changes"]} == {("rezekne", "hsts"), ("rezekne", "notices")}
    assert (found["only_before"], found["only_after"], found["refused"]) == ([], ["preili"], [])
    asked = CliRunner().invoke(diff, [two, one, "--csv"])
    assert (asked.stdout.count("\n"), asked.stderr, asked.exit_code) == (3, f"only in {two} (1): preili\n", 0)


def test_runs_without_a_body_in_common(tmp_path: Path) -> None:
    seal(tmp_path / "a" / "a.sqlite", "a", 1, [])
    seal(tmp_path / "b" / "b.sqlite", "b", 1, [])
    assert isinstance(CliRunner().invoke(diff, [str(tmp_path / "a"), str(tmp_path / "b")]).exception, BundleError)
    assert isinstance(CliRunner().invoke(diff, [str(tmp_path / "a"), "no-such-run"]).exception, ConfigError)


def test_one_bundle_that_cannot_be_read_stops_no_other(tmp_path: Path) -> None:
    for run, outcome in (("one", Outcome.PASSED), ("two", Outcome.FAILED)):
        for body in ("a", "b"):
            seal(tmp_path / run / f"{body}.sqlite", body, 1, [("hsts", outcome, None)])
    spoiled = tmp_path / "two" / "a.sqlite"
    spoiled.chmod(0o644)
    spoiled.write_bytes(spoiled.read_bytes()[:-1] + b"x")
    both = [str(tmp_path / "one"), str(tmp_path / "two")]
    asked = CliRunner().invoke(diff, [*both, "--json"])
    found = json.loads(asked.stdout)
    assert asked.exit_code == 2
    assert str(spoiled) in asked.stderr
    assert [str(spoiled) in each for each in found["refused"]] == [True]
    assert [each["institution"] for each in found["changes"]] == ["b"]
    # It was looked at in both, so it is not told as if one run had left it out.
    assert (found["only_before"], found["only_after"]) == ([], [])
    assert CliRunner().invoke(diff, both).exit_code == 2
    (tmp_path / "two" / "b.sqlite").unlink()
    assert str(spoiled) in str(CliRunner().invoke(diff, both).exception)


def test_a_bundle_whose_shared_bodies_are_lost_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for run, outcome in (("one", Outcome.PASSED), ("two", Outcome.FAILED)):
        for body in ("a", "b"):
            seal(tmp_path / run / f"{body}.sqlite", body, 1, [("hsts", outcome, None)])

    def broken(before: Bundle, after: Bundle) -> tuple[Change, ...]:
        if after.path.stem == "a":
            raise BundleCorrupt(f"{after.path}: a body is not in the blob store")
        return labelled(before, after)

    monkeypatch.setattr("audits.runs.labelled", broken)
    found = runs.compare(str(tmp_path / "one"), str(tmp_path / "two"))
    assert [each.institution for each in found.changes] == ["b"]
    assert found.refused == (f"{tmp_path / 'two' / 'a.sqlite'}: a body is not in the blob store",)


def test_a_run_lies_side_by_side_or_in_a_folder_for_each_body(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "BUNDLES", tmp_path)
    for body in ("a", "b"):
        seal(tmp_path / "flat" / f"{body}.sqlite", body, 1, [("hsts", Outcome.PASSED, None)])
        seal(tmp_path / "nested" / body / f"{body}.sqlite", body, 2, [("hsts", Outcome.FAILED, None)])
        seal(tmp_path / body / "alone" / f"{body}.sqlite", body, 3, [("hsts", Outcome.FAILED, None)])
    seal(tmp_path / "nested" / "again" / "b.sqlite", "b", 3, [("hsts", Outcome.PASSED, None)])
    (tmp_path / "nested" / "a" / "a.overlay.sqlite").write_bytes(b"answers judged anew")
    for run, changed in (("nested", ["a"]), (str(tmp_path / "nested"), ["a"]), ("alone", ["a", "b"])):
        asked = CliRunner().invoke(diff, ["flat", run, "--json"])
        assert asked.exit_code == 0
        assert [each["institution"] for each in json.loads(asked.output)["changes"]] == changed
    assert len(bundles_of("nested")) == 3
    with pytest.raises(ConfigError):
        bundles_of("*")


def test_the_second_look_counts_where_it_saw_something(tmp_path: Path) -> None:
    first = seal(tmp_path / "a.sqlite", "a", 1, [], "failed")
    again = seal(tmp_path / "again" / "a.sqlite", "a", 2, [])
    assert _counting(tmp_path) == {"a": again}
    again.unlink()
    seal(tmp_path / "again" / "a.sqlite", "a", 2, [], "failed")
    first.unlink()
    first = seal(tmp_path / "a.sqlite", "a", 1, [], "partial")
    assert _counting(tmp_path) == {"a": first}


def _counting(folder: Path) -> Mapping[str, Path]:
    return counting(bundles_of(str(folder))).bundles


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
