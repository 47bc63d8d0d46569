"""Equal tables are equal bytes; every digit comes back; what can no longer be read is told by its place."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import ConfigError
from scoring.publication.canonical import csv_bytes, frame_of, types_of

TYPES = {"unit": "string", "points": "number", "rank": "integer", "known": "boolean", "at": "datetime"}


def table() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "unit": ["riga", "cesis", 'a "b", c\nd'],
            "points": [0.1 + 0.2, math.nan, -0.0],
            "rank": pd.array([1, None, 3], dtype="Int64"),
            "known": pd.array([True, False, None], dtype="boolean"),
            "at": pd.to_datetime(["2026-11-03T05:00:00+02:00", "", "2026-11-03T03:00:00.000001Z"], utc=True, format="ISO8601"),
        }
    )


def test_the_one_way_to_write_a_table() -> None:
    assert csv_bytes(table(), TYPES, ["unit"]).decode() == (
        "unit,points,rank,known,at\n"
        '"a ""b"", c\nd",0.0,3,,2026-11-03T03:00:00.000001Z\n'
        "cesis,,,false,\n"
        "riga,0.30000000000000004,1,true,2026-11-03T03:00:00Z\n"
    )


def test_what_was_written_is_read_back() -> None:
    data = csv_bytes(table(), TYPES, ["unit"])
    read = frame_of(data, TYPES, "t.csv")
    assert types_of(read) == TYPES
    assert csv_bytes(read, TYPES, ["unit"]) == data
    assert csv_bytes(table().iloc[::-1], TYPES, ["unit"]) == data


@given(st.lists(st.floats(allow_nan=False), max_size=5), st.lists(st.text(), max_size=5))
def test_no_digit_and_no_letter_is_lost(numbers: list[float], texts: list[str]) -> None:
    size = min(len(numbers), len(texts))
    made = pd.DataFrame(
        {"place": range(size), "number": pd.Series(numbers[:size], dtype="float64"), "text": pd.Series(texts[:size], dtype=object)}
    )
    types = {"place": "integer", "number": "number", "text": "string"}
    data = csv_bytes(made, types, ["place"])
    read = frame_of(data, types, "t.csv").sort_values("place")
    assert list(read["number"]) == numbers[:size]
    assert csv_bytes(read, types, ["place"]) == data


def test_a_table_without_rows() -> None:
    data = csv_bytes(table().iloc[:0], TYPES, ["unit"])
    assert data == b"unit,points,rank,known,at\n"
    assert types_of(frame_of(data, TYPES, "t.csv")) == TYPES


def test_every_cell_that_cannot_be_read_is_told() -> None:
    data = b"unit,points,rank,known,at\nriga,much,first,perhaps,once\n"
    with pytest.raises(ConfigError) as refused:
        frame_of(data, TYPES, "t.csv")
    assert list(refused.value.faults) == [
        "t.csv: points: 'much' in row 1 is no number",
        "t.csv: rank: 'first' in row 1 is no integer",
        "t.csv: known: 'perhaps' in row 1 is no boolean",
        "t.csv: at: 'once' in row 1 is no datetime",
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "t.csv: is empty"),
        (b"unit,points\n", "t.csv:1: the columns are unit,points; they were unit,points,rank,known,at"),
        (b"unit,points,rank,known,at\nriga,1\n", "t.csv: row 1 has 2 cells under 5 columns"),
        (b"unit,points,rank,known,at\n\xff,1,,,\n", "t.csv: no longer CSV in UTF-8"),
        (b'unit,points,rank,known,at\n"riga,1,,,\n', "t.csv: no longer CSV in UTF-8"),
    ],
)
def test_what_is_no_such_table(data: bytes, said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        frame_of(data, TYPES, "t.csv")
    assert str(refused.value).startswith(said)
