"""Why a body has the score it has: what each leaf gives to it and costs it, and what sets it apart from the median and the best.

The parts sum to the score, and to the difference, exactly and in no order; see ``scoring.parts`` for how nodes that are no weighted mean
are divided. What was not measured or does not apply costs nothing: the rest stands for the whole, with its weights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.aggregate import aggregate
from scoring.arrays import over
from scoring.by_rule import sides
from scoring.gains import limits
from scoring.parts import difference
from scoring.prepare import Past
from scoring.rank import DECIMALS
from scoring.score import Scores
from scoring.tree import Tree

MEASURED, FILLED, MISSING, INAPPLICABLE = "measured", "filled", "missing", "inapplicable"
"""The words of the column ``state``: filled is what the edition's imputation put in."""


@dataclass(frozen=True)
class Comparison:
    """A body beside another: ``whom`` (its id; empty for the median of the group), and the ``score`` of that.

    ``leaves`` are the points by which each leaf sets them apart, ``other`` those that come from what was measured or asked of one of them
    only (by node) or from rounding. ``rest`` is what no leaf explains: the median of the scores is not the score of the medians.
    The body's score less ``score`` is the sum of all.
    """

    whom: str
    score: float
    leaves: pd.Series[float]
    other: pd.Series[float]
    rest: float

    @property
    def whole(self) -> float:
        """The body's score less this one's."""
        return float(self.leaves.sum() + self.other.sum() + self.rest)


@dataclass(frozen=True)
class Explanation:
    """The score of a body in parts; NaN, and no comparisons, where it has none for want of evidence.

    ``combined`` has a row for each leaf with two sides that is asked of the body: both sides, the rule and what counted (the columns of
    ``by_rule.SIDES``, by leaf).

    ``leaves`` has a row a leaf: ``state``, ``basis``, ``value`` as measured, ``points`` and ``best`` on the scale of the tree, ``weight``
    (its share of what was measured), ``gained`` and ``lost`` in points of the score. ``gained`` and ``rounding`` sum to the score, ``lost``
    to what is missing to ``possible``, the score with every measured leaf at its best.
    """

    unit: str
    score: float
    possible: float
    rounding: float
    leaves: pd.DataFrame
    median: Comparison | None
    best: Comparison | None
    combined: pd.DataFrame

    def table(self) -> pd.DataFrame:
        """The leaves with the points that set the body apart: ``to_median`` and ``to_best``, NaN where there is nobody to compare with."""
        beside = {f"to_{name}": np.nan if one is None else one.leaves for name, one in (("median", self.median), ("best", self.best))}
        return self.leaves.assign(**beside)


def explain(scores: Scores, unit: str, past: Past | None = None) -> Explanation:
    """The score of one body, explained. Raises KeyError for an unknown one; see ``explanations``."""
    return explanations(scores, [unit], past)[unit]


def explanations(scores: Scores, units: Sequence[str] | None = None, past: Past | None = None) -> Mapping[str, Explanation]:
    """The scores of these bodies (all when not given), explained, by id. Raises ConfigError where the tree's points have no parts.

    A body's group is that of the units' table (all units where it has none); of those that are best in it the first by id counts.
    """
    asked = list(map(str, scores.root.index)) if units is None else list(units)
    whole = _divided(scores, asked, past)
    peers = {unit: _peers(scores, unit) for unit in asked if not np.isnan(scores.root[unit])}
    medians, bests = _to_medians(scores, peers), _to_bests(scores, peers)
    two = sides(scores)
    return {
        unit: Explanation(
            unit=unit,
            score=float(scores.root[unit]),
            possible=float(whole.possible[unit]),
            rounding=float(scores.root[unit] - whole.gained.loc[[unit]].sum(axis=1, skipna=False)[unit]),
            leaves=_leaves(scores, whole, unit),
            median=medians.get(unit),
            best=bests.get(unit),
            combined=two[two["unit"] == unit].drop(columns="unit").set_index("leaf"),
        )
        for unit in asked
    }


