"""How far a weight may be moved: by hand, and by moving it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import ConfigError
from scoring.aggregate import aggregate
from scoring.matrix import Matrix
from scoring.methodology import Methodology
from scoring.rank import rank
from scoring.stability import COLUMNS, stability
from scoring.tree import Node
from tests.scoring.robust import bodies, edition, table

INF = float("inf")
NAN = float("nan")


def two() -> Methodology:
    return edition(Node("index"), Node("x", "index", weight=1.0, normalise="none"), Node("y", "index", weight=1.0, normalise="none"))


def test_by_hand() -> None:
    """U0 has 60 and 40, u1 30 and 60: level where 60 w + 40 = 30 w + 60, at w = 2/3 of x, and at 3/2 of y."""
    matrix = table({"x": [60, 30], "y": [40, 60]})
    found = stability(two(), matrix, bodies(matrix))
    assert found.columns.tolist() == list(COLUMNS)
    x, y = found.loc["x"], found.loc["y"]
    names = found[["low_unit", "low_other", "high_unit", "high_other"]].to_numpy()
    assert (x["low"], x["high"], y["low"], y["high"]) == pytest.approx((2 / 3, INF, 0, 1.5))
    assert (x["share"], x["share_low"], x["share_high"]) == pytest.approx((0.5, 0.4, 1.0))
    assert (y["share_low"], y["share_high"]) == pytest.approx((0, 0.6))
    assert names.tolist() == [["u0", "u1", "", ""], ["", "", "u0", "u1"]]


def test_what_is_not_known_makes_it_a_quadratic() -> None:
    """U1 has x alone: 30, whatever x weighs. U0 has 20 and 60: (20 w + 60) / (w + 1) = 30 at w = 3."""
    matrix = table({"x": [20, 30], "y": [60, NAN]})
    found = stability(two(), matrix, bodies(matrix))
    assert found[["low", "high"]].to_numpy()[0].tolist() == pytest.approx([0, 3])
    assert found[["low", "high"]].to_numpy()[1].tolist() == pytest.approx([1 / 3, INF])


def test_the_first_few_and_two_of_them() -> None:
    matrix = table({"x": [60, 50, 10], "y": [40, 49, 70]})
    units = bodies(matrix)
    first = stability(two(), matrix, units, top=2).loc["x"]
    every = stability(two(), matrix, units).loc["x"]
    pair = stability(two(), matrix, units, pair=("u1", "u2")).loc["x"]
    assert (every["low"], every["high"]) == pytest.approx((0.9, INF))
    assert (first["low"], first["low_unit"], first["low_other"]) == (pytest.approx(0.6), "u0", "u2")
    assert (pair["low"], pair["high"]) == pytest.approx((21 / 40, INF))


def test_measurements_and_ties_have_no_order_to_keep() -> None:
    matrix = table({"x": [60, 30], "y": [40, 60]})
    found = stability(two(), matrix, bodies(matrix, measurement=["towns", "state"]))
    assert found[["low", "high"]].to_numpy().tolist() == [[0, INF], [0, INF]]
    level = table({"x": [60, 40], "y": [40, 60]})
    assert stability(two(), level, bodies(level))[["low", "high"]].to_numpy().tolist() == [[0, INF], [0, INF]]


def test_only_arithmetic_means_have_an_interval() -> None:
    nodes = (Node("a", "index"), Node("x", "a", normalise="none"), Node("y", "a", normalise="none"), Node("z", "index", normalise="none"))
    matrix = table({"x": [60, 30], "y": [40, 60], "z": [50, 50]})
    found = stability(edition(Node("index", aggregate="geometric"), *nodes), matrix, bodies(matrix))
    assert found[["low", "high"]].isna().all(axis=None)
    beside = edition(Node("index"), Node("a", "index", aggregate="geometric"), *nodes[1:])
    assert stability(beside, matrix, bodies(matrix))["low"].isna().to_dict() == {"a": False, "x": True, "y": True, "z": False}


def test_an_only_child_may_weigh_anything() -> None:
    matrix = table({"x": [60, 30]})
    found = stability(edition(Node("index"), Node("x", "index", normalise="none")), matrix, bodies(matrix)).loc["x"]
    assert (found["low"], found["high"], found["share"]) == (0, INF, 1)


def test_a_pair_without_a_score_is_refused() -> None:
    matrix = table({"x": [60, NAN], "y": [40, NAN]})
    with pytest.raises(ConfigError, match=r"u1: has no score(.|\n)*u9: has no score"):
        stability(two(), matrix, bodies(matrix), pair=("u1", "u9"))


@st.composite
def cases(draw: st.DrawFn) -> tuple[Methodology, Matrix]:
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    leaves = [Node(f"{parent}{place}", parent, weight=_weight(rng), normalise="none") for parent in "ab" for place in range(3)]
    parents = [Node(parent, "index", weight=_weight(rng), min_coverage=draw(st.sampled_from([0.0, 0.6]))) for parent in "ab"]
    methodology = edition(Node("index"), *parents, *leaves, Node("c", "index", weight=_weight(rng), normalise="none"))
    codes = [leaf.code for leaf in methodology.tree.leaves]
    values = rng.random((5, len(codes))) * 100
    values[rng.random(values.shape) < draw(st.sampled_from([0.0, 0.2]))] = NAN
    return methodology, Matrix.plain(pd.DataFrame(values, columns=codes, index=[f"u{place}" for place in range(5)]))


def _weight(rng: np.random.Generator) -> float:
    return float(rng.integers(1, 5))


@settings(max_examples=40, deadline=None)
@given(cases())
def test_inside_the_order_stays_and_beyond_it_does_not(case: tuple[Methodology, Matrix]) -> None:
    methodology, matrix = case
    units = bodies(matrix)
    now = _order(methodology, matrix, {})
    for code, row in stability(methodology, matrix, units).iterrows():
        low, high = float(row["low"]), float(row["high"])
        far = min(high, 1e4)
        for share in (0.001, 0.3, 0.7, 0.999):
            pd.testing.assert_series_equal(_order(methodology, matrix, {str(code): low + share * (far - low)}), now)
        if low > 1e-6:
            assert not _order(methodology, matrix, {str(code): low * (1 - 1e-6)}).equals(now)
        if high < 1e4:
            assert not _order(methodology, matrix, {str(code): high * (1 + 1e-6)}).equals(now)


def _order(methodology: Methodology, matrix: Matrix, weights: dict[str, float]) -> pd.Series[float]:
    values = matrix.values
    return rank(aggregate(values, methodology.tree.reweighted(weights))["index"], 12)
