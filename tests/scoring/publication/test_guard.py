"""Whatever a text is, it can be read back; and no spreadsheet begins to compute in it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.publication.guard import guarded, holdable, released

NASTY = st.text(alphabet="\"'=+-@;\t\n\r ,a1\u200b＝−", max_size=12)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("-5", "'-5"),
        ("'=1", "''=1"),
        (" \u200b@SUM(A1)", "' \u200b@SUM(A1)"),
        ("a;=cmd|' /C calc'!A0", "a;'=cmd|' /C calc'!A0"),
        ("a\n+1", "a\n'+1"),
        ("＝1", "'＝1"),
        ('a;"=1"', 'a;\'"=1"'),
        ("Rīga - Jūrmala", "Rīga - Jūrmala"),
        ("it's", "it's"),
        ("", ""),
    ],
)
def test_what_could_be_a_formula_has_an_apostrophe_before_it(text: str, cell: str) -> None:
    assert guarded(text) == cell
    assert released(cell) == text


@given(st.one_of(NASTY, st.text()))
def test_every_text_comes_back(text: str) -> None:
    assert released(guarded(text)) == text


@given(NASTY)
def test_no_formula_begins_anywhere(text: str) -> None:
    assert not re.search(r"(\A|[;\t\r\n])[\s\u200b\"]*[=+\-@＝−]", guarded(text))


def test_what_no_file_can_hold_is_marked() -> None:
    assert holdable("a\x00b\ud800c\td") == "a\ufffdb\ufffdc\td"
