"""Documents, each content once, and what keeps a citizen from reading them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from audits.documents import damaged, held, locked, readable, unique
from data.types import Document, Exchange, Json, Missing


def paper(kind: str = "pdf", facts: Json | Missing = None, sha256: str | None = None, url: str = "https://www.piemers.test/a") -> Document:
    exchange = Exchange(url, "GET", 200, (), (), sha256, datetime(2026, 11, 23, tzinfo=UTC), 10)
    return Document(url, kind, 10, exchange, facts=facts or {})


def test_a_content_counts_once_and_what_was_not_kept_by_its_address() -> None:
    first, again = paper(sha256="x"), paper(sha256="x", url="https://www.piemers.test/b")
    other, unkept = paper(sha256="y"), paper(url="https://www.piemers.test/c")
    assert unique([first, again, other, unkept]) == [first, other, unkept]


def test_only_what_came_is_held() -> None:
    lost = Document("https://www.piemers.test/x", "", 0, Missing("not-found"))
    pdf, table = paper(sha256="x"), paper("csv", sha256="y")
    assert held([lost, pdf, table]) == [pdf, table]
    assert held([lost, pdf, table], {"csv"}) == [table]


@pytest.mark.parametrize(
    ("facts", "shut"),
    [
        ({}, None),
        (Missing("timeout"), None),
        ({"encrypted": False}, False),
        ({"encrypted": True}, True),
        ({"encrypted": True, "pages": 1}, None),
        ({"encrypted": True, "pages": 1, "revision": 3, "permissions": 0xFFFFFFFF}, False),
        ({"encrypted": True, "pages": 1, "revision": 3, "permissions": 0xFFFFFFEF}, False),
        ({"encrypted": True, "pages": 1, "revision": 3, "permissions": 0xFFFFFDFF}, True),
        ({"encrypted": True, "pages": 1, "revision": 2, "permissions": 0xFFFFFFEF}, True),
    ],
)
def test_locked(facts: Json | Missing, *, shut: bool | None) -> None:
    assert locked(paper(facts=facts)) is shut


@pytest.mark.parametrize(
    ("kind", "facts", "fine"),
    [
        ("pdf", {"pages": 1, "text_chars": 100, "tagged": True, "encrypted": False}, True),
        ("pdf", {"pages": 1, "text_chars": 100, "tagged": False, "encrypted": False}, False),
        ("pdf", {"pages": 4, "text_chars": 40, "tagged": True, "encrypted": False}, False),
        ("pdf", {}, None),
        ("docx", {"encrypted": False}, True),
        ("docx", {"damaged": "Bad CRC-32"}, False),
        ("edoc", {"signatures": 1}, False),
        ("csv", {}, True),
    ],
)
def test_readable(kind: str, facts: Json, *, fine: bool | None) -> None:
    assert readable(paper(kind, facts), 20) is fine


def test_damaged_is_told_by_the_file_not_by_a_reader_that_gave_up() -> None:
    assert damaged(paper(facts={"damaged": "x"})) is True
    assert damaged(paper(facts={"pages": 1})) is False
    assert damaged(paper(facts=Missing("undecodable"))) is None
