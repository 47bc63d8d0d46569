"""How far a value that is another each time it is measured must move before it is another answer: data/inputs/tolerances.csv."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data import cells
from data.errors import RegistryError
from data.registry import FOLDER
from data.tables import Faults, once, read
from data.types import Value

TABLE = FOLDER / "tolerances.csv"


def _number(cell: str) -> float:
    try:
        number = float(cell)
    except ValueError:
        number = math.nan
    if not 0 < number < math.inf:
        raise ValueError(f"{cell!r} is no number above 0; write for example 1500 or 0.5")
    return number


def _share(cell: str) -> float:
    number = _number(cell)
    if number >= 1:
        raise ValueError(f"{cell!r} is no share; write a number between 0 and 1, for example 0.5")
    return number


_COLUMNS = {"indicator": cells.identifier, "least": _number, "share": _share, "basis": cells.words}


@dataclass(frozen=True, slots=True)
class Tolerance:
    """A value moved where it moved by ``least``, in the indicator's unit, and by that ``share`` of the larger of the two."""

    least: float
    share: float

    def within(self, one: float, other: float) -> bool:
        """Whether the two are one answer, whichever was first."""
        return abs(one - other) < max(self.least, self.share * max(abs(one), abs(other)))


Tolerances = Mapping[str, Tolerance]
"""By indicator; the values of all others are compared as they are."""


@cache
def load(path: Path = TABLE) -> Tolerances:
    """The table. Raises RegistryError with every fault: file, line, column and remedy."""
    faults = Faults()
    rows = read(path, _COLUMNS, faults)
    once(rows, "indicator", faults)
    if faults.found:
        raise RegistryError(faults.found)
    return {row["indicator"]: Tolerance(row["least"], row["share"]) for row in rows}


def alike(one: Value, other: Value, tolerance: Tolerance | None = None) -> bool:
    """Whether two values are one answer. True and 1 are two, as in JSON.

    >>> alike(900, 1100, Tolerance(1000, 0.5)), alike(900, 1100), alike(900, 2000, Tolerance(1000, 0.5))
    (True, False, False)
    """
    if type(one) is type(other) and one == other:
        return True
    if tolerance is None or not (_measured(one) and _measured(other)):
        return False
    return tolerance.within(float(one), float(other))  # type: ignore[arg-type]  # mypy does not follow the two questions


def _measured(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
