"""What the letters of a page rule out, its tree does not hold either."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from audits.selectors import may_find, needed, writes_by_number

_SELECTORS = [
    "meta[name=generator i]",
    "time, .date, dd.published, meta[property='article:published_time']",
    ":is(header, nav):not(article *, main *) :is(time, .date)",
    "button, [role=button], a[href='#'], summary",
    "header img, [class*=header i] img, [class*=logo i], td img",
    "[class*=' event'] > a:not([href^='#'])",
    "tbody tr, colgroup, #lapa_1, [data-cfemail]",
    "h2 + p, link[rel~=alternate i][type][href]",
    "a[title='x, y'], a[href*='(']",
    r"#a\:b",
]
_TAGS = ["time", "TIME", "header", "nav", "article", "tr", "td", "image", "button", "a", "h2", "link", "meta", "summary", "dd", "table"]
_ATTRIBUTES = [
    *("class=date", "CLASS='x Date'", "class=&#100;ate", "class='pie&#x4c;ogo'", "class='x event'", "name=Generator", "id=a:b"),
    *("data-cfemail=1", "role=button", "href='#'", "href='#(x'", "title='x, y'", "id=lapa&lowbar;1", "id=lapa_1"),
    *("property='article:published_time'", "rel='x ALTERNATE' type href=y", "class=xHEADERx", "class=published"),
]
_elements = st.builds("<{} {}>".format, st.sampled_from(_TAGS), st.sampled_from(_ATTRIBUTES))
_pages = st.lists(st.one_of(_elements, st.sampled_from(["</p>", "</br>", "</header>", "K", "İ", "<!-- x -->"])), max_size=12).map("".join)


@given(_pages, st.sampled_from(_SELECTORS))
def test_nothing_is_missed(html: str, selector: str) -> None:
    source = html.lower()
    if not may_find(selector, source.__contains__, coded=writes_by_number(source)):
        assert LexborHTMLParser(html).css(selector) == []


@pytest.mark.parametrize(
    ("selector", "html", "may"),
    [
        ("time, .date", "<p>datu", False),
        ("time, .date", "<p class=dat>", False),
        ("time, .date", "<p class='Date'>", True),
        ("meta[name=generator i]", "<meta name=viewport>", False),
        ("[data-cfemail]", "<a data-x>", False),
        (":is(time, .date) b", "<b>", True),
    ],
)
def test_is_told_by_letters(selector: str, html: str, may: bool) -> None:  # noqa: FBT001 (what the letters tell)
    source = html.lower()
    assert may_find(selector, source.__contains__, coded=writes_by_number(source)) is may


@given(st.text(max_size=30))
def test_any_selector_can_be_read(selector: str) -> None:
    assert needed(selector)


@pytest.mark.parametrize(
    ("written", "coded"), [("&#100;", True), ("&#x64;", True), ("&#39;", False), ("&#160;", False), ("&#x1f600;", False)]
)
def test_letters_by_number(written: str, coded: bool) -> None:  # noqa: FBT001 (what the number is)
    assert writes_by_number(written) is coded
