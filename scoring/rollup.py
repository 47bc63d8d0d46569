"""Many observations or answers of one body to one question become one number: a row of ``tree.csv`` says how, by its ``rollup``.

Some rollups read the judgement (passed or failed, yes or no), others the number that was measured, one the date. What was not measured is
left out, and where nothing was measured there is no number: never nought.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd

from data.types import Outcome

COLUMNS = ("unit", "code", "subject", "outcome", "value", "number", "at")
"""What rows to be rolled up have: of whom, which indicator or question, about what, how it came out, the value as text and as a number,
and when it was seen or answered."""

P, F, C, N, U = (word.value for word in (Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL, Outcome.INAPPLICABLE, Outcome.UNTESTED))
_WORDS = (P, F, C, N, U)
_ALL_MUST = (F, C, P, U, N)
_ONE_MAY = (P, C, F, U, N)


def counted(rows: pd.DataFrame) -> pd.DataFrame:
    """How many subjects came to each outcome: a row a unit, a column for each of the five words."""
    places, units = pd.factorize(rows["unit"].astype(object), sort=True)
    outcomes = pd.Categorical(rows["outcome"], categories=list(_WORDS)).codes
    counts = np.bincount(places * len(_WORDS) + outcomes, minlength=len(units) * len(_WORDS))
    return pd.DataFrame(counts.reshape(len(units), len(_WORDS)), index=pd.Index(units, name="unit"), columns=list(_WORDS))


def verdict(rows: pd.DataFrame) -> pd.Series[float]:
    """1 where all subjects passed, 0 where any failed; unknown where one could not be told, or nothing was tested.

    The same order as ``scoring.frame.verdict``: a page that was not tested does not take a verdict from those that were.
    """
    return _spoken(rows, _ALL_MUST)


def best(rows: pd.DataFrame) -> pd.Series[float]:
    """1 where any subject passed, 0 where all that were measured failed (eGovernment Benchmark: the best answer over the sites)."""
    return _spoken(rows, _ONE_MAY)


def pass_share(rows: pd.DataFrame) -> pd.Series[float]:
    """Passed by passed and failed, 0 to 1."""
    counts = counted(rows)
    return _share(counts[P], counts[P] + counts[F])


def share(rows: pd.DataFrame) -> pd.Series[float]:
    """Yes by all that answered, 0 to 1, where "not relevant" counts as no (eGovernment Benchmark: regional and local services)."""
    counts = counted(rows)
    return _share(counts[P], counts[P] + counts[F] + counts[N])


def count(rows: pd.DataFrame) -> pd.Series[float]:
    """How many subjects passed; 0 where all that were measured failed."""
    counts = counted(rows)
    return counts[P].astype("float64").where(counts[P] + counts[F] > 0)


def value(rows: pd.DataFrame) -> pd.Series[float]:
    """The number that was measured, 1 and 0 for yes and no. Where a unit has several, one has to say which: see ``several``."""
    return _numbers(rows).groupby("unit", observed=True)["number"].first()


def site(rows: pd.DataFrame) -> pd.Series[float]:
    """What the site as a whole answers: its number, 1 and 0 for yes and no; where its value is a word, whether it passed."""
    known = _known(rows)
    passed = known["outcome"].astype(object).eq(P).astype("float64")
    numbers = known["number"].astype("float64")
    return numbers.where(numbers.notna(), passed).groupby(known["unit"].astype(object)).first()


def mean(rows: pd.DataFrame) -> pd.Series[float]:
    """The mean of the numbers."""
    # One order of addition, whatever order the rows came in.
    ordered = _numbers(rows).sort_values(["unit", "number"], kind="stable")
    return ordered.groupby("unit", observed=True)["number"].mean()


def total(rows: pd.DataFrame) -> pd.Series[float]:
    """The sum of the numbers."""
    ordered = _numbers(rows).sort_values(["unit", "number"], kind="stable")
    return ordered.groupby("unit", observed=True)["number"].sum()


def median(rows: pd.DataFrame) -> pd.Series[float]:
    """The median of the numbers."""
    return _numbers(rows).groupby("unit", observed=True)["number"].median()


def highest(rows: pd.DataFrame) -> pd.Series[float]:
    """The highest of the numbers."""
    return _numbers(rows).groupby("unit", observed=True)["number"].max()


def lowest(rows: pd.DataFrame) -> pd.Series[float]:
    """The lowest of the numbers."""
    return _numbers(rows).groupby("unit", observed=True)["number"].min()


def age_days(rows: pd.DataFrame) -> pd.Series[float]:
    """Days from the newest date that was found to the day on which one looked; below 0 for a date to come."""
    known = _known(rows)
    found = pd.to_datetime(known["value"].str.slice(0, 10), format="%Y-%m-%d", errors="coerce")
    looked = pd.to_datetime(known["at"], utc=True).dt.tz_localize(None).dt.normalize()
    days = (looked - found).dt.days.astype("float64")
    return days.groupby(known["unit"], observed=True).min()


Rollup = Callable[[pd.DataFrame], "pd.Series[float]"]

BY_OUTCOME: Mapping[str, Rollup] = MappingProxyType(
    {"pass": verdict, "worst": verdict, "best": best, "pass-share": pass_share, "share": share, "count": count}
)
"""Those that read passed and failed: useless for an indicator that only measures, which always passes."""
BY_NUMBER: Mapping[str, Rollup] = MappingProxyType(
    {"site": site, "value": value, "mean": mean, "median": median, "highest": highest, "lowest": lowest, "sum": total}
)
"""Those that read the number."""
ONE = frozenset({"site", "value"})
"""Those that take one answer of a unit, and cannot choose among several."""
BY_DATE: Mapping[str, Rollup] = MappingProxyType({"age-days": age_days})
"""Those that read a date."""
ROLLUPS: Mapping[str, Rollup] = MappingProxyType({**BY_OUTCOME, **BY_NUMBER, **BY_DATE})
"""Every rollup by its name in ``tree.csv``."""


def rollup(rows: pd.DataFrame, how: str) -> pd.DataFrame:
    """The number of each unit that the rows of one indicator or question come to: ``number``, and whether it is ``inapplicable``.

    A unit is inapplicable where all of its subjects are and no number came of them. Raises KeyError for an unknown rollup.
    """
    found = ROLLUPS[how](rows) if len(rows) else pd.Series(dtype="float64")
    counts = counted(rows) if len(rows) else pd.DataFrame(columns=list(_WORDS), dtype="int64")
    number = found.astype("float64").reindex(counts.index)
    inapplicable = counts[N].eq(counts.sum(axis=1)) & number.isna()
    return pd.DataFrame({"number": number, "inapplicable": inapplicable.astype(bool)}, index=counts.index.rename("unit"))


def several(rows: pd.DataFrame) -> list[str]:
    """The units of whom more than one answer is known."""
    known = _known(rows)["unit"].astype(object).value_counts()
    return sorted(str(unit) for unit in known.index[known > 1])


def _spoken(rows: pd.DataFrame, order: tuple[str, ...]) -> pd.Series[float]:
    counts = counted(rows)
    first = counts[list(order)].to_numpy().astype(bool).argmax(axis=1)
    worth = np.array([{P: 1.0, F: 0.0}.get(word, np.nan) for word in order])
    return pd.Series(worth[first], index=counts.index)


def _share(part: pd.Series[int], whole: pd.Series[int]) -> pd.Series[float]:
    return part / whole.where(whole > 0).astype("float64")


def _known(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["outcome"].isin([P, F])]


def _numbers(rows: pd.DataFrame) -> pd.DataFrame:
    known = _known(rows)
    numbers = known.assign(number=known["number"].astype("float64"), unit=known["unit"].astype(object))
    return numbers[numbers["number"].notna()]
