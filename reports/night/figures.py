"""Every number of a morning, counted once: the page, the JSON and the metrics all tell these."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from crawler.night.record import NightRecord, Visited
from data.change import Change, Label
from data.types import Text
from reports.night.standing import Side, Stand, Standing, reasons, side, standings

SLOWEST = 10
"""Bodies that are listed as the slowest."""
_OVER = 1.5
"""Times what was expected, from which on a body counts as having taken too long."""


@dataclass(frozen=True, slots=True)
class Told:
    """An alert: what it says, of whom, and whether it was ``sent``, is ``pending`` or ``failed``; ``way`` is how it goes out."""

    text: Text
    institutions: tuple[str, ...]
    state: str
    way: str = ""


@dataclass(frozen=True, slots=True)
class Morning:
    """All that a morning is told from. ``faults`` are checks of ours that broke, by indicator: body and what was raised.

    ``compared``: whether the night told what has changed; one that was stopped, or goes on, has not yet.
    ``before`` is the record of the night before, ``names`` the names of bodies by id, ``kept_bytes`` what all bundles take on the disk.
    """

    record: NightRecord
    before: NightRecord | None = None
    changes: tuple[Change, ...] = ()
    alerts: tuple[Told, ...] = ()
    faults: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    names: Mapping[str, Text] = field(default_factory=dict)
    kept_bytes: int = 0
    compared: bool = True

    def name(self, institution: str, lang: str) -> str:
        """The name of a body; its id where the registry has none."""
        return self.names[institution][lang] if institution in self.names else institution


@dataclass(frozen=True, slots=True)
class Failure:
    """A reason: whose it is, bodies that could not be seen for it, bodies at which it was met, pages and files that it cost."""

    reason: str
    side: Side
    ended: int
    met: int
    pages: int


@dataclass(frozen=True, slots=True)
class Slow:
    """How long a body took, beside what was expected of it; None where nothing was."""

    institution: str
    seconds: float
    expected: float | None
    look: Visited


@dataclass(frozen=True, slots=True)
class Totals:
    """A night in numbers; seconds by the clock, bytes as stored. Shares are parts of one, None where there is nothing to divide by."""

    planned: int
    stands: Mapping[Stand, int]
    fetched: int
    rendered: int
    bytes: int
    seconds: float
    cpu_seconds: float | None
    visit_seconds: float
    expected_seconds: float
    pages_planned: int
    over: int
    paused_seconds: float
    audit_errors: int
    disk_free: int

    @property
    def seen(self) -> int:
        """Bodies of which something was measured."""
        return self.stands[Stand.COMPLETE] + self.stands[Stand.PARTIAL]

    @property
    def coverage(self) -> float | None:
        """Of the bodies planned, the share that was measured, whoever is to blame for the rest."""
        return self.seen / self.planned if self.planned else None

    @property
    def reachable(self) -> float | None:
        """Of the bodies that we were able to look at, the share that was measured."""
        asked = self.planned - self.stands[Stand.OURS]
        return self.seen / asked if asked else None


def end_of(record: NightRecord) -> datetime:
    """When the night ended; of one that goes on, or was killed, when it was last heard of."""
    heard = [record.began, *(each.ended for each in record.visits), *(each.ended or each.began for each in record.pauses)]
    return record.ended or max(heard)


def totals(record: NightRecord) -> Totals:
    """The night in numbers."""
    found = standings(record)
    counts = Counter(each.stand for each in found)
    end = end_of(record)
    taken = slowness(record)
    return Totals(
        planned=len(found),
        stands={stand: counts[stand] for stand in Stand},
        fetched=sum(each.fetched for each in record.visits),
        rendered=sum(each.rendered for each in record.visits),
        bytes=record.bytes or sum(each.bytes for each in record.visits),
        seconds=(end - record.began).total_seconds(),
        cpu_seconds=record.cpu_seconds,
        visit_seconds=sum(each.seconds for each in record.visits),
        expected_seconds=sum(each.expected_seconds for each in record.order),
        pages_planned=sum(each.pages for each in record.order),
        over=sum(each.expected is not None and each.seconds > _OVER * each.expected for each in taken),
        paused_seconds=sum(((each.ended or end) - each.began) / timedelta(seconds=1) for each in record.pauses),
        audit_errors=sum(each.look.audit_errors for each in found if each.look),
        disk_free=record.disk_free,
    )


def slowness(record: NightRecord) -> list[Slow]:
    """The looks that count, the longest first."""
    expected = {each.institution: each.expected_seconds for each in record.order}
    looks = [each.look for each in standings(record) if each.look]
    ordered = sorted(looks, key=lambda each: (-each.seconds, each.institution))
    return [Slow(each.institution, each.seconds, expected.get(each.institution), each) for each in ordered]


def failures(found: Sequence[Standing]) -> list[Failure]:
    """What was met at sites that we looked at, the reason that cost most bodies first."""
    told = [Failure(reason, side(reason), *counts) for reason, counts in reasons(found).items()]
    return sorted(told, key=lambda each: (-each.ended, -each.met, each.reason))


def of_ours(found: Sequence[Standing]) -> list[tuple[str, list[str]]]:
    """Why bodies were not looked at because of us: the cause, and the bodies; the largest first."""
    causes: dict[str, list[str]] = {}
    for each in found:
        if each.stand is Stand.OURS:
            causes.setdefault(each.why, []).append(each.institution)
    return sorted(causes.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def by_label(changes: Sequence[Change]) -> list[tuple[Label, int, int]]:
    """Every label with its changes and the bodies at which they are."""
    return [
        (label, sum(each.label is label for each in changes), len({each.institution for each in changes if each.label is label}))
        for label in Label
    ]


def of_sites(changes: Sequence[Change]) -> dict[str, list[list[Change]]]:
    """What sites changed: by body, and in it by indicator and turn; a turn that many pages made is one."""
    found: dict[str, dict[tuple[object, ...], list[Change]]] = {}
    for each in sorted((each for each in changes if each.label is Label.SITE), key=lambda each: (each.institution, each.fact)):
        turn = (each.indicator, each.was.outcome, each.was.value, each.now.outcome, each.now.value)
        found.setdefault(each.institution, {}).setdefault(turn, []).append(each)
    return {institution: list(turns.values()) for institution, turns in found.items()}
