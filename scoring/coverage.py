"""On what a score rests: which share of its weight was observed, answered in the survey, both, taken from statistics, or is missing."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scoring.matrix import BASES, MISSING, Matrix
from scoring.tree import Tree

SHARES = (*BASES, "missing")
"""The shares of a node's weight; they sum to 1 wherever anything under it applies."""
COLUMNS = ("unit", "node", *SHARES)


def coverage(matrix: Matrix, tree: Tree) -> pd.DataFrame:
    """One row a unit and node, with the columns of ``COLUMNS``, in the order of the units and of the tree.

    What does not apply hands its weight to its siblings, as in the score itself. The shares are NaN where nothing under the node applies
    or the weights are not known. They say what was measured, also where a node stays blank because that is too little.
    """
    found = shares(matrix, tree)
    units = matrix.basis.index
    table = pd.DataFrame(
        np.concatenate([found[node.code] for node in tree.nodes]) if len(units) else np.empty((0, len(SHARES))), columns=list(SHARES)
    )
    codes = [node.code for node in tree.nodes]
    table.insert(0, "node", np.repeat(np.array(codes, dtype=object), len(units)))
    table.insert(0, "unit", np.tile(units.to_numpy(dtype=object), len(codes)))
    order = np.arange(len(table)).reshape(len(codes), len(units)).T.ravel()
    return table.iloc[order].reset_index(drop=True)


def shares(matrix: Matrix, tree: Tree) -> dict[str, NDArray[np.float64]]:
    """The shares of every node by its code: an array, units by ``SHARES``."""
    found = {leaf.code: _leaf(matrix, leaf.code) for leaf in tree.leaves}
    for node in tree.upward():
        children = tree.children(node.code)
        below = np.stack([found[child.code] for child in children])
        weights = np.array([child.weight for child in children])[:, None, None]
        # A weight that nobody knows counts for nothing only where its node does not apply.
        given = np.where(np.isnan(below), 0.0, weights)
        whole = given.sum(axis=0)
        parts = np.where(np.isnan(below), 0.0, below * weights).sum(axis=0)
        found[node.code] = np.divide(parts, whole, out=np.full_like(parts, np.nan), where=whole > 0)
    return found


def measured(matrix: Matrix, tree: Tree) -> pd.Series[float]:
    """The share of the whole weight that is known of each unit, whatever it rests on."""
    missing = shares(matrix, tree)[tree.root.code][:, SHARES.index("missing")]
    return pd.Series(1 - missing, index=matrix.basis.index, name="measured")


def _leaf(matrix: Matrix, code: str) -> NDArray[np.float64]:
    basis, applicable = matrix.basis[code].to_numpy(dtype=object), matrix.applicable[code].to_numpy(dtype=bool)
    words = np.array([*BASES, MISSING], dtype=object)
    return np.where(applicable[:, None], basis[:, None] == words, np.nan).astype(np.float64)
