"""A page's own content in order, and the parts of it that are about a topic: what stands under which heading.

Menus, headers, footers and dialogues are on every page; what they say is not said by the page. A section is a whole page whose
name says the topic, or what stands under a heading (or table caption) that says it, up to the next heading of the same rank.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

from selectolax.lexbor import LexborNode

from audits.derive import Element, Link, PageView, SiteView, host_of
from audits.kit import absent, broken, cant_tell, found, labelled, names, slug
from data.text import squeeze
from data.types import Document, Evidence, Exchange, Finding, Missing, Outcome, Role, Value
from data.vocabulary import Vocabulary

_RANK = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "caption": 7, "summary": 7}
_CHROME = {"nav", "dialog"}
_CHROME_ROLES = {"navigation", "dialog", "alertdialog", "banner", "contentinfo", "menubar", "menu", "search"}
_EDGE = {"header", "footer", "aside"}
_MENU_NAME = re.compile(
    r"(?:^|[\s_-])(?:menu|nav|navbar|navigation|izvelne|breadcrumbs?|footer|cookies?|sidebar)(?:$|[\s_-])", re.IGNORECASE
)
_MEDIA = {"iframe", "video", "audio", "form", "img"}
_UNTOLD = frozenset({Role.NEWS_ITEM, Role.NEWS, Role.SEARCH, Role.SITEMAP})
"""Pages that repeat what others say: a headline about the budget is not the budget."""


@dataclass(frozen=True, slots=True)
class _Raw:
    kind: str
    node: LexborNode
    trail: tuple[LexborNode, ...]
    words: str


_OWN: WeakKeyDictionary[PageView, tuple[_Raw, ...]] = WeakKeyDictionary()
"""Walked once for each page; forgotten with the page."""
_FRAMES: WeakKeyDictionary[PageView, frozenset[str]] = WeakKeyDictionary()
"""Counted once for each visit, kept by its first page."""
_FRAME_PAGES, _FRAME_SHARE = 5, 0.6


@dataclass(frozen=True)
class Part:
    """A piece of content: ``kind`` is text, link, heading, or the tag of a medium or form; ``trail`` are the headings above it."""

    kind: str
    element: Element
    trail: tuple[Element, ...]
    words: str


@dataclass(frozen=True)
class Section:
    """Content about a topic: the page, the heading that says so (None for a whole page) and the pieces under it."""

    page: PageView
    head: Element | None
    parts: tuple[Part, ...]

    @cached_property
    def text(self) -> str:
        """What it says, on one line."""
        return squeeze(" ".join(part.words for part in self.parts if part.kind == "text"))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links in it, in order."""
        return tuple(part.element for part in self.parts if isinstance(part.element, Link))

    def media(self, *kinds: str) -> tuple[Element, ...]:
        """Its frames, players, pictures or forms."""
        return tuple(part.element for part in self.parts if part.kind in kinds)

    def see(self) -> Evidence:
        """Where it is: its heading only, as what stands below may name people."""
        head = self.head or next((heading for heading in self.page.headings if heading.level == 1), None)
        return head.see() if head else self.page.see("title", self.page.title)


def own(page: PageView) -> tuple[Part, ...]:
    """The content of the page in order, without what belongs to the site's frame."""
    if page not in _OWN:
        main = page.tree.css("main, [role=main]")
        roots = main or ([page.tree.body] if page.tree.body else [])
        state = _Walk(framed=bool(main))
        _OWN[page] = tuple(raw for root in roots for raw in state.walk(root))
    return tuple(_part(raw, page) for raw in _OWN[page])


def frame(pages: Sequence[PageView]) -> frozenset[str]:
    """What stands in the content of most pages: on a site without landmarks that is its menu, no page's own content."""
    if not pages:
        return frozenset()
    if pages[0] not in _FRAMES:
        seen = Counter(one for page in pages for one in {mark(part) for part in own(page)})
        least = max(_FRAME_PAGES, len(pages) * _FRAME_SHARE)
        _FRAMES[pages[0]] = frozenset(one for one, times in seen.items() if one and times >= least)
    return _FRAMES[pages[0]]


