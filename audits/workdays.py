"""Working days in Latvia, for terms that the law counts in them.

Public holidays, and working days that the Cabinet has moved to a Saturday, come from the library ``holidays``. What it does not know:
orders made after its release (``known_to`` tells the last year it knows of), and whether a municipality followed an order, which
binds state bodies and is only recommended to the others.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from holidays import HolidayBase, country_holidays

_SATURDAY = 5
_FURTHEST = 3660
"""Days over which working days are counted; a longer term is no term of a meeting."""


def workday(day: date) -> bool:
    """Whether public offices work on that day."""
    year = _year(day.year)
    return day in year.weekend_workdays or (day.weekday() < _SATURDAY and day not in year)


def workdays(after: date, until: date) -> int:
    """How many working days there are after the one day up to and including the other; none when it is not later."""
    span = min((until - after).days, _FURTHEST)
    return sum(workday(after + timedelta(step)) for step in range(1, span + 1))


@cache
def known_to() -> int:
    """The last year of which the library knows days moved by the Cabinet."""
    moved = (day.year for year in range(2020, 2100) for day in _year(year).weekend_workdays)
    return max(moved)


@cache
def _year(year: int) -> HolidayBase:
    return country_holidays("LV", years=year)
