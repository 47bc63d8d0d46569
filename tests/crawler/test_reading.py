"""One parse tells all that the walk wants to know of a page, and no page stops it."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discover import Link
from crawler.reading import Reading, read, read_body

URL = "https://a.lv/zinas/"
PAGE = """<!doctype html><html><head><title> Domes
sēde </title><link rel=canonical href=/zinas><link rel=alternate type=application/rss+xml href=/feed>
<script>var a = "<a href=/nav>x</a> slepens"</script></head><body><nav><a href=/>Sākums</a></nav><h1>Domes <b>sēde</b></h1>
<main><h2>Darba kārtība</h2><p>Budžets un nodokļi</p><a href="#/kontakti">Kontakti</a><noscript>Cits</noscript></main>"""


def test_a_page_is_read() -> None:
    found = read(PAGE, URL)
    assert (found.title, found.headings, found.anchors) == ("Domes sēde", ("Domes sēde", "Darba kārtība"), 2)
    assert found.text == "Sākums Domes sēde Darba kārtība Budžets un nodokļi Kontakti"
    assert found.length == len(found.text)
    assert found.links == (Link("https://a.lv/", "Sākums"),)
    assert (found.ways.feeds, found.ways.routes) == (("https://a.lv/feed",), ("https://a.lv/zinas/#/kontakti",))
    assert (found.ways.canonicals, found.shell, found.moved_to) == (("https://a.lv/zinas",), False, None)


def test_its_own_words_are_those_of_its_content_and_not_of_the_menu() -> None:
    other = PAGE.replace("Sākums", "Pavisam cita izvēlne")
    assert read(PAGE, URL).words == read(other, URL).words
    assert read(PAGE, URL).digest != read(other, URL).digest
    without_main = "<header>Galva</header><nav>Izvēlne</nav><p>Saturs lapā</p><footer>Kājene</footer>"
    assert read(without_main, URL).words == read("<p>Saturs lapā</p>", URL).words


def test_it_travels_to_another_process_and_back() -> None:
    found = read(PAGE, URL)
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 (made here)
    assert pickle.loads(pickle.dumps(read_body)) is read_body  # noqa: S301 (made here)


def test_from_bytes_it_is_the_same() -> None:
    assert read_body(PAGE.encode(), "text/html; charset=utf-8", URL) == read(PAGE, URL)


@given(st.text(alphabet=st.sampled_from("<>/=\"' ahrefbodyscriptmaintilelk#!;\x00Āā&"), max_size=300) | st.text(max_size=100))
def test_no_text_whatever_stops_it(text: str) -> None:
    assert isinstance(read(text, URL), Reading)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<",
        "\x00" * 100,
        "<div>" * 3000 + "x",
        "<p>" + "ļoti " * 400_000,
        "<a href=/x>" * 20_000,
        "<html><frameset><frame src=/x>",
        "\ud800",
    ],
    ids=["empty", "one-sign", "nul", "deep", "long", "many-links", "frames", "surrogate"],
)
def test_strange_pages_are_read_too(text: str) -> None:
    found = read(text, URL)
    assert len(found.text) <= 20_000
    assert len(found.links) <= 2000


@pytest.mark.parametrize(
    ("page", "headers", "target"),
    [
        ('<meta http-equiv="refresh" content="0;url=/jauna">', (), "https://a.lv/jauna"),
        ("<META HTTP-EQUIV=Refresh CONTENT=\"0; URL='/jauna'\">", (), "https://a.lv/jauna"),
        ('<meta http-equiv="refresh" content="5, /jauna">', (), "https://a.lv/jauna"),
        ('<meta http-equiv="refresh" content=" 0.5 ; url = /jauna ">', (), "https://a.lv/jauna"),
        ('<base href="https://b.lv/c/"><meta http-equiv="refresh" content="0;url=d">', (), "https://b.lv/c/d"),
        ("<p>Pāriet</p>", (("Refresh", "0; url=/jauna"),), "https://a.lv/jauna"),
        ('<meta http-equiv="refresh" content="300;url=/jauna">', (), None),
        ('<meta http-equiv="refresh" content="0">', (), None),
        ('<meta http-equiv="refresh" content="0;url=javascript:x()">', (), None),
        ('<noscript><meta http-equiv="refresh" content="0;url=/bez-skriptiem"></noscript>', (), None),
        ('<meta http-equiv="refresh" content="0;url=/jauna">' + "<p>Te ir saturs. " * 100, (), None),
    ],
)
def test_a_page_that_is_nothing_but_a_refresh_sends_its_visitors_on(
    page: str, headers: tuple[tuple[str, str], ...], target: str | None
) -> None:
    assert read(page, URL, headers).moved_to == target


@pytest.mark.parametrize(
    ("page", "headers", "canonicals"),
    [
        ("", (("Link", '<https://a.lv/x>; rel="canonical"'),), ("https://a.lv/x",)),
        ("", (("link", '</y>; rel=preload, </x>; title="z"; rel=canonical, </f>; rel="next"'),), ("https://a.lv/x",)),
        ("<link rel='canonical nofollow' href=x>", (), ("https://a.lv/zinas/x",)),
        ("<link rel=canonical href=/x><link rel=canonical href=/y>", (), ("https://a.lv/x", "https://a.lv/y")),
        ("<link rel=canonical href='javascript:x'><link rel=canonical href=''>", (), ()),
        ("<a rel=canonical href=/x>x</a>", (), ()),
    ],
)
def test_what_a_page_calls_itself(page: str, headers: tuple[tuple[str, str], ...], canonicals: tuple[str, ...]) -> None:
    assert read(page, URL, headers).ways.canonicals == canonicals
