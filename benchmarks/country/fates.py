"""What becomes of every body in every night, by seed: the weather over its server, what its site lacks, which pages were edited."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Literal

from benchmarks.country.places import Place, place
from benchmarks.country.traits import ALARMING, PLATFORM_WIDE, TRAITS
from benchmarks.country.words import chance_of


class Weather(StrEnum):
    """How a server answers through one night."""

    OPEN = "open"
    FLAKY = "flaky"
    """A few addresses fail when they are first asked for, and answer when they are asked again."""
    PASSING = "passing"
    """Nothing answers at the first look; all is well at the second."""
    BLOCKED = "blocked"
    """A page that refuses us (403), whatever is asked for."""
    REFUSED = "refused"
    """Nobody listens."""
    SILENT = "silent"
    """The connection is taken and never answered."""

    @property
    def reachable(self) -> bool:
        """Whether a body under this weather can be measured, if it is looked at twice."""
        return self in {Weather.OPEN, Weather.FLAKY, Weather.PASSING}


@dataclass(frozen=True, slots=True)
class Outage:
    """One of ours: once ``after`` visits have begun in the night, our network or our DNS is cut for so many seconds."""

    night: int
    cause: Literal["network", "dns"]
    after: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Change:
    """A planted change: in this night the site has or lacks what ``indicator`` tells of. ``cause``: ``site``, or its ``platform``.

    One that ``reverts`` is seen by the first look of the night only; it is of what raises an alert, for only that is looked at twice.
    """

    body: int
    night: int
    indicator: str
    has: bool
    cause: str = "site"
    reverts: bool = False


_SHARES: Mapping[Weather, float] = {
    Weather.BLOCKED: 0.02,
    Weather.REFUSED: 0.015,
    Weather.SILENT: 0.005,
    Weather.PASSING: 0.04,
    Weather.FLAKY: 0.06,
}
_CHANGED, _REVERTING, _LACKING = 0.15, 0.04, 0.12
_EDITED = 0.5
_MOST_EDITS = 4
_PLANTED = tuple(name for name in TRAITS if name != PLATFORM_WIDE)


@dataclass(frozen=True)
class Country:
    """All bodies and all nights (from 1), by seed. A platform errs in the last night but one, where it may be seen once more;
    of our own outages, one night each from the second.

    Every share is rounded up, so that there is one of each kind; in a country of fewer than ten bodies to the nearest, which may be none.
    """

    seed: int
    bodies: int
    nights: int = 3
    outages: bool = True
    outage_seconds: float = 20.0
    calm: bool = False
    """Good weather over everybody in every night."""
    planted: tuple[Change, ...] | None = None
    """These changes and no others, instead of such as are dealt by seed."""
    places: tuple[Place, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "places", tuple(place(self.seed, number, self.bodies) for number in range(self.bodies)))

    @cached_property
    def _order(self) -> list[int]:
        """The bodies in the order in which fates are dealt; platforms' bodies last, since theirs are dealt together."""
        numbers = [each.number for each in self.places]
        chance_of(self.seed, "order").shuffle(numbers)
        return sorted(numbers, key=lambda number: bool(self.places[number].platform))

    @cached_property
    def _lasting(self) -> Mapping[int, Weather]:
        """Bodies whose weather is the same in all nights."""
        dealt: dict[int, Weather] = {}
        left = iter(self._order)
        for weather in (Weather.BLOCKED, Weather.REFUSED, Weather.SILENT):
            dealt |= {number: weather for number, _ in zip(left, range(self._some(_SHARES[weather])), strict=False)}
        return dealt

    def _some(self, share: float) -> int:
        return math.ceil(share * self.bodies) if self.bodies >= 10 else round(share * self.bodies)

    @cached_property
    def _steady(self) -> list[int]:
        """Bodies that can be measured in every night."""
        return [number for number in self._order if number not in self._lasting]

    def weather(self, night: int) -> Mapping[int, Weather]:
        """Over every body in one night."""
        fair = dict.fromkeys(range(self.bodies), Weather.OPEN)
        return fair if self.calm else {**fair, **self._troubled(night), **self._lasting}

    def _troubled(self, night: int) -> Mapping[int, Weather]:
        """Those who are troubled in this night only: never one whose site changes in it, so that what a change shows is the change."""
        busy = {each.body for each in self.changes if each.night == night}
        free = [number for number in self._steady if number not in busy]
        chance_of(self.seed, "weather", night).shuffle(free)
        passing, flaky = self._some(_SHARES[Weather.PASSING]), self._some(_SHARES[Weather.FLAKY])
        kinds = [Weather.PASSING] * passing + [Weather.FLAKY] * flaky
        return dict(zip(free, kinds, strict=False))

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every planted change of every night after the first, in order."""
        if self.planted is not None:
            return self.planted
        found: list[Change] = []
        for night in range(2, self.nights + 1):
            found += self._changes_of(night, found)
        return tuple(found)

    @cached_property
    def _by_body(self) -> Mapping[int, tuple[Change, ...]]:
        found: dict[int, list[Change]] = {}
        for change in self.changes:
            found.setdefault(change.body, []).append(change)
        return {number: tuple(changes) for number, changes in found.items()}

    def changes_of(self, number: int) -> tuple[Change, ...]:
        """The planted changes of one body."""
        return self._by_body.get(number, ())

    def _changes_of(self, night: int, before: list[Change]) -> list[Change]:
        chance = chance_of(self.seed, "changes", night)
        wide = self._platform_fault(night)
        free = [number for number in self._steady if number not in {each.body for each in wide}]
        chance.shuffle(free)
        count, reverting = self._some(_CHANGED), self._some(_REVERTING)
        dealt = chance.sample(_PLANTED, len(_PLANTED))
        found = []
        for turn, number in enumerate(free[: count + reverting]):
            lacked, reverts = self._lacked(number, before), turn >= count
            there = [each for each in dealt if each in ALARMING and each not in lacked] if reverts else dealt
            if there:
                indicator = there[turn % len(there)]
                found.append(Change(number, night, indicator, has=indicator in lacked, reverts=reverts))
        return [*wide, *found]

    def _platform_fault(self, night: int) -> list[Change]:
        if night != max(2, self.nights - 1):
            return []
        hit = [number for number in self._steady if self.places[number].platform == "platforma-0"]
        return [Change(number, night, PLATFORM_WIDE, has=False, cause="platform") for number in sorted(hit)]

    def _lacked(self, number: int, changes: list[Change]) -> frozenset[str]:
        """What the site lacks after these changes."""
        chance = chance_of(self.seed, "lacks", number)
        lacks = {name for name in _PLANTED if chance.random() < _LACKING}
        for change in changes:
            if change.body == number and not change.reverts:
                (lacks.discard if change.has else lacks.add)(change.indicator)
        return frozenset(lacks)

    def lacks(self, number: int, night: int, look: int) -> frozenset[str]:
        """What the site lacks at that look (from 1) of that night."""
        lacks = set(self._lacked(number, [each for each in self.changes_of(number) if each.night <= night]))
        if look == 1:
            lacks ^= {each.indicator for each in self.changes_of(number) if each.night == night and each.reverts}
        return frozenset(lacks)

    def edition(self, number: int, night: int, made: Sequence[str]) -> Mapping[str, int]:
        """How often each of the made pages has been edited by that night; half of the bodies edit a few each night."""
        found: dict[str, int] = {}
        for each in range(2, night + 1):
            chance = chance_of(self.seed, "edited", number, each)
            if chance.random() < _EDITED:
                for path in chance.sample(made, min(len(made), chance.randint(1, _MOST_EDITS))):
                    found[path] = found.get(path, 0) + 1
        return found

    def modified(self, number: int, night: int, look: int, editions: Sequence[int]) -> int:
        """When a page last changed, in half nights, as its server says in Last-Modified; ``editions`` are those of the nights from 1."""
        last = 0
        for each in range(2, night + 1):
            here = [change for change in self.changes_of(number) if change.night == each]
            back = any(change.reverts for change in here) and (each < night or look > 1)
            edited = editions[each - 1] != editions[each - 2]
            last = 2 * each + back if here or edited else last
        return last

    def planned_outages(self) -> tuple[Outage, ...]:
        """Outages of ours: the network in the second night, DNS in the third."""
        after = max(1, self.bodies * 2 // 5)
        causes: list[Literal["network", "dns"]] = ["network", "dns"]
        nights = range(2, self.nights + 1) if self.outages else ()
        return tuple(Outage(night, cause, after, self.outage_seconds) for night, cause in zip(nights, causes, strict=False))
