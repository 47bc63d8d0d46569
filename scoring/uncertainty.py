"""How far a rank can be trusted: the index computed thousands of times under other choices, other weights and other errors.

Handbook 2008, step 7; Saisana, Saltelli, Tarantola 2005 (10.1111/j.1467-985X.2005.00350.x); COINr ``get_sensitivity`` with type "UA". What
comes out are bands of ranks over the assumptions that were tried, no confidence intervals in the sense of sampling.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import rankdata

from data.types import Text
from scoring.arrays import Floats
from scoring.draws import CHOICES, stream
from scoring.matrix import Matrix
from scoring.methodology import Methodology
from scoring.prepare import Past
from scoring.regenerate import Doubts, Index, regenerate
from scoring.score import EVIDENCE, INSUFFICIENT, score

Places = NDArray[np.int16]
NO_PLACE = 0
_SWEEP = 1000
TIE = 0.05
"""Two bodies are a tie where each outranks the other in at least this share of the runs."""


@dataclass(frozen=True)
class Uncertainty:
    """What came of the runs.

    ``scores`` and ``places`` are runs by units (NaN and 0 for none); ``design`` says of each run which alternatives and draws it took.
    ``nominal`` are the ranks of the edition as it is, NaN for insufficient evidence: such a body has no rank in any run.
    """

    units: pd.DataFrame
    nominal: pd.Series[float]
    scores: Floats
    places: Places
    design: pd.DataFrame
    doubts: Doubts
    edition: str
    digest: str
    interval: float

    def ranks(self) -> pd.DataFrame:
        """One row a unit: ``nominal``, ``mean``, ``median``, ``low`` and ``high`` (the ends of the interval), ``ranked``.

        The last is the share of the runs in which it has a rank at all.
        """
        tail = (1 - self.interval) / 2
        rows = [_summary(column[column != NO_PLACE].astype(np.float64), (tail, 0.5, 1 - tail)) for column in self.places.T]
        table = pd.DataFrame(rows, columns=["mean", "low", "median", "high"], index=self.nominal.index)
        table.insert(0, "nominal", self.nominal)
        return table.assign(ranked=(self.places != NO_PLACE).mean(axis=0))[["nominal", "mean", "median", "low", "high", "ranked"]]

    def top(self, k: int = 3) -> pd.Series[float]:
        """In which share of the runs each unit is among the first k of its measurement; NaN for one that is never ranked."""
        among = ((self.places != NO_PLACE) & (self.places <= k)).mean(axis=0)
        ever = (self.places != NO_PLACE).any(axis=0)
        return pd.Series(np.where(ever, among, np.nan), index=self.nominal.index, name=f"top_{k}")

    @cached_property
    def outranks(self) -> pd.DataFrame:
        """How likely the row's unit stands above the column's, equal places as half; NaN where the two are never compared.

        Only units of one measurement are compared, in the runs in which both are ranked.
        """
        found = np.full((self.places.shape[1],) * 2, np.nan)
        for members in _members(self.units):
            found[np.ix_(members, members)] = _beaten(np.ascontiguousarray(self.places[:, members].T))
        return pd.DataFrame(found, index=self.nominal.index, columns=self.nominal.index.rename("other"))

    def ties(self, limit: float = TIE) -> pd.DataFrame:
        """The pairs of whom neither is safely ahead: ``unit``, which is ahead more often, ``other``, and how often (``outranks``)."""
        told = self.outranks.to_numpy()
        first, second = np.nonzero(np.triu((told >= limit) & (told <= 1 - limit), 1))
        ahead = told[first, second]
        names = self.nominal.index.to_numpy(dtype=object)
        turned = ahead < 0.5
        pairs = {
            "unit": names[np.where(turned, second, first)],
            "other": names[np.where(turned, first, second)],
            "outranks": np.where(turned, 1 - ahead, ahead),
        }
        return pd.DataFrame(pairs).sort_values(["unit", "other"], ignore_index=True)

    def tied(self, limit: float = TIE) -> pd.Series[int]:
        """With how many others each unit ties."""
        told = self.outranks.to_numpy()
        close = (told >= limit) & (told <= 1 - limit)
        np.fill_diagonal(close, val=False)
        return pd.Series(close.sum(axis=1), index=self.nominal.index, name="ties")

    def bands(self) -> list[Text]:
        """What is printed of each unit instead of a bare rank; the ends of the band are whole places, the wider ones."""
        ranks = self.ranks()[["nominal", "low", "high"]].to_numpy(np.float64)
        return [band(*map(float, row)) for row in ranks]

    def table(self, k: int = 3, limit: float = TIE) -> pd.DataFrame:
        """One row a unit with all of it: ranks, the chance of the first k, ties, and the band in both languages."""
        bands = self.bands()
        words = {f"band_{language}": [getattr(one, language) for one in bands] for language in ("lv", "en")}
        return pd.concat([self.ranks(), self.top(k), self.tied(limit)], axis=1).assign(**words)

    def record(self) -> Mapping[str, object]:
        """All that is needed to compute the same again."""
        noise = self.doubts.noise
        choices = {choice.name: {one.name: one.share for one in choice.alternatives} for choice in self.doubts.choices}
        return {
            "edition": self.edition,
            "methodology_digest": self.digest,
            "runs": len(self.design),
            "seed": self.doubts.seed,
            "interval": self.interval,
            "weight_noise": dict(noise) if isinstance(noise, Mapping) else noise,
            "missing": self.doubts.missing,
            "drawn": list(self.doubts.drawn),
            "choices": choices,
            "versions": {name: version(name) for name in ("eindekss", "numpy", "pandas", "scipy")},
        }


def uncertainty(
    methodology: Methodology,
    matrix: Matrix,
    units: pd.DataFrame,
    doubts: Doubts,
    *,
    runs: int | None = None,
    interval: float | None = None,
    past: Past | None = None,
) -> Uncertainty:
    """The ranks of the units over many runs; ``runs`` and ``interval`` are the edition's where not given.

    The same arguments give the same bits. Raises ConfigError as ``score`` does, and where a combination of alternatives has no answer.
    """
    nominal = score(methodology, matrix, units, past)
    index = Index(methodology, nominal.matrix, units, past)
    plan = design(doubts, int(methodology.method.get("runs", 10_000)) if runs is None else runs)
    scores = regenerate(index, doubts, plan)
    scores[:, nominal.root.isna().to_numpy()] = np.nan
    return Uncertainty(
        units=units,
        nominal=nominal.ranks["overall"].rename("nominal"),
        scores=scores,
        places=places(scores, units, int(methodology.method.get("rank_decimals", 10))),
        design=plan,
        doubts=doubts,
        edition=methodology.edition,
        digest=methodology.digest,
        interval=float(methodology.method.get("interval", 0.9)) if interval is None else interval,
    )


def design(doubts: Doubts, runs: int) -> pd.DataFrame:
    """What each run takes: of every choice an alternative by chance, and of everything that is drawn the draw of the run's own number."""
    names = [choice.name for choice in doubts.choices]
    u = stream(doubts.seed, CHOICES).random((runs, len(names)))
    taken = {choice.name: choice.taken(u[:, place]) for place, choice in enumerate(doubts.choices)}
    return pd.DataFrame(taken | dict.fromkeys(doubts.drawn, np.arange(runs)), index=pd.RangeIndex(runs, name="run"))