def mark(part: Part) -> str:
    """What a piece is recognised by on another page: a link's address, a form's fields, a text's words; empty for the rest."""
    if isinstance(part.element, Link):
        return part.element.url
    if part.kind == "form":
        return "form " + " ".join(node.attributes.get("name") or "" for node in part.element.node.css("input, select, textarea"))
    return f"text {part.words}" if part.kind == "text" else ""


def own_links(page: PageView) -> tuple[Link, ...]:
    """The links of its own content."""
    return tuple(part.element for part in own(page) if isinstance(part.element, Link))


def own_text(page: PageView) -> str:
    """What its own content says, on one line."""
    return squeeze(" ".join(part.words for part in own(page) if part.kind == "text"))


def sections(pages: Sequence[PageView], words: Vocabulary, topic: str) -> list[Section]:
    """Every section on the topic; whole pages first. A headline in the news is none, nor is a page elsewhere that lists headlines."""
    told = [page for page in pages if page.role not in _UNTOLD]
    common = frame(pages)
    whole = [page for page in told if _says(page, words, topic)]
    taken = {id(page) for page in whole}
    under = (section for page in told if id(page) not in taken for section in _under_heads(page, words, topic))
    return [_without(section, common) for section in (*(Section(page, None, own(page)) for page in whole), *under)]


def filled(found_sections: Iterable[Section], words: Vocabulary, min_words: int) -> list[Section]:
    """Those that say something: so many words beyond their heading, or a link, a form or a player; a promise to say something is none."""
    return [section for section in found_sections if _beyond_heading(section, words, min_words)]


def present(site: SiteView, words: Vocabulary, topic: str, min_words: int) -> Finding:
    """Whether the site has a section on the topic that says something."""
    about = filled(sections(site.pages, words, topic), words, min_words)
    return found(True, *[section.see() for section in about], confidence=0.9) if about else nowhere(site, words, topic)


def nowhere(site: SiteView, words: Vocabulary, topic: str, *, value: Value = False, leads: bool = True) -> Finding:
    """The finding when no section says anything: a label that leads to nothing does not count, one that leads away does if it ``leads``."""
    empty = sections(site.pages, words, topic)
    if empty:
        return broken(value, *[section.see() for section in empty], confidence=0.8)
    fates = [_fate(link, site, value, leads) for link in labelled(site.pages, words, topic) if link.page.role not in _UNTOLD]
    told = [fate for fate in fates if fate is not None]
    return min(told, key=lambda fate: _ORDER[fate.outcome]) if told else absent(*site.pages[:1], value=value)


_ORDER = {Outcome.PASSED: 0, Outcome.CANT_TELL: 1, Outcome.FAILED: 2}


def document_links(site: SiteView, documents: tuple[Document, ...]) -> list[tuple[Link, tuple[Element, ...]]]:
    """Links of pages' own content that lead to files, with the headings above; a file is known by having been fetched or by its name."""
    known = {document.url for document in documents}
    parts = ((part.element, part.trail) for page in site.pages for part in own(page))
    return [(link, trail) for link, trail in parts if isinstance(link, Link) and (link.url in known or _FILE.search(link.url))]


_FILE = re.compile(r"\.(pdf|docx?|odt|rtf|xlsx?|ods|csv|edoc|asice|zip)(\?.*)?$|/media/\d+/download", re.IGNORECASE)


def is_file(url: str) -> bool:
    """Whether an address names a document: by its ending, or by the download address of the unified platform."""
    return bool(_FILE.search(url))


def file_name(url: str) -> str:
    """The last part of an address, as it is written."""
    return url.split("?", maxsplit=1)[0].rstrip("/").rsplit("/", 1)[-1]


def _says(page: PageView, words: Vocabulary, topic: str) -> bool:
    return page.role != Role.FRONT and any(words.label(topic, name) for name in [*names(page), slug(page.url)])


def _under_heads(page: PageView, words: Vocabulary, topic: str) -> Iterator[Section]:
    parts = own(page)
    for place, part in enumerate(parts):
        if part.kind == "heading" and part.element.node.tag != "h1" and words.label(topic, part.words) and not _teaser(part):
            head = part.element.node
            below = tuple(later for later in parts[place + 1 :] if any(_same(above.node, head) for above in later.trail))
            yield Section(page, part.element, below)


