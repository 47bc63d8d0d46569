"""Sources that judge one another."""

from __future__ import annotations

from itertools import pairwise
from math import nan
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import ConfigError
from scoring.agreement.latent import dawid_skene
from scoring.arrays import Floats
from tests.scoring.agreement.oracles import cases

CASES = cases("dawid_skene_crowdkit.json")["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(len(case["said"])))
def test_as_crowd_kit(case: dict[str, Any]) -> None:
    said = np.array([[nan if one is None else one for one in row] for row in case["said"]], dtype=float)
    found = dawid_skene(said, rounds=5000, close=1e-14)
    # The oracle stops where its own bound stops growing, which may be below the top.
    assert found.likelihood >= _likelihood(said, case) - 1e-9
    if found.likelihood - _likelihood(said, case) > 1e-6:
        return
    assert found.shares[1] == pytest.approx(case["share"], abs=1e-5)
    assert found.chances[:, 1] == pytest.approx(np.array(case["yes"]), abs=1e-4)
    assert found.errors == pytest.approx(np.array(case["errors"]), abs=1e-5)


def _likelihood(said: Floats, case: dict[str, Any]) -> float:
    shares, errors = np.array([1 - case["share"], case["share"]]), np.array(case["errors"])
    each = [
        sum(shares[true] * np.prod([errors[at, true, int(one)] for at, one in enumerate(row) if not np.isnan(one)]) for true in (0, 1))
        for row in said
    ]
    return float(np.log(each).sum())


def test_finds_the_errors_that_were_put_in() -> None:
    rng = np.random.default_rng(2)
    truth = rng.random(5000) < 0.4
    rates = [(0.9, 0.8), (0.7, 0.98), (0.95, 0.9)]
    said = np.array([np.where(truth, rng.random(5000) < yes, rng.random(5000) > no) for yes, no in rates], dtype=float).T
    said[rng.random(said.shape) < 0.1] = nan
    found = dawid_skene(said)
    assert found.converged
    assert found.shares[1] == pytest.approx(0.4, abs=0.03)
    for source, (yes, no) in enumerate(rates):
        assert (found.errors[source, 1, 1], found.errors[source, 0, 0]) == pytest.approx((yes, no), abs=0.04)
    assert ((found.chances[:, 1] > 0.5) == truth).mean() > 0.9


@given(st.lists(st.lists(st.sampled_from([0.0, 1.0, 2.0, nan]), min_size=3, max_size=3), min_size=1, max_size=20))
def test_never_fails(said: list[list[float]]) -> None:
    found = dawid_skene(said, answers=3, rounds=50, added=0.1)
    assert found.chances.sum(axis=1) == pytest.approx(1)
    assert found.errors.sum(axis=2) == pytest.approx(1)


def test_the_likelihood_only_grows() -> None:
    said = np.array([[nan if one is None else one for one in row] for row in CASES[0]["said"]], dtype=float)
    told = [dawid_skene(said, rounds=rounds, close=-1.0).likelihood for rounds in range(1, 30)]
    assert all(after >= before - 1e-9 for before, after in pairwise(told))


def test_two_sources_are_refused() -> None:
    with pytest.raises(ConfigError, match="at least 3"):
        dawid_skene([[1, 0], [0, 0]])
