"""What the overview tells, read as HTML."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from data.text import squeeze
from reports import overview
from tests.reports import made


@cache
def page(lang: str) -> LexborHTMLParser:
    reports = {"piemers": "piemers", "launs": "launs/other.html"}
    return LexborHTMLParser(overview.render(made.bundles(), lang, reports, made.CATALOGUE))


def texts(tree: LexborHTMLParser | LexborNode, selector: str) -> list[str]:
    return [squeeze(node.text(deep=True, separator=" ")) for node in tree.css(selector)]


def rows() -> dict[str, list[str]]:
    found = [texts(row, "th, td") for row in page("en").css("section:last-of-type tbody tr")]
    return {row[0]: row[1:] for row in found}


def test_institutions_stand_in_the_order_of_their_names() -> None:
    assert texts(page("en"), ".people h3") == [squeeze(made.HOSTILE), "Example municipality"]
    assert [node.attributes["href"] for node in page("lv").css(".button")] == ["launs/other.html", "piemers/report.lv.html"]


def test_coverage_is_told_of_each() -> None:
    told = texts(page("en"), ".people p.small")
    assert told == [
        "The site was not seen as a whole : the limit on pages was reached",
        "The site was not seen as a whole : some addresses could not be looked at",
    ]


@pytest.mark.parametrize(
    ("indicator", "cell"),
    [
        ("Text is legible", "failed pages with the fault: 3 of 6"),
        ("The fee is stated", "failed services with the fault: 1 of 2"),
        ("Level of the service", "passed 2.75 (level; median of 2)"),
        ("Number of news items", "passed 12,345 (news items)"),
        ("The budget is published", "passed"),
        ("The certificate is valid", "not measured"),
        ("There is an accessibility statement", "can’t tell"),
        ("Council minutes", "not applicable"),
        ("no-longer-known", f"failed {squeeze(made.HOSTILE)}"),
    ],
)
def test_cells(indicator: str, cell: str) -> None:
    assert rows()[indicator] == [cell, cell]


def test_bars_have_their_numbers_beside_them() -> None:
    [access] = [row for row in page("lv").css("table")[0].css("tbody tr") if texts(row, "th") == ["Piekļūstamība"]]
    assert texts(access, "td") == ["2 neatbilst, 1 nevar pateikt"] * 2
    widths = [(rect.attributes["x"], rect.attributes["width"]) for rect in access.css("td")[0].css("rect")]
    assert widths == [("0.0", "66.67"), ("66.67", "33.33")]


def test_hostile_names_are_only_text() -> None:
    assert page("lv").css("script, [onerror]") == []


def test_written(tmp_path: Path) -> None:
    written = overview.write(made.bundles(), tmp_path, ["lv", "en"], {})
    assert [path.name for path in written] == ["overview.lv.html", "overview.en.html"]
    assert 'href="overview.en.html"' in written[0].read_text(encoding="utf-8")
    assert 'class="button"' not in written[0].read_text(encoding="utf-8")