def _teaser(part: Part) -> bool:
    """Whether a heading only leads to another page, which is judged itself."""
    links = (Link(node, part.element.page) for node in part.element.node.css("a[href]"))
    return any(link.url != part.element.page.url for link in links)


def _same(one: LexborNode, other: LexborNode) -> bool:
    return one.mem_id == other.mem_id


def _without(section: Section, common: frozenset[str]) -> Section:
    return Section(section.page, section.head, tuple(part for part in section.parts if mark(part) not in common)) if common else section


def _beyond_heading(section: Section, words: Vocabulary, min_words: int) -> bool:
    if section.links or section.media("form", "iframe", "video", "audio"):
        return True
    return len(section.text.split()) >= min_words and not words.label("promise", section.text)


def _fate(link: Link, site: SiteView, value: Value, leads: bool) -> Finding | None:  # noqa: FBT001 (as nowhere was asked)
    """What a label alone is worth, by what it leads to."""
    if not link.url.startswith("http") or link.url in site.by_url:
        return None
    page = next((page for page in site.snapshot.pages if page.url == link.url), None)
    if page is not None and isinstance(page.exchange, Missing):
        gone = page.exchange.reason in {"not-found", "soft-404"}
        return broken(value, link) if gone else cant_tell(page.exchange.reason, link)
    if page is not None and isinstance(page.exchange, Exchange) and page.exchange.status >= 400:
        return broken(value, link)
    away = link.host != host_of(site.snapshot.site)
    if away or is_file(link.url):
        return found(True, link, confidence=0.7) if leads else None
    return cant_tell("incomplete-look", link)


def _part(raw: _Raw, page: PageView) -> Part:
    element = Link(raw.node, page) if raw.kind == "link" else Element(raw.node, page)
    return Part(raw.kind, element, tuple(Element(node, page) for node in raw.trail), raw.words)


class _Walk:
    """One pass over a page; remembers the headings that stand above."""

    def __init__(self, *, framed: bool) -> None:
        self.framed = framed
        self.trail: list[tuple[int, LexborNode]] = []

    def walk(self, node: LexborNode) -> Iterator[_Raw]:
        for child in node.iter(include_text=True):
            tag = child.tag or ""
            if tag == "-text":
                yield from self._text(child, node)
            elif tag in _RANK:
                yield from self._heading(child, tag)
            elif not self._frame(child, tag):
                yield from self._element(child, tag)
                yield from self.walk(child)
                if tag in {"table", "details"}:
                    self.trail = [above for above in self.trail if above[0] < _RANK["caption"]]

    def _text(self, child: LexborNode, parent: LexborNode) -> Iterator[_Raw]:
        words = squeeze(child.text(deep=False) or "")
        if words:
            yield _Raw("text", parent, self._above(), words)

    def _heading(self, child: LexborNode, tag: str) -> Iterator[_Raw]:
        words = squeeze(child.text(separator=" "))
        if not words:
            return
        self.trail = [above for above in self.trail if above[0] < _RANK[tag]]
        yield _Raw("heading", child, self._above(), words)
        self.trail.append((_RANK[tag], child))
        for link in child.css("a[href]"):
            yield _Raw("link", link, self._above(), squeeze(link.text(separator=" ")))

    def _element(self, child: LexborNode, tag: str) -> Iterator[_Raw]:
        if tag in {"a", "area"} and "href" in child.attributes:
            yield _Raw("link", child, self._above(), squeeze(child.text(separator=" ")))
        elif tag in _MEDIA:
            yield _Raw(tag, child, self._above(), "")

    def _above(self) -> tuple[LexborNode, ...]:
        return tuple(node for _rank, node in self.trail)

    def _frame(self, node: LexborNode, tag: str) -> bool:
        if tag in _CHROME or node.attributes.get("role") in _CHROME_ROLES or (tag in _EDGE and not self.framed):
            return True
        name = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
        return tag in {"div", "ul", "td", "section"} and bool(_MENU_NAME.search(name)) and _mostly_links(node)


def _mostly_links(node: LexborNode) -> bool:
    letters = len(squeeze(node.text(separator=" ")))
    linked = sum(len(squeeze(link.text(separator=" "))) for link in node.css("a"))
    return not node.css_first("h1") and 2 * linked > letters
