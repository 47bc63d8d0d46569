"""How much each child really decides, against the weight it was given.

The correlation ratio of Paruolo, Saisana, Saltelli 2013 (10.1111/j.1467-985X.2012.01059.x): S = Var(E[I|x]) / Var(I), the share of the
variance of a score that would go if the child were fixed. A weight is what one point more is worth; importance depends also on how much
the child varies and on what it goes with.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from scoring.arrays import Floats
from scoring.smooth import local_linear
from scoring.tree import Tree

COLUMNS = ("of", "node", "n", "way", "linear", "s", "weight", "importance", "ratio")
FEW = 5
"""So many different values, or fewer, are taken as they are: the mean of the score at each of them needs no curve."""
FEWEST = 10
"""With fewer units there is no curve, only a straight line."""


class Ratio(NamedTuple):
    """The correlation ratio ``s`` over ``n`` units, how it was found (``means``, ``curve``, ``line``), and the square of Pearson's r."""

    n: int
    way: str
    linear: float
    s: float


def correlation_ratio(score: pd.Series[float], x: pd.Series[float]) -> Ratio:
    """How much of the variance of ``score`` the values of ``x`` explain, 0 to 1.

    Of few different values (``FEW``) by the means at each of them, else by a curve (``scoring.smooth``), with few units (``FEWEST``) by a
    line. Not corrected for chance: of n units k means explain about (k-1)/(n-1) of nothing. A constant ``x`` explains nothing (0); NaN
    where the score does not vary or fewer than three units have both.
    """
    pair = pd.concat([score, x.reindex(score.index)], axis=1).to_numpy(np.float64)
    known = pair[~np.isnan(pair).any(axis=1)]
    y, values = known[:, 0], known[:, 1]
    if len(y) < 3 or y.min() == y.max():
        return Ratio(len(y), "", np.nan, np.nan)
    if values.min() == values.max():
        return Ratio(len(y), "means", 0.0, 0.0)
    way, fit = _expected(y, values)
    return Ratio(len(y), way, _share(_line(values, y), y), _share(fit, y))


def importance(nodes: pd.DataFrame, tree: Tree) -> pd.DataFrame:
    """One row a child of each inner node and one a leaf of the root, with ``COLUMNS``, ``of`` saying whose score is explained.

    ``weight`` is the nominal one: the child's share among its siblings, or the leaf's effective weight. ``importance`` is its part of the
    sum of S over the same ``of``, and ``ratio`` importance / weight: 1 where the weights do what they say. Where the root's children are
    leaves its rows are not repeated. ``nodes`` are units by nodes, as ``aggregate`` gives them.
    """
    shares, effective = tree.shares(), tree.effective()
    groups = [(node.code, list(tree.children(node.code)), shares) for node in tree.nodes if tree.children(node.code)]
    if set(tree.leaves) != set(tree.children(tree.root.code)):
        groups.append((tree.root.code, [leaf for leaf in tree.leaves if tree.above(leaf.code)[:-1]], effective))
    tables = [_group(nodes, of, [node.code for node in below], weights) for of, below, weights in groups]
    return pd.concat(tables, ignore_index=True)[list(COLUMNS)] if tables else pd.DataFrame(columns=list(COLUMNS))


def _group(nodes: pd.DataFrame, of: str, codes: list[str], weights: pd.Series[float]) -> pd.DataFrame:
    found = pd.DataFrame([correlation_ratio(nodes[of], nodes[code]) for code in codes], columns=list(Ratio._fields))
    weight = weights[codes].to_numpy(np.float64)
    whole = found["s"].sum()
    reached = found["s"] / whole if whole > 0 else found["s"] * np.nan
    return found.assign(of=of, node=codes, weight=weight, importance=reached, ratio=reached / np.where(weight > 0, weight, np.nan))


def _expected(y: Floats, x: Floats) -> tuple[str, Floats]:
    values, place = np.unique(x, return_inverse=True)
    if len(values) <= FEW:
        means = np.bincount(place, weights=y) / np.bincount(place)
        return "means", means[place]
    return ("line", _line(x, y)) if len(y) < FEWEST else ("curve", local_linear(x, y))


def _line(x: Floats, y: Floats) -> Floats:
    away = x - x.mean()
    return np.asarray(y.mean() + away * (away @ y) / (away @ away))


def _share(fit: Floats, y: Floats) -> float:
    return float(min(fit.var() / y.var(), 1.0))
