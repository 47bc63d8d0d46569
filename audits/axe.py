"""Reads the results of axe: which elements break a rule, which need a person, and where they stand on the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from audits.derive import PageView
from data.types import Evidence, Text

KEPT_APART = frozenset({"best-practice", "experimental", "deprecated"})
"""Tags of rules that say nothing of conformance; they never fail a criterion."""

KINDS = ("violations", "incomplete", "passes", "inapplicable")
"""The lists of what axe told of a page; a rule that was run stands in one of them at least."""
SAMPLED = Text(
    "Pārbauda sākumlapu un divas citu veidņu lapas.",
    "Tested on the front page and on two pages of other templates.",
)
"""Where the costly rules are run."""

Rule = Mapping[str, Any]


def of_criterion(rules: Iterable[Rule], tag: str) -> list[Rule]:
    """The rules that test a criterion, given as axe's tag (``wcag111``)."""
    return [rule for rule in rules if tag in rule["tags"] and not KEPT_APART.intersection(rule["tags"])]


def ran(axe: Mapping[str, Iterable[Rule]], tag: str) -> bool:
    """Whether any rule that tests the criterion was run on the page at all: axe tells each that was in one of its four lists."""
    return any(of_criterion(axe[kind], tag) for kind in KINDS)


def nodes(page: PageView, rules: Iterable[Rule]) -> Iterator[Evidence]:
    """Every element that these rules name: rule and markup, with axe's selector; the bytes are those of the rendered page."""
    dom, plain = page.page.artifacts.get("dom"), page.see()
    sha256 = dom if isinstance(dom, str) else page.sha256
    for rule in rules:
        for node in rule["nodes"]:
            told = f"{rule['id']}: {node['html']}"
            yield Evidence(page.url, sha256, node["target"], told, plain.screenshot, page.page.looked_at)
