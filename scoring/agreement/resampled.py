"""Krippendorff's alpha, of many draws of the same units at once: its value is that of the draw of each unit once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from scoring.arrays import Floats


def draws(labels: NDArray[np.generic], runs: int, seed: int) -> Floats:
    """How often each unit is drawn, runs by units: as many clusters with replacement as there are, each with all of its units."""
    names, group = np.unique(labels, return_inverse=True)
    rng = np.random.default_rng(seed)
    drawn = rng.integers(len(names), size=(runs, len(names)))
    often = np.zeros((runs, len(names)))
    np.add.at(often, (np.arange(runs)[:, None], drawn), 1)
    return np.asarray(often[:, group])


def alphas(counts: NDArray[np.int_], domain: Floats, scale: str, often: Floats) -> Floats:
    """Alpha of each draw; NaN where all of its answers are the same.

    ``counts`` are units by answers (each read twice or more), ``domain`` what the answers stand for, ``often`` of ``draws``. With c the
    counts of a unit and m their sum, its disagreement is c'Dc / (m - 1), that expected of all n answers n'Dn / (n - 1); the squared
    distances D of an order are those of the middle ranks of the draw's own answers.
    """
    cells, totals = counts.astype(np.float64), often @ counts
    readers, n = cells.sum(axis=1), totals.sum(axis=1)
    observed, expected = _DISAGREEMENTS[scale](cells, totals, domain)
    below = np.where((totals > 0).sum(axis=1) > 1, expected / (n - 1), 0)
    above = (often * (observed / (readers - 1))).sum(axis=1)
    return np.asarray(1 - np.divide(above, below, out=np.full(len(n), np.nan), where=below > 0))


def _nominal(cells: Floats, totals: Floats, _: Floats) -> tuple[Floats, Floats]:
    def apart(one: Floats) -> Floats:
        return np.asarray(one.sum(axis=1) ** 2 - (one**2).sum(axis=1))

    return apart(cells), apart(totals)


def _interval(cells: Floats, totals: Floats, domain: Floats) -> tuple[Floats, Floats]:
    # The middle of the domain is taken off, so that squares of large numbers (days) do not swallow their differences.
    points = domain - domain.mean()

    def apart(one: Floats) -> Floats:
        return np.asarray(2 * (one.sum(axis=1) * (one @ points**2) - (one @ points) ** 2))

    return apart(cells), apart(totals)


def _ordinal(cells: Floats, totals: Floats, _: Floats) -> tuple[Floats, Floats]:
    ranks = totals.cumsum(axis=1) - totals / 2
    ranks = ranks - ranks.mean(axis=1, keepdims=True)
    of_units = 2 * (cells.sum(axis=1) * (ranks**2 @ cells.T) - (ranks @ cells.T) ** 2)
    of_all = 2 * (totals.sum(axis=1) * (totals * ranks**2).sum(axis=1) - (totals * ranks).sum(axis=1) ** 2)
    return of_units, of_all


def _ratio(cells: Floats, totals: Floats, domain: Floats) -> tuple[Floats, Floats]:
    sums = domain[:, None] + domain[None, :]
    distances = np.divide(domain[:, None] - domain[None, :], sums, out=np.zeros_like(sums), where=sums != 0) ** 2

    def apart(one: Floats) -> Floats:
        return np.asarray(((one @ distances) * one).sum(axis=1))

    return apart(cells), apart(totals)


_DISAGREEMENTS: dict[str, Callable[[Floats, Floats, Floats], tuple[Floats, Floats]]] = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _interval,
    "ratio": _ratio,
}
"""By scale: the disagreement within each unit (of an order: draws by units) and that of all answers of each draw."""
