"""The same units over several years: what an earlier year, or the years around, say of a value that is missing. COINr ``impute_panel``.

A panel is a frame of values whose index has the levels ``unit`` and ``year`` (a number), each pair once, in any order.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scoring.arrays import Floats


def last(panel: pd.DataFrame, *, most: float | None = None) -> pd.DataFrame:
    """The unit's latest earlier value, at most ``most`` years old (COINr "latest", whose ``max_time`` counts years of data instead)."""
    years, cube = _cube(panel)
    before, _ = _around(cube)
    found = _taken(cube, before)
    age = years[:, None, None] - years[np.maximum(before, 0)]
    return _filled(panel, years, np.where(_near(age, most), found, np.nan))


def linear(panel: pd.DataFrame, *, most: float | None = None) -> pd.DataFrame:
    """On the line between the unit's values of the years around; before the first and after the last known year that one's value.

    COINr "linear-constant" (R ``approx`` with ``rule = 2``). With ``most``, only where a known year is at most so many years away.
    """
    years, cube = _cube(panel)
    before, after = _around(cube)
    from_, to = _taken(cube, before), _taken(cube, after)
    start, end = years[np.maximum(before, 0)], years[np.minimum(after, len(years) - 1)]
    now = years[:, None, None]
    way = (now - start) / np.where(end == start, 1, end - start)
    inner = from_ + (to - from_) * way
    found = np.where(np.isnan(from_), to, np.where(np.isnan(to), from_, inner))
    age = np.fmin(np.where(np.isnan(from_), np.nan, now - start), np.where(np.isnan(to), np.nan, end - now))
    return _filled(panel, years, np.where(_near(age, most), found, np.nan))


def _cube(panel: pd.DataFrame) -> tuple[Floats, Floats]:
    units, years = _levels(panel)
    whole = panel.reindex(pd.MultiIndex.from_product([years, units], names=["year", "unit"]).swaplevel())
    shape = (len(years), len(units), panel.shape[1])
    return np.asarray(years, dtype=np.float64), whole.to_numpy(np.float64).reshape(shape)


def _levels(panel: pd.DataFrame) -> tuple[pd.Index, pd.Index]:
    return panel.index.get_level_values("unit").unique().sort_values(), panel.index.get_level_values("year").unique().sort_values()


def _around(cube: Floats) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """For each cell the place of the known year at or before it (-1: none) and of the one at or after it (how many years: none)."""
    known, place = ~np.isnan(cube), np.arange(len(cube))[:, None, None]
    before = np.maximum.accumulate(np.where(known, place, -1), axis=0)
    after = np.minimum.accumulate(np.where(known, place, len(cube))[::-1], axis=0)[::-1]
    return before, after


def _taken(cube: Floats, place: NDArray[np.intp]) -> Floats:
    there = (place >= 0) & (place < len(cube))
    return np.where(there, np.take_along_axis(cube, np.clip(place, 0, len(cube) - 1), axis=0), np.nan)


def _near(age: Floats, most: float | None) -> NDArray[np.bool_]:
    return np.isnan(age) | (age <= (np.inf if most is None else most))


def _filled(panel: pd.DataFrame, years: Floats, cube: Floats) -> pd.DataFrame:
    units, labels = _levels(panel)
    index = pd.MultiIndex.from_product([labels, units], names=["year", "unit"]).swaplevel()
    found = pd.DataFrame(cube.reshape(len(years) * len(units), panel.shape[1]), index=index, columns=panel.columns)
    return panel.fillna(found.reindex(panel.index))
