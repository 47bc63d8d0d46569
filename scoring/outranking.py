"""Units compared two by two: by how much of the weight one is better than another, and who wins more often (Copeland)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from scoring.arrays import Floats, over

_EVEN = 12
"""Decimals to which a share of the weight is compared with one half: weights that do not add up exactly make no winner."""


def shares(y: Floats, w: Floats) -> Floats:
    """Units by units: the share of the weight in which the row's unit is better than the column's, ties as half; 0 on the diagonal.

    COINr ``outrankMatrix``, except that of two units only those children count that both have: there the children that one of them lacks
    are given to whichever stands further down in the table. NaN where two units have nothing in common.
    """
    won, met = np.zeros((2, len(y), len(y)))
    for column, weight in zip(y.T, w, strict=True):
        mine, theirs = column[:, None], column[None, :]
        won += weight * ((mine > theirs) + (mine == theirs) / 2)
        met += weight * ~np.isnan(mine + theirs)
    found = over(won, met)
    np.fill_diagonal(found, 0.0)
    return found


def wins(y: Floats, w: Floats) -> Floats:
    """Copeland's score: units beaten less units lost to, a half of the weight being a draw; NaN for a unit without any child.

    COINr ``a_copeland`` (which its ``Aggregate`` cannot call), except that a half is a half: COINr compares sums such as 2/9 +
    5/18 with 0.5 to the last bit, and then a draw goes to whichever unit stands further down. Only an order, blind to distances.
    """
    order = np.sign(np.nan_to_num(shares(y, w).round(_EVEN) - 0.5))
    np.fill_diagonal(order, 0.0)
    unknown = np.isnan(y[:, w != 0]).all(axis=1)
    return np.where(unknown, np.nan, order.sum(axis=1))


def outranking(values: pd.DataFrame, weights: pd.Series[float]) -> pd.DataFrame:
    """The matrix of ``shares`` with the units' names; weights by column."""
    found = shares(values.to_numpy(np.float64), weights[values.columns].to_numpy().astype(np.float64))
    return pd.DataFrame(found, index=values.index, columns=values.index)
