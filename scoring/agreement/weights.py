"""How much an answer that is nearly the same counts as agreement: 1 for the same, 0 for the farthest."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from data.errors import ConfigError
from scoring.arrays import Floats

NAMES = ("identity", "linear", "quadratic")


def weights(name: str, categories: ArrayLike) -> Floats:
    """The weights of a name in ``NAMES`` among ordered categories, told by their numbers (levels 1, 2, 3, or what they stand for).

    ``linear`` 1 - |x - y| / range, ``quadratic`` 1 - (x - y)2 / range2 (Cicchetti, Allison 1971; Fleiss, Cohen 1973), ``identity`` 1 for
    the same and 0 for all others. Raises ConfigError for another name.
    """
    if name not in NAMES:
        raise ConfigError(f"{name!r} are no weights; write one of {', '.join(NAMES)}")
    points = np.asarray(categories, dtype=np.float64)
    distance = np.abs(points[:, None] - points[None, :])
    width = float(distance.max(initial=0.0))
    if name == "identity" or width == 0:
        return np.asarray(distance == 0, dtype=np.float64)
    return np.asarray(1 - (distance / width) ** {"linear": 1, "quadratic": 2}[name])
