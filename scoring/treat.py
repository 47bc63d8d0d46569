"""Outliers: when a column is said to have them, and how they are brought in before min-max or z-scores.

Handbook 2008, step 3; COINr ``Treat``. It is for unbounded quantities (seconds, bytes, counts) that are compared with each other. With
fixed goalposts there is nothing to treat, and a yes-or-no of which fewer than about 12 or more than about 88 of 100 are yes would always be
called an outlier case. Directions play no part.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.errors import ConfigError
from scoring.arrays import Floats, ends, over

SKEWNESS, KURTOSIS, MOST = 2.0, 3.5, 5
"""The JRC's limits, and how many points are winsorised at most."""
WAYS = ("none", "winsorise", "log", "jrc", "combined")


@dataclass(frozen=True)
class Treated:
    """The ``values`` after treatment, and what was done to them.

    ``table``, a row a column, has ``skewness`` and ``kurtosis`` before and after, the ``treatment``, the number of ``points`` winsorised
    and whether the column now ``passes``; ``marks`` says which values were changed: high, low, log or empty.
    """

    values: pd.DataFrame
    table: pd.DataFrame
    marks: pd.DataFrame


def skewness(x: pd.Series[float]) -> float:
    """Bias-corrected skewness G1 of what is known; NaN of fewer than 3 values or of equal ones."""
    y = x.dropna().to_numpy(np.float64)
    n = len(y)
    if n < 3 or (y == y[0]).all():
        return float("nan")
    d = y - y.mean()
    return float(np.sqrt(n) * over((d**3).sum(), (d**2).sum() ** 1.5) * np.sqrt(n * (n - 1)) / (n - 2))


def kurtosis(x: pd.Series[float]) -> float:
    """Bias-corrected excess kurtosis G2 of what is known; NaN of fewer than 4 values or of equal ones."""
    y = x.dropna().to_numpy(np.float64)
    n = len(y)
    if n < 4 or (y == y[0]).all():
        return float("nan")
    d = y - y.mean()
    return float(((n + 1) * (n * over((d**4).sum(), (d**2).sum() ** 2) - 3) + 6) * (n - 1) / ((n - 2) * (n - 3)))


def outlying(x: pd.Series[float], *, skew: float = SKEWNESS, kurt: float = KURTOSIS) -> bool:
    """Whether a column has outliers: |skewness| and kurtosis both reach their limits (COINr ``check_SkewKurt``); not when untellable."""
    return abs(skewness(x)) >= skew and kurtosis(x) >= kurt


def winsorise(x: pd.Series[float], *, most: int = MOST, skew: float = SKEWNESS, kurt: float = KURTOSIS) -> pd.Series[float]:
    """The most extreme value is set to the next one, again and again, until the column has no outliers or ``most`` points are changed.

    The end is that to which the skewness points. Equal values are moved together, so that ties may pass ``most`` (as in COINr).
    """
    return _winsorised(x, most, skew, kurt)[0]


def log_ct(x: pd.Series[float]) -> pd.Series[float]:
    """ln(x - min + 0.01 range), of the COIN Tool (COINr ``log_CT``); NaN where nothing differs."""
    least, most = _range(x)
    return _log(x - least + 0.01 * (most - least))


def log_ct_plus(x: pd.Series[float]) -> pd.Series[float]:
    """As ``log_ct`` where the long tail is high; mirrored, -ln(max + 0.01 range - x), where it is low (COINr ``log_CT_plus``)."""
    least, most = _range(x)
    return log_ct(x) if skewness(x) > 0 else -_log(most + 0.01 * (most - least) - x)


def log_ct_orig(x: pd.Series[float]) -> pd.Series[float]:
    """ln(x - min + 1), of the first COIN Tool (COINr ``log_CT_orig``)."""
    return _log(x - _range(x)[0] + 1)


