"""Days as people write them, and as spreadsheets count them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from data.text import fold
from scoring.survey.intake.sheet import Cell, as_text, shown

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?")
_LATVIAN = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})\.?(?:\s*g(?:ada|\.)?)?(?:,?\s+\d{1,2}:\d{2}.*)?")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_WORDED = (
    re.compile(r"(?P<d>\d{1,2})\.?\s+(?P<m>[a-z]{3,10})\.?,?\s+(?P<y>\d{4})(?:\.?\s*g(?:ada|ads|\.)?)?"),
    re.compile(r"(?P<y>\d{4})\.?\s*g(?:ada|ads|\.)?\s+(?P<d>\d{1,2})\.?\s+(?P<m>[a-z]{3,10})"),
    re.compile(r"(?P<m>[a-z]{3,10})\.?\s+(?P<d>\d{1,2}),?\s+(?P<y>\d{4})"),
)
_MONTHS = ("jan", "feb", "mar", "apr", "ma", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_FROM, _TO = 1900, 2100
_EPOCH = date(1899, 12, 30)
_SERIALS = (20_000, 80_000)
"""Days since the end of 1899 that a spreadsheet writes for 1954 to 2119; other numbers are none that anyone means as a date."""
_EARLY = 1462
"""Days between the two ways of counting (1900 and 1904)."""
_WRITE = "write for example 2026-05-31 or 31.05.2026"


def day(cell: Cell, *, early: bool = False) -> str:
    """The day that a cell tells, as 2026-05-31. Raises ValueError saying what to write instead.

    >>> day("31.05.2026"), day("5. maijs 2026"), day("2026. gada 5. maijā"), day(46173.0)
    ('2026-05-31', '2026-05-05', '2026-05-05', '2026-05-31')
    """
    if isinstance(cell, datetime):
        return _within(cell.date())
    if isinstance(cell, date):
        return _within(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _serial(cell, early=early)
    return _within(_written(as_text(cell).strip()))


def moment(cell: Cell, *, early: bool = False) -> datetime:
    """The day that a cell tells, as a moment: its midnight in UTC."""
    return datetime.fromisoformat(day(cell, early=early)).replace(tzinfo=UTC)


def _serial(count: float, *, early: bool) -> str:
    """The day of a spreadsheet's count of days."""
    low, high = _SERIALS
    if not low <= count + (_EARLY if early else 0) < high:
        raise ValueError(f"{as_text(count)} is not a date; {_WRITE}")
    return _within(_EPOCH + timedelta(int(count) + (_EARLY if early else 0)))


def _written(text: str) -> date:
    """The day that a text tells."""
    for pattern, order in ((_ISO, (1, 2, 3)), (_LATVIAN, (3, 2, 1))):
        found = pattern.fullmatch(text)
        if found:
            return _day(text, *(int(found[place]) for place in order))
    if _SLASHED.fullmatch(text):
        raise ValueError(f"{shown(text)!r} may be read in two ways, day or month first; {_WRITE}")
    folded = fold(text)[:60]
    for pattern in _WORDED:
        found = pattern.fullmatch(folded)
        month = _month(found["m"]) if found else 0
        if found and month:
            return _day(text, int(found["y"]), month, int(found["d"]))
    raise ValueError(f"{shown(text)!r} is not a date; {_WRITE}")


def _month(word: str) -> int:
    """The number of a month, by its first letters in Latvian or English; nought where it is none."""
    start = {"mai": "ma", "may": "ma", "oct": "okt"}.get(word[:3], word[:3])
    return _MONTHS.index(start) + 1 if start in _MONTHS else 0


def _day(text: str, year: int, month: int, of_month: int) -> date:
    """That day of the calendar."""
    try:
        return date(year, month, of_month)
    except ValueError:
        raise ValueError(f"{shown(text)!r} is no day of the calendar; {_WRITE}") from None


def _within(found: date) -> str:
    """The day as text, if it is of our time."""
    if not _FROM <= found.year <= _TO:
        raise ValueError(f"{found.isoformat()} is not between {_FROM} and {_TO}; {_WRITE}")
    return found.isoformat()
