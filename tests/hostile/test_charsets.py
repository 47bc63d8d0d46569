"""Charsets as servers get them wrong: links and labels are read all the same, by the crawler and by the audits."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from audits.derive import PageView, site_view
from tests.crawler.serving import Seen
from tests.hostile.behaviours import behaviour
from tests.hostile.web import Said, Site, Web, page

LABEL = "Ķekavas novada pašvaldības ziņas, lēmumi, čakli ģērbjamies"
TITLE = "Sākums – „Ābeļdārzs”"


def written(charset: str, header: str | None = None, meta: str = "", before: str = "", mark: bytes = b"") -> Said:
    """A page in this charset that says of itself what it is told to say."""
    declared = f'<meta charset="{meta}">' if meta else ""
    text = f"<!doctype html><html><head>{before}{declared}<title>{TITLE}</title></head><body><main><h1>{TITLE}</h1>"
    text += f'<a href="/ziņas">{LABEL}</a>' + "<p>Pašvaldības iedzīvotājiem: kārtība, termiņi, jautājumi un atbildes.</p>" * 20
    headers: Mapping[str, str] = {} if header is None else {"Content-Type": header}
    return Said(mark + (text + "</main></body></html>").encode(charset, "xmlcharrefreplace"), headers=headers)


def read(web: Web, folder: Path, front: Said) -> tuple[Site, Seen]:
    """A visit to a site with this front page; its link leads to the news only if it was read rightly."""
    site = web.site("pilseta.test", {"/": front, "/zi%C5%86as": page("Ziņas")})
    return site, web.visit(site, folder)


def front_of(seen: Seen) -> PageView:
    """The front page as audits see it."""
    front = site_view(replace(seen.snapshot, blobs=seen.blobs)).front
    assert front is not None
    return front


def check(site: Site, seen: Seen) -> None:
    """What was requested, what was reported, and what the audits read."""
    assert "/zi%C5%86as" in site.paths
    assert seen.statuses == {"/": 200, "/zi%C5%86as": 200}
    [news] = [each for each in seen.snapshot.pages if each.depth == 1]
    assert news.labels == (LABEL,)
    front = front_of(seen)
    assert (front.title, front.links[0].label) == (TITLE, LABEL)


@behaviour("Charsets", does="sends a Baltic code page and says so", told="the text")
@behaviour("Charsets", does="sends a Baltic code page and does not say so", told="the text, told by its Latvian letters")
@behaviour("Charsets", does="sends a Baltic code page and calls it UTF-8 or iso-8859-1", told="the text, told by its Latvian letters")
@pytest.mark.parametrize("charset", ["windows-1257", "iso-8859-13"])
@pytest.mark.parametrize("claimed", ["{}", "", "utf-8", "iso-8859-1"])
def test_baltic_code_pages(web: Web, tmp_path: Path, charset: str, claimed: str) -> None:
    name = claimed.format(charset)
    check(*read(web, tmp_path, written(charset, f"text/html; charset={name}" if name else "text/html")))


@behaviour("Charsets", does="sends iso-8859-4, whatever it says", told="the text, told by its Latvian letters")
@pytest.mark.parametrize("claimed", ["iso-8859-4", "windows-1257", "utf-8", ""])
def test_the_third_baltic_code_page(web: Web, tmp_path: Path, claimed: str) -> None:
    check(*read(web, tmp_path, written("iso-8859-4", f"text/html; charset={claimed}" if claimed else "text/html")))


@behaviour("Charsets", does="begins with a byte-order mark and says something else", told="the text, by the mark")
@pytest.mark.parametrize(
    ("charset", "mark"), [("utf-8", codecs.BOM_UTF8), ("utf-16-le", codecs.BOM_UTF16_LE), ("utf-16-be", codecs.BOM_UTF16_BE)]
)
def test_a_mark(web: Web, tmp_path: Path, charset: str, mark: bytes) -> None:
    check(*read(web, tmp_path, written(charset, "text/html; charset=windows-1257", mark=mark)))


@behaviour("Charsets", does="sends UTF-16 without a mark and without a word", told="the text, told by its zeros")
@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("header", ["text/html", "text/html; charset=utf-8", "text/html; charset=utf-16"])
def test_utf16_without_a_mark(web: Web, tmp_path: Path, charset: str, header: str) -> None:
    check(*read(web, tmp_path, written(charset, header)))


@behaviour("Charsets", does="says UTF-16 in a meta element of a file that is UTF-8", told="the text")
def test_a_meta_element_that_cannot_be_true(web: Web, tmp_path: Path) -> None:
    check(*read(web, tmp_path, written("utf-8", "text/html", meta="utf-16")))


@behaviour("Charsets", does="says iso-8859-1 in the header and UTF-8 in the page, which is true", told="the text")
def test_header_and_meta_element_differ(web: Web, tmp_path: Path) -> None:
    check(*read(web, tmp_path, written("utf-8", "text/html; charset=iso-8859-1", meta="utf-8")))


@behaviour("Charsets", does="says its charset 200 KB into the page", told="the text; the bytes bear it out")
def test_a_late_meta_element(web: Web, tmp_path: Path) -> None:
    check(*read(web, tmp_path, written("windows-1257", "text/html", meta="windows-1257", before=f"<script>/*{'x' * 200_000}*/</script>")))


@behaviour("Charsets", does="names a charset that does not exist, or one that is no charset of the web", told="the text")
@pytest.mark.parametrize("name", ["latviešu", "utf8mb4", "none", "unicode_escape", "idna", "utf-7", "base64", ";;=", '"'])
@pytest.mark.parametrize("charset", ["utf-8", "windows-1257"])
def test_unknown_names(web: Web, tmp_path: Path, name: str, charset: str) -> None:
    check(*read(web, tmp_path, written(charset, f"text/html; charset={name}")))


@behaviour("Charsets", does="sends UTF-8 with a few broken bytes, and NUL bytes", told="the text; what is broken is marked")
@pytest.mark.parametrize("header", ["text/html", "text/html; charset=utf-8"])
def test_broken_bytes(web: Web, tmp_path: Path, header: str) -> None:
    good = written("utf-8", header)
    body = good.body.replace(b"</main>", b"<p>\xff \xe2\x28 \x00\x00</p></main>").replace(b"<h1>", b"<h1>\x00")
    check(*read(web, tmp_path, Said(body, headers=good.headers)))


@behaviour("Charsets", does="sends text that was encoded twice", told="the text as any visitor sees it; nothing is guessed")
def test_double_encoding_is_left(web: Web, tmp_path: Path) -> None:
    doubled = "Ziņas".encode().decode("latin-1")
    site = web.site("pilseta.test", {"/": page("Sākums", text=doubled), "*": page("Cita")})
    seen = web.visit(site, tmp_path)
    front = front_of(seen)
    assert doubled in front.text or doubled.replace("\x86", "") in front.text
    assert "Ziņas" not in front.text


@behaviour("Charsets", does="sends Russian in windows-1251 or koi8-r without saying so", told="the text, guessed by chardet")
@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r"])
def test_russian(web: Web, tmp_path: Path, charset: str) -> None:
    text = "Самоуправление края: услуги, новости и контакты для жителей. " * 10
    body = f"<!doctype html><title>Новости</title><main><h1>Новости</h1><p>{text}</p><a href='/b'>Контакты</a></main>".encode(charset)
    site = web.site("pilseta.test", {"/": Said(body, headers={"Content-Type": "text/html"}), "/b": page("B")})
    seen = web.visit(site, tmp_path)
    assert seen.statuses == {"/": 200, "/b": 200}
    front = front_of(seen)
    assert (front.title, front.links[0].label) == ("Новости", "Контакты")
