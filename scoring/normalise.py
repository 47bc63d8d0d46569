"""Values of different units brought to one scale, so that they can be added: one function a method, and what the tree says.

Handbook 2008, step 5; the formulas are those of COINr 1.1.14 (``n_minmax`` and its family). Each method first multiplies by
``direction`` (1: more is better, -1: less is), takes a Series, a frame (each column by itself) or an array whose first axis is the units,
and gives the same kind back. What is not known stays so. Where a method divides by a range that is zero (a constant column, one unit),
the answer is not known either: NaN, as in COINr.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np
import pandas as pd

from data.errors import ConfigError
from scoring.arrays import Values, ends, like, over, ranks, reached, refuse, total, turned
from scoring.tree import Node, Tree
from scoring.wording import numbers, pairs

Normaliser = Callable[["pd.Series[float]"], "pd.Series[float]"]


def minmax(x: Values, *, direction: float = 1, low: float = 0.0, high: float = 100.0) -> Values:
    """The worst of these units gets ``low``, the best ``high`` (COINr ``n_minmax``). It ties every unit to its neighbours' data."""
    y = turned(x, direction)
    least, most = ends(y)
    return like(x, over(y - least, most - least) * (high - low) + low)


def zscore(x: Values, *, direction: float = 1, mean: float = 0.0, sd: float = 1.0) -> Values:
    """Distance from the mean in standard deviations (n - 1), then brought to this mean and sd (COINr ``n_zscore``)."""
    y = turned(x, direction)
    count = np.sum(~np.isnan(y), axis=0).astype(np.float64)
    distance = y - over(total(y), count)
    least, most = ends(y)
    spread = np.where(least == most, np.nan, np.sqrt(over(total(distance**2), count - 1)))
    return like(x, over(distance, spread) * sd + mean)


def rank(x: Values, *, direction: float = 1) -> Values:
    """1 for the worst, ties take the smallest (COINr ``n_rank``)."""
    return like(x, ranks(turned(x, direction)))


def borda(x: Values, *, direction: float = 1) -> Values:
    """How many units are worse: the rank less 1 (COINr ``n_borda``)."""
    return like(x, ranks(turned(x, direction)) - 1)


def percentile_rank(x: Values, *, direction: float = 1, top: float = 100.0) -> Values:
    """The share of the other units that are worse, 0 to ``top`` (COINr ``n_prank`` is ``top=1``)."""
    place = ranks(turned(x, direction))
    others = np.sum(~np.isnan(place), axis=0) - 1.0
    return like(x, over(place - 1, others) * top)


def distance_to_max(x: Values, *, direction: float = 1, top: float = 100.0) -> Values:
    """The best of these units gets ``top``, the worst 0 (COINr ``n_dist2max`` is ``top=1``)."""
    y = turned(x, direction)
    least, most = ends(y)
    return like(x, (1 - over(most - y, most - least)) * top)


def distance_to_reference(
    x: pd.Series[float], unit: str, *, direction: float = 1, capped: bool = False, top: float = 100.0
) -> pd.Series[float]:
    """The unit named gets ``top``, the worst 0; better ones more, unless ``capped`` (COINr ``n_dist2ref`` is ``top=1``).

    Raises ConfigError when there is no such unit; where its value is not known, nothing is.
    """
    if unit not in x.index:
        raise ConfigError(f"{x.name}: there is no unit {unit!r} to measure the distance to; name one that is measured")
    y = turned(x, direction)
    wanted = y[x.index.get_loc(unit)]
    return like(x, reached(y - ends(y)[0], wanted - ends(y)[0], capped=capped) * top)


def distance_to_target(x: Values, target: float, *, direction: float = 1, capped: bool = False, top: float = 100.0) -> Values:
    """The target gets ``top``, the worst of these units 0; beyond the target more, unless ``capped``.

    As COINr ``n_dist2targ`` (``top=1``); for direction -1 the target is a low value and stands in the units of ``x``. Raises ConfigError
    when every unit is beyond the target: COINr warns, and its scores then turn round.
    """
    y = turned(x, direction)
    least = ends(y)[0]
    if np.any(target * direction < least):
        raise ConfigError(f"target {target:g}: every unit is beyond it, so that the best would get the least; set goalposts instead")
    return like(x, reached(y - least, target * direction - least, capped=capped) * top)


