"""Views of what was written down, made when asked for and once only: links, text, headings, forms, images, soup.

A check never parses: it names a view in its signature, and each page is parsed at most once per parser, however many checks look.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser, LexborNode

from audits.joined import absolute
from audits.selectors import may_find, writes_by_number
from data.text import masked, squeeze
from data.types import Evidence, Exchange, Missing, Page, Snapshot

_UNSEEN = ["script", "style", "template", "noscript"]
_PLACES = {"nav": "nav", "header": "header", "footer": "footer", "main": "main", "article": "main", "aside": "aside"}
_ROLES = {"navigation": "nav", "banner": "header", "contentinfo": "footer", "main": "main", "search": "search"}
_PLAIN_ID = re.compile(r"[^\W\d][\w-]*")
"""An id that a selector can name without escapes."""
_SHELL_SHARE = 3
"""A page whose DOM holds this many times the text or links of its HTML is built by scripts; the DOM is what a visitor reads."""


class Element:
    """An element of a page: what it says and where it stands."""

    __slots__ = ("_text", "node", "page")

    def __init__(self, node: LexborNode, page: PageView) -> None:
        self.node, self.page = node, page
        self._text: str | None = None

    def attribute(self, name: str) -> str | None:
        """The attribute's value; empty when it has none, None when the attribute is absent."""
        attributes = self.node.attributes
        return (attributes[name] or "") if name in attributes else None

    @property
    def text(self) -> str:
        """What a visitor reads in it, on one line."""
        if self._text is None:
            self._text = squeeze(self.node.text(deep=True, separator=" "))
        return self._text

    @property
    def place(self) -> str:
        """The landmark around it: nav, header, footer, main, aside, search, or empty."""
        for node in _ancestors(self.node):
            place = _ROLES.get(node.attributes.get("role") or "") or _PLACES.get(node.tag or "")
            if place:
                return place
        return ""

    @property
    def locator(self) -> str:
        """A CSS selector that finds this element again, anchored at the nearest id."""
        steps: list[str] = []
        for node in (self.node, *_ancestors(self.node)):
            identity = node.attributes.get("id") or ""
            if self.page.ids[identity] == 1 and _PLAIN_ID.fullmatch(identity):
                return " > ".join([f"#{identity}", *reversed(steps)])
            steps.append(self.page.step(node))
            if node.tag in {"body", "html"}:
                break
        return " > ".join(reversed(steps))

    def see(self, excerpt: str | None = None) -> Evidence:
        """Evidence that points here; the excerpt is its text, or its markup where it has none."""
        return self.page.see(self.locator, excerpt or self.text or squeeze(self.node.html or ""))


class Link(Element):
    """A link with its absolute address, without fragment."""

    __slots__ = ("_host", "_label", "href", "url")

    def __init__(self, node: LexborNode, page: PageView) -> None:
        super().__init__(node, page)
        self.href = (self.attribute("href") or "").strip()
        self.url = absolute(page.base, self.href)
        self._label: str | None = None
        self._host: str | None = None

    @property
    def host(self) -> str:
        """The host it leads to, lower case, without ``www.``; empty for mailto and the like."""
        if self._host is None:
            self._host = host_of(self.url)
        return self._host

    @property
    def label(self) -> str:
        """Its name to a visitor: text, else aria-label, title, or the alternative of its image."""
        if self._label is None:
            self._label = self.text or self._unwritten()
        return self._label

    def _unwritten(self) -> str:
        image = self.node.css_first("img[alt]")
        named = (self.attribute("aria-label"), self.attribute("title"), image and image.attributes["alt"])
        return squeeze(next((name for name in named if name), ""))


class Heading(Element):
    """A heading, ``level`` 1 to 6."""

    __slots__ = ("level",)

    def __init__(self, node: LexborNode, page: PageView) -> None:
        super().__init__(node, page)
        self.level = int((node.tag or "h1")[1])


class Image(Element):
    """A picture: its address and its alternative (None where the attribute is absent)."""

    __slots__ = ()

    @property
    def src(self) -> str:
        """Its absolute address."""
        return absolute(self.page.base, self.attribute("src") or "")

    @property
    def alt(self) -> str | None:
        """The text alternative as written."""
        return self.attribute("alt")


