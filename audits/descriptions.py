"""The description of a service on a page: its parts, by headings, terms, rows and words before a colon, and what each part says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from audits.derive import Element, PageView
from audits.kit import names, slug
from audits.outline import Part, own
from data.text import LONGEST, keys, masked
from data.text import words as words_of
from data.vocabulary import Vocabulary

PARTS = (
    "service-description",
    "service-request",
    "service-fee",
    "service-term",
    "service-form",
    "service-holder",
    "service-receiver",
    "service-basis",
)
"""Vocabulary topics of the parts of a service's description (MK noteikumi Nr. 400, 3.1)."""
TELLING = frozenset({"service-request", "service-fee", "service-form", "service-holder"})
"""A page with none of these describes something else: a project, a tender, a meeting."""
_ALONE = frozenset({"service-request", "service-receiver", "service-description"})
_ENOUGH, _ENOUGH_AT_ADDRESS = 3, 1
_CARD_ADDRESS = re.compile(r"^/(?:lv|en|ru|de)/(?:pakalpojumi|services|uslugi)/[^/]+/?$")
_TERM_TAGS = {"dt", "strong", "b", "label", "legend"}
_TERM_WORDS = 8
_LONGEST_VALUE = 240


@dataclass(frozen=True, slots=True)
class Field:
    """One part of a description: the heading or term that names it, and what is said under it, without persons' e-mail addresses."""

    element: Element
    says: str


def is_described(page: PageView, words: Vocabulary, *, named: bool = False) -> bool:
    """Whether the page describes one service: enough of the parts that MK 400 3.1 asks for stand as headings or terms.

    ``named``: a list of services names it, so that its own name («... projektu konkurss») speaks no more against it.
    """
    enough = _ENOUGH_AT_ADDRESS if _CARD_ADDRESS.match(urlsplit(page.url).path) else _ENOUGH
    if named:
        return _parts_of_one(page, words, enough)
    return _has(page, words, enough)


def is_described_where_listed(page: PageView, words: Vocabulary) -> bool:
    """Whether a page that a list of services leads to describes one: there, one telling part is enough."""
    return _has(page, words, _ENOUGH_AT_ADDRESS)


def _has(page: PageView, words: Vocabulary, enough: int) -> bool:
    if any(words.label("not-a-service", name) for name in [*names(page), slug(page.url)]):
        return False
    return _may_describe(page, words) and _parts_of_one(page, words, enough)


def _parts_of_one(page: PageView, words: Vocabulary, enough: int) -> bool:
    parts = fields(own(page), words)
    return len(parts) >= enough and bool(TELLING & parts.keys())


def _may_describe(page: PageView, words: Vocabulary) -> bool:
    """Whether a telling part is named anywhere in the text: hardly any page names one, and only those are taken apart."""
    if "may describe" not in page.made:
        keyed = [keys(word) for word in words_of(page.text)] if len(page.text) <= LONGEST else []
        page.made["may describe"] = not keyed or any(words[topic].label.first(keyed) is not None for topic in TELLING)
    may: bool = page.made["may describe"]
    return may


def fields(parts: Sequence[Part], words: Vocabulary) -> dict[str, Field]:
    """The parts of a description by topic, the first of each."""
    found: dict[str, Field] = {}
    for place, part in enumerate(parts):
        term, rest = _term(part)
        topics = [topic for topic in PARTS if topic not in found and _names_part(topic, term, words)] if term else []
        if topics:
            says = masked(rest or _below(parts, place))[:_LONGEST_VALUE]
            found |= {topic: Field(part.element, says) for topic in topics}
    return found


def _names_part(topic: str, term: str, words: Vocabulary) -> bool:
    """Whether a heading or term names a part; «Kārtība» does only alone: «Iepirkumu kārtība» is another matter."""
    if words.label(topic, term):
        return True
    alone = words.label(f"alone-{topic}", term) if topic in _ALONE else None
    return alone is not None and len(words_of(term)) <= len(words_of(alone))


def _term(part: Part) -> tuple[str, str]:
    """What may name a part of a description, and what stands after its colon; empty for all else."""
    tag = part.element.node.tag
    if part.kind == "heading":
        return (part.words if tag != "h1" else "", "")
    if part.kind != "text":
        return "", ""
    if tag in _TERM_TAGS or _is_label(part) or _heads_row(part):
        return part.words, ""
    if ":" not in part.words or tag == "a":
        return "", ""
    label, _colon, rest = part.words.partition(":")
    return (label, rest.strip()) if len(label.split()) <= _TERM_WORDS else ("", "")


def _below(parts: Sequence[Part], place: int) -> str:
    """What stands after a term, up to the next one."""
    said: list[str] = []
    for part in parts[place + 1 :]:
        if part.kind == "heading" or _term(part)[0] or sum(map(len, said)) > _LONGEST_VALUE:
            break
        if part.kind == "text" and part.element.node.mem_id != parts[place].element.node.mem_id:
            said.append(part.words)
    return " ".join(said)


def _is_label(part: Part) -> bool:
    name = part.element.attribute("class") or ""
    return "label" in name or "title" in name


def _heads_row(part: Part) -> bool:
    """Whether it is the first cell of a table row that has others: a header row of many columns lists, it does not describe."""
    cell = part.element.node
    while cell.parent is not None and cell.tag not in {"td", "th", "body"}:
        cell = cell.parent
    row = cell.parent
    if cell.tag not in {"td", "th"} or row is None:
        return False
    cells = [node for node in row.iter() if node.tag in {"td", "th"}]
    return len(cells) == 2 and cells[0].mem_id == cell.mem_id and cells[1].tag == "td" and len(part.words.split()) <= _TERM_WORDS