def fraction_of_max(x: Values, *, direction: float = 1, top: float = 100.0) -> Values:
    """The value by the highest (COINr ``n_fracmax`` is ``top=1``), for values that are not below zero.

    With direction -1 it is, as in COINr, x by the smallest x: that grows with x, so that the best gets the least. Use another method there.
    """
    y = turned(x, direction)
    return like(x, over(y, ends(y)[1]) * top)


def goalposts(
    x: Values, low: float, high: float, *, direction: float = 1, truncated: bool = True, bottom: float = 0.0, top: float = 100.0
) -> Values:
    """The way from one fixed post to the other, ``bottom`` to ``top``; what lies beyond a post stays on it when ``truncated``.

    A unit's score then changes only when the unit does (UNDP, DESI; COINr ``n_goalposts`` with its scale as ``top``). With direction -1
    the way is measured from ``high`` down. Adjusted Mazziotta-Pareto: not truncated, 70 to 130. Raises ConfigError unless low < high.
    """
    if not low < high:
        raise ConfigError(f"goalposts {low:g} and {high:g}: the low one has to be below the high one")
    y = over(turned(x, direction) - (low if direction == 1 else -high), np.asarray(high - low))
    return like(x, (np.clip(y, 0, 1) if truncated else y) * (top - bottom) + bottom)


def log_goalposts(x: Values, low: float, high: float, *, direction: float = 1, bottom: float = 0.0, top: float = 100.0) -> Values:
    """The way from one fixed post to the other in logarithms, never beyond them: each doubling counts the same (UNDP: income of the HDI).

    What lies at or below ``low``, 0 and negative values too, stays on that post. Raises ConfigError unless 0 < low < high.
    """
    if not 0 < low < high:
        raise ConfigError(f"goalposts {low:g} and {high:g}: for logarithms the low one has to be above 0, and below the high one")
    y = np.log(np.clip(np.asarray(x, dtype=np.float64), low, high))
    return goalposts(like(x, y), float(np.log(low)), float(np.log(high)), direction=direction, bottom=bottom, top=top)


def scaled(x: Values, low: float, high: float, *, direction: float = 1, top: float = 100.0) -> Values:
    """The way from one value to another without an end (COINr ``n_scaled``); with direction -1 from ``high`` down."""
    return goalposts(x, low, high, direction=direction, truncated=False, top=top)


def boolean(x: Values, *, direction: float = 1, top: float = 100.0) -> Values:
    """1 (yes) gets ``top``, 0 (no) gets 0; the other way round with direction -1. Raises ConfigError for any other value."""
    y = np.asarray(x, dtype=np.float64)
    refuse(x, ~np.isnan(y) & (y != 0) & (y != 1), "a yes or no is 1 or 0")
    return goalposts(x, 0.0, 1.0, direction=direction, top=top)


def share(x: Values, *, direction: float = 1, top: float = 100.0) -> Values:
    """A share of 0 to 1 becomes 0 to ``top``; turned round with direction -1. Raises ConfigError for a value that is no share."""
    y = np.asarray(x, dtype=np.float64)
    refuse(x, (y < -1e-9) | (y > 1 + 1e-9), "a share lies between 0 and 1")
    return goalposts(x, 0.0, 1.0, direction=direction, top=top)


def steps(x: Values, points: Mapping[float, float], *, direction: float = 1) -> Values:
    """The points of the highest step that the value reaches, 0 below all of them; with direction -1 of the lowest that it is not above."""
    y = turned(x, direction)
    levels = np.array(list(points)) * direction
    scores = np.array(list(points.values()))[np.argsort(levels)]
    place = np.searchsorted(np.sort(levels), y, side="right")
    return like(x, np.where(np.isnan(y), np.nan, np.concatenate(([0.0], scores))[place]))


def none(x: Values, *, direction: float = 1) -> Values:
    """The value itself, multiplied by the direction."""
    return like(x, turned(x, direction))


