"""The artifact ``links_away``: whether the addresses on other sites lead anywhere that the site's pages link to.

Each is asked at most once in a run, whoever links to it; with the manners that hold for every host: its robots.txt, its turn, its rests.
HEAD comes first; a server that refuses HEAD is asked for the beginning of the page. Nothing that another site does ends the visit.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from crawler.abroad import Abroad, Told
from crawler.addresses import bare, host_of
from crawler.egress import PERMANENT
from crawler.failures import of_status
from crawler.fetch import Fetcher, How
from crawler.outward import Away, usual_port
from crawler.politeness import Spared, within
from data import rows
from data.errors import GatherError, OutOfBudget, Refused, Unreachable
from data.types import Json, Portal

PER_HOST = 20
"""The most addresses of one host that one visit asks for."""
_AT_ONCE = 4
_TIME_SHARE = 0.5
"""Of the time that the visit has left."""
_SECONDS = 15.0
"""For one request: a resident waits no longer either."""
_HEAD = How("HEAD", seconds=_SECONDS, kept=False)
_BEGINNING = How("GET", enough=4096, seconds=_SECONDS, kept=False)
_NO_HEAD = frozenset({400, 403, 404, 405, 406, 501})
"""Statuses by which servers refuse HEAD, also where GET is answered."""
_DEAF = frozenset({"reset", "protocol", "truncated"})
"""How servers fail that know no HEAD."""
_SILENT = frozenset({"timeout", "connection-refused", "tls", "rate-limited"})
"""After these the other addresses of the host are not asked for, unless it answered after all."""
_NO_ANSWER = frozenset({None, 429})
NETWORKS = frozenset(
    {
        *("facebook.com", "fb.com", "instagram.com", "youtube.com", "x.com", "twitter.com", "tiktok.com", "linkedin.com", "draugiem.lv"),
        *("flickr.com", "threads.net", "threads.com", "t.me", "whatsapp.com", "vimeo.com"),
    }
)
"""Social networks, asked right after the portals of services."""
_MOST_UNCHECKED = 500


async def gather(fetcher: Fetcher, away: Mapping[str, Away], abroad: Abroad, portals: Iterable[Portal]) -> Json:
    """``checked``: each address with what it was answered, its pages and labels; ``unchecked``: those not asked for, with why. Never raises
    a GatherError: when the time is up or the visit is stopped, the rest is unchecked.
    """
    common = {url: told for url, told in away.items() if usual_port(url) or host_of(url) in fetcher.egress.names}
    chosen, left_out = _chosen(common, portals, fetcher.settings.links_away)
    # What listens elsewhere is seldom made for residents, and to knock at any port that a page names would be a scan.
    left_out |= dict.fromkeys(away.keys() - common.keys(), "not-gathered")
    look = _Look(fetcher, abroad, time.monotonic() + _TIME_SHARE * max(fetcher.allowance.seconds, 0.0))
    look.unchecked.update(left_out)
    await look.go(chosen)
    look.doubt()
    checked = [_row(url, told, away[url]) for url, told in sorted(look.checked.items())]
    return {"checked": checked, "unchecked": [{"url": url, "reason": why} for url, why in sorted(look.unchecked.items())][:_MOST_UNCHECKED]}


def _chosen(away: Mapping[str, Away], portals: Iterable[Portal], most: int) -> tuple[list[str], dict[str, str]]:
    """The addresses to ask for, weightiest first, and those for which there is no room."""
    doors = {bare(portal.host) for portal in portals if "e-service" in portal.role or "payments" in portal.role}
    ranked = sorted(away, key=lambda url: (_rank(bare(host_of(url)), doors), -away[url].pages, url))
    taken: defaultdict[str, int] = defaultdict(int)
    chosen: list[str] = []
    for url in ranked:
        host = bare(host_of(url))
        if len(chosen) < most and taken[host] < PER_HOST:
            taken[host] += 1
            chosen.append(url)
    known = set(chosen)
    return chosen, {url: "pages" for url in ranked if url not in known}


def _rank(host: str, doors: set[str]) -> int:
    if host in doors or any(host.endswith(f".{door}") for door in doors) or host.startswith(("epakalpojumi.", "e-pakalpojumi.")):
        return 0
    return 1 if any(host == network or host.endswith(f".{network}") for network in NETWORKS) else 2


def _row(url: str, told: Told, away: Away) -> Json:
    labels = [label for label, _ in away.labels.most_common(5)]
    return {"url": url, "status": told.status, "reason": told.reason, "found_on": away.found_on, "labels": labels, "at": told.at}


@dataclass(slots=True)
class _Look:
    """One visit's look at other sites: several hosts at a time, of each one address after another."""

    fetcher: Fetcher
    abroad: Abroad
    until: float
    checked: dict[str, Told] = field(default_factory=dict)
    unchecked: dict[str, str] = field(default_factory=dict)
    silent: dict[str, str] = field(default_factory=dict)

    async def go(self, chosen: list[str]) -> None:
        """Ask for all of them."""
        hosts: defaultdict[str, list[str]] = defaultdict(list)
        for url in chosen:
            hosts[bare(host_of(url))].append(url)
        waiting = iter(hosts.items())
        work = [asyncio.ensure_future(self._some(waiting)) for _ in range(_AT_ONCE)]
        try:
            await asyncio.gather(*work)
        finally:
            for each in work:
                each.cancel()
            await asyncio.gather(*work, return_exceptions=True)

    async def _some(self, hosts: Iterable[tuple[str, list[str]]]) -> None:
        for host, urls in hosts:
            for url in urls:
                await self._one(host, url)

    async def _one(self, host: str, url: str) -> None:
        """Write down what one address is answered, or why it was not asked for."""
        try:
            told = self._over or self.silent.get(host) or await self._told(url)
        except GatherError as failure:
            if isinstance(failure, Spared):
                self.silent[host] = failure.reason
            told = failure.reason
        if not isinstance(told, Told):
            self.unchecked[url] = told
            return
        self.checked[url] = told
        if told.reason in _SILENT and told.status in _NO_ANSWER:
            self.silent[host] = told.reason

    def doubt(self) -> None:
        """Where more names were not found than hosts answered, it is rather our DNS that knows nothing: those were not checked.

        Only what was not doubted is told to other visits.
        """
        lost = {url: told for url, told in self.checked.items() if _lost(told)}
        heard = {bare(host_of(url)) for url, told in self.checked.items() if told.status is not None}
        if len({bare(host_of(url)) for url in lost}) <= len(heard):
            self.abroad.known.update(lost)
            return
        for url in lost:
            del self.checked[url]
            self.unchecked[url] = "dns"

    @property
    def _over(self) -> str | None:
        if self.fetcher.politeness.stopping.is_set():
            return "interrupted"
        return "time" if self._left <= 0 else None

    @property
    def _left(self) -> float:
        return self.until - time.monotonic()

    async def _told(self, url: str) -> Told:
        """What the address is answered, to this visit or to an earlier one. Raises GatherError where it is not asked for."""
        stopping = self.fetcher.politeness.stopping
        async with self.abroad.asking(url).held(self._left, stopping):
            known = self.abroad.known.get(url)
            told: Told = known if known is not None else await within(self._asked(url), self._left, stopping)
            if not _lost(told):
                self.abroad.known[url] = told
            return told

    async def _asked(self, url: str) -> Told:
        try:
            await self.fetcher.permitted(url)
        except Unreachable as failure:
            return _nameless(failure)
        told = await self._by(url, _HEAD)
        deaf = told.status in _NO_HEAD or (told.status is None and told.reason in _DEAF)
        return await self._by(url, _BEGINNING) if deaf else told

    async def _by(self, url: str, how: How) -> Told:
        try:
            answer = await self.fetcher.fetch(url, "away", how=how)
        except (OutOfBudget, Refused, Spared):
            raise
        except GatherError as failure:
            return _nameless(failure) if failure.reason == "dns" else _now(None, failure.reason)
        status = answer.exchange.status
        return _now(status, of_status(status))


def _lost(told: Told) -> bool:
    """Whether the name was not found, which may be our own DNS's fault."""
    return told.status is None and told.reason == "dns"


def _nameless(failure: GatherError) -> Told:
    """A name that does not exist is an answer: the link leads nowhere. That our DNS cannot tell, or where robots.txt is, is none."""
    if failure.reason != "dns" or not failure.detail.startswith(PERMANENT):
        raise failure
    return _now(None, "dns")


def _now(status: int | None, reason: str | None) -> Told:
    return Told(status, reason, rows.stamp(datetime.now(UTC)))
