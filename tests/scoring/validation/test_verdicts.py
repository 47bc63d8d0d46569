"""Every rule by what was seen and what was claimed; detectors are nearly sure here, so that the rules themselves speak."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from audits.accuracy import Tally
from data.casebook_rows import NOT_APPLICABLE
from data.errors import ConfigError
from data.types import Evidence
from scoring.draws import Claim
from scoring.validation.quality import Quality
from scoring.validation.verdicts import verdicts, written
from tests.scoring.validation.seen import (
    PART,
    SITE,
    SURE,
    VISITED,
    C,
    F,
    N,
    P,
    U,
    answer,
    look,
    pages,
    question,
    questionnaire,
    row,
    sure,
    verdict,
)

CONFIRMED, PARTLY, AGAINST, UNSEEN, UNKNOWN = "confirmed", "partly", "contradicted", "not-observable", "not-measured"
Told = tuple[Any, ...]


def told(found: Any) -> Told:
    """Status, what was observed, direction and reason of a verdict."""
    return found.status, found.observed, found.direction, found.reason


@pytest.mark.parametrize(
    ("rows", "yes", "no"),
    [
        ([row("budget", P)], (CONFIRMED, True, "", None), (AGAINST, True, "under", None)),
        ([row("budget", P, "2026")], (CONFIRMED, True, "", None), (AGAINST, True, "under", None)),
        ([row("budget", F)], (AGAINST, False, "over", None), (CONFIRMED, False, "", None)),
        # What only measures passes always: its value speaks.
        ([row("budget", P, False, measures=True)], (AGAINST, False, "over", None), (CONFIRMED, False, "", None)),
        ([row("budget", P, True, measures=True)], (CONFIRMED, True, "", None), (AGAINST, True, "under", None)),
        ([row("budget", P, 0, measures=True)], (AGAINST, False, "over", None), (CONFIRMED, False, "", None)),
        ([row("budget", P, 7, measures=True)], (CONFIRMED, True, "", None), (AGAINST, True, "under", None)),
        # No faults at all is what was asked for.
        ([row("budget", P, 0)], (CONFIRMED, True, "", None), (AGAINST, True, "under", None)),
        ([row("budget", C)], (UNKNOWN, None, "", "unclear"), (UNKNOWN, None, "", "unclear")),
        ([row("budget", U)], (UNKNOWN, None, "", "timeout"), (UNKNOWN, None, "", "timeout")),
        ([row("budget", N)], (UNKNOWN, None, "", "not-applicable"), (UNKNOWN, None, "", "not-applicable")),
        ([], (UNKNOWN, None, "", "not-gathered"), (UNKNOWN, None, "", "not-gathered")),
        (pages("budget", [P, P]), (CONFIRMED, True, "", None), (AGAINST, True, "under", None)),
        (pages("budget", [F, F]), (AGAINST, False, "over", None), (CONFIRMED, False, "", None)),
        (pages("budget", [P, C]), (UNKNOWN, None, "", "unclear"), (UNKNOWN, None, "", "unclear")),
        (pages("budget", [P, U]), (CONFIRMED, True, "", None), (AGAINST, True, "under", None)),
        (pages("budget", [N, P]), (CONFIRMED, True, "", None), (AGAINST, True, "under", None)),
    ],
)
def test_a_yes_or_no_against_one_indicator(rows: Sequence[Any], yes: Told, no: Told) -> None:
    for rule in ("any", "all"):
        asked = question(rule)
        assert told(verdict(asked, True, look(*rows))) == yes
        assert told(verdict(asked, False, look(*rows))) == no


def test_what_holds_of_some_pages_only() -> None:
    seen = look(*pages("budget", [P, F]))
    assert told(verdict(question("any"), True, seen)) == (PARTLY, None, "over", None)
    assert told(verdict(question("any"), False, seen)) == (PARTLY, None, "under", None)
    assert told(verdict(question("all"), True, seen)) == (PARTLY, False, "over", None)
    assert told(verdict(question("all"), False, seen)) == (CONFIRMED, False, "", None)


@pytest.mark.parametrize(
    ("rule", "states", "yes", "no"),
    [
        ("any", [P, F], (CONFIRMED, True, "", None), (AGAINST, True, "under", None)),
        ("any", [P, C], (CONFIRMED, True, "", None), (AGAINST, True, "under", None)),
        ("any", [F, C], (UNKNOWN, None, "", "unclear"), (UNKNOWN, None, "", "unclear")),
        ("any", [F, N], (AGAINST, False, "over", None), (CONFIRMED, False, "", None)),
        ("any", [N, N], (UNKNOWN, None, "", "not-applicable"), (UNKNOWN, None, "", "not-applicable")),
        ("all", [P, P], (CONFIRMED, True, "", None), (AGAINST, True, "under", None)),
        ("all", [P, F], (PARTLY, False, "over", None), (CONFIRMED, False, "", None)),
        ("all", [F, F], (AGAINST, False, "over", None), (CONFIRMED, False, "", None)),
        ("all", [P, U], (UNKNOWN, None, "", "timeout"), (UNKNOWN, None, "", "timeout")),
        ("all", [F, C], (UNKNOWN, False, "", "unclear"), (CONFIRMED, False, "", None)),
        ("all", [P, N], (CONFIRMED, True, "", None), (AGAINST, True, "under", None)),
    ],
)
def test_a_yes_or_no_against_two_indicators(rule: str, states: Sequence[Any], yes: Told, no: Told) -> None:
    asked = question(rule, indicators="budget staff")
    seen = look(row("budget", states[0]), row("staff", states[1]))
    assert (told(verdict(asked, True, seen)), told(verdict(asked, False, seen))) == (yes, no)


@pytest.mark.parametrize(
    ("rows", "yes", "no"),
    [
        (pages("budget", [P] * 9 + [F]), (CONFIRMED, True, "", None), (AGAINST, True, "under", None)),
        (pages("budget", [P] * 8 + [F] * 2), (AGAINST, False, "over", None), (CONFIRMED, False, "", None)),
        (pages("budget", [P] * 9 + [F, C, U, N]), (CONFIRMED, True, "", None), (AGAINST, True, "under", None)),
        (pages("budget", [P, P, C]), (CONFIRMED, True, "", None), (AGAINST, True, "under", None)),
        ([row("budget", P, 95)], (CONFIRMED, True, "", None), (AGAINST, True, "under", None)),
        ([row("budget", F, 30)], (AGAINST, False, "over", None), (CONFIRMED, False, "", None)),
        ([row("budget", P)], (CONFIRMED, True, "", None), (AGAINST, True, "under", None)),
        ([row("budget", C)], (UNKNOWN, None, "", "unclear"), (UNKNOWN, None, "", "unclear")),
    ],
)
def test_a_yes_or_no_against_a_share_of_the_pages(rows: Sequence[Any], yes: Told, no: Told) -> None:
    asked = question("share-at-least 0.9")
    assert (told(verdict(asked, True, look(*rows))), told(verdict(asked, False, look(*rows)))) == (yes, no)


@pytest.mark.parametrize(
    ("seen", "yes"),
    [
        (row("news", P, "2026-11-02"), (CONFIRMED, True, "", None)),
        (row("news", P, "2026-10-11"), (CONFIRMED, True, "", None)),
        (row("news", F, "2026-10-10"), (AGAINST, False, "over", None)),
        (row("news", P, "2026-12-01"), (CONFIRMED, True, "", None)),
        (row("news", F, False), (AGAINST, False, "over", None)),
        (row("news", P, True), (UNKNOWN, None, "", "no-rule-value")),
        (row("news", C), (UNKNOWN, None, "", "unclear")),
    ],
)
def test_a_yes_against_the_age_of_a_date(seen: Any, yes: Told) -> None:
    assert told(verdict(question("newer-than 30", indicators="news"), True, look(seen))) == yes


@pytest.mark.parametrize(
    ("rule", "said", "seen", "expected"),
    [
        ("number 10%", 10, [row("forms", P, 10)], (CONFIRMED, 10, "", None)),
        ("number 10%", 11, [row("forms", P, 10)], (CONFIRMED, 10, "", None)),
        ("number 10%", 12, [row("forms", P, 10)], (AGAINST, 10, "over", None)),
        ("number 10%", 8, [row("forms", P, 10)], (AGAINST, 10, "under", None)),
        ("number 2", 12, [row("forms", P, 10)], (CONFIRMED, 10, "", None)),
        ("number 2", 13, [row("forms", P, 10)], (AGAINST, 10, "over", None)),
        ("number 0 over", 11, [row("forms", P, 10)], (AGAINST, 10, "over", None)),
        ("number 0 over", 3, [row("forms", P, 10)], (CONFIRMED, 10, "under", None)),
        ("number 0 under", 3, [row("forms", P, 10)], (AGAINST, 10, "under", None)),
        ("number 0 under", 99, [row("forms", P, 10)], (CONFIRMED, 10, "over", None)),
        ("number 0.3", 0.1, [row("forms", P, 0.4)], (CONFIRMED, 0.4, "", None)),
        ("number 0", 5, [row("forms", F, 0)], (AGAINST, 0, "over", None)),
        # Nothing found is no nought.
        ("number 0", 5, [row("forms", F, False)], (UNKNOWN, None, "", "no-rule-value")),
        ("number 0", 0, [row("forms", F, 0)], (CONFIRMED, 0, "", None)),
        ("number 0", 5, [row("forms", P, True)], (UNKNOWN, None, "", "no-rule-value")),
        ("number 0", 5, [row("forms", P, "many")], (UNKNOWN, None, "", "no-rule-value")),
        ("number 0", 5, [row("forms", C, 4)], (UNKNOWN, None, "", "unclear")),
        ("number 0", 5, [row("forms", N)], (UNKNOWN, None, "", "not-applicable")),
        ("number 0", 2, pages("forms", [P, P, F]), (CONFIRMED, 2, "", None)),
        ("number 0", 2, pages("forms", [P, P, F, N]), (CONFIRMED, 2, "", None)),
        ("number 0", 2, pages("forms", [P, P, F, U]), (UNKNOWN, None, "", "timeout")),
        ("number 0", 3, pages("forms", [P, P], [2, 4], measures=True), (CONFIRMED, 3, "", None)),
        ("number 0", 3, pages("forms", [P, P, U], [2, 4], measures=True), (CONFIRMED, 3, "", None)),
    ],
)
def test_a_number(rule: str, said: float, seen: Sequence[Any], expected: Told) -> None:
    assert told(verdict(question(rule, "number", "forms"), said, look(*seen))) == expected


def test_a_share_is_in_per_cent() -> None:
    asked = question("number 5", "share", "forms")
    assert told(verdict(asked, 70, look(*pages("forms", [P, P, F])))) == (CONFIRMED, 66.666667, "", None)
    assert told(verdict(asked, 70, look(row("forms", P, 90)))) == (AGAINST, 90, "under", None)
    assert told(verdict(asked, 70, look(*pages("forms", [N, U])))) == (UNKNOWN, None, "", "timeout")


@pytest.mark.parametrize(
    ("said", "seen", "expected"),
    [
        ("2026-10-01", row("news", P, "2026-10-20"), (CONFIRMED, "2026-10-20", "", None)),
        ("2026-11-21", row("news", P, "2026-10-20"), (AGAINST, "2026-10-20", "over", None)),
        ("2025-10-20", row("news", P, "2026-10-20"), (AGAINST, "2026-10-20", "under", None)),
        ("2026-10-01", row("news", F, False), (UNKNOWN, None, "", "no-rule-value")),
        ("2026-10-01", row("news", U), (UNKNOWN, None, "", "timeout")),
        ("soon", row("news", P, "2026-10-20"), (UNKNOWN, None, "", "no-rule-value")),
    ],
)
def test_a_date(said: str, seen: Any, expected: Told) -> None:
    assert told(verdict(question("date 31", "date", "news"), said, look(seen))) == expected


@pytest.mark.parametrize(
    ("said", "values", "expected"),
    [
        ("L3", [3], (CONFIRMED, "L3", "", None)),
        ("L1", [3], (CONFIRMED, "L3", "under", None)),
        ("L4", [3], (AGAINST, "L3", "over", None)),
        ("L4", [1, 5], (PARTLY, "L3", "over", None)),
        ("L0", [1, 2], (CONFIRMED, "L1", "under", None)),
        ("L9", [1], (UNKNOWN, None, "", "no-rule-value")),
    ],
)
def test_a_level_claims_at_least_so_much(said: str, values: Sequence[int], expected: Told) -> None:
    asked = question("level", "level", "level", options={f"L{number}": "" for number in range(6)})
    seen = pages("level", [P] * len(values), values, measures=True) if len(values) > 1 else [row("level", P, values[0])]
    assert told(verdict(asked, said, look(*seen))) == expected


def test_levels_without_numbers_go_by_their_order() -> None:
    asked = question("level", "level", "level", options=dict.fromkeys(("none", "some", "much"), ""))
    assert told(verdict(asked, "much", look(row("level", P, 1)))) == (AGAINST, "some", "over", None)


ONE = {"both": "chat=both", "live": "chat=live", "many": "forms>=3", "none": "not chat", "phone": "contact~tālrunis"}


@pytest.mark.parametrize(
    ("said", "rows", "expected"),
    [
        ("live", [row("chat", P, "live")], (CONFIRMED, "live", "", None)),
        ("both", [row("chat", P, "live")], (AGAINST, "live", "", None)),
        ("none", [row("chat", F, False)], (CONFIRMED, "none", "", None)),
        ("none", [row("chat", P, "live")], (AGAINST, "live", "", None)),
        ("many", [row("forms", P, 3)], (CONFIRMED, "many", "", None)),
        ("many", [row("forms", P, 2)], (AGAINST, None, "over", None)),
        ("many", [row("forms", F, False)], (AGAINST, None, "over", None)),
        ("many", [row("forms", P, True)], (UNKNOWN, None, "", "no-rule-value")),
        ("phone", [row("contact", P, True, evidence=(Evidence(SITE, excerpt="Tālrunis 63707269"),))], (CONFIRMED, "phone", "", None)),
        ("phone", [row("contact", P, True)], (AGAINST, None, "over", None)),
        ("live", [row("chat", C)], (UNKNOWN, None, "", "unclear")),
        # An option that does not show is refuted by one that does, and by nothing else.
        ("other", [row("chat", P, "live")], (AGAINST, "live", "", None)),
        ("other", [row("chat", C)], (UNKNOWN, None, "", "unclear")),
    ],
)
def test_one_option(said: str, rows: Sequence[Any], expected: Told) -> None:
    asked = question("option", "single", "chat", options={**ONE, "other": ""})
    assert told(verdict(asked, said, look(*rows), sure("chat", "forms", "contact"))) == expected


def test_an_option_that_does_not_show_may_be_left_over() -> None:
    asked = question("option", "single", "chat", options={"live": "chat", "nothing": ""})
    assert told(verdict(asked, "nothing", look(row("chat", F, False)))) == (CONFIRMED, "nothing", "", None)
    several = question("option", "single", "chat", options={"live": "chat", "nothing": "", "planned": ""})
    assert told(verdict(several, "nothing", look(row("chat", F, False)))) == (UNSEEN, None, "", None)


@pytest.mark.parametrize(
    ("said", "states", "expected"),
    [
        (("a", "b"), (P, P), (CONFIRMED, ("a", "b"), "", None)),
        (("a",), (P, P), (CONFIRMED, ("a", "b"), "under", None)),
        (("a", "b"), (P, F), (PARTLY, ("a",), "over", None)),
        (("a", "b"), (F, F), (AGAINST, (), "over", None)),
        (("a", "b"), (P, C), (UNKNOWN, ("a",), "", "unclear")),
        (("a", "c"), (P, F), (CONFIRMED, ("a",), "", None)),
        (("c",), (P, F), (UNSEEN, None, "", None)),
        ((), (F, F), (CONFIRMED, (), "", None)),
        ((), (P, F), (AGAINST, ("a",), "under", None)),
    ],
)
def test_ticked_options_are_judged_one_by_one(said: tuple[str, ...], states: Sequence[Any], expected: Told) -> None:
    asked = question("overlap", "multiple", "budget", options={"a": "budget", "b": "staff", "c": ""})
    seen = look(row("budget", states[0]), row("staff", states[1]))
    assert told(verdict(asked, said, seen, sure("budget", "staff"))) == expected


SHOWN = row("budget", P, evidence=(Evidence("https://www.dobele.lv/budzets/"),))
THERE: dict[str, str | None] = {"dobele.lv/jaunumi": None, "dobele.lv/nav": "not-found", "dobele.lv/lenta": "timeout"}


@pytest.mark.parametrize(
    ("said", "seen", "expected", "note"),
    [
        ("http://dobele.lv/budzets#a", SHOWN, (CONFIRMED, "http://dobele.lv/budzets#a", "", None), "address-shows"),
        ("https://dobele.lv/jaunumi", SHOWN, (PARTLY, "https://www.dobele.lv/budzets/", "over", None), "address-silent"),
        ("https://dobele.lv/nav", SHOWN, (PARTLY, "https://www.dobele.lv/budzets/", "over", None), "address-dead"),
        ("https://dobele.lv/jaunumi", row("budget", F), (AGAINST, None, "over", None), "address-silent"),
        ("https://dobele.lv/nav", row("budget", F), (AGAINST, None, "over", None), "address-dead"),
        ("https://dobele.lv/nav", row("budget", C), (UNKNOWN, None, "", "unclear"), "address-dead"),
        ("https://dobele.lv/lenta", row("budget", F), (UNKNOWN, None, "", "not-gathered"), "address-not-visited"),
        ("https://pasts.dobele.lv/x", row("budget", F), (UNKNOWN, None, "", "not-gathered"), "address-not-visited"),
        ("https://latvija.gov.lv/x", row("budget", F), (UNKNOWN, None, "", "not-gathered"), "address-not-visited"),
        ("https://riga.lv/budzets", SHOWN, (UNKNOWN, None, "", "not-gathered"), "address-elsewhere"),
        ("not an address", SHOWN, (UNKNOWN, None, "", "not-gathered"), "address-elsewhere"),
    ],
)
def test_an_address(said: str, seen: Any, expected: Told, note: str) -> None:
    found = verdict(question("page", "url"), said, look(seen, addresses=THERE), portals=("latvija.gov.lv",))
    assert (told(found), found.notes) == (expected, (note,))
    assert found.note is not None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://dobele.lv/jaunumi", (AGAINST, ("address-silent",))),
        ("https://dobele.lv/nav", (AGAINST, ("address-dead",))),
        ("https://dobele.lv/nezinams", (UNKNOWN, ("address-not-visited",))),
        ("https://riga.lv/", (AGAINST, ("address-elsewhere",))),
        ("", (AGAINST, ())),
    ],
)
def test_nobody_is_refuted_who_names_a_page_that_was_not_visited(url: str, expected: Told) -> None:
    found = verdict(question(), True, look(row("budget", F), addresses=THERE), url=url)
    assert (found.status, found.notes) == expected


def test_an_address_beside_a_yes_that_shows_it() -> None:
    found = verdict(question(), True, look(SHOWN), url="dobele.lv/budzets")
    assert (found.status, found.notes) == (CONFIRMED, ("address-shows",))


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (N, (CONFIRMED, "not-applicable", "", None)),
        (P, (AGAINST, True, "under", None)),
        (F, (UNSEEN, None, "", None)),
        (C, (UNKNOWN, None, "", "unclear")),
    ],
)
def test_that_it_does_not_apply_is_held_against_the_catalogue(outcome: Any, expected: Told) -> None:
    for asked in (question(), question("number 0", "number"), question("page", "url")):
        assert told(verdict(asked, NOT_APPLICABLE, look(row("budget", outcome)))) == expected


def test_what_does_not_show_is_not_observable() -> None:
    for asked in (question(""), question(observability="no")):
        found = verdict(asked, True, look(row("budget", F)), Quality(assumed=Claim(0.2, 0.05)))
        assert (told(found), found.chance) == ((UNSEEN, None, "", None), 0.8)


def test_what_shows_in_part_is_never_refuted() -> None:
    asked = question(observability="partly")
    assert told(verdict(asked, True, look(row("budget", F)))) == (UNKNOWN, False, "", "unsure")
    assert told(verdict(asked, True, look(row("budget", P)))) == (CONFIRMED, True, "", None)
    assert told(verdict(asked, False, look(row("budget", P)))) == (AGAINST, True, "under", None)


def test_a_body_that_was_not_visited_and_a_visit_that_failed() -> None:
    assert told(verdict(question(), True, None)) == (UNKNOWN, None, "", "not-visited")
    lost = look(row("budget", U, None), status="failed")
    assert told(verdict(question(), True, lost)) == (UNKNOWN, None, "", "timeout")
    silent = look(row("other", U, None), status="failed")
    assert told(verdict(question(), True, silent)) == (UNKNOWN, None, "", "timeout")


@pytest.mark.parametrize("said", [True, False])
def test_an_incomplete_look_contradicts_nobody(said: bool) -> None:  # noqa: FBT001
    seen = look(row("budget", F if said else P), coverage=PART)
    assert told(verdict(question(), said, seen)) == (UNKNOWN, not said, "", "look-not-whole")


def test_what_was_found_is_confirmed_whatever_the_look() -> None:
    assert verdict(question(), True, look(row("budget", P), coverage=PART)).status == CONFIRMED


def test_a_detector_must_be_known_to_contradict() -> None:
    few = Quality({"budget": replace(SURE, found=4)}, assumed=Claim(0.9, 0.9))
    assert verdict(question(), True, look(row("budget", F)), few).reason == "detector-unknown"
    assert verdict(question(), False, look(row("budget", P)), few).status == AGAINST
    assert verdict(question(), True, look(row("budget", F)), Quality()).reason == "detector-unknown"
    # Of values as well.
    asked = question("number 0", "number")
    short = Quality({"budget": Tally(values=4, values_right=4)}, assumed=Claim(0.9, 0.9))
    assert verdict(asked, 3, look(row("budget", P, 9)), short).reason == "detector-unknown"


def test_what_is_read_off_confirms_without_a_corpus_and_what_is_guessed_does_not() -> None:
    assert told(verdict(question(), True, look(row("budget", P)), Quality())) == (CONFIRMED, True, "", None)
    guessed = verdict(question(), True, look(row("budget", P, confidence=0.9)), Quality())
    assert told(guessed) == (UNKNOWN, True, "", "detector-unknown")
    assert (guessed.confidence, guessed.chance) == (None, None)


def test_a_poor_detector_leaves_it_open() -> None:
    poor = Quality({"budget": Tally(found=6, missed=4, rejected=6, imagined=4)})
    assert verdict(question(), True, look(row("budget", P)), poor).reason == "unsure"
    found = verdict(question(), True, look(row("budget", F)), poor)
    assert (found.reason, found.direction, found.observed) == ("unsure", "", False)
    assert 0.3 < (found.chance or 0) < 0.95


def test_a_page_seen_later_is_said_to_be() -> None:
    late = look(row("budget", F), at=VISITED + timedelta(days=8))
    found = verdict(question(), True, late)
    assert (found.later, found.notes) == (True, ("later",))
    assert found.note is not None
    assert ("after the date" in found.note.en, "pēc atbildes" in found.note.lv) == (True, True)
    assert not verdict(question(), True, look(row("budget", F), at=VISITED + timedelta(days=7))).later


def test_silence_is_no_answer_and_no_verdict() -> None:
    asked = questionnaire(question())
    assert verdicts(asked, [answer(None)], {"dobele": look(row("budget", F))}, sure("budget")) == ()
    assert verdicts(asked, [], {"dobele": look(row("budget", F))}, sure("budget")) == ()


def test_verdicts_are_ordered_and_carry_what_they_rest_on() -> None:
    asked = questionnaire(question(), question(id="Q0", indicators="staff"))
    given = [answer(True, "Q1", "riga"), answer(True, "Q1", subject="b"), answer(True, "Q1", subject="a"), answer(True, "Q0")]
    found = verdicts(asked, given, {"dobele": look(row("budget", P), row("staff", P))}, sure("budget", "staff"))
    assert [each.key for each in found] == [("dobele", "Q0", ""), ("dobele", "Q1", "a"), ("dobele", "Q1", "b"), ("riga", "Q1", "")]
    assert [each.seen[0].indicator for each in found[:3]] == ["staff", "budget", "budget"]
    assert (found[0].rule, found[0].whole, found[0].seen_at, found[3].seen_at) == ("any", True, VISITED, None)


def test_answers_to_questions_that_are_not_there_are_refused() -> None:
    with pytest.raises(ConfigError, match="no question Q7, Q8"):
        verdicts(questionnaire(question()), [answer(True, "Q8"), answer(True, "Q7")], {}, Quality())


@pytest.mark.parametrize(
    "rule", ["any", "share-at-least 0.9", "number 10%", "number 2", "number 0 over", "number 5% under", "date 31", "newer-than 365"]
)
def test_rules_are_told_as_they_are_written(rule: str) -> None:
    assert written(question(rule).rule) == rule
