"""Arithmetic with what is not known, and rounding as R does it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import arrays

NAN = float("nan")


def test_what_is_not_known_stays_out() -> None:
    y = np.array([[1, NAN, 3], [NAN, NAN, 2.0]])
    assert [end.tolist() for end in arrays.ends(y)] == [[1, pytest.approx(NAN, nan_ok=True), 2], [1, pytest.approx(NAN, nan_ok=True), 3]]
    assert arrays.total(y).tolist() == [1, 0, 5]
    assert arrays.ranks(y).tolist() == [[1, pytest.approx(NAN, nan_ok=True), 2], [pytest.approx(NAN, nan_ok=True)] * 2 + [1]]
    assert arrays.over([1, 2, NAN], [2, 0, 1]).tolist() == pytest.approx([0.5, NAN, NAN], nan_ok=True)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (0.15, 1, 0.1),  # 0.1 is nearer in doubles
        (0.35, 1, 0.3),
        (0.65, 1, 0.7),
        (2.675, 2, 2.67),
        (0.25, 1, 0.2),  # both are as near: the even one
        (0.45, 1, 0.4),
        (-0.45, 1, -0.4),
        (5.015, 2, 5.02),
        (2.5, 0, 2.0),
        (-2.5, 0, -2.0),
        (0.115, 2, 0.12),
        (66.8, 1, 66.8),
        (0.0, 2, 0.0),
        (1234567890123.456, 5, 1234567890123.456),
    ],
)
def test_rounding_as_r_does(value: float, decimals: int, expected: float) -> None:
    assert arrays.rounded(np.array([value, NAN]), decimals).tolist() == pytest.approx([expected, NAN], abs=0, rel=0, nan_ok=True)


@given(st.integers(-100_000, 100_000), st.integers(0, 4))
def test_what_has_so_few_decimals_stays(whole: int, decimals: int) -> None:
    value = whole / 10**decimals
    assert arrays.rounded(np.array([value]), decimals).tolist() == [value]
