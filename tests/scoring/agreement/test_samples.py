"""What a reviewed sample says of all cells: as other programs compute it, and how often it is right."""

from __future__ import annotations

from math import isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.agreement.estimate import Estimate
from scoring.agreement.samples import Stratum, difference, hajek, horvitz_thompson, prediction_powered, stratified
from tests.scoring.agreement.oracles import cases, rows

SURVEY = {row["name"]: row for row in rows("samples_survey_r.csv")}
STRATA = [
    Stratum(700, [1] * 11 + [0]),
    Stratum(420, [1, 0, 0, 1, 0] * 4),
    Stratum(90, [1, 1, 0, 1, 0, 1, 1, 0]),
    Stratum(510, [0, 0, 0, 0, 0, 0, 0, 0, 1, 0]),
]
VALUES, CHANCES = [3.2, 0, 5.5, 1, 7.25, 2, 0, 4], [0.1, 0.25, 0.5, 0.05, 0.8, 0.3, 0.12, 0.4]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("stratified_mean", stratified(STRATA)),
        ("horvitz_thompson_total", horvitz_thompson(VALUES, CHANCES)),
        ("hajek_mean", hajek(VALUES, CHANCES)),
    ],
)
def test_as_r_survey(name: str, found: Estimate) -> None:
    assert found.value == pytest.approx(float(SURVEY[name]["value"]), rel=1e-9)
    assert found.error == pytest.approx(float(SURVEY[name]["se"]), rel=1e-9)


@pytest.mark.parametrize("case", cases("prediction_powered.json")["cases"], ids=lambda case: str(len(case["truth"])))
def test_as_ppi(case: dict[str, list[float]]) -> None:
    found = prediction_powered(case["foretold"], case["foretold_reviewed"], case["truth"])
    assert (found.value, found.low, found.high) == pytest.approx((case["value"], case["low"], case["high"]), abs=1e-9)


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1)), min_size=2, max_size=30), st.integers(0, 20))
def test_difference_by_its_plain_formula(read: list[tuple[int, int]], more: int) -> None:
    seen, truth = ([float(pair[at]) for pair in read] for at in (0, 1))
    everything = [*seen, *([1.0] * more)]
    found, apart = difference(everything, seen, truth), np.subtract(truth, seen)
    assert found.value == pytest.approx(np.mean(everything) + apart.mean())
    assert found.variance == pytest.approx((1 - len(seen) / len(everything)) * apart.var(ddof=1) / len(seen))
    assert more > 0 or found.variance == 0, "who has read everything knows"


def test_reasons() -> None:
    assert stratified([]).reason == stratified([Stratum(5, [])]).reason == "nothing"
    assert stratified([Stratum(1, [1, 1])]).reason == "out-of-range"
    lonely = stratified([Stratum(5, [1]), Stratum(5, [0, 1])])
    assert (lonely.value, lonely.reason) == (0.75, "too-few")
    assert stratified([Stratum(1, [1]), Stratum(0, [])]) == Estimate(1.0, 1.0, 1.0, 0.0)
    assert difference([1.0], [], []).reason == "nothing"
    assert difference([1.0], [1.0, 0.0], [1.0, 0.0]).reason == "out-of-range"
    assert difference([1.0, 0.0], [1.0], [1.0]).reason == "too-few"
    assert difference([1.0], [1.0], [0.0]) == Estimate(0.0, 0.0, 0.0, 0.0)
    assert prediction_powered([], [1.0], [1.0]).reason == "nothing"
    assert prediction_powered([1.0], [1.0], [1.0, 0.0]).reason == "out-of-range"
    for made in (horvitz_thompson, hajek):
        assert made([], []).reason == "nothing"
        assert made([1.0], [0.0]).reason == made([1.0], [0.5, 0.5]).reason == "out-of-range"
        assert (made([1.0], [0.5]).reason, isnan(made([1.0], [0.5]).variance)) == ("too-few", True)


def test_strata_beat_the_plain_sample_and_both_hold_the_truth() -> None:
    rng = np.random.default_rng(5)
    sizes, shares = [900, 400, 120, 300], [0.96, 0.4, 0.6, 0.05]
    truth = [(rng.random(size) < share).astype(float) for size, share in zip(sizes, shares, strict=True)]
    seen = [np.full(sizes[0], 1.0), np.zeros(sizes[1]), np.ones(sizes[2]), np.zeros(sizes[3])]
    everything, foretold, mean = np.concatenate(truth), np.concatenate(seen), np.concatenate(truth).mean()
    errors: dict[str, list[float]] = {"stratified": [], "difference": [], "plain": []}
    held = dict.fromkeys(errors, 0)
    for _ in range(400):
        at = rng.permutation(everything.size)[:200]
        found = {
            "stratified": stratified(
                [Stratum(one.size, rng.permutation(one)[:n].tolist()) for one, n in zip(truth, (50, 80, 30, 40), strict=True)]
            ),
            "difference": difference(foretold, foretold[at], everything[at]),
            "plain": stratified([Stratum(everything.size, everything[at].tolist())]),
        }
        for name, one in found.items():
            errors[name].append(one.value - mean)
            held[name] += one.low <= mean <= one.high
    spread = {name: float(np.std(each)) for name, each in errors.items()}
    assert spread["stratified"] < spread["difference"] < spread["plain"]
    assert all(count >= 0.91 * 400 for count in held.values())
