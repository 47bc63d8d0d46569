"""What to put where a value is missing, if anything: the official score fills nothing, the uncertainty analysis tries them all.

Handbook 2008, step 3; COINr ``i_mean`` and its family. What is known is never changed; what a method cannot tell stays missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np
import pandas as pd

from data.errors import ConfigError
from scoring.normalise import minmax
from scoring.panel import last, linear
from scoring.tree import Tree

WAYS = ("none", "mean", "median", "group_mean", "group_median", "row_mean", "linear", "last")


def mean(values: pd.DataFrame) -> pd.DataFrame:
    """The mean of the column (COINr ``i_mean``): nobody is above or below it for lack of an answer."""
    return values.fillna(values.mean())


def median(values: pd.DataFrame) -> pd.DataFrame:
    """The median of the column (COINr ``i_median``)."""
    return values.fillna(values.median())


def group_mean(values: pd.DataFrame, groups: pd.Series[str]) -> pd.DataFrame:
    """The mean of the column in the unit's own group (COINr ``i_mean_grp``); nothing for units without a group."""
    return _by_group(values, groups, "mean")


def group_median(values: pd.DataFrame, groups: pd.Series[str]) -> pd.DataFrame:
    """The median of the column in the unit's own group (COINr ``i_median_grp``); nothing for units without a group."""
    return _by_group(values, groups, "median")


def row_mean(values: pd.DataFrame, directions: Mapping[str, int] | None = None) -> pd.DataFrame:
    """As good as the unit is on average in the other columns, which should be of one pillar.

    Each column goes to 0..1 by its direction, the row's mean is filled in and turned back into the column's own units (COINr ``Impute``
    with ``impute_by = "row"``). A column in which nothing differs gets its one value.
    """
    told = directions or {}
    signs = pd.Series([told.get(str(code), 1) for code in values], index=values.columns, dtype="float64")
    turned = values * signs
    least, most = turned.min(), turned.max()
    means = minmax(turned, high=1.0).mean(axis=1)
    back = np.outer(means, most - least) + least.to_numpy()
    return values.fillna(pd.DataFrame(back * signs.to_numpy(), index=values.index, columns=values.columns))


def impute(
    values: pd.DataFrame,
    tree: Tree,
    how: str = "none",
    *,
    groups: pd.Series[str] | None = None,
    earlier: Mapping[int, pd.DataFrame] | None = None,
    year: int | None = None,
    most: float | None = None,
) -> pd.DataFrame:
    """The leaves of the tree filled in one of ``WAYS``; other columns stay.

    ``group_mean`` and ``group_median`` need ``groups``, a group for each unit; ``linear`` and ``last`` need the ``year`` of the values and
    frames of ``earlier`` years, and look at most ``most`` years away. ``row_mean`` works within the leaves of one parent, by the tree's
    directions. Raises ConfigError when something is lacking.
    """
    codes = [leaf.code for leaf in tree.leaves if leaf.code in values]
    asked = values[codes]
    if how not in WAYS:
        raise ConfigError(f"{how!r} is not a way to impute; write one of {', '.join(WAYS)}")
    if how == "none":
        return values
    if how == "row_mean":
        return values.assign(**_pillars(asked, tree))
    if how in {"linear", "last"}:
        return values.assign(**_from_years(asked, how, earlier, year, most))
    if how.startswith("group"):
        return values.assign(**(group_mean if how == "group_mean" else group_median)(asked, _given(groups, how)))
    return values.assign(**(mean if how == "mean" else median)(asked))


def _pillars(values: pd.DataFrame, tree: Tree) -> pd.DataFrame:
    pillars: dict[str, list[str]] = defaultdict(list)
    for code in values:
        pillars[tree[str(code)].parent].append(str(code))
    directions = {leaf.code: leaf.direction for leaf in tree.leaves}
    return pd.concat([row_mean(values[codes], directions) for codes in pillars.values()], axis=1)


def _from_years(
    values: pd.DataFrame, how: str, earlier: Mapping[int, pd.DataFrame] | None, year: int | None, most: float | None
) -> pd.DataFrame:
    if year is None or not earlier:
        raise ConfigError(f"{how}: needs the year of the values and frames of earlier years; give them, or write none")
    frames = {**{before: frame.reindex(columns=values.columns) for before, frame in earlier.items()}, year: values}
    panel = pd.concat(frames, names=["year", "unit"]).swaplevel()
    filled = (linear if how == "linear" else last)(panel, most=most)
    return filled.loc[[(unit, year) for unit in values.index]].set_axis(values.index)


def _given(groups: pd.Series[str] | None, how: str) -> pd.Series[str]:
    if groups is None:
        raise ConfigError(f"{how}: needs the group of each unit; give it, or write mean")
    return groups


def _by_group(values: pd.DataFrame, groups: pd.Series[str], what: str) -> pd.DataFrame:
    named = groups.reindex(values.index)
    named = named.where(named.notna() & named.ne("")).astype(object)
    known = values.groupby(named.to_numpy(), dropna=True)
    return values.fillna(known.transform("mean") if what == "mean" else known.transform("median"))