class Form(Element):
    """A form: where it sends, how, and its fields that a visitor fills in."""

    __slots__ = ()

    @property
    def action(self) -> str:
        """The absolute address it sends to."""
        return absolute(self.page.base, self.attribute("action") or "")

    @property
    def method(self) -> str:
        """``get`` or ``post``."""
        return (self.attribute("method") or "get").lower()

    @property
    def fields(self) -> tuple[Element, ...]:
        """Inputs, selects and text areas, without hidden ones and buttons."""
        nodes = self.node.css("input, select, textarea")
        kinds = {"hidden", "submit", "button", "image", "reset"}
        return tuple(Element(node, self.page) for node in nodes if (node.attributes.get("type") or "").lower() not in kinds)


class PageView:
    """A page as a check sees it."""

    def __init__(self, page: Page, html: str, sha256: str | None) -> None:
        self.page, self.html, self.sha256 = page, html, sha256
        self.url, self.role, self.labels = page.url, page.role, page.labels
        self._places: dict[int, dict[int, int]] = {}
        self._held: dict[str, bool] = {}
        self._found: dict[str, tuple[Element, ...]] = {}
        self.made: dict[str, Any] = {}
        """What other modules have made of this page, kept as long as the page is."""

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The parsed page without what a visitor never sees."""
        tree = LexborHTMLParser(self.html)
        tree.strip_tags(_UNSEEN)
        return tree

    @cached_property
    def base(self) -> str:
        """What relative addresses are relative to."""
        node = self.tree.css_first("base[href]")
        try:
            return urljoin(self.url, (node.attributes.get("href") or "").strip()) if node else self.url
        except ValueError:
            # A base that is no address changes nothing (https://html.spec.whatwg.org/#frozen-base-url).
            return self.url

    @cached_property
    def ids(self) -> Counter[str]:
        """How often each id is given; an id that is given twice names nothing."""
        return Counter(node.attributes["id"] or "" for node in self.tree.css("[id]"))

    @cached_property
    def title(self) -> str:
        """The text of ``<title>`` on one line; empty when there is none."""
        node = self.tree.css_first("head > title")
        return squeeze(node.text()) if node else ""

    @cached_property
    def text(self) -> str:
        """All that can be read on the page, on one line."""
        body = self.tree.body
        return squeeze(body.text(separator=" ")) if body else ""

    @cached_property
    def main(self) -> str:
        """The text of the page's own content: ``main`` where there is one, else the body without header, nav and footer."""
        node = self.tree.css_first("main, [role=main]")
        return squeeze(node.text(separator=" ")) if node else squeeze(" ".join(_own_text(self.tree)))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every ``a`` and ``area`` with an address, in order."""
        return tuple(Link(node, self) for node in self.tree.css("a[href], area[href]"))

    def link(self, node: LexborNode) -> Link:
        """The link that this node is, which is one of ``links`` wherever it is met again."""
        if "links" not in self.made:
            self.made["links"] = {link.node.mem_id: link for link in self.links}
        known: Link | None = self.made["links"].get(node.mem_id)
        return known or Link(node, self)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """Headings that say something, in order."""
        found = (Heading(node, self) for node in self.tree.css("h1, h2, h3, h4, h5, h6"))
        return tuple(heading for heading in found if heading.text)

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """Forms, in order."""
        return tuple(Form(node, self) for node in self.tree.css("form"))

    @cached_property
    def images(self) -> tuple[Image, ...]:
        """Pictures, in order."""
        return tuple(Image(node, self) for node in self.tree.css("img"))

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The page for BeautifulSoup: slower, and with everything in it."""
        return BeautifulSoup(self.html, "lxml")

    @cached_property
    def declared_language(self) -> str | None:
        """The primary language of ``<html lang>``, lower case; None when absent."""
        node = self.tree.css_first("html")
        value = node.attributes.get("lang") if node else None
        return value.strip().lower().split("-")[0] if value and value.strip() else None

    def step(self, node: LexborNode) -> str:
        """A node among its siblings as a selector; the places of all of them are counted together, once."""
        tag = (node.tag or "").replace(":", r"\:")
        if tag in {"body", "html"} or node.parent is None:
            return tag
        if node.parent.mem_id not in self._places:
            self._places[node.parent.mem_id] = _places_below(node.parent)
        return f"{tag}:nth-of-type({self._places[node.parent.mem_id].get(node.mem_id, 1)})"

    def elements(self, selector: str) -> tuple[Element, ...]:
        """What a CSS selector finds; sought once."""
        if selector not in self._found:
            may = may_find(selector, self._holds, coded=self._coded)
            self._found[selector] = tuple(Element(node, self) for node in self.tree.css(selector)) if may else ()
        return self._found[selector]

    @cached_property
    def source(self) -> str:
        """The HTML in lower case, to seek letters in."""
        return self.html.lower()

    @cached_property
    def _coded(self) -> bool:
        return writes_by_number(self.source)

    def _holds(self, letters: str) -> bool:
        if letters not in self._held:
            self._held[letters] = letters in self.source
        return self._held[letters]

    def header(self, name: str) -> str | None:
        """A header of the answer."""
        return self.page.exchange.header(name) if isinstance(self.page.exchange, Exchange) else None

    def see(self, locator: str = "", excerpt: str = "") -> Evidence:
        """Evidence from this page: its address, bytes, time and picture."""
        exchange, picture = self.page.exchange, self.page.artifacts.get("screenshot")
        fetched = exchange.at if isinstance(exchange, Exchange) else None
        return Evidence(
            url=self.url,
            sha256=self.sha256,
            locator=locator,
            excerpt=masked(squeeze(excerpt)),
            screenshot=picture if isinstance(picture, str) else None,
            at=self.page.looked_at if self.sha256 == self.page.artifacts.get("dom") else fetched,
        )


