"""What two versions of a page may differ in without looking different."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.alike import alike

PAGE = (
    '<!doctype html><html lang="lv"><head><meta name="csrf-token" content="{a}"><script nonce="{a}">x()</script></head>'
    '<body><!-- {a} ms --><form><input type="hidden" name="_token" value="{a}"><input name="q" value="{b}"></form><p>{c}</p></body></html>'
)
PLAIN = st.text("abcxyz019", max_size=12)


def made(a: str, b: str = "", c: str = "") -> bytes:
    """The page with a token, what a field shows, and a text."""
    return PAGE.format(a=a, b=b, c=c).encode()


@given(PLAIN, PLAIN, PLAIN, PLAIN)
def test_tokens_nonces_and_comments_show_nothing(a: str, other: str, b: str, c: str) -> None:
    assert alike(made(a, b, c), made(other, b, c))


@given(PLAIN, PLAIN, PLAIN, PLAIN, PLAIN)
def test_what_is_shown_tells_pages_apart(a: str, b: str, c: str, other_b: str, other_c: str) -> None:
    assert alike(made(a, b, c), made(a, other_b, other_c)) == ((b, c) == (other_b, other_c))


@pytest.mark.parametrize(
    ("one", "other"), [(b"<p>\xe2\x80\x93", b"<p>\xe2\x80\x94"), (b"<p class=a>", b"<p class=b>"), (b"<!-- a", b"<!-- b")]
)
def test_bytes_of_any_charset_and_attributes_count(one: bytes, other: bytes) -> None:
    assert alike(one, one)
    assert not alike(one, other) or one.startswith(b"<!--")


def test_what_is_lost_is_like_nothing() -> None:
    assert not alike(b"<p>A", None)
