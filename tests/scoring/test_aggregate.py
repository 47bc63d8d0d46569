"""Children into parents, computed by hand."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import ConfigError
from scoring import aggregate as a
from scoring.tree import Node, Tree

NAN = float("nan")
W = pd.Series({"x": 2.0, "y": 1.0, "z": 1.0})


def frame(*rows: tuple[float, ...]) -> pd.DataFrame:
    units = pd.Index([f"u{place}" for place in range(len(rows))], name="unit")
    return pd.DataFrame(rows, index=units, columns=["x", "y", "z"][: len(rows[0])] if rows else ["x", "y", "z"], dtype="float64")


@pytest.mark.parametrize(
    ("method", "options", "row", "expected"),
    [
        (a.arithmetic, {}, (1, 2, 3), 7 / 4),
        (a.arithmetic, {}, (1, NAN, 3), 5 / 3),
        (a.arithmetic, {}, (-1, 0, 2), 0),
        (a.geometric, {}, (1, 2, 8), 2),
        (a.geometric, {}, (4, NAN, 32), 8),
        (a.geometric, {}, (0, 2, 8), 0),
        (a.harmonic, {}, (1, 2, 3), 4 / (2 + 1 / 2 + 1 / 3)),
        (a.harmonic, {}, (1, NAN, 4), 3 / 2.25),
        (a.harmonic, {}, (0, 2, 8), 0),
        (a.harmonic, {}, (1, -1, 2), 4 / 1.5),
        (a.generalised, {"power": 2}, (1, 3, 5), 3),
        (a.generalised, {"power": 2}, (1, NAN, 5), 3),
        (a.generalised, {"power": 1}, (1, 2, 3), 7 / 4),
        (a.generalised, {"power": -1}, (1, 2, 3), 4 / (2 + 1 / 2 + 1 / 3)),
        (a.generalised, {"power": 0}, (1, 2, 8), 2),
        (a.generalised, {"power": -1}, (0, 2, 8), 0),
        # the mean is 100, the variance (2·100 + 2·100) / 4 with n, and 3/2 of that with n - 1
        (a.adjusted_mazziotta_pareto, {}, (100, 90, 110), 100 - 50 / 100),
        (a.mazziotta_pareto, {}, (100, 90, 110), 100 - 75 / 100),
        (a.mazziotta_pareto, {"upward": True}, (100, 90, 110), 100 + 75 / 100),
        (a.mazziotta_pareto, {}, (NAN, 90, NAN), 90),
        (a.adjusted_mazziotta_pareto, {}, (80, 80, 80), 80),
        (a.mazziotta_pareto, {}, (0, 0, 0), 0),
        (a.maximum, {}, (1, 3, NAN), 3),
        (a.minimum, {}, (1, 3, NAN), 1),
        (a.product, {}, (2, 3, NAN), 6),
        (a.product, {"top": 100}, (50, 50, 100), 25),
        (a.first, {}, (NAN, 3, 1), 3),
        (a.gated, {}, (1, 40, 60), 50),
        (a.gated, {}, (0, 40, 60), 0),
        (a.gated, {}, (NAN, 40, 60), NAN),
        (a.gated, {}, (1, NAN, 60), 60),
        (a.gated, {}, (1, NAN, NAN), NAN),
        (a.gated, {}, (0, NAN, NAN), 0),
    ],
)
def test_by_hand(method: Any, options: dict[str, Any], row: tuple[float, ...], expected: float) -> None:
    found = method(frame(row), W, **options)
    assert found.index.tolist() == ["u0"]
    assert found["u0"] == pytest.approx(expected, rel=1e-14, abs=1e-14, nan_ok=True)


ONE_BY_ONE: dict[Any, dict[str, Any]] = {
    a.arithmetic: {},
    a.geometric: {},
    a.harmonic: {},
    a.generalised: {"power": 2},
    a.mazziotta_pareto: {},
    a.adjusted_mazziotta_pareto: {},
    a.maximum: {},
    a.minimum: {},
    a.product: {"top": 50},
    a.first: {},
}
"""The methods for which a unit's parent depends on its own children only, and which give back what all children have."""
TOGETHER: dict[Any, dict[str, Any]] = {a.copeland: {}, a.benefit_of_the_doubt: {}, a.gated: {}}


