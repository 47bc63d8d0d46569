"""How bad and how good a leaf can be: the ends of the way along which a body can move on it."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import pandas as pd

from scoring.arrays import Floats
from scoring.methodology import Methodology
from scoring.normalise import normaliser
from scoring.tree import Node, Tree

WORST, BEST = "worst", "best"
FIXED = frozenset({"goalposts", "goalposts-open", "goalposts-log", "boolean", "share", "steps", "scaled"})
"""Normalisations whose ends the edition sets; of all others the ends are the worst and the best of the bodies that are compared."""
COMPARING = frozenset({"copeland", "benefit_of_the_doubt"})
"""Ways to aggregate in which a unit's value depends on the other units."""


def method(words: str) -> str:
    """The word of a cell such as ``minmax 1 100``."""
    return words.split(" ", maxsplit=1)[0]


def separate(methodology: Methodology) -> bool:
    """Whether a change at one unit moves nobody else, so that what is computed for all units at once holds for each by itself."""
    tree, settings = methodology.tree, methodology.method
    fixed = all(method(leaf.normalise) in FIXED for leaf in tree.leaves)
    alone = not any(method(node.aggregate).replace("-", "_") in COMPARING for node in tree.upward())
    return fixed and alone and settings.get("impute", "none") == "none"


def ends(tree: Tree, values: pd.DataFrame) -> pd.DataFrame:
    """A row a leaf, with the ``worst`` and the ``best`` value, in the units in which the edition normalises it.

    They are the goalposts, no and yes, the highest step, the target; where the edition sets none, the worst and best of ``values`` (units
    by leaves, as ``scoring.prepare`` gives them). NaN where nobody knows the goalposts, or nobody was measured.
    """
    found = {leaf.code: _ends(leaf, values[leaf.code].dropna()) for leaf in tree.leaves}
    return pd.DataFrame.from_dict(found, orient="index", columns=[WORST, BEST], dtype="float64").rename_axis("code")


def points(tree: Tree, limits: pd.DataFrame, normalised: pd.DataFrame) -> pd.DataFrame:
    """What the ``limits`` (of ``ends``) are worth on the scale of the tree: those of ``normalised`` where units are compared."""
    given = dict(zip(limits.index, limits[[WORST, BEST]].to_numpy(dtype=np.float64), strict=True))
    found = {leaf.code: _points(leaf, given[leaf.code], normalised[leaf.code].dropna()) for leaf in tree.leaves}
    return pd.DataFrame.from_dict(found, orient="index", columns=[WORST, BEST], dtype="float64").rename_axis("code")


def _ends(leaf: Node, known: pd.Series[float]) -> tuple[float, float]:
    word = method(leaf.normalise)
    if word in {"boolean", "share"}:
        return _directed(leaf, (0.0, 1.0))
    if word.startswith("goalposts"):
        return _directed(leaf, (_post(leaf.low), _post(leaf.high)))
    options = getattr(normaliser(leaf), "keywords", {})
    if word == "scaled":
        return _directed(leaf, (options["low"], options["high"]))
    if word == "steps":
        return _steps(leaf, options["points"])
    low, high = _directed(leaf, (known.min(), known.max()) if len(known) else (math.nan, math.nan))
    return (low, options["target"]) if word == "target-distance" else (low, high)


def _points(leaf: Node, limits: Floats, known: pd.Series[float]) -> tuple[float, float]:
    if np.isnan(limits).any():
        return math.nan, math.nan
    if method(leaf.normalise) in FIXED:
        low, high = normaliser(leaf)(pd.Series(limits)).to_numpy()
        return float(low), float(high)
    return (known.min(), known.max()) if len(known) else (math.nan, math.nan)


def _post(post: float | None) -> float:
    return math.nan if post is None else post


def _directed(leaf: Node, pair: Iterable[float]) -> tuple[float, float]:
    low, high = pair
    return (low, high) if leaf.direction == 1 else (high, low)


def _steps(leaf: Node, worth: dict[float, float]) -> tuple[float, float]:
    """Below all steps there are no points; of steps that give the most, the one that is reached first."""
    levels = np.array(sorted(worth, key=lambda level: level * leaf.direction))
    given = np.array([worth[level] for level in levels])
    return float(levels[0] - leaf.direction), float(levels[given.argmax()])
