"""Where each body stands after a night: seen, seen in part, out of reach, or not looked at because of us.

What we could not look at is never a failure of the body: a night that ended too early, a look that fell into a pause, a browser that
broke, a worker that died.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from crawler.night.record import SEEN, NightRecord, Pause, Visited
from crawler.visits import LOST, NOT_BEGUN
from data.errors import REASONS

_OURS = frozenset(name for name, reason in REASONS.items() if reason.family == "BrowserFailed") | {
    "interrupted",
    "not-gathered",
    "audit-error",
    "private-address",
}
"""Reasons that tell of this machine or of how it was set up."""
_LIMITS = frozenset(name for name, reason in REASONS.items() if reason.family in {"OutOfBudget", "Judgement"})
SICK = frozenset({"network", "dns", "clock", "disk", "memory", "browser"})
"""The causes of a pause; a look that was thrown away for one is told by it."""


class Side(StrEnum):
    """Whose a reason is."""

    SITE = "site"
    """The site did not answer, refused, or answered with what is of no use."""
    LIMIT = "limit"
    """A limit of ours was reached, or the look allows no judgement."""
    OURS = "ours"
    """This machine, its browser or its settings."""


def side(reason: str) -> Side:
    """Whose a reason is; one that is not of the closed list is ours: we did not know what we saw."""
    if reason in _OURS or reason not in REASONS:
        return Side.OURS
    return Side.LIMIT if reason in _LIMITS else Side.SITE


class Stand(StrEnum):
    """Where a body stands."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    UNREACHABLE = "unreachable"
    OURS = "ours"


@dataclass(frozen=True, slots=True)
class Standing:
    """A body after the night. ``why`` is the reason that ended its look, or for ``OURS`` the cause; ``look`` the one that counts."""

    institution: str
    stand: Stand
    why: str
    look: Visited | None


def standings(record: NightRecord) -> tuple[Standing, ...]:
    """Every body that was planned or looked at, in the order of the plan."""
    names = dict.fromkeys([*(each.institution for each in record.order), *(each.institution for each in record.visits)])
    looks: dict[str, list[Visited]] = {name: [] for name in names}
    for visit in record.visits:
        looks[visit.institution].append(visit)
    return tuple(_standing(name, found, record) for name, found in looks.items())


def counting(looks: Iterable[Visited]) -> Visited | None:
    """The look that counts: the last second one if it saw something, else the last first one."""
    ordered = sorted(looks, key=lambda each: each.began)
    again = [each for each in ordered if each.again and each.status in SEEN]
    first = [each for each in ordered if not each.again]
    return next(iter([*reversed(again), *reversed(first), *reversed(ordered)]), None)


def _standing(name: str, looks: Iterable[Visited], record: NightRecord) -> Standing:
    look = counting(looks)
    if look is None or look.status == NOT_BEGUN:
        return Standing(name, Stand.OURS, "stopped" if record.ended or record.stopped else "waiting", look)
    if look.status == "complete":
        return Standing(name, Stand.COMPLETE, look.stopped_by, look)
    if look.status == "partial":
        return Standing(name, Stand.PARTIAL, look.stopped_by, look)
    if look.status == LOST:
        return Standing(name, Stand.OURS, look.stopped_by if look.stopped_by in SICK else LOST, look)
    if pause := _pause_of(look, record):
        return Standing(name, Stand.OURS, pause.cause, look)
    stand = Stand.UNREACHABLE if side(look.stopped_by) is Side.SITE else Stand.OURS
    return Standing(name, stand, look.stopped_by, look)


def _pause_of(look: Visited, record: NightRecord) -> Pause | None:
    """The pause that the look fell into, if any."""
    late = datetime.max.replace(tzinfo=UTC)
    return next((each for each in record.pauses if each.began <= look.ended and look.began <= (each.ended or late)), None)


def reasons(found: Iterable[Standing]) -> Mapping[str, tuple[int, int, int]]:
    """By reason: bodies whose look it ended without anything seen, bodies at which it was met, pages and files that it cost.

    Only what is the site's or a limit's; the looks that do not count because of us are left out, with all that they met.
    """
    told: dict[str, tuple[int, int, int]] = {}
    for each in found:
        if each.look is None or each.stand is Stand.OURS:
            continue
        ending = {each.why: 0} if each.stand is Stand.UNREACHABLE else {}
        for reason, number in {**ending, **each.look.reasons}.items():
            ended, met, cost = told.get(reason, (0, 0, 0))
            told[reason] = (ended + (reason in ending), met + 1, cost + number)
    return told
