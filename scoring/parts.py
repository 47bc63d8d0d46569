"""The difference between two scores, divided among the leaves it comes from: exactly, and the same in whatever order one counts.

At a node that is a weighted mean the division is that of Bennet (1920): each child's difference times the mean of its two weights, and
each difference of weights (something was not measured, or does not apply, on one side only) times how far the child lies from the mean of
the two nodes. At any other node (geometric, harmonic, maximum...) it is Shapley's value (1953) of the children: what a child changes,
averaged over all orders in which they could be changed one by one. From node to node it is nested (Owen 1977).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from data.errors import ConfigError
from scoring.aggregate import aggregate
from scoring.arrays import Floats, over
from scoring.attainable import COMPARING, method
from scoring.tree import Node, Tree

EXACT = 12
"""As many children of a node as differ are put into every order; of more, ``ORDERS`` orders and their reverses are drawn."""
ORDERS = 500
SEED = 1953


@dataclass(frozen=True)
class Parts:
    """Frames, units by nodes, in points of the root; all of them together are the difference.

    ``value`` is from doing better or worse (leaves only), ``weights`` from what was measured or asked on one side only, ``rounding``
    from a node that rounds. All NaN for a unit of which one of the two scores is blank.
    """

    value: pd.DataFrame
    weights: pd.DataFrame
    rounding: pd.DataFrame

    @property
    def whole(self) -> pd.Series[float]:
        """The difference of the two roots, as the sum of its parts."""
        return self.value.sum(axis=1, skipna=False) + self.weights.sum(axis=1, skipna=False) + self.rounding.sum(axis=1, skipna=False)


@dataclass(frozen=True)
class _Split:
    """What the children of one node make of its difference, units by children: ``value`` and ``weights``; ``slope`` goes further down."""

    value: Floats
    weights: Floats
    slope: Floats


def difference(
    tree: Tree, one: pd.DataFrame, other: pd.DataFrame, asked: pd.DataFrame | None = None, asked_other: pd.DataFrame | None = None
) -> Parts:
    """The root of ``one`` less the root of ``other``, in parts.

    Both are frames of normalised leaves with the same index; ``asked`` and ``asked_other`` say which of them apply (all when not given).
    Raises ConfigError where a node compares units with each other (Copeland, benefit of the doubt): its points have no parts.
    """
    refuse(tree)
    a, b = aggregate(one, tree, asked), aggregate(other, tree, asked_other)
    codes = [node.code for node in tree.nodes]
    value, weights, rounding = ({code: np.zeros(len(a)) for code in codes} for _ in range(3))
    root = tree.root.code
    slopes = {root: np.where((a[root] - b[root]).isna(), np.nan, 1.0)}
    for node in reversed(list(tree.upward())):
        children = tree.children(node.code)
        split = _split(node, children, a, b)
        slope = slopes[node.code]
        for place, child in enumerate(children):
            weights[child.code] = slope * split.weights[:, place]
            slopes[child.code] = slope * split.slope[:, place]
            if not tree.children(child.code):
                value[child.code] = slope * split.value[:, place]
        rounding[node.code] = slope * _lost_to_rounding(node, split, a, b)
    weights[root] = slopes[root] * 0.0
    return Parts(*(_frame(found, codes, a.index) for found in (value, weights, rounding)))


def refuse(tree: Tree) -> None:
    """Raise ConfigError where the tree has nodes whose points cannot be divided."""
    faults = [
        f"{node.code}: {method(node.aggregate)} compares units with each other, so its points have no parts; explain the nodes below"
        for node in tree.upward()
        if method(node.aggregate).replace("-", "_") in COMPARING
    ]
    if faults:
        raise ConfigError(faults)


def _split(node: Node, children: tuple[Node, ...], a: pd.DataFrame, b: pd.DataFrame) -> _Split:
    codes = [child.code for child in children]
    ends = np.stack([a[node.code].to_numpy(), b[node.code].to_numpy()])
    y = np.stack([a[codes].to_numpy(), b[codes].to_numpy()])
    # Below a node that is blank on either side nothing is divided: the node itself is what only one of them has.
    y = np.where(np.isnan(ends.sum(axis=0))[None, :, None], np.nan, y)
    if method(node.aggregate) in {"", "arithmetic"}:
        return _bennet(np.array([child.weight for child in children]), y, ends)
    return _shapley(node, children, y, ends)


def _bennet(given: Floats, y: Floats, ends: Floats) -> _Split:
    known = ~np.isnan(y)
    held = np.where(known, given, 0.0)
    w = np.nan_to_num(over(held, held.sum(axis=-1, keepdims=True)))
    both = known.all(axis=0)
    slope = np.where(both, w.mean(axis=0), 0.0)
    value = np.where(both, slope * np.nan_to_num(y[0] - y[1]), 0.0)
    middle = over(np.where(known, y, 0.0).sum(axis=0), known.sum(axis=0))
    shift = (w[0] - w[1]) * (middle - ends.mean(axis=0)[:, None])
    return _Split(value, np.where(known.any(axis=0), np.nan_to_num(shift), 0.0), slope)


def _shapley(node: Node, children: tuple[Node, ...], y: Floats, ends: Floats) -> _Split:
    phi = np.zeros(y.shape[1:])
    for unit in range(len(phi)):
        players = np.flatnonzero(~((y[0, unit] == y[1, unit]) | np.isnan(y[:, unit]).all(axis=0)))
        if len(players):
            phi[unit, players] = _values(node, children, y[:, unit], players, float(ends[:, unit].mean()))
    both = ~np.isnan(y).any(axis=0)
    value = np.where(both, phi, 0.0)
    return _Split(value, phi - value, np.where(both, np.nan_to_num(over(phi, y[0] - y[1])), 0.0))


def _values(node: Node, children: tuple[Node, ...], y: Floats, players: np.ndarray, blank: float) -> Floats:
    if len(players) > EXACT:
        return _drawn(node, children, y, players, blank)
    count = len(players)
    bits = (np.arange(2**count)[:, None] >> np.arange(count)) & 1
    worth = _worth(node, children, y, players, bits.astype(bool), blank)
    size = bits.sum(axis=1)
    chance = np.array([math.factorial(k) * math.factorial(count - k - 1) / math.factorial(count) for k in range(count)])
    found = np.zeros(count)
    for place in range(count):
        without = np.flatnonzero(bits[:, place] == 0)
        found[place] = np.sum(chance[size[without]] * (worth[without + 2**place] - worth[without]))
    return found


def _drawn(node: Node, children: tuple[Node, ...], y: Floats, players: np.ndarray, blank: float) -> Floats:
    """The mean over drawn orders and their reverses: what each child gets is near to its value, and the sum is exact."""
    count = len(players)
    drawn = np.random.default_rng(SEED).permuted(np.tile(np.arange(count), (ORDERS, 1)), axis=1)
    orders = np.concatenate([drawn, drawn[:, ::-1]])
    places = np.argsort(orders, axis=1)
    bits = places[:, None, :] < np.arange(count + 1)[None, :, None]
    worth = _worth(node, children, y, players, bits.reshape(-1, count), blank).reshape(len(orders), count + 1)
    return np.asarray(np.take_along_axis(np.diff(worth, axis=1), places, axis=1).mean(axis=0))


def _worth(node: Node, children: tuple[Node, ...], y: Floats, players: np.ndarray, turned: np.ndarray, blank: float) -> Floats:
    """The node's value where the players that are ``turned`` are as in the one, the others as in the other; ``blank`` where unknown."""
    states = np.tile(y[1], (len(turned), 1))
    states[:, players] = np.where(turned, y[0, players], y[1, players])
    alone = Tree((replace(node, parent="", min_coverage=0.0), *children))
    found = aggregate(pd.DataFrame(states, columns=[child.code for child in children]), alone)[node.code].to_numpy()
    return np.where(np.isnan(found), blank, found)


def _lost_to_rounding(node: Node, split: _Split, a: pd.DataFrame, b: pd.DataFrame) -> Floats:
    if node.decimals is None or method(node.aggregate) not in {"", "arithmetic"}:
        return np.zeros(len(a))
    whole = np.nan_to_num(a[node.code].to_numpy() - b[node.code].to_numpy())
    return np.asarray(whole - split.value.sum(axis=1) - split.weights.sum(axis=1))


def _frame(found: Mapping[str, Floats], codes: list[str], index: pd.Index) -> pd.DataFrame:
    return pd.DataFrame({code: found[code] for code in codes}, index=index)
