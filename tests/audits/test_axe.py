"""What is read from the results of axe, and that the table of criteria covers what axe tests."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from audits.axe import KEPT_APART, nodes, of_criterion
from audits.criteria import CRITERIA
from data.types import Evidence
from tests.audits.seen import URL, view

VENDORED = sorted((Path(__file__).parents[2] / "crawler" / "axe").glob("axe*.js"))
ALT = {"id": "image-alt", "tags": ["wcag2a", "wcag111"], "nodes": [{"target": "#a", "html": "<img id=a>"}]}
HEADING = {"id": "p-as-heading", "tags": ["wcag2a", "wcag131", "experimental"], "nodes": []}


@pytest.mark.parametrize(("tag", "expected"), [("wcag111", [ALT]), ("wcag131", []), ("wcag11", [])])
def test_rules_of_a_criterion(tag: str, expected: list[object]) -> None:
    assert of_criterion([ALT, HEADING], tag) == expected


def test_nodes_are_evidence_in_the_rendered_bytes() -> None:
    page = view("<img id=a>", dom="d" * 64, screenshot="s" * 64)
    assert list(nodes(page, [ALT])) == [Evidence(URL, "d" * 64, "#a", "image-alt: <img id=a>", "s" * 64)]


def test_every_criterion_of_the_vendored_axe_is_in_the_table() -> None:
    assert VENDORED, "axe is vendored under crawler/axe"
    script = VENDORED[0].read_text(encoding="utf-8")
    tags = [re.findall(r"['\"]([\w.-]+)['\"]", found) for found in re.findall(r"tags:\s*\[([^\]]*)\]", script)]
    tested = {tag for rule in tags for tag in rule if re.fullmatch(r"wcag\d{3,4}", tag) and not KEPT_APART & set(rule)}
    assert {criterion.tag for criterion in CRITERIA} == tested


def test_law_asks_for_a_and_aa_of_wcag_2_1() -> None:
    assert {criterion.number for criterion in CRITERIA if not criterion.lawful} == {"1.4.6", "2.1.3", "2.2.4", "2.4.9", "2.5.8", "3.2.5"}
