"""The choices of method that somebody else could have made otherwise: each with its alternatives, and how likely each is taken.

An edition may have a table ``alternatives.csv`` of them; from Python any change of a methodology can be an alternative.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.errors import MethodologyError
from data.tables import Faults, Row, read
from scoring import aggregate, normalise
from scoring.arrays import Floats
from scoring.method_table import SETTINGS
from scoring.methodology import Methodology
from scoring.table_cells import near, number
from scoring.tree import Node, Tree

COLUMNS = ("choice", "alternative", "share", "setting", "value", "nodes", "note")
STEPS = ("impute", "treat", "screen", "denominate")
"""The settings of ``method.csv`` that an alternative may change."""
OF_LEAVES, OF_PARENTS = ("normalise", "low", "high"), ("aggregate", "min_coverage")
"""The columns of ``tree.csv`` that an alternative may change, with ``weight`` of any node."""
Edit = Callable[[Methodology], Methodology]


def as_it_is(methodology: Methodology) -> Methodology:
    """The methodology itself: the alternative of changing nothing."""
    return methodology


@dataclass(frozen=True)
class Alternative:
    """One way to do it: its name, what it changes, and its share of the runs beside the others of its choice."""

    name: str
    edit: Edit = as_it_is
    share: float = 1.0


@dataclass(frozen=True)
class Choice:
    """A choice of method and the ways to make it."""

    name: str
    alternatives: tuple[Alternative, ...]

    def taken(self, u: Floats) -> NDArray[np.int64]:
        """Which alternative each number from [0, 1) stands for; of m equal shares, floor(u m)."""
        ends = np.cumsum([one.share for one in self.alternatives])
        return np.minimum(np.searchsorted(ends / ends[-1], u, side="right"), len(ends) - 1).astype(np.int64)


def changed(setting: str, value: str | float, nodes: Sequence[str] = ()) -> Edit:
    """The change of one setting: of the method, or of these nodes of the tree (of all whose column it is, where none are named)."""
    if setting in STEPS:
        return lambda methodology: replace(methodology, method={**methodology.method, setting: value})
    return lambda methodology: replace(methodology, tree=_edited(methodology.tree, setting, value, nodes))


def together(edits: Iterable[Edit]) -> Edit:
    """Several changes, one after the other."""
    steps = tuple(edits)

    def edit(methodology: Methodology) -> Methodology:
        for step in steps:
            methodology = step(methodology)
        return methodology

    return edit


def weighted(weights: Mapping[str, float]) -> Edit:
    """Other weights for these nodes."""
    return lambda methodology: replace(methodology, tree=methodology.tree.reweighted(weights))


def alternatives(methodology: Methodology, path: Path | None = None) -> tuple[Choice, ...]:
    """The choices in the edition's ``alternatives.csv``, or in that file; none where there is no such table.

    A row is one change; rows of the same choice and alternative belong together, and one without a setting changes nothing. Raises
    MethodologyError with every fault.
    """
    table = methodology.folder / "alternatives.csv" if path is None else path
    if not table.exists():
        return ()
    faults = Faults()
    rows = read(table, dict.fromkeys(COLUMNS, str), faults)
    for row in rows:
        _check(row, methodology.tree, faults)
    if faults.found:
        raise MethodologyError(faults.found)
    choices = tuple(Choice(name, tuple(_alternatives(list(of)))) for name, of in groupby(rows, key=lambda row: str(row["choice"])))
    _try(choices, methodology, rows, faults)
    if faults.found:
        raise MethodologyError(faults.found)
    return choices


def _alternatives(rows: list[Row]) -> Iterator[Alternative]:
    for name, of in groupby(rows, key=lambda row: str(row["alternative"])):
        changes = list(of)
        edits = [changed(row["setting"], _value(row["setting"], row["value"]), row["nodes"].split()) for row in changes if row["setting"]]
        yield Alternative(name, together(edits), _share(changes[0]["share"]))


def _check(row: Row, tree: Tree, faults: Faults) -> None:
    for column in ("choice", "alternative"):
        if not row[column]:
            faults.add(row.place, f"{column}: is empty; write a name")
    try:
        _share(row["share"])
        _value(row["setting"], row["value"])
    except ValueError as error:
        faults.add(row.place, str(error))
    for code in row["nodes"].split():
        if code not in tree:
            faults.add(row.place, f"nodes: there is no node {code!r}; {near(code, [node.code for node in tree.nodes])}")


def _share(cell: str) -> float:
    share = number(cell) if cell else 1.0
    if share <= 0:
        raise ValueError(f"share: {cell!r} is no share; write a number above 0, or nothing for equal ones")
    return share


def _value(setting: str, cell: str) -> str | float:
    known = (*STEPS, *OF_LEAVES, *OF_PARENTS, "weight")
    if setting and setting not in known:
        raise ValueError(f"setting: {setting!r} cannot be changed; {near(setting, known)}")
    try:
        if setting in STEPS:
            read_as: str | float = SETTINGS[setting].reader(cell)
            return read_as
        return number(cell) if setting in {"low", "high", "min_coverage", "weight"} else str(cell)
    except ValueError as error:
        raise ValueError(f"value: {setting}: {error}") from None


def _try(choices: Sequence[Choice], methodology: Methodology, rows: Sequence[Row], faults: Faults) -> None:
    """Every alternative by itself has to give a tree that can be computed."""
    places = {(row["choice"], row["alternative"]): row.place for row in reversed(rows)}
    for choice in choices:
        for one in choice.alternatives:
            for problem in _faults(methodology.tree, one.edit(methodology).tree):
                faults.add(places[choice.name, one.name], f"value: {problem}")


def _faults(before: Tree, after: Tree) -> Iterator[str]:
    """Of the nodes that the alternative has changed: the others were read with the edition."""
    leaves = {leaf.code for leaf in after.leaves}
    for node in (node for node in after.nodes if node != before[node.code]):
        problem = normalise.fault(node) if node.code in leaves else aggregate.fault(node)
        if problem:
            yield f"{node.code}: {problem}"


def _edited(tree: Tree, column: str, value: str | float, nodes: Sequence[str]) -> Tree:
    leaves = {leaf.code for leaf in tree.leaves}
    wanted = set(nodes) or _all_of(tree, column, leaves)
    change: dict[str, Any] = {column: value}
    return Tree(tuple(replace(node, **change) if node.code in wanted else node for node in tree.nodes))


def _all_of(tree: Tree, column: str, leaves: set[str]) -> set[str]:
    def its(node: Node) -> bool:
        return column == "weight" or (node.code in leaves) == (column in OF_LEAVES)

    return {node.code for node in tree.nodes if its(node)}
