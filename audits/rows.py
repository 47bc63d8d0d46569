"""The row, entry or paragraph that a link or line stands in, and the day on which it says that it was put up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from email.utils import parsedate_to_datetime
from itertools import islice

from selectolax.lexbor import LexborNode

from audits.dates import dates
from audits.derive import Element, Link, PageView
from data.types import Document, Exchange
from data.vocabulary import Vocabulary

LINE_START = 40
"""Characters, at the start of a line or before a date, that say what day it is."""
_ROW_LETTERS = 300
_ROWS = {"tr", "li", "p", "article"}
_CELLS = 30
"""Cells of a row that are read; a table is not wider."""
_META = "meta[property='article:published_time'], meta[itemprop=datePublished], time[datetime], time[pubdate]"
_LD = re.compile(r'"datePublished"\s*:\s*"(\d{4}-\d\d-\d\d)')


def row(element: Element) -> Element | None:
    """The table row, list entry or paragraph around it."""
    node = element.node.parent
    while node is not None and node.tag not in {*_ROWS, "body", "td"}:
        node = node.parent
    if node is not None and node.tag == "td":
        node = node.parent
    return Element(node, element.page) if node is not None and node.tag != "body" else None


def row_text(element: Element) -> str:
    """What the row says; empty where it is too long for one."""
    around = row(element)
    return _told(around) if around else ""


def _told(around: Element) -> str:
    """The text of a row, read once for all that stands in it: on some pages one article holds everything."""
    known = around.page.made.setdefault("rows", {})
    if around.node.mem_id not in known:
        known[around.node.mem_id] = around.text if len(around.text) <= _ROW_LETTERS else ""
    text: str = known[around.node.mem_id]
    return text


def with_lead(text: str) -> Iterator[tuple[date, str, str]]:
    """Each date of a text with the few words before it, which say what the day is."""
    begun = 0
    for day, told in dates(text):
        place = text.find(told, begun)
        yield day, told, text[max(begun, place - LINE_START) : place]
        begun = place + len(told)


def term(element: Element) -> str:
    """What a description in a list of terms describes; empty for anything else."""
    node: LexborNode | None = element.node if element.node.tag == "dd" else None
    while node is not None and node.tag != "dt":
        node = node.prev
    return Element(node, element.page).text if node is not None else ""


def published(element: Element, words: Vocabulary) -> date | None:
    """The day on which its row says that it was put up: «Publicēts 2.11.2026.», or the column of that name."""
    around = row(element)
    text = _told(around) if around else ""
    if not around or not text:
        return None
    said = (day for day, _told, before in with_lead(text) if words.label("page-changed", before))
    return next(said, None) or next((day for cell in under(around, words, "page-changed") for day, _words in dates(cell)), None)


def page_published(page: PageView, words: Vocabulary) -> date | None:
    """The day on which a page of one matter says that it was published: to machines, in a time, or in a line of its own."""
    told = [value for field in page.elements(_META) for value in (field.attribute("content"), field.attribute("datetime")) if value]
    days = [day for value in [*told, *_LD.findall(page.html)] for day, _words in dates(value[:10])]
    if days:
        return min(days)
    return next((day for day, _told, before in with_lead(page.main) if words.label("page-changed", before)), None)


def uploaded(link: Link, documents: dict[str, Document]) -> date | None:
    """The day on which the server says that the file was last changed."""
    document = documents.get(link.url)
    if document is None or not isinstance(document.exchange, Exchange):
        return None
    told = document.exchange.header("last-modified") or ""
    try:
        return parsedate_to_datetime(told).date()
    except ValueError:
        return None


def under(around: Element, words: Vocabulary, topic: str) -> list[str]:
    """What a table row says in the columns whose headings say the topic."""
    table: LexborNode | None = around.node if around.node.tag == "tr" else None
    while table is not None and table.tag != "table":
        table = table.parent
    head = table.css_first("tr") if table is not None else None
    if head is None:
        return []
    named = [bool(words.label(topic, Element(cell, around.page).text)) for cell in _cells(head)]
    return [Element(cell, around.page).text for cell, is_named in zip(_cells(around.node), named, strict=False) if is_named]


def _cells(node: LexborNode) -> list[LexborNode]:
    return list(islice((cell for cell in node.iter() if cell.tag in {"td", "th"}), _CELLS))
