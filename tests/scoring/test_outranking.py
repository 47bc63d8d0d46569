"""Units compared two by two, by hand; the first example is that of COINr's own test."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.outranking import outranking, wins

NAN = float("nan")
FOUR = np.array([[1, 3, 2], [2, 2, 3], [3, 1, 1], [4, 5, 4.0]])


def test_shares_of_the_weight() -> None:
    values = pd.DataFrame(FOUR, index=list("abcd"), columns=["x", "y", "z"])
    found = outranking(values, pd.Series({"z": 2.0, "y": 1.0, "x": 1.0}))
    # a beats b in y only (1/4), b beats a in x and z; c beats both in x only; d beats all
    assert found.to_numpy().tolist() == [[0, 0.25, 0.75, 0], [0.75, 0, 0.75, 0], [0.25, 0.25, 0, 0], [1, 1, 1, 0]]
    assert found.index.tolist() == found.columns.tolist() == list("abcd")


def test_ties_count_half() -> None:
    assert wins(np.array([[1, 2], [1, 1], [1, 2.0]]), np.ones(2)).tolist() == [1, -2, 1]
    assert wins(np.full((3, 4), 7.0), np.ones(4)).tolist() == [0, 0, 0]


def test_what_one_of_two_lacks_does_not_count_for_either() -> None:
    y = np.array([[1, NAN, 9], [2, 9, NAN], [NAN, NAN, NAN]])
    assert wins(y, np.ones(3)).tolist() == pytest.approx([-1, 1, NAN], nan_ok=True)
    apart = np.array([[1, NAN], [NAN, 1]])
    assert wins(apart, np.ones(2)).tolist() == [0, 0]


def test_ten_tenths_are_no_majority() -> None:
    y = np.vstack([[1.0] * 5 + [0.0] * 5, [0.0] * 5 + [1.0] * 5])
    assert wins(y, np.full(10, 0.1)).tolist() == [0, 0]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(st.integers(0, 3) | st.just(NAN), min_size=3, max_size=3), min_size=1, max_size=6))
def test_what_one_wins_another_loses(rows: list[list[float]]) -> None:
    found = wins(np.array(rows, dtype=np.float64), np.array([1.0, 2.0, 3.5]))
    assert np.nansum(found) == 0
    backwards = wins(np.array(rows[::-1], dtype=np.float64), np.array([1.0, 2.0, 3.5]))
    np.testing.assert_array_equal(backwards[::-1], found)
