"""Opening hours by day, as Latvian sites write them: days in full or by letters, ranges, tables by rows or by columns, closed days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

CLOSED = "slēgts"
DAYS = ("P", "O", "T", "C", "Pk", "S", "Sv")
"""The days of the week as a door says them, Monday first."""
_LONG = (
    ("pirmd", "monday", "mon", "понедельник", "пн", "pirm", "pr"),
    ("otrd", "tuesday", "tues", "tue", "вторник", "вт", "otr", "ot"),
    ("tresd", "wednesday", "wed", "сред", "ср", "tres", "tr"),
    ("ceturtd", "thursday", "thurs", "thu", "четверг", "чт", "ceturt", "cet", "ce"),
    ("piektd", "friday", "fri", "пятниц", "пт", "piekt", "pk"),
    ("sestd", "saturday", "sat", "суббот", "сб", "sest", "se"),
    ("svetd", "sunday", "sun", "воскресен", "вс", "svet", "sv"),
)
_LETTER = {"p": 0, "o": 1, "t": 2, "c": 3, "s": 5}
_CLOCK = r"(?:[01]?\d|2[0-4])"
_MINUTES = r"(?:[.:\s]\s?[0-5]\d|00|15|30|45)"
_TO = r"\s*(?:[–—−-]|lidz|to|до)\s*(?:plkst\.?\s*)?"
_TOKEN = re.compile(
    rf"(?P<hours>(?<![\d.,/]){_CLOCK}{_MINUTES}?{_TO}{_CLOCK}{_MINUTES}(?![\d/])"
    rf"|(?<![\d.,/])(?:[6-9]|1\d){_TO}(?:1\d|2[0-4])(?![\d/:%]|\.\d)"
    rf"|(?<![\d.,/])(?:0?[5-9]|1[0-3])[.:][0-5]\d\s(?:1\d|2[0-4])[.:][0-5]\d(?![.:]?\d|/|\s?[–—−-])|24/7|visu diennakti|diennakts rezim)"
    r"|(?P<closed>\bslegt\w*|\bbrivs\b|\bbrivdiena(?!s)\b|\bnestrada\w*|\bnepienem\w*|\bclosed\b|\bзакрыт\w*|\bвыходн\w*)"
    r"|(?P<pause>pusdien\w*|partraukum\w*|lunch|перерыв|обед)"
    r"|(?P<workdays>darba ?dien[aā]?s\b|darba ?diena\b|working days|weekdays|workdays|рабочие дни|по будням)"
    r"|(?P<weekend>brivdienas\b|nedelas nogal\w*|weekends?\b)"
    r"|(?P<daily>katru dienu|ikdienu|every day|daily|ежедневно)"
    r"|(?P<day>\b(?:pirmd|otrd|tresd|ceturtd|piektd|sestd|svetd)[a-z]*|\b(?:понедельник|вторник|сред|четверг|пятниц|суббот|воскресен)\w*"
    r"|\b(?:monday|mon|tuesday|tues|tue|wednesday|wed|thursday|thurs|thu|friday|fri|saturday|sat|sunday|sun)(?:s\b|\b)"
    r"|(?<![\w.])(?:пн|вт|ср|чт|пт|сб|вс)\b"
    r"|(?<![\w@/])(?:pirm|otr|tres|ceturt|cet|piekt|sest|svet|pk|pr|ot|tr|ce|se|sv|p|o|t|c|s)(?=[.:,\s–—-]))"
    r"|(?P<range>[–—−-]|\blidz\b|\bto\b|\bпо\b)"
)
_NEAR = 60
"""Hours stand no further behind their day."""
_JOINED = 8
"""The two ends of a range of days stand no further apart from the dash."""
_COLUMNS = 5
"""So many days in a row before any hours are the head of a table, whose hours come in the same order."""
_TOKENS = 400
"""Pieces of one text that are read; a week has few."""


@dataclass
class _Week:
    """What was read so far: the days that wait for hours, and those that have them."""

    told: dict[int, str] = field(default_factory=dict)
    waiting: list[int] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    ranged: bool = False
    loose: str = ""

    def add(self, first: int, last: int) -> None:
        """A day, or all days of a range, wait for their hours."""
        if self.answers:
            self.close()
        self.waiting += [day for day in range(first, last + 1) if day not in self.waiting]

    def answer(self, hours: str) -> None:
        """Hours, or word that it is closed, for the days that wait; before any day they are kept for those that get none."""
        if self.waiting:
            self.answers.append(hours)
        elif not self.told:
            self.loose = self.loose or hours

    def close(self) -> None:
        """Give the waiting days what came after them."""
        columns = len(self.waiting)
        by_column = not self.ranged and columns >= _COLUMNS and self.answers and len(self.answers) % columns == 0
        for place, day in enumerate(self.waiting):
            said = self.answers[place::columns] if by_column else self.answers
            said = said or ([self.loose] if self.loose else [])
            if said:
                self.told.setdefault(day, CLOSED if said[0] == CLOSED else ", ".join(dict.fromkeys(one for one in said if one != CLOSED)))
        self.waiting, self.answers, self.ranged = [], [], False


def week(text: str) -> dict[int, str]:
    """The hours of each day (0 is Monday) that a text in lower case without diacritics tells; closed days say so."""
    read, before = _Week(), ("", 0, -1)
    for token in islice(_TOKEN.finditer(text), _TOKENS):
        before = _take(read, token, before)
    read.close()
    return read.told


def _take(read: _Week, token: re.Match[str], before: tuple[str, int, int]) -> tuple[str, int, int]:
    """Read one token; what is told on is its kind (of a dash also whether a day stands before it), its end, and its day."""
    kind, (last_kind, end, last_day) = token.lastgroup or "", before
    gap = token.start() - end
    if gap > _NEAR and not read.answers:
        read.waiting = []
    if kind == "range":
        joins = last_kind == "day" and gap <= _JOINED
        return ("joining" if joins else "range", token.end(), last_day)
    if kind == "day":
        return _take_day(read, token, joined=last_kind == "joining" and gap <= _JOINED, first=last_day)
    for spans, (first, last) in {"workdays": (0, 4), "weekend": (5, 6), "daily": (0, 6)}.items():
        if kind == spans:
            read.add(first, last)
            read.ranged = True
    if kind == "closed" or (kind == "hours" and last_kind != "pause"):
        read.answer(CLOSED if kind == "closed" else _tidy(token.group()))
    return (kind, token.end(), -1)


def _take_day(read: _Week, token: re.Match[str], *, joined: bool, first: int) -> tuple[str, int, int]:
    day = _number(token.group(), read, first if joined else -1)
    if joined and first < day:
        read.add(first, day)
        read.ranged = True
    else:
        read.add(day, day)
    return ("day", token.end(), day)


def _number(day: str, read: _Week, first: int) -> int:
    """A day's place in the week; a P after Thursday's C, or after a dash, is Friday, as a second S is Sunday."""
    if day not in _LETTER:
        return next(number for number, starts in enumerate(_LONG) if day.startswith(starts))
    seen = {*read.told, *read.waiting}
    if day == "p" and (3 in seen or first >= 0):
        return 4
    if day == "s" and 5 in seen:
        return 6
    return _LETTER[day]


_PARTS = re.compile(r"(\d{1,2}?)[.:\s]*(\d{2})?\s*(?:[–—−-]|lidz|to|до|(?<=\d\d)\s)\s*(?:plkst\.?\s*)?(\d{1,2}?)[.:\s]*(\d{2})?")


def _tidy(hours: str) -> str:
    """Hours in one way of writing: ``8.00–17.30``."""
    parts = _PARTS.fullmatch(hours)
    return f"{int(parts[1])}.{parts[2] or '00'}–{int(parts[3])}.{parts[4] or '00'}" if parts else hours


def written(told: dict[int, str]) -> str:
    """The week on one line, days of the same hours that follow each other put together."""
    return "; ".join(
        f"{DAYS[first]}–{DAYS[last]} {hours}" if last > first else f"{DAYS[first]} {hours}" for first, last, hours in _runs(told)
    )


def _runs(told: dict[int, str]) -> Iterator[tuple[int, int, str]]:
    days = sorted(told)
    start = 0
    for place, day in enumerate(days):
        following = days[place + 1] if place + 1 < len(days) else -1
        if following != day + 1 or told[following] != told[day]:
            yield days[start], day, told[day]
            start = place + 1
