"""Rank bands, ties and chances: by hand, by chance that is known exactly, and against COINr's published runs."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.alternatives import Alternative, Choice, changed, together
from scoring.matrix import Matrix
from scoring.rank import rank
from scoring.regenerate import Doubts
from scoring.tree import Node
from scoring.uncertainty import Uncertainty, band, design, places, uncertainty
from tests.scoring import test_asem as asem
from tests.scoring.robust import bodies, chance, edition, measured, table, yes_no

PUBLISHED = Path(__file__).parent / "reference" / "asem" / "published"


def of_runs(scores: np.ndarray, nominal: list[float], interval: float = 0.9, **columns: list[str]) -> Uncertainty:
    """What is said of scores that were computed elsewhere."""
    units = pd.DataFrame(columns, index=pd.Index([f"u{place}" for place in range(scores.shape[1])], name="unit"))
    at_first = pd.Series(nominal, index=units.index, name="nominal")
    return Uncertainty(units, at_first, scores, places(scores, units), design(Doubts(), len(scores)), Doubts(), "small", "0", interval)


@pytest.mark.parametrize(("name", "runs"), [("ua", 100), ("sa", 200)])
def test_what_coinr_says_of_its_own_runs(name: str, runs: int) -> None:
    """COINr, "Sensitivity analysis": 100 runs, and the first 2 x 100 of 600."""
    scores = pd.read_csv(PUBLISHED / f"{name}_scores.csv", index_col=0)
    published = pd.read_csv(PUBLISHED / f"{name}_rankstats.csv", index_col=0)
    found = of_runs(scores.iloc[:, 1 : runs + 1].to_numpy().T, rank(scores["Nominal"]).tolist()).ranks()
    np.testing.assert_array_equal(found["nominal"], published["Nominal"])
    for mine, theirs in (("mean", "Mean"), ("median", "Median"), ("low", "Q5"), ("high", "Q95")):
        np.testing.assert_allclose(found[mine], published.loc[scores.index, theirs], rtol=0, atol=1e-9)


def asem_doubts() -> Doubts:
    """The assumptions of COINr's example but for the number of winsorised points, of which it finds that it hardly matters."""
    zscore = changed("normalise", "zscore 10 2")
    upper = {node.code: 0.25 for node in asem.tree().nodes if node.code not in asem.LEAVES}
    scale = Choice("normalisation", (Alternative("minmax"), Alternative("zscore", zscore)))
    mean = Choice("aggregation", (Alternative("arithmetic"), Alternative("geometric", changed("aggregate", "geometric"))))
    return Doubts((scale, mean), noise=upper)


def test_as_in_coinrs_example_as_far_as_chance_allows() -> None:
    """The medians of 2 000 runs beside those of its 200: within two places for nearly all, and in the same order."""
    values = asem.treated()
    methodology = edition(*asem.tree("minmax 1 100").nodes, denominate="no")
    found = uncertainty(methodology, Matrix.plain(values), pd.DataFrame(index=values.index), asem_doubts(), runs=2000).ranks()
    published = pd.read_csv(PUBLISHED / "sa_rankstats.csv", index_col=0).loc[found.index]
    np.testing.assert_array_equal(found["nominal"], published["Nominal"])
    apart = (found["median"] - published["Median"]).abs()
    assert apart.le(2).mean() >= 0.95
    assert apart.max() <= 4
    assert found["median"].corr(published["Median"]) > 0.995
    width, theirs = found["high"] - found["low"], published["Q95"] - published["Q5"]
    assert width.corr(theirs) > 0.9
    assert width.mean() == pytest.approx(theirs.mean(), rel=0.15)


def test_a_chance_that_is_known() -> None:
    """Two units and one doubted yes or no each: who is ahead follows from the two chances."""
    methodology = edition(Node("index"), Node("x", "index", rollup="pass", normalise="boolean"))
    matrix = table({"x": [1, 0]})
    chances = pd.DataFrame({"x": [0.9, 0.3]}, index=matrix.basis.index)
    found = uncertainty(methodology, matrix, bodies(matrix), Doubts(chances=chances), runs=20_000)
    ahead = 0.9 * 0.7 + (0.9 * 0.3 + 0.1 * 0.7) / 2
    assert found.outranks.loc["u0", "u1"] == pytest.approx(ahead, abs=0.01)
    assert found.outranks.loc["u1", "u0"] == pytest.approx(1 - ahead, abs=0.01)
    assert found.top(1)["u1"] == pytest.approx(1 - 0.9 * 0.7, abs=0.01)
    assert found.ties(0.1)[["unit", "other"]].to_numpy().tolist() == [["u0", "u1"]]
    assert found.ties(0.25).empty


def test_missing_cells_are_taken_away_in_the_share_that_is_asked() -> None:
    methodology = edition(Node("index"), *(Node(f"x{place}", "index", normalise="none") for place in range(2)))
    matrix = table({"x0": [1, 2, 3], "x1": [5, 5, 5]})
    found = uncertainty(methodology, matrix, bodies(matrix), Doubts(missing=0.3), runs=20_000)
    assert found.ranks()["ranked"].tolist() == pytest.approx([1 - 0.09] * 3, abs=0.01)
    assert set(np.unique(found.scores[~np.isnan(found.scores)])) == {1.0, 2.0, 3.0, 3.5, 4.0, 5.0}


