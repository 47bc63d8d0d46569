"""No text of others begins a formula in any cell, whatever it is and wherever it stands."""

from __future__ import annotations

import csv
import io

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from reports.scores.guarded import guarded_frame


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
