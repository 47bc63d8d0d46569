"""Every way in which a page leads on is found, and nothing that acts."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.discover import Link, ways

URL = "https://a.lv/zinas/"


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<a href=x>Lasīt  <b>vairāk</b></a>", [("https://a.lv/zinas/x", "Lasīt vairāk")]),
        ("<a href=/x><img alt=Karte src=k.png></a>", [("https://a.lv/x", "Karte")]),
        ("<a href=/x aria-label=Meklēt></a><a href=/y title=Y></a>", [("https://a.lv/x", "Meklēt"), ("https://a.lv/y", "Y")]),
        ("<map><area href=/x alt=Centrs></map>", [("https://a.lv/x", "Centrs")]),
        ("<base href=https://b.lv/c/><a href=x>X</a>", [("https://b.lv/c/x", "X")]),
        ("<iframe src=/ietvars title=Ietvars></iframe>", [("https://a.lv/ietvars", "Ietvars")]),
        ("<link rel=next href=?lapa=2>", [("https://a.lv/zinas/?lapa=2", "")]),
        ("<link rel=alternate hreflang=en href=/en/>", [("https://a.lv/en/", "")]),
        ("<link rel=alternate type=application/rss+xml href=/feed><link rel=stylesheet href=/s.css>", []),
        ("<meta http-equiv=refresh content='0; url=/jauns'>", [("https://a.lv/jauns", "")]),
        ("<meta http-equiv=refresh content='300'>", []),
        ("<a href=mailto:a@a.lv>e</a><a href=tel:1>t</a><a href='javascript:x()'>j</a><a href=#s>s</a><a>n</a><a href=>t</a>", []),
        ("<a href='http://[::1'>b</a><a href='http://a.lv:9x/'>c</a>", [("http://a.lv:9x/", "c")]),
        ("<a href=/x>X</a><a href=/x>X</a>", [("https://a.lv/x", "X")]),
        ("<base target=_top><base href=/c/><base href=/d/><a href=x>X</a>", [("https://a.lv/c/x", "X")]),
        ("<base href='javascript:x'><a href=x>X</a>", [("https://a.lv/zinas/x", "X")]),
        ("<base href=''><a href=x>X</a>", [("https://a.lv/zinas/x", "X")]),
        ("<a href=' /x\ny\\z '>X</a>", [("https://a.lv/xy/z", "X")]),
        ("<object data=/a.pdf></object><embed src=/b.pdf>", [("https://a.lv/a.pdf", ""), ("https://a.lv/b.pdf", "")]),
        ("<frameset><frame src=/f><frame src=/g>", [("https://a.lv/f", ""), ("https://a.lv/g", "")]),
        ("<meta http-equiv=refresh content='0; URL=\"/jauns\"'>", [("https://a.lv/jauns", "")]),
        ("<meta http-equiv=refresh content='url=/jauns'>", [("https://a.lv/jauns", "")]),
        ("<meta http-equiv=refresh content='0'>", []),
        ("<link rel='alternate' type='Application/Atom+XML; charset=utf-8' href=/a><link rel=prev href=/p>", [("https://a.lv/p", "")]),
    ],
)
def test_ways_on(html: str, found: list[tuple[str, str]]) -> None:
    assert ways(LexborHTMLParser(f"<html>{html}"), URL).links == tuple(Link(url, label) for url, label in found)


def test_a_page_of_a_million_links_is_read_in_part() -> None:
    found = ways(LexborHTMLParser("".join(f"<a href=/{number}>x</a>" for number in range(5000))), URL)
    assert (len(found.links), found.unread) == (2000, 3000)
