"""Bodies that followed others: data/inputs/successions.csv, checked as a whole, and whose history a body inherits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from data import cells
from data.errors import RegistryError
from data.registry import FOLDER
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


def load(path: Path = TABLE) -> tuple[Succession, ...]:
    """The table, ordered by day. Raises RegistryError with every fault: file, line, column and remedy."""
    faults = Faults()
    found = read(path, _COLUMNS, faults)
    _check(found, faults)
    if faults.found:
        raise RegistryError(faults.found)
    rows = (Succession(*(row[column] for column in _COLUMNS)) for row in found)
    return tuple(sorted(rows, key=lambda one: (one.valid_from, one.predecessor, one.successor)))


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


def _followers(body: str, rows: Sequence[Row]) -> Iterator[str]:
    seen: set[str] = set()
    waiting = [body]
    while waiting:
        one = waiting.pop()
        after = {row["successor"] for row in rows if row["predecessor"] == one and row["kind"] != "move"} - seen
        seen |= after
        waiting += after
        yield from after
