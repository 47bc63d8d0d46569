"""The means of many children as one number, on arrays: the last axis is the children, any axes before it are units, runs or both.

Each takes ``y`` (children, NaN where not known) and ``w`` (their weights, of a shape that fits). What is not known is left out with its
weight; where nothing is known, or all that is known weighs nothing, the answer is NaN. Formulas: Handbook 2008, step 6; COINr 1.1.14.
"""

from __future__ import annotations

import numpy as np

from scoring.arrays import Floats, over


def known_weights(y: Floats, w: Floats) -> Floats:
    """The weights, 0 where the child is not known; the largest of the given ones becomes 1, so that equal ones are exactly 1."""
    return np.where(np.isnan(y), 0.0, w / np.abs(w).max(axis=-1, keepdims=True, initial=np.finfo(np.float64).tiny))


def arithmetic(y: Floats, w: Floats) -> Floats:
    """sum(w y) / sum(w), and a second pass that takes out what the first has lost to rounding, as R's ``mean`` does."""
    v = known_weights(y, w)
    whole = v.sum(axis=-1)
    first = over(_sum(v, y), whole)
    return np.asarray(first + over(_sum(v, y - first[..., None]), whole))


def geometric(y: Floats, w: Floats) -> Floats:
    """exp(sum(w ln y) / sum(w)): 0 where a child is 0, NaN where one is negative."""
    v = known_weights(y, w)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.exp(over(_sum(v, np.log(y)), v.sum(axis=-1))))


def harmonic(y: Floats, w: Floats) -> Floats:
    """sum(w) / sum(w / y): 0 where a child is 0. Of negative children it is a number, as in COINr, but hardly a meaningful one."""
    v = known_weights(y, w)
    whole = v.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(whole == 0, np.nan, whole / _sum(v, 1 / np.abs(y) * np.where(y < 0, -1, 1))))


def generalised(y: Floats, w: Floats, power: float) -> Floats:
    """(sum(w y^p) / sum(w))^(1/p): 1 arithmetic, -1 harmonic, towards 0 geometric, the larger the more one high child tells.

    NaN where that is no real number, and where a child is negative and the power too; 0 where a child is 0 and the power negative.
    COINr's ``a_genmean`` answers NA when any child is missing, against its own page; here the others speak.
    """
    if power == 0:
        return geometric(y, w)
    v = known_weights(y, w)
    with np.errstate(divide="ignore", invalid="ignore"):
        raised = np.where((y < 0) & (power < 0), np.nan, y**power)
        return np.asarray(over(_sum(v, raised), v.sum(axis=-1)) ** (1 / power))


def penalised(y: Floats, w: Floats, *, upward: bool = False, free: int = 0) -> Floats:
    """The mean less its penalty for unevenness, M - S^2/M, or with ``upward`` M + S^2/M; ``free`` is what n is lessened by in S^2."""
    v = known_weights(y, w)
    mean = arithmetic(y, w)
    count = (v != 0).sum(axis=-1)
    spread = over(_sum(v, (y - mean[..., None]) ** 2), v.sum(axis=-1)) * over(count, np.maximum(count - free, 1))
    penalty = np.where(spread == 0, 0.0, over(spread, mean))
    return np.asarray(mean + penalty if upward else mean - penalty)


def maximum(y: Floats, w: Floats) -> Floats:
    """The best of the children that weigh something."""
    return np.asarray(np.fmax.reduce(_counted(y, w), axis=-1, initial=np.nan))


def minimum(y: Floats, w: Floats) -> Floats:
    """The worst of the children that weigh something."""
    return np.asarray(np.fmin.reduce(_counted(y, w), axis=-1, initial=np.nan))


def product(y: Floats, w: Floats, top: float = 1.0) -> Floats:
    """All children that weigh something multiplied, each a share of ``top``: one that is 0 makes it 0."""
    z = _counted(y, w)
    times = np.where(np.isnan(z), 1.0, z / top).prod(axis=-1) * top
    return np.asarray(np.where(np.isnan(z).all(axis=-1), np.nan, times))


def first(y: Floats, w: Floats) -> Floats:
    """The first child, in the order given, that is known and weighs something."""
    z = _counted(y, w)
    place = (~np.isnan(z)).argmax(axis=-1)
    return np.asarray(np.take_along_axis(z, place[..., None], axis=-1)[..., 0])


def gated(y: Floats, w: Floats) -> Floats:
    """The mean of the others where the first child is above 0, else 0; not known where the first is not. Its own weight is not asked."""
    gate = y[..., 0]
    others = arithmetic(y[..., 1:], w[..., 1:])
    return np.asarray(np.where(np.isnan(gate), np.nan, np.where(gate > 0, others, 0.0)))


def _sum(v: Floats, y: Floats) -> Floats:
    return np.asarray(np.where(v == 0, 0.0, v * y).sum(axis=-1))


def _counted(y: Floats, w: Floats) -> Floats:
    return np.where(w == 0, np.nan, y)
