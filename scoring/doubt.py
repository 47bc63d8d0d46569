"""The benefit of the doubt: each unit judged with the weights that suit it best, as far as no unit then passes 1."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from data.errors import ConfigError
from scoring.arrays import Floats


def best_case(y: Floats, *, least: float = 0.0, most: float = 1.0) -> Floats:
    """The highest sum of weighted children that a unit can have while no unit's exceeds 1: between 0 and 1 for each row of ``y``.

    ``least`` and ``most`` bound the share that any one child has in the unit's own score (Cherchye and others 2007,
    10.1007/s11205-006-9029-7; Compind ``ci_bod`` and ``ci_bod_constr``). The children must not be negative. A child that is not known
    adds nothing, for the unit and for those that it is measured against; a unit of which nothing is known gets NaN. Raises ConfigError
    when the bounds cannot hold.
    """
    known = ~np.isnan(y)
    rows = known.any(axis=1)
    width = known.sum(axis=1)[rows]
    if not 0 <= least <= most <= 1 or np.any(width * least > 1 + 1e-12) or np.any(width * most < 1 - 1e-12):
        raise ConfigError(f"shares between {least:g} and {most:g} cannot add up to 1; bound them around one by the number of children")
    filled = np.where(known, y, 0.0)
    found = np.full(len(y), np.nan)
    for place in np.flatnonzero(rows):
        found[place] = _highest(filled[rows], filled[place], known[place], (least, most))
    return found


def _highest(all_units: Floats, unit: Floats, known: NDArray[np.bool_], bounds: tuple[float, float]) -> float:
    least, most = bounds
    own, others = unit[known], all_units[:, known]
    if not own.any():
        return 0.0
    eye = np.eye(len(own))
    limits = [(least - eye) * own, (eye - most) * own]
    bounded = [limit for limit, wanted in zip(limits, (least > 0, most < 1), strict=True) if wanted]
    matrix = np.vstack([others, *bounded])
    room = np.concatenate([np.ones(len(others)), np.zeros(len(matrix) - len(others))])
    solved = linprog(-own, A_ub=matrix, b_ub=room, bounds=(0, None), method="highs")
    if solved.fun is None:
        raise ConfigError(f"benefit of the doubt has no answer: {solved.message}")
    return -float(solved.fun)
