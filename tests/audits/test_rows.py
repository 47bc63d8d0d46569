"""Rows and entries: what stands beside a link, and when it says that it was put up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from audits.audit import Case
from audits.cases import TAKEN_AT, snapshot
from audits.derive import Link, PageView, site_view
from audits.rows import page_published, published, row_text, term, under, uploaded
from audits.rows import row as row_of
from data import vocabulary
from data.types import Document, Exchange, Outcome

WORDS = vocabulary.load()
SECOND = date(2026, 11, 2)


def page(html: str) -> PageView:
    return site_view(snapshot(Case("", Outcome.PASSED, html), WORDS)).pages[0]


def link(html: str) -> Link:
    return page(html).links[0]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ul><li>Sēde <a href=/a>ieraksts</a></ul>", "Sēde ieraksts"),
        ("<table><tr><td>29.10.2026.<td><a href=/a>ieraksts</a></table>", "29.10.2026. ieraksts"),
        ("<p>Skatīt <a href=/a>šeit</a></p>", "Skatīt šeit"),
        ("<div>Skatīt <a href=/a>šeit</a></div>", ""),
        (f"<li>{'garš ' * 100}<a href=/a>šeit</a>", ""),
    ],
)
def test_the_row_around_a_link(html: str, expected: str) -> None:
    assert row_text(link(html)) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<li><a href=/a>Sēde 29.10.2026.</a> Publicēts 02.11.2026.", SECOND),
        ("<li><a href=/a>Sēde 29.10.2026.</a>, ievietota 2026. gada 2. novembrī", SECOND),
        ("<table><tr><th>Sēde<th>Pievienots<th><tr><td>29.10.2026.<td>02.11.2026.<td><a href=/a>x</a></table>", SECOND),
        ("<table><tr><th>Sēde<th>Vieta<th><tr><td>29.10.2026.<td>02.11.2026.<td><a href=/a>x</a></table>", None),
        ("<li><a href=/a>Sēde 29.10.2026.</a> Publicēts 32.11.2026.", None),
        ("<li><a href=/a>Sēde 29.10.2026.</a>", None),
    ],
)
def test_when_a_row_says_that_it_was_put_up(html: str, expected: date | None) -> None:
    assert published(link(html), WORDS) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<meta property="article:published_time" content="2026-11-02T10:00:00Z"><p>x', SECOND),
        ("<time datetime=2026-11-02>pirmdien</time>", SECOND),
        ('<script type="application/ld+json">{"datePublished": "2026-11-02"}</script><p>x', SECOND),
        ("<main><p>Publicēts: 02.11.2026.</main>", SECOND),
        ("<main><p>Sēde notiks 02.11.2026.</main>", None),
    ],
)
def test_when_a_page_says_that_it_was_published(html: str, expected: date | None) -> None:
    assert page_published(page(html), WORDS) == expected


@pytest.mark.parametrize(("header", "expected"), [("Mon, 02 Nov 2026 09:00:00 GMT", SECOND), ("kādreiz", None), ("", None)])
def test_the_time_of_a_file(header: str, expected: date | None) -> None:
    seen = link("<a href=/a.pdf>x</a>")
    exchange = Exchange(seen.url, "GET", 200, (), (("last-modified", header),), None, TAKEN_AT, 1)
    document = Document(seen.url, "pdf", 1, exchange)
    assert uploaded(seen, {seen.url: document}) == expected
    assert uploaded(seen, {}) is None
    assert uploaded(seen, {seen.url: replace(document, exchange=replace(exchange, response_headers=()))}) is None


def test_columns_by_their_headings() -> None:
    around = row_of(link("<table><tr><th>A<th>Viedokļi līdz<tr><td><a href=/a>x</a><td>02.11.2026.</table>"))
    assert around is not None
    assert under(around, WORDS, "term-ends") == ["02.11.2026."]
    assert under(around, WORDS, "page-changed") == []


def test_a_description_is_of_the_term_before_it() -> None:
    view = site_view(snapshot(Case("x", Outcome.PASSED, "<dl><dt>Jurists<dd>60000001<dd>2. stāvs</dl><p>Cits"), WORDS)).pages[0]
    told = [term(element) for element in view.elements("dd, p")]
    assert told == ["Jurists", "Jurists", ""]
