"""The artifact ``sitemap``: the pages that the site itself lists in its sitemap.xml (https://www.sitemaps.org/protocol.html)."""

from __future__ import annotations

import asyncio
import zlib
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from scrapy.utils.gz import gunzip
from scrapy.utils.sitemap import Sitemap

from crawler import blocks
from crawler.addresses import Scope, absolute, canonical, fingerprint, host_of, is_no_site, origin
from crawler.failures import of_status
from crawler.fetch import Fetcher
from crawler.gatherers import feeds
from data.errors import GatherError, OutOfBudget
from data.types import Json

_MOST_FILES = 20
_MOST_ADDRESSES = 5000
_MOST_HOSTS = 20
_LARGE = 300_000
"""Bytes of a map that is parsed in a thread, since parsing it would stall other visits."""
_BROKEN = (SyntaxError, StopIteration, ValueError, OSError, EOFError, zlib.error)


@dataclass(frozen=True, slots=True)
class Listing:
    """One site map: ``urlset``, ``text`` and ``feed`` list pages, ``sitemapindex`` lists site maps, ``invalid`` neither."""

    kind: str
    locations: tuple[str, ...] = ()


def parse(body: bytes, url: str, limit: int) -> Listing:
    """What a site map lists, as absolute addresses. Entities are not expanded, and a packed map may not unfold beyond ``limit`` bytes."""
    try:
        plain = gunzip(body, max_size=limit) if body[:2] == b"\x1f\x8b" else body
    except _BROKEN:
        return Listing("invalid")
    listing = _text(plain) if _is_text(plain) else _xml(plain)
    found = (place for location in listing.locations if (place := absolute(url, location)))
    return Listing(listing.kind, tuple(dict.fromkeys(islice(found, _MOST_ADDRESSES))))


def _xml(plain: bytes) -> Listing:
    try:
        listing = Sitemap(plain)
        if listing.type in {"urlset", "sitemapindex"}:
            found = tuple(islice(_locations(listing), _MOST_ADDRESSES))
            # Where the file breaks off within an address, that is none.
            return Listing(listing.type, found[:-1] if plain.rfind(b"<loc>") > plain.rfind(b"</loc>") else found)
    except _BROKEN:
        return Listing("invalid")
    entries = feeds.parse(plain)
    return Listing("invalid") if entries is None else Listing("feed", entries)


def _locations(listing: Sitemap) -> Iterator[str]:
    """The addresses of the entries, and those of the same pages in other languages."""
    for entry in listing:
        yield from (place for place in (entry["loc"], *entry.get("alternate", ())) if place)


def _is_text(plain: bytes) -> bool:
    return plain[:2] not in {b"\xff\xfe", b"\xfe\xff"} and plain[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(
        (b"http://", b"https://")
    )


def _text(plain: bytes) -> Listing:
    """A map in plain text: one address a line."""
    lines = (line.strip() for line in plain.decode("utf-8-sig", "replace").splitlines())
    return Listing("text", tuple(islice((line for line in lines if line.startswith(("http://", "https://"))), _MOST_ADDRESSES)))


@dataclass(slots=True)
class _Search:
    """The maps of one site, read one after another."""

    fetcher: Fetcher
    scope: Scope
    trusted: frozenset[str]
    """Hosts of the maps that the site's own robots.txt names: they may keep its maps for it, and list nothing but its pages."""
    waiting: deque[str]
    files: dict[str, Json] = field(default_factory=dict)
    urls: dict[str, None] = field(default_factory=dict)
    foreign: Counter[str] = field(default_factory=Counter)

    async def go(self) -> None:
        """Read maps until none is left or there were enough. Raises OutOfBudget."""
        while self.waiting and len(self.files) < _MOST_FILES:
            url = canonical(self.waiting.popleft())
            if url is not None and fingerprint(url) not in self.files and self._may_read(url):
                self.files[fingerprint(url)], listing = await self._read(url)
                self._note(listing)

    def _may_read(self, url: str) -> bool:
        return url in self.scope or (
            host_of(url) in self.trusted and not is_no_site(host_of(url)) and self.scope.why_not(url) == "off-site"
        )

    def _note(self, listing: Listing) -> None:
        found = [each for each in map(canonical, listing.locations) if each]
        if listing.kind == "sitemapindex":
            self.waiting.extend(found)
            return
        for url in found:
            if url in self.scope:
                self.urls.setdefault(url)
            else:
                self.foreign[host_of(url)] += 1

    async def _read(self, url: str) -> tuple[Json, Listing]:
        try:
            answer = await self.fetcher.fetch(url, "sitemap", self.scope if url in self.scope else None)
        except OutOfBudget:
            raise
        except GatherError as failure:
            return {"url": url, "status": None, "kind": "invalid", "locs": 0, "reason": failure.reason}, Listing("invalid")
        listing = Listing("invalid")
        if of_status(answer.exchange.status) is None:
            work = (answer.body, answer.url, self.fetcher.settings.document_limit)
            listing = parse(*work) if len(answer.body) < _LARGE else await asyncio.to_thread(parse, *work)
        told = {"url": url, "status": answer.exchange.status, "kind": listing.kind, "locs": len(listing.locations)}
        kept_from_us = blocks.unanswered(answer) if listing.kind == "invalid" else None
        return (told | {"reason": kept_from_us} if kept_from_us else told), listing

    def left(self) -> int:
        """How many maps were named and not read."""
        return len({fingerprint(url) for each in self.waiting if (url := canonical(each))} - self.files.keys())


async def gather(fetcher: Fetcher, site: str, named: Iterable[str], scope: Scope) -> Json:
    """Read the maps that robots.txt names, else /sitemap.xml, and the maps that those name.

    ``urls`` are the site's own pages that they list, ``foreign`` counts what they list of other hosts, which is left out, and ``unread``
    the maps beyond what is read of one site. Raises OutOfBudget.
    """
    # robots.txt should give whole addresses (https://www.sitemaps.org/protocol.html#submit_robots); what it gives as a path is meant so.
    named = tuple(place for told in named if (place := absolute(f"{origin(site)}/robots.txt", told)))
    trusted = frozenset(host_of(url) for url in map(canonical, named) if url)
    search = _Search(fetcher, scope, trusted, deque(named or (f"{origin(site)}/sitemap.xml",)))
    await search.go()
    return {
        "files": list(search.files.values()),
        "urls": list(search.urls)[:_MOST_ADDRESSES],
        "in_robots": bool(named),
        "foreign": dict(search.foreign.most_common(_MOST_HOSTS)),
        "unread": search.left(),
    }
