"""Whose host it is, and why a browser gave no page."""

from __future__ import annotations

from typing import Any

import pytest

from crawler.rendering import depth_of_picture, missing, third_party
from data.errors import REASONS
from data.types import Missing


@pytest.mark.parametrize(
    ("host", "other"), [("cdn.riga.lv", False), ("riga.lv", False), ("fonts.googleapis.com", True), ("riga.lv.example.com", True)]
)
def test_third_parties(host: str, other: bool) -> None:  # noqa: FBT001 (a column of the table)
    assert third_party(host, "https://www.riga.lv/lv") is other


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Page.goto: net::ERR_NAME_NOT_RESOLVED at http://x/", "dns"),
        ("Page.goto: net::ERR_CONNECTION_REFUSED at http://x/", "connection-refused"),
        ("Page.goto: net::ERR_SSL_PROTOCOL_ERROR at https://x/", "tls"),
        ("Page.goto: net::ERR_CONNECTION_RESET at http://x/", "reset"),
        ("Page.goto: net::ERR_TOO_MANY_REDIRECTS at http://x/", "redirect-loop"),
        ("Page.goto: Download is starting", "not-html"),
        ("Page.goto: Page crashed", "browser-crash"),
        ("Page.goto: Timeout 30000ms exceeded.\nCall log:", "browser-timeout"),
        ("anything else", "browser-hung"),
    ],
)
def test_the_browsers_words_become_a_reason(words: str, reason: str) -> None:
    found = missing(RuntimeError(words))
    assert (found.reason, "\n" in found.detail, found.detail.startswith("Page.goto")) == (reason, False, False)
    assert reason in REASONS


def _rule(name: str, *bottoms: int) -> dict[str, Any]:
    return {"id": name, "nodes": [{"box": [0, bottom - 10, 50, 10]} for bottom in bottoms] or [{"box": None}]}


def test_a_picture_shows_each_fault_once_in_a_visit() -> None:
    pictured: set[str] = set()
    page = {"violations": [_rule("image-alt", 900, 3000), _rule("label", 1400)], "incomplete": [_rule("region", 9000), _rule("hidden")]}
    assert depth_of_picture(page, pictured, 4000) == 1400
    assert pictured == {"image-alt", "label"}
    assert depth_of_picture(page, pictured, 4000) == 0
    assert depth_of_picture({"violations": [_rule("list", 700)], "incomplete": []}, pictured, 4000) == 700
    assert depth_of_picture(Missing("browser-crash"), pictured, 4000) == 0
