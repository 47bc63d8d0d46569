"""One page has one spelling, belongs to one site, and shapes that never end are known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.addresses import Scope, canonical, fingerprint
from crawler.shapes import likely_document, media, pattern, trap


@pytest.mark.parametrize(
    ("written", "spelled"),
    [
        ("HTTPS://WWW.Piemers.LV:443/", "https://www.piemers.lv/"),
        ("http://piemers.lv:8080/a", "http://piemers.lv:8080/a"),
        ("http://piemers.lv", "http://piemers.lv/"),
        ("http://piemers.lv./a", "http://piemers.lv/a"),
        ("http://piemers.lv/a/./b/../c/", "http://piemers.lv/a/c/"),
        ("http://piemers.lv/../../etc", "http://piemers.lv/etc"),
        ("http://piemers.lv//a", "http://piemers.lv/a"),
        ("http://piemers.lv/a//b", "http://piemers.lv/a//b"),
        ("http://piemers.lv/%7ea/%c4%81", "http://piemers.lv/~a/%C4%81"),
        ("http://piemers.lv/ziņas?q=ā b", "http://piemers.lv/zi%C5%86as?q=%C4%81%20b"),
        ("https://ādaži.lv/", "https://xn--dai-0oa14d.lv/"),
        ("http://piemers.lv/a?b=2&a=1#vieta", "http://piemers.lv/a?b=2&a=1"),
        ("http://piemers.lv/a?utm_source=x&id=7&fbclid=y&gclid=z", "http://piemers.lv/a?id=7"),
        ("http://piemers.lv/a;jsessionid=0123ABCD?x=1", "http://piemers.lv/a?x=1"),
        ("http://piemers.lv/a?PHPSESSID=0123456789abcdef", "http://piemers.lv/a"),
        ("http://piemers.lv/a?sid=0123456789abcdef&b=1", "http://piemers.lv/a?b=1"),
        ("http://piemers.lv/a?sid=12", "http://piemers.lv/a?sid=12"),
        ("http://user:secret@piemers.lv/a", "http://piemers.lv/a"),
        ("  http://piemers.lv/a\n", "http://piemers.lv/a"),
        ("http://[::1]:8080/a", "http://[::1]:8080/a"),
    ],
)
def test_one_page_has_one_spelling(written: str, spelled: str) -> None:
    assert canonical(written) == spelled


@pytest.mark.parametrize(
    "written",
    [
        "mailto:a@b.lv",
        "tel:+371",
        "javascript:void(0)",
        "ftp://a.lv/",
        "data:text/html,x",
        "",
        "http://",
        "http://a.lv:99999/",
        "http://[::1/",
        "http://a b/",
        "/a",
        f"http://a.lv/{'x' * 3000}",
    ],
)
def test_what_is_no_web_address_is_none(written: str) -> None:
    assert canonical(written) is None


_TEXT = st.text(alphabet=st.sampled_from("abcĀž019/.%~;?&=#: -_+[]@\\"), max_size=40)


@given(_TEXT)
def test_spelling_twice_changes_nothing(rest: str) -> None:
    once = canonical(f"http://piemers.lv/{rest}")
    assert once is None or canonical(once) == once


@given(st.text(max_size=60))
def test_no_text_whatever_breaks_it(text: str) -> None:
    once = canonical(text)
    assert once is None or (
        once.isascii() and pattern(once) and fingerprint(once) and trap(once) in {None, "calendar", "facets", "growing-path"}
    )


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("https://www.piemers.lv/", True),
        ("http://PIEMERS.lv/a", True),
        ("https://piemers.lv:443/a", True),
        ("https://piemers.lv:8443/a", False),
        ("https://old.piemers.lv/", False),
        ("https://arhivs.piemers.lv/", False),
        ("https://test.piemers.lv/", False),
        ("https://www2.piemers.lv/", False),
        ("https://piemers.lv.evil.test/", False),
        ("https://citspiemers.lv/", False),
    ],
)
def test_www_and_bare_are_one_site_and_no_other_host_is(url: str, own: bool) -> None:  # noqa: FBT001 (a column of the table)
    assert (url in Scope.of("https://www.piemers.lv/")) is own


def test_aliases_of_the_registry_belong_to_the_site() -> None:
    scope = Scope.of("https://www.piemers.lv/", ["piemeranovads.lv", "http://www.vecais.lv/"])
    assert [url in scope for url in ("https://piemeranovads.lv/a", "https://vecais.lv/", "https://cits.lv/")] == [True, True, False]


@pytest.mark.parametrize(
    ("one", "other"),
    [("http://www.a.lv/x/", "https://a.lv/x"), ("https://a.lv/?b=1&a=2", "https://a.lv/?a=2&b=1"), ("https://a.lv", "https://a.lv/")],
)
def test_two_spellings_of_one_page_share_a_fingerprint(one: str, other: str) -> None:
    assert fingerprint(one) == fingerprint(other)


@pytest.mark.parametrize(
    ("path", "shape", "why"),
    [
        ("/zinas/123", "/zinas/0", None),
        ("/zinas/liels-prieks", "/zinas/*", None),
        ("/kontakti", "/kontakti", None),
        ("/index.php?id=5", "/index.php?id", None),
        ("/kalendars/2031/04", "/kalendars/0/0", "calendar"),
        ("/kalendars?month=4", "/kalendars?month", "calendar"),
        ("/2026/11/liels-prieks/", "/0/0/*/", None),
        ("/pasakumi/2026-11-23/", "/pasakumi/0-0-0/", "calendar"),
        ("/katalogs?a=1&b=2&c=3", "/katalogs?a&b&c", "facets"),
        ("/a/a/a/b", "…/a/b", "growing-path"),
        ("/a/b/c/d/e/f/g/h/i/j/k/l/m", "…/a/b", "growing-path"),
        ("/zinas/lemums-2026-1234", "/zinas/*", None),
    ],
)
def test_shapes(path: str, shape: str, why: str | None) -> None:
    assert (pattern(f"https://a.lv{path}"), trap(f"https://a.lv{path}")) == (shape, why)


def test_files_are_guessed_by_their_ending_only_to_choose_a_budget() -> None:
    urls = ("https://a.lv/x.PDF", "https://a.lv/x.edoc?v=1", "https://a.lv/x.pdf.html", "https://a.lv/x.jpg")
    assert [(likely_document(url), media(url)) for url in urls] == [(True, False), (True, False), (False, False), (False, True)]
