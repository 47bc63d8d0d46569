"""The whole index many times at once: cells and weights that differ from run to run, brought up the tree in one sweep.

It computes what ``scoring.aggregate`` computes, for arrays of runs by units; the two agree to the last digits, which a test makes sure of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.errors import ConfigError
from scoring.aggregate import IN_ORDER, METHODS, method
from scoring.arrays import Floats, over, rounded
from scoring.tree import Node, Tree

Bools = NDArray[np.bool_]
Transform = Callable[[Floats], Floats]
_ONE_BY_ONE = frozenset({"copeland", "benefit_of_the_doubt"})
"""The methods that compare units with each other, and so take one run at a time."""


@dataclass(frozen=True, slots=True)
class Cells:
    """A node of all units in many runs, runs by units; one run where all are alike. Where it is not known, 0 points stand."""

    points: Floats
    known: Bools

    @classmethod
    def of(cls, values: Floats) -> Cells:
        """Of an array in which NaN stands for what is not known."""
        known = ~np.isnan(values)
        return cls(np.where(known, values, 0.0), known)

    def blank(self) -> Floats:
        """The values with NaN where not known."""
        return np.where(self.known, self.points, np.nan)


def aggregate_runs(leaves: Mapping[str, Cells], tree: Tree, weights: Floats, asked: Mapping[str, Bools] | None = None) -> dict[str, Cells]:
    """Every node in every run.

    ``weights`` has a row a run and a column a node, in the order of ``tree.nodes``; ``asked`` says by leaf of which units it is asked (of
    all when not given). A node is blank by the same rules as in ``scoring.aggregate``. Raises ConfigError where a mean has no answer.
    """
    column = {node.code: place for place, node in enumerate(tree.nodes)}
    # Rounding between levels and counting who is ahead show the last digit: then the slower sums are taken, which are the same to it.
    exact = any(node.decimals is not None or method(node)[0] == "copeland" for node in tree.upward())
    exact = exact or any(leaf.decimals is not None for leaf in tree.leaves)
    found = {leaf.code: _finished(leaves[leaf.code].blank(), leaf) if exact else leaves[leaf.code] for leaf in tree.leaves}
    here = {leaf.code: np.asarray(True) if asked is None else asked[leaf.code] for leaf in tree.leaves}
    for node in tree.upward():
        word, options = method(node)
        children = list(tree.children(node.code))
        if word not in IN_ORDER:
            children.sort(key=lambda child: child.code)
        w = weights[:, [column[child.code] for child in children]]
        cells = [found[child.code] for child in children]
        here[node.code] = np.logical_or.reduce([here[child.code] for child in children])
        enough = _enough(cells, [here[child.code] for child in children], node.min_coverage)
        if exact or word not in _FAST:
            y = _slow(word, options, cells, w, enough)
        else:
            y = np.where(enough, _fast(word, options, cells, w), np.nan)
        _refuse(node, word, y, cells, w, enough)
        found[node.code] = _finished(y, node)
    return found


def _enough(cells: Sequence[Cells], asked: Sequence[Bools], least: float) -> Bools:
    """Whether so large a share of the children that are asked is known, or nothing is wanted."""
    if least <= 0:
        return np.asarray(True)
    count = np.zeros(1)
    for each in cells:
        count = count + each.known
    whole = np.zeros(1)
    for where in asked:
        whole = whole + where
    return np.asarray(~(over(count, whole) < least))


def _fast(word: str, options: Mapping[str, float], cells: Sequence[Cells], w: Floats) -> Floats:
    """A mean of transformed children, transformed back, one child after the other: no array is larger than runs by units."""
    there, back = _FAST[word](**options)
    shape = (len(w), cells[0].points.shape[1])
    whole, summed = np.zeros(shape), np.zeros(shape)
    for place, child in enumerate(cells):
        v = w[:, place, None]
        if not v.any():
            continue
        known = v if child.known.all() else v * child.known
        whole += known
        summed += v * child.points if there is None else _times(known, there(child.points))
    found = over(summed, whole)
    return found if back is None else _quietly(back, found)


def _times(v: Floats, y: Floats) -> Floats:
    with np.errstate(invalid="ignore"):
        return np.where(v == 0, 0.0, v * y)


def _quietly(transform: Transform, y: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return transform(y)


def _quiet(transform: Transform) -> Transform:
    return lambda y: _quietly(transform, y)


def _powers(power: float) -> tuple[Transform, Transform]:
    if power == 0:
        return _quiet(np.log), np.exp
    return _quiet(lambda y: np.where((y < 0) & (power < 0), np.nan, y**power)), lambda y: y ** (1 / power)


_FAST: Mapping[str, Callable[..., tuple[Transform | None, Transform | None]]] = {
    "arithmetic": lambda: (None, None),
    "geometric": lambda: _powers(0.0),
    "harmonic": lambda: (_quiet(lambda y: 1 / np.abs(y) * np.where(y < 0, -1, 1)), lambda y: 1 / y),
    "generalised": _powers,
}
"""What is done to the children before their weighted mean is taken, and to the mean after; nothing for None."""


def _slow(word: str, options: Mapping[str, float], cells: Sequence[Cells], w: Floats, enough: Bools) -> Floats:
    """The method of ``scoring.aggregate`` itself, over runs by units by children. Who lacks too much is no rival of the others."""
    verb = METHODS[word][0]
    shape = (len(w), cells[0].points.shape[1])
    y = np.stack([np.broadcast_to(np.where(enough, child.blank(), np.nan), shape) for child in cells], axis=-1)
    if word in _ONE_BY_ONE:
        return np.stack([verb(each, weights, **options) for each, weights in zip(y, w, strict=True)])
    return verb(y, w[:, None, :], **options)


def _refuse(node: Node, word: str, y: Floats, cells: Sequence[Cells], w: Floats, enough: Bools) -> None:
    """A child is known, and yet there is no number: a mean that does not take what lies below zero."""
    if np.isfinite(y).all() or word in IN_ORDER or np.isnan(w).any():
        return
    told = np.zeros(1, dtype=bool)
    for place, child in enumerate(cells):
        told = told | (child.known & (w[:, place, None] != 0))
    if (told & enough & ~np.isfinite(y)).any():
        raise ConfigError(f"{node.code}: {word} has no answer for children below or around 0; normalise them to 1..100 (minmax 1 100)")


def _finished(y: Floats, node: Node) -> Cells:
    return Cells.of(np.asarray(y) if node.decimals is None else rounded(np.asarray(y), node.decimals))
