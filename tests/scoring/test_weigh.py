"""Weights by their origins, computed by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import ConfigError
from scoring import weigh as w
from scoring.aggregate import arithmetic
from scoring.tree import Node, Tree

NAN = float("nan")


def test_equal_and_effective() -> None:
    assert w.equal(["a", "b", "c", "d"]).to_dict() == {"a": 0.25, "b": 0.25, "c": 0.25, "d": 0.25}
    assert w.equal([]).empty
    tree = Tree((Node("index"), Node("p", "index", weight=3), Node("q", "index"), Node("a", "p"), Node("b", "p")))
    assert w.effective(tree).to_dict() == {"index": 1, "p": 0.75, "q": 0.25, "a": 0.375, "b": 0.375}


def test_weights_of_a_whole_tree() -> None:
    leaves = (Node("a", "p", weight=9), Node("b", "p"), Node("c", "q", weight=7))
    tree = Tree((Node("index"), Node("p", "index", weight=3), Node("q", "index"), *leaves))
    nodes = pd.DataFrame({"a": [1.0, 1, -1, -1], "b": [4.0, -4, 4, -4], "c": [1.0, 2, 3, 4], "p": [1.0, 2, 3, 4], "q": [4.0, 3, 2, 0]})
    assert w.weigh(tree) is tree
    assert w.weigh(tree, "equal").effective().to_dict() == {"index": 1, "p": 0.5, "q": 0.5, "a": 0.25, "b": 0.25, "c": 0.5}
    found = w.weigh(tree, "optimised", nodes.assign(q=[1.0, 1, -1, -1], p=[1.0, -1, 1, -1]))
    assert found.effective()[["a", "b", "p"]].tolist() == pytest.approx([0.4, 0.1, 0.5], abs=1e-6)
    assert found["c"].weight == 7
    loadings = w.weigh(tree, "pca", nodes)
    assert sorted(loadings[code].weight for code in "pq") == pytest.approx([-(0.5**0.5), 0.5**0.5])
    with pytest.raises(ConfigError, match="'guessed' is not a way to weigh; write one of given, equal, pca, optimised"):
        w.weigh(tree, "guessed")
    with pytest.raises(ConfigError, match="pca: needs the scores of all nodes; aggregate first"):
        w.weigh(tree, "pca")


def test_principal_component() -> None:
    values = pd.DataFrame({"a": [1.0, 2, 3, 4], "b": [10.0, 20, 30, 40], "c": [1.0, 1, 2, NAN]})
    # a and b say the same; with two columns the loadings are the square roots of 1/2
    assert w.pca(values[["a", "b"]]).tolist() == pytest.approx([0.5**0.5] * 2)
    assert (w.pca(values) ** 2).sum() == pytest.approx(1)
    against = pd.DataFrame({"a": [1.0, 2, 3, 4], "b": [1.1, 2, 3, 4.2], "c": [4.0, 3, 2, 1.5]})
    assert w.pca(against)["c"] < 0


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"a": [1.0, 2.0], "b": [3.0, 3.0]}, "^b: is the same everywhere"),
        ({"a": [1.0], "b": [3.0]}, "fewer than two units"),
        ({"a": [NAN, 1.0, 2.0], "b": [1.0, NAN, 2.0]}, "fewer than two units"),
        ({"a": [NAN, NAN], "b": [NAN, NAN]}, "fewer than two units"),
    ],
)
def test_what_says_nothing_gives_no_weights(values: dict[str, list[float]], told: str) -> None:
    for origin in (w.pca, w.optimised):
        with pytest.raises(ConfigError, match=told):
            origin(pd.DataFrame(values))


def test_importance() -> None:
    independent = pd.DataFrame({"a": [1.0, 1, -1, -1], "b": [1.0, -1, 1, -1]})
    # without correlation and with equal spread, a column's correlation with the sum goes with its weight
    assert w.importance(independent, pd.Series({"a": 3.0, "b": 1.0})).tolist() == pytest.approx([0.75, 0.25])
    assert w.optimised(independent).tolist() == pytest.approx([0.5, 0.5])
    wanted = pd.Series({"b": 1.0, "a": 3.0})
    assert w.optimised(independent, wanted).to_dict() == pytest.approx({"a": 0.75, "b": 0.25}, abs=1e-6)
    wide = independent.assign(b=independent["b"] * 4)
    assert w.optimised(wide).to_dict() == pytest.approx({"a": 0.8, "b": 0.2}, abs=1e-6)


def test_importance_is_the_correlation_with_the_mean() -> None:
    values = pd.DataFrame(np.random.default_rng(5).normal(size=(30, 3)), columns=list("abc"))
    weights = pd.Series({"a": 1.0, "b": 2.0, "c": 5.0})
    found = values.corrwith(arithmetic(values, weights))
    assert w.importance(values, weights).tolist() == pytest.approx((found / found.sum()).tolist())


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10_000), st.integers(2, 5))
def test_optimised_weights_are_weights_and_no_worse_than_equal(seed: int, width: int) -> None:
    common = np.random.default_rng(seed).normal(size=(40, 1))
    values = pd.DataFrame(common + np.random.default_rng(seed + 1).normal(size=(40, width))).rename(columns=str)
    weights = w.optimised(values)
    assert weights.sum() == pytest.approx(1)
    assert (weights >= 0).all()
    equal = w.equal(values.columns)
    assert ((w.importance(values, weights) - equal) ** 2).sum() <= ((w.importance(values, equal) - equal) ** 2).sum() + 1e-9


def test_budget_allocation() -> None:
    ballots = pd.DataFrame({"a": [70, 50, 30], "b": [30, 50, NAN], "c": [0, 0, 70]}, index=["Anna", "Jānis", "Ilze"])
    assert w.budget_allocation(ballots).to_dict() == pytest.approx({"a": 0.5, "b": 80 / 300, "c": 70 / 300})
    assert w.budget_allocation(ballots / 100, points=1).sum() == pytest.approx(1)


def test_ballots_that_cannot_be_counted() -> None:
    ballots = pd.DataFrame({"a": [70, 110, NAN, 100], "b": [20, -10, NAN, 0]}, index=["Anna", "Jānis", "Ilze", "Pēteris"])
    with pytest.raises(ConfigError) as told:
        w.budget_allocation(ballots)
    assert told.value.faults == (
        "ballot Jānis: has a number below 0; give 0 or more",
        "ballot Anna: comes to 90, not 100; spread exactly so many points",
        "ballot Ilze: comes to 0, not 100; spread exactly so many points",
    )
    with pytest.raises(ConfigError, match="there is no ballot"):
        w.budget_allocation(ballots.iloc[:0])


def matrix(*rows: tuple[float, ...]) -> pd.DataFrame:
    names = list("abcd")[: len(rows)]
    return pd.DataFrame(rows, index=names, columns=names, dtype="float64")


def test_consistent_judgements() -> None:
    # 4 : 2 : 1 exactly
    found = w.ahp(matrix((1, 2, 4), (1 / 2, 1, 2), (1 / 4, 1 / 2, 1)))
    assert found.weights.tolist() == pytest.approx([4 / 7, 2 / 7, 1 / 7])
    assert found.consistency_ratio == pytest.approx(0, abs=1e-12)
    half = w.ahp(matrix((NAN, 2, 4), (NAN, NAN, 2), (NAN, NAN, NAN)))
    assert half.weights.tolist() == pytest.approx(found.weights.tolist())
    assert w.ahp(matrix((1,))).weights.tolist() == [1]
    assert w.ahp(matrix((1, 9), (1 / 9, 1))).weights.tolist() == pytest.approx([0.9, 0.1])


def test_judgements_that_contradict_each_other() -> None:
    """There is a over b by 2, b over c by 2, yet c over a by 2: all equal; lambda = 1 + 2 + 1/2, so that the ratio is 0.25 / 0.58."""
    found = w.ahp(matrix((1, 2, 1 / 2), (1 / 2, 1, 2), (2, 1 / 2, 1)))
    assert found.weights.tolist() == pytest.approx([1 / 3] * 3)
    assert found.consistency_ratio == pytest.approx(0.25 / 0.58)
    assert found.consistency_ratio > w.ACCEPTED


def test_judgements_that_cannot_be_used() -> None:
    with pytest.raises(ConfigError) as told:
        w.ahp(matrix((1, 2, NAN, 0), (2, 1, -3, 3), (NAN, -1 / 3, 1, 0.33), (NAN, NAN, 3, 1)))
    assert [fault.split(":")[0] for fault in told.value.faults] == ["a against b", "a against c", "a against d", "b against c"]
    with pytest.raises(ConfigError, match="write the same 1 to 15 things as rows and columns"):
        w.ahp(pd.DataFrame({"a": [1.0], "b": [2.0]}, index=["a"]))
