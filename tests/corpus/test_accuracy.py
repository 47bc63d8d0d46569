"""The figures in ``docs/accuracy.md`` are those of today's rules, and they are good enough to be trusted."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from audits.accuracy import Tally, measured, tallies
from tests.corpus.measure import Measured


@pytest.mark.slow
@pytest.mark.parametrize("half", ["dev", "test"])
def test_what_is_said_can_be_relied_on(half: str, halves: Mapping[str, Measured]) -> None:
    count = sum(tallies(halves[half].asked()).values(), Tally())
    assert (count.precision or 0) >= 0.95
    assert (count.recall or 0) >= 0.90


@pytest.mark.slow
@pytest.mark.parametrize("half", ["dev", "test"])
def test_dates_and_levels_of_services_are_right(half: str, halves: Mapping[str, Measured]) -> None:
    dates, levels = halves[half].dates(), halves[half].levels_right()
    assert sum(dates) >= 0.95 * len(dates) > 0
    assert sum(levels) >= 0.90 * len(levels) > 0


@pytest.mark.slow
@pytest.mark.parametrize("half", ["dev", "test"])
def test_no_indicator_imagines_much(half: str, halves: Mapping[str, Measured]) -> None:
    assert halves[half].low() == {}


@pytest.mark.slow
def test_the_table_is_of_todays_rules(halves: Mapping[str, Measured]) -> None:
    today = tallies(answer for found in halves.values() for answer in found.answers)
    kept = measured()
    assert {name: (kept.get(name), today.get(name)) for name in kept.keys() | today.keys() if kept.get(name) != today.get(name)} == {}, (
        "measure anew: eindekss accuracy --write, then python -m audits.dictionary"
    )
