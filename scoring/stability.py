"""How far one weight may be moved before the order changes: of all units, of the first few and the rest, or of two.

Weight-stability intervals (Mareschal 1988, 10.1016/0377-2217(88)90254-8, there for PROMETHEE). With arithmetic means the score of a unit is
(a + b w) / (c + d w) in the weight w of any one node, so that the weight at which two units are level is the root of a quadratic: exact,
nothing is tried out.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.errors import ConfigError
from scoring.aggregate import method
from scoring.arrays import Floats
from scoring.matrix import Matrix
from scoring.methodology import Methodology
from scoring.prepare import Past
from scoring.score import Scores, score
from scoring.tree import Node, Tree

COLUMNS = ("weight", "low", "high", "share", "share_low", "share_high", "low_unit", "low_other", "high_unit", "high_other")
_FAR = 1e9
"""So many times the weight is never: a root there is what rounding left of none."""
_NEAR = 1e-12
Pairs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Curve:
    """The scores of all units over one node's weight w: (a + b w) / (c + d w)."""

    a: Floats
    b: Floats
    c: Floats
    d: Floats


def stability(
    methodology: Methodology,
    matrix: Matrix,
    units: pd.DataFrame,
    *,
    top: int | None = None,
    pair: tuple[str, str] | None = None,
    past: Past | None = None,
) -> pd.DataFrame:
    """One row a node below the root: its weight, and between which weights (its siblings keeping theirs) the order stays.

    Without more, the order of all units of a measurement; with ``top`` who the first so many are; with ``pair`` who of two is ahead. Units
    that are level now have no order to keep. ``share`` columns say the same as shares among the siblings; ``low_unit`` is overtaken by
    ``low_other`` below the interval, ``high_unit`` by ``high_other`` above it. A bound of 0 or inf is none. NaN for a node above which not
    every mean is arithmetic or one is rounded. Raises ConfigError for a pair that is not ranked.
    """
    scores = score(methodology, matrix, units, past)
    pairs = _pair(scores, pair) if pair else np.array(list(_pairs(scores, top)), dtype=np.int64).reshape(-1, 2)
    tree = methodology.tree
    rows = {node.code: _row(scores, node, pairs) for node in tree.nodes if node.parent}
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(COLUMNS)).rename_axis("code")


def _row(scores: Scores, node: Node, pairs: Pairs) -> tuple[object, ...]:
    tree = scores.methodology.tree
    beside = sum(sibling.weight for sibling in tree.children(node.parent)) - node.weight
    if not all(_arithmetic(above) for above in tree.above(node.code)):
        return (node.weight, np.nan, np.nan, _share(node.weight, beside), np.nan, np.nan, "", "", "", "")
    roots = _level(_curve(scores, node), pairs)
    low, below = _nearest(roots, node.weight, lower=True)
    high, above = _nearest(roots, node.weight, lower=False)
    names = scores.root.index
    who = [names[place] for root in (below, above) for place in pairs[root]] if len(pairs) else []
    told = [*(who[:2] if low > 0 else ("", "")), *(who[2:] if np.isfinite(high) else ("", ""))]
    return (node.weight, low, high, *(_share(weight, beside) for weight in (node.weight, low, high)), *told)


def _share(weight: float, beside: float) -> float:
    if np.isinf(weight) or not beside:
        return 1.0
    return weight / (weight + beside)


def _arithmetic(node: Node) -> bool:
    return method(node)[0] == "arithmetic" and node.decimals is None


