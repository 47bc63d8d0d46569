"""Bodies that followed others: data/inputs/successions.csv, checked as a whole, and whose history a body inherits."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from data import cells, registry
from data.errors import RegistryError
from data.registry import FOLDER, Registry
from data.tables import Faults, Row, read

TABLE = FOLDER / "successions.csv"
_COLUMNS = {
    "predecessor": cells.identifier,
    "successor": cells.identifier,
    "kind": cells.one_of(("merge", "split", "rename", "move")),
    "valid_from": cells.day,
    "basis": cells.words,
}


@dataclass(frozen=True, slots=True)
class Succession:
    """One body followed another: which, how, from which day (as far as it is known), and by what source. In a move both are one."""

    predecessor: str
    successor: str
    kind: str
    valid_from: str
    basis: str


def load(path: Path = TABLE, known: Collection[str] | None = None) -> tuple[Succession, ...]:
    """The table, ordered by day. Raises RegistryError with every fault: file, line, column and remedy.

    With the ids that are ``known``, every body must be one of them, or one that ended: the table leads on from it to a known one.
    """
    faults = Faults()
    found = read(path, _COLUMNS, faults)
    _check(found, faults)
    if known is not None:
        _check_ids(found, known, faults)
    if faults.found:
        raise RegistryError(faults.found)
    rows = (Succession(*(row[column] for column in _COLUMNS)) for row in found)
    return tuple(sorted(rows, key=lambda one: (one.valid_from, one.predecessor, one.successor)))


def checked(folder: Path) -> tuple[Registry, tuple[Succession, ...]]:
    """The registry of a folder, and its successions where it has them. Raises RegistryError with the faults of all tables at once."""
    table = folder / TABLE.name
    try:
        found = registry.load(folder)
    except RegistryError as error:
        raise RegistryError((*error.faults, *_faults(table))) from error
    return found, load(table, found.institutions.keys()) if table.is_file() else ()


def _faults(table: Path) -> tuple[str, ...]:
    """Of the table alone: which ids exist cannot be told while the registry itself is faulty."""
    try:
        if table.is_file():
            load(table)
    except RegistryError as error:
        return error.faults
    return ()


def before(institution: str, successions: Sequence[Succession]) -> tuple[Succession, ...]:
    """All steps by which others became this body, nearest first, and those before them."""
    steps = [one for one in successions if one.successor == institution and one.predecessor != institution]
    return (*steps, *(earlier for one in steps for earlier in before(one.predecessor, successions)))


def _check(rows: Sequence[Row], faults: Faults) -> None:
    pairs: dict[tuple[str, str], str] = {}
    for row in rows:
        pair = row["predecessor"], row["successor"]
        if (row["kind"] == "move") != (pair[0] == pair[1]):
            faults.add(row.place, "successor: a move is of one body to itself, and nothing else is; mend the kind or the ids")
        if row["kind"] != "move" and pairs.setdefault(pair, row.place) != row.place:
            faults.add(row.place, f"successor: {pair[0]} to {pair[1]} stands already at {pairs[pair]}; each is given once")
    for row in rows:
        if row["kind"] != "move" and row["predecessor"] in set(_followers(row["predecessor"], rows)):
            faults.add(row.place, f"predecessor: {row['predecessor']!r} follows itself; mend the row that leads back")


def _check_ids(rows: Sequence[Row], known: Collection[str], faults: Faults) -> None:
    """A successor must exist, or have ended itself; a predecessor that is gone leads to one by its own row."""
    ended = {row["predecessor"] for row in rows if row["kind"] != "move"}
    for row in rows:
        if row["successor"] not in known and row["successor"] not in ended:
            faults.add(
                row.place, f"successor: no institution {row['successor']!r}; write the id of one, or add the row that says who followed it"
            )


def _followers(body: str, rows: Sequence[Row]) -> Iterator[str]:
    seen: set[str] = set()
    waiting = [body]
    while waiting:
        one = waiting.pop()
        after = {row["successor"] for row in rows if row["predecessor"] == one and row["kind"] != "move"} - seen
        seen |= after
        waiting += after
        yield from after