METHODS: Mapping[str, tuple[Callable[..., pd.Series[float]], int, tuple[str, ...]]] = {
    "goalposts": (goalposts, 0, ("bottom", "top")),
    "goalposts-open": (partial(goalposts, truncated=False), 0, ("bottom", "top")),
    "goalposts-log": (log_goalposts, 0, ("bottom", "top")),
    "boolean": (boolean, 0, ("top",)),
    "share": (share, 0, ("top",)),
    "minmax": (minmax, 0, ("low", "high")),
    "zscore": (zscore, 0, ("mean", "sd")),
    "rank": (rank, 0, ()),
    "percentile-rank": (percentile_rank, 0, ("top",)),
    "borda": (borda, 0, ()),
    "max-distance": (distance_to_max, 0, ("top",)),
    "target-distance": (distance_to_target, 0, ("top",)),
    "reference-distance": (distance_to_reference, 0, ("top",)),
    "fraction-of-max": (fraction_of_max, 0, ("top",)),
    "steps": (steps, 0, ()),
    "scaled": (scaled, 2, ("low", "high", "top")),
    "none": (none, 0, ()),
}
"""The words of the ``normalise`` column: the verb, how many numbers have to follow, and what the numbers that may follow are."""


def normalise(values: pd.DataFrame, tree: Tree) -> pd.DataFrame:
    """The leaves of a frame of values on the scale that the tree gives each of them. Raises ConfigError with all faults."""
    faults = [f"{leaf.code}: {problem}" for leaf in tree.leaves if (problem := fault(leaf))]
    faults += [f"{leaf.code}: the frame of values has no such column" for leaf in tree.leaves if leaf.code not in values]
    if faults:
        raise ConfigError(faults)
    found = {leaf.code: _tried(leaf, values[leaf.code], faults) for leaf in tree.leaves}
    if faults:
        raise ConfigError(faults)
    return pd.DataFrame(found, index=values.index)


def normaliser(node: Node) -> Normaliser:
    """The method that a leaf's row of the tree asks for. Raises ValueError with the remedy when it cannot be read.

    After the word may come numbers (``minmax 1 100``, ``zscore 100 10``, ``percentile-rank 1``), the unit of ``reference-distance``,
    the word ``capped`` after a distance, and the ``value=points`` of ``steps``. No word means ``none``.
    """
    word, *told = node.normalise.split() or ["none"]
    if word not in METHODS:
        raise ValueError(f"{word!r} is not a way to normalise; write one of {', '.join(METHODS)}")
    verb, least, names = METHODS[word]
    options = _of_node(word, node, told)
    options |= {"points": pairs(told)} if word == "steps" else numbers(told, names, least)
    return partial(verb, direction=node.direction, **options)


def fault(node: Node) -> str:
    """What is wrong with a leaf's way to normalise, and its remedy; empty when nothing is."""
    try:
        normaliser(node)
    except ValueError as error:
        return f"normalise {node.normalise!r}: {error}"
    return ""


def _of_node(word: str, node: Node, told: list[str]) -> dict[str, object]:
    if word.startswith("goalposts"):
        return _posts(node)
    if word == "target-distance":
        return {"target": _target(node), **_cap(told)}
    if word == "reference-distance":
        if not told:
            raise ValueError("write the unit that it is measured from")
        return {"unit": told.pop(0), **_cap(told)}
    return {}


def _posts(node: Node) -> dict[str, object]:
    if node.low is None or node.high is None or not node.low < node.high:
        raise ValueError("write both goalposts, low below high")
    return {"low": node.low, "high": node.high}


def _target(node: Node) -> float:
    wanted = (node.high, node.low) if node.direction == 1 else (node.low, node.high)
    target = next((end for end in wanted if end is not None), None)
    if target is None:
        raise ValueError("write the target in the column high, or low where less is better")
    return target


def _cap(told: list[str]) -> dict[str, object]:
    if "capped" not in told:
        return {}
    told.remove("capped")
    return {"capped": True}


def _tried(leaf: Node, x: pd.Series[float], faults: list[str]) -> pd.Series[float]:
    try:
        return normaliser(leaf)(x)
    except ConfigError as error:
        faults += error.faults
        return x
