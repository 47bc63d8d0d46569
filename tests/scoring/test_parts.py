"""Differences divided among the leaves: by hand, and always to the last digit."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import ConfigError
from scoring.aggregate import aggregate
from scoring.parts import EXACT, difference
from scoring.score import Scores
from scoring.tree import Node, Tree
from tests.scoring.small import NONE, drawn, same

MEAN = Tree((Node("index"), Node("a", "index", weight=3), Node("b", "index", weight=1)))
ROOT = Tree((Node("index", aggregate="geometric"), Node("a", "index"), Node("b", "index")))


def row(*values: float, codes: str = "ab") -> pd.DataFrame:
    return pd.DataFrame([values], index=["u"], columns=list(codes), dtype="float64")


def test_a_weighted_mean_is_divided_by_weights() -> None:
    parts = difference(MEAN, row(100, 20), row(60, 40))
    assert parts.value.loc["u"].to_dict() == {"index": 0.0, "a": 30.0, "b": -5.0}
    assert (parts.weights.to_numpy() == 0).all()
    assert parts.whole["u"] == 25.0


def test_what_one_side_was_not_measured_on_shifts_weights() -> None:
    # 100 against (3 x 60 + 20) / 4 = 50. Weights of a: 1 and 3/4; of b: 0 and 1/4. The middle of both nodes is 75.
    parts = difference(MEAN, row(100, NONE), row(60, 20))
    assert parts.value.loc["u", "a"] == pytest.approx(7 / 8 * 40)
    assert parts.weights.loc["u", "a"] == pytest.approx(1 / 4 * (80 - 75))
    assert parts.weights.loc["u", "b"] == pytest.approx(-1 / 4 * (20 - 75))
    assert parts.whole["u"] == pytest.approx(50)


def test_a_geometric_mean_is_divided_by_all_orders() -> None:
    # (4, 9) against (1, 1): first a: 2 then 4; first b: 3 then 3.
    parts = difference(ROOT, row(4, 9), row(1, 1))
    assert parts.value.loc["u"].to_dict() == pytest.approx({"index": 0, "a": (1 + 3) / 2, "b": (4 + 2) / 2})


def test_order_of_children_does_not_matter() -> None:
    turned = Tree((ROOT.nodes[0], ROOT.nodes[2], ROOT.nodes[1]))
    one, other = difference(ROOT, row(4, 9), row(1, 2)), difference(turned, row(4, 9), row(1, 2))
    assert one.value.T["u"].to_dict() == pytest.approx(other.value.T["u"].to_dict(), abs=1e-15)


def test_children_that_are_alike_get_alike_and_those_that_are_the_same_nothing() -> None:
    tree = Tree((Node("index", aggregate="harmonic"), *(Node(code, "index") for code in "abc")))
    parts = difference(tree, row(50, 50, 30, codes="abc"), row(20, 20, 30, codes="abc"))
    assert parts.value.loc["u", "a"] == pytest.approx(parts.value.loc["u", "b"])
    assert parts.value.loc["u", "c"] == 0.0


def test_rounding_is_a_part_of_its_own() -> None:
    tree = Tree((Node("index", decimals=0), Node("a", "index"), Node("b", "index")))
    parts = difference(tree, row(10, 5), row(0, 0))
    assert parts.value.loc["u", "a"] == 5.0
    assert parts.value.loc["u", "b"] == 2.5
    assert parts.rounding.loc["u", "index"] == pytest.approx(8 - 7.5)


def test_what_is_blank_has_no_parts() -> None:
    tree = Tree((Node("index", min_coverage=0.9), Node("a", "index"), Node("b", "index")))
    assert math.isnan(difference(tree, row(10, NONE), row(0, 0)).whole["u"])
    assert math.isnan(difference(tree, row(NONE, NONE), row(NONE, NONE)).whole["u"])


def test_what_is_measured_below_a_blank_node_is_no_part() -> None:
    tree = Tree((Node("index"), Node("x", "index", min_coverage=0.9), Node("a", "x"), Node("b", "x"), Node("c", "index")))
    parts = difference(tree, row(100, NONE, 40, codes="abc"), row(0, NONE, 10, codes="abc"))
    assert parts.value.loc["u"].to_dict() == {"index": 0, "x": 0, "a": 0, "b": 0, "c": 30}


def test_many_children_are_drawn_and_add_up() -> None:
    codes = [f"l{place:02}" for place in range(EXACT + 4)]
    tree = Tree((Node("index", aggregate="geometric"), *(Node(code, "index") for code in codes)))
    numbers = np.random.default_rng(1).uniform(1, 100, (2, len(codes)))
    one, other = (pd.DataFrame([row], index=["u"], columns=codes) for row in numbers)
    parts = difference(tree, one, other)
    apart = aggregate(one, tree)["index"]["u"] - aggregate(other, tree)["index"]["u"]
    assert parts.whole["u"] == pytest.approx(apart, abs=1e-9)
    # A geometric mean is divided by logarithms, nearly: that is Shapley's value of a product for small steps.
    logs = np.log(numbers[0] / numbers[1])
    assert parts.value.loc["u", codes].to_numpy() == pytest.approx(apart * logs / logs.sum(), abs=2.0)
    assert difference(tree, one, other).value.equals(parts.value)


def test_what_compares_units_is_refused() -> None:
    tree = Tree(
        (Node("index", aggregate="copeland"), Node("a", "index"), Node("b", "index", aggregate="benefit-of-the-doubt"), Node("c", "b"))
    )
    with pytest.raises(ConfigError) as refused:
        difference(tree, row(1, 2, codes="ac"), row(1, 2, codes="ac"))
    assert len(refused.value.faults) == 2


WAYS = ("arithmetic", "geometric", "harmonic", "generalised 2", "maximum", "minimum", "product 100", "first", "gated")


@settings(max_examples=50, deadline=None)
@given(drawn(WAYS), st.integers(0, 3), st.integers(0, 3))
def test_the_parts_always_add_up(scores: Scores, one: int, other: int) -> None:
    units = scores.root.index
    a, b = (units[[place % len(units)]] for place in (one, other))
    codes = [leaf.code for leaf in scores.methodology.tree.leaves]
    frames = [frame.loc[who, codes].set_axis(["u"]) for frame in (scores.normalised, scores.matrix.applicable) for who in (a, b)]
    parts = difference(scores.methodology.tree, frames[0], frames[1], frames[2], frames[3])
    assert same(parts.whole["u"], scores.root[a[0]] - scores.root[b[0]])
