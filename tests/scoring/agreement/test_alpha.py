"""Agreement of several readers, some of whom said nothing."""

from __future__ import annotations

from math import isnan, nan

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import ConfigError
from scoring.agreement.alpha import SCALES, Resampling, Scale, alpha
from scoring.agreement.gwet import ac
from scoring.agreement.resampled import alphas, draws
from scoring.agreement.weights import NAMES, weights
from scoring.arrays import Floats
from tests.scoring.agreement.oracles import rows

NO_INTERVAL = Resampling(runs=0)
READERS = rows("readers_r.csv")


def ratings(case: dict[str, str]) -> Floats:
    return np.array([[nan if cell == "." else float(cell) for cell in reader.split()] for reader in case["ratings"].split("|")])


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("case", READERS, ids=lambda case: f"{case['readers']}x{case['units']}")
def test_alpha_as_irr(case: dict[str, str], scale: Scale) -> None:
    assert alpha(ratings(case), scale, NO_INTERVAL).value == pytest.approx(float(case[f"alpha_{scale}"]), abs=1e-9)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("case", READERS, ids=lambda case: f"{case['readers']}x{case['units']}")
def test_ac_as_irrcac(case: dict[str, str], name: str) -> None:
    said = ratings(case)
    categories = np.unique(said[~np.isnan(said)])
    counts = (said.T[..., None] == categories).sum(axis=1)
    if not counts.sum(axis=1).all():
        pytest.skip("the oracle counts units that nobody read")
    found = ac(counts, weights(name, categories))
    word = {"identity": "unweighted"}.get(name, name)
    assert found.value == pytest.approx(float(case[f"ac_{word}"]), abs=1e-9)
    assert found.error == pytest.approx(float(case[f"se_{word}"]), abs=1e-9)


@given(st.lists(st.lists(st.sampled_from([1.0, 2.0, 3.0, nan]), min_size=8, max_size=8), min_size=2, max_size=4), st.sampled_from(SCALES))
def test_alpha_never_fails(said: list[list[float]], scale: Scale) -> None:
    table = np.array(said)
    found = alpha(table, scale, NO_INTERVAL)
    paired = table[:, (~np.isnan(table)).sum(axis=0) >= 2]
    assert found.known == (len(np.unique(paired[~np.isnan(paired)])) > 1)
    assert not found.known or found.value == pytest.approx(krippendorff.alpha(table, level_of_measurement=scale), abs=1e-9)


@pytest.mark.parametrize(
    ("said", "scale", "reason"),
    [
        ([[]], "nominal", "one-reader"),
        ([[1, 2, 3]], "nominal", "one-reader"),
        ([[1, nan], [nan, 2]], "interval", "one-reader"),
        ([[1, 1], [1, 1]], "nominal", "one-category"),
        ([[1, 1, 2], [1, 1, nan]], "ordinal", "one-category"),
        ([[-1, 1], [2, 2]], "ratio", "out-of-range"),
        ([[np.inf, 1], [2, 2]], "interval", "out-of-range"),
    ],
)
def test_reasons(said: list[list[float]], scale: Scale, reason: str) -> None:
    found = alpha(said, scale)
    assert isnan(found.value)
    assert found.reason == reason


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("case", READERS, ids=lambda case: f"{case['readers']}x{case['units']}")
def test_draws_as_the_library_computes_them(case: dict[str, str], scale: Scale) -> None:
    said = ratings(case)
    said = said[:, (~np.isnan(said)).sum(axis=0) >= 2]
    domain = np.unique(said[~np.isnan(said)])
    counts = (said.T[..., None] == domain).sum(axis=1)
    often = draws(np.arange(said.shape[1]) // 2, 20, 3)
    assert often.sum(axis=1) == pytest.approx(said.shape[1], abs=said.shape[1] % 2 * 20)
    for found, times in zip(alphas(counts, domain, scale, often), often, strict=True):
        drawn = np.repeat(counts, times.astype(int), axis=0)
        used = drawn.sum(axis=0) > 0
        told = krippendorff.alpha(value_counts=drawn[:, used], value_domain=domain[used], level_of_measurement=scale)
        assert found == pytest.approx(told, abs=1e-9)


def test_interval_is_seeded_and_holds_the_value() -> None:
    said = ratings(READERS[3])
    one, again, other = (alpha(said, "ordinal", Resampling(300, seed)) for seed in (1, 1, 2))
    assert one == again
    assert (one.low, one.high) != (other.low, other.high)
    assert one.low < one.value < one.high <= 1
    assert one.variance > 0


def test_clusters_widen_the_interval() -> None:
    rng = np.random.default_rng(4)
    # Ten bodies of thirty answers: where a body over-claims, it does so throughout.
    body = np.repeat(np.arange(10), 30)
    seen = rng.integers(0, 2, 300).astype(float)
    claimed = np.where(body < 4, 1.0, seen)
    plain = alpha([claimed, seen], "nominal", Resampling(200, 1))
    clustered = alpha([claimed, seen], "nominal", Resampling(200, 1), clusters=body)
    assert clustered.high - clustered.low > 2 * (plain.high - plain.low)


def test_one_cluster_has_no_interval() -> None:
    found = alpha([[1, 2, 1], [1, 2, 2]], clusters=["a", "a", "a"])
    assert found.known
    assert (isnan(found.low), found.reason) == (True, "too-few")


def test_draws_of_one_answer_are_left_out() -> None:
    found = alpha([[1, 1, 1, 2], [1, 1, 1, 2]], "nominal", Resampling(50, 1))
    assert (found.value, found.low, found.high) == (1, 1, 1)
    few = alpha([[1, 2], [1, 2]], "nominal", Resampling(2, 3))
    assert few.known


def test_coverage_of_the_interval() -> None:
    rng, held = np.random.default_rng(17), 0
    for _ in range(120):
        truth = rng.integers(0, 2, 60)
        said = [np.where(rng.random(60) < 0.9, truth, 1 - truth) for _ in range(2)]
        found = alpha(said, "nominal", Resampling(150, 1))
        # Two readers who are right nine times in ten disagree in 18 of 100, and would in 50 by chance.
        held += found.low <= 1 - 0.18 / 0.5 <= found.high
    assert held >= 105


def test_refuses_other_scales() -> None:
    with pytest.raises(ConfigError, match="ordinal"):
        alpha([[1, 2], [1, 2]], "circular")  # type: ignore[arg-type]
