"""A page's own content in order: texts, links, headings, forms and players, each with the headings above it.

Menus, headers, footers and dialogues are on every page; what they say is not said by the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from audits.derive import Element, Link, PageView
from data.text import SHORT, squeeze

_RANK = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "caption": 7, "summary": 7}
_CHROME = {"nav", "dialog"}
_CHROME_ROLES = {"navigation", "dialog", "alertdialog", "banner", "contentinfo", "menubar", "menu", "search"}
_EDGE = {"header", "footer", "aside"}
_MENU_NAME = re.compile(r"(?:^|[\s_-])(?:menu|nav|navbar|navigation|izvelne|breadcrumbs?|sidebar)(?:$|[\s_-])", re.IGNORECASE)
_EDGE_NAME = re.compile(r"(?:^|\s)(?:site-|page-|main-)?(?:footer|kajene|cookies?(?:-\w+)?)(?:$|\s)", re.IGNORECASE)
_BOXES = {"div", "ul", "td", "section"}
_MEDIA = {"iframe", "video", "audio", "form", "img"}
_LINKS = {"a", "area"}


_WEIGHED = 100
"""Boxes named as menus that are weighed on one page; a page has a handful."""
_FRAME_PAGES, _FRAME_SHARE = 5, 0.6
_MOST_PARTS = 10_000
"""Pieces of one page that are read; a page that goes on is a register or a log, and says nothing about itself any more."""


@dataclass(frozen=True)
class Part:
    """A piece of content: ``kind`` is text, link, heading, or the tag of a medium or form; ``trail`` are the headings above it."""

    kind: str
    element: Element
    trail: tuple[Element, ...]
    words: str


def own(page: PageView) -> tuple[Part, ...]:
    """The content of the page in order, without what belongs to the site's frame."""
    if "own" not in page.made:
        mains = _outermost(page.tree.css("main, [role=main]"))
        roots = mains or ([page.tree.body] if page.tree.body else [])
        state = _Walk(page, framed=bool(mains))
        pieces = islice((part for root in roots for part in state.walk(root)), _MOST_PARTS)
        page.made["own"] = _without_trail(tuple(pieces))
    parts: tuple[Part, ...] = page.made["own"]
    return parts


