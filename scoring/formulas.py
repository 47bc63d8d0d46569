"""The words with which a tree says how it rolls up, normalises and aggregates, each checked as far as its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from scoring.rollup import ROLLUPS
from scoring.table_cells import near, number

GOALPOSTS = frozenset({"goalposts", "goalposts-open"})
"""Normalisations that need ``low`` and ``high``; ``target-distance`` needs the one that the direction leads to."""
NORMALISE: Mapping[str, tuple[int, ...]] = {
    **dict.fromkeys(("goalposts", "goalposts-open", "boolean", "share", "rank", "percentile-rank", "borda", "none"), (0,)),
    **dict.fromkeys(("zscore", "max-distance", "target-distance", "fraction-of-max"), (0,)),
    "minmax": (0, 2),
    "scaled": (2,),
}
"""Each normalisation with how many numbers may stand behind its name; ``steps`` and ``reference-distance`` are read apart."""
AGGREGATE: Mapping[str, tuple[int, ...]] = {
    **dict.fromkeys(("arithmetic", "geometric", "harmonic", "copeland", "benefit_of_the_doubt", "mazziotta_pareto"), (0,)),
    **dict.fromkeys(("adjusted_mazziotta_pareto", "maximum", "minimum", "product", "first", "gated"), (0,)),
    "generalised": (1,),
}
"""Each aggregation with how many numbers may stand behind its name."""


def rollup(cell: str) -> str:
    """How many subjects become one number. Raises ValueError for a word that is none."""
    if cell and cell not in ROLLUPS:
        raise ValueError(f"{cell!r} is no rollup; {near(cell, ROLLUPS)}")
    return cell


def normalise(cell: str) -> str:
    """How a number becomes points. Raises ValueError for what is no method, or has not the numbers that the method asks for."""
    name, *given = cell.split() or [""]
    if name == "steps":
        _steps(given)
    elif name == "reference-distance":
        if len(given) != 1:
            raise ValueError("reference-distance needs the id of one unit; write for example reference-distance riga")
    elif name:
        _counted(name, given, NORMALISE, "normalisation", ("steps", "reference-distance"))
    return cell


def aggregate(cell: str) -> str:
    """How children become one number. Raises ValueError for what is no method, or has not the numbers that the method asks for."""
    name, *given = cell.split() or [""]
    if name:
        _counted(name, given, AGGREGATE, "aggregation")
    return cell


def _counted(name: str, given: list[str], known: Mapping[str, tuple[int, ...]], what: str, further: tuple[str, ...] = ()) -> None:
    if name not in known:
        raise ValueError(f"{name!r} is no {what}; {near(name, (*known, *further))}")
    if len(given) not in known[name]:
        meant = " or ".join(str(count) for count in known[name])
        raise ValueError(f"{name} takes {meant} numbers, not {len(given)}; write them behind it with spaces, as in minmax 1 100")
    numbers = [number(word) for word in given]
    if name in {"minmax", "scaled"} and numbers and numbers[0] >= numbers[1]:
        raise ValueError(f"{name} {given[0]} {given[1]}: the first is not below the second; turn them round, direction says what is better")


def _steps(given: list[str]) -> None:
    """Values, ascending, each with the points that it gives."""
    pairs = [word.partition("=") for word in given]
    if not pairs or any(not equals for _, equals, _ in pairs):
        raise ValueError("steps needs values with their points; write for example steps 0=0 30=50 90=100")
    values = [number(value) for value, _, points in pairs if number(points) is not None]
    if any(later <= earlier for earlier, later in pairwise(values)):
        raise ValueError("steps: the values do not ascend; write the smallest first")
