"""Who moved at each turn of a history: told by the bundles at both its ends, as long as they are kept."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from audits.history_cli import history
from audits.turned import GONE, JUDGED_ANEW, turned
from data.change import Label
from data.history import History, successions
from data.history.successions import Succession
from data.store import Store
from data.types import Outcome
from tests.data.nights import Answer, seal

PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
TIMED = "time-to-first-byte"
"""An answer of the catalogue; the small bundles hold no page by which it could be judged anew."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "eindekss.db") as opened:
        yield opened


def merged(store: Store, body: str, nights: Sequence[Sequence[Answer]], since: int = 1) -> list[Path]:
    folder = store.path.parent / "bundles"
    made = [seal(folder / str(day) / f"{body}.sqlite", body, day, answers) for day, answers in enumerate(nights, since)]
    store.merge_folder(folder)
    return made


def test_each_turn_is_told_and_no_beginning(store: Store) -> None:
    merged(store, "a", [[("hsts", PASSED, None), ("old", PASSED, 1)], [("hsts", FAILED, None), ("old", PASSED, 2)]])
    spells = History(store).of("a")
    found = turned(store, spells)
    assert [(spell.indicator, spell.value, told.label) for spell, told in found.items()] == [
        ("hsts", None, Label.RULES),
        ("old", 2, Label.RULES),
    ]
    assert "no longer in the catalogue" in found[spells[-1]].why


def test_a_bundle_that_is_gone_or_spoiled_leaves_the_turn_untold(store: Store) -> None:
    one, two, three = merged(store, "a", [[("hsts", PASSED, None)], [("hsts", FAILED, None)], [("hsts", PASSED, None)]])
    three.chmod(0o644)
    three.write_bytes(three.read_bytes()[:-1] + b"x")
    found = turned(store, History(store).of("a"))
    assert [(told.label is None, told.why == GONE) for told in found.values()] == [(False, False), (True, True)]
    one.unlink()
    assert {told.why for told in turned(store, History(store).of("a")).values()} == {GONE}
    assert two.is_file()


def test_a_drift_in_small_steps_is_no_ones_and_told_all_the_same(store: Store) -> None:
    merged(store, "a", [[(TIMED, PASSED, value)] for value in (100, 700, 1300)])
    [(spell, told)] = turned(store, History(store).of("a")).items()
    assert (spell.value, spell.first_seen.day) == (1300, 3)
    assert told.label is not Label.SITE


def test_what_was_judged_anew_is_the_rules(store: Store) -> None:
    merged(store, "a", [[("hsts", PASSED, None)], [("hsts", PASSED, None)]])
    for day, outcome in ((1, PASSED), (2, FAILED)):
        answers: list[Answer] = [("hsts", outcome, None), ("newer", outcome, None)]
        seal(store.path.parent / "bundles" / "anew" / f"{day}.sqlite", "a", day, answers, version=2)
    store.merge_folder(store.path.parent / "bundles")
    found = {spell.indicator: told for spell, told in turned(store, History(store).of("a")).items()}
    assert {told.label for told in found.values()} == {Label.RULES}
    assert found["newer"].why == JUDGED_ANEW


def test_a_body_that_was_renamed_goes_on(store: Store) -> None:
    merged(store, "old", [[("hsts", PASSED, None)], [("hsts", PASSED, None)]])
    merged(store, "new", [[("hsts", FAILED, None)]], since=3)
    kept = History(store)
    [(spell, told)] = turned(store, kept.of("new"), kept.of("old")).items()
    assert (spell.institution, spell.outcome, told.label) == ("new", FAILED, Label.RULES)
    # Both sites were there at the same time: neither is the other's past.
    merged(store, "new", [[("hsts", FAILED, None)]], since=2)
    assert not turned(store, kept.of("new"), kept.of("old"))


@pytest.mark.parametrize(
    ("lang", "word"), [("lv", "(rules: mainījās noteikumi vai diena)"), ("en", "(rules: the rules or the day moved; ")]
)
def test_the_verb_tells_it(store: Store, monkeypatch: pytest.MonkeyPatch, lang: str, word: str) -> None:
    merged(store, "old", [[("hsts", PASSED, None)], [("hsts", FAILED, None)]])
    merged(store, "new", [[("hsts", FAILED, None)], [("hsts", PASSED, None)]], since=3)
    steps = (Succession("old", "new", "rename", "2026-11-03", "law"),)
    monkeypatch.setattr(successions, "load", lambda: steps)
    asked = ["new", "hsts", "--store", str(store.path)]
    lines = CliRunner().invoke(history, [*asked, "--lang", lang]).output.splitlines()
    assert [word in line for line in lines] == [False, True, False, False, True]
    assert [word in line for line in CliRunner().invoke(history, [*asked, "--lang", lang, "--no-labels"]).output.splitlines()] == [
        False
    ] * 5
    told = json.loads(CliRunner().invoke(history, [*asked, "--json"]).output)
    assert [spell["turned"] and spell["turned"]["label"] for spell in told["spells"]] == [None, "rules"]
    assert [spell["turned"] and spell["turned"]["label"] for spell in told["inherited"][0]["spells"]] == [None, "rules"]
    # Of a turn whose bundles are gone it says so.
    for bundle in (store.path.parent / "bundles").rglob("*.sqlite"):
        bundle.unlink()
    lines = CliRunner().invoke(history, [*asked, "--lang", lang]).output.splitlines()
    assert {"lv": "vairs nav nosakāms", "en": "can no longer be told"}[lang] in lines[1]
