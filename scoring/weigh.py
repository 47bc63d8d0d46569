"""Where weights may come from: nobody (equal), the tree, the data, or experts. Handbook 2008, step 6.

Whatever their origin, weights are relative to those of the siblings; ``tree.csv`` says who set them. Print the effective ones beside them.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, minimize

from data.errors import ConfigError
from scoring.arrays import Floats, over
from scoring.tree import Tree

RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
"""The consistency index of random judgements about 1, 2, 3 ... 15 things (Saaty 1980)."""
ACCEPTED = 0.1
"""The consistency ratio from which on judgements should be thought over (Saaty 1980)."""

WAYS = ("given", "equal", "pca", "optimised")


class Judged(NamedTuple):
    """Weights that sum to 1, and how far the judgements contradict each other: below ``ACCEPTED`` they are taken as consistent."""

    weights: pd.Series[float]
    consistency_ratio: float


def weigh(tree: Tree, how: str = "given", nodes: pd.DataFrame | None = None) -> Tree:
    """The tree with other weights among the siblings of each node, in one of ``WAYS``.

    ``pca`` and ``optimised`` need the frame of all ``nodes`` as they are scored now; an only child keeps its weight. Raises ConfigError.
    """
    if how not in WAYS:
        raise ConfigError(f"{how!r} is not a way to weigh; write one of {', '.join(WAYS)}")
    if how == "given":
        return tree
    if how == "equal":
        return tree.reweighted({node.code: 1.0 for node in tree.nodes})
    if nodes is None:
        raise ConfigError(f"{how}: needs the scores of all nodes; aggregate first")
    found: dict[object, float] = {}
    for parent in tree.upward():
        codes = [child.code for child in tree.children(parent.code)]
        if len(codes) > 1:
            found |= (pca if how == "pca" else optimised)(nodes[codes]).to_dict()
    return tree.reweighted({str(code): weight for code, weight in found.items()})


def equal(codes: Iterable[str]) -> pd.Series[float]:
    """The same for each, summing to 1."""
    names = list(codes)
    return pd.Series(1 / len(names) if names else 0.0, index=names, name="weight")


def effective(tree: Tree) -> pd.Series[float]:
    """What each node weighs in the whole: the product of its shares up to the root (COINr ``get_eff_weights``)."""
    return tree.effective()


def pca(values: pd.DataFrame) -> pd.Series[float]:
    """The loadings of the first principal component of the standardised columns, over the units of which all are known (COINr ``get_PCA``).

    They may be NEGATIVE: a weight that lowers the score of who does better. They say what varies together, not what matters; not for an
    official score. Their squares sum to 1; the sign is that in which they sum to what is not below zero. Raises ConfigError for columns
    in which nothing differs and for fewer than two units.
    """
    standardised = _standardised(values)
    loadings = np.linalg.svd(standardised, full_matrices=False)[2][0]
    return pd.Series(loadings if loadings.sum() >= 0 else -loadings, index=values.columns, name="weight")


def importance(values: pd.DataFrame, weights: pd.Series[float]) -> pd.Series[float]:
    """The share of each column in the sum of their correlations with the weighted mean of all: what a weight comes to in the data."""
    correlations = _correlations(_covariance(values), np.asarray(weights.reindex(values.columns), dtype=np.float64))
    return pd.Series(correlations / correlations.sum(), index=values.columns, name="importance")


def optimised(values: pd.DataFrame, wanted: pd.Series[float] | None = None) -> pd.Series[float]:
    """The weights, none below 0, with which the columns' importance in their weighted mean comes nearest to ``wanted`` (equal).

    Least squares of ``importance``, over the units of which all columns are known (COINr ``get_opt_weights``, which stops early and lets
    weights be negative). Where columns contradict each other it may be out of reach: look at ``importance`` afterwards. Sums to 1.
    """
    shares = equal(map(str, values.columns)) if wanted is None else wanted.reindex(values.columns)
    target = np.asarray(shares / shares.sum(), dtype=np.float64)
    covariance = _covariance(values)

    def distance(w: Floats) -> float:
        reached = _correlations(covariance, w)
        whole = reached.sum()
        return float(((reached / whole - target) ** 2).sum() * 1e4) if whole > 1e-9 else 1e9

    sum_to_one = LinearConstraint(np.ones((1, len(target))), 1.0, 1.0)
    found = minimize(
        distance, target, method="SLSQP", bounds=Bounds(0.0, 1.0), constraints=sum_to_one, options={"ftol": 1e-14, "maxiter": 1000}
    )
    weights = np.clip(found.x, 0, None)
    return pd.Series(weights / weights.sum(), index=values.columns, name="weight")


def budget_allocation(ballots: pd.DataFrame, points: float = 100.0) -> pd.Series[float]:
    """The mean of what experts gave: each row is a ballot that spreads ``points`` over the columns; an empty cell gives nothing.

    The weights sum to 1. Raises ConfigError naming every ballot that has a negative number or does not come to ``points``.
    """
    given = ballots.fillna(0.0).astype(np.float64)
    faults = [f"ballot {expert}: has a number below 0; give 0 or more" for expert in ballots.index[given.lt(0).any(axis=1)]]
    faults += [
        f"ballot {expert}: comes to {total:g}, not {points:g}; spread exactly so many points"
        for expert, total in given.sum(axis=1).items()
        if abs(total - points) > 1e-6 * points
    ]
    if faults or given.empty:
        raise ConfigError(faults or "there is no ballot; collect some, or take equal weights")
    mean = given.mean()
    return (mean / mean.sum()).rename("weight")


def ahp(pairs: pd.DataFrame) -> Judged:
    """The weights that pairwise judgements imply, and their consistency ratio (Saaty 1980, analytic hierarchy process).

    ``pairs`` has a row and a column for each thing: how many times more important the row's is than the column's (1/9 to 9). Half of them
    suffices, the other half are the reciprocals. The weights are the principal eigenvector; the ratio is (lambda - n)/(n - 1) by Saaty's
    random index. Raises ConfigError with all cells that contradict or are lacking.
    """
    matrix = _completed(pairs)
    size = len(matrix)
    values, vectors = np.linalg.eig(matrix)
    largest = int(np.argmax(values.real))
    weights = np.abs(vectors[:, largest].real)
    index = (float(values[largest].real) - size) / (size - 1) if size > 1 else 0.0
    ratio = max(index, 0.0) / RANDOM_INDEX[size - 1] if size > 2 else 0.0
    return Judged(pd.Series(weights / weights.sum(), index=pairs.index, name="weight"), ratio)


def _completed(pairs: pd.DataFrame) -> Floats:
    if list(pairs.index) != list(pairs.columns) or not 1 <= len(pairs) <= len(RANDOM_INDEX):
        raise ConfigError(f"pairwise judgements: write the same 1 to {len(RANDOM_INDEX)} things as rows and columns, in the same order")
    given = pairs.to_numpy(np.float64, copy=True)
    given[np.diag_indices_from(given)] = np.where(np.isnan(given.diagonal()), 1.0, given.diagonal())
    matrix = np.where(np.isnan(given), over(1.0, given.T), given)
    wrong = np.isnan(matrix) | ~(matrix > 0) | (np.abs(matrix * matrix.T - 1) > 0.05)
    names: list[Hashable] = list(pairs.index)
    faults = [
        f"{names[row]} against {names[column]}: write a number above 0, and its reciprocal or nothing the other way round"
        for row, column in np.argwhere(np.triu(wrong))
    ]
    if faults:
        raise ConfigError(faults)
    return matrix


def _standardised(values: pd.DataFrame) -> Floats:
    known = values.dropna().to_numpy(np.float64)
    if len(known) < 2:
        raise ConfigError("there are fewer than two units of which every column is known; take other weights, or leave out columns")
    flat = [str(code) for code, same in zip(values.columns, (known == known[0]).all(axis=0), strict=True) if same]
    if flat:
        raise ConfigError([f"{code}: is the same everywhere, so that nothing goes with it; leave it out" for code in flat])
    return np.asarray((known - known.mean(axis=0)) / known.std(axis=0, ddof=1))


def _covariance(values: pd.DataFrame) -> Floats:
    _standardised(values)
    return np.atleast_2d(np.cov(values.dropna().to_numpy(np.float64), rowvar=False))


def _correlations(covariance: Floats, w: Floats) -> Floats:
    """Of each column with the weighted sum of all."""
    spread = np.sqrt(w @ covariance @ w)
    return np.asarray(covariance @ w / (np.sqrt(covariance.diagonal()) * spread)) if spread > 0 else np.zeros(len(w))