@pytest.mark.parametrize(("method", "options"), [*ONE_BY_ONE.items(), *TOGETHER.items()])
def test_nothing_known_is_blank(method: Any, options: dict[str, Any]) -> None:
    assert method(frame((NAN, NAN, NAN)), W, **options).isna().all()
    assert method(frame((50, 50, 50), (NAN, NAN, NAN)), W, **options).isna().tolist() == [False, True]
    assert method(frame(), W, **options).empty


@pytest.mark.parametrize(("method", "options"), ONE_BY_ONE.items())
def test_of_equal_children_the_parent_is_equal(method: Any, options: dict[str, Any]) -> None:
    assert method(frame((50, NAN, NAN)), W, **options).tolist() == pytest.approx([50])
    assert method(frame((50, 50, 50)), W, **options).tolist() == pytest.approx([50])


@pytest.mark.parametrize(("method", "options"), ONE_BY_ONE.items())
def test_what_weighs_nothing_tells_nothing(method: Any, options: dict[str, Any]) -> None:
    weights = pd.Series({"x": 0.0, "y": 1.0, "z": 3.0})
    assert method(frame((1000, 20, 30)), weights, **options)["u0"] == method(frame((NAN, 20, 30)), weights, **options)["u0"]
    assert method(frame((1000, NAN, NAN)), weights, **options).isna().all()


def test_equal_weights_when_none_are_given() -> None:
    assert a.arithmetic(frame((1, 2, 3)))["u0"] == 2
    with pytest.raises(ConfigError, match="z: has no weight; give it one"):
        a.arithmetic(frame((1, 2, 3)), W[["x", "y"]])


@pytest.mark.parametrize(
    ("method", "options", "row"),
    [
        (a.geometric, {}, (-1, 2, 3)),
        (a.generalised, {"power": 0.5}, (-1, 2, 3)),
        (a.generalised, {"power": 3}, (-8, -8, -8)),
        (a.generalised, {"power": -1}, (1, -1, 2)),
        (a.mazziotta_pareto, {}, (-1, 1, 1)),
        (a.harmonic, {}, (1, -1, -1)),
        (a.benefit_of_the_doubt, {}, (1, -1, 1)),
    ],
)
def test_what_is_no_real_number_is_refused(method: Any, options: dict[str, Any], row: tuple[float, ...]) -> None:
    with pytest.raises(ConfigError, match="has no answer for u1, whose children are below or around 0"):
        method(frame((1, 2, 3), row, (NAN, NAN, NAN)), W, **options)


def test_copeland() -> None:
    """The matrix and scores that COINr's own test has for these four units."""
    y = pd.DataFrame({"x": [1, 2, 3, 4], "y": [3, 2, 1, 5], "z": [2, 3, 1, 4]}, index=list("abcd"), dtype="float64")
    assert a.copeland(y).tolist() == [-1, 1, -3, 3]
    assert a.copeland(frame((1, 2), (2, 1))).tolist() == [0, 0]
    assert a.copeland(frame((1, 2, 3))).tolist() == [0]


def test_benefit_of_the_doubt_by_hand() -> None:
    """(4, 1) and (1, 4) are best in something; (2, 2) reaches 0.8 with the weights 1/5 and 1/5; (4, 0) is as good in x as the best."""
    y = frame((4, 1), (1, 4), (2, 2), (4, 0), (0, 0))
    assert a.benefit_of_the_doubt(y).tolist() == pytest.approx([1, 1, 0.8, 1, 0], abs=1e-9)
    assert a.benefit_of_the_doubt(y, pd.Series({"x": 1.0, "y": 0.0}), top=100).tolist() == pytest.approx([100, 25, 50, 100, 0], abs=1e-7)


