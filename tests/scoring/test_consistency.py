"""Cronbach's alpha: by hand, and as its other formulas have it."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from scoring.consistency import CHILD_COLUMNS, COLUMNS, consistency, consistency_without, cronbach
from scoring.tree import Node, Tree
from tests.scoring import asem_index as asem

NAN = float("nan")
TREE = Tree((Node("index"), Node("a", "index"), Node("b", "index"), Node("c", "index")))


def frame(*rows: tuple[float, ...]) -> pd.DataFrame:
    width = len(rows[0]) if rows else 3
    return pd.DataFrame(rows, index=[f"u{place}" for place in range(len(rows))], columns=list("abcd")[:width], dtype="float64")


def test_by_hand() -> None:
    y = frame((1, 2, 3), (2, 2, 5), (3, 5, 4), (4, 7, 8))
    # variances 5/3, 6, 14/3; the sums 6 9 12 19 have 31
    found = cronbach(y)
    assert (found.children, found.n) == (3, 4)
    assert found.alpha == pytest.approx(3 / 2 * (1 - (5 / 3 + 6 + 14 / 3) / 31))


def test_yes_and_no_is_kuder_richardson_20() -> None:
    y = frame((1, 1, 1), (1, 1, 0), (1, 0, 0), (0, 0, 0), (1, 1, 0))
    p = y.mean()
    kr20 = 3 / 2 * (1 - (p * (1 - p)).sum() / y.sum(axis=1).var(ddof=0))
    assert cronbach(y).alpha == pytest.approx(kr20)


def test_interval_is_feldts() -> None:
    y = asem.nodes()[asem.codes("P2P")]
    found = cronbach(y, level=0.9)
    # alpha is 1 - 1/F of an analysis of variance of units and columns
    values = y.to_numpy()
    units, columns = values.mean(axis=1, keepdims=True), values.mean(axis=0, keepdims=True)
    rest = values - units - columns + values.mean()
    of_rest = (rest**2).sum() / (50 * 7)
    assert found.alpha == pytest.approx(1 - of_rest / (8 * units.var(ddof=1)))
    assert found.low < found.alpha < found.high
    lower, upper = stats.f.ppf(0.05, 50, 350), stats.f.ppf(0.95, 50, 350)
    assert [found.low, found.high] == [pytest.approx(1 - (1 - found.alpha) * upper), pytest.approx(1 - (1 - found.alpha) * lower)]


@pytest.mark.parametrize(
    "y",
    [
        frame((1, 2, 3)),
        frame((5, 5, 5), (5, 5, 5)),
        frame((1,), (2,), (4,)),
        frame((NAN, NAN, NAN), (NAN, NAN, NAN)),
        frame((1, NAN, 2), (NAN, 3, 1), (2, NAN, 5)),
        # each makes up for the other: their sum does not vary
        frame((1, 9), (2, 8), (0.1, 9.9)),
        frame(),
    ],
)
def test_not_defined(y: pd.DataFrame) -> None:
    found = cronbach(y)
    assert all(math.isnan(one) for one in (found.alpha, found.low, found.high))


def test_two_units() -> None:
    assert cronbach(frame((1, 1, 1), (2, 2, 2))).alpha == pytest.approx(1)


def test_what_nobody_has_is_left_out_and_so_are_units_with_gaps() -> None:
    y = frame((1, 2, 3, NAN), (2, 2, 5, NAN), (3, 5, 4, NAN), (4, 7, 8, NAN), (9, NAN, 1, NAN))
    assert cronbach(y) == cronbach(y[["a", "b", "c"]].iloc[:4])


def test_pairwise() -> None:
    y = frame((1, 2, 3), (2, 2, 5), (3, 5, 4), (4, 7, 8), (9, NAN, 1))
    covariance = y.cov().to_numpy()
    found = cronbach(y, pairwise=True)
    assert found.n == 4
    assert found.alpha == pytest.approx(1.5 * (1 - np.trace(covariance) / covariance.sum()))
    assert found.alpha != pytest.approx(cronbach(y).alpha)
    assert math.isnan(found.low)
    assert cronbach(y.iloc[:4], pairwise=True).alpha == pytest.approx(cronbach(y.iloc[:4]).alpha)


def test_of_a_tree() -> None:
    y = frame((1, 2, 3), (2, 2, 5), (3, 5, 4), (4, 7, 8)).assign(index=0.0)
    table = consistency(y, TREE)
    assert tuple(table.columns) == COLUMNS
    assert table[["node", "children", "n"]].to_numpy().tolist() == [["index", 3, 4]]
    assert table["alpha_pairwise"].tolist() == [pytest.approx(table["alpha"][0])]
    r = y[["a", "b", "c"]].corr().to_numpy()
    assert table["mean_r"].iloc[0] == pytest.approx((r[0, 1] + r[0, 2] + r[1, 2]) / 3)
    without = consistency_without(y, TREE)
    assert tuple(without.columns) == CHILD_COLUMNS
    assert without["child"].tolist() == ["a", "b", "c"]
    assert without["alpha_without"].tolist() == [pytest.approx(cronbach(y[pair]).alpha) for pair in (["b", "c"], ["a", "c"], ["a", "b"])]
    assert without["r_rest"].iloc[1] == pytest.approx(y["b"].corr(y["a"] + y["c"]))
    assert without["gain"].iloc[2] == pytest.approx(cronbach(y[["a", "b"]]).alpha - table["alpha"].iloc[0])


def test_of_an_index() -> None:
    table = consistency(asem.nodes(), asem.index()).set_index("node")
    assert len(table) == 11
    assert table["n"].eq(51).all()
    # the economic pillar of sustainability holds indicators that go against each other
    assert table["alpha"].idxmin() == "SusEcFin"
    assert table["alpha"]["SusEcFin"] < 0 < table["low"]["Social"]
    worst = consistency_without(asem.nodes(), asem.index()).query("node == 'Sust'").set_index("child")["r_rest"]
    assert worst["Social"] < 0
    assert consistency(asem.nodes().iloc[:0], asem.index())["alpha"].isna().all()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=12))
def test_never_above_one(rows: list[tuple[int, int, int]]) -> None:
    found = cronbach(frame(*rows))
    assert math.isnan(found.alpha) or found.alpha <= 1 + 1e-12
    assert math.isnan(found.alpha) or found.low <= found.alpha <= found.high + 1e-12
