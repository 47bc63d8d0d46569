"""The curve through points: exact on lines, near on curves, and the same wherever the points lie."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.smooth import local_linear


def test_a_line_is_met_exactly() -> None:
    x = np.array([1.0, 2.0, 4.0, 7.0, 11.0, 12.0])
    assert local_linear(x, 3 * x - 5) == pytest.approx(3 * x - 5)


def test_a_curve_is_met_nearly() -> None:
    x = np.linspace(0, 1, 80)
    wave = np.sin(2 * np.pi * x)
    noise = np.random.default_rng(3).normal(scale=0.2, size=80)
    found = local_linear(x, wave + noise)
    assert np.sqrt(np.mean((found - wave) ** 2)) < 0.1


def test_noise_is_not_followed() -> None:
    drawn = np.random.default_rng(5)
    x, y = drawn.random(100), drawn.normal(size=100)
    assert local_linear(x, y).var() < 0.03 * y.var()


def test_many_in_one_place_and_one_far_away() -> None:
    x = np.array([0.0, 0.0, 0.0, 0.0, 1e-9, 2e-9, 3e-9, 4e-9, 1.0])
    y = np.array([1.0, 2.0, 3.0, 2.0, 2.0, 1.0, 3.0, 2.0, 50.0])
    found = local_linear(x, y)
    assert np.isfinite(found).all()
    assert found[:4] == pytest.approx([2.0] * 4, abs=0.5)


def test_of_reaches_that_foretell_alike_the_widest_is_taken() -> None:
    # With three points at equal steps every reach foretells each of them alike: only rounding could choose.
    x, y = np.array([0.0, 1.0, 2.0]), np.array([0.0, 0.0, 1.0])
    for lift in (0.0, 8.0, 1e6):
        assert local_linear(x, y + lift) - lift == pytest.approx([-1 / 6, 1 / 3, 5 / 6], abs=1e-2)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(-20, 20)), min_size=3, max_size=25))
def test_moves_with_the_points(points: list[tuple[int, int]]) -> None:
    x, y = (np.array(side, dtype=np.float64) for side in zip(*points, strict=True))
    if x.min() == x.max():
        return
    found = local_linear(x, y)
    assert np.isfinite(found).all()
    assert local_linear(x, y + 8) == pytest.approx(found + 8, abs=1e-6)
    assert local_linear(x * 4 - 2, y) == pytest.approx(found, abs=1e-6)