def gained_and_lost(scores: Scores, past: Past | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What every leaf gives to every score and costs it, in points of the score: two frames, units by leaves.

    A leaf that is no part of it (missing, inapplicable) gives and costs 0; NaN for a body without a score. In a tree of weighted means a
    leaf gives its share of the weight times its points. In any other it gives its share of the weight of the best possible score, less
    what it costs; a very weak leaf under a geometric mean can so cost more than its weight, and give less than nothing.
    """
    whole = _divided(scores, list(map(str, scores.root.index)), past)
    return whole.gained, whole.lost


def weights(tree: Tree, nodes: pd.DataFrame) -> pd.DataFrame:
    """The share of each leaf in the whole, unit by unit, with the weight of what is blank handed to what stands beside it.

    ``nodes`` are those of the whole tree; a leaf that was measured has none all the same where a node above it stays blank.
    """
    shares = {tree.root.code: np.ones(len(nodes))}
    for node in reversed(list(tree.upward())):
        children = tree.children(node.code)
        held = [np.where(nodes[child.code].notna(), child.weight, 0.0) for child in children]
        whole = np.sum(held, axis=0)
        for child, weight in zip(children, held, strict=True):
            shares[child.code] = shares[node.code] * np.nan_to_num(over(weight, whole))
    return pd.DataFrame({leaf.code: shares[leaf.code] for leaf in tree.leaves}, index=nodes.index)


@dataclass(frozen=True)
class _Whole:
    """Frames, units by leaves, and the score of each unit with all that was measured at its best; NaN without a score."""

    best: pd.DataFrame
    weight: pd.DataFrame
    gained: pd.DataFrame
    lost: pd.DataFrame
    possible: pd.Series[float]


def _divided(scores: Scores, units: list[str], past: Past | None) -> _Whole:
    tree = scores.methodology.tree
    codes = [leaf.code for leaf in tree.leaves]
    mine, asked = scores.normalised.loc[units, codes], scores.matrix.applicable.loc[units, codes]
    # Where goalposts are open a unit may stand beyond the best: then it has lost nothing.
    best = mine.clip(lower=limits(scores, past)["best_points"], axis=1).where(mine.notna())
    parts = difference(tree, best, mine, asked, asked)
    possible = aggregate(best, tree, asked)[tree.root.code].where(scores.root[units].notna())
    weight = weights(tree, scores.nodes.loc[units])
    lost = parts.value[codes].where(possible.notna(), axis=0)
    allotted = weight * best.fillna(0.0)
    fitting = pd.Series(over(possible, allotted.sum(axis=1)), index=mine.index)
    return _Whole(best, weight, allotted.mul(fitting, axis=0) - lost, lost, possible)


def _leaves(scores: Scores, whole: _Whole, unit: str) -> pd.DataFrame:
    columns = {
        "state": _states(scores, unit),
        "basis": scores.matrix.basis.loc[unit],
        "value": scores.matrix.values.loc[unit],
        "points": scores.normalised.loc[unit],
        **{name: getattr(whole, name).loc[unit] for name in ("best", "weight", "gained", "lost")},
    }
    return pd.DataFrame(columns, index=[leaf.code for leaf in scores.methodology.tree.leaves]).rename_axis("code")


def _states(scores: Scores, unit: str) -> pd.Series[str]:
    asked = scores.matrix.applicable.loc[[unit]].to_numpy(dtype=bool)[0]
    held = scores.matrix.values.loc[[unit]].notna().to_numpy()[0]
    used = scores.normalised.loc[[unit]].notna().to_numpy()[0]
    words = np.select([~asked, used & held, used], [INAPPLICABLE, MEASURED, FILLED], MISSING)
    return pd.Series(words, index=scores.matrix.applicable.columns, dtype=object)


def _peers(scores: Scores, unit: str) -> list[str]:
    """The units of its measurement and group that have a score, itself included."""
    scored = scores.root.notna()
    for column in (column for column in ("measurement", "group") if column in scores.units):
        scored &= scores.units[column] == scores.units.loc[unit, column]
    return sorted(map(str, scores.root.index[scored]))


def _to_bests(scores: Scores, peers: Mapping[str, list[str]]) -> dict[str, Comparison]:
    whom = {unit: str(scores.root[group].round(DECIMALS).idxmax()) for unit, group in peers.items()}
    theirs = [whom[unit] for unit in peers]
    leaves, asked = scores.normalised.loc[theirs], scores.matrix.applicable.loc[theirs]
    return _compared(scores, list(peers), leaves, asked, whom, {unit: float(scores.root[one]) for unit, one in whom.items()})


def _to_medians(scores: Scores, peers: Mapping[str, list[str]]) -> dict[str, Comparison]:
    """Each body beside one that has the group's median on every leaf that was measured of it."""
    units = list(peers)
    mine = scores.normalised.loc[units]
    found = {group: scores.normalised.loc[list(group)].median() for group in {tuple(group) for group in peers.values()}}
    medians = pd.DataFrame([found[tuple(peers[unit])] for unit in units], index=mine.index, columns=mine.columns).where(mine.notna())
    asked = scores.matrix.applicable.loc[units]
    return _compared(scores, units, medians, asked, {}, {unit: float(scores.root[peers[unit]].median()) for unit in units})


def _compared(
    scores: Scores, units: list[str], leaves: pd.DataFrame, asked: pd.DataFrame, whom: Mapping[str, str], theirs: Mapping[str, float]
) -> dict[str, Comparison]:
    """The units beside the profiles of ``leaves``, row by row; ``whom`` names the bodies that have them, ``theirs`` are the scores."""
    tree = scores.methodology.tree
    codes = [leaf.code for leaf in tree.leaves]
    mine, applicable = scores.normalised.loc[units, codes], scores.matrix.applicable.loc[units, codes]
    parts = difference(tree, mine, leaves[codes].set_axis(mine.index), applicable, asked[codes].set_axis(mine.index))
    whole, other = parts.whole, (parts.weights + parts.rounding).T
    value = parts.value[codes].T
    return {
        unit: Comparison(
            whom=whom.get(unit, ""),
            score=theirs[unit],
            leaves=value[unit],
            other=other[unit][other[unit] != 0],
            rest=0.0 if unit in whom else float(scores.root[unit]) - theirs[unit] - float(whole[unit]),
        )
        for unit in units
    }
