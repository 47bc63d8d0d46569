"""Spells: how long an answer held. A pure computation over what was seen, in whatever order it was merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from data.history.tolerances import Tolerance, Tolerances, alike
from data.types import Outcome, Value

UNMEASURED = frozenset({Outcome.UNTESTED, Outcome.CANT_TELL})
"""What ends no spell and confirms none."""
Key = tuple[str, str]
"""Indicator, and the place of its subject on the site."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One answer in one visit that counts."""

    indicator: str
    place: str
    subject: str
    version: int
    outcome: Outcome
    value: Value
    snapshot: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Spell:
    """An answer for as long as nothing else was seen; ``times`` counts the visits that saw it.

    ``value`` is that of the first visit: what only varies within its tolerance is measured against where it began, so that a slow drift
    ends a spell too.
    """

    institution: str
    indicator: str
    place: str
    subject: str
    version: int
    outcome: Outcome
    value: Value
    first_seen: datetime
    last_confirmed: datetime
    times: int
    first_snapshot: str
    last_snapshot: str

    @property
    def key(self) -> Key:
        """What it is about."""
        return self.indicator, self.place


def spells(institution: str, seen: Iterable[Seen], tolerances: Tolerances) -> Iterator[Spell]:
    """The spells of one institution, by indicator, place and time. What was not measured is left out beforehand or here."""
    answers = sorted((each for each in seen if each.outcome not in UNMEASURED), key=_order)
    for (indicator, _), group in groupby(answers, key=lambda each: (each.indicator, each.place)):
        tolerance = tolerances.get(indicator)
        spell: Spell | None = None
        for each in group:
            if spell and _same(spell, each, tolerance):
                spell = _confirmed(spell, each)
                continue
            if spell:
                yield spell
            spell = _begun(institution, each)
        if spell:
            yield spell


def _order(each: Seen) -> tuple[str, str, datetime, str]:
    return each.indicator, each.place, each.at, each.snapshot


def _same(spell: Spell, seen: Seen, tolerance: Tolerance | None) -> bool:
    return spell.outcome == seen.outcome and alike(spell.value, seen.value, tolerance)


def _begun(institution: str, seen: Seen) -> Spell:
    what = (institution, seen.indicator, seen.place, seen.subject, seen.version, seen.outcome, seen.value)
    return Spell(*what, seen.at, seen.at, 1, seen.snapshot, seen.snapshot)


def _confirmed(spell: Spell, seen: Seen) -> Spell:
    newer = replace(spell, subject=seen.subject, version=seen.version)
    return replace(newer, last_confirmed=seen.at, times=spell.times + 1, last_snapshot=seen.snapshot)
