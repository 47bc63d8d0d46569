"""Which visits go to a worker together: those that share a platform, a host or a server address, so that one worker makes them in turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from crawler.addresses import bare, host_of
from crawler.egress import Egress
from crawler.visit import Job
from data.errors import GatherError

_ASKING = 32
"""Names that DNS is asked for at the same time."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Places of the visits that one worker makes with one browser, and the lanes that it holds meanwhile."""

    places: tuple[int, ...]
    lanes: tuple[str, ...]


def batches(jobs: Sequence[Job], places: Sequence[int], size: int) -> list[Batch]:
    """The visits at these places in batches of ``size``; what shares a lane is never parted, so that some are larger.

    The larger ones come first, since they take longest; the others keep the order of the visits. Resolves every site's host.
    """
    found: list[list[int]] = []
    together: list[int] = []
    for group in _groups(places, _lanes(jobs, places)):
        if len(group) >= size:
            found.append(group)
            continue
        if len(together) + len(group) > size:
            found.append(together)
            together = []
        together = [*together, *group]
    found += [together] if together else []
    found.sort(key=lambda group: -max(len(group), size))
    return [Batch(tuple(group), _held(jobs, group)) for group in found]


def _held(jobs: Sequence[Job], group: Sequence[int]) -> tuple[str, ...]:
    """What no other worker may hold: each body, so that nothing is visited twice, and each lane of the registry."""
    bodies = {f"body {jobs[place].institution.id}" for place in group}
    named = {f"lane {jobs[place].institution.sites[0].lane}" for place in group if jobs[place].institution.sites[0].lane}
    return tuple(sorted(bodies | named))


def _lanes(jobs: Sequence[Job], places: Sequence[int]) -> dict[int, frozenset[str]]:
    egress = Egress(jobs[0].settings.hosts, jobs[0].settings.allow)

    def addresses(host: str) -> tuple[str, ...]:
        try:
            return egress.addresses(host)
        except GatherError:
            return ()

    sites = {place: jobs[place].institution.sites[0] for place in places}
    hosts = {place: host_of(site.url) for place, site in sites.items()}
    with ThreadPoolExecutor(_ASKING) as asking:
        behind = dict(zip(hosts, asking.map(addresses, hosts.values()), strict=True))
    named = {place: {f"lane {site.lane}"} if site.lane else set() for place, site in sites.items()}
    return {place: frozenset({bare(hosts[place]), *named[place], *behind[place]}) for place in places}


def _groups(places: Sequence[int], lanes: Mapping[int, frozenset[str]]) -> Iterator[list[int]]:
    """The places that are tied together by what they share, also by way of others, in the order of the first of each."""
    order = {place: number for number, place in enumerate(places)}
    of_lane: dict[str, list[int]] = {}
    for place in places:
        for lane in lanes[place]:
            of_lane.setdefault(lane, []).append(place)
    seen: set[int] = set()
    for first in places:
        waiting, group = [first], set[int]()
        while waiting:
            place = waiting.pop()
            if place not in seen:
                seen.add(place)
                group.add(place)
                waiting += [other for lane in lanes[place] for other in of_lane.pop(lane, ())]
        if group:
            yield sorted(group, key=order.__getitem__)