@dataclass(frozen=True)
class SiteView:
    """The whole visit as a site-wide check sees it."""

    snapshot: Snapshot
    pages: tuple[PageView, ...]

    @cached_property
    def front(self) -> PageView | None:
        """The page a visitor comes to first."""
        return next((page for page in self.pages if page.role == "front"), None)

    @cached_property
    def by_url(self) -> Mapping[str, PageView]:
        """Pages by address."""
        return {page.url: page for page in self.pages}

    @cached_property
    def made(self) -> dict[str, Any]:
        """What other modules have made of the whole site, kept as long as the view is."""
        return {}

    @cached_property
    def lost(self) -> frozenset[str]:
        """Addresses that the visit saw to lead to nothing."""
        missing = ((page.url, page.exchange) for page in self.snapshot.pages)
        return frozenset(url for url, it in missing if isinstance(it, Missing) and it.reason in {"not-found", "soft-404"})


def site_view(snapshot: Snapshot) -> SiteView:
    """The view of a snapshot: those of its pages that were fetched as content, ordered by depth and address."""
    views = (page_view(page, snapshot.blobs) for page in snapshot.pages if isinstance(page.exchange, Exchange))
    fetched = [view for view in views if view is not None]
    return SiteView(snapshot, tuple(sorted(fetched, key=lambda view: (view.page.depth, view.url))))


def page_view(page: Page, blobs: Mapping[str, bytes]) -> PageView | None:
    """The view of one page: its HTML, or its rendered DOM where scripts build it; None when it was not kept."""
    if not isinstance(page.exchange, Exchange) or page.exchange.body is None or page.exchange.status != 200:
        return None
    from data.charset import decode  # noqa: PLC0415 (only bodies need it)

    plain = PageView(page, decode(blobs[page.exchange.body], page.exchange.header("content-type") or ""), page.exchange.body)
    dom = page.artifacts.get("dom")
    if not isinstance(dom, str):
        return plain
    rendered = PageView(page, blobs[dom].decode(errors="replace"), dom)
    return rendered if _view(page.url) or _built_by_scripts(plain, rendered) else plain


@lru_cache(maxsize=1 << 12)
def host_of(url: str) -> str:
    """The host of an address, lower case, without ``www.``."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _view(url: str) -> bool:
    """Whether only a script can lead there: the server sends the same page for all fragments."""
    return "#" in url


def _built_by_scripts(plain: PageView, rendered: PageView) -> bool:
    if rendered.tree.css_first("[data-shadow-root]"):
        # What stands in a shadow root is in no HTML that a server sends; the DOM was written down as it is seen.
        return True
    more_text = len(rendered.text) > _SHELL_SHARE * len(plain.text) + 200
    return more_text or len(rendered.links) > _SHELL_SHARE * len(plain.links) + 3


def _ancestors(node: LexborNode) -> Iterator[LexborNode]:
    parent = node.parent
    while parent is not None and parent.tag not in {None, "-undef", "-document"}:
        yield parent
        parent = parent.parent


def _places_below(parent: LexborNode) -> dict[int, int]:
    """Of each child its place among those of its tag."""
    seen: Counter[str] = Counter()
    found = {}
    for child in parent.iter():
        seen[child.tag or ""] += 1
        found[child.mem_id] = seen[child.tag or ""]
    return found


def _own_text(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.body.iter() if tree.body else ():
        if node.tag not in {"header", "nav", "footer"}:
            yield node.text(separator=" ")
