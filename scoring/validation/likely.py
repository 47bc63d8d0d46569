"""How likely what was answered is true, leaf by leaf: the chances behind the expected score and the draws of the robustness analysis."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.types import Outcome
from scoring.combine import YES_NO_ROLLUPS
from scoring.rollup import ROLLUPS, rollup
from scoring.tree import Node, Tree
from scoring.validation.counted_rows import rows

_CERTAIN = {"confirmed": 1.0, "contradicted": 0.0}
_ALL, _MEAN = frozenset({"pass", "worst", "site", "value"}), frozenset({"pass-share", "share", "mean", "median"})


@dataclass(frozen=True)
class Likely:
    """Frames, units by leaves; NaN where no answer was given, or nothing is known of what it hangs on.

    ``chance`` is that of the ``high`` value, what was claimed (1 for a yes or no), against the ``low`` one, what was seen (0);
    ``variance`` is that of the cell in units of the square of their difference: chance x (1 - chance) for one answer.
    """

    chance: pd.DataFrame
    variance: pd.DataFrame
    high: pd.DataFrame
    low: pd.DataFrame

    @property
    def mean(self) -> pd.DataFrame:
        """The expected value: chance x high + (1 - chance) x low."""
        return self.chance * self.high + (1 - self.chance) * self.low


def likely(table: pd.DataFrame, tree: Tree, units: pd.DataFrame) -> Likely:
    """What the answers of ``counted_table`` come to on every leaf that asks for them; those that do not apply to a body have no part in it.

    What people found in review is certain. Where an undecided verdict has no chance the answer is believed as answers to its question are.
    """
    given = table[table["counts_outcome"].ne(Outcome.INAPPLICABLE.value) & table["unit"].isin(units.index)]
    found = {leaf.code: _leaf(leaf, given[given["code"].isin(leaf.question.split())], units) for leaf in tree.leaves if _asks(leaf)}
    codes = [leaf.code for leaf in tree.leaves]
    frames = [
        pd.DataFrame({code: cells[column] for code, cells in found.items()}, index=units.index, dtype="float64").reindex(columns=codes)
        for column in ("chance", "variance", "high", "low")
    ]
    return Likely(*frames)


def believed(table: pd.DataFrame) -> pd.Series[float]:
    """How likely each claim of ``counted_table`` is true by what was claimed and seen, before anybody looked.

    Where an undecided verdict has no chance it is believed as answers to its question are.
    """
    # What is read off, and not recognised, has no chance: it is so, or is not.
    without = table["status"].map(_CERTAIN).astype("float64").fillna(table["reliability"])
    return table["chance"].fillna(without)


def _asks(leaf: Node) -> bool:
    # An edition's own rollup may read anything of an answer: what it comes to in chances cannot be said.
    return leaf.source in {"survey", "combined"} and (leaf.rollup or "value") in ROLLUPS


def _leaf(leaf: Node, given: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    known = given[given["claimed_outcome"].ne(Outcome.INAPPLICABLE.value) | given["reviewed"]]
    claims = known.assign(sure=believed(known).where(~known["reviewed"], 1.0))
    found = _yes_no(leaf, claims) if _is_yes_no(leaf, claims) else _numbers(leaf, claims)
    return found.reindex(units.index)


def _is_yes_no(leaf: Node, claims: pd.DataFrame) -> bool:
    numbers = claims[["claimed_number", "counts_number"]].to_numpy(np.float64)
    binary = bool(np.isin(numbers[~np.isnan(numbers)], (0.0, 1.0)).all()) and bool(claims["claimed_value"].isin(["true", "false"]).any())
    return binary and (leaf.rollup or "value") in {*YES_NO_ROLLUPS, *_ALL, *_MEAN}


def _yes_no(leaf: Node, claims: pd.DataFrame) -> pd.DataFrame:
    """The chance that it is there: all of it, any of it, or the mean share of it, as the leaf's rollup asks."""
    yes = claims["claimed_number"].eq(1)
    there = claims["sure"].where(yes, 1 - claims["sure"]).where(~claims["reviewed"], claims["counts_number"]).astype("float64")
    by = there.groupby(claims["unit"].astype(object))
    how = leaf.rollup or "value"
    if how in _MEAN:
        chance, variance = by.mean(), (there * (1 - there)).groupby(claims["unit"].astype(object)).sum() / by.size() ** 2
    else:
        chance = by.prod() if how in _ALL else 1 - (1 - there).groupby(claims["unit"].astype(object)).prod()
        variance = chance * (1 - chance)
    return pd.DataFrame({"chance": chance, "variance": variance, "high": 1.0, "low": 0.0}).where(chance.notna())


def _numbers(leaf: Node, claims: pd.DataFrame) -> pd.DataFrame:
    """What was claimed against what was seen; where nothing was seen there is nothing to expect but the claim."""
    high, low = (rollup(rows(_found(claims, what), what), leaf.rollup or "value")["number"] for what in ("claimed", "observed"))
    chance = claims["sure"].groupby(claims["unit"].astype(object)).mean().reindex(high.index)
    found = pd.DataFrame({"chance": chance, "variance": chance * (1 - chance), "high": high, "low": low.reindex(high.index)})
    return found.where(found["high"].notna() & found["low"].notna())


def _found(claims: pd.DataFrame, what: str) -> pd.DataFrame:
    """The table where what was seen is what was claimed if nothing was seen, and either is what people found if they looked."""
    unseen = claims["observed_outcome"].eq(Outcome.UNTESTED.value)
    columns = {}
    for part in ("outcome", "value", "number"):
        told = claims[f"{what}_{part}"].mask(unseen, claims[f"claimed_{part}"])
        columns[f"{what}_{part}"] = told.mask(claims["reviewed"], claims[f"counts_{part}"])
    return claims.assign(**columns)
