"""Which units have enough data to be scored at all, and why the others have not. Handbook 2008, step 3; COINr ``Screen``."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from data.errors import ConfigError
from data.types import Text
from scoring.arrays import over

REASONS = {
    "": Text("paliek", "stays"),
    "availability": Text("par maz datu", "too little data"),
    "zeros": Text("par daudz nuļļu", "too many zeros"),
    "kept": Text("paturēta pēc lēmuma", "kept by decision"),
    "dropped": Text("izslēgta pēc lēmuma", "taken out by decision"),
}
"""The words of the column ``reason`` and what they mean."""


@dataclass(frozen=True)
class Screened:
    """``kept`` is the frame of those units that stay.

    ``table`` says of every unit how many values are ``missing`` and ``zeros``, the ``availability`` and ``share_of_zeros``, whether it
    ``stays`` and the ``reason``, one of ``REASONS``.
    """

    kept: pd.DataFrame
    table: pd.DataFrame


def availability(values: pd.DataFrame, applicable: pd.DataFrame | None = None) -> pd.Series[float]:
    """The share of the values that are known, by unit: of all columns, or of those that apply to the unit; NaN where none does."""
    asked = _asked(values, applicable)
    known = (values.notna() & asked).sum(axis=1)
    return pd.Series(over(known, asked.sum(axis=1)), index=values.index, name="availability")


def zeros(values: pd.DataFrame) -> pd.Series[float]:
    """The share of the known values that are zero, by unit; NaN where nothing is known (COINr ``Non_Zero`` is the rest)."""
    return pd.Series(over(values.eq(0).sum(axis=1), values.notna().sum(axis=1)), index=values.index, name="share_of_zeros")


def screen(
    values: pd.DataFrame,
    applicable: pd.DataFrame | None = None,
    *,
    least: float = 0.0,
    most_zeros: float = 1.0,
    keep: Collection[str] = (),
    drop: Collection[str] = (),
) -> Screened:
    """Take out the units whose availability is below ``least`` or whose share of zeros is above ``most_zeros``.

    Both limits are strict, as COINr's (``dat_thresh``; ``nonzero_thresh`` is 1 - ``most_zeros``). Units in ``keep`` stay and those in
    ``drop`` go whatever their data. A unit to which no column applies has no availability and stays. Raises ConfigError for unknown units.
    """
    unknown = sorted({*keep, *drop} - set(values.index), key=str)
    both = sorted({*keep} & {*drop}, key=str)
    faults = [f"{unit}: is not among the units; correct its id" for unit in unknown]
    faults += [f"{unit}: is to be kept and to be dropped; decide" for unit in both]
    if faults:
        raise ConfigError(faults)
    share, empty = availability(values, applicable), zeros(values)
    reason = pd.Series("", index=values.index, dtype=object)
    for word, where in (("zeros", empty > most_zeros), ("availability", share < least)):
        reason = reason.mask(where, word)
    reason = reason.mask(values.index.isin(list(keep)), "kept").mask(values.index.isin(list(drop)), "dropped")
    stays = reason.isin(["", "kept"])
    table = pd.DataFrame(
        {
            "missing": (_asked(values, applicable) & values.isna()).sum(axis=1),
            "zeros": values.eq(0).sum(axis=1),
            "availability": share,
            "share_of_zeros": empty,
            "stays": stays,
            "reason": reason,
        }
    )
    return Screened(values[stays], table)


def _asked(values: pd.DataFrame, applicable: pd.DataFrame | None) -> pd.DataFrame:
    if applicable is None:
        return pd.DataFrame(data=True, index=values.index, columns=values.columns)
    return applicable.loc[values.index, list(values.columns)].astype(bool)
