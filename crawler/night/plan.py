"""The plan of a night: who is visited in which order, with which budget, and when it will be over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from crawler.addresses import host_of
from crawler.night.budget import Known, budget, pace
from crawler.night.record import Planned
from data.settings import Settings
from data.types import Institution

HERE = ZoneInfo("Europe/Riga")
"""Nights are told by the clocks of Latvia."""
_NOON = 12
_BECAUSE = {"never": "never seen", "failed": "its last visit failed", "oldest": "longest unseen"}


@dataclass(frozen=True, slots=True)
class Plan:
    """``order`` is who is visited, first first; ``begins`` and ``ends`` the expected seconds from the start at which each does.

    ``left`` are those of the order that will probably not fit before ``until``.
    """

    run: str
    start: datetime
    until: datetime | None
    slots: int
    order: tuple[Planned, ...]
    begins: tuple[float, ...]
    ends: tuple[float, ...]

    @property
    def left(self) -> tuple[Planned, ...]:
        """Who will probably have no time tonight, and goes first the next night."""
        return tuple(each for each, end in zip(self.order, self.ends, strict=True) if not self._fits(end))

    @property
    def expected_end(self) -> datetime:
        """When the last visit that fits will probably be over."""
        return self.start + timedelta(seconds=max((end for end in self.ends if self._fits(end)), default=0.0))

    def _fits(self, end: float) -> bool:
        return self.until is None or self.start + timedelta(seconds=end) <= self.until


def run_of(moment: datetime) -> str:
    """The name of the night that a moment belongs to: by the evening it began on; before noon is still the night before.

    >>> run_of(datetime(2026, 11, 24, 3, tzinfo=UTC)), run_of(datetime(2026, 11, 24, 19, tzinfo=UTC))
    ('night-2026-11-23', 'night-2026-11-24')
    """
    here = moment.astimezone(HERE)
    evening = here.date() - timedelta(days=1) if here.hour < _NOON else here.date()
    return f"night-{evening.isoformat()}"


def until_of(start: datetime, clock: time) -> datetime:
    """The next moment at which the clocks of Latvia show this time.

    >>> until_of(datetime(2026, 11, 23, 21, tzinfo=UTC), time(6)).isoformat()
    '2026-11-24T06:00:00+02:00'
    """
    here = start.astimezone(HERE)
    then = datetime.combine(here.date(), clock, HERE)
    return then if then > here else datetime.combine(here.date() + timedelta(days=1), clock, HERE)


def lane_of(institution: Institution) -> str:
    """What no two visits may use at the same time: the lane that the registry names, else the host."""
    site = institution.sites[0]
    return site.lane or host_of(site.url)


def planned(whom: Sequence[Institution], known: Mapping[str, Known], settings: Settings) -> tuple[Planned, ...]:
    """Everyone in order: whom the last night had no time for, then never seen, failed the last time, longest unseen."""
    usual = pace(known.values(), settings)
    made = [_one(each, known.get(each.id, Known()), settings, usual) for each in whom]
    return tuple(sorted(made, key=lambda each: _rank(each, known.get(each.institution, Known()))))


def plan(run: str, order: Sequence[Planned], start: datetime, until: datetime | None, slots: int) -> Plan:
    """Put the visits into ``slots`` one after the other, as the night itself will: the first in order whose lane is free goes next."""
    times = dict(_scheduled(order, slots))
    begins = tuple(times[place][0] for place in range(len(order)))
    ends = tuple(times[place][1] for place in range(len(order)))
    return Plan(run, start, until, slots, tuple(order), begins, ends)


def lines(plan: Plan) -> Iterator[str]:
    """The plan in words, a line for each visit."""
    left = {each.institution for each in plan.left}
    width = max((len(each.institution) for each in plan.order), default=0)
    yield f"{plan.run}: {len(plan.order)} institutions, {plan.slots} at a time"
    for each, begin in zip(plan.order, plan.begins, strict=True):
        when = "no time" if each.institution in left else f"{_clock(plan.start + timedelta(seconds=begin))}"
        seen = f", seen {each.last_seen.astimezone(HERE):%Y-%m-%d}" if each.last_seen else ""
        limits = f"{each.pages:4} pages, {each.seconds / 60:3.0f} min at most, {each.expected_seconds / 60:5.1f} min expected"
        yield f"{when:7}  {each.institution:{width}}  {limits}  ({_BECAUSE[each.because]}{seen}; lane {each.lane})"
    if left:
        yield f"No time for {len(left)} before {_clock(plan.until)}: they go first the next night."
    yield f"Expected end: {plan.expected_end.astimezone(HERE):%Y-%m-%d %H:%M} (Europe/Riga)"


def _one(institution: Institution, known: Known, settings: Settings, usual: float) -> Planned:
    because = "failed" if known.failed else "oldest" if known.last_seen else "never"
    given = budget(known, settings, usual)
    return Planned(institution.id, lane_of(institution), because, known.last_seen, given.pages, given.seconds, given.expected)


def _rank(each: Planned, known: Known) -> tuple[bool, int, datetime, str]:
    place = ("never", "failed", "oldest").index(each.because)
    return not known.left, place, each.last_seen or datetime.min.replace(tzinfo=UTC), each.institution


def _scheduled(order: Sequence[Planned], slots: int) -> Iterator[tuple[int, tuple[float, float]]]:
    """List scheduling (Graham 1966) with lanes: at each moment the first in order whose lane is free is begun while a slot is."""
    waiting = list(range(len(order)))
    under_way: list[tuple[float, int]] = []
    now = 0.0
    while waiting or under_way:
        busy = {order[place].lane for _, place in under_way}
        free = next((place for place in waiting if order[place].lane not in busy), None) if len(under_way) < slots else None
        if free is None:
            now, over = min(under_way)
            under_way.remove((now, over))
            continue
        waiting.remove(free)
        end = now + order[free].expected_seconds
        under_way.append((end, free))
        yield free, (now, end)


def _clock(moment: datetime | None) -> str:
    return f"{moment.astimezone(HERE):%H:%M}" if moment else ""
