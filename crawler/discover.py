"""Where a page leads: links, frames, link elements and meta refresh, with the words by which each is offered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.addresses import absolute, hash_route

_RELATIONS = frozenset(
    {"next", "prev", "help", "contents", "index", "start", "author", "license", "privacy-policy", "terms-of-service", "sitemap"}
)
_FEEDS = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})
_REFRESH = re.compile(
    r"""\s*(?:(?P<seconds>\d+)[\d.]*(?:\s*[;,]\s*|\s+)|\.?\d*\s*[;,]?\s*(?=url))(?:url\s*=\s*)?"""
    r"""(?:'(?P<single>[^']*)|"(?P<double>[^"]*)|(?P<plain>[^\s'"].*))""",
    re.IGNORECASE | re.DOTALL,
)
"""As browsers read it (https://html.spec.whatwg.org/#shared-declarative-refresh-steps); without a number it only offers a way."""
_HEADER_LINK = re.compile(r"<([^<>]*)>([^<]*)")
_CANONICAL = re.compile(r""";\s*rel\s*=\s*"?[^";]*\bcanonical\b""", re.IGNORECASE)
_SELECTOR = "a[href], area[href], iframe[src], frame[src], object[data], embed[src], link[rel][href], meta[http-equiv][content]"
_MOST = 2000
"""Links read from one page; a page with more is a fault or a trap."""
_AT_ONCE = 10
"""Seconds within which a refresh is a redirect: nobody reads the page."""


@dataclass(frozen=True, slots=True)
class Link:
    """An absolute address and the words that offer it (its text, the text of its picture, or its title)."""

    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Ways:
    """All ways on from a page.

    ``feeds`` are the RSS and Atom feeds that it names; ``routes`` the addresses whose fragment only a script understands; ``canonicals``
    what it calls its own address, unjudged; ``refresh`` where it sends a visitor at once; ``unread`` counts the links beyond those that
    are read.
    """

    links: tuple[Link, ...] = ()
    feeds: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    canonicals: tuple[str, ...] = ()
    refresh: str | None = None
    unread: int = 0


@dataclass(slots=True)
class _Search:
    """One pass over the elements that lead somewhere."""

    url: str
    base: str
    links: dict[Link, None] = field(default_factory=dict)
    feeds: dict[str, None] = field(default_factory=dict)
    routes: dict[str, None] = field(default_factory=dict)
    canonicals: dict[str, None] = field(default_factory=dict)
    refresh: str | None = None
    unread: int = 0

    def element(self, node: LexborNode) -> None:
        """Note what one element leads to."""
        tag, attributes = node.tag, node.attributes
        if tag == "link":
            self._relation(attributes)
        elif tag == "meta":
            if (attributes["http-equiv"] or "").strip().lower() == "refresh" and not _within(node, "noscript"):
                self.refreshing(attributes["content"] or "")
        else:
            self._lead(attributes.get("href") or attributes.get("src") or attributes.get("data"), node)

    def refreshing(self, content: str) -> None:
        """Note where a refresh, of an element or a header, leads."""
        told = _REFRESH.match(content)
        target = _absolute(self.base, told["single"] or told["double"] or told["plain"]) if told else None
        if told is None or target is None:
            return
        self.links.setdefault(Link(target, ""))
        if told["seconds"] and len(told["seconds"]) < 4 and int(told["seconds"]) <= _AT_ONCE:
            self.refresh = self.refresh or target

    def header(self, name: str, value: str) -> None:
        """Note what a header of the answer leads to: ``Link`` (RFC 8288) and ``Refresh``."""
        if name.lower() == "refresh":
            self.refreshing(value)
        elif name.lower() == "link":
            for target, parameters in _HEADER_LINK.findall(value):
                if _CANONICAL.search(parameters):
                    # A header speaks of the answer's own address; a base element is not known to it.
                    self._note(self.canonicals, _absolute(self.url, target))

    def _lead(self, href: str | None, node: LexborNode) -> None:
        if href and ("#/" in href or "#!" in href):
            self._note(self.routes, hash_route(absolute(self.base, href) or ""))
        target = _absolute(self.base, href)
        if target is not None and len(self.links) < _MOST:
            self.links.setdefault(Link(target, _label(node)))
        elif target is not None:
            self.unread += 1

    def _relation(self, attributes: dict[str, str | None]) -> None:
        relations = (attributes["rel"] or "").lower().split()
        if "canonical" in relations:
            self._note(self.canonicals, _absolute(self.base, attributes["href"]))
        if "alternate" in relations and (attributes.get("type") or "").partition(";")[0].strip().lower() in _FEEDS:
            self._note(self.feeds, _absolute(self.base, attributes["href"]))
        elif _RELATIONS.intersection(relations) or ("alternate" in relations and attributes.get("hreflang")):
            target = _absolute(self.base, attributes["href"])
            if target is not None:
                self.links.setdefault(Link(target, (attributes.get("title") or "").strip()))

    @staticmethod
    def _note(kept: dict[str, None], target: str | None) -> None:
        if target is not None:
            kept.setdefault(target)

    def found(self) -> Ways:
        """All that was noted."""
        return Ways(tuple(self.links)[:_MOST], tuple(self.feeds), tuple(self.routes), tuple(self.canonicals), self.refresh, self.unread)


def ways(tree: LexborHTMLParser, url: str, headers: tuple[tuple[str, str], ...] = ()) -> Ways:
    """All the ways on from a page, in its own order, each once for each label."""
    search = _Search(url, _base(tree, url))
    for node in tree.css(_SELECTOR):
        search.element(node)
    for name, value in headers:
        search.header(name, value)
    return search.found()


def _base(tree: LexborHTMLParser, url: str) -> str:
    """The first base element that has an address counts, as in browsers; one that is no web address does not."""
    element = tree.css_first("base[href]")
    return _absolute(url, element.attributes.get("href") if element else None) or url


def _within(node: LexborNode, tag: str) -> bool:
    return any(above.tag == tag for above in _above(node))


def _above(node: LexborNode) -> Iterator[LexborNode]:
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def _label(node: LexborNode) -> str:
    if node.tag not in {"a", "area"}:
        return (node.attributes.get("title") or "").strip()
    text = " ".join(node.text(separator=" ").split())
    if text:
        return text
    picture = node.css_first("img[alt]")
    told = (node.attributes.get("aria-label"), node.attributes.get("alt"), picture.attributes.get("alt") if picture else None)
    return next((" ".join(each.split()) for each in (*told, node.attributes.get("title")) if each and each.strip()), "")


def _absolute(base: str, target: str | None) -> str | None:
    if not target or target.lstrip().startswith("#"):
        return None
    found = absolute(base, target)
    return found if found and found.lower().startswith(("http://", "https://")) else None
