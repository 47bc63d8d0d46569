"""Intervals of a share: Wilson's, which is used everywhere, and the two exact ones of Clopper and Pearson and of Blaker."""

from __future__ import annotations

from math import nan

from scipy.optimize import brentq
from scipy.special import bdtr, bdtrc, betaincinv

from audits import accuracy
from scoring.agreement.estimate import LEVEL, Estimate, none

_AS_GOOD = 1e-10
"""By how much a test may miss the level and still keep a share: steps of the test that meet it exactly are not lost to rounding."""


def wilson(right: float, of: float, level: float = LEVEL) -> Estimate:
    """The share with its limits after Wilson 1927: (p + z2/2n -+ z sqrt(p(1-p)/n + z2/4n2)) / (1 + z2/n).

    The one implementation is that of ``audits.accuracy``. ``right`` and ``of`` may be fractions of cases.

    >>> wilson(9, 10).value
    0.9
    """
    if not 0 <= right <= of:
        return none("out-of-range")
    limits = accuracy.wilson(right, of, level)
    if limits is None:
        return none("nothing")
    share = right / of
    return Estimate(share, *limits, share * (1 - share) / of)


def exact(right: int, of: int, level: float = LEVEL) -> Estimate:
    """The share with the exact limits of Clopper and Pearson 1934, which are wider than need be: quantiles of two beta distributions."""
    if not 0 <= right <= of:
        return none("out-of-range")
    if of == 0:
        return none("nothing")
    tail = (1 - level) / 2
    low = float(betaincinv(right, of - right + 1, tail)) if right else 0.0
    high = float(betaincinv(right + 1, of - right, 1 - tail)) if right < of else 1.0
    return Estimate(right / of, low, high)


def blaker(right: int, of: int, level: float = LEVEL) -> Estimate:
    """The share with the exact limits of Blaker 2000 (Canadian Journal of Statistics 28: 783-798), never wider than ``exact``.

    The limits are the ends of all shares that Blaker's test keeps; where the kept shares have a gap, it is inside.
    """
    if not 0 <= right <= of:
        return none("out-of-range")
    if of == 0:
        return none("nothing")
    low = _lowest(right, of, 1 - level)
    return Estimate(right / of, low, 1 - _lowest(of - right, of, 1 - level))


def _lowest(right: int, of: int, alpha: float) -> float:
    """The lowest share that Blaker's test keeps.

    Its acceptability of p is P(X >= x) + P(X <= y), y the largest count whose lower tail is no likelier than that upper one. Between the
    shares at which y steps up, it falls and then rises, so that only the ends of each piece need to be looked at.
    """
    start = 0.0
    for y in range(-1, right):
        stop = right / of if y + 1 >= right else _step(right, of, y + 1)
        if y >= 0 and _kept(right, of, y, start, alpha):
            return start
        if _kept(right, of, y, stop, alpha):
            return _crossing(right, of, y, start, stop, alpha)
        start = stop
    return start if right else 0.0


def _acceptability(right: int, of: int, y: int, share: float) -> float:
    upper = float(bdtrc(right - 1, of, share)) if right else 1.0
    return upper + (float(bdtr(y, of, share)) if y >= 0 else 0.0)


def _kept(right: int, of: int, y: int, share: float, alpha: float) -> bool:
    return _acceptability(right, of, y, share) >= alpha * (1 - _AS_GOOD)


def _crossing(right: int, of: int, y: int, start: float, stop: float, alpha: float) -> float:
    def above(share: float) -> float:
        return _acceptability(right, of, y, share) - alpha

    if above(start) >= 0 or above(stop) <= 0:
        return start if above(start) >= 0 else stop
    return float(brentq(above, start, stop, xtol=1e-14))


def _step(right: int, of: int, y: int) -> float:
    """The share at which the lower tail up to ``y`` becomes as unlikely as the upper one from ``right``."""

    def difference(share: float) -> float:
        return float(bdtr(y, of, share)) - float(bdtrc(right - 1, of, share))

    return float(brentq(difference, 0.0, 1.0, xtol=1e-15)) if right else nan
