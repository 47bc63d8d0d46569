"""What the index would be without one of its parts: how many places the units move, and who moves most.

COINr ``remove_elements``. The weights of the siblings stand for the whole, as if the part had never been in the tree; a parent that is left
childless goes with it. Ranks are compared among the units that have a score both ways: who has none without the part is counted apart.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from data.errors import ConfigError
from scoring.aggregate import aggregate
from scoring.rank import DECIMALS, rank_within
from scoring.tree import Tree

COLUMNS = (
    "node",
    "weight",
    "units",
    "lost",
    "mean_rank_change",
    "largest_rank_change",
    "mean_score_change",
    "riser",
    "rise",
    "faller",
    "fall",
)
MOVE_COLUMNS = ("node", "unit", "score", "without", "change", "rank", "rank_without", "rank_change")


def without(normalised: pd.DataFrame, tree: Tree, code: str, applicable: pd.DataFrame | None = None) -> pd.Series[float]:
    """The score of each unit in the tree without that node and all below it; NaN where nothing is left.

    ``normalised`` are the leaves on the tree's scale, and ``applicable`` as in ``aggregate``.
    """
    return _recomputed(_known(normalised, tree, applicable), tree, code)


def moves(
    normalised: pd.DataFrame,
    tree: Tree,
    applicable: pd.DataFrame | None = None,
    *,
    within: pd.Series[str] | None = None,
    nodes: Iterable[str] | None = None,
    decimals: int = DECIMALS,
) -> pd.DataFrame:
    """One row a node that is taken out and unit that has a score, with ``MOVE_COLUMNS``.

    ``nodes`` are all but the root when not given. ``within`` is the measurement of each unit, within which it is ranked: units for which it
    is missing are not compared (insufficient evidence); all together when not given. ``rank_change`` is positive for a unit that rises
    without the node; it and the ranks are NaN for a unit that then has no score. Raises ConfigError for nodes that cannot be taken out.
    """
    asked = _asked(tree, nodes)
    known = _known(normalised, tree, applicable)
    places = pd.Series("", index=normalised.index) if within is None else within.reindex(normalised.index)
    score = known[0][tree.root.code].where(places.notna())
    tables = [_moved(score, _recomputed(known, tree, code), places, decimals).assign(node=code) for code in asked]
    if not tables:
        return pd.DataFrame(columns=list(MOVE_COLUMNS))
    return pd.concat(tables).rename_axis("unit").reset_index()[list(MOVE_COLUMNS)]


def removal(moved: pd.DataFrame, tree: Tree, nodes: Iterable[str] | None = None) -> pd.DataFrame:
    """One row a node that is taken out, in the order of the tree, with ``COLUMNS``; ``moved`` is what ``moves`` tells of these nodes.

    ``weight`` is its effective one; ``units`` have a score both ways, ``lost`` only with the node. ``mean_rank_change`` and
    ``largest_rank_change`` are of absolute changes, as is ``mean_score_change``. ``riser`` is who rises most without it, by ``rise``
    places, and ``faller`` who falls most, by ``fall``; empty and 0 where nobody does. Of several the first by id. Raises ConfigError for
    nodes that cannot be taken out.
    """
    groups = {str(code): rows for code, rows in moved.groupby("node", sort=False)}
    effective = tree.effective()
    rows = [(code, float(effective[code]), *_summed(groups.get(code, moved.iloc[:0]))) for code in _asked(tree, nodes)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _asked(tree: Tree, nodes: Iterable[str] | None) -> list[str]:
    if nodes is None:
        return [node.code for node in tree.nodes if node.parent]
    asked = list(nodes)
    if wrong := [code for code in asked if code not in tree or not tree[code].parent]:
        raise ConfigError([f"{code!r} cannot be taken out; name a node of the tree below its root" for code in wrong])
    return asked


def _known(normalised: pd.DataFrame, tree: Tree, applicable: pd.DataFrame | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """All nodes, and of which units each is asked: a node where any leaf below it is."""
    leaves = [leaf.code for leaf in tree.leaves]
    asked = pd.DataFrame(data=True, index=normalised.index, columns=leaves) if applicable is None else applicable.loc[normalised.index]
    below = {node.code: asked[[leaf.code for leaf in tree.below(node.code)]].any(axis=1) for node in tree.nodes}
    return aggregate(normalised, tree, applicable), pd.DataFrame(below, index=normalised.index)


def _recomputed(known: tuple[pd.DataFrame, pd.DataFrame], tree: Tree, code: str) -> pd.Series[float]:
    """The root without a node: only what is above it changes, so that its siblings and theirs are taken as they are."""
    nodes, asked = known
    above = {node.code for node in tree.above(code)}
    near = Tree(tuple(node for node in tree.nodes if not node.parent or node.parent in above)).without([code])
    if not near.nodes:
        return pd.Series(np.nan, index=nodes.index)
    return aggregate(nodes, near, asked)[tree.root.code]


def _moved(score: pd.Series[float], changed: pd.Series[float], places: pd.Series[str], decimals: int) -> pd.DataFrame:
    both = score.notna() & changed.notna()
    before, after = (rank_within(points.where(both), places, decimals) for points in (score, changed))
    table = {"score": score, "without": changed, "change": changed - score, "rank": before, "rank_without": after}
    return pd.DataFrame({**table, "rank_change": before - after})[score.notna()]


def _summed(rows: pd.DataFrame) -> tuple[object, ...]:
    both = rows.dropna(subset="rank_change").sort_values("unit").set_index("unit")
    change = both["rank_change"]
    if both.empty:
        return (0, len(rows), np.nan, np.nan, np.nan, "", 0, "", 0)
    rise, fall = max(int(change.max()), 0), max(-int(change.min()), 0)
    who = (str(change.idxmax()) if rise else "", rise, str(change.idxmin()) if fall else "", fall)
    size = change.abs()
    return (len(both), len(rows) - len(both), float(size.mean()), int(size.max()), float(both["change"].abs().mean()), *who)