def test_weights_of_a_known_zero_sum_are_blank_in_a_tree() -> None:
    tree = Tree((Node("index"), Node("x", "index", weight=0), Node("y", "index", weight=1)))
    assert a.aggregate(frame((1, NAN), (1, 2)), tree)["index"].tolist() == pytest.approx([NAN, 2], nan_ok=True)


TREE = Tree(
    (
        Node("index", aggregate="geometric"),
        Node("left", "index", weight=1, min_coverage=0.5),
        Node("right", "index", weight=3, aggregate="minimum"),
        Node("a", "left"),
        Node("b", "left", weight=3),
        Node("c", "left"),
        Node("d", "right"),
    )
)


def leaves(*rows: tuple[float, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, index=pd.Index(range(len(rows)), name="unit"), columns=list("abcd"), dtype="float64")


def test_up_the_tree() -> None:
    values = leaves((10, 20, 30, 40), (10, NAN, NAN, 40), (10, NAN, 30, NAN), (NAN, NAN, NAN, NAN))
    found = a.aggregate(values.assign(other=1.0), TREE)
    assert found.columns.tolist() == ["index", "left", "right", "a", "b", "c", "d"]
    assert found["left"].tolist() == pytest.approx([20, NAN, 20, NAN], nan_ok=True)
    assert found["right"].tolist() == pytest.approx([40, 40, NAN, NAN], nan_ok=True)
    assert found["index"].tolist() == pytest.approx([(20 * 40**3) ** 0.25, 40, 20, NAN], nan_ok=True)


def test_what_is_not_applicable_is_not_missing() -> None:
    values = leaves((10, NAN, NAN, 40), (10, NAN, NAN, 40), (10, 20, 30, 40))
    asked = pd.DataFrame(True, index=[2, 1, 0], columns=list("abcd"))
    asked.loc[1, "c"] = False
    asked.loc[2, ["a", "b", "c"]] = False
    found = a.aggregate(values, TREE, asked)
    # one of three is below a half, one of two is not; and nothing is asked of the last
    assert found["left"].tolist() == pytest.approx([NAN, 10, NAN], nan_ok=True)
    assert found["a"].tolist() == pytest.approx([10, 10, NAN], nan_ok=True)
    assert found["index"].tolist() == pytest.approx([40, (10 * 40**3) ** 0.25, 40], nan_ok=True)


def test_a_node_of_which_nothing_is_asked_is_not_missing_above() -> None:
    tree = TREE.without([])
    strict = Tree(tuple(node if node.code != "index" else Node("index", min_coverage=1.0) for node in tree.nodes))
    asked = pd.DataFrame([[False, False, False, True], [True] * 4], columns=list("abcd"))
    values = leaves((NAN, NAN, NAN, 40), (NAN, NAN, NAN, 40))
    assert a.aggregate(values, strict, asked)["index"].tolist() == pytest.approx([40, NAN], nan_ok=True)


def test_rounding_between_the_levels() -> None:
    tree = Tree((Node("index", decimals=1), Node("p", "index", decimals=0), Node("x", "p", decimals=1), Node("y", "p"), Node("z", "index")))
    found = a.aggregate(frame((1.26, 3.7, 1)), tree)
    assert found.loc["u0"].to_dict() == {"index": 1.5, "p": 2.0, "x": 1.3, "y": 3.7, "z": 1.0}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 10),
        ("arithmetic", 10),
        ("generalised 2", 125**0.5),
        ("maximum", 15),
        ("first", 15),
        ("product 100", 0.75),
        ("gated", 5),
        ("adjusted-mazziotta-pareto", 10 - 25 / 10),
        ("mazziotta_pareto", 10 - 50 / 10),
        ("copeland", 0),
        ("benefit-of-the-doubt", 100),
        ("benefit_of_the_doubt 0.2 0.8", 100),
    ],
)
def test_what_the_tree_says(text: str, expected: float) -> None:
    tree = Tree((Node("index", aggregate=text), Node("y", "index"), Node("x", "index")))
    assert a.fault(tree.root) == ""
    assert a.aggregate(frame((5, 15)), tree)["index"]["u0"] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("average", "'average' is not a way to aggregate; write one of arithmetic, geometric, "),
        ("generalised", "'' stands after the word; 1 to 1 numbers (power) may"),
        ("arithmetic 2", "'2' stands after the word; nothing may"),
    ],
)
def test_what_cannot_be_read_is_told(text: str, problem: str) -> None:
    assert a.fault(Node("index", aggregate=text)).startswith(f"aggregate {text!r}: {problem}")


