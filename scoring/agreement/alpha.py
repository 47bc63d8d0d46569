"""Krippendorff's alpha: agreement of any number of readers, missing answers allowed, of names, orders, intervals and ratios."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from data.errors import ConfigError
from scoring.agreement.estimate import LEVEL, Estimate, none
from scoring.agreement.resampled import alphas, draws
from scoring.arrays import Floats

Scale = Literal["nominal", "ordinal", "interval", "ratio"]
SCALES: tuple[Scale, ...] = get_args(Scale)


@dataclass(frozen=True, slots=True)
class Resampling:
    """How an interval is found: so many ``runs``, drawn from ``seed``; 0 for no interval."""

    runs: int = 500
    seed: int = 1


def alpha(
    ratings: ArrayLike,
    scale: Scale = "nominal",
    resampling: Resampling | None = None,
    clusters: ArrayLike | None = None,
    level: float = LEVEL,
) -> Estimate:
    """Alpha = 1 - observed / expected disagreement of ``ratings``, readers by units, numbers with NaN where a reader said nothing.

    The formula is that of Krippendorff 2011, Computing Krippendorff's Alpha-Reliability. The interval is the
    percentile bootstrap over units (Zapf, Castell, Morawietz, Karch 2016, BMC Medical Research Methodology 16: 93), or over ``clusters``
    of units (a label each) where units of one body are not independent; draws in which all answers are the same have no alpha and are
    left out. Raises ConfigError for a scale that is none of ``SCALES``.
    """
    if scale not in SCALES:
        raise ConfigError(f"{scale!r} is no scale; write one of {', '.join(SCALES)}")
    said = np.atleast_2d(np.asarray(ratings, dtype=np.float64))
    pairable = (~np.isnan(said)).sum(axis=0) >= 2
    said = said[:, pairable]
    reason = _why_not(said, scale)
    if reason:
        return none(reason)
    domain, counts = _counts(said)
    labels = np.arange(said.shape[1]) if clusters is None else np.asarray(clusters)[pairable]
    found = Estimate(_alpha(counts, domain, scale))
    return _bounded(found, counts, domain, scale, resampling or Resampling(), labels, level)


def _why_not(said: Floats, scale: Scale) -> str:
    if not said.shape[1]:
        return "one-reader"
    known = said[~np.isnan(said)]
    if not np.isfinite(known).all() or (scale == "ratio" and (known < 0).any()):
        return "out-of-range"
    return "one-category" if (known == known[0]).all() else ""


def _counts(said: Floats) -> tuple[Floats, NDArray[np.int_]]:
    domain = np.unique(said[~np.isnan(said)])
    return domain, np.asarray((said.T[..., None] == domain).sum(axis=1), dtype=np.int_)


def _alpha(counts: NDArray[np.int_], domain: Floats, scale: Scale) -> float:
    return float(alphas(counts, domain, scale, np.ones((1, len(counts))))[0])


def _bounded(
    found: Estimate, counts: NDArray[np.int_], domain: Floats, scale: Scale, how: Resampling, labels: NDArray[np.generic], level: float
) -> Estimate:
    if how.runs == 0:
        return found
    if len(np.unique(labels)) < 2:
        return replace(found, reason="too-few")
    values = alphas(counts, domain, scale, draws(labels, how.runs, how.seed))
    known = values[~np.isnan(values)]
    if len(known) < 2:
        return replace(found, reason="too-few")
    low, high = np.quantile(known, [(1 - level) / 2, (1 + level) / 2])
    return replace(found, low=float(low), high=float(high), variance=float(known.var(ddof=1)))
