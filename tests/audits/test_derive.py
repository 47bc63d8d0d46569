"""What a check sees of a page: read as a browser reads it, and found again by its locator."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.derive import Element, host_of, page_view, site_view
from data.types import Coverage, Exchange, Institution, Kind, Missing, Page, Role, Site, Snapshot, Text
from tests.audits.seen import URL, view

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def fetched(body: bytes, content_type: str = "text/html", status: int = 200, **page: object) -> tuple[Page, Mapping[str, bytes]]:
    sha256 = hashlib.sha256(body).hexdigest()
    exchange = Exchange(URL, "GET", status, (), (("Content-Type", content_type),), sha256, AT, 10)
    return Page(URL, Role.OTHER, 1, "", exchange, **page), {sha256: body}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("<p>Rēzeknes šķūņi".encode(), "text/html; charset=utf-8"),
        ("<p>Rēzeknes šķūņi".encode(), "text/html"),
        ("<p>Rēzeknes šķūņi".encode("cp1257"), "text/html; charset=windows-1257"),
        ("<p>Rēzeknes šķūņi".encode("cp1257"), "text/html"),
        ("<meta charset=windows-1257><p>Rēzeknes šķūņi".encode("cp1257"), "text/html"),
        ("\ufeff<p>Rēzeknes šķūņi".encode(), "text/html; charset=iso-8859-1"),
        ("<p>Rēzeknes šķūņi".encode("iso-8859-13"), "text/html; charset=iso-8859-13"),
    ],
)
def test_letters_are_read_whatever_the_coding(body: bytes, content_type: str) -> None:
    page = page_view(*fetched(body, content_type))
    assert page
    assert page.text == "Rēzeknes šķūņi"


def test_only_pages_that_were_answered_with_200_and_kept_are_read() -> None:
    error, blobs = fetched(b"<p>Nav", status=404)
    unkept = Page(URL, Role.OTHER, 1, "", Exchange(URL, "GET", 200, (), (), None, AT, 10))
    unfetched = Page(URL, Role.OTHER, 1, "", Missing("robots"))
    assert [page_view(page, blobs) for page in (error, unkept, unfetched)] == [None, None, None]


def test_a_page_built_by_scripts_is_read_as_it_was_shown() -> None:
    dom = ("<main><h1>Pakalpojumi</h1>" + "<p>Šeit atradīsiet visus pakalpojumus.</p>" * 20).encode()
    shell = b"<div id=app></div><script>start()</script>"
    page, blobs = fetched(shell, artifacts={"dom": "d"})
    shown = page_view(page, {**blobs, "d": dom})
    assert shown
    assert (shown.sha256, shown.headings[0].text) == ("d", "Pakalpojumi")
    page, blobs = fetched(dom, artifacts={"dom": "d"})
    plain = page_view(page, {**blobs, "d": dom + b"<p>Vairs ne"})
    assert plain
    assert plain.sha256 == hashlib.sha256(dom).hexdigest()


def test_site_is_ordered_by_depth_and_address() -> None:
    body, at = b"<p>A", AT
    sha256 = hashlib.sha256(body).hexdigest()

    def page(path: str, depth: int, role: Role = Role.OTHER) -> Page:
        url = f"https://www.piemers.test/{path}"
        return Page(url, role, depth, "", Exchange(url, "GET", 200, (), (), sha256, at, 1))

    pages = (page("b", 1), page("a", 2), page("c", 1), page("", 0, Role.FRONT))
    body_of = Institution("p", Text("P", "P"), Kind.MUNICIPALITY, (Site("https://www.piemers.test/"),))
    site = site_view(
        Snapshot("s", body_of, "https://www.piemers.test/", AT, Coverage(4, 4, 0, 0, 0, "exhausted"), pages, (), {}, {sha256: body})
    )
    assert [view.url.rsplit("/", 1)[1] for view in site.pages] == ["", "b", "c", "a"]
    assert site.front is site.pages[0]


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/kontakti", "https://www.piemers.test/kontakti"),
        ("otra#vieta", "https://www.piemers.test/sadala/otra"),
        (" https://cits.test/a ", "https://cits.test/a"),
        ("//cits.test/a", "https://cits.test/a"),
        ("mailto:dome@piemers.test", "mailto:dome@piemers.test"),
        ("http://[neparasta", "http://[neparasta"),
        ("", URL),
    ],
)
def test_addresses_are_absolute(href: str, expected: str) -> None:
    assert [link.url for link in view(f'<a href="{href}">A</a>').links] == [expected]


def test_addresses_follow_the_base() -> None:
    page = view('<base href="/en/"><a href="contacts">Contacts</a><img src="a.png" alt=""><form action="send"></form>')
    assert (page.links[0].url, page.images[0].src, page.forms[0].action) == (
        "https://www.piemers.test/en/contacts",
        "https://www.piemers.test/en/a.png",
        "https://www.piemers.test/en/send",
    )


@pytest.mark.parametrize(
    ("html", "label"),
    [
        ("<a href=/>  Uz \n sākumu </a>", "Uz sākumu"),
        ('<a href=/ aria-label="Sākums"><svg></svg></a>', "Sākums"),
        ('<a href=/ title="Sākums"></a>', "Sākums"),
        ('<a href=/><img src=l.png alt="Novada ģerbonis"></a>', "Novada ģerbonis"),
        ("<a href=/><img src=l.png></a>", ""),
    ],
)
def test_label_is_what_a_visitor_is_told(html: str, label: str) -> None:
    assert view(html).links[0].label == label


@pytest.mark.parametrize(
    ("html", "place"),
    [
        ("<footer><p><a href=/>A</a></footer>", "footer"),
        ("<div role=contentinfo><a href=/>A</a></div>", "footer"),
        ("<header><nav><a href=/>A</a></nav></header>", "nav"),
        ("<main><article><a href=/>A</a></article></main>", "main"),
        ("<form role=search><a href=/>A</a></form>", "search"),
        ("<div><a href=/>A</a></div>", ""),
    ],
)
def test_place_is_the_nearest_landmark(html: str, place: str) -> None:
    assert view(html).links[0].place == place


def test_a_form_says_what_a_visitor_fills_in() -> None:
    form = view(
        '<form method=POST action="/sutit"><input type=hidden name=t><input name=a><select name=b></select>'
        "<textarea name=c></textarea><button>Sūtīt</button><input type=submit></form>"
    ).forms[0]
    assert (form.method, form.action) == ("post", "https://www.piemers.test/sutit")
    assert [field.attribute("name") for field in form.fields] == ["a", "b", "c"]


def test_text_leaves_out_what_nobody_sees() -> None:
    page = view(
        "<title>T</title><style>p{}</style><body><p>Redzams<script>x()</script><noscript>Ieslēdziet</noscript><template>t</template>"
    )
    assert (page.title, page.text) == ("T", "Redzams")


def test_own_content_is_main_or_all_but_the_frame() -> None:
    assert view("<nav>Izvēlne</nav><main>Saturs</main><footer>Kājene</footer>").main == "Saturs"
    assert view("<nav>Izvēlne</nav><div>Saturs</div><footer>Kājene</footer>").main == "Saturs"


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("lv", "lv"), ("LV-lv", "lv"), (" en ", "en"), ("", None), (None, None)],
    ids=["lv", "region", "spaces", "empty", "none"],
)
def test_declared_language(lang: str | None, expected: str | None) -> None:
    assert view(f'<html lang="{lang}">' if lang is not None else "<html>").declared_language == expected


def test_evidence_says_where_and_in_which_bytes() -> None:
    page, blobs = fetched(b"<p id=a>Teksts</p>", artifacts={"screenshot": "picture"})
    shown = page_view(page, blobs)
    assert shown
    seen = shown.elements("p")[0].see()
    assert (seen.url, seen.sha256, seen.locator, seen.excerpt, seen.screenshot, seen.at) == (
        URL,
        shown.sha256,
        "#a",
        "Teksts",
        "picture",
        AT,
    )


@pytest.mark.parametrize(
    ("url", "host"),
    [("https://WWW.Novads.lv/a", "novads.lv"), ("http://novads.lv:8080", "novads.lv"), ("mailto:a@b.lv", ""), ("http://[x", "")],
)
def test_host_of(url: str, host: str) -> None:
    assert host_of(url) == host


TAGS = st.sampled_from(["div", "p", "ul", "li", "a", "section", "my-tile", "o:p", "svg", "b"])
IDS = st.sampled_from([None, None, "a", "b", "a11y-mail", "1st", "ē", "a b", "x.y", "-", ""])


def _element(tag: str, identity: str | None, children: list[str]) -> str:
    named = "" if identity is None else f' id="{identity}"'
    return f"<{tag}{named}>{''.join(children)}</{tag}>"


TREES = st.recursive(
    st.builds(_element, TAGS, IDS, st.just(["teksts"])),
    lambda inner: st.builds(_element, TAGS, IDS, st.lists(inner, max_size=4)),
    max_leaves=20,
)


@settings(deadline=None)
@given(TREES)
def test_every_element_is_found_again_by_its_locator(html: str) -> None:
    page = view(f"<!doctype html><body>{html}")
    for node in page.tree.css("body *"):
        again = page.tree.css_first(Element(node, page).locator)
        assert again is not None
        assert again.mem_id == node.mem_id
