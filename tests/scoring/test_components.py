"""Principal components: by hand, as the eigenvalues of correlations, and as COINr's documentation prints them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.components import COLUMNS, LOADING_COLUMNS, components, loadings, principal
from scoring.tree import Node, Tree
from tests.scoring import asem_index as asem

NAN = float("nan")
TREE = Tree((Node("index"), Node("a", "index"), Node("b", "index"), Node("single", "index"), Node("c", "single")))


def frame(*rows: tuple[float, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, index=[f"u{place}" for place in range(len(rows))], columns=list("abcd")[: len(rows[0])], dtype="float64")


def test_two_columns_by_hand() -> None:
    y = frame((1, 2), (2, 1), (3, 5), (4, 3))
    r = y["a"].corr(y["b"])
    found = principal(y)
    assert found.n == 4
    assert found.eigenvalues.tolist() == [pytest.approx(1 + r), pytest.approx(1 - r)]
    assert found.shares.tolist() == [pytest.approx((1 + r) / 2), pytest.approx((1 - r) / 2)]
    assert found.weights[1].tolist() == [pytest.approx(0.5**0.5)] * 2
    assert found.loadings[1].tolist() == [pytest.approx(((1 + r) / 2) ** 0.5)] * 2
    # of the second the sum is 0: its largest part is positive, and the other the same below 0
    assert sorted(found.weights[2]) == [pytest.approx(-(0.5**0.5)), pytest.approx(0.5**0.5)]


def test_as_the_eigenvalues_of_the_correlations() -> None:
    y = asem.nodes()[asem.codes("Physical")]
    found = principal(y)
    values, vectors = np.linalg.eigh(y.corr().to_numpy())
    assert np.allclose(found.eigenvalues, values[::-1])
    assert np.allclose(np.abs(found.weights), np.abs(vectors[:, ::-1]))
    scores = ((y - y.mean()) / y.std()) @ found.weights
    assert np.allclose(found.loadings[1], [y[code].corr(scores[1]) for code in y.columns])


def test_published_weights() -> None:
    found = {code: weight for parent in ("Conn", "Sust") for code, weight in principal(asem.nodes()[asem.codes(parent)]).weights[1].items()}
    assert found == {code: pytest.approx(weight, abs=5e-8) for code, weight in asem.PRINTED["pca_weights_level2"].items()}


def test_of_a_tree() -> None:
    y = frame((1, 2, 3), (2, 1, 4), (3, 5, 4), (4, 3, 9)).assign(single=[3.0, 4.0, 4.0, 9.0], index=0.0)
    table = components(y, TREE)
    assert tuple(table.columns) == COLUMNS
    assert table[["node", "component", "n"]].to_numpy().tolist() == [["index", 1, 4], ["index", 2, 4], ["index", 3, 4], ["single", 1, 4]]
    assert table["cumulative"].tolist() == [
        pytest.approx(table["share"][0]),
        pytest.approx(table["share"][:2].sum()),
        *[pytest.approx(1)] * 2,
    ]
    loaded = loadings(y, TREE)
    assert tuple(loaded.columns) == LOADING_COLUMNS
    assert loaded[["child", "component"]].to_numpy().tolist()[:4] == [["a", 1], ["a", 2], ["a", 3], ["b", 1]]
    squares = loaded[loaded["node"] == "index"].groupby("child")["loading"].apply(lambda one: (one**2).sum())
    assert squares.tolist() == [pytest.approx(1)] * 3


def test_columns_that_say_the_same_have_one_component() -> None:
    y = frame((1, 2, 10), (2, 4, 20), (5, 10, 50))
    found = principal(y)
    assert found.eigenvalues.tolist() == [pytest.approx(3)]
    assert found.loadings[1].tolist() == [pytest.approx(1)] * 3


def test_more_columns_than_units() -> None:
    found = principal(frame((1, 5, 2, 8), (2, 3, 9, 1), (4, 4, 1, 3)))
    assert found.weights.shape == (4, 2)
    assert found.shares.sum() == pytest.approx(1)


def test_what_does_not_vary_or_is_not_known_is_left_out() -> None:
    y = frame((1, 7, 2, NAN), (2, 7, 1, NAN), (3, 7, 5, NAN), (9, 8, NAN, NAN))
    assert list(principal(y).weights.index) == ["a", "c"]
    assert principal(y).n == 3


@pytest.mark.parametrize("y", [frame((1, 2)), frame((3, 3), (3, 3)), frame((NAN, 1), (2, NAN)), frame((1, 2)).iloc[:0]])
def test_nothing_to_be_found(y: pd.DataFrame) -> None:
    assert len(principal(y).eigenvalues) == 0
    everything = y.reindex(columns=["a", "b", "c"]).assign(single=NAN, index=NAN)
    assert components(everything, TREE).empty
    assert tuple(components(everything, TREE).columns) == COLUMNS
    assert tuple(loadings(everything, TREE).columns) == LOADING_COLUMNS


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 9)] * 3), min_size=2, max_size=12))
def test_shares_sum_to_one(rows: list[tuple[float, ...]]) -> None:
    found = principal(frame(*rows))
    assert found.eigenvalues.sum() == pytest.approx(len(found.weights))
    assert found.eigenvalues.is_monotonic_decreasing
    assert (found.weights.sum() > -1e-8).all()
