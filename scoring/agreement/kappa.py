"""Cohen's kappa of two readers, plain or weighted, with both variances that are in use."""

from __future__ import annotations

from math import isclose

import numpy as np
from numpy.typing import ArrayLike

from scoring.agreement.estimate import LEVEL, Estimate, none, wald
from scoring.arrays import Floats


def kappa(table: ArrayLike, weights: ArrayLike | None = None, level: float = LEVEL) -> Estimate:
    """Kappa = (p_o - p_e) / (1 - p_e) of a square table of counts (Cohen 1960, weighted 1968), p_e from the two readers' own shares.

    Variance for any true kappa, after Fleiss, Cohen, Everitt 1969 (Psychological Bulletin 72: 323-327):
    [sum p_ij (w_ij - (w_i. + w_.j)(1 - kappa))2 - (kappa - p_e (1 - kappa))2] / (n (1 - p_e)2).
    """
    shares, agreed, n = _shares(table, weights)
    observed, expected = _observed_and_expected(shares, agreed)
    if n == 0:
        return none("nothing")
    if isclose(expected, 1, abs_tol=1e-12):
        return none("one-category")
    value = (observed - expected) / (1 - expected)
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    means = (agreed @ columns)[:, None] + (rows @ agreed)[None, :]
    spread = float((shares * (agreed - means * (1 - value)) ** 2).sum()) - (value - expected * (1 - value)) ** 2
    return wald(value, max(0.0, spread) / (n * (1 - expected) ** 2), level)


def kappa_simple(table: ArrayLike, level: float = LEVEL) -> Estimate:
    """Kappa with the simple variance p_o (1 - p_o) / (n (1 - p_e)2), which takes p_e for known (Cohen 1960; printed by R ``epiR``)."""
    shares, agreed, n = _shares(table, None)
    found = kappa(table, None, level)
    if not found.known:
        return found
    observed, expected = _observed_and_expected(shares, agreed)
    return wald(found.value, observed * (1 - observed) / (n * (1 - expected) ** 2), level)


def _shares(table: ArrayLike, weights: ArrayLike | None) -> tuple[Floats, Floats, float]:
    counts = np.asarray(table, dtype=np.float64)
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1]:
        raise ValueError(f"a table of two readers is square, but this has the shape {counts.shape}")
    n = float(counts.sum())
    agreed = np.eye(len(counts)) if weights is None else np.asarray(weights, dtype=np.float64)
    return (counts / n if n else counts), agreed, n


def _observed_and_expected(shares: Floats, agreed: Floats) -> tuple[float, float]:
    return float((agreed * shares).sum()), float((agreed * np.outer(shares.sum(axis=1), shares.sum(axis=0))).sum())
