"""How the nodes of an index go together: with their parents, with each other, and with the size of the bodies.

Handbook 2008, step 4, and the JRC's audits; COINr ``get_corr``, ``get_corr_flags`` and ``get_denom_corr``. A correlation of few units says
little: with n of them one of less than 2/sqrt(n) cannot be told from none, so each row says whether it is clear of that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.special import ndtri, stdtr
from scipy.stats import kendalltau, rankdata

from data.errors import ConfigError
from scoring.arrays import Floats
from scoring.tree import Tree

KINDS = ("pearson", "spearman", "kendall")
RELATIONS = ("parent", "ancestor", "sibling", "cousin", "denominator")
"""What ``other`` is to ``one``; cousins are nodes of one depth under different parents."""
COLUMNS = ("one", "other", "relation", "kind", "n", "r", "p", "low", "high", "clear", "flag")
REDUNDANT, TRADE_OFF, SIZE = "redundant", "trade-off", "size"
"""The flags: siblings that say the same, nodes that work against each other, and a node that follows a denominator."""
Pair = tuple[str, str, str]
_ROUNDING = 1e-14


class Limits(NamedTuple):
    """From where on a correlation is flagged: above ``high`` among siblings, below ``low``, beyond ``size`` with a denominator."""

    high: float = 0.9
    low: float = 0.0
    size: float = 0.6


class Correlation(NamedTuple):
    """A correlation of ``n`` units, its two-sided p-value against none, and its interval; NaN where it is not defined."""

    n: int
    r: float
    p: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Whether it is at least 2/sqrt(n), about two standard errors of no correlation."""
        return self.n > 0 and abs(self.r) >= 2 / self.n**0.5


def correlation(x: pd.Series[float], y: pd.Series[float], kind: str = "pearson", level: float = 0.95) -> Correlation:
    """The correlation of two columns over the units that have both.

    NaN with fewer than two units or where a column is constant; two units lie on a line whatever they are (p is 1). Kendall is tau-b. The
    intervals are Fisher's, with the variances of Bonett and Wright 2000 (Spearman) and of Fieller, Hartley and Pearson 1957 (Kendall).
    """
    _known([kind], KINDS)
    pair = pd.concat([x, y.reindex(x.index)], axis=1).to_numpy(np.float64)
    return _of_pair(pair[:, 0], pair[:, 1], kind, level)


def correlations(x: pd.DataFrame, kind: str = "pearson") -> pd.DataFrame:
    """The correlation of each column with each, as a square (a heat map); NaN where it is not defined, also on the diagonal."""
    found = pd.DataFrame(np.nan, index=x.columns, columns=x.columns)
    for code in x.columns:
        found.loc[code, code] = correlation(x[code], x[code], kind).r
    for one, other in combinations(x.columns, 2):
        found.loc[one, other] = found.loc[other, one] = correlation(x[one], x[other], kind).r
    return found


def correlate(
    nodes: pd.DataFrame,
    tree: Tree,
    denominators: pd.DataFrame | None = None,
    *,
    kinds: Iterable[str] = KINDS,
    relations: Iterable[str] = RELATIONS,
    limits: Limits = Limits(),  # noqa: B008 (cannot be changed)
    level: float = 0.95,
) -> pd.DataFrame:
    """One row a pair and kind, with ``COLUMNS``, in the order of ``RELATIONS`` and of the tree.

    ``nodes`` are units by nodes as ``aggregate`` gives them, in which more is better; ``denominators`` are columns of the units table
    (population, budget). ``low`` and ``high`` hold the correlation with probability ``level``; ``clear`` is False where the units are too
    few to tell it from none; ``flag`` is one of the three words or empty, whether clear or not. Raises ConfigError for unknown words.
    """
    asked, wanted = _known(relations, RELATIONS), _known(kinds, KINDS)
    beside = pd.DataFrame(index=nodes.index) if denominators is None else denominators.reindex(nodes.index)
    frame = {str(code): column.to_numpy(np.float64) for part in (nodes, beside.add_prefix("\0")) for code, column in part.items()}
    rows = [
        (one, other.removeprefix("\0"), relation, kind, *found, found.clear, _flag(relation, found.r, limits))
        for one, other, relation in _pairs(tree, tuple(map(str, beside.columns)), asked)
        for kind in wanted
        for found in (_of_pair(frame[one], frame[other], kind, level),)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"n": "int64", "clear": "bool"})


