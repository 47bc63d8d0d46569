"""What a change at one body would do to its score: computed anew up the tree, not read off the weights.

Where units are not compared with each other, only the way from the changed leaf to the root is computed, for all bodies at once;
otherwise the whole score, body by body.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.aggregate import aggregate
from scoring.attainable import ends, points, separate
from scoring.denominate import denominators
from scoring.matrix import Matrix
from scoring.prepare import Past, prepared
from scoring.rank import DECIMALS
from scoring.score import Scores, computed, ranked
from scoring.tree import Tree


@dataclass(frozen=True)
class Changed:
    """Frames, units by leaves: the ``score`` of the unit after that one leaf changed, and its ranks among the others as they are now.

    NaN where nothing was changed, or the unit has no score for want of evidence.
    """

    score: pd.DataFrame
    overall: pd.DataFrame
    in_group: pd.DataFrame


def limits(scores: Scores, past: Past | None = None) -> pd.DataFrame:
    """A row a leaf: the ``worst`` and ``best`` value (see ``attainable.ends``), and ``worst_points`` and ``best_points`` for them."""
    values = prepared(scores.methodology, scores.matrix, scores.units, past)
    found = ends(scores.methodology.tree, values)
    return found.join(points(scores.methodology.tree, found, scores.normalised).add_suffix("_points"))


def changed(scores: Scores, cells: pd.DataFrame, to: pd.DataFrame, end: str = "best", past: Past | None = None) -> Changed:
    """Each of the ``cells`` (units by leaves, true where wanted) by itself put to that ``end`` of ``to`` (see ``limits``)."""
    leaves = [leaf.code for leaf in scores.methodology.tree.leaves]
    possible = cells[leaves] & scores.matrix.applicable[leaves] & to.loc[leaves, end].notna().to_numpy()
    wanted = possible.loc[scores.root.index].where(scores.root.notna(), other=False).astype(bool)
    if separate(scores.methodology):
        return _placed(scores, _on_the_way_up(scores, wanted, to[f"{end}_points"]))
    return _each(scores, wanted, to[end], past)


def after(scores: Scores, unit: str, values: Mapping[str, float], past: Past | None = None) -> pd.Series[float]:
    """The score of every unit if this one had these values (by leaf, as they stand in the matrix), all of them together.

    Who has no score for want of evidence keeps none.
    """
    held = scores.matrix
    other = held.values.copy()
    for code, value in values.items():
        other.loc[unit, code] = value
    matrix = Matrix(other, held.basis, held.applicable)
    _, nodes = computed(scores.methodology, matrix, scores.units, past)
    return nodes[scores.methodology.tree.root.code].where(scores.root.notna()).rename("score")


def raw(scores: Scores, to: pd.Series[float]) -> pd.DataFrame:
    """Values of the leaves in the units in which they are normalised, as they would stand in the matrix of each body: units by leaves."""
    found = pd.DataFrame(np.tile(to.to_numpy(), (len(scores.units), 1)), index=scores.units.index, columns=to.index)
    if scores.methodology.method.get("denominate", "yes") == "no":
        return found
    sizes = denominators(scores.methodology.tree, scores.units)
    return found.assign(**{code: found[code] * size.reindex(found.index) for code, size in sizes.items()})


def _on_the_way_up(scores: Scores, wanted: pd.DataFrame, worth: pd.Series[float]) -> pd.DataFrame:
    tree = scores.methodology.tree
    asked = _asked(tree, scores.matrix.applicable)
    # The unit's own root is blank only for want of evidence; no sibling is the root.
    codes = [leaf.code for leaf in tree.leaves if wanted[leaf.code].any()]
    found = {code: _anew(tree, code, scores.nodes, asked, wanted[code], float(worth[code])) for code in codes}
    return pd.DataFrame(found, index=wanted.index).reindex(columns=wanted.columns)


def _anew(tree: Tree, code: str, nodes: pd.DataFrame, asked: pd.DataFrame, wanted: pd.Series[bool], worth: float) -> pd.Series[float]:
    way = way_up(tree, code)
    beside = [leaf.code for leaf in way.leaves]
    values = nodes[beside].assign(**{code: nodes[code].mask(wanted, worth)})
    return aggregate(values, way, asked[beside])[tree.root.code].where(wanted)


def way_up(tree: Tree, code: str) -> Tree:
    """The part of the tree that a change of one leaf touches: what stands above it, and beside that as leaves all their other children."""
    above = {"", *(node.code for node in tree.above(code))}
    return Tree(tuple(node for node in tree.nodes if node.parent in above))


def _asked(tree: Tree, applicable: pd.DataFrame) -> pd.DataFrame:
    found = {leaf.code: applicable[leaf.code].to_numpy(dtype=bool) for leaf in tree.leaves}
    for node in tree.upward():
        found[node.code] = np.any([found[child.code] for child in tree.children(node.code)], axis=0)
    return pd.DataFrame(found, index=applicable.index)


def _placed(scores: Scores, found: pd.DataFrame) -> Changed:
    """The ranks when the others stay where they are."""
    units, blank = scores.units, pd.Series("", index=scores.units.index)
    measurement, group = (units[column].astype(str) if column in units else blank for column in ("measurement", "group"))
    places = int(scores.methodology.method.get("rank_decimals", DECIMALS))
    overall = _rank_among(scores.root, found, measurement, places)
    return Changed(found, overall, _rank_among(scores.root, found, measurement + "\0" + group, places))


def _rank_among(now: pd.Series[float], found: pd.DataFrame, groups: pd.Series[str], decimals: int) -> pd.DataFrame:
    ranks = pd.DataFrame(np.nan, index=found.index, columns=found.columns)
    held, then = now.round(decimals), found.round(decimals)
    for members in groups.groupby(groups).groups.values():
        order = np.sort(held.loc[members].dropna().to_numpy())
        mine = then.loc[members].to_numpy()
        better = len(order) - np.searchsorted(order, mine, side="right") - (held.loc[members].to_numpy()[:, None] > mine)
        ranks.loc[members] = np.where(np.isnan(mine), np.nan, better + 1.0)
    return ranks


def _each(scores: Scores, wanted: pd.DataFrame, to: pd.Series[float], past: Past | None) -> Changed:
    found = np.full((3, *wanted.shape), np.nan)
    values = raw(scores, to).to_numpy()
    for row, column in np.argwhere(wanted.to_numpy()):
        unit, code = str(wanted.index[row]), str(wanted.columns[column])
        points = after(scores, unit, {code: float(values[row, column])}, past)
        places = ranked(scores.methodology, points, scores.units)
        found[:, row, column] = [points[unit], places["overall"][unit], places["in_group"][unit]]
    return Changed(*(pd.DataFrame(one, index=wanted.index, columns=wanted.columns) for one in found))
