"""Where evidence points: the place on the screenshot, and the words found there made short enough to read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from data.text import squeeze
from data.types import Evidence, Page, Snapshot
from reports.pictures import Box

_WHOLE_PAGE = frozenset({"html", "head", "body"})
_SHORT = 100
"""Characters of a text that is no more than how the page begins."""
_RULE = re.compile(r"([a-z][a-z0-9-]+): (<.*)", re.DOTALL)
ABSENT = "–"
"""What an audit writes where there was nothing to quote."""


@dataclass(frozen=True, slots=True)
class Quote:
    """An excerpt as shown: its words, whether they are markup, and the rule of axe-core that picked them out."""

    words: str
    code: bool = False
    rule: str = ""


def quote(seen: Evidence) -> Quote:
    """The excerpt of this evidence; that of a whole page is cut short or left out."""
    named = _RULE.fullmatch(seen.excerpt)
    if named:
        return Quote(named[2], code=True, rule=named[1])
    if seen.excerpt.startswith("<"):
        return Quote(seen.excerpt, code=True)
    return Quote(_cut(seen.excerpt, seen.locator) if seen.locator in _WHOLE_PAGE else seen.excerpt)


def _cut(words: str, whole: str) -> str:
    """How a page begins proves nothing, so that of its body is left out when long; before that of html may stand what was read."""
    if len(words) <= _SHORT:
        return words
    return "" if whole == "body" else words[:_SHORT].rsplit(" ", 1)[0].rstrip("…") + "…"


class Places:
    """The places of evidence on the screenshots of one snapshot.

    A browser told them for the elements that axe named. A check of our own names the same element in other words, so each is also known by
    its markup where that occurs once, and by what the selector leads to in the rendered page.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._pages: Mapping[str, Page] = {page.url: page for page in snapshot.pages if page.artifacts}
        self._blobs = snapshot.blobs
        self._named = cache(self._names)
        self._elements = cache(self._found)

    def box(self, seen: Evidence) -> Box | None:
        """Where this evidence lies on the screenshot of its page; None when the browser did not tell."""
        if seen.url not in self._pages or not seen.locator:
            return None
        names = self._named(seen.url)
        return names.get(seen.locator) or names.get(seen.excerpt) or self._of_element(seen)

    def _of_element(self, seen: Evidence) -> Box | None:
        tree, boxes = self._elements(seen.url)
        node = _first(tree, seen.locator) if boxes else None
        return boxes.get(node.mem_id) if node else None

    def _names(self, url: str) -> dict[str, Box]:
        return dict(_boxes(list(_nodes(self._pages[url].artifacts.get("axe")))))

    def _found(self, url: str) -> tuple[LexborHTMLParser, dict[int, Box]]:
        dom = self._pages[url].artifacts.get("dom")
        tree = LexborHTMLParser(self._blobs[dom] if isinstance(dom, str) else b"")
        told = ((_first(tree, node["target"]), node["box"]) for node in _nodes(self._pages[url].artifacts.get("axe")))
        return tree, {node.mem_id: box for node, box in told if node}


def _first(tree: LexborHTMLParser, selector: str) -> LexborNode | None:
    try:
        return tree.css_first(selector)
    except SelectolaxError:
        return None


def _boxes(nodes: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Box]]:
    """By selector, and by markup where it occurs once."""
    by_target = {node["target"]: node for node in nodes}
    marked = Counter(squeeze(node["html"]) for node in by_target.values())
    for target, node in by_target.items():
        yield target, node["box"]
        if marked[squeeze(node["html"])] == 1:
            yield squeeze(node["html"]), node["box"]


def _nodes(axe: object) -> Iterator[dict[str, Any]]:
    if isinstance(axe, dict):
        for rule in (*axe.get("violations", ()), *axe.get("incomplete", ())):
            yield from (node for node in rule["nodes"] if node.get("box"))
