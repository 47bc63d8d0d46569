"""The parts of an accessibility statement: what stands in a marked field, or under the heading that the sample gives it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from selectolax.lexbor import LexborNode

from audits.derive import Element, PageView
from audits.outline import Part, bold_head, own
from audits.places import where
from audits.statement import field, sentences
from data.text import squeeze
from data.types import Evidence
from data.vocabulary import Vocabulary

_BLANK = re.compile(r"\[[^\[\]]{3,200}\]|\bxx\.xx\.|\bdd\.mm\.gggg|_{4,}|\.{5,}|…{2,}", re.IGNORECASE)
"""What the sample leaves to be filled in."""


@dataclass(frozen=True)
class StatementPart:
    """What a statement says on one matter: its text, its list items, and where it stands."""

    text: str
    items: tuple[str, ...]
    place: Evidence

    @property
    def words(self) -> int:
        """How many words it has beyond what the sample left blank."""
        return len(_BLANK.sub(" ", self.text).split())


def part(page: PageView, words: Vocabulary, topic: str, *fields: str) -> StatementPart | None:
    """The part in the first marked field of these names, else under a heading that says the topic, else in the sentences that say it."""
    for name in fields:
        marked = field(page, name)
        if marked:
            return StatementPart(marked.text, _items(marked), marked.see())
    return _under_heading(page, words, topic) or _in_sentences(page, words, topic)


def _items(element: Element) -> tuple[str, ...]:
    return tuple(text for node in element.node.css("li") if (text := squeeze(node.text(separator=" "))))


def _under_heading(page: PageView, words: Vocabulary, topic: str) -> StatementPart | None:
    head = next((one for one in own(page) if _is_head(one) and words.label(topic, one.words)), None)
    if head is None:
        return None
    below = _below(head, own(page))
    told = [one for one in below if one.kind == "text"]
    items = {row.mem_id: squeeze(row.text(separator=" ")) for one in told if (row := _row(one.element)) is not None}
    return StatementPart(squeeze(" ".join(one.words for one in told)), tuple(items.values()), head.element.see())


def _is_head(one: Part) -> bool:
    return bold_head(one) or (one.kind == "heading" and one.element.node.tag != "h1")


def _below(head: Part, parts: tuple[Part, ...]) -> list[Part]:
    """What stands under a heading; under words in bold, what follows up to the next such words or heading."""
    if head.kind == "heading":
        return [one for one in parts if any(above.node.mem_id == head.element.node.mem_id for above in one.trail)]
    return list(takewhile(lambda one: not _is_head(one), parts[parts.index(head) + 1 :]))


def _row(element: Element) -> LexborNode | None:
    """The list item or table row around it."""
    node: LexborNode | None = element.node
    for _ in range(6):
        if node is None or node.tag in {"body", "main", "ul", "ol", "table"}:
            return None
        if node.tag in {"li", "tr"}:
            return node
        node = node.parent
    return None


def _in_sentences(page: PageView, words: Vocabulary, topic: str) -> StatementPart | None:
    told = [text for text in sentences(page.main) if words.text(topic, text)]
    return StatementPart(" ".join(told), (), where(page, told[0])) if told else None
