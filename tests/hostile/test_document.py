"""docs/web-behaviours.md is what the tests say."""

from __future__ import annotations

from tests.hostile.behaviours import DOCUMENT, collected, document


def test_the_document_is_up_to_date() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document(), "make it anew: python -m tests.hostile"


def test_each_misbehaviour_is_told_once() -> None:
    told = [(each.theme, each.does) for each in collected()]
    assert len(told) > 150
    assert sorted(told) == sorted(set(told))