def _without_trail(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Without the trail of links from the front page to this one («Sākums » Dokumenti » Budžets»): it stands on every page."""
    marked = {part.element.node.mem_id for part in parts if part.kind == "text" and part.words[:1] in _ARROWS and _from_home(part.element)}
    if not marked:
        return parts
    return tuple(part for part in parts if not marked & {part.element.node.mem_id, getattr(part.element.node.parent, "mem_id", None)})


def _from_home(element: Element) -> bool:
    first = element.node.css_first("a[href]")
    return first is not None and urlsplit(element.page.link(first).url).path in {"", "/", "/lv/", "/lv", "/en/", "/en"}


_ARROWS = frozenset("»›→>")


def bold_head(part: Part) -> bool:
    """Whether a text stands as a heading without being one: bold or large, and alone in its paragraph."""
    node = part.element.node
    if part.kind != "text" or node.tag not in _BOLD or len(part.words.split()) > _HEAD_WORDS:
        return False
    while node.parent is not None and node.tag in {*_BOLD, "span", "i", "em"}:
        node = node.parent
    return node.tag in {"p", "div", "center"} and squeeze(node.text(separator=" ")) in {part.words, f"{part.words}:"}


_BOLD = {"b", "strong", "font", "big", "u"}
_HEAD_WORDS = 10


def frame(pages: Sequence[PageView]) -> frozenset[str]:
    """What stands in the content of most pages: on a site without landmarks that is its menu, no page's own content."""
    if not pages:
        return frozenset()
    if "frame" not in pages[0].made:
        seen = Counter(one for page in pages for one in {mark(part) for part in own(page)})
        least = max(_FRAME_PAGES, len(pages) * _FRAME_SHARE)
        pages[0].made["frame"] = frozenset(one for one, times in seen.items() if one and times >= least)
    common: frozenset[str] = pages[0].made["frame"]
    return common


def own_text(page: PageView) -> str:
    """What its own content says, on one line; where a page has no landmarks, ``page.main`` says its menus too."""
    if "own-text" not in page.made:
        page.made["own-text"] = " ".join(part.words for part in own(page) if part.kind in {"text", "heading"})
    text: str = page.made["own-text"]
    return text


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


def _outermost(nodes: list[LexborNode]) -> list[LexborNode]:
    known = {node.mem_id: node for node in nodes}
    return [node for node in known.values() if not any(above.mem_id in known for above in _above(node))]


def _above(node: LexborNode) -> Iterator[LexborNode]:
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def same(one: LexborNode, other: LexborNode) -> bool:
    """Whether two nodes are one place of the page."""
    return one.mem_id == other.mem_id


class _Walk:
    """One pass over a page; remembers the headings that stand above, which all that stands under them shares."""

    def __init__(self, page: PageView, *, framed: bool) -> None:
        self.page, self.framed = page, framed
        self.trail: list[tuple[int, LexborNode]] = []
        self.above: tuple[Element, ...] = ()
        self.weighed = 0

    def walk(self, root: LexborNode) -> Iterator[Part]:
        """Depth first, without recursion: a page may be nested deeper than Python likes."""
        open_nodes, node = [root], root.child
        while open_nodes:
            if node is None:
                node = self._closed(open_nodes.pop())
                continue
            tag = node.tag or ""
            yield from self._told(node, tag, open_nodes[-1])
            if tag != "-text" and tag not in _RANK and not self._frame(node, tag):
                open_nodes.append(node)
                node = node.child
            else:
                node = node.next

    def _told(self, node: LexborNode, tag: str, parent: LexborNode) -> Sequence[Part]:
        """The pieces that a node is."""
        if tag == "-text":
            told = node.text_content or ""
            # Half of the texts of a page are the white space between its elements.
            words = "" if told.isspace() else squeeze(told)
            return (Part("text", Element(parent, self.page), self.above, words),) if words else ()
        if tag in _RANK:
            return self._heading(node, tag)
        if tag in _MEDIA:
            return (Part(tag, Element(node, self.page), self.above, ""),)
        return (self._link(node),) if tag in _LINKS and "href" in node.attributes else ()

    def _closed(self, node: LexborNode) -> LexborNode | None:
        """What stands after it; what stood in a table or a fold has no heading to give."""
        if node.tag in {"table", "details"}:
            self._under([above for above in self.trail if above[0] < _RANK["caption"]])
        return node.next

    def _heading(self, child: LexborNode, tag: str) -> Sequence[Part]:
        heading = Element(child, self.page)
        if not heading.text:
            return ()
        self._under([above for above in self.trail if above[0] < _RANK[tag]])
        told = Part("heading", heading, self.above, heading.text)
        self._under([*self.trail, (_RANK[tag], child)])
        return (told, *map(self._link, child.css("a[href]")))

    def _link(self, node: LexborNode) -> Part:
        link = self.page.link(node)
        return Part("link", link, self.above, link.text)

    def _under(self, trail: list[tuple[int, LexborNode]]) -> None:
        self.trail, self.above = trail, tuple(Element(node, self.page) for _rank, node in trail)

    def _frame(self, node: LexborNode, tag: str) -> bool:
        if tag in _CHROME or (tag in _EDGE and not self.framed):
            return True
        told = node.attributes
        if not told:
            return False
        if told.get("role") in _CHROME_ROLES:
            return True
        if tag not in _BOXES:
            return False
        name = f"{told.get('class') or ''} {told.get('id') or ''}"
        menu, edge = _named(name) if len(name) <= SHORT else _named.__wrapped__(name)
        return (menu and self._menu(node)) or (edge and not self.framed)

    def _menu(self, node: LexborNode) -> bool:
        if self.weighed >= _WEIGHED:
            return False
        self.weighed += 1
        return _mostly_links(node)


@lru_cache(maxsize=1 << 12)
def _named(name: str) -> tuple[bool, bool]:
    """Whether a box is named as a menu, and as an edge of the page; the same names come again and again."""
    return bool(_MENU_NAME.search(name)), bool(_EDGE_NAME.search(name))


def _mostly_links(node: LexborNode) -> bool:
    letters = len(squeeze(node.text(separator=" ")))
    linked = sum(len(squeeze(link.text(separator=" "))) for link in node.css("a"))
    return not node.css_first("h1") and 2 * linked > letters