def places(scores: Floats, units: pd.DataFrame, decimals: int = 10) -> Places:
    """The rank of each unit within its measurement in each run: 1 for the best, ties the smallest, 0 for none."""
    found = np.full(scores.shape, NO_PLACE, dtype=np.int16)
    for members in _members(units):
        for start in range(0, len(scores), _SWEEP):
            points = -np.round(scores[start : start + _SWEEP, members], decimals)
            ranks = rankdata(np.where(np.isnan(points), np.inf, points), method="min", axis=1)
            found[start : start + _SWEEP, members] = np.where(np.isnan(points), NO_PLACE, ranks)
    return found


def band(nominal: float, low: float, high: float) -> Text:
    """A rank and the places between which it lies.

    >>> band(12, 8.95, 17).en
    'rank 12, between 8 and 17'
    """
    if any(math.isnan(one) for one in (nominal, low, high)):
        return EVIDENCE[INSUFFICIENT]
    first, last = math.floor(low + 1e-9), math.ceil(high - 1e-9)
    if first == last == nominal:
        return Text(f"{nominal:.0f}. vieta", f"rank {nominal:.0f}")
    return Text(f"{nominal:.0f}. vieta, no {first}. līdz {last}.", f"rank {nominal:.0f}, between {first} and {last}")


def _summary(ranks: Floats, shares: tuple[float, ...]) -> tuple[float, ...]:
    if not ranks.size:
        return (np.nan,) * (len(shares) + 1)
    return (float(ranks.mean()), *map(float, np.quantile(ranks, shares)))


def _members(units: pd.DataFrame) -> list[NDArray[np.int64]]:
    """The units of each measurement by their number; all together where there is none."""
    if "measurement" not in units:
        return [np.arange(len(units))]
    codes, names = pd.factorize(units["measurement"], sort=True)
    return [np.flatnonzero(codes == place) for place in range(len(names))]


def _beaten(ranks: Places) -> Floats:
    """Units by units from units by runs."""
    found = np.full((len(ranks), len(ranks)), np.nan)
    everywhere = bool((ranks != NO_PLACE).all())
    for place, mine in enumerate(ranks[:-1]):
        others = ranks[place + 1 :]
        ahead, equal = mine < others, mine == others
        both = np.full(len(others), ranks.shape[1], dtype=np.float64)
        if not everywhere:
            met = (mine != NO_PLACE) & (others != NO_PLACE)
            ahead, equal, both = ahead & met, equal & met, met.sum(axis=1).astype(np.float64)
        won = ahead.sum(axis=1) + equal.sum(axis=1) / 2
        share = np.divide(won, both, out=np.full(len(others), np.nan), where=both > 0)
        found[place, place + 1 :], found[place + 1 :, place] = share, 1 - share
    return found
