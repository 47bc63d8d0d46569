"""Intervals of shares: as R computes them, and how often they hold the truth."""

from __future__ import annotations

from math import isnan, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom
from statsmodels.stats.proportion import proportion_confint  # type: ignore[import-untyped]

from audits import accuracy
from scoring.agreement.estimate import REASONS, Estimate, none, wald, z
from scoring.agreement.intervals import blaker, exact, wilson
from tests.scoring.agreement.oracles import numbers

BINOMIAL = numbers("binomial_r.csv")


@pytest.mark.parametrize("case", BINOMIAL, ids=lambda case: "{x:g} of {n:g} at {level:g}".format(**case))
def test_as_r(case: dict[str, float]) -> None:
    x, n, level = int(case["x"]), int(case["n"]), case["level"]
    for found, name in ((exact(x, n, level), "cp"), (wilson(x, n, level), "wilson")):
        assert (found.low, found.high) == pytest.approx((case[f"{name}_low"], case[f"{name}_high"]), abs=1e-9)
    found = blaker(x, n, level)
    # The oracles step towards Blaker's limits from outside, in steps of 1e-4.
    assert (found.low, found.high) == pytest.approx((case["blaker_low"], case["blaker_high"]), abs=1.1e-4)
    assert (found.low, found.high) == pytest.approx((case["epi_low"], case["epi_high"]), abs=1.1e-4)


@given(st.integers(0, 60), st.integers(1, 60), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_as_statsmodels(x: int, more: int, level: float) -> None:
    n = max(x, more)
    for made, name in ((wilson, "wilson"), (exact, "beta")):
        found = made(x, n, level)
        low, high = proportion_confint(x, n, 1 - level, name)
        assert (found.low, found.high) == pytest.approx((0.0 if isnan(low) else low, 1.0 if isnan(high) else high), abs=1e-9)


@given(st.integers(0, 40), st.integers(1, 40))
def test_blaker_lies_within_the_other_exact_interval(x: int, more: int) -> None:
    n = max(x, more)
    inner, outer, turned = blaker(x, n), exact(x, n), blaker(n - x, n)
    assert outer.low - 1e-9 <= inner.low <= inner.value <= inner.high <= outer.high + 1e-9
    assert inner.low == pytest.approx(1 - turned.high, abs=1e-9)


@pytest.mark.parametrize("made", [exact, blaker])
def test_exact_intervals_hold_every_share_often_enough(made: object) -> None:
    n = 15
    limits = [made(x, n) for x in range(n + 1)]  # type: ignore[operator]
    for share in np.linspace(0.01, 0.99, 99):
        held = sum(binom.pmf(x, n, share) for x, found in enumerate(limits) if found.low - 1e-12 <= share <= found.high + 1e-12)
        assert held >= 0.95 - 1e-9


def test_wilson_holds_95_of_100() -> None:
    rng = np.random.default_rng(7)
    shares = rng.uniform(0.05, 0.95, 4000)
    held = [found.low <= share <= found.high for share, found in ((share, wilson(rng.binomial(43, share), 43)) for share in shares)]
    assert 0.94 <= np.mean(held) <= 0.965


@pytest.mark.parametrize("made", [wilson, exact, blaker])
def test_of_nothing_and_of_nonsense(made: object) -> None:
    assert made(0, 0).reason == "nothing"  # type: ignore[operator]
    assert made(3, 2).reason == made(-1, 2).reason == "out-of-range"  # type: ignore[operator]


def test_there_is_one_wilson() -> None:
    found = wilson(7, 9, 0.9)
    assert (found.low, found.high) == accuracy.wilson(7, 9, 0.9)


def test_estimates() -> None:
    assert none("nothing").known is False
    assert all(one.reason in REASONS for one in (none("nothing"), wald(0.5, nan)))
    assert isnan(wald(0.5, nan).error)
    found = Estimate(1.2, 0.9, 1.4, 0.04)
    assert found.clipped() == Estimate(1.0, 0.9, 1.0, 0.04)
    assert found.complement().low == pytest.approx(-0.4)
    assert found.error == pytest.approx(0.2)
    assert isnan(none("nothing").clipped().value)
    with pytest.raises(ValueError, match="no reason"):
        Estimate(nan)
    with pytest.raises(ValueError, match="confidence level"):
        z(95)
