"""Arithmetic on arrays in which NaN stands for what is not known: it neither adds nor divides, and never becomes a number."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.stats import rankdata

from data.errors import ConfigError

Floats = NDArray[np.float64]
Values = TypeVar("Values", "pd.Series[float]", pd.DataFrame, Floats)
"""A column, some columns, or an array whose first axis is the units."""


def over(a: ArrayLike, b: ArrayLike) -> Floats:
    """One by the other; not known where that would divide by zero."""
    below = np.asarray(b, dtype=np.float64)
    return np.asarray(np.asarray(a, dtype=np.float64) / np.where(below == 0, np.nan, below))


def ends(y: Floats) -> tuple[Floats, Floats]:
    """The least and the most of each column, of what is known."""
    return np.fmin.reduce(y, axis=0, initial=np.nan), np.fmax.reduce(y, axis=0, initial=np.nan)


def total(y: Floats) -> Floats:
    """The sum of each column, of what is known; the same to the last digit in whatever order the units come."""
    return np.asarray(np.nan_to_num(np.sort(y, axis=0), nan=0.0).sum(axis=0))


def ranks(y: Floats) -> Floats:
    """1 for the least of each column; ties take the smallest."""
    if not y.size:
        return y
    return np.asarray(rankdata(y, method="min", axis=0, nan_policy="omit"), dtype=np.float64)


def like(x: Values, y: Floats) -> Values:
    """The array as that kind of thing which ``x`` is, with its labels."""
    if isinstance(x, pd.DataFrame):
        return pd.DataFrame(y, index=x.index, columns=x.columns)
    if isinstance(x, pd.Series):
        return pd.Series(y, index=x.index, name=x.name)
    return y


def turned(x: Values, direction: float) -> Floats:
    """The values as an array in which more is better. Raises ConfigError for a direction that is neither 1 nor -1."""
    if direction not in {1, -1}:
        raise ConfigError(f"direction {direction!r}: write 1 where more is better and -1 where less is")
    return np.asarray(x, dtype=np.float64) * direction


def reached(way: Floats, whole: Floats, *, capped: bool) -> Floats:
    """The share of the way that was gone. Where there is none to go, it is gone for who is beyond it when ``capped``; all else is open."""
    share = over(way, whole)
    return np.where((whole == 0) & (way > 0), 1.0, np.minimum(share, 1.0)) if capped else share


def refuse(x: Values, wrong: NDArray[np.bool_], rule: str) -> None:
    """Raise ConfigError naming the column and all its units that break a rule; nothing when none does."""
    if wrong.any():
        where = f"{x.name}: " if isinstance(x, pd.Series) else ""
        units = x.index[wrong].tolist() if isinstance(x, pd.Series) else np.argwhere(wrong).tolist()
        raise ConfigError(f"{where}{rule}, but not at {', '.join(map(str, units))}; correct the values or the method")


def rounded(y: Floats, decimals: int) -> Floats:
    """Rounded as R 4 does: of the two nearest decimals the nearer one, in doubles, and the even one where both are as near.

    It differs from rounding the binary value (Python, ``sprintf``) and from numpy where the third decimal is a 5. Published indices that
    round between their tiers can be repeated only with the rule of the program that made them.
    """
    power = 10.0**decimals
    size = np.abs(y)
    whole = np.floor(size * power)
    down, up = whole / power, np.ceil(size * power) / power
    to_down, to_up = size - down, up - size
    lower = (to_down < to_up) | ((to_down == to_up) & (whole % 2 == 0))
    exact = np.log10(np.where(size > 0, size, 1.0)) + decimals > 15
    return np.asarray(np.where(exact | np.isnan(y), y, np.copysign(np.where(lower, down, up), y)))
