"""Children into parents, up the tree: one function a method, and what the tree says of each node.

Handbook 2008, step 6; the formulas are those of COINr 1.1.14 (``a_amean`` and its family) and, for Mazziotta-Pareto and the benefit of the
doubt, of Compind. Each takes a frame (units by children) and the children's weights, and gives a Series by unit. What is not known is left
out and the weights of the rest stand for the whole; a unit of which no child is known gets NaN, never 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.errors import ConfigError
from scoring import means, outranking
from scoring.arrays import Floats, over, rounded
from scoring.doubt import best_case
from scoring.tree import Node, Tree
from scoring.wording import numbers

Weights = pd.Series | None
Kernel = Callable[..., Floats]


def arithmetic(y: pd.DataFrame, weights: Weights = None) -> pd.Series[float]:
    """The weighted mean (COINr ``a_amean``): a weakness in one child is made up for by strength in another."""
    return _by_unit("arithmetic", y, weights)


def geometric(y: pd.DataFrame, weights: Weights = None) -> pd.Series[float]:
    """The weighted geometric mean (COINr ``a_gmean``): 0 when a child is 0, where COINr stops. Raises ConfigError below 0.

    So that one 0 does not undo all else, bring the children to 1..100 first (``minmax 1 100``).
    """
    return _by_unit("geometric", y, weights)


def harmonic(y: pd.DataFrame, weights: Weights = None) -> pd.Series[float]:
    """The weighted harmonic mean (COINr ``a_hmean``): 0 when a child is 0, where COINr stops; meant for values that are not negative."""
    return _by_unit("harmonic", y, weights)


def generalised(y: pd.DataFrame, weights: Weights = None, *, power: float) -> pd.Series[float]:
    """The weighted power mean (COINr ``a_genmean``, which fails on missing values). Raises ConfigError where it is no real number."""
    return _by_unit("generalised", y, weights, power=power)


def copeland(y: pd.DataFrame, weights: Weights = None) -> pd.Series[float]:
    """Units beaten less units lost to (COINr ``a_copeland``); see ``scoring.outranking``."""
    return _by_unit("copeland", y, weights)


def mazziotta_pareto(y: pd.DataFrame, weights: Weights = None, *, upward: bool = False) -> pd.Series[float]:
    """M - S^2/M of children with mean 100 and sd 10 (``zscore 100 10``), S with n - 1 (Compind ``ci_mpi``): unevenness costs.

    ``upward`` adds the penalty, for an index of which less is better. De Muro, Mazziotta, Pareto 2011 (10.1007/s11205-010-9727-z).
    """
    return _by_unit("mazziotta_pareto", y, weights, upward=upward)


def adjusted_mazziotta_pareto(y: pd.DataFrame, weights: Weights = None, *, upward: bool = False) -> pd.Series[float]:
    """M - S^2/M of children on 70..130 (``goalposts-open 70 130``), S with n (Compind ``ci_ampi``, which rounds to 3 decimals).

    Mazziotta, Pareto 2016 (10.1007/s11205-015-0998-2).
    """
    return _by_unit("adjusted_mazziotta_pareto", y, weights, upward=upward)


def benefit_of_the_doubt(
    y: pd.DataFrame, weights: Weights = None, *, least: float = 0.0, most: float = 1.0, top: float = 1.0
) -> pd.Series[float]:
    """The score with the weights that suit the unit best, 0 to ``top`` (in a tree 100); see ``scoring.doubt``.

    Of ``weights`` only which are 0 counts: those children are left out. Raises ConfigError for negative children and impossible bounds.
    """
    return _by_unit("benefit_of_the_doubt", y, weights, least=least, most=most, top=top)


def maximum(y: pd.DataFrame, weights: Weights = None) -> pd.Series[float]:
    """The best child; those of weight 0 do not count."""
    return _by_unit("maximum", y, weights)


def minimum(y: pd.DataFrame, weights: Weights = None) -> pd.Series[float]:
    """The worst child; those of weight 0 do not count."""
    return _by_unit("minimum", y, weights)


def product(y: pd.DataFrame, weights: Weights = None, *, top: float = 1.0) -> pd.Series[float]:
    """All children multiplied, each as a share of ``top``; those of weight 0 do not count."""
    return _by_unit("product", y, weights, top=top)


def first(y: pd.DataFrame, weights: Weights = None) -> pd.Series[float]:
    """The first child, in the order of the columns, that is known; those of weight 0 do not count."""
    return _by_unit("first", y, weights)


def gated(y: pd.DataFrame, weights: Weights = None) -> pd.Series[float]:
    """The weighted mean of all but the first child where that is above 0, else 0; blank where it is not known."""
    return _by_unit("gated", y, weights)


def _doubt(y: Floats, w: Floats, *, least: float = 0.0, most: float = 1.0, top: float = 100.0) -> Floats:
    counted = y[:, w != 0]
    return np.where((counted < 0).any(axis=1), np.inf, best_case(np.maximum(counted, 0), least=least, most=most) * top)


METHODS: Mapping[str, tuple[Kernel, int, tuple[str, ...]]] = {
    "arithmetic": (means.arithmetic, 0, ()),
    "geometric": (means.geometric, 0, ()),
    "harmonic": (means.harmonic, 0, ()),
    "generalised": (means.generalised, 1, ("power",)),
    "copeland": (outranking.wins, 0, ()),
    "mazziotta_pareto": (partial(means.penalised, free=1), 0, ()),
    "adjusted_mazziotta_pareto": (means.penalised, 0, ()),
    "benefit_of_the_doubt": (_doubt, 0, ("least", "most")),
    "maximum": (means.maximum, 0, ()),
    "minimum": (means.minimum, 0, ()),
    "product": (means.product, 0, ("top",)),
    "first": (means.first, 0, ()),
    "gated": (means.gated, 0, ()),
}
"""The words of the ``aggregate`` column: the method on arrays, how many numbers have to follow, and what those that may follow are."""

_REAL = frozenset({"geometric", "harmonic", "generalised", "mazziotta_pareto", "adjusted_mazziotta_pareto", "benefit_of_the_doubt"})
"""The methods that have no answer for some known children, negative ones above all."""

IN_ORDER = frozenset({"first", "gated"})
"""The methods for which the order of the children means something; for all others they are taken by code, so that it cannot matter."""


def aggregate(values: pd.DataFrame, tree: Tree, applicable: pd.DataFrame | None = None) -> pd.DataFrame:
    """A column for every node from the normalised leaves, units by nodes in the order of the tree.

    ``applicable`` says which leaves are asked of which unit (all when not given): what is not applicable counts neither as known nor as
    missing. A node is blank where no child is known, or where the share of its applicable children that are known lies below its
    ``min_coverage`` (as COINr's ``dat_thresh``, strictly). Raises ConfigError with all faults.
    """
    faults = [f"{node.code}: {problem}" for node in tree.upward() if (problem := fault(node))]
    faults += [f"{leaf.code}: the frame of values has no such column" for leaf in tree.leaves if leaf.code not in values]
    if faults:
        raise ConfigError(faults)
    found, asked = _leaves(values, tree, applicable)
    for node in tree.upward():
        children = tree.children(node.code)
        y = np.column_stack([found[child.code] for child in children])
        here = np.column_stack([asked[child.code] for child in children])
        asked[node.code] = np.asarray(here.any(axis=1))
        found[node.code] = _finished(_node(node, children, _enough(y, here, node.min_coverage), values.index, faults), node)
    if faults:
        raise ConfigError(faults)
    return pd.DataFrame({node.code: found[node.code] for node in tree.nodes}, index=values.index)


def method(node: Node) -> tuple[str, dict[str, float]]:
    """The word and the options of the method that an inner node's row asks for. Raises ValueError with the remedy.

    After the word may come numbers: ``generalised -1``, ``benefit-of-the-doubt 0.1 0.5``, ``product 100``. No word means ``arithmetic``.
    """
    written, *told = node.aggregate.split() or ["arithmetic"]
    word = written.replace("-", "_")
    if word not in METHODS:
        raise ValueError(f"{word!r} is not a way to aggregate; write one of {', '.join(METHODS)}")
    _, least, names = METHODS[word]
    return word, numbers(told, names, least)


def fault(node: Node) -> str:
    """What is wrong with a node's way to aggregate, and its remedy; empty when nothing is."""
    try:
        method(node)
    except ValueError as error:
        return f"aggregate {node.aggregate!r}: {error}"
    return ""


def _leaves(values: pd.DataFrame, tree: Tree, applicable: pd.DataFrame | None) -> tuple[dict[str, Floats], dict[str, NDArray[np.bool_]]]:
    codes = [leaf.code for leaf in tree.leaves]
    everywhere = pd.DataFrame(True, index=values.index, columns=codes)
    asked = everywhere if applicable is None else applicable.loc[values.index, codes].astype(bool)
    known = values[codes].astype(np.float64).where(asked)
    return (
        {leaf.code: _finished(known[leaf.code].to_numpy(), leaf) for leaf in tree.leaves},
        {code: asked[code].to_numpy() for code in codes},
    )


def _enough(y: Floats, asked: NDArray[np.bool_], least: float) -> Floats:
    share = over(np.sum(~np.isnan(y), axis=1), asked.sum(axis=1))
    return np.where((share < least)[:, None], np.nan, y)


def _node(node: Node, children: tuple[Node, ...], y: Floats, units: pd.Index, faults: list[str]) -> Floats:
    word, options = method(node)
    places = list(range(len(children)))
    if word not in IN_ORDER:
        places.sort(key=lambda place: children[place].code)
    w = np.array([children[place].weight for place in places], dtype=np.float64)
    try:
        return _computed(word, np.ascontiguousarray(y[:, places]), w, units, options)
    except ConfigError as error:
        faults += [f"{node.code}: {problem}" for problem in error.faults]
        return np.full(len(y), np.nan)


def _by_unit(word: str, y: pd.DataFrame, weights: Weights, **options: float) -> pd.Series[float]:
    w = pd.Series(1.0, index=y.columns) if weights is None else weights.reindex(y.columns).astype(np.float64)
    if w.isna().any():
        raise ConfigError([f"{code}: has no weight; give it one" for code in w.index[w.isna()]])
    found = _computed(word, np.ascontiguousarray(y.to_numpy(np.float64)), np.asarray(w, dtype=np.float64), y.index, options)
    return pd.Series(found, index=y.index)


def _computed(word: str, y: Floats, w: Floats, units: pd.Index, options: Mapping[str, float]) -> Floats:
    found = METHODS[word][0](y, w, **options)
    impossible = ~np.isnan(y[:, w != 0]).all(axis=1) & ~np.isfinite(found)
    if word in _REAL and impossible.any():
        named = ", ".join(map(str, units[impossible]))
        raise ConfigError(
            f"{word} has no answer for {named}, whose children are below or around 0; normalise them to 1..100 (minmax 1 100)"
        )
    return found


def _finished(y: Floats, node: Node) -> Floats:
    return y if node.decimals is None else rounded(y, node.decimals)