def test_all_faults_at_once() -> None:
    with pytest.raises(ConfigError) as told:
        a.aggregate(leaves((1, 2, 3, 4))[["a"]], Tree((*TREE.nodes[1:], Node("index", aggregate="median"))))
    assert [fault.split(":")[0] for fault in told.value.faults] == ["index", "b", "c", "d"]
    tree = Tree((Node("index"), *(Node(f"p{place}", "index", aggregate="geometric") for place in "12"), Node("x", "p1"), Node("y", "p2")))
    with pytest.raises(ConfigError) as told:
        a.aggregate(frame((1, -1), (-1, -1)), tree)
    assert [fault.split(", whose")[0] for fault in told.value.faults] == [
        "p2: geometric has no answer for u0, u1",
        "p1: geometric has no answer for u1",
    ]


CHILD = st.floats(1, 100) | st.just(NAN)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.lists(CHILD, min_size=9, max_size=9), min_size=1, max_size=6), st.lists(st.floats(0.1, 9), min_size=9, max_size=9))
def test_a_unit_has_the_same_score_alone_to_the_last_bit(rows: list[list[float]], weights: list[float]) -> None:
    columns = [f"c{place}" for place in range(9)]
    y, w = pd.DataFrame(rows, columns=columns), pd.Series(weights, index=columns)
    for method, options in ONE_BY_ONE.items():
        together = method(y, w, **options)
        alone = pd.concat([method(y.iloc[[place]], w, **options) for place in range(len(y))])
        pd.testing.assert_series_equal(together, alone, check_exact=True)


@settings(deadline=None, max_examples=50)
@given(st.lists(CHILD, min_size=3, max_size=3), st.lists(st.floats(0.1, 9), min_size=3, max_size=3), st.permutations("xyz"))
def test_the_order_of_the_rows_of_the_tree_does_not_matter(row: list[float], weights: list[float], order: list[str]) -> None:
    given_weights = dict(zip("xyz", weights, strict=True))
    for word in ("arithmetic", "geometric", "harmonic", "mazziotta_pareto", "copeland"):
        trees = [
            Tree((Node("index", aggregate=word), *(Node(code, "index", weight=given_weights[code]) for code in codes)))
            for codes in ("xyz", order)
        ]
        values = frame(tuple(row), (50, 60, 70))
        np.testing.assert_array_equal(a.aggregate(values, trees[0])["index"], a.aggregate(values, trees[1])["index"])


@settings(deadline=None, max_examples=50)
@given(st.lists(st.floats(1, 100), min_size=3, max_size=3), st.lists(st.floats(0.1, 9), min_size=3, max_size=3))
def test_the_means_stand_in_their_order(row: list[float], weights: list[float]) -> None:
    y, w = frame(tuple(row)), pd.Series(weights, index=["x", "y", "z"])
    found = [a.minimum(y, w), a.harmonic(y, w), a.geometric(y, w), a.arithmetic(y, w), a.generalised(y, w, power=2), a.maximum(y, w)]
    values = [series["u0"] for series in found]
    assert all(earlier <= later * (1 + 1e-12) for earlier, later in pairwise(values))
