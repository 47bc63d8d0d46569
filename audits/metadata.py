"""What a page tells machines of itself: the tags of its head, and the things it describes in the words of schema.org.

Tags are read from the tree that other views share. JSON-LD, which no tree of ours keeps, is looked for only where the source names it;
of microdata and RDFa the types alone are read. (extruct would read all three in 4 to 9 ms a page, and brings an HTTP client with it, which
judging may not touch.)
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from audits.derive import Element, PageView

_BLOCK = re.compile(r"<script\b[^>]{0,300}?application/ld\+json[^>]{0,300}>(.*?)</script", re.IGNORECASE | re.DOTALL)
_SCHEMA = re.compile(r"^(?:https?://schema\.org/|schema:)?([A-Z][A-Za-z]{2,40})$")
_MOST_BLOCKS = 20
_LONGEST_BLOCK = 200_000
_MOST_THINGS = 500


def metas(page: PageView) -> Mapping[str, Element]:
    """The ``meta`` elements that say something, by their name or property in lower case; of several the first."""
    if "metas" not in page.made:
        found: dict[str, Element] = {}
        for element in page.elements("meta[content]"):
            name = (element.attribute("name") or element.attribute("property") or "").strip().lower()
            if name and (element.attribute("content") or "").strip():
                found.setdefault(name, element)
        page.made["metas"] = found
    kept: Mapping[str, Element] = page.made["metas"]
    return kept


def schema_types(page: PageView) -> tuple[str, ...]:
    """The types of schema.org that a page describes, each once, in order; empty when none."""
    if "schema" not in page.made:
        told = (*_of_blocks(page), *_of_elements(page))
        found = (_SCHEMA.match(name.strip()) for name in told)
        page.made["schema"] = tuple(dict.fromkeys(match[1] for match in found if match))
    types: tuple[str, ...] = page.made["schema"]
    return types


def _of_blocks(page: PageView) -> Iterator[str]:
    if "ld+json" not in page.html:
        return
    for number, match in enumerate(_BLOCK.finditer(page.html)):
        if number < _MOST_BLOCKS and len(match[1]) < _LONGEST_BLOCK:
            yield from _types(_loaded(match[1]))


def _loaded(text: str) -> Any:  # noqa: ANN401 (whatever JSON the page has)
    """What a block holds; None where it is no JSON, as machines that read it find nothing either."""
    plain = text.strip().removeprefix("<!--").removesuffix("-->").removeprefix("//<![CDATA[").removesuffix("//]]>")

    with suppress(ValueError, RecursionError):
        return json.loads(plain, strict=False)
    return None


def _types(thing: Any) -> Iterator[str]:  # noqa: ANN401 (see above)
    waiting, seen = [thing], 0
    while waiting and seen < _MOST_THINGS:
        one = waiting.pop()
        seen += 1
        if isinstance(one, list):
            waiting.extend(one)
        elif isinstance(one, dict):
            named = one.get("@type", ())
            yield from (name for name in (named if isinstance(named, list) else [named]) if isinstance(name, str))
            waiting.extend(value for value in one.values() if isinstance(value, (dict, list)))


def _of_elements(page: PageView) -> Iterator[str]:
    if "itemtype" not in page.html and "typeof" not in page.html:
        return
    for element in page.elements("[itemtype], [typeof]"):
        yield from (element.attribute("itemtype") or element.attribute("typeof") or "").split()
