"""Whatever a text is, it can be read back; and no spreadsheet begins to compute in it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.guard import guarded, holdable, legible, plain, released

HOSTILE = [
    '=HYPERLINK("http://evil.example","x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\u202e=1+1",
    "＝1+1",
    "−1",
    "\x00=1+1",
    '"=1+1"',
]
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


@pytest.mark.parametrize("text", HOSTILE)
def test_what_begins_a_formula_is_led_by_an_apostrophe(text: str) -> None:
    assert legible(text).startswith("'")


@pytest.mark.parametrize("text", ["", "Rīga", "E-indekss", "3. līmenis", "a=b", "2026-proposal", "(=1)", "jā; nē"])
def test_plain_words_stay(text: str) -> None:
    assert legible(text) == text


def test_nor_does_one_begin_where_a_semicolon_divides_cells() -> None:
    assert legible("Foo;=1+1") == "Foo;'=1+1"
    assert legible("Foo; \t@x") == "Foo;' \t'@x"
    assert legible("a\r\n+1") == "a\n'+1"


def test_letters_that_no_reader_can_be_shown_are_gone() -> None:
    assert plain("a\x00b\x1b[31mc\ud800d\u2028e") == "a b [31mc d e"
    assert len(plain("x" * 100_000)) < 32_767
    assert len(legible(";=" * 50_000)) < 32_767
