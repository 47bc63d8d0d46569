"""Places in an order: 1 is the best, those who tie share the smallest place, and whoever has no score has no place."""

from __future__ import annotations

import pandas as pd

DECIMALS = 10
"""To which scores are rounded before they are ranked: a difference in the last bit is none."""


def rank(values: pd.Series[float], decimals: int = DECIMALS) -> pd.Series[float]:
    """The rank of each value, the highest first; ties take the smallest rank (``min``), NaN has none."""
    return values.round(decimals).rank(method="min", ascending=False)


def rank_within(values: pd.Series[float], groups: pd.Series[str], decimals: int = DECIMALS) -> pd.Series[float]:
    """The rank of each value among those of its group; none where there is no group."""
    return values.round(decimals).groupby(groups, observed=True).rank(method="min", ascending=False)
