"""What a random sample of reviewed cells says of all cells: estimators that need not know how the detector errs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import ArrayLike

from scoring.agreement.estimate import LEVEL, Estimate, none, wald
from scoring.arrays import Floats


@dataclass(frozen=True)
class Stratum:
    """A part of all cells: how many there are, and what the reviewed ones of them are (1 and 0, or numbers)."""

    there_are: int
    reviewed: Sequence[float]


def stratified(strata: Sequence[Stratum], level: float = LEVEL) -> Estimate:
    """The mean over all cells: sum W_h mean_h, variance sum W_h2 (1 - n_h/N_h) s_h2 / n_h (Cochran 1977, theorems 5.1 and 5.3).

    The same for strata formed after drawing (post-stratified, variance given how many fell into each). A stratum without a review gives
    no value; one review of a stratum that has more gives no variance.
    """
    used = [stratum for stratum in strata if stratum.there_are]
    total = sum(stratum.there_are for stratum in used)
    if not used or any(not len(stratum.reviewed) for stratum in used):
        return none("nothing")
    if any(len(stratum.reviewed) > stratum.there_are for stratum in used):
        return none("out-of-range")
    value = sum(stratum.there_are / total * float(np.mean(stratum.reviewed)) for stratum in used)
    if any(len(stratum.reviewed) == 1 < stratum.there_are for stratum in used):
        return Estimate(value, reason="too-few")
    return wald(value, sum((stratum.there_are / total) ** 2 * _of_mean(stratum) for stratum in used), level)


def _of_mean(stratum: Stratum) -> float:
    n = len(stratum.reviewed)
    return 0.0 if n == stratum.there_are else (1 - n / stratum.there_are) * float(np.var(stratum.reviewed, ddof=1)) / n


def difference(foretold: ArrayLike, foretold_reviewed: ArrayLike, truth: ArrayLike, level: float = LEVEL) -> Estimate:
    """mean(D) over all cells + mean(truth - D) over a simple random sample of them (Cochran 1977, section 7; with D a posterior,
    the finite form of prediction-powered inference).

    D is what is foretold of each cell, 0 to 1. Variance (1 - n/N) s2 / n of truth - D: all of D is known, so that it adds none.
    """
    everything, here, true = (np.asarray(column, dtype=np.float64) for column in (foretold, foretold_reviewed, truth))
    if not true.size:
        return none("nothing")
    if true.size > everything.size or true.size != here.size:
        return none("out-of-range")
    value = float(everything.mean() + (true - here).mean())
    if true.size == 1 < everything.size:
        return Estimate(value, reason="too-few")
    spread = float(np.var(true - here, ddof=1)) if true.size > 1 else 0.0
    return wald(value, (1 - true.size / everything.size) * spread / true.size, level)


def prediction_powered(foretold: ArrayLike, foretold_reviewed: ArrayLike, truth: ArrayLike, level: float = LEVEL) -> Estimate:
    """The same of an endless population of which the unreviewed cells ``foretold`` are a sample too (Angelopoulos et al. 2023, Science 382:
    669-674): mean(D) + mean(truth - D), variance s2(D)/N + s2(truth - D)/n, both with divisor N and n.
    """
    unread, here, true = (np.asarray(column, dtype=np.float64) for column in (foretold, foretold_reviewed, truth))
    if not true.size or not unread.size:
        return none("nothing")
    if true.size != here.size:
        return none("out-of-range")
    value = float(unread.mean() + (true - here).mean())
    return wald(value, float(unread.var() / unread.size + (true - here).var() / true.size), level)


def horvitz_thompson(values: ArrayLike, chances: ArrayLike, there_are: float = inf, level: float = LEVEL) -> Estimate:
    """The total of all cells from cells drawn with unequal ``chances``: sum y / pi (Horvitz, Thompson 1952).

    Variance of drawing with replacement, n s2(y / pi) (Hansen, Hurwitz 1943), which is somewhat too wide for drawing without, as R
    ``survey`` does it; a finite ``there_are`` narrows it by 1 - n/N.
    """
    y, chance = np.asarray(values, dtype=np.float64), np.asarray(chances, dtype=np.float64)
    reason = _unfit(y, chance)
    if reason:
        return none(reason)
    parts = y / chance
    return _summed(float(parts.sum()), parts, there_are, level)


def hajek(values: ArrayLike, chances: ArrayLike, there_are: float = inf, level: float = LEVEL) -> Estimate:
    """The mean of all cells from cells drawn with unequal ``chances``: sum (y/pi) / sum (1/pi) (Hajek 1971).

    Variance by linearisation, (y - mean) / (pi sum 1/pi) in place of the values of ``horvitz_thompson``.
    """
    y, chance = np.asarray(values, dtype=np.float64), np.asarray(chances, dtype=np.float64)
    reason = _unfit(y, chance)
    if reason:
        return none(reason)
    weight = 1 / chance
    mean = float((weight * y).sum() / weight.sum())
    return _summed(mean, weight * (y - mean) / weight.sum(), there_are, level)


def _unfit(y: Floats, chance: Floats) -> str:
    if not y.size:
        return "nothing"
    return "" if y.size == chance.size and ((chance > 0) & (chance <= 1)).all() else "out-of-range"


def _summed(value: float, parts: Floats, there_are: float, level: float) -> Estimate:
    if parts.size == 1:
        return Estimate(value, reason="too-few")
    return wald(value, max(0.0, 1 - parts.size / there_are) * parts.size * float(np.var(parts, ddof=1)), level)
