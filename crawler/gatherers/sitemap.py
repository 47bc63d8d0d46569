"""The artifact ``sitemap``: the pages that the site itself lists in its sitemap.xml (https://www.sitemaps.org/protocol.html)."""

from __future__ import annotations

import zlib
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from scrapy.utils.gz import gunzip
from scrapy.utils.sitemap import Sitemap

from crawler import blocks
from crawler.addresses import Scope, absolute, canonical, origin
from crawler.failures import of_status
from crawler.fetch import Fetcher
from data.errors import GatherError, OutOfBudget
from data.types import Json

_MOST_FILES = 20
_MOST_ADDRESSES = 5000


@dataclass(frozen=True, slots=True)
class Listing:
    """One site map: ``urlset`` lists pages, ``sitemapindex`` lists site maps, ``invalid`` neither."""

    kind: str
    locations: tuple[str, ...] = ()


def parse(body: bytes, url: str, limit: int) -> Listing:
    """What a site map lists, as absolute addresses. Entities are not expanded, and a packed map may not unfold beyond ``limit`` bytes."""
    try:
        plain = gunzip(body, max_size=limit) if body[:2] == b"\x1f\x8b" else body
        listing = Sitemap(plain)
        found = tuple(place for entry in listing if entry["loc"] and (place := absolute(url, entry["loc"])))
    except (SyntaxError, StopIteration, ValueError, OSError, EOFError, zlib.error):
        return Listing("invalid")
    if listing.type not in {"urlset", "sitemapindex"}:
        return Listing("invalid")
    return Listing(listing.type, found[:_MOST_ADDRESSES])


async def gather(fetcher: Fetcher, site: str, named: Iterable[str], scope: Scope) -> Json:
    """Read the maps that robots.txt names, else /sitemap.xml, and the maps that those name. Foreign addresses are left out."""
    named = tuple(named)
    waiting = deque(named or (f"{origin(site)}/sitemap.xml",))
    files: dict[str, Json] = {}
    urls: dict[str, None] = {}
    while waiting and len(files) < _MOST_FILES:
        url = canonical(waiting.popleft())
        if url is None or url in files or url not in scope:
            continue
        files[url], listing = await _read(fetcher, url, scope)
        own = [each for each in (canonical(location) for location in listing.locations) if each and each in scope]
        if listing.kind == "sitemapindex":
            waiting.extend(own)
        else:
            urls.update(dict.fromkeys(own))
    return {"files": list(files.values()), "urls": list(urls)[:_MOST_ADDRESSES], "in_robots": bool(named)}


async def _read(fetcher: Fetcher, url: str, scope: Scope) -> tuple[Json, Listing]:
    try:
        answer = await fetcher.fetch(url, "sitemap", scope)
    except OutOfBudget:
        raise
    except GatherError as failure:
        return {"url": url, "status": None, "kind": "invalid", "locs": 0, "reason": failure.reason}, Listing("invalid")
    content = of_status(answer.exchange.status) is None
    listing = parse(answer.body, answer.url, fetcher.settings.document_limit) if content else Listing("invalid")
    told = {"url": url, "status": answer.exchange.status, "kind": listing.kind, "locs": len(listing.locations)}
    refused = blocks.unanswered(answer) if listing.kind == "invalid" else None
    return (told | {"reason": refused} if refused else told), listing
