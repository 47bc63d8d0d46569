"""The page of results: everybody is on it, nothing on it is anybody's markup but ours, and a blank is no nought."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest
from selectolax.lexbor import LexborHTMLParser

from reports.scores.drawn import charts, of_unit
from reports.scores.page import render
from tests.reports.scores import made


@cache
def page(lang: str) -> str:
    return render(made.results(), lang, charts(made.results(), lang), ["csv/ranking.csv"], {}, others=[])


@pytest.mark.parametrize("lang", ["lv", "en"])
def test_ids_are_given_once_and_links_within_the_page_lead_somewhere(lang: str) -> None:
    tree = LexborHTMLParser(page(lang))
    ids = Counter(str(node.attributes["id"]) for node in tree.css("[id]"))
    inside = [href[1:] for node in tree.css("a[href]") if (href := str(node.attributes["href"])).startswith("#")]
    named = [name for node in tree.css("[aria-labelledby]") for name in str(node.attributes["aria-labelledby"]).split()]
    assert [name for name, count in ids.items() if count > 1] == []
    assert [name for name in (*inside, *named) if name not in ids] == []


def test_every_chart_has_words_beside_it() -> None:
    tree = LexborHTMLParser(page("lv"))
    figures = tree.css("figure.chart")
    assert len(figures) == 2 * 5 + 1
    for figure in figures:
        assert figure.css_first("svg[role=img] > title")
        assert figure.css_first("svg[role=img] > desc")
        assert figure.css_first("figcaption")
        assert figure.css("details li")


def test_a_name_is_no_markup() -> None:
    assert "<script" not in page("lv")
    assert "&lt;script&gt;window.hit=1&lt;/script&gt;" in page("lv")


def test_too_little_evidence_is_told_and_is_no_nought() -> None:
    tree = LexborHTMLParser(page("en"))
    rows = tree.css("tr.lacking")
    assert len(rows) == len(made.blocked())
    for row in rows:
        cells = [cell.text(strip=True) for cell in row.css("td")]
        assert cells[0] == "insufficient evidence"
        assert cells[1] == "–"


def test_ranks_stand_with_their_bands() -> None:
    first = LexborHTMLParser(page("en")).css_first("tbody tr td")
    assert first is not None
    assert re.sub(r"\s+", "", first.text()) == "11to4"


def test_the_radar_of_one_body() -> None:
    chart = of_unit(made.results(), "riga", "lv")
    assert chart.title == "Rīga: rezultāts pa blokiem"
    assert len(chart.lines) == 5
    with pytest.raises(KeyError):
        of_unit(made.results(), "nobody", "lv")
