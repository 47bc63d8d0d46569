"""Which assumption moves the ranks: the share of their variance that each explains alone (first order) and with all others (total).

Saltelli 2002, Jansen 1999, as SALib has them; Handbook 2008, step 7; COINr ``get_sensitivity`` with type "SA". The output whose variance is
divided is the mean absolute shift of the ranks against those of the edition as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import numpy as np
import pandas as pd

from data.errors import ConfigError
from scoring.arrays import Floats
from scoring.draws import CHOICES, stream
from scoring.matrix import Matrix
from scoring.methodology import Methodology
from scoring.prepare import Past
from scoring.regenerate import Doubts, Index, regenerate
from scoring.score import score
from scoring.uncertainty import NO_PLACE, Places, places

DRAWS = 1 << 16
"""Of how many draws of the weights, of the errors and of the gaps one is taken: COINr's example has 100."""
COLUMNS = ("first", "first_low", "first_high", "total", "total_low", "total_high")


@dataclass(frozen=True)
class Sensitivity:
    """The ``indices`` (a row an assumption, ``COLUMNS``), the ``output`` of every run and its ``variance``, and how to repeat it."""

    indices: pd.DataFrame
    output: Floats
    variance: float
    record: Mapping[str, object]


def sensitivity(
    methodology: Methodology,
    matrix: Matrix,
    units: pd.DataFrame,
    doubts: Doubts,
    *,
    base: int = 512,
    resamples: int = 1000,
    interval: float = 0.9,
    past: Past | None = None,
) -> Sensitivity:
    """The indices of every choice of method and of all that is drawn, from base x (factors + 2) runs.

    ``base`` is a power of two (Sobol's sequence). The bounds are bootstrap intervals with that many ``resamples``. Raises ConfigError when
    fewer than two things are doubted.
    """
    names = [*(choice.name for choice in doubts.choices if len(choice.alternatives) > 1), *doubts.drawn]
    if len(names) < 2:
        raise ConfigError(f"sensitivity: {len(names)} assumptions are doubted; doubt two or more, or ask for the uncertainty alone")
    nominal = score(methodology, matrix, units, past)
    index = Index(methodology, nominal.matrix, units, past)

    def output(u: Floats) -> Floats:
        scores = regenerate(index, doubts, design(doubts, names, u))
        scores[:, nominal.root.isna().to_numpy()] = np.nan
        ranks = places(scores, units, int(methodology.method.get("rank_decimals", 10)))
        return shift(ranks, nominal.ranks["overall"].to_numpy(np.float64))

    found, y = indices(output, names, base, resamples=resamples, interval=interval, seed=doubts.seed)
    record = {"edition": methodology.edition, "methodology_digest": methodology.digest, "seed": doubts.seed, "base": base, "runs": len(y)}
    versions = {name: version(name) for name in ("eindekss", "numpy", "pandas", "scipy", "SALib")}
    told = {**record, "resamples": resamples, "interval": interval, "versions": versions}
    return Sensitivity(found, y, float(y.var(ddof=1)), told)


def design(doubts: Doubts, names: list[str], u: Floats) -> pd.DataFrame:
    """The runs that points of the unit cube stand for, a column a name; a choice that leaves no choice takes its one alternative."""
    column = {name: u[:, place] for place, name in enumerate(names)}
    nothing = np.zeros(len(u))
    taken = {choice.name: choice.taken(column.get(choice.name, nothing)) for choice in doubts.choices}
    drawn = {source: np.minimum(column[source] * DRAWS, DRAWS - 1).astype(np.int64) for source in doubts.drawn}
    return pd.DataFrame(taken | drawn)


def shift(ranks: Places, nominal: Floats) -> Floats:
    """The mean absolute difference of the ranks from the nominal ones in each run, over the units that have both."""
    both = (ranks != NO_PLACE) & ~np.isnan(nominal)
    moved = np.where(both, np.abs(ranks - np.nan_to_num(nominal)), 0.0).sum(axis=1)
    return np.asarray(moved / np.maximum(both.sum(axis=1), 1))


def indices(
    output: Callable[[Floats], Floats], names: list[str], base: int, *, resamples: int = 1000, interval: float = 0.9, seed: int = 2026
) -> tuple[pd.DataFrame, Floats]:
    """First-order and total indices of any function of points in the unit cube (runs by names), and its values.

    The bounds are the index less and more the half width of SALib's bootstrap. Where the output never changes nothing explains it: NaN.
    """
    from SALib.analyze import sobol as analysis  # type: ignore[import-untyped]  # noqa: PLC0415 (half a second that only this needs)
    from SALib.sample import sobol as sample  # type: ignore[import-untyped]  # noqa: PLC0415

    if base < 2 or base & (base - 1):
        raise ConfigError(f"sensitivity: a base of {base} runs; write a power of two, such as 512")
    problem: dict[str, Any] = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
    y = output(sample.sample(problem, base, calc_second_order=False, seed=seed))
    if np.ptp(y) == 0:
        return pd.DataFrame(np.nan, index=pd.Index(names, name="assumption"), columns=list(COLUMNS)), y
    rng = int(stream(seed, CHOICES, 1).integers(2**31))
    told = analysis.analyze(problem, y, calc_second_order=False, num_resamples=resamples, conf_level=interval, seed=rng)
    ends = [(told[name], told[f"{name}_conf"]) for name in ("S1", "ST")]
    columns = [column for value, half in ends for column in (value, value - half, value + half)]
    return pd.DataFrame(dict(zip(COLUMNS, columns, strict=True)), index=pd.Index(names, name="assumption")), y


def estimates(a: Floats, b: Floats, mixed: Floats) -> pd.DataFrame:
    """The indices by the plain formulas of COINr (``SA_estimate``), which does not centre the output first.

    ``a`` and ``b`` are the outputs of the two base samples, ``mixed`` (base by factors) those of ``a`` with one factor from ``b``. SALib's
    totals are the same but for (2N - 1)/2N, its first-order indices the better estimates.
    """
    variance = np.concatenate([a, b]).var(ddof=1)
    first = (b[:, None] * (mixed - a[:, None])).mean(axis=0) / variance
    total = ((a[:, None] - mixed) ** 2).mean(axis=0) / (2 * variance)
    return pd.DataFrame({"first": first, "total": total})
