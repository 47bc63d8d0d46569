"""The values of a matrix as an edition normalises them: screened, denominated, filled in and treated as its ``method.csv`` says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from scoring.denominate import denominate, denominators
from scoring.impute import impute
from scoring.matrix import Matrix
from scoring.methodology import Methodology
from scoring.screen import screen
from scoring.treat import treat
from scoring.tree import Tree

FIXED = frozenset({"goalposts", "goalposts-open", "goalposts-log", "boolean", "share", "steps", "scaled"})
"""Normalisations by posts that the edition sets: there an outlier moves nobody else, and nothing is treated."""


@dataclass(frozen=True)
class Past:
    """The ``year`` of the values, and the frames of ``earlier`` years, denominated as the edition has it."""

    year: int
    earlier: Mapping[int, pd.DataFrame]


def prepared(methodology: Methodology, matrix: Matrix, units: pd.DataFrame, past: Past | None = None) -> pd.DataFrame:
    """The values after every step that the edition takes before it normalises; a unit that is screened out has none.

    What does not apply to a unit is never filled in. Raises ConfigError when a step lacks what it needs.
    """
    method, tree = methodology.method, methodology.tree
    asked = matrix.values.where(matrix.applicable)
    values = screen(asked, matrix.applicable, least=float(method.get("screen", 0.0))).kept
    if method.get("denominate", "yes") == "yes":
        values = denominate(values, denominators(tree, units))
    values = _filled(methodology, values, units, past).where(matrix.applicable.loc[values.index])
    if method.get("treat", "none") != "none":
        values = treat(values, str(method["treat"]), columns=_comparing(tree)).values
    return values.reindex(asked.index)


def _filled(methodology: Methodology, values: pd.DataFrame, units: pd.DataFrame, past: Past | None) -> pd.DataFrame:
    return impute(
        values,
        methodology.tree,
        str(methodology.method.get("impute", "none")),
        groups=units.get("group"),
        earlier=past.earlier if past else None,
        year=past.year if past else None,
        most=float(methodology.method.get("impute_max_age", 1)),
    )


def _comparing(tree: Tree) -> list[str]:
    return [leaf.code for leaf in tree.leaves if leaf.normalise.split(" ")[0] not in FIXED]
