"""Gaps filled, computed by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import ConfigError
from scoring import impute as i
from scoring.tree import Node, Tree

NAN = float("nan")
UNITS = pd.Index(["riga", "cesis", "ogre", "valka"], name="unit")
VALUES = pd.DataFrame({"a": [1.0, 5.0, NAN, 3.0], "b": [NAN, 10.0, 30.0, 20.0], "c": [NAN] * 4}, index=UNITS)
GROUPS = pd.Series({"valka": "small", "ogre": "small", "riga": "large", "cesis": "large"})
TREE = Tree(
    (
        Node("index"),
        Node("p", "index"),
        Node("q", "index"),
        Node("a", "p"),
        Node("b", "p", direction=-1),
        Node("c", "q"),
    )
)


def filled(frame: pd.DataFrame) -> dict[str, list[float]]:
    return {str(code): frame[code].tolist() for code in frame}


def same(found: pd.DataFrame, **expected: list[float]) -> None:
    assert {code: pytest.approx(column, nan_ok=True) for code, column in expected.items()} == filled(found)


def test_by_column() -> None:
    same(i.mean(VALUES), a=[1, 5, 3, 3], b=[20, 10, 30, 20], c=[NAN] * 4)
    skewed = VALUES.assign(a=[1.0, 9.0, NAN, 2.0])
    same(i.mean(skewed), a=[1, 9, 4, 2], b=[20, 10, 30, 20], c=[NAN] * 4)
    same(i.median(skewed), a=[1, 9, 2, 2], b=[20, 10, 30, 20], c=[NAN] * 4)


def test_by_group() -> None:
    same(i.group_mean(VALUES, GROUPS), a=[1, 5, 3, 3], b=[10, 10, 30, 20], c=[NAN] * 4)
    more = pd.DataFrame({"a": [1.0, 2.0, 9.0, NAN, NAN]}, index=list("vwxyz"))
    same(i.group_median(more, pd.Series("one", index=more.index)), a=[1, 2, 9, 2, 2])
    same(i.group_mean(more, pd.Series(["one", "one", "two", "one", "two"], index=more.index)), a=[1, 2, 9, 1.5, 9])
    # nobody in the group has a value; no group at all, in either way of writing that
    same(i.group_mean(more, pd.Series(["one", "one", "one", "two", "one"], index=more.index)), a=[1, 2, 9, NAN, 4])
    same(i.group_mean(more, pd.Series(["one", "one", "one", "", None], index=more.index)), a=[1, 2, 9, NAN, NAN])


def test_by_row() -> None:
    # a goes 1..5 up, b 10..30 down: ogre has 0 of 1 in b, riga 0 of 1 in a
    same(i.row_mean(VALUES[["a", "b"]], {"b": -1}), a=[1, 5, 1, 3], b=[30, 10, 30, 20])
    three = pd.DataFrame({"a": [0.0, 10.0, 5.0], "b": [0.0, 4.0, 3.0], "c": [100.0, 200.0, NAN]}, index=list("xyz"))
    same(i.row_mean(three), a=[0, 10, 5], b=[0, 4, 3], c=[100, 200, 162.5])


def test_by_row_without_a_range_or_without_anything() -> None:
    same(i.row_mean(pd.DataFrame({"a": [7.0, 7.0, NAN], "b": [1.0, 2.0, 1.5]})), a=[7, 7, 7], b=[1, 2, 1.5])
    same(i.row_mean(pd.DataFrame({"a": [1.0, 2.0, NAN], "b": [1.0, 2.0, NAN]})), a=[1, 2, NAN], b=[1, 2, NAN])
    same(i.row_mean(pd.DataFrame({"a": [NAN], "b": [2.0]})), a=[NAN], b=[2])


@pytest.mark.parametrize(
    ("how", "options", "expected"),
    [
        ("none", {}, {"a": [1, 5, NAN, 3], "b": [NAN, 10, 30, 20]}),
        ("mean", {}, {"a": [1, 5, 3, 3], "b": [20, 10, 30, 20]}),
        ("median", {}, {"a": [1, 5, 3, 3], "b": [20, 10, 30, 20]}),
        ("group_mean", {"groups": GROUPS}, {"a": [1, 5, 3, 3], "b": [10, 10, 30, 20]}),
        ("group_median", {"groups": GROUPS}, {"a": [1, 5, 3, 3], "b": [10, 10, 30, 20]}),
        ("row_mean", {}, {"a": [1, 5, 1, 3], "b": [30, 10, 30, 20]}),
    ],
)
def test_what_the_tree_says(how: str, options: dict[str, Any], expected: dict[str, list[float]]) -> None:
    found = i.impute(VALUES.assign(other=NAN), TREE, how, **options)
    same(found, **expected, c=[NAN] * 4, other=[NAN] * 4)
    assert found.index.equals(VALUES.index)


def test_from_years() -> None:
    earlier = {2023: VALUES.assign(a=[0.0, 0.0, 7.0, 0.0]), 2025: VALUES.assign(b=[8.0, 0.0, 0.0, 0.0]).drop(columns="c")}
    found = i.impute(VALUES, TREE, "last", earlier=earlier, year=2026)
    same(found, a=[1, 5, 7, 3], b=[8, 10, 30, 20], c=[NAN] * 4)
    assert found.index.equals(VALUES.index)
    same(i.impute(VALUES, TREE, "last", earlier=earlier, year=2026, most=1), a=[1, 5, NAN, 3], b=[8, 10, 30, 20], c=[NAN] * 4)
    around = {2025: earlier[2023], 2027: VALUES.assign(a=[0.0, 0.0, 9.0, 0.0])}
    same(i.impute(VALUES, TREE, "linear", earlier=around, year=2026), a=[1, 5, 8, 3], b=[NAN, 10, 30, 20], c=[NAN] * 4)


def test_units_of_which_earlier_years_know_nothing() -> None:
    found = i.impute(VALUES, TREE, "last", earlier={2025: VALUES.drop("ogre").assign(b=1.0)}, year=2026)
    same(found, a=[1, 5, NAN, 3], b=[1, 10, 30, 20], c=[NAN] * 4)


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("guess", "'guess' is not a way to impute; write one of none, mean, "),
        ("group_mean", "group_mean: needs the group of each unit"),
        ("last", "last: needs the year of the values and frames of earlier years"),
    ],
)
def test_what_is_lacking_is_told(how: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        i.impute(VALUES, TREE, how)


CELL = st.floats(-100, 100) | st.just(NAN)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=8), st.sampled_from(["mean", "median", "group_mean", "row_mean"]))
def test_what_is_known_never_changes(rows: list[tuple[float, float, float]], how: str) -> None:
    values = pd.DataFrame(rows, columns=["a", "b", "c"], dtype="float64")
    groups = pd.Series(["one", "two"] * 4).head(len(values))
    found = i.impute(values, TREE, how, groups=groups)
    pd.testing.assert_frame_equal(found.where(values.notna()), values, check_exact=True)
