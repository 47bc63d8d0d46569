"""The rows of ``tree.csv``, cell by cell: every one becomes a node, and what its cells get wrong is noted."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from data import cells
from data.tables import Faults, Reader, Row, once, read
from scoring import formulas
from scoring.answers import header
from scoring.combine import RULES
from scoring.group_table import MEASUREMENTS
from scoring.table_cells import code, least, number, titles, whole, within
from scoring.tree import SOURCES, Node

UNKNOWN = "unknown"
"""What ``weight_origin`` begins with where a weight is blank because nobody knows it, and ``note`` where goalposts are."""
_NAN = math.nan


def _direction(cell: str) -> int:
    if cell not in {"1", "-1"}:
        raise ValueError(f"{cell!r} is no direction; write 1 where more is better, -1 where less is")
    return int(cell)


def _column(cell: str) -> str:
    if not cell.replace("_", "a").isalnum():
        raise ValueError(f"{cell!r} is no column of the table of units; write its name, for example population")
    return cell


CELLS: Mapping[str, tuple[Reader, Any]] = {
    "code": (code, ""),
    "parent": (cells.optional(code), ""),
    "weight": (cells.optional(least(0)), _NAN),
    "weight_origin": (str, ""),
    "direction": (cells.optional(_direction), 1),
    "source": (cells.optional(cells.one_of(SOURCES)), ""),
    "indicator": (str, ""),
    "question": (str, ""),
    "rollup": (formulas.rollup, ""),
    "denominate": (cells.optional(_column), ""),
    "normalise": (str, ""),
    "low": (cells.optional(number), None),
    "high": (cells.optional(number), None),
    "aggregate": (str, ""),
    "min_coverage": (cells.optional(within(0, 1)), 0.0),
    "decimals": (cells.optional(whole(-6, 15)), None),
}
"""Every column that one reader reads, and what an empty or a wrong cell counts as while the rest is checked."""
COLUMNS = (*CELLS, "reach", "title_lv", "title_en", "note")
OPTIONAL: Mapping[str, tuple[Reader, Any]] = {"combine": (cells.optional(cells.one_of(RULES)), "")}
"""Columns that a table may do without, as those of older editions do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the table: where it stands, its cells as typed, and the node that they make."""

    place: str
    cells: Mapping[str, str]
    node: Node


def entries(path: Path, kinds: Iterable[str], faults: Faults, rollups: Collection[str] = ()) -> list[Entry]:
    """Every row as an entry; wrong cells and codes given twice go to ``faults``.

    ``kinds`` are those of the bodies, ``rollups`` those that the edition has of its own.
    """
    beside = [name for name in OPTIONAL if name in header(path)]
    rows = read(path, dict.fromkeys((*COLUMNS, *beside), str), faults)
    once(rows, "code", faults)
    known = tuple(kinds)
    readers: Mapping[str, tuple[Reader, Any]] = {
        **CELLS,
        **{name: OPTIONAL[name] for name in beside},
        "rollup": (partial(formulas.rollup, own=rollups), ""),
    }
    empty = dict.fromkeys(OPTIONAL, "")
    found = [Entry(row.place, {**empty, **row.cells}, _node(row, readers, known, faults)) for row in rows]
    if not rows and not faults.found:
        faults.add(f"{path}:1", "no rows; write at least a root and a leaf")
    return found


def _node(row: Row, readers: Mapping[str, tuple[Reader, Any]], kinds: tuple[str, ...], faults: Faults) -> Node:
    given: dict[str, Any] = {column: _cell(row, column, reader, default, faults) for column, (reader, default) in readers.items()}
    if not row["parent"] and not row["weight"]:
        given["weight"] = 1.0
    if row["normalise"].startswith("goalposts") and row["note"].startswith(UNKNOWN):
        given |= {post: _NAN for post in ("low", "high") if given[post] is None}
    return Node(**given, reach=reach(row, kinds, faults), title=titles(row, faults), note=row["note"])


def _cell(row: Row, column: str, reader: Callable[[str], Any], default: object, faults: Faults) -> object:
    try:
        value = reader(row[column])
    except ValueError as error:
        faults.add(row.place, f"{column}: {error}")
        # A wrong code still is what its children name, so that one fault does not become many.
        return row[column] if column in {"code", "parent"} else default
    return default if value is None else value


def reach(row: Row, kinds: tuple[str, ...], faults: Faults) -> tuple[str, ...]:
    """The kinds of bodies that a row's ``reach`` names; a measurement's name stands for all of its kinds."""
    found: list[str] = []
    for word in row["reach"].split():
        if word in MEASUREMENTS:
            found.extend(MEASUREMENTS[word])
        elif word in kinds:
            found.append(word)
        else:
            known = ", ".join((*MEASUREMENTS, *kinds))
            faults.add(row.place, f"reach: {word!r} is no kind of body; write some of {known}, with spaces between them")
    return tuple(dict.fromkeys(found))
