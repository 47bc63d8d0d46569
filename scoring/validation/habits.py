"""What the counts of all detectors teach about any one of them, before its own are looked at (empirical Bayes)."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from scipy.optimize import minimize
from scipy.special import betaln

from audits.accuracy import Tally
from scoring.arrays import Floats
from scoring.draws import LAPLACE, Habits

_LEAST = 3
"""So many detectors must have been checked to learn from them."""
_BOUNDS = ((-5.0, 7.0), (-5.0, 7.0))
"""The logarithms of the numbers of cases between which is sought: from none to a thousand."""


def habits(tallies: Iterable[Tally]) -> Habits:
    """The beta distributions of hits and of rejections that make all counts likeliest (beta-binomial, by maximum likelihood).

    Few detectors teach nothing: then it is the rule of succession.
    """
    told = list(tallies)
    found, missed = _fitted(np.array([(tally.found, tally.missed) for tally in told], dtype=np.float64))
    rejected, imagined = _fitted(np.array([(tally.rejected, tally.imagined) for tally in told], dtype=np.float64))
    return Habits(found, missed, rejected, imagined)


def _fitted(counts: Floats) -> tuple[float, float]:
    """Right and wrong cases, from those of each detector."""
    checked = counts[counts.sum(axis=1) > 0] if counts.size else counts.reshape(0, 2)
    if len(checked) < _LEAST:
        return LAPLACE.found, LAPLACE.missed

    def unlikely(logs: Floats) -> float:
        right, wrong = np.exp(logs)
        return float(-(betaln(checked[:, 0] + right, checked[:, 1] + wrong) - betaln(right, wrong)).sum())

    found = minimize(unlikely, np.zeros(2), method="L-BFGS-B", bounds=_BOUNDS)
    right, wrong = np.exp(found.x)
    return float(round(right, 6)), float(round(wrong, 6))
