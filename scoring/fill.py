"""What is missing filled in, in many runs at once: those ways of ``scoring.impute`` that look at one leaf only, on runs by units."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scoring.arrays import Floats, over

Bools = NDArray[np.bool_]
FILLS = frozenset({"none", "mean", "median", "group_mean", "group_median"})
"""The ways that can be taken here; the others look at other leaves or years."""


def members(groups: pd.Series[str] | None) -> list[Bools]:
    """Which units are in each group; those without one are in none."""
    if groups is None:
        return []
    names = groups.astype(object).to_numpy()
    return [np.asarray(names == name) for name in sorted({str(one) for one in groups.dropna()} - {""})]


def filled(x: Floats, asked: Bools, how: str, groups: Sequence[Bools] = ()) -> Floats:
    """The runs with the mean or median of the units, or of each unit's own group, where a unit that is asked has nothing."""
    if how == "none":
        return x
    middle = _median if how.endswith("median") else _mean
    if not how.startswith("group"):
        return np.where(np.isnan(x) & asked, middle(x), x)
    found = x.copy()
    for here in groups:
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
