"""Quantities that grow with the size of a body, divided by that size: per inhabitant, per euro. COINr ``Denominate``."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data.errors import ConfigError
from scoring.arrays import over
from scoring.tree import Tree


def denominate(values: pd.DataFrame, by: Mapping[str, pd.Series[float]], per: Mapping[str, float] | None = None) -> pd.DataFrame:
    """The columns named in ``by`` divided by their Series, which has a value for each unit; the others stay.

    ``per`` scales a column: 1000 gives the value per 1000 of the denominator (COINr ``ScaleFactor``). Where the denominator is zero or not
    known the result is not known (COINr: infinite). Raises ConfigError with all columns and units that are lacking.
    """
    faults = [f"{code}: the frame of values has no such column to divide" for code in by if code not in values]
    faults += [fault for code, sizes in by.items() for fault in _lacking(code, values.index, sizes)]
    if faults:
        raise ConfigError(faults)
    scales = per or {}
    divided = {code: over(values[code], sizes.reindex(values.index) / scales.get(code, 1.0)) for code, sizes in by.items()}
    return values.assign(**divided)


def denominators(tree: Tree, units: pd.DataFrame) -> Mapping[str, pd.Series[float]]:
    """What the tree divides its leaves by: a column of the table of units for each leaf that names one. Raises ConfigError."""
    named = {leaf.code: leaf.denominate for leaf in tree.leaves if leaf.denominate}
    faults = [f"{code}: the table of units has no column {column!r}; add it" for code, column in named.items() if column not in units]
    if faults:
        raise ConfigError(faults)
    return {code: units[column].astype("float64") for code, column in named.items()}


def _lacking(code: str, units: pd.Index, sizes: pd.Series[float]) -> list[str]:
    missing = units.difference(sizes.index)
    return [f"{code}: {', '.join(map(str, missing))}: no denominator; add the units to its table"] if len(missing) else []
