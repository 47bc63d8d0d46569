"""A curve through points: the mean of y where x is about so much, by local straight lines whose reach the data choose themselves."""

from __future__ import annotations

import numpy as np

from scoring.arrays import Floats

REACHES = (0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1.0, 2.0, 10.0)
"""The standard deviations of the weights that are tried, as shares of the range of x; with the last the curve is a straight line."""
_FLAT = 1e-9
_ALONE = 1e-6
"""A point whose own part in its curve is nearer to 1 than this is alone: what foretells it would be rounding."""
_TIE, _EXACT = 1e-6, 1e-12
"""Errors as near as this, as a share of the least one or of the variance of y, are one error: only rounding tells them apart."""


def local_linear(x: Floats, y: Floats) -> Floats:
    """The curve at each x. Fan 1992, Gaussian weights; of ``REACHES`` the one that foretells points left out best, the widest of equals.

    The straight line through all where no reach can foretell every point. ``x`` has to vary.
    """
    place = (x - x.min()) / (x.max() - x.min())
    level = float(y.mean())
    fits = [_fitted(place, y - level, reach) for reach in reversed(REACHES)]
    enough = min(error for _, error in fits) * (1 + _TIE) + _EXACT * float(y.var())
    return level + next((curve for curve, error in fits if error <= enough), fits[0][0])


def _fitted(x: Floats, y: Floats, reach: float) -> tuple[Floats, float]:
    """The curve of one reach and its mean squared error on points that were left out; infinite where one is alone."""
    curve = _rows(x, reach)
    own = np.diag(curve)
    fit = np.asarray(curve @ y)
    if (own > 1 - _ALONE).any():
        return fit, np.inf
    return fit, float(np.mean(((y - fit) / (1 - own)) ** 2))


def _rows(x: Floats, reach: float) -> Floats:
    """The matrix that makes the curve out of y: a row a point, whose parts sum to 1."""
    away = x[None, :] - x[:, None]
    w = np.exp(-0.5 * (away / reach) ** 2)
    zero, one, two = w.sum(axis=1), (w * away).sum(axis=1), (w * away**2).sum(axis=1)
    spread = zero * two - one**2
    straight = w * (two[:, None] - one[:, None] * away)
    # Where all neighbours have the same x there is no slope, and their mean is the curve.
    flat = spread <= _FLAT * zero**2 * reach**2
    return np.asarray(np.where(flat[:, None], w / zero[:, None], straight / np.where(flat, 1.0, spread)[:, None]))
