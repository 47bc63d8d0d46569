"""The figures in ``docs/accuracy.md`` are those of today's rules, and they are good enough to be trusted."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest

from audits import catalogue
from audits.accuracy import Tally, measured, tallies
from crawler.progress import Progress
from tests.corpus.measure import Measured, measure


@cache
def halves() -> Mapping[str, Measured]:
    """Both halves, visited once."""
    return {half: measure([half], progress=Progress(quiet=True)) for half in ("dev", "test")}


def together(found: Measured) -> Tally:
    """The counts of all indicators that ask whether something is there."""
    asking = {indicator.audit.id for indicator in catalogue.load() if indicator.asks_presence}
    return sum(tallies(answer for answer in found.answers if answer.indicator in asking).values(), Tally())


@pytest.mark.slow
@pytest.mark.parametrize("half", ["dev", "test"])
def test_what_is_said_can_be_relied_on(half: str) -> None:
    count = together(halves()[half])
    assert (count.precision or 0) >= 0.95
    assert (count.recall or 0) >= 0.90


@pytest.mark.slow
def test_the_table_is_of_todays_rules() -> None:
    today = tallies(answer for found in halves().values() for answer in found.answers)
    kept = measured()
    assert {name: (kept.get(name), today.get(name)) for name in kept.keys() | today.keys() if kept.get(name) != today.get(name)} == {}, (
        "measure anew: eindekss accuracy --write, then python -m audits.dictionary"
    )
