"""Many runs at once give what one run at a time gives."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import ConfigError
from scoring.aggregate import aggregate
from scoring.runs import Cells, aggregate_runs
from scoring.tree import Node, Tree

NAN = float("nan")
METHODS = (
    "arithmetic",
    "geometric",
    "harmonic",
    "generalised 2",
    "generalised -1",
    "generalised 0",
    "copeland",
    "mazziotta-pareto",
    "adjusted-mazziotta-pareto",
    "benefit-of-the-doubt",
    "maximum",
    "minimum",
    "product 100",
    "first",
    "gated",
)


def tree(root: str, left: str, right: str, decimals: int | None = None, coverage: float = 0.0) -> Tree:
    """Two parents of three and two leaves, and a leaf beside them."""
    leaves = [Node(f"{parent}{place}", parent=parent) for parent, count in (("l", 3), ("r", 2)) for place in range(count)]
    return Tree(
        (
            Node("index", aggregate=root, decimals=decimals),
            Node("l", parent="index", aggregate=left, min_coverage=coverage, decimals=decimals),
            Node("r", parent="index", aggregate=right, min_coverage=coverage),
            Node("x", parent="index", decimals=decimals),
            *leaves,
        )
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[Tree, np.ndarray, np.ndarray, np.ndarray]:
    """A tree, values of some runs (runs by leaves by units), weights (runs by nodes), and what is asked (leaves by units)."""
    words = [draw(st.sampled_from(METHODS)) for _ in range(3)]
    shape = tree(words[0], words[1], words[2], draw(st.sampled_from([None, None, 1])), draw(st.sampled_from([0.0, 0.5, 1.0])))
    runs, units = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    values = rng.choice([1.0, 20.0, 50.0, 99.5, NAN], size=(runs, 6, units)) + rng.random((runs, 6, units)).round(3) * rng.choice([0, 1])
    weights = rng.choice([0.0, 1.0, 2.0, 0.37], size=(runs, len(shape.nodes)), p=[0.1, 0.5, 0.2, 0.2])
    asked = rng.random((6, units)) < 0.85
    return shape, np.where(asked, values, NAN), weights, asked


@settings(max_examples=300, deadline=None)
@given(cases())
def test_as_run_by_run(case: tuple[Tree, np.ndarray, np.ndarray, np.ndarray]) -> None:
    shape, values, weights, asked = case
    codes = [leaf.code for leaf in shape.leaves]
    try:
        expected = [_alone(shape, run, w, asked) for run, w in zip(values, weights, strict=True)]
    except ConfigError:
        with pytest.raises(ConfigError):
            _together(shape, values, weights, asked)
        return
    found = _together(shape, values, weights, asked)
    for node in shape.nodes:
        one_by_one = np.stack([frame[node.code].to_numpy() for frame in expected])
        np.testing.assert_allclose(np.broadcast_to(found[node.code].blank(), one_by_one.shape), one_by_one, rtol=1e-12, atol=1e-12)
    assert codes


def _alone(shape: Tree, run: np.ndarray, weights: np.ndarray, asked: np.ndarray) -> pd.DataFrame:
    codes = [leaf.code for leaf in shape.leaves]
    of_run = shape.reweighted({node.code: float(w) for node, w in zip(shape.nodes, weights, strict=True)})
    return aggregate(pd.DataFrame(run.T, columns=codes), of_run, pd.DataFrame(asked.T, columns=codes))


def _together(shape: Tree, values: np.ndarray, weights: np.ndarray, asked: np.ndarray) -> dict[str, Cells]:
    codes = [leaf.code for leaf in shape.leaves]
    cells = {code: Cells.of(values[:, place]) for place, code in enumerate(codes)}
    return aggregate_runs(cells, shape, weights, dict(zip(codes, asked, strict=True)))


def test_what_is_alike_in_all_runs_is_given_once() -> None:
    shape = tree("arithmetic", "geometric", "arithmetic")
    rng = np.random.default_rng(7)
    one = {leaf.code: rng.random((1, 5)) * 99 + 1 for leaf in shape.leaves}
    weights = rng.random((4, len(shape.nodes)))
    found = aggregate_runs({code: Cells.of(y) for code, y in one.items()}, shape, weights)
    again = aggregate_runs({code: Cells.of(np.repeat(y, 4, axis=0)) for code, y in one.items()}, shape, weights)
    assert found["index"].points.tolist() == again["index"].points.tolist()
    assert found["index"].points.shape == (4, 5)


@pytest.mark.parametrize("word", ["geometric", "generalised 0.5", "generalised -1"])
def test_a_mean_that_has_no_answer_says_so(word: str) -> None:
    shape = tree("arithmetic", word, "arithmetic")
    cells = {leaf.code: Cells.of(np.array([[50.0, -1.0 if leaf.code == "l1" else 20.0]])) for leaf in shape.leaves}
    with pytest.raises(ConfigError, match=f"l: {word.partition(' ')[0]} has no answer"):
        aggregate_runs(cells, shape, np.ones((2, len(shape.nodes))))


def test_a_weight_that_nobody_knows_leaves_a_blank() -> None:
    shape = tree("arithmetic", "arithmetic", "arithmetic")
    cells = {leaf.code: Cells.of(np.array([[50.0, NAN if leaf.code == "l1" else 20.0]])) for leaf in shape.leaves}
    weights = np.ones((1, len(shape.nodes)))
    weights[0, [node.code for node in shape.nodes].index("l1")] = NAN
    found = aggregate_runs(cells, shape, weights)
    assert np.isnan(found["l"].blank()).all()
    assert found["r"].blank().tolist() == [[50.0, 20.0]]
    assert found["index"].blank().tolist() == [[50.0, 20.0]]