def _known(words: Iterable[str], allowed: tuple[str, ...]) -> tuple[str, ...]:
    asked = tuple(words)
    if unknown := [word for word in asked if word not in allowed]:
        raise ConfigError([f"{word!r} is not known here; write one of {', '.join(allowed)}" for word in unknown])
    return asked


def _pairs(tree: Tree, denominators: tuple[str, ...], asked: tuple[str, ...]) -> Iterator[Pair]:
    """The pairs of each relation; the names of denominators carry a mark, for a node may have the same."""
    codes = [node.code for node in tree.nodes]
    above = {code: [node.code for node in tree.above(code)] for code in codes}
    yield from ((code, above[code][0], "parent") for code in codes if "parent" in asked and above[code])
    yield from ((code, other, "ancestor") for code in codes if "ancestor" in asked for other in above[code][1:])
    level = [(one, other) for one, other in combinations(codes, 2) if len(above[one]) == len(above[other])]
    yield from ((one, other, "sibling") for one, other in level if "sibling" in asked and above[one] == above[other])
    yield from ((one, other, "cousin") for one, other in level if "cousin" in asked and above[one] != above[other])
    yield from ((code, f"\0{other}", "denominator") for code in codes if "denominator" in asked for other in denominators)


def _flag(relation: str, r: float, limits: Limits) -> str:
    if relation == "denominator":
        return SIZE if abs(r) > limits.size else ""
    if relation == "sibling" and r > limits.high:
        return REDUNDANT
    return TRADE_OFF if r < limits.low else ""


def _of_pair(left: Floats, right: Floats, kind: str, level: float) -> Correlation:
    both = ~np.isnan(left) & ~np.isnan(right)
    x, y = left[both], right[both]
    n = len(x)
    if n < 2 or x.min() == x.max() or y.min() == y.max():
        return Correlation(n, np.nan, np.nan, np.nan, np.nan)
    if kind == "kendall":
        found = kendalltau(_digits(x), _digits(y))
        r, p = float(found.statistic), float(found.pvalue)
    else:
        r = _pearson(x, y) if kind == "pearson" else _pearson(rankdata(_digits(x)), rankdata(_digits(y)))
        p = _p(r, n)
    return Correlation(n, r, p, *_interval(r, n, kind, level))


def _digits(x: Floats) -> Floats:
    """Without the last bits, in which two equal scores may differ."""
    return np.asarray(np.round(x / np.abs(x).max(), 12))


def _pearson(x: Floats, y: Floats) -> float:
    if x.min() == x.max() or y.min() == y.max():
        return float("nan")
    left, right = x - x.mean(), y - y.mean()
    left, right = left / np.linalg.norm(left), right / np.linalg.norm(right)
    r = float(left @ right)
    # What is a line but for rounding is a line.
    return float(np.sign(r)) if abs(r) > 1 - _ROUNDING else r


def _p(r: float, n: int) -> float:
    if n == 2 or np.isnan(r):
        return 1.0 if n == 2 else float("nan")
    with np.errstate(divide="ignore"):
        return float(2 * stdtr(n - 2, -abs(r) * np.sqrt((n - 2) / np.float64(1 - r * r))))


def _interval(r: float, n: int, kind: str, level: float) -> tuple[float, float]:
    variance, lost = {"pearson": (1.0, 3), "spearman": (1 + r * r / 2, 3), "kendall": (0.437, 4)}[kind]
    if n <= lost or np.isnan(r):
        return (float("nan"),) * 2 if np.isnan(r) else (-1.0, 1.0)
    half = ndtri((1 + level) / 2) * np.sqrt(variance / (n - lost))
    with np.errstate(divide="ignore"):
        middle = np.arctanh(np.float64(r))
    return float(np.tanh(middle - half)), float(np.tanh(middle + half))
