"""Whether the children of a node measure one thing: Cronbach's alpha, and what it would be without each of them.

Handbook 2008, step 4; COINr ``get_cronbach``. The weights do not count. Alpha rises with the number of children: a high one is no proof of
one dimension, and a low one no fault where a node is meant to join different things.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.stats import f

from scoring.arrays import Floats
from scoring.correlate import correlation
from scoring.tree import Tree

COLUMNS = ("node", "children", "n", "alpha", "low", "high", "alpha_pairwise", "mean_r")
CHILD_COLUMNS = ("node", "child", "n", "r_rest", "alpha_without", "gain")


class Alpha(NamedTuple):
    """Alpha of ``children`` columns over ``n`` units with its interval (Feldt 1965); NaN with fewer than two of either or no variance."""

    children: int
    n: int
    alpha: float
    low: float
    high: float


def cronbach(y: pd.DataFrame, *, level: float = 0.95, pairwise: bool = False) -> Alpha:
    """k/(k-1) · (1 - sum of the columns' variances / variance of their sum).

    Over the ``n`` units that have all columns; columns that no unit has are left out. ``pairwise`` takes each covariance over the units
    that have both, as COINr does: then there is no interval.
    """
    known = y.dropna(axis=1, how="all")
    whole = known.dropna()
    k, n = known.shape[1], len(whole)
    taken = known if pairwise else whole
    alpha = _alpha(taken.cov().to_numpy(np.float64)) if k > 1 and len(taken) > 1 else float("nan")
    return Alpha(k, n, alpha, *((np.nan, np.nan) if pairwise else _interval(alpha, k, n, level)))


def consistency(nodes: pd.DataFrame, tree: Tree, *, level: float = 0.95) -> pd.DataFrame:
    """One row an inner node, in the order of the tree, with ``COLUMNS``: alpha of its children and the mean of their correlations.

    ``nodes`` are units by nodes on one scale, as ``aggregate`` gives them; ``low`` and ``high`` hold alpha with probability ``level``.
    ``alpha_pairwise`` takes all that is known of each pair: look at it where gaps leave few (``n``) units with all children.
    """
    inner = [node.code for node in tree.nodes if tree.children(node.code)]
    return pd.DataFrame([(code, *_node(_under(nodes, tree, code), level)) for code in inner], columns=list(COLUMNS))


def consistency_without(nodes: pd.DataFrame, tree: Tree) -> pd.DataFrame:
    """One row a child of each inner node, with ``CHILD_COLUMNS``.

    ``r_rest`` is its correlation with the sum of its siblings, over the units that have all children; ``alpha_without`` is alpha when it
    is left out, over the same units, and ``gain`` by how much it is then higher: a child with a gain fits badly.
    """
    inner = [node.code for node in tree.nodes if tree.children(node.code)]
    rows = [row for code in inner for row in _children(code, _under(nodes, tree, code).dropna(axis=1, how="all").dropna())]
    return pd.DataFrame(rows, columns=list(CHILD_COLUMNS))


def _node(y: pd.DataFrame, level: float) -> tuple[float, ...]:
    return (*cronbach(y, level=level), cronbach(y, pairwise=True).alpha, _mean_r(y))


def _children(code: str, whole: pd.DataFrame) -> list[tuple[str, str, int, float, float, float]]:
    alpha = cronbach(whole).alpha
    found = []
    for child in whole.columns:
        rest = whole.drop(columns=child)
        without = cronbach(rest).alpha
        found.append((code, str(child), len(whole), correlation(whole[child], rest.sum(axis=1)).r, without, without - alpha))
    return found


def _under(nodes: pd.DataFrame, tree: Tree, code: str) -> pd.DataFrame:
    return nodes[[child.code for child in tree.children(code)]]


def _alpha(covariance: Floats) -> float:
    k, whole = len(covariance), covariance.sum()
    own = np.trace(covariance)
    # What rounding leaves of columns that cancel each other out is no variance.
    return float(k / (k - 1) * (1 - own / whole)) if whole > 1e-12 * own else float("nan")


def _interval(alpha: float, k: int, n: int, level: float) -> tuple[float, float]:
    if np.isnan(alpha):
        return (float("nan"),) * 2
    upper, lower = (float(f.ppf(share, n - 1, (n - 1) * (k - 1))) for share in ((1 + level) / 2, (1 - level) / 2))
    return 1 - (1 - alpha) * upper, 1 - (1 - alpha) * lower


def _mean_r(y: pd.DataFrame) -> float:
    codes = list(y.columns)
    found = [correlation(y[one], y[other]).r for place, one in enumerate(codes) for other in codes[place + 1 :]]
    known = [r for r in found if not np.isnan(r)]
    return float(np.mean(known)) if known else float("nan")