def log_gii(x: pd.Series[float]) -> pd.Series[float]:
    """ln((max - 1)(x - min)/range + 1), of the Global Innovation Index; the maximum has to be above 1, else ConfigError.

    COINr's ``log_GII`` computes this and then gives back ``x`` unchanged.
    """
    least, most = _range(x)
    if most <= 1:
        raise ConfigError(f"{x.name}: log_gii needs a maximum above 1, and it is {most:g}; change the unit, or take log_ct")
    return _log((x - least) * float(over(most - 1, most - least)) + 1)


def box_cox(x: pd.Series[float], power: float) -> pd.Series[float]:
    """(z^power - 1)/power of z = x - min + 1, and ln z where the power is 0 (COINr ``boxcox``)."""
    z = x - _range(x)[0] + 1
    return _log(z) if power == 0 else (z**power - 1) / power


def treat(
    values: pd.DataFrame,
    how: str = "jrc",
    *,
    columns: Collection[str] | None = None,
    most: int = MOST,
    skew: float = SKEWNESS,
    kurt: float = KURTOSIS,
) -> Treated:
    """Treat the columns that have outliers (of ``columns`` only, when given), in one of ``WAYS``.

    ``winsorise``: up to ``most`` points. ``log``: ``log_ct``. ``jrc``: winsorised, and where that does not suffice the logarithm of the
    original values instead (COINr's default). ``combined``: there the logarithm of the winsorised ones (COINr ``combine_treat``).
    """
    if how not in WAYS:
        raise ConfigError(f"{how!r} is not a way to treat outliers; write one of {', '.join(WAYS)}")
    wanted = set(values.columns if columns is None else columns)
    done = [_column(values[code], how if code in wanted else "none", most, (skew, kurt)) for code in values]
    table = pd.DataFrame([row for _, row, _ in done], index=pd.Index(values.columns, name="code"))
    after = {code: column for code, (column, _, _) in zip(values.columns, done, strict=True)}
    marks = {code: told for code, (_, _, told) in zip(values.columns, done, strict=True)}
    return Treated(pd.DataFrame(after, index=values.index), table, pd.DataFrame(marks, index=values.index, dtype=object))


def _column(x: pd.Series[float], how: str, most: int, limits: tuple[float, float]) -> tuple[pd.Series[float], dict[str, object], Floats]:
    skew, kurt = limits
    y, marks, treatment, points = x, np.full(len(x), "", dtype=object), "", 0
    if how != "none" and outlying(x, skew=skew, kurt=kurt):
        if how != "log":
            y, high, low = _winsorised(x, most, skew, kurt)
            marks, treatment, points = np.select([high, low], ["high", "low"], ""), "winsorise", int((high | low).sum())
        if how == "log" or (how in {"jrc", "combined"} and outlying(y, skew=skew, kurt=kurt)):
            y = log_ct(y if how == "combined" else x)
            marks = np.where(x.isna(), "", "log") if how != "combined" else np.where(x.isna(), "", np.where(marks == "", "log", marks))
            treatment, points = ("winsorise+log", points) if how == "combined" else ("log", 0)
    row = {
        "skewness_before": skewness(x),
        "kurtosis_before": kurtosis(x),
        "treatment": treatment,
        "points": points,
        "skewness": skewness(y),
        "kurtosis": kurtosis(y),
        "passes": not outlying(y, skew=skew, kurt=kurt),
    }
    return y, row, marks


def _winsorised(x: pd.Series[float], most: int, skew: float, kurt: float) -> tuple[pd.Series[float], NDArray[np.bool_], NDArray[np.bool_]]:
    y = x.copy()
    high = low = np.zeros(len(x), dtype=bool)
    while high.sum() + low.sum() < most and outlying(y, skew=skew, kurt=kurt):
        if skewness(y) >= 0:
            high = y.eq(y.max()).to_numpy()
            y[high] = y[~high].max()
        else:
            low = y.eq(y.min()).to_numpy()
            y[low] = y[~low].min()
    return y, high, low


def _range(x: pd.Series[float]) -> tuple[float, float]:
    least, most = ends(np.asarray(x, dtype=np.float64))
    return float(least), float(most)


def _log(z: pd.Series[float]) -> pd.Series[float]:
    return pd.Series(np.log(z.where(z > 0)), index=z.index, name=z.name)