def _curve(scores: Scores, node: Node) -> _Curve:
    tree, nodes = scores.methodology.tree, scores.nodes
    now, mine = scores.root.to_numpy(np.float64), nodes[node.code].to_numpy(np.float64)
    others = [sibling for sibling in tree.children(node.parent) if sibling.code != node.code]
    rest, weight = _sums(nodes, others)
    lever, parent = _lever(nodes, tree, node), nodes[node.parent].to_numpy(np.float64)
    moves = ~np.isnan(mine) & (lever != 0) & ~np.isnan(parent if node.parent != tree.root.code else now)
    base = now - lever * (node.weight * np.nan_to_num(mine) + rest) / np.where(moves, node.weight + weight, 1.0)
    return _Curve(
        a=np.where(moves, base * weight + lever * rest, now),
        b=np.where(moves, base + lever * np.nan_to_num(mine), 0.0),
        c=np.where(moves, weight, 1.0),
        d=np.where(moves, 1.0, 0.0),
    )


def _sums(nodes: pd.DataFrame, children: list[Node]) -> tuple[Floats, Floats]:
    """Weighted values and weights of the children that are known."""
    y = nodes[[child.code for child in children]].to_numpy(np.float64)
    w = np.array([child.weight for child in children], dtype=np.float64)
    return np.nan_to_num(y) @ w, ~np.isnan(y) @ w


def _lever(nodes: pd.DataFrame, tree: Tree, node: Node) -> Floats:
    """By how much the score of each unit follows the node's parent: the product of the shares from the parent up to the root."""
    found = np.ones(len(nodes))
    for above in tree.above(node.code):
        if above.parent:
            known = ~np.isnan(nodes[above.code].to_numpy(np.float64))
            whole = _sums(nodes, list(tree.children(above.parent)))[1]
            found *= np.where(known, above.weight / np.where(whole > 0, whole, np.nan), 0.0)
    return found


def _level(curve: _Curve, pairs: Pairs) -> Floats:
    """The weights at which the two units of each pair are level: pairs by two, NaN for none."""
    (a, b, c, d), (e, f, g, h) = ([part[pairs[:, side]] for part in (curve.a, curve.b, curve.c, curve.d)] for side in (0, 1))
    square, linear, constant = b * h - f * d, a * h + b * g - e * d - f * c, a * g - e * c
    with np.errstate(divide="ignore", invalid="ignore"):
        q = -(linear + np.copysign(np.sqrt(linear**2 - 4 * square * constant), linear)) / 2
        return np.stack([q / square, constant / q], axis=1)


def _nearest(roots: Floats, weight: float, *, lower: bool) -> tuple[float, int]:
    """The root next to the weight on one side, and of which pair it is; 0 or infinity where there is none."""
    room = _NEAR * max(weight, _NEAR)
    fits = (roots > room) & (roots < weight - room) if lower else (roots > weight + room) & (roots < _FAR * max(weight, 1.0))
    if not fits.any():
        return (0.0 if lower else np.inf), 0
    far = np.where(fits, roots, -np.inf if lower else np.inf)
    place = int(far.argmax() if lower else far.argmin())
    return float(far.flat[place]), place // 2


def _pair(scores: Scores, pair: tuple[str, str]) -> Pairs:
    root = scores.root
    absent = [unit for unit in pair if unit not in root.index or np.isnan(root[unit])]
    if absent:
        raise ConfigError([f"{unit}: has no score, and so no place in an order; name a unit that has one" for unit in absent])
    return np.array([[root.index.get_loc(unit) for unit in pair]], dtype=np.int64)


def _pairs(scores: Scores, top: int | None) -> Iterator[tuple[int, int]]:
    """The pairs of which one has to change sides first, whatever happens: neighbours in the order, or the first few and the rest."""
    ranks = scores.ranks["overall"]
    measurement = scores.units["measurement"] if "measurement" in scores.units else pd.Series("", index=ranks.index)
    for _, members in ranks.groupby(measurement, sort=True):
        level = {rank: [ranks.index.get_loc(unit) for unit in of.index] for rank, of in members.groupby(members, sort=True)}
        if top is None:
            for (_, ahead), (_, behind) in itertools.pairwise(level.items()):
                yield from itertools.product(ahead, behind)
            continue
        first = [place for rank, places in level.items() if rank <= top for place in places]
        rest = [place for rank, places in level.items() if rank > top for place in places]
        yield from itertools.product(first, rest)
