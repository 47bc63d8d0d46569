"""The second score: what is to be expected of each body, given how often answers and detectors err. It stands beside the official one.

The expected score is the score of a tree whose leaves hold chances: a yes or no counts with the chance that it is there, a number with
chance x claimed + (1 - chance) x observed. With the leaves' effective weights w, as they are where something is missing, and their
difference d in points between high and low, the variance is the sum of w^2 d^2 p (1 - p): errors are taken to be independent, which makes
it too small where one cause (a site drawn by script, one clerk) is behind several. In trees that are no weighted means it is the same to
first order only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np
import pandas as pd

from audits.accuracy import Tally
from scoring.aggregate import aggregate
from scoring.combine import OVERRIDES
from scoring.draws import chances
from scoring.explain import weights
from scoring.matrix import Matrix
from scoring.methodology import Methodology
from scoring.score import Scores, between, computed, score
from scoring.tree import Tree
from scoring.validation.likely import likely

COLUMNS = ("expected", "sd", "expected_low", "expected_high")


@dataclass(frozen=True)
class Doubted:
    """Cells as far as they are known, with their doubts: three matrices, and frames of units by leaves.

    ``variance`` is 0 where a cell is taken as it stands.
    """

    mean: Matrix
    high: Matrix
    low: Matrix
    variance: pd.DataFrame


def expected(scores: Scores, table: pd.DataFrame, tallies: Mapping[str, Tally]) -> pd.DataFrame:
    """The expected score of each unit with the columns of ``COLUMNS``: score, standard deviation, and the band of the edition's interval.

    ``scores`` are the official ones, ``table`` is that of ``counted_table``. NaN below the floor of evidence.
    """
    cells = doubted(scores, table, tallies)
    methodology = chancy(scores.methodology)
    likely_scores = score(methodology, cells.mean, scores.units)
    ends = [computed(methodology, one, scores.units)[0] for one in (cells.high, cells.low)]
    effective = weights(methodology.tree, likely_scores.nodes)
    variance = (effective**2 * (ends[0] - ends[1]) ** 2 * cells.variance).sum(axis=1)
    sd = np.sqrt(variance).where(likely_scores.root.notna())
    reach = sd * NormalDist().inv_cdf((1 + float(methodology.method.get("interval", 0.9))) / 2)
    mean, (worst, best) = likely_scores.root, _bounds(methodology.tree, ends, cells.mean)
    found = {"expected": mean, "sd": sd, "expected_low": (mean - reach).clip(lower=worst), "expected_high": (mean + reach).clip(upper=best)}
    return pd.DataFrame(found)[list(COLUMNS)]


def _bounds(tree: Tree, ends: Sequence[pd.DataFrame], cells: Matrix) -> tuple[pd.Series[float], pd.Series[float]]:
    """The scores with every doubt for the worse, and for the better."""
    ahead = ends[0] >= ends[1]
    sides = (ends[0].mask(ahead, ends[1]), ends[1].mask(ahead, ends[0]))
    worst, best = (aggregate(one, tree, cells.applicable)[tree.root.code] for one in sides)
    return worst, best


def chancy(methodology: Methodology) -> Methodology:
    """The edition for cells that are chances: a yes or no is read as a share."""
    tree = methodology.tree
    return replace(methodology, tree=between(tree, {leaf.code for leaf in tree.leaves}))


def doubted(scores: Scores, table: pd.DataFrame, tallies: Mapping[str, Tally]) -> Doubted:
    """Every cell with its doubts: an answer by its verdict, what was only observed by the measured errors of its indicator."""
    tree, held = scores.methodology.tree, scores.matrix
    seen = held.under(tree, OVERRIDES)
    observed = chances(seen, tree, tallies)
    answers = likely(table, tree, scores.units)
    answered, known = answers.chance.notna(), observed.notna()
    values = seen.values
    high = answers.high.where(answered, values.mask(known, 1.0))
    low = answers.low.where(answered, values.mask(known, 0.0))
    mean = answers.mean.where(answered, observed.where(known, values))
    variance = answers.variance.where(answered, (observed * (1 - observed)).where(known, 0.0))
    applicable = _applicable(held, seen, answered)
    ends = [Matrix(one.where(applicable), seen.basis, applicable) for one in (mean, high, low)]
    return Doubted(ends[0], ends[1], ends[2], variance)


def cell_chances(held: Matrix, tree: Tree, table: pd.DataFrame, plain: pd.DataFrame) -> pd.DataFrame:
    """The chances of ``scoring.draws.chances`` (``plain``) with those of the verdicts in their place, for the draws of robustness.

    Only leaves of yes and no are drawn; NaN where a cell is taken as it stands.
    """
    answers = likely(table, tree, pd.DataFrame(index=plain.index))
    binary = (answers.high == 1) & (answers.low == 0) & held.values.isin([0.0, 1.0])
    return answers.chance.where(binary, plain)


def _applicable(held: Matrix, seen: Matrix, answered: pd.DataFrame) -> pd.DataFrame:
    """What the official score leaves out is left out, but for what it calls missing."""
    return held.applicable & (seen.applicable | answered)
