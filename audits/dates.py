"""Dates as Latvian pages write them: 02.09.2026., 2026. gada 2. septembrī, 2. septembris 2026, 2026-09-02, 2 September 2026."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

_MONTHS = (
    "janv[āa]r|januar",
    "febru[āa]r",
    "mart|march",
    "apr[īi]l",
    "maij|may",
    "j[ūu]nij|june",
    "j[ūu]lij|july",
    "august",
    "septemb",
    "o[kc]tob",
    "novemb",
    "de[cz]emb",
)
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})\w*"
_YEAR = r"(?P<year>\d{4})"
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"(?<![\d.,/]){_YEAR}\.?\s*(?:gada|g\.)\s*(?P<day>\d{{1,3}})\.?\s*{_MONTH}",
        rf"(?<![\d.,/])(?P<day>\d{{1,3}})\.?\s*{_MONTH}\.?,?\s*{_YEAR}(?!\d)",
        rf"(?<!\w){_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)",
        rf"(?<![\d.,/-]){_YEAR}(?P<mark>[-./])(?P<number>\d{{1,3}})(?P=mark)(?P<day>\d{{1,3}})(?![\d/-])",
        rf"(?<![\d.,/-])(?P<day>\d{{1,3}})(?P<mark>[./-])\s?(?P<number>\d{{1,3}})(?P=mark)\s?{_YEAR}(?![\d/-])",
    )
)
_YEARED = re.compile(r"\d\d{3}")
"""Every shape holds a year; most labels hold none."""
_FIRST, _LAST = 1900, 2100
"""Years outside are no dates of public life; 2100 itself is taken for a slip."""


def dates(text: str) -> tuple[tuple[date, str], ...]:
    """Every date of the text with the words that say it, in order of appearance. Impossible ones (``31.02.2020``) are left out."""
    return tuple((day, words) for day, words in _written(text) if day)


def malformed(text: str) -> tuple[str, ...]:
    """What is written like a date and is none: ``23.012.2020``, ``31.02.2020``, ``00.00.0000``."""
    return tuple(words for day, words in _written(text) if not day)


def months(text: str) -> tuple[tuple[date, str], ...]:
    """Every month of a year that the text says, as its first day: «2026. gada oktobris», «oktobris 2026», ``2026-10``, ``10.2026``."""
    if not _YEARLIKE.search(text):
        return ()
    return tuple((_first_day(match), match.group()) for match in _MONTH_OF.finditer(text))


def _first_day(match: re.Match[str]) -> date:
    name, number = match["name"] or match["before"], match["number"] or match["digits"]
    return date(int(match["one"] or match["other"]), _month(name) if name else int(number), 1)


def month_named(text: str) -> int | None:
    """The month that a short label names without a year: «Oktobris»; None when it names none."""
    match = _MONTH_ALONE.search(text)
    return _month(match.group()) if match else None


_YEARLIKE = re.compile(r"20\d\d")
_NAME = rf"(?<!\w)(?P<name>(?:{'|'.join(_MONTHS)})\w*)"
_MONTH_ALONE = re.compile(rf"(?<!\w)(?:{'|'.join(_MONTHS)})\w*", re.IGNORECASE)
_NUMBER = r"(?:0[1-9]|1[0-2])"
_MONTH_OF = re.compile(
    rf"(?<!\d)(?P<one>20\d\d)(?:\.?\s*(?:gada|g\.)?\s*|[-_])(?:{_NAME}|(?<=[-_])(?P<number>{_NUMBER})(?![\d]|[-._/]\d))"
    rf"|(?:{_NAME.replace('name', 'before')},?[\s_-]+|(?<![\d./])(?<!\d[-_])(?P<digits>{_NUMBER})[-._/])(?P<other>20\d\d)(?!\d|[-._/]\d)",
    re.IGNORECASE,
)


def _written(text: str) -> Iterator[tuple[date | None, str]]:
    if not _YEARED.search(text):
        return iter(())
    found: dict[int, re.Match[str]] = {}
    for shape in _SHAPES:
        for match in shape.finditer(text):
            if not any(match.start() < other.end() and other.start() < match.end() for other in found.values()):
                found[match.start()] = match
    return ((_day(match), match.group()) for _start, match in sorted(found.items()))


def _day(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    month = int(parts["number"]) if parts.get("number") else _month(parts["month"])
    year = int(parts["year"])
    if not _FIRST <= year < _LAST or max(len(parts["day"]), len(parts.get("number") or "")) > 2:
        return None
    try:
        return date(year, month, int(parts["day"]))
    except ValueError:
        return None


def _month(word: str) -> int:
    return next(number for number, shape in enumerate(_MONTHS, 1) if re.match(shape, word, re.IGNORECASE))
