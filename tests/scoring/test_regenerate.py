"""Every run is what the verbs give when they are asked one at a time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from scoring import regenerate as module
from scoring.alternatives import Alternative, Choice, changed, together, weighted
from scoring.arrays import Floats
from scoring.draws import MEASUREMENT, MISSING, WEIGHTS, noisy, stream
from scoring.matrix import Matrix
from scoring.methodology import Methodology
from scoring.regenerate import Doubts, Index, regenerate
from scoring.score import computed
from scoring.tree import Node
from scoring.uncertainty import design
from tests.scoring.robust import bodies, edition, measured, yes_no


def chances_of(matrix: Matrix, seed: int = 4) -> pd.DataFrame:
    """A chance for most of the cells, and none for some."""
    rng = np.random.default_rng(seed)
    cells = matrix.basis
    drawn = pd.DataFrame(rng.random(cells.shape), index=cells.index, columns=cells.columns)
    return drawn.where(drawn > 0.2)


def by_hand(index: Index, doubts: Doubts, plan: pd.DataFrame) -> Floats:
    """The same by plain verbs: the edition changed, cells and weights drawn, everything computed, run by run."""
    return np.stack([_one(index, doubts, run) for _, run in plan.iterrows()])


def _one(index: Index, doubts: Doubts, run: pd.Series[int]) -> Floats:
    methodology = index.methodology
    for choice in doubts.choices:
        methodology = choice.alternatives[run[choice.name]].edit(methodology)
    values = index.matrix.values.copy()
    shape = values.shape[::-1]
    if doubts.chances is not None:
        u = stream(doubts.seed, MEASUREMENT, run[MEASUREMENT]).random(shape, dtype=np.float32).T
        doubted = doubts.chances.notna() & values.notna()
        answers = pd.DataFrame(u < doubts.chances.to_numpy(np.float32), index=values.index, columns=values.columns)
        values = values.mask(doubted, answers.astype(float))
    if doubts.missing:
        u = stream(doubts.seed, MISSING, run[MISSING]).random(shape, dtype=np.float32).T
        values = values.where(u >= np.float32(doubts.missing))
    if isinstance(doubts.noise, float) and doubts.noise:
        nodes = methodology.tree.nodes
        drawn = noisy(np.array([node.weight for node in nodes]), doubts.noise, stream(doubts.seed, WEIGHTS, run[WEIGHTS]))
        methodology = replace(methodology, tree=methodology.tree.reweighted({n.code: float(w) for n, w in zip(nodes, drawn, strict=True)}))
    known = Matrix(values, index.matrix.basis, index.matrix.applicable)
    return computed(methodology, known, index.units, index.past)[1][methodology.tree.root.code].to_numpy(np.float64)


def choice(name: str, *alternatives: Alternative) -> Choice:
    return Choice(name, (Alternative("as-is"), *alternatives))


AGGREGATION = choice(
    "aggregation",
    Alternative("geometric", changed("aggregate", "geometric", ["index"])),
    Alternative("copeland", changed("aggregate", "copeland")),
)
WEIGHTING = choice("weighting", Alternative("other", weighted({"a": 3.0, "b1": 0.0})))
IMPUTATION = choice("imputation", *(Alternative(how, changed("impute", how)) for how in ("mean", "group_median", "row_mean")))
COVERAGE = choice("coverage", Alternative("strict", changed("min_coverage", 0.7)))


@pytest.mark.parametrize(
    "doubts",
    [
        Doubts((AGGREGATION,), noise=0.25),
        Doubts((WEIGHTING, AGGREGATION), noise=0.5, missing=0.2),
        Doubts((IMPUTATION,), missing=0.3),
        Doubts((IMPUTATION, COVERAGE), noise=0.1),
        Doubts((COVERAGE,), missing=0.4, seed=8),
    ],
)
@pytest.mark.parametrize("measurement", [False, True])
def test_as_by_the_verbs(doubts: Doubts, measurement: bool) -> None:  # noqa: FBT001 (a case)
    methodology = yes_no(coverage=0.4)
    matrix = measured(methodology, missing=0.15)
    every_other = np.repeat(np.arange(8) % 2 == 0, 6).reshape(8, 6)
    matrix = replace(matrix, applicable=~((matrix.basis == "") & every_other))
    index = Index(methodology, matrix, bodies(matrix, group=list("xxyyxxyy")))
    whole = replace(doubts, chances=chances_of(matrix) if measurement else None)
    plan = design(whole, 12)
    np.testing.assert_allclose(regenerate(index, whole, plan), by_hand(index, whole, plan), rtol=1e-12, atol=1e-12)


def mixed() -> tuple[Methodology, Matrix]:
    """Leaves of yes and no beside quantities that are compared with each other."""
    methodology = edition(
        Node("index"),
        Node("yes", "index", rollup="pass", normalise="boolean", direction=-1),
        Node("no", "index", rollup="pass", normalise="minmax"),
        Node("load", "index", normalise="minmax", direction=-1),
        Node("count", "index", normalise="zscore 50 10"),
        Node("days", "index", normalise="goalposts", low=0, high=30),
    )
    rng = np.random.default_rng(2)
    drawn = {code: rng.integers(0, 2, 30).astype(float) for code in ("yes", "no")} | {
        "load": rng.lognormal(0, 2, 30),
        "count": rng.integers(0, 50, 30).astype(float),
        "days": rng.random(30) * 40,
    }
    return methodology, Matrix.plain(pd.DataFrame(drawn).set_axis([f"u{place}" for place in range(30)]))


SCALE = choice(
    "scale",
    Alternative("rank", changed("normalise", "rank")),
    Alternative("reference", changed("normalise", "reference-distance u3", ["load"])),
    Alternative("posts", together([changed("high", 20.0, ["days"]), changed("low", 5.0, ["days"])])),
)
TREATMENT = choice("treatment", Alternative("jrc", changed("treat", "jrc")), Alternative("screened", changed("screen", 0.7)))


@pytest.mark.parametrize(
    "doubts", [Doubts((SCALE,)), Doubts((SCALE,), missing=0.1), Doubts((TREATMENT,)), Doubts((TREATMENT, SCALE), missing=0.2)]
)
@pytest.mark.parametrize("measurement", [False, True])
def test_where_scales_hang_on_the_others(doubts: Doubts, measurement: bool) -> None:  # noqa: FBT001 (a case)
    methodology, matrix = mixed()
    index = Index(methodology, matrix, bodies(matrix))
    chances = chances_of(matrix)
    chances[["load", "count", "days"]] = np.nan
    whole = replace(doubts, chances=chances if measurement else None)
    plan = design(whole, 10)
    np.testing.assert_allclose(regenerate(index, whole, plan), by_hand(index, whole, plan), rtol=1e-12, atol=1e-12)


def test_the_same_in_pieces_of_any_size_and_in_any_order(monkeypatch: pytest.MonkeyPatch) -> None:
    methodology = yes_no()
    matrix = measured(methodology)
    index = Index(methodology, matrix, bodies(matrix))
    doubts = Doubts((AGGREGATION,), 0.25, chances_of(matrix), 0.1)
    plan = design(doubts, 30)
    whole = regenerate(index, doubts, plan)
    assert regenerate(index, doubts, plan.iloc[::-1])[::-1].tobytes() == whole.tobytes()
    assert regenerate(index, doubts, plan.head(7)).tobytes() == whole[:7].tobytes()
    monkeypatch.setattr(module, "PIECE", 4)
    assert regenerate(index, doubts, plan).tobytes() == whole.tobytes()


def test_only_what_is_doubted_is_drawn() -> None:
    methodology = yes_no()
    matrix = measured(methodology)
    nothing = pd.DataFrame(np.nan, index=matrix.basis.index, columns=matrix.basis.columns)
    assert Doubts().drawn == ()
    assert Doubts(chances=nothing).drawn == ()
    assert Doubts(noise=0.1, chances=chances_of(matrix), missing=0.1).drawn == (WEIGHTS, MEASUREMENT, MISSING)
    index = Index(methodology, matrix, bodies(matrix))
    runs = regenerate(index, Doubts(), design(Doubts(), 3))
    nominal = computed(methodology, matrix, index.units)[1]["index"].to_numpy()
    np.testing.assert_allclose(runs, np.tile(nominal, (3, 1)), rtol=1e-14)


def test_of_whom_nothing_is_known_nothing_is_made_up() -> None:
    methodology = yes_no()
    matrix = measured(methodology)
    values = matrix.values.copy()
    values.loc["u2"] = np.nan
    absent = Matrix(values, matrix.basis, matrix.applicable)
    doubts = Doubts((IMPUTATION, AGGREGATION), 0.25, chances_of(matrix), 0.1)
    found = regenerate(Index(methodology, absent, bodies(absent, group=list("xxyyxxyy"))), doubts, design(doubts, 20))
    assert np.isnan(found).all(axis=0).tolist() == [place == 2 for place in range(8)]
