"""No text of others begins a formula in any cell, whatever it is and wherever it stands."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.guard import guarded, plain
from reports.scores.guarded import guarded_frame

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
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_begins_a_formula_is_led_by_an_apostrophe(text: str) -> None:
    assert guarded(text).startswith("'")


@pytest.mark.parametrize("text", ["", "Rīga", "E-indekss", "3. līmenis", "a=b", "2026-proposal", "(=1)", "jā; nē"])
def test_plain_words_stay(text: str) -> None:
    assert guarded(text) == text


def test_nor_does_one_begin_where_a_semicolon_divides_cells() -> None:
    assert guarded("Foo;=1+1") == "Foo;'=1+1"
    assert guarded("Foo; \t@x") == "Foo; \t'@x"
    assert guarded("a\n+1") == "a\n'+1"


def test_letters_that_no_file_can_hold_are_gone() -> None:
    assert plain("a\x00b\x1b[31mc\ud800d\u2028e") == "a b [31mc d e"
    assert len(plain("x" * 100_000)) < 32_767


@given(st.text(alphabet=st.sampled_from("=+-@;,\t\r\n \"'aĀ\u200b＝|"), max_size=12))
def test_no_cell_begins_a_formula_in_a_csv(text: str) -> None:
    out = io.StringIO()
    guarded_frame(pd.DataFrame({"a": ["x"], "b": [text], "c": [1.0]})).to_csv(out, index=False, lineterminator="\n")
    cells = [cell for row in csv.reader(io.StringIO(out.getvalue(), newline="")) for cell in row]
    # Where decimals have a comma a spreadsheet divides at semicolons, and pays little heed to quotes.
    elsewhere = [cell for line in out.getvalue().split("\n") for cell in line.split(";")[1:]]
    assert [cell for cell in cells if cell.lstrip(" \t\u200b")[:1] in {"=", "+", "-", "@", "＝"}] == []
    assert [cell for cell in elsewhere if cell.lstrip(" ").startswith(("=", "+", "-", "@"))] == []


def test_numbers_stay_numbers() -> None:
    frame = pd.DataFrame({"=x": [-1.5, float("nan")], "n": [-1, 2], "w": ["=1", None]})
    told = guarded_frame(frame)
    assert list(told.columns) == ["'=x", "n", "w"]
    assert list(told["n"]) == [-1, 2]
    assert told["'=x"].iloc[0] == -1.5
    assert told["w"].iloc[0] == "'=1"
    assert pd.isna(told["w"].iloc[1])
