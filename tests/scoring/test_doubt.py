"""The best case of each unit, by hand and against a search of our own."""

from __future__ import annotations

import numpy as np
import pytest

from data.errors import ConfigError
from scoring.doubt import best_case

NAN = float("nan")
Y = np.array([[4, 1], [1, 4], [2, 2], [3, 3], [0, 0.0]])


def test_the_frontier_has_one() -> None:
    # (3, 3) lies outside the line from (4, 1) to (1, 4); (2, 2) has two thirds of it
    assert best_case(Y).tolist() == pytest.approx([1, 1, 2 / 3, 1, 0], abs=1e-9)
    assert best_case(np.array([[5.0, 0.1]])).tolist() == pytest.approx([1])
    assert best_case(np.full((3, 2), 7.0)).tolist() == pytest.approx([1, 1, 1])


def test_bounds_on_the_shares() -> None:
    """With both shares fixed at a half it is w1 y1 = w2 y2 = s/2, so that s = 2 / max over j of (y1j/y1 + y2j/y2)."""
    found = best_case(Y[:4], least=0.5, most=0.5)
    expected = [2 / max(a / y[0] + b / y[1] for a, b in Y[:4]) for y in Y[:4]]
    assert found.tolist() == pytest.approx(expected)
    assert (best_case(Y[:4], least=0.2, most=0.8) <= best_case(Y[:4]) + 1e-9).all()
    assert (best_case(Y[:4], least=0.2, most=0.8) >= found - 1e-9).all()


def test_a_zero_that_has_to_count_leaves_nothing() -> None:
    assert best_case(np.array([[4, 0], [2, 2.0]]), least=0.1).tolist() == pytest.approx([0, 1], abs=1e-9)


def test_against_a_search_through_all_weights() -> None:
    y = np.random.default_rng(7).uniform(1, 10, size=(12, 2))
    angles = np.linspace(0, np.pi / 2, 20_001)
    weights = np.column_stack([np.cos(angles), np.sin(angles)])
    scores = weights @ y.T
    searched = (scores / scores.max(axis=1, keepdims=True)).max(axis=0)
    np.testing.assert_allclose(best_case(y), searched, atol=1e-5)


def test_what_is_not_known_adds_nothing() -> None:
    found = best_case(np.array([[4, NAN], [2, 2], [NAN, NAN]]))
    assert found.tolist() == pytest.approx([1, 1, NAN], nan_ok=True)
    assert np.isnan(best_case(np.full((2, 2), NAN))).all()
    assert best_case(np.empty((0, 2))).size == 0


@pytest.mark.parametrize(("least", "most"), [(0.6, 1.0), (0.0, 0.4), (0.5, 0.4), (-0.1, 1.0), (0.0, 1.1)])
def test_bounds_that_cannot_hold_are_refused(least: float, most: float) -> None:
    with pytest.raises(ConfigError, match="cannot add up to 1"):
        best_case(Y, least=least, most=most)
