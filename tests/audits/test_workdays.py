"""Working days of Latvia: weekends, public holidays, and days that the Cabinet has moved."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.workdays import known_to, workday, workdays


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),
        (date(2026, 11, 22), False),
        (date(2026, 11, 18), False),  # proclamation of the Republic
        (date(2026, 4, 3), False),  # Good Friday
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2025, 5, 5), False),  # 4 May was a Sunday
        (date(2025, 5, 2), False),  # moved by order to 10 May
        (date(2025, 5, 10), True),
        (date(2026, 1, 2), False),  # moved by order to 17 January
        (date(2026, 1, 17), True),
        (date(2020, 6, 22), False),  # Order No. 354/2020 is of this kind
        (date(2020, 6, 13), True),
        (date(2023, 5, 29), False),  # the day after a bronze medal
    ],
)
def test_a_day(day: date, *, expected: bool) -> None:
    assert workday(day) is expected


@pytest.mark.parametrize(
    ("after", "until", "expected"),
    [
        (date(2026, 10, 29), date(2026, 10, 29), 0),
        (date(2026, 10, 29), date(2026, 10, 30), 1),
        (date(2026, 10, 29), date(2026, 11, 2), 2),
        (date(2026, 10, 29), date(2026, 11, 5), 5),
        (date(2026, 11, 12), date(2026, 11, 20), 5),  # over 18 November
        (date(2026, 10, 30), date(2026, 10, 29), 0),
        (date(2025, 4, 30), date(2025, 5, 12), 6),  # 1, 2, 4, 5 May are free, Saturday the 10th is not
    ],
)
def test_how_many_lie_between(after: date, until: date, expected: int) -> None:
    assert workdays(after, until) == expected


def test_moved_days_are_known_for_the_years_that_are_judged() -> None:
    assert known_to() >= 2026


@settings(deadline=None)
@given(st.dates(min_value=date(2015, 1, 1), max_value=date(2035, 12, 31)), st.integers(0, 40), st.integers(0, 40))
def test_terms_add_up(start: date, first: int, second: int) -> None:
    middle = start + timedelta(first)
    end = middle + timedelta(second)
    assert workdays(start, end) == workdays(start, middle) + workdays(middle, end)
