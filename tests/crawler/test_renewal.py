"""What is sent to ask whether a stored answer still holds, and what a 304 makes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.renewal import conditions, renewed
from data.types import Exchange

AT = datetime(2026, 11, 22, 21, tzinfo=UTC)
SENDING = {"Accept-Language": "lv", "User-Agent": "eindekss/1"}
OLD = "Mon, 02 Nov 2026 07:00:00 GMT"


def stored(*headers: tuple[str, str]) -> Exchange:
    sent = tuple((name, value) for name, value in SENDING.items())
    return Exchange("http://a.lv/x", "GET", 200, sent, (("Content-Type", "text/html"), *headers), "ab" * 32, AT, 9)


def answer(*headers: tuple[str, str], status: int = 304) -> Exchange:
    return replace(stored(), status=status, response_headers=headers, body=None, at=AT + timedelta(days=1), elapsed_ms=3)


@pytest.mark.parametrize(
    ("headers", "asked"),
    [
        ((), {}),
        ((("ETag", '"a"'),), {"If-None-Match": '"a"'}),
        ((("etag", 'W/"a"'), ("Last-Modified", OLD)), {"If-None-Match": 'W/"a"', "If-Modified-Since": OLD}),
        ((("ETag", "bez-pedinam"),), {}),
        ((("ETag", '"a"'), ("ETag", '"b"')), {}),
        ((("ETag", '"ā"'),), {}),
        ((("ETag", '"' + "x" * 5000 + '"'),), {}),
        ((("Last-Modified", "vakar"),), {}),
        ((("Last-Modified", "Sun, 22 Nov 2026 21:00:00 GMT"),), {}),
        ((("Last-Modified", OLD), ("Date", OLD)), {}),
        ((("ETag", '"a"'), ("Vary", "*")), {}),
        ((("ETag", '"a"'), ("Vary", "Accept-Language, user-agent, Cookie")), {"If-None-Match": '"a"'}),
    ],
)
def test_what_is_asked(headers: tuple[tuple[str, str], ...], asked: dict[str, str]) -> None:
    assert conditions(stored(*headers), SENDING) == asked


def test_another_variant_is_not_asked_for_by_the_tag_of_ours() -> None:
    varying = stored(("ETag", '"a"'), ("Vary", "Accept-Language"))
    assert conditions(varying, {**SENDING, "Accept-Language": "en"}) == {}


@pytest.mark.parametrize(
    ("held", "told", "fine"),
    [
        ((("ETag", '"a"'),), (("ETag", '"a"'),), True),
        ((("ETag", 'W/"a"'),), (("ETag", '"a"'),), True),
        ((("ETag", '"a"'),), (), True),
        ((("ETag", '"a"'),), (("ETag", '"b"'),), False),
        ((("Last-Modified", OLD),), (("ETag", '"b"'),), False),
        ((("Last-Modified", OLD),), (("Last-Modified", OLD),), True),
        ((("Last-Modified", OLD),), (("Last-Modified", "Tue, 03 Nov 2026 07:00:00 GMT"),), False),
    ],
)
def test_of_which_version_a_304_speaks(held: tuple[tuple[str, str], ...], told: tuple[tuple[str, str], ...], *, fine: bool) -> None:
    assert (renewed(stored(*held), answer(*told)) is not None) is fine


def test_only_a_304_renews() -> None:
    assert renewed(stored(("ETag", '"a"')), answer(("ETag", '"a"'), status=412)) is None


def test_what_a_304_says_anew_replaces_what_was_stored() -> None:
    before = stored(("ETag", '"a"'), ("Server", "vecs"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=1"), ("X-Cits", "1"))
    now = answer(
        ("ETag", '"a"'), ("server", "jauns"), ("Set-Cookie", "c=1"), ("Connection", "X-Posms"), ("X-Posms", "1"), ("Content-Length", "0")
    )
    found = renewed(before, now)
    assert found is not None
    assert (found.status, found.body, found.at, found.elapsed_ms) == (200, before.body, now.at, 3)
    assert (found.header("server"), found.header("set-cookie"), found.header("x-cits")) == ("jauns", "c=1", "1")
    assert (found.header("x-posms"), found.header("content-length"), found.header("content-type")) == (None, None, "text/html")


names = st.sampled_from(["ETag", "Last-Modified", "Vary", "Date", "Content-Type", "Content-Length", "Set-Cookie", "X-A", "Connection"])
rows = st.lists(st.tuples(names, st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=20)), max_size=8)


@given(rows, rows)
def test_whatever_servers_send_makes_no_fault_and_never_touches_the_body(held: list[tuple[str, str]], told: list[tuple[str, str]]) -> None:
    before = stored(*held)
    asked = conditions(before, SENDING)
    assert all(value.isascii() and value.isprintable() for value in asked.values())
    found = renewed(before, answer(*told))
    assert found is None or (found.body, found.status, found.header("content-type")) == (before.body, 200, before.header("content-type"))
