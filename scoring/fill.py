"""What is missing filled in, in many runs at once: those ways of ``scoring.impute`` that look at one leaf only, on runs by units."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scoring.arrays import Floats, over

FILLS = frozenset({"none", "mean", "median", "group_mean", "group_median"})
"""The ways that can be taken here; the others look at other leaves or years."""


def filled(x: Floats, asked: NDArray[np.bool_], how: str, groups: pd.Series[str] | None = None) -> Floats:
    """The runs with the mean or median of the units, or of each unit's own group, where a unit that is asked has nothing."""
    if how == "none":
        return x
    middle = _median if how.endswith("median") else _mean
    if not how.startswith("group"):
        return np.where(np.isnan(x) & asked, middle(x), x)
    told = pd.Series(dtype=object) if groups is None else groups
    found = x.copy()
    for name in sorted({str(group) for group in told.dropna()} - {""}):
        here = told.eq(name).to_numpy(dtype=bool)
        found[:, here] = np.where(np.isnan(x[:, here]) & asked[here], middle(x[:, here]), x[:, here])
    return found


def _mean(x: Floats) -> Floats:
    return over(np.nan_to_num(x).sum(axis=1), (~np.isnan(x)).sum(axis=1))[:, None]


def _median(x: Floats) -> Floats:
    """The middle of what is known of each run; NaN where nothing is."""
    ordered, count = np.sort(x, axis=1), (~np.isnan(x)).sum(axis=1)
    ends = (np.maximum(count - 1, 0) // 2, np.minimum(count // 2, np.maximum(count - 1, 0)))
    low, high = (np.take_along_axis(ordered, end[:, None], axis=1) for end in ends)
    return (low + high) / 2
