"""Tables of two readers: how often each pair of answers came together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from scoring.agreement.estimate import LEVEL, Estimate, none
from scoring.agreement.intervals import wilson
from scoring.arrays import Floats


@dataclass(frozen=True, slots=True)
class TwoByTwo:
    """Claims (rows) by observations (columns): ``a`` yes and seen, ``b`` yes and not seen, ``c`` no and seen, ``e`` no and not seen."""

    a: float = 0
    b: float = 0
    c: float = 0
    e: float = 0

    def __post_init__(self) -> None:
        if min(self.a, self.b, self.c, self.e) < 0:
            raise ValueError(f"a table of counts has none below 0, but {self}")

    def __add__(self, other: TwoByTwo) -> TwoByTwo:
        return TwoByTwo(self.a + other.a, self.b + other.b, self.c + other.c, self.e + other.e)

    @property
    def n(self) -> float:
        """How many pairs."""
        return self.a + self.b + self.c + self.e

    @property
    def cells(self) -> Floats:
        """The table as an array, yes first."""
        return np.array([[self.a, self.b], [self.c, self.e]], dtype=np.float64)

    def agreement(self, level: float = LEVEL) -> Estimate:
        """Raw agreement p_o = (a + e) / n, with Wilson's limits."""
        return wilson(self.a + self.e, self.n, level)

    def pabak(self, level: float = LEVEL) -> Estimate:
        """Prevalence- and bias-adjusted kappa, 2 p_o - 1 (Byrt, Bishop, Carlin 1993), with the limits of p_o."""
        raw = self.agreement(level)
        return Estimate(2 * raw.value - 1, 2 * raw.low - 1, 2 * raw.high - 1, 4 * raw.variance, raw.reason)

    def bias_index(self) -> Estimate:
        """(b - c) / n: above 0, more is claimed than seen (Byrt, Bishop, Carlin 1993)."""
        return Estimate((self.b - self.c) / self.n) if self.n else none("nothing")

    def prevalence_index(self) -> Estimate:
        """(a - e) / n: far from 0, nearly all pairs are of one kind, and kappa says little (Byrt, Bishop, Carlin 1993)."""
        return Estimate((self.a - self.e) / self.n) if self.n else none("nothing")

    def overclaim(self, level: float = LEVEL) -> Estimate:
        """The share of the claims that were not seen, b / (a + b), with Wilson's limits."""
        return wilson(self.b, self.a + self.b, level)

    def underclaim(self, level: float = LEVEL) -> Estimate:
        """The share of the denials that were seen nevertheless, c / (c + e), with Wilson's limits."""
        return wilson(self.c, self.c + self.e, level)


def two_by_two(claimed: ArrayLike, seen: ArrayLike) -> TwoByTwo:
    """The table of two columns of 1 (yes), 0 (no) and NaN (not known); only pairs of which both are known count."""
    yes, found = np.asarray(claimed, dtype=np.float64), np.asarray(seen, dtype=np.float64)
    return TwoByTwo(*(int(((yes == one) & (found == other)).sum()) for one, other in ((1, 1), (1, 0), (0, 1), (0, 0))))


def cross(one: Sequence[object], other: Sequence[object], categories: Sequence[object]) -> Floats:
    """How often each pair of answers came together: rows the answers of ``one``, columns those of ``other``, both as in ``categories``.

    Pairs with an answer that is none of them (None, NaN) do not count.
    """
    place = {category: at for at, category in enumerate(categories)}
    table = np.zeros((len(place), len(place)))
    for mine, theirs in zip(one, other, strict=True):
        if mine in place and theirs in place:
            table[place[mine], place[theirs]] += 1
    return table
