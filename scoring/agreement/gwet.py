"""Gwet's AC1 and AC2: agreement beyond chance that does not collapse where nearly all answers are the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from scoring.agreement.estimate import LEVEL, Estimate, none, wald
from scoring.arrays import Floats


def ac_table(table: ArrayLike, weights: ArrayLike | None = None, level: float = LEVEL) -> Estimate:
    """AC1 (AC2 with ``weights``) of two readers from their square table of counts.

    (p_o - p_e) / (1 - p_e), p_e = T / (q (q - 1)) sum pi_k (1 - pi_k), pi_k the mean share of answer k over both readers, T the sum of
    the weights. Its variance divides by n, as that of a table (R ``irrCAC::gwet.ac1.table``); ``ac`` divides by n - 1.
    """
    counts = np.asarray(table, dtype=np.float64)
    one, other = np.indices(counts.shape).reshape(2, -1)
    units = np.eye(len(counts))[one] + np.eye(len(counts))[other]
    return _ac(units, counts.ravel(), weights, level, lost=0)


def ac(counts: ArrayLike, weights: ArrayLike | None = None, level: float = LEVEL) -> Estimate:
    """AC1 (AC2 with ``weights``) of any number of readers, some of whom may be missing: ``counts`` are units by answers.

    A cell is how many readers gave that unit that answer. Variance from each unit's share in the value (Gwet 2008, British Journal of
    Mathematical and Statistical Psychology 61: 29-48; with missing readers Gwet 2014), limits by Student's t with n - 1 degrees of
    freedom; the upper one at most 1. Units that nobody read do not count.
    """
    units = np.asarray(counts, dtype=np.float64)
    return _ac(units, np.ones(len(units)), weights, level, lost=1)


def _ac(units: Floats, often: Floats, weights: ArrayLike | None, level: float, lost: int) -> Estimate:
    """``often`` is how many units have each row of answers; ``lost`` what is taken from n in the variance."""
    read = (units.sum(axis=1) > 0) & (often > 0)
    units, often = units[read], often[read]
    readers, n, q = units.sum(axis=1), float(often.sum()), units.shape[1]
    twice = readers >= 2
    if n == 0:
        return none("nothing")
    if not twice.any():
        return none("one-reader")
    agreed = np.eye(q) if weights is None else np.asarray(weights, dtype=np.float64)
    pairs = np.where(twice, readers * (readers - 1), 1)
    agreements = (units * (units @ agreed - 1)).sum(axis=1) / pairs * twice
    doubled = float((often * twice).sum())
    shares = (often[:, None] * units / readers[:, None]).sum(axis=0) / n
    scale = float(agreed.sum()) / (q * (q - 1)) if q > 1 else 0.0
    observed, expected = float((often * agreements).sum()) / doubled, scale * float((shares * (1 - shares)).sum())
    value = (observed - expected) / (1 - expected)
    each = (n / doubled) * (agreements - expected * twice) / (1 - expected)
    chance = scale * (units @ (1 - shares)) / readers
    each = each - 2 * (1 - value) * (chance - expected) / (1 - expected)
    return _limited(value, float((often * (each - value) ** 2).sum()), n, lost, level)


def _limited(value: float, squares: float, n: float, lost: int, level: float) -> Estimate:
    if n < 2:
        return Estimate(value, reason="too-few")
    found = wald(value, squares / (n * (n - lost)), level, float(stdtrit(n - 1, (1 + level) / 2)))
    return replace(found, high=min(1.0, found.high))