def test_who_has_no_rank_has_none_in_any_run() -> None:
    methodology = yes_no()
    methodology = edition(*methodology.tree.nodes, floor=0.9)
    matrix = measured(methodology, missing=0.1, seed=3)
    assert 0 < (matrix.basis == "").any(axis=1).sum() < 8
    found = uncertainty(methodology, matrix, bodies(matrix), Doubts(noise=0.25), runs=50)
    absent = found.nominal.isna()
    ranks = found.ranks()
    assert absent.equals(ranks["ranked"].eq(0))
    assert ranks[absent][["mean", "median", "low", "high"]].isna().all(axis=None)
    assert found.top()[absent].isna().all()
    assert found.outranks[absent].isna().all(axis=None)
    words = found.table().loc[absent, "band_en"]
    assert set(words) == {"insufficient evidence"}


def test_measurements_are_not_compared_with_each_other() -> None:
    scores = np.array([[1.0, 2.0, 3.0], [1.0, 2.0, 3.0]])
    found = of_runs(scores, [2, 1, 1], measurement=["towns", "towns", "state"])
    assert found.places.tolist() == [[2, 1, 1], [2, 1, 1]]
    assert found.outranks.loc["u2"].isna().all()
    assert found.outranks.loc["u1", "u0"] == 1


def test_ties_take_the_smallest_place_and_count_as_half() -> None:
    scores = np.array([[5.0, 5.0, 1.0, np.nan], [5.0, 4.0, 1.0, 3.0]])
    found = of_runs(scores, [1, 1, 3, 3])
    assert found.places.tolist() == [[1, 1, 3, 0], [1, 2, 4, 3]]
    assert found.outranks.to_numpy()[0, 1:].tolist() == [0.75, 1.0, 1.0]
    assert found.outranks.loc["u2", "u3"] == 0
    assert found.ranks()["ranked"].tolist() == [1, 1, 1, 0.5]
    pairs = found.ties(0.25)
    assert pairs.to_dict("records") == [{"unit": "u0", "other": "u1", "outranks": 0.75}]
    assert found.tied(0.25).tolist() == [1, 1, 0, 0]


@given(st.lists(st.lists(st.sampled_from([1.0, 2.0, 3.0, np.nan]), min_size=4, max_size=4), min_size=1, max_size=6))
def test_places_are_the_ranks_of_each_run(runs: list[list[float]]) -> None:
    units = pd.DataFrame({"measurement": ["a", "a", "b", "a"]}, index=list("wxyz"))
    found = places(np.array(runs), units)
    for run, of_run in zip(runs, found, strict=True):
        points = pd.Series(run, index=units.index)
        expected = points.round(10).groupby(units["measurement"]).rank(method="min", ascending=False).fillna(0)
        assert of_run.tolist() == expected.tolist()


@given(st.integers(0, 2**32), st.integers(2, 12))
def test_one_of_two_is_ahead_or_they_are_level(seed: int, units: int) -> None:
    rng = np.random.default_rng(seed)
    scores = rng.integers(0, 3, (20, units)).astype(float)
    found = of_runs(np.where(rng.random(scores.shape) < 0.1, np.nan, scores), [1.0] * units)
    whole = (found.outranks + found.outranks.T).to_numpy()
    assert np.isnan(np.diag(whole)).all()
    assert np.allclose(whole[~np.isnan(whole)], 1)
    by_hand = [[_ahead(found.places, mine, other) for other in range(units)] for mine in range(units)]
    np.testing.assert_allclose(found.outranks, by_hand)


def _ahead(found: np.ndarray, mine: int, other: int) -> float:
    both = found[(found[:, mine] > 0) & (found[:, other] > 0)]
    if mine == other or not len(both):
        return float("nan")
    return float(((both[:, mine] < both[:, other]) + (both[:, mine] == both[:, other]) / 2).mean())


@pytest.mark.parametrize(
    ("told", "lv", "en"),
    [
        ((12, 8.95, 17), "12. vieta, no 8. līdz 17.", "rank 12, between 8 and 17"),
        ((1, 1, 1), "1. vieta", "rank 1"),
        ((1, 2, 3), "1. vieta, no 2. līdz 3.", "rank 1, between 2 and 3"),
        ((float("nan"), 2, 3), "nepietiekami pierādījumi", "insufficient evidence"),
    ],
)
def test_bands(told: tuple[float, float, float], lv: str, en: str) -> None:
    found = band(*told)
    assert (found.lv, found.en) == (lv, en)


def test_the_same_seed_gives_the_same_bits_and_another_others() -> None:
    methodology = yes_no()
    matrix = measured(methodology, missing=0.1)
    chances = chance(matrix, 0.7)
    edit = together([changed("aggregate", "geometric", ["index"]), changed("min_coverage", 0.5)])
    choices = (Choice("aggregation", (Alternative("arithmetic"), Alternative("geometric", edit, share=3))),)
    first, again, other = (
        uncertainty(methodology, matrix, bodies(matrix), Doubts(choices, 0.25, chances, 0.1, seed=seed)) for seed in (1, 1, 2)
    )
    assert first.scores.tobytes() == again.scores.tobytes()
    assert first.places.tobytes() == again.places.tobytes()
    assert first.scores.tobytes() != other.scores.tobytes()
    assert len(first.design) == 200
    assert first.design["aggregation"].mean() == pytest.approx(0.75, abs=0.08)
    told = json.loads(json.dumps(first.record()))
    assert (told["seed"], told["runs"], told["methodology_digest"]) == (1, 200, "0")
    assert told["choices"] == {"aggregation": {"arithmetic": 1.0, "geometric": 3}}
    assert told["drawn"] == ["weights", "measurement", "missing"]
    columns = ["nominal", "mean", "median", "low", "high", "ranked", "top_3", "ties", "band_lv", "band_en"]
    assert first.table().columns.tolist() == columns
