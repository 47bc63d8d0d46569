"""Ranks: 1 is the best, ties share the smallest, and nobody is ranked without a score."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.rank import rank, rank_within

NONE = float("nan")


def ranks(found: pd.Series[float]) -> list[float | None]:
    return [None if pd.isna(one) else float(one) for one in found]


def test_ties_take_the_smallest_rank() -> None:
    assert ranks(rank(pd.Series([50.0, 70.0, NONE, 70.0, 10.0]))) == [3, 1, None, 1, 4]


def test_a_difference_in_the_last_bit_is_none() -> None:
    almost = 0.1 + 0.2
    assert almost != 0.3
    assert ranks(rank(pd.Series([0.3, almost]))) == [1, 1]
    assert ranks(rank(pd.Series([0.3, almost]), decimals=17)) == [2, 1]


def test_within_groups() -> None:
    values = pd.Series([5.0, 9.0, 7.0, NONE, 7.0, 1.0])
    groups = pd.Series(["a", "a", "b", "b", "b", None], dtype=object)
    assert ranks(rank_within(values, groups)) == [2, 1, 1, None, 1, None]


def test_nobody_and_one() -> None:
    assert ranks(rank(pd.Series(dtype="float64"))) == []
    assert ranks(rank(pd.Series([NONE]))) == [None]
    assert ranks(rank_within(pd.Series([NONE]), pd.Series(["a"]))) == [None]
    assert ranks(rank(pd.Series([3.0]))) == [1]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=1, max_size=15))
def test_a_rank_is_one_more_than_those_above(values: list[int]) -> None:
    assert ranks(rank(pd.Series(values, dtype="float64"))) == [1 + sum(other > value for other in values) for value in values]
