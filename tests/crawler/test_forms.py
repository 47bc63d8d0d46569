"""Search forms are told from others, with what a browser would send beside the words."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.forms import SearchForm, searches

URL = "https://a.lv/lv/lapa?x=1"
JOOMLA = (
    '<form action="/"><input type="hidden" name="option" value="com_search"><input type="hidden" name="form_token" value="x">'
    '<input name="searchword"><select name="veids"><option value="">Visi</option></select><input type="checkbox" name="c">'
    '<button name="op" value="M">M</button><button name="otrs" value="O">O</button></form>'
)


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<form action="/search"><input name="q"></form>', SearchForm("https://a.lv/search", "get", "q")),
        (
            '<form role="search"><input type="search" name="jebkas"></form>',
            SearchForm("https://a.lv/lv/lapa", "get", "jebkas", whole=False),
        ),
        (
            '<div role="search"><form action="m?a=b#c"><input name="vaicajums"></form></div>',
            SearchForm("https://a.lv/lv/m", "get", "vaicajums"),
        ),
        ('<form class="header-search" method="POST"><input name="v"></form>', SearchForm(URL, "post", "v", whole=False)),
        (
            JOOMLA,
            SearchForm("https://a.lv/", "get", "searchword", (("option", "com_search"), ("veids", ""), ("op", "M")), whole=False),
        ),
        ('<base href="https://a.lv/en/"><form action="find"><input name="q"></form>', SearchForm("https://a.lv/en/find", "get", "q")),
        ('<form class="search" action="/m"><input name="text"><input name="no"></form>', SearchForm("https://a.lv/m", "get", "text")),
    ],
    ids=["by-name", "by-role", "by-the-role-around-it", "that-sends", "with-more", "with-base", "vague-but-marked"],
)
def test_a_search(html: str, found: SearchForm) -> None:
    assert searches(LexborHTMLParser(html), URL) == (found,)


@pytest.mark.parametrize(
    "html",
    [
        '<form action="/jaunumi"><input type="email" name="q"></form>',
        '<form class="search"><input name="q"><input type="password" name="p"></form>',
        '<form action="/x"><input name="vards"><input name="uzvards"><textarea name="text"></textarea></form>',
        '<form action="javascript:find()"><input name="q"></form>',
        '<form class="search"><input></form>',
        "<form></form>",
        '<form action="/pieteikties"><input name="vards"></form>',
        '<form action="/pieteikties"><input name="text"></form>',
        '<form action="/pieteikties"><input name="q"><input name="adrese"></form>',
        '<form class="search" action="/x"><input name="q"><input name="e_pasts"></form>',
        '<form action="/x"><input type="search" name="q"><input name="talrunis"></form>',
    ],
    ids=[
        *("newsletter", "login", "letter", "script", "nameless", "empty"),
        *("a-name", "vague", "two-fields", "asks-for-mail", "asks-for-a-telephone"),
    ],
)
def test_no_search(html: str) -> None:
    assert searches(LexborHTMLParser(html), URL) == ()


def test_the_same_form_is_told_once_and_many_are_bounded() -> None:
    one = '<form action="/search"><input name="q"></form>'
    assert len(searches(LexborHTMLParser(one * 2), URL)) == 1
    many = "".join(f'<form action="/{number}"><input name="q"></form>' for number in range(1000))
    assert len(searches(LexborHTMLParser(many), URL)) == 20
