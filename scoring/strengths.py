"""Where a unit is strong and where it is weak: its place on every node, and how far it is from the middle of its group.

COINr ``get_unit_summary`` and ``get_str_weak``. Where many share a value a bare rank misleads (forty of forty-three who all say yes are
all first), so the order is by how many more units are worse than better.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from data.errors import ConfigError
from scoring.arrays import over
from scoring.rank import DECIMALS, rank
from scoring.tree import Tree

STANDING_COLUMNS = ("unit", "node", "score", "rank", "units", "sharing", "lead", "median", "distance", "best")
COLUMNS = ("unit", "kind", "place", *STANDING_COLUMNS[1:])
STRENGTH, WEAKNESS = "strength", "weakness"
BY = ("lead", "distance")
"""How the best and the worst are found: by rank, or by the distance to the median of the group."""


def standings(nodes: pd.DataFrame, within: pd.Series[str] | None = None, *, decimals: int = DECIMALS) -> pd.DataFrame:
    """One row a unit and node, in the order of both, with ``STANDING_COLUMNS``.

    ``within`` is the group (or measurement) of each unit, with which it is compared; units without one are left out, and all are together
    when it is not given. ``rank`` 1 is the best, of ``units`` that have a score, of which ``sharing`` have this one (itself counted).
    ``lead`` is the share of the others who are worse less that of those who are better, -1 to 1. ``distance`` is score - ``median`` of the
    group, ``best`` the highest score in it. Where the unit has no score, all that is said of it is NaN, and the rest is of the others.
    """
    groups = pd.Series("", index=nodes.index) if within is None else within.reindex(nodes.index)
    tables = [_group(nodes.loc[places], decimals) for _, places in groups.groupby(groups, observed=True).groups.items()]
    if not tables:
        return pd.DataFrame(columns=list(STANDING_COLUMNS))
    found = pd.concat(tables).loc[[unit for unit in nodes.index if pd.notna(groups[unit])]]
    return found.rename_axis("unit").reset_index()[list(STANDING_COLUMNS)]


def strengths(
    nodes: pd.DataFrame,
    unit: str,
    tree: Tree,
    within: pd.Series[str] | None = None,
    *,
    among: Iterable[str] | None = None,
    by: str = "lead",
    count: int = 5,
    decimals: int = DECIMALS,
) -> pd.DataFrame:
    """The best and the worst nodes of a unit, ``count`` of each at most, with ``COLUMNS``: ``place`` 1 is the most marked of its ``kind``.

    ``among`` are the leaves when not given. A strength is above the middle and a weakness below it, so there may be fewer, and none of a
    unit without scores. ``by`` is one of ``BY``; ties go by the other, then by the order of the tree. Raises ConfigError for an unknown
    unit, node or order.
    """
    asked = [leaf.code for leaf in tree.leaves] if among is None else list(among)
    _refuse(nodes, unit, asked, by)
    table = standings(nodes[asked], within, decimals=decimals)
    own = table[(table["unit"] == unit) & table["lead"].notna()].set_index("node").reindex(asked).dropna(subset="lead").reset_index()
    other = next(way for way in BY if way != by)
    side = own[by].round(decimals)
    ordered = {
        STRENGTH: own[side > 0].sort_values([by, other], ascending=False, kind="stable"),
        WEAKNESS: own[side < 0].sort_values([by, other], kind="stable"),
    }
    tables = [rows.head(count).assign(kind=kind, place=range(1, min(count, len(rows)) + 1)) for kind, rows in ordered.items()]
    return pd.concat(tables, ignore_index=True)[list(COLUMNS)]


def _refuse(nodes: pd.DataFrame, unit: str, asked: list[str], by: str) -> None:
    faults = [f"{code!r} is no node of these scores; name one that is" for code in asked if code not in nodes]
    if unit not in nodes.index:
        faults.append(f"{unit!r} is no unit of these scores; name one that is")
    if by not in BY:
        faults.append(f"{by!r} is no order of strengths; write one of {', '.join(BY)}")
    if faults:
        raise ConfigError(faults)


def _group(nodes: pd.DataFrame, decimals: int) -> pd.DataFrame:
    """The rows of one group, unit by unit."""
    score = nodes.astype(np.float64)
    places = score.apply(rank, decimals=decimals)
    last = (-score).apply(rank, decimals=decimals)
    units = score.notna().sum()
    wide = {
        "score": score,
        "rank": places,
        "units": _everywhere(score, units),
        "sharing": units - last - places + 2,
        "lead": pd.DataFrame(over(last - places, _everywhere(score, units - 1)), index=score.index, columns=score.columns),
        "median": _everywhere(score, score.median()),
        "distance": score - score.median(),
        "best": _everywhere(score, score.max()),
    }
    cells = {name: frame.to_numpy(np.float64).ravel() for name, frame in wide.items()}
    index = np.repeat(score.index.to_numpy(dtype=object), score.shape[1])
    return pd.DataFrame({"node": np.tile(score.columns.to_numpy(dtype=object), len(score)), **cells}, index=index)


def _everywhere(like: pd.DataFrame, row: pd.Series[float]) -> pd.DataFrame:
    return pd.DataFrame(np.broadcast_to(row.to_numpy(np.float64), like.shape), index=like.index, columns=like.columns)
