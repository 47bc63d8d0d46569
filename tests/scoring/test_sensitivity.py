"""Indices of functions whose variance is known, and COINr's published ones from its published runs."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from data.errors import ConfigError
from scoring.alternatives import Alternative, Choice, changed
from scoring.arrays import Floats
from scoring.matrix import Matrix
from scoring.rank import rank
from scoring.regenerate import Doubts
from scoring.sensitivity import COLUMNS, DRAWS, design, estimates, indices, sensitivity, shift
from tests.scoring import test_asem as asem
from tests.scoring.robust import bodies, chance, edition, measured, yes_no
from tests.scoring.test_uncertainty import PUBLISHED, asem_doubts


def ishigami(u: Floats) -> Floats:
    """Ishigami and Homma 1990, a = 7, b = 0.1, over -pi to pi."""
    x = (2 * u - 1) * np.pi
    return np.asarray(np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0]))


def test_ishigami() -> None:
    """Variances by integration: 1/2 (1 + b pi^4/5)^2, a^2/8, and 8 b^2 pi^8/225 for the first and third together."""
    first, second, both = (1 + 0.1 * np.pi**4 / 5) ** 2 / 2, 49 / 8, 8 * 0.01 * np.pi**8 / 225
    whole = first + second + both
    found, y = indices(ishigami, ["x", "y", "z"], 8192, resamples=200)
    assert len(y) == 8192 * 5
    assert y.var() == pytest.approx(whole, rel=0.01)
    np.testing.assert_allclose(found["first"], [first / whole, second / whole, 0], atol=0.01)
    np.testing.assert_allclose(found["total"], [(first + both) / whole, second / whole, both / whole], atol=0.01)
    assert ((found["first_low"] < found["first"]) & (found["first"] < found["first_high"])).all()
    assert ((found["total_low"] < found["total"]) & (found["total"] < found["total_high"])).all()


def test_a_sum_has_no_interactions_and_floors_are_exact() -> None:
    """Of m alternatives u takes floor(u m): variances (m^2 - 1) / 12."""
    found, _ = indices(lambda u: np.floor(u[:, 0] * 5) + 2 * np.floor(u[:, 1] * 2), ["five", "two"], 4096, resamples=50)
    np.testing.assert_allclose(found["first"], [2 / 3, 1 / 3], atol=0.005)
    np.testing.assert_allclose(found["total"], found["first"], atol=0.005)


def test_published_indices_from_published_runs() -> None:
    """COINr's 600 runs: the mean absolute shift of the ranks of each, and from them the indices that it prints."""
    scores = pd.read_csv(PUBLISHED / "sa_scores.csv", index_col=0)
    published = pd.read_csv(PUBLISHED / "sa_indices.csv", index_col=0)
    ranks = scores.apply(rank).to_numpy()
    y = shift(ranks[:, 1:].T.astype(np.int16), ranks[:, 0])
    found = estimates(y[:100], y[100:200], y[200:].reshape(4, 100).T)
    np.testing.assert_allclose(found["first"], published["Si"], rtol=0, atol=1e-12)
    np.testing.assert_allclose(found["total"], published["STi"], rtol=0, atol=1e-12)


def test_as_in_coinrs_example_as_far_as_chance_allows() -> None:
    """COINr finds from 600 runs: aggregation before normalisation before weights, the totals within its own bootstrap bounds."""
    values = asem.treated()
    methodology = edition(*asem.tree("minmax 1 100").nodes, denominate="no")
    found = sensitivity(methodology, Matrix.plain(values), pd.DataFrame(index=values.index), asem_doubts(), base=256, resamples=200)
    told = found.indices["total"]
    assert told.sort_values(ascending=False).index.tolist() == ["aggregation", "normalisation", "weights"]
    published = pd.read_csv(PUBLISHED / "sa_indices.csv", index_col=0)
    for mine, theirs in (("normalisation", "Normalisation"), ("weights", "Weights"), ("aggregation", "Aggregation")):
        low, high = published.loc[theirs, ["STi_q5", "STi_q95"]]
        assert found.indices["total_low"][mine] < high
        assert found.indices["total_high"][mine] > low
    assert len(found.output) == 256 * 5
    assert found.variance == pytest.approx(found.output.var(ddof=1))
    again = json.loads(json.dumps(found.record))
    assert (again["seed"], again["base"], again["runs"]) == (2026, 256, 1280)


def doubts(matrix: Matrix) -> Doubts:
    chances = chance(matrix, 0.8)
    coverage = Choice("coverage", (Alternative("some"), Alternative("all", changed("min_coverage", 0.1))))
    single = Choice("single", (Alternative("only"),))
    return Doubts((coverage, single), 0.25, chances, 0.1)


def test_what_changes_nothing_explains_nothing() -> None:
    methodology = yes_no()
    matrix = measured(methodology, units=12)
    found = sensitivity(methodology, matrix, bodies(matrix), doubts(matrix), base=64, resamples=50).indices
    assert found.index.tolist() == ["coverage", "weights", "measurement", "missing"]
    assert found.columns.tolist() == list(COLUMNS)
    assert found["total"]["coverage"] == pytest.approx(0, abs=1e-12)
    assert found["total"].idxmax() == "measurement"


def test_the_same_seed_gives_the_same_bits() -> None:
    methodology = yes_no()
    matrix = measured(methodology)
    first, again = (sensitivity(methodology, matrix, bodies(matrix), doubts(matrix), base=16, resamples=20) for _ in range(2))
    assert first.output.tobytes() == again.output.tobytes()
    pd.testing.assert_frame_equal(first.indices, again.indices, check_exact=True)


def test_where_the_output_never_changes_there_is_nothing_to_explain() -> None:
    found, _ = indices(lambda u: np.zeros(len(u)), ["a", "b"], 8)
    assert found.isna().all(axis=None)


def test_points_of_the_cube_are_alternatives_and_draws() -> None:
    matrix = measured(yes_no())
    u = np.array([[0.0, 0.0, 0.0, 0.0], [0.499, 0.5, 0.5, 0.5], [0.5, 0.999999, 1 - 1e-16, 0.25]])
    found = design(doubts(matrix), ["coverage", "weights", "measurement", "missing"], u)
    assert found["coverage"].tolist() == [0, 0, 1]
    assert found["single"].tolist() == [0, 0, 0]
    assert found["weights"].tolist() == [0, DRAWS // 2, DRAWS - 1]
    assert found["measurement"].tolist() == [0, DRAWS // 2, DRAWS - 1]


def test_shift_counts_those_that_have_both_ranks() -> None:
    ranks = np.array([[1, 2, 0], [2, 1, 3], [0, 0, 0]], dtype=np.int16)
    assert shift(ranks, np.array([1.0, 2.0, 3.0])).tolist() == [0, 2 / 3, 0]
    assert shift(ranks, np.array([2.0, np.nan, 1.0])).tolist() == [1, 1, 0]


@pytest.mark.parametrize("base", [0, 1, 100])
def test_refused(base: int) -> None:
    with pytest.raises(ConfigError, match="write a power of two"):
        indices(ishigami, ["x", "y", "z"], base)


def test_one_doubt_alone_is_refused() -> None:
    methodology = yes_no()
    matrix = measured(methodology)
    with pytest.raises(ConfigError, match="1 assumptions are doubted"):
        sensitivity(methodology, matrix, bodies(matrix), Doubts(noise=0.2), base=8)
