"""All that the walk wants to know of a page, read in one parse: where it leads, how it is built, what it says and what it is like.

``read`` takes and gives plain data and touches nothing else, so it can be done in another process.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser

from audits import roles
from audits.derive import page_view
from crawler import blocks
from crawler.discover import Link, Ways, ways
from crawler.forms import SearchForm, searches
from crawler.likeness import simhash, words_of
from crawler.template import template
from data import charset, vocabulary
from data.text import squeeze
from data.types import Exchange, Page, Role

_FRAME = ["nav", "header", "footer", "aside"]
_KEPT = 20_000
_STUB = 400
_HEADINGS = 40


@dataclass(frozen=True, slots=True)
class Reading:
    """What one page says of itself. Texts are squeezed to one line.

    ``headings`` are the first of the first two levels; ``text`` begins what a visitor sees, ``length`` is the characters of all of it;
    ``anchors`` counts the links that have an address; ``held`` are the signs of impostors in its source; ``shell`` tells that scripts must
    fill the page. ``words`` are the distinct words of its own content as numbers, ``likeness`` their simhash; two pages with one ``digest``
    show the same text under the same title. ``searches`` are the forms by which the site is searched.
    """

    ways: Ways = field(default_factory=Ways)
    template: str = ""
    title: str = ""
    headings: tuple[str, ...] = ()
    text: str = ""
    length: int = 0
    anchors: int = 0
    held: tuple[str, ...] = ()
    shell: bool = False
    words: frozenset[int] = frozenset()
    likeness: int = 0
    digest: str = ""
    searches: tuple[SearchForm, ...] = ()

    @property
    def links(self) -> tuple[Link, ...]:
        """The addresses that it leads to, each with its label."""
        return self.ways.links

    @property
    def moved_to(self) -> str | None:
        """Where a page that is nothing but a refresh sends its visitors; None for a page with content of its own."""
        return self.ways.refresh if self.length < _STUB else None


def read(text: str, url: str, headers: Sequence[tuple[str, str]] = ()) -> Reading:
    """Read a page: its decoded text, the address it came from, the headers of the answer. Never raises, whatever the text."""
    tree = LexborHTMLParser(text)
    bare = tree.clone()
    title, headings, anchors = tree.css_first("title"), tree.css("h1, h2")[:_HEADINGS], len(tree.css("body a[href]"))
    seen, told = blocks.text_of(bare), squeeze(title.text()) if title else ""
    words = words_of(_own(bare) or seen)
    return Reading(
        ways=ways(tree, url, tuple(headers)),
        template=template(tree),
        title=told,
        headings=tuple(squeeze(node.text(separator=" ")) for node in headings),
        text=seen[:_KEPT],
        length=len(seen),
        anchors=anchors,
        held=blocks.held(text, tree, anchors, len(seen)),
        shell=blocks.shell(text, tree, anchors, len(seen)),
        words=words,
        likeness=simhash(words),
        digest=hashlib.sha256(f"{told}\n{seen}".encode("utf-8", "replace")).hexdigest()[:32],
        searches=searches(tree, url),
    )


def read_body(body: bytes, content_type: str, url: str, headers: Sequence[tuple[str, str]] = ()) -> Reading:
    """As ``read``, from the bytes as they came."""
    return read(charset.decode(body, content_type), url, headers)


def role_of(page: Page, body: bytes) -> Role:
    """What a page is for, by its address, the links to it and its content."""
    key = page.exchange.body if isinstance(page.exchange, Exchange) else None
    view = page_view(page, {key: body}) if key else None
    return roles.role_of(view, vocabulary.load()) if view else Role.OTHER


def _own(tree: LexborHTMLParser) -> str:
    """The text without what stands on every page."""
    main = tree.css_first("main, [role=main]")
    if main is not None:
        return squeeze(main.text(separator=" "))
    tree.strip_tags(_FRAME)
    return blocks.text_of(tree)
