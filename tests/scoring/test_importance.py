"""Importance reached: by hand, where it is known exactly, and against weights."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from scoring.importance import COLUMNS, correlation_ratio, importance
from scoring.tree import Node, Tree
from tests.scoring import asem_index as asem

NAN = float("nan")


def column(values: object) -> pd.Series[float]:
    numbers = np.asarray(values, dtype=np.float64)
    return pd.Series(numbers, index=[f"u{place}" for place in range(len(numbers))])


def test_yes_and_no_by_hand() -> None:
    # means 2 and 6 around 4: of the squares 4 · 4 = 16 of 20
    found = correlation_ratio(column([1, 3, 5, 7]), column([0, 0, 1, 1]))
    assert (found.n, found.way) == (4, "means")
    assert found.s == pytest.approx(16 / 20)
    assert found.linear == pytest.approx(16 / 20)


def test_what_a_straight_line_does_not_see() -> None:
    # 0 and 2 go with 8, 1 with 2
    found = correlation_ratio(column([8, 8, 2, 2, 8, 8]), column([0, 0, 1, 1, 2, 2]))
    assert found.s == pytest.approx(1)
    assert found.linear == pytest.approx(0)


def test_a_curve() -> None:
    x = np.random.default_rng(2).uniform(-1, 1, 200)
    noise = np.random.default_rng(4).normal(scale=0.1, size=200)
    found = correlation_ratio(column(x**2 + noise), column(x))
    assert found.way == "curve"
    # the variance of x² is 4/45, that of the noise 1/100
    assert found.s == pytest.approx((4 / 45) / (4 / 45 + 0.01), abs=0.05)
    assert found.linear < 0.05


def test_a_line_of_few_units() -> None:
    x, y = column(range(8)), column([1, 3, 2, 5, 4, 6, 8, 7])
    found = correlation_ratio(y, x)
    assert found.way == "line"
    assert found.s == pytest.approx(found.linear) == pytest.approx(stats.pearsonr(x, y).statistic ** 2)


def test_not_defined() -> None:
    for score, x in (([1, 2], [3, 4]), ([5, 5, 5], [1, 2, 3]), ([NAN, 1, 2, 3], [1, NAN, NAN, 4]), ([], [])):
        found = correlation_ratio(column(score), column(x))
        assert math.isnan(found.s)
        assert math.isnan(found.linear)
    assert correlation_ratio(column([1, 2, 3]), column([7, 7, 7])).s == 0


TREE = Tree(
    (
        Node("index"),
        Node("wide", "index", weight=1),
        Node("left", "index", weight=1),
        Node("narrow", "left", weight=3),
        Node("unused", "left", weight=0),
    )
)


def made() -> pd.DataFrame:
    """What varies ten times as much decides, whatever the weights say."""
    drawn = np.random.default_rng(11)
    wide, narrow, unused = column(drawn.normal(50, 20, 150)), column(drawn.normal(50, 2, 150)), column(drawn.normal(size=150))
    return pd.DataFrame({"index": (wide + narrow) / 2, "wide": wide, "left": narrow, "narrow": narrow, "unused": unused})


def test_of_a_tree() -> None:
    table = importance(made(), TREE)
    assert tuple(table.columns) == COLUMNS
    assert table[["of", "node"]].to_numpy().tolist() == [
        ["index", "wide"],
        ["index", "left"],
        ["left", "narrow"],
        ["left", "unused"],
        ["index", "narrow"],
        ["index", "unused"],
    ]
    assert table["weight"].tolist() == [0.5, 0.5, 1, 0, 0.5, 0]
    wide, left = table["s"][0], table["s"][1]
    assert wide > 0.95
    assert table["importance"][0] == pytest.approx(wide / (wide + left))
    assert table["ratio"][0] == pytest.approx(2 * wide / (wide + left))
    assert table["ratio"][0] > 1.8
    assert math.isnan(table["ratio"][3])


def test_leaves_below_the_root_come_once() -> None:
    flat = Tree((Node("index"), Node("wide", "index"), Node("narrow", "index")))
    assert importance(made(), flat)["node"].tolist() == ["wide", "narrow"]


def test_nobody() -> None:
    table = importance(made().iloc[:0], TREE)
    assert table["importance"].isna().all()
    assert table["n"].eq(0).all()


def test_of_an_index() -> None:
    table = importance(asem.nodes(), asem.index())
    assert len(table) == 59 + 49
    leaves = table.iloc[59:]
    assert leaves["of"].eq("Index").all()
    assert leaves["weight"].sum() == pytest.approx(1)
    assert leaves["importance"].sum() == pytest.approx(1)
    # equal weights, and yet connectivity decides more; forests decide next to nothing in their pillar
    of_root = table[table["of"] == "Index"].set_index("node")["s"]
    assert of_root["Conn"] > of_root["Sust"]
    assert table[table["of"] == "Environ"].set_index("node")["s"].idxmin() == "Forest"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 30)), min_size=3, max_size=25))
def test_a_share(points: list[tuple[int, int]]) -> None:
    x, y = (column(side) for side in zip(*points, strict=True))
    found = correlation_ratio(y, x)
    assert math.isnan(found.s) or -1e-12 <= found.s <= 1
    if found.way == "means":
        assert found.s >= found.linear - 1e-9
