"""Alerts against the truth: those that are due and no others, each once, and a platform's fault as one."""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.country.due import Heard, heard
from benchmarks.country.fates import Change, Country, Weather
from benchmarks.country.traits import PLATFORM_WIDE
from benchmarks.country.truth import truth
from crawler.alerts.alert import Alert, Item
from crawler.alerts.rules import Severity, load
from data import change as kept
from data.types import Outcome, Text

_LEFT, _BACK, _PASSING = 5, 6, 7
_SHARING = (0, 1, 2, 3)
_COUNTRY = Country(
    3,
    12,
    4,
    planted=(
        Change(_LEFT, 2, "statement", has=False),
        Change(_BACK, 2, "security-txt", has=False),
        Change(_PASSING, 2, "budget", has=False, reverts=True),
        *(Change(number, 2, PLATFORM_WIDE, has=False, cause="platform") for number in _SHARING),
        Change(_BACK, 4, "security-txt", has=True),
    ),
)
_TRUTH = truth(_COUNTRY)
_RULES = load()
_TEXT = Text("kas", "what")


def _alert(rule: str, indicator: str, numbers: Iterable[int], *, mended: bool = False, shared: str | None = None) -> Alert:
    was, now = kept.Answer("was", Outcome.PASSED), kept.Answer("now", Outcome.FAILED)
    bodies = [_COUNTRY.places[number].id for number in numbers]
    items = tuple(Item(body, _TEXT, kept.Change(body, indicator, "site", was, now, kept.Label.SITE, "why")) for body in bodies)
    return Alert(f"{rule} {bodies}", rule, Severity.NOTE, _TEXT, items, ("analysts",), "night", mended, shared)


def _named(number: int, indicator: str) -> str:
    return f"{_COUNTRY.places[number].id} {indicator}"


_DOWN = [number for number, weather in _COUNTRY.weather(1).items() if weather in {Weather.REFUSED, Weather.SILENT}]
_WIDE = _alert("security-headers-gone", PLATFORM_WIDE, _SHARING, shared="platforma-0")
_SECOND = [_alert("security-txt", "security-txt", [_BACK])]
_THIRD = [_alert("statement-gone", "statement", [_LEFT]), _WIDE, *(_alert("site-down", "@reach", [number]) for number in _DOWN)]
_FOURTH = [_alert("security-txt", "security-txt", [_BACK], mended=True)]
_NIGHTS: tuple[list[Alert], ...] = ([], _SECOND, _THIRD, _FOURTH)


def _heard(*nights: list[Alert]) -> Heard:
    return heard(_TRUTH, len(nights), nights, _RULES)


def test_alerts_are_due_as_late_as_their_rule_confirms_them() -> None:
    assert len(_DOWN) == 2
    for night, due in ((1, 0), (2, 1), (3, 7), (4, 1)):
        assert _heard(*_NIGHTS[:night]) == Heard(due)


def test_one_that_does_not_come_is_missed() -> None:
    missed = sorted([*(_named(number, "@reach") for number in _DOWN), _named(_LEFT, "statement")])
    assert _heard([], _SECOND, [_WIDE]).untold == missed


def test_one_that_comes_too_soon_or_for_nothing_is_false() -> None:
    early, ours = _alert("statement-gone", "statement", [_LEFT]), _alert("site-down", "@reach", [8])
    assert _heard([], [*_SECOND, early, ours]).false == sorted([_named(_LEFT, "statement"), _named(8, "@reach")])


def test_what_reverted_before_the_second_look_may_not_be_told() -> None:
    gone = _alert("budget-gone", "budget", [_PASSING])
    assert _heard([], [*_SECOND, gone]).reverted == [_named(_PASSING, "budget")]


def test_what_follows_by_definition_may_be_told_with_it() -> None:
    follows = _alert("statement-old", "statement-age", [_LEFT])
    assert _heard([], _SECOND, [*_THIRD, follows]) == Heard(7)
    assert _heard([], [*_SECOND, follows]).false == [_named(_LEFT, "statement-age")]


def test_nothing_is_told_twice() -> None:
    again = _heard([], _SECOND, [*_THIRD, *_SECOND])
    assert again.again == again.false == [_named(_BACK, "security-txt")]


def test_a_fault_of_a_platform_is_one_alert_with_all_its_bodies() -> None:
    others = [each for each in _THIRD if each is not _WIDE]
    apart = [_alert("security-headers-gone", PLATFORM_WIDE, [number]) for number in _SHARING]
    assert _heard([], _SECOND, [*others, *apart]).scattered == [f"platforma-0 {PLATFORM_WIDE}"]
    fewer = _alert("security-headers-gone", PLATFORM_WIDE, _SHARING[:3], shared="platforma-0")
    found = _heard([], _SECOND, [*others, fewer])
    assert found.scattered
    assert found.untold == [_named(_SHARING[3], PLATFORM_WIDE)]
