"""The artifact ``feeds``: what the site's RSS and Atom feeds offer; their entries lead to pages, as links do.

RSS 2.0 (https://www.rssboard.org/rss-specification), RSS 1.0 (https://web.resource.org/rss/1.0/spec), Atom (RFC 4287).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from parsel import Selector, SelectorList

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


_CHANNEL = {"rss": ("title", "link", "description"), "RDF": ("title", "link", "description"), "feed": ("title", "id", "updated")}
"""What a feed must say of itself: RSS 2.0 and 1.0 of the channel, Atom of the feed (RFC 4287 4.1.1)."""
_ENTRY = {"RDF": ("title", "link"), "feed": ("title", "id", "updated")}
"""What each entry must say; of an item of RSS 2.0 either title or description is enough."""
_MOST_FAULTS = 10


def faults(body: bytes) -> tuple[str, tuple[str, ...]]:
    """The kind of a feed (``rss``, ``RDF`` or ``feed``) and what is missing in it that its format requires, each fault once."""
    root = Selector(body=body.lstrip(), type="xml").xpath("/*")
    kind = root.xpath("local-name()").get() or ""
    channel = root if kind == "feed" else root.xpath(f"*[{_named('channel')}]")
    missing = [f"{kind}: no {name}" for name in _CHANNEL.get(kind, ()) if not _says(channel, name)]
    entries = root.xpath(f"//*[{_named('item', 'entry')}]")[:_MOST_ENTRIES]
    if kind == "rss":
        missing += ["item: no title or description" for entry in entries if not (_says(entry, "title") or _says(entry, "description"))]
    missing += [f"entry: no {name}" for entry in entries for name in _ENTRY.get(kind, ()) if not _says(entry, name)]
    return kind, tuple(dict.fromkeys(missing))[:_MOST_FAULTS]


def _says(place: Selector | SelectorList[Selector], name: str) -> bool:
    return bool(place.xpath(f"*[{_named(name)}][normalize-space() or @href]"))


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
    kind, missing = faults(answer.body)
    told = {"url": url, "status": status, "entries": len(entries), "reason": None, "kind": kind, "faults": list(missing)}
    return told, tuple(found)


def _link(entry: Selector) -> str:
    """The first of its links that leads to the page itself; else its identifier, where that is the page's address."""
    links = entry.xpath(f"*[{_named('link')} and (not(@rel) or @rel='alternate')]")
    told = [*links.xpath("@href").getall(), *links.xpath("text()").getall()]
    if not any(each.strip() for each in told):
        told = [each for each in entry.xpath(f"*[{_named('guid')} and not(@isPermaLink='false')]/text()").getall() if "://" in each]
    return next((each.strip() for each in told if each.strip()), "")


def _named(*names: str) -> str:
    return " or ".join(f"local-name()='{name}'" for name in names)
