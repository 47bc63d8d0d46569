"""What is kept and for how long: from the nights that are there, and what people have cited, to a plan. Pure: no clock and no disk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

_HERE = ZoneInfo("Europe/Riga")
_HALF_A_DAY = timedelta(hours=12)
GOOD = frozenset({"complete", "partial"})
"""The statuses of visits that measured something."""


def night_of(at: datetime) -> date:
    """The night that a moment belongs to, by the evening it began on: before noon in Riga is still the night before."""
    return (at.astimezone(_HERE) - _HALF_A_DAY).date()


@dataclass(frozen=True, slots=True)
class Policy:
    """For how many nights bundles and pictures are kept, and for how many months the last good night of each (0: for ever)."""

    nights: int = 30
    pictures: int = 30
    months: int = 0

    def __str__(self) -> str:
        months = f"{self.months} months" if self.months else "ever"
        return f"bundles {self.nights} nights, pictures {self.pictures} nights, month ends for {months}"


@dataclass(frozen=True, slots=True)
class Held:
    """A bundle as far as keeping goes: whose and of which night, the bodies in it by SHA-256, and which of them are pictures.

    ``shown`` are the pictures that its own answers point to.
    """

    name: str
    institution: str
    night: date
    status: str
    snapshot: str
    bodies: frozenset[str] = frozenset()
    pictures: frozenset[str] = frozenset()
    shown: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Kept:
    """The plan: why each bundle stays, by its name; which go; and the pictures, by SHA-256, that go from those that stay."""

    because: Mapping[str, str] = field(default_factory=dict)
    go: tuple[str, ...] = ()
    pictures: frozenset[str] = frozenset()


def plan(held: Sequence[Held], policy: Policy, today: date, cited: Collection[str] = ()) -> Kept:
    """What stays and what goes on the night of ``today``; ``cited`` are snapshots and bodies that people rest on.

    A bundle stays for the first of these reasons: ``recent``, ``cited``, ``month-end`` (all of an institution's last good night of the
    month, of its last night where none was good), ``newest`` (an institution's newest good one, so that its last good value stays).
    A picture goes when every bundle that has it is older than ``policy.pictures`` nights and nobody cited it: neither the picture nor
    a snapshot whose answers show it.
    """
    reasons = [
        ("recent", {one.name for one in held if _age(one, today) < policy.nights}),
        ("cited", {one.name for one in held if one.snapshot in cited}),
        ("month-end", _ends(held, policy, today)),
        ("newest", _newest(held)),
    ]
    because = {one.name: why for one in held if (why := next((why for why, names in reasons if one.name in names), None))}
    because |= dict.fromkeys(_holding(held, because, cited), "cited")
    stay = [one for one in held if one.name in because]
    return Kept(because, tuple(one.name for one in held if one.name not in because), _pictures(stay, policy, today, cited))


def _age(one: Held, today: date) -> int:
    return (today - one.night).days


def _ends(held: Iterable[Held], policy: Policy, today: date) -> set[str]:
    months: defaultdict[tuple[str, int], list[Held]] = defaultdict(list)
    for one in held:
        months[one.institution, _month(one.night)].append(one)
    kept = [ones for (_, month), ones in months.items() if not policy.months or _month(today) - month <= policy.months]
    return {one.name for ones in kept for one in _last_night(ones)}


def _month(night: date) -> int:
    return night.year * 12 + night.month


def _last_night(ones: Sequence[Held]) -> list[Held]:
    last = max([one for one in ones if one.status in GOOD] or ones, key=lambda one: one.night).night
    return [one for one in ones if one.night == last]


def _newest(held: Iterable[Held]) -> set[str]:
    newest: dict[str, Held] = {}
    for one in held:
        if one.status in GOOD and (one.institution not in newest or one.night >= newest[one.institution].night):
            newest[one.institution] = one
    return {one.name for one in newest.values()}


def _holding(held: Sequence[Held], because: Mapping[str, str], cited: Collection[str]) -> set[str]:
    """Of each cited body that no bundle which stays has, the newest bundle that has it."""
    there = {body for one in held if one.name in because for body in one.bodies}
    newest = {body: one for one in sorted(held, key=lambda one: one.night) for body in one.bodies & set(cited) - there}
    return {one.name for one in newest.values()}


def _pictures(stay: Iterable[Held], policy: Policy, today: date, cited: Collection[str]) -> frozenset[str]:
    old: set[str] = set()
    wanted = set(cited)
    for one in stay:
        old |= one.pictures
        # A body that is something else besides in any bundle is not only a picture.
        wanted |= one.bodies - one.pictures
        if _age(one, today) < policy.pictures:
            wanted |= one.pictures
        if one.snapshot in cited:
            wanted |= one.shown
    return frozenset(old - wanted)
