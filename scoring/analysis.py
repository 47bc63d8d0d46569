"""All analyses of one result, measurement by measurement: bodies of different measurements are never thrown together."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd

from scoring.components import components, loadings
from scoring.consistency import consistency, consistency_without
from scoring.correlate import correlate
from scoring.importance import importance
from scoring.rank import DECIMALS
from scoring.regress import regress
from scoring.removal import moves, removal
from scoring.score import Scores
from scoring.strengths import standings

SIZES = ("population", "budget")
"""The columns of the units table that scores are correlated with and regressed on, where it has them."""
RELATIONS = ("parent", "ancestor", "sibling", "denominator")
"""The correlations that are told when nothing else is asked for; of cousins there are thousands."""


def analysis(scores: Scores, *, sizes: Iterable[str] = SIZES, relations: Iterable[str] = RELATIONS) -> dict[str, pd.DataFrame]:
    """The tables of all analyses by name, each with the ``measurement`` first, over the units with a score.

    ``correlations``, ``consistency``, ``consistency_without``, ``components``, ``loadings``, ``importance``, ``removal``, ``standings`` and
    ``regressions`` (on the logarithm of each size by itself) have the columns that the files of those names tell.
    """
    asked, related = [size for size in sizes if size in scores.units], tuple(relations)
    tree = scores.methodology.tree
    decimals = int(scores.methodology.method.get("rank_decimals", DECIMALS))
    within = measured_in(scores)

    def removed(nodes: pd.DataFrame) -> pd.DataFrame:
        places = within.loc[nodes.index]
        return removal(moves(scores.normalised, tree, scores.matrix.applicable, within=places, decimals=decimals), tree)

    ways: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
        "correlations": lambda nodes: correlate(nodes, tree, scores.units[asked], relations=related),
        "consistency": lambda nodes: consistency(nodes, tree),
        "consistency_without": lambda nodes: consistency_without(nodes, tree),
        "components": lambda nodes: components(nodes, tree),
        "loadings": lambda nodes: loadings(nodes, tree),
        "importance": lambda nodes: importance(nodes, tree),
        "removal": removed,
        "standings": lambda nodes: standings(nodes, decimals=decimals),
        "regressions": lambda nodes: regress(nodes, scores.units[asked], log=asked),
    }
    parts = {str(place): scores.nodes.loc[units] for place, units in within.groupby(within, observed=True).groups.items()}
    nobody = scores.nodes.iloc[:0]
    return {name: _together({place: way(nodes) for place, nodes in parts.items()}, way(nobody).iloc[:0]) for name, way in ways.items()}


def measured_in(scores: Scores) -> pd.Series[str]:
    """The measurement of each unit that has a score (empty where the edition has none); missing where it has not."""
    everybody = pd.Series("", index=scores.units.index, dtype=object)
    return scores.units.get("measurement", everybody).where(scores.root.notna())


def _together(tables: dict[str, pd.DataFrame], nothing: pd.DataFrame) -> pd.DataFrame:
    told = [table.assign(measurement=place) for place, table in tables.items() if not table.empty]
    whole = pd.concat(told, ignore_index=True) if told else nothing.assign(measurement="")
    return whole[["measurement", *nothing.columns]]
