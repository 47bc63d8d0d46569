"""How long a visit will probably take and what it may use, by what earlier nights took."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from data.settings import Settings

GROWTH = 1.25
"""A site may have grown by a quarter since, and its budget never keeps that from being seen."""
PAGE_FLOOR = PAGE_STEP = 50
SECOND_FLOOR = SECOND_STEP = 300.0
"""No budget is less; and it moves in such steps only, so that a page more or less tonight does not change how a visit is made."""
SLACK = 3.0
"""A site may be three times as slow as it was."""
_UNKNOWN_PAGE, _UNKNOWN_RENDERED = 1.5, 5.0
"""Seconds that a page takes besides the rest between two requests, and one that is shown in the browser, until a night has told better."""


@dataclass(frozen=True, slots=True)
class Look:
    """An earlier visit that saw something: its pages and documents, whether it saw all that there was, and its seconds."""

    fetched: int
    exhausted: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Known:
    """What earlier nights tell of a body: when it was visited last (and not lost through us), whether that failed, and its last looks,
    newest first. ``left`` tells that the last night had no time for it.
    """

    last_seen: datetime | None = None
    failed: bool = False
    looks: tuple[Look, ...] = ()
    left: bool = False


@dataclass(frozen=True, slots=True)
class Budget:
    """The most pages and seconds of a visit, and the seconds that are expected."""

    pages: int
    seconds: float
    expected: float


def budget(known: Known, settings: Settings, pace: float) -> Budget:
    """What one body gets: never below the floors, nor above the settings. ``pace``: seconds a page where nothing is known of it.

    A site whose last look did not see all gets all that the settings allow.
    """
    if not known.looks:
        expected = pace * settings.pages + _UNKNOWN_RENDERED * settings.render
        return Budget(settings.pages, settings.seconds, min(expected, settings.seconds))
    expected = min(median(look.seconds for look in known.looks), settings.seconds)
    if not known.looks[0].exhausted:
        return Budget(settings.pages, settings.seconds, expected)
    pages = _stepped(known.looks[0].fetched * GROWTH, PAGE_STEP, PAGE_FLOOR)
    seconds = _stepped(max(look.seconds for look in known.looks) * SLACK, SECOND_STEP, SECOND_FLOOR)
    return Budget(min(int(pages), settings.pages), min(seconds, settings.seconds), expected)


def pace(known: Iterable[Known], settings: Settings) -> float:
    """The seconds that a page takes, by the bodies that are known; by the settings where none is."""
    paces = [look.seconds / look.fetched for each in known for look in each.looks[:1] if look.fetched]
    return median(paces) if paces else settings.delay + _UNKNOWN_PAGE


def _stepped(value: float, step: float, floor: float) -> float:
    return max(floor, step * math.ceil(value / step))
