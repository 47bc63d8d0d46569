"""The artifact ``feeds``: what the site's RSS and Atom feeds offer; their entries lead to pages, as links do.

RSS 2.0 (https://www.rssboard.org/rss-specification), RSS 1.0 (https://web.resource.org/rss/1.0/spec), Atom (RFC 4287).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from parsel import Selector

from crawler.addresses import Scope, absolute, canonical
from crawler.failures import of_status
from crawler.fetch import Fetcher
from data.errors import GatherError, OutOfBudget
from data.types import Json

_MOST_FEEDS = 3
_MOST_ENTRIES = 100


def parse(body: bytes) -> tuple[str, ...] | None:
    """The addresses of a feed's entries, as they are written; None for what is no feed. Entities are not expanded, nothing is loaded."""
    try:
        feed = Selector(body=body.lstrip(), type="xml")
    except ValueError:
        return None
    if not feed.xpath(f"/*[{_named('rss', 'feed', 'RDF')}]"):
        return None
    entries = feed.xpath(f"//*[{_named('item', 'entry')}]")
    return tuple(link for entry in entries[:_MOST_ENTRIES] if (link := _link(entry)))


async def gather(fetcher: Fetcher, named: Iterable[str], scope: Scope) -> Json:
    """Read the feeds that a page names, without those of comments. Foreign entries are left out. Raises OutOfBudget."""
    own = (url for url in dict.fromkeys(canonical(each) for each in named) if url and url in scope and "/comments" not in url)
    files, urls = [], dict[str, None]()
    for url in islice(own, _MOST_FEEDS):
        told, entries = await _read(fetcher, url, scope)
        files.append(told)
        urls |= dict.fromkeys(each for each in map(canonical, entries) if each and each in scope)
    return {"files": files, "urls": list(urls)}


async def _read(fetcher: Fetcher, url: str, scope: Scope) -> tuple[Json, tuple[str, ...]]:
    try:
        answer = await fetcher.fetch(url, "feed", scope)
    except OutOfBudget:
        raise
    except GatherError as failure:
        return {"url": url, "status": None, "entries": 0, "reason": failure.reason}, ()
    status = answer.exchange.status
    entries = parse(answer.body) if of_status(status) is None else None
    if entries is None:
        return {"url": url, "status": status, "entries": 0, "reason": of_status(status) or "undecodable"}, ()
    found = (place for entry in entries if (place := absolute(answer.url, entry)))
    return {"url": url, "status": status, "entries": len(entries), "reason": None}, tuple(found)


def _link(entry: Selector) -> str:
    """The first of its links that leads to the page itself; else its identifier, where that is the page's address."""
    links = entry.xpath(f"*[{_named('link')} and (not(@rel) or @rel='alternate')]")
    told = [*links.xpath("@href").getall(), *links.xpath("text()").getall()]
    if not any(each.strip() for each in told):
        told = [each for each in entry.xpath(f"*[{_named('guid')} and not(@isPermaLink='false')]/text()").getall() if "://" in each]
    return next((each.strip() for each in told if each.strip()), "")


def _named(*names: str) -> str:
    return " or ".join(f"local-name()='{name}'" for name in names)
