"""What goes with the scores: straight lines on population, budget and whatever else is known of the bodies.

Ordinary least squares with standard errors; ``robust`` ones (HC3, MacKinnon and White 1985) where the scatter differs with size, as it
does among bodies of a thousand and of half a million people. That something goes with a score does not say that it makes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import stdtr, stdtrit

from data.errors import ConfigError
from scoring.arrays import Floats

INTERCEPT = "intercept"
COLUMNS = ("of", "term", "log", "coefficient", "se", "t", "p", "low", "high", "n", "r2", "r2_adjusted", "why")
LINE_COLUMNS = ("term", "log", "coefficient", "se", "t", "p", "low", "high")
WHY = ("too few units", "no variation", "collinear")
"""Why there is no line: no more units than terms have everything; the score or a column is constant; columns foretell each other."""
_COLLINEAR = 1e-10


@dataclass(frozen=True)
class Line:
    """A fitted line. ``terms`` has ``LINE_COLUMNS``, the intercept first; ``sigma`` is the residual sd (n - terms). NaN where ``why``."""

    terms: pd.DataFrame
    n: int
    r2: float
    r2_adjusted: float
    sigma: float
    why: str


def ols(y: pd.Series[float], x: pd.DataFrame, *, log: Iterable[str] = (), robust: bool = False, level: float = 0.95) -> Line:
    """The line of ``y`` on the columns of ``x`` and an intercept, over the units that have all of them.

    Of the columns in ``log`` the natural logarithm is taken; where one is not above 0 the unit is left out. A coefficient is then the
    points for a size e times as large, and 0.693 of it those for twice. Raises ConfigError for columns that ``x`` has not.
    """
    logged = frozenset(log)
    if unknown := sorted(logged - set(map(str, x.columns))):
        raise ConfigError(
            [f"there is no column {name!r} to take the logarithm of; name one of {', '.join(map(str, x.columns))}" for name in unknown]
        )
    columns = {str(name): _logarithm(x[name]) if name in logged else x[name] for name in x.columns}
    whole = pd.DataFrame({"\0": y, **columns}, index=y.index).astype(np.float64).dropna()
    known = whole.to_numpy(np.float64)
    design = np.column_stack([np.ones(len(known)), known[:, 1:]])
    why = _why_not(known[:, 0], design)
    fit = _nothing(design.shape[1]) if why else _fitted(known[:, 0], design, robust=robust, level=level)
    names = [INTERCEPT, *columns]
    terms = pd.DataFrame({"term": names, "log": [name in logged for name in names], **fit[0]})[list(LINE_COLUMNS)]
    return Line(terms, len(known), *fit[1], why)


def regress(
    nodes: pd.DataFrame, on: pd.DataFrame, *, log: Iterable[str] = (), robust: bool = False, level: float = 0.95, together: bool = False
) -> pd.DataFrame:
    """One row a node, and term of its line on each column of ``on`` by itself (or on all ``together``), with ``COLUMNS``.

    ``nodes`` are units by nodes; ``on`` are numbers of the units table, by unit. Coefficients are in points of the node's scale; ``p`` is
    two-sided against 0, ``low`` and ``high`` hold the coefficient with probability ``level``. Where there is no line, ``why`` says so in
    one of the words of ``WHY``, and the rest is NaN. For the options see ``ols``.
    """
    logged = frozenset(log)
    sets = [list(on.columns)] if together else [[name] for name in on.columns]
    beside = on.reindex(nodes.index)
    tables = [
        _row(str(code), ols(nodes[code], beside[names], log=logged & set(names), robust=robust, level=level))
        for code in nodes.columns
        for names in sets
    ]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=list(COLUMNS))


def _row(code: str, line: Line) -> pd.DataFrame:
    table = line.terms.assign(of=code, n=line.n, r2=line.r2, r2_adjusted=line.r2_adjusted, why=line.why)
    return table[list(COLUMNS)]


def _logarithm(x: pd.Series[float]) -> pd.Series[float]:
    numbers = x.astype(np.float64)
    return pd.Series(np.log(numbers.where(numbers > 0).to_numpy(np.float64)), index=x.index)


def _why_not(y: Floats, design: Floats) -> str:
    n, terms = design.shape
    if n <= terms:
        return WHY[0]
    others = design[:, 1:]
    if y.min() == y.max() or (others.min(axis=0) == others.max(axis=0)).any():
        return WHY[1]
    scaled = others - others.mean(axis=0)
    sizes = np.linalg.svd(scaled / np.linalg.norm(scaled, axis=0), compute_uv=False)
    return WHY[2] if len(sizes) and sizes[-1] < _COLLINEAR else ""


def _nothing(terms: int) -> tuple[dict[str, Floats], tuple[float, float, float]]:
    return {name: np.full(terms, np.nan) for name in LINE_COLUMNS[2:]}, (np.nan, np.nan, np.nan)


def _fitted(y: Floats, design: Floats, *, robust: bool, level: float) -> tuple[dict[str, Floats], tuple[float, float, float]]:
    """The numbers of each term, and R², the adjusted one and the residual sd; by QR, which keeps the digits of large numbers."""
    n, terms = design.shape
    orthogonal, upper = np.linalg.qr(design)
    coefficient = np.linalg.solve(upper, orthogonal.T @ y)
    rest = y - design @ coefficient
    back = np.linalg.inv(upper)
    free = n - terms
    sigma = float(np.sqrt(rest @ rest / free))
    se = _robust(orthogonal, back, rest) if robust else sigma * np.sqrt((back**2).sum(axis=1))
    half = float(stdtrit(free, (1 + level) / 2)) * se
    # A line through every point has no error, and t no end.
    t = np.divide(coefficient, se, out=np.full(terms, np.nan), where=se > 0)
    found = {"coefficient": coefficient, "se": se, "t": t, "p": 2 * stdtr(free, -np.abs(t))}
    away = y - y.mean()
    r2 = float(1 - rest @ rest / (away @ away))
    return {**found, "low": coefficient - half, "high": coefficient + half}, (r2, 1 - (1 - r2) * (n - 1) / free, sigma)


def _robust(orthogonal: Floats, back: Floats, rest: Floats) -> Floats:
    """HC3: each residual as it would be without its own unit; NaN where a unit decides a term alone."""
    own = (orthogonal**2).sum(axis=1)
    left = np.divide(rest, 1 - own, out=np.full_like(rest, np.nan), where=own < 1 - 1e-9)
    parts = (orthogonal * left[:, None]) @ back.T
    return np.asarray(np.sqrt((parts**2).sum(axis=0)))
