"""Made-up scores of 43 municipalities and some ministries by the shipped edition: numbers of a seeded generator, not of anybody's site."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from reports.scores.tables import Results
from reports.scores.tables import results as made_results
from scoring.matrix import Matrix
from scoring.methodology import Methodology, load
from scoring.score import Scores, score
from scoring.tree import Node
from scoring.units import bodies, units

HOSTILE = '=HYPERLINK("http://evil.example","x") <script>window.hit=1</script>'
"""The name of a body that means harm."""
_MINISTRIES = 8


@cache
def edition() -> Methodology:
    """The shipped edition."""
    return load("2026-proposal")


@cache
def people() -> pd.DataFrame:
    """All municipalities and the first few ministries."""
    everybody = units(edition(), bodies())
    towns = everybody[everybody["measurement"] == "municipalities"]
    chosen = pd.concat([towns, everybody[everybody["group"] == "ministries"].head(_MINISTRIES)])
    chosen.loc[chosen.index[5], ["name_lv", "name_en"]] = HOSTILE
    return chosen


@cache
def scores(seed: int = 7) -> Scores:
    """Scores with every basis in them, gaps, questions that do not apply, and three bodies without sufficient evidence."""
    return score(edition(), made(people(), seed), people())


@cache
def results() -> Results:
    """The results with bands of ranks around each rank, and visits."""
    ranks = scores().ranks[["overall"]]
    bands = ranks.assign(low=(ranks["overall"] - 1.2).clip(lower=1), high=ranks["overall"] + 2.5)
    visits = pd.DataFrame({"run": "night-1", "site": "https://www.riga.lv", "status": "complete"}, index=people().index)
    return made_results(scores(), bands, 0.9, visits, {"survey": "answers.csv"})


def blocked() -> list[str]:
    """The bodies without sufficient evidence."""
    return [str(unit) for unit in people().index[[3, 17, 40]]]


def made(who: pd.DataFrame, seed: int) -> Matrix:
    """What might be known of these bodies."""
    chance = np.random.default_rng(seed)
    able = chance.beta(4, 3, len(who))
    leaves = edition().tree.leaves
    values = pd.DataFrame({leaf.code: _values(leaf, able, chance) for leaf in leaves}, index=who.index)
    values = values.mask(chance.random(values.shape) < 0.08)
    values.loc[[unit for unit in blocked() if unit in values.index], [leaf.code for leaf in leaves if leaf.source != "survey"]] = np.nan
    words = {"combined": "both"}
    basis = pd.DataFrame({leaf.code: words.get(leaf.source, leaf.source) for leaf in leaves}, index=who.index).where(values.notna(), "")
    reach = {leaf.code: who["kind"].isin(leaf.reach) if leaf.reach else pd.Series(data=True, index=who.index) for leaf in leaves}
    applicable = pd.DataFrame(reach, index=who.index)
    return Matrix(values.where(applicable), basis.where(applicable, ""), applicable)


def _values(leaf: Node, able: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    skill = np.clip(able + chance.normal(0, 0.15, len(able)) + chance.normal(0, 0.12), 0, 1)
    if leaf.normalise == "boolean":
        return (chance.random(len(able)) < skill).astype(float)
    if leaf.normalise == "share":
        return skill
    low, high = leaf.low or 0.0, leaf.high or 0.0
    return low + (high - low) * (skill if leaf.direction > 0 else 1 - skill)
