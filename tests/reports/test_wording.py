"""Numbers, dates and nouns as each language writes them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from string import Formatter

import pytest

from audits.services import LEVELS
from data.types import Kind, Outcome, Role, Value
from reports import texts, wording
from reports.texts import PLURALS, TEXTS

AT = datetime(2026, 11, 3, 5, 7, tzinfo=timezone(timedelta(hours=2)))


@pytest.mark.parametrize(
    ("number", "lv", "en"),
    [
        (0, "lapu", "pages"),
        (1, "lapa", "page"),
        (2, "lapas", "pages"),
        (9, "lapas", "pages"),
        (10, "lapu", "pages"),
        (11, "lapu", "pages"),
        (19, "lapu", "pages"),
        (20, "lapu", "pages"),
        (21, "lapa", "pages"),
        (22, "lapas", "pages"),
        (100, "lapu", "pages"),
        (101, "lapa", "pages"),
        (111, "lapu", "pages"),
        (122, "lapas", "pages"),
    ],
)
def test_plural(number: int, lv: str, en: str) -> None:
    assert (wording.plural(number, PLURALS["pages"], "lv"), wording.plural(number, PLURALS["pages"], "en")) == (lv, en)


@pytest.mark.parametrize(
    ("number", "lv", "en"),
    [
        (0, "0", "0"),
        (7, "7", "7"),
        (2026, "2026", "2026"),
        (9999.5, "9999,5", "9999.5"),
        (12345, "12\u00a0345", "12,345"),
        (31536000, "31\u00a0536\u00a0000", "31,536,000"),
        (2.5, "2,5", "2.5"),
        (2.0, "2", "2"),
        (1 / 3, "0,33", "0.33"),
        (12345.678, "12\u00a0345,68", "12,345.68"),
        (-3, "−3", "−3"),
    ],
)
def test_number(number: float, lv: str, en: str) -> None:
    assert (wording.number(number, "lv"), wording.number(number, "en")) == (lv, en)


@pytest.mark.parametrize(
    ("value", "lv", "en"),
    [
        (None, "", ""),
        (True, "jā", "yes"),
        (False, "nē", "no"),
        (3, "3", "3"),
        ("2026-11-03", "03.11.2026.", "3\u00a0November 2026"),
        ("2026-13-03", "2026-13-03", "2026-13-03"),
        ("daļēji atbilst", "daļēji atbilst", "daļēji atbilst"),
    ],
)
def test_value(value: Value, lv: str, en: str) -> None:
    assert (wording.value(value, "lv"), wording.value(value, "en")) == (lv, en)


def test_moments_are_told_in_utc() -> None:
    assert wording.time_of(AT, "lv") == "03.11.2026. plkst. 03:07\u00a0UTC"
    assert wording.time_of(AT, "en") == "3\u00a0November 2026 at 03:07\u00a0UTC"
    assert wording.day(datetime(2026, 11, 23, tzinfo=UTC), "lv") == "23.11.2026."


@pytest.mark.parametrize(
    ("seconds", "lv", "en"),
    [(0, "0\u00a0s", "0\u00a0s"), (425, "7\u00a0min 5\u00a0s", "7\u00a0min 5\u00a0s"), (3600, "1\u00a0st.", "1\u00a0h")],
)
def test_lasting(seconds: int, lv: str, en: str) -> None:
    span = timedelta(seconds=seconds)
    assert (wording.lasting(span, "lv"), wording.lasting(span, "en")) == (lv, en)


def test_share() -> None:
    assert (wording.share(1 / 3, "lv"), wording.share(1 / 3, "en")) == ("33\u00a0%", "33%")


@pytest.mark.parametrize("name", TEXTS)
def test_both_languages_ask_for_the_same_facts(name: str) -> None:
    asked = [{field for _, field, _, _ in Formatter().parse(TEXTS[name][lang]) if field} for lang in wording.LANGS]
    assert asked[0] == asked[1]


def test_every_word_of_data_has_its_text() -> None:
    assert set(texts.OUTCOMES) == set(Outcome)
    assert set(texts.ROLES) == set(Role)
    assert set(texts.KINDS) == set(Kind)
    assert len(texts.LADDER) == len(LEVELS)
    assert [rung.en for rung in texts.LADDER] == list(LEVELS)
