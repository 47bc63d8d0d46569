"""The words with which a leaf says how it is rolled up and normalised, judged by the verbs' own tables of names."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from scoring import normalise
from scoring.rollup import ROLLUPS
from scoring.table_cells import near
from scoring.tree import Node

GOALPOSTS = frozenset({"goalposts", "goalposts-open", "goalposts-log"})
"""Normalisations that need ``low`` and ``high``; ``target-distance`` needs the one that the direction leads to."""
BETWEEN = frozenset({"pass-share", "share", "count", "mean", "median", "sum", "age-days"})
"""Rollups that give more than yes and no."""
RANGES = frozenset({"minmax", "scaled"})
"""Normalisations whose numbers are the ends of a range."""


def rollup(cell: str, own: Collection[str] = ()) -> str:
    """How many subjects become one number, by a rollup of ours or of the edition's ``own``. Raises ValueError for a word that is none."""
    if cell and cell not in ROLLUPS and cell not in own:
        raise ValueError(f"{cell!r} is no rollup; {near(cell, (*ROLLUPS, *own))}")
    return cell


def normalisation_fault(node: Node) -> str:
    """What is wrong with the words of a leaf's normalise cell, and the remedy; its goalposts are looked at elsewhere."""
    sound = replace(node, low=0.0, high=1.0)
    fault = normalise.fault(sound)
    if fault or node.normalise.split(" ")[0] not in RANGES:
        return fault
    least, most = (getattr(normalise.normaliser(sound), "keywords", {}).get(end) for end in ("low", "high"))
    if least is not None and most is not None and least >= most:
        return f"normalise {node.normalise!r}: {least:g} is not below {most:g}; turn them round, direction says what is better"
    return ""
