"""Ways to reach somebody in a page's own content: telephones and addresses, each with the row it stands in and the headings above.

A row names people; it is read to learn whose contact it is, and never shown or kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from audits.derive import Element, Link, PageView
from audits.mail import WAY
from audits.outline import Part, frame, mark, own
from audits.rows import term
from audits.sections import Section

_HINT = re.compile(r"[@\[(\d](?:(?<=[@\[])|(?<=\()at|(?<=\d)\d)")
"""What every way holds. A shape that begins with one of few letters is sought several times faster than one that begins with a choice."""
_SHAPE = re.compile(r"[@\[(2678](?:(?<=[@\[])|(?<=\()[aA][tT]\)|(?<=[2678])(?:[\s-]?\d){7})")
"""The rarest part of every way. A year is hinted at on each page, and to seek whole ways in a text takes many times as long."""
_ROWS = {"tr", "li", "article", "address", "dl", "section", "main", "table", "ul", "ol"}
_INSIDE = {"td", "th", "dt", "a", "span", "strong", "b", "em", "i", "small", "font", "u", "time", "bdi"}
"""What stands within a row or a line, and is not one."""
_CALLED = re.compile(r"t[āa]lr\w*|t[āa]l\.|tel\w*|mob\w*|phone|e-?past\w*|e-?mail\w*|zvan\w*|rakst\w*|телефон|почта|faks\w*", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_ROW_LETTERS = 300
"""A row of more characters is a chapter, not somebody's contact."""
_LINKS = ("mailto:", "tel:", "/cdn-cgi/l/email-protection")


@dataclass(frozen=True)
class Way:
    """One contact: the piece that holds it, the row around it and what the row says."""

    part: Part
    row: LexborNode
    text: str

    @property
    def heads(self) -> list[str]:
        """The headings above, nearest first."""
        return [element.text for element in reversed(self.part.trail)]


def ways(page: PageView, pages: Sequence[PageView]) -> tuple[Way, ...]:
    """Every contact in the page's own content, without what stands on most ``pages``; made once."""
    if "ways" not in page.made:
        common = frame(pages)
        page.made["ways"] = tuple(_way(part) for part in own(page) if reaches(part) and mark(part) not in common)
    found: tuple[Way, ...] = page.made["ways"]
    return found


def within(section: Section, pages: Sequence[PageView]) -> Iterator[Way]:
    """The contacts of one section."""
    own_parts = {id(part) for part in section.parts}
    return (way for way in ways(section.page, pages) if id(way.part) in own_parts)


def reaches(part: Part) -> bool:
    """Whether a piece of content holds a telephone number or an address."""
    hinted = _HINT.search(part.words) is not None and _SHAPE.search(part.words) is not None
    if isinstance(part.element, Link):
        return part.element.href.lower().startswith(_LINKS) or (hinted and bool(WAY.search(part.words)))
    # What a link says is read with the link.
    written = hinted and (part.kind == "heading" or (part.kind == "text" and part.element.node.tag != "a"))
    return written and bool(WAY.search(part.words))


def _way(part: Part) -> Way:
    """The contact with the smallest block around it that says more than the contact itself: whose it is."""
    node, text = part.element.node, part.words
    above: LexborNode | None = node
    while above is not None and above.tag != "body":
        told = Element(above, part.element.page).text
        if len(told) > _ROW_LETTERS:
            break
        node, text = above, told
        if above.tag == "dd":
            return Way(part, node, f"{term(Element(above, part.element.page))} {told}")
        if above.tag in _ROWS or (above.tag not in _INSIDE and _says_more(told)):
            break
        above = above.parent
    return Way(part, node, text)


def _says_more(text: str) -> bool:
    return bool(_WORD.search(_CALLED.sub(" ", WAY.sub(" ", text))))
