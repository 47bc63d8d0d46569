"""How much work it is to improve something: a class for each indicator and question, proposed in a table that people correct."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from audits import catalogue
from data import cells
from data.errors import MethodologyError
from data.tables import Faults, once, read
from data.types import Text
from scoring.methodology import EDITIONS
from scoring.table_cells import near
from scoring.tree_faults import questions

EFFORT = EDITIONS / "effort.csv"
"""The table that comes with eindekss; an edition may have its own ``effort.csv``, whose rows stand above these."""
CLASSES: Mapping[str, Text] = {
    "low": Text("neliels darbs: stundas", "little work: hours"),
    "medium": Text("vidējs darbs: dienas vai nedēļas", "some work: days or weeks"),
    "high": Text("liels darbs: mēneši, iepirkums vai jauna kārtība", "much work: months, a purchase or a new procedure"),
}
"""The classes from the least work to the most, and what they mean."""
COLUMNS = {
    "id": cells.words,
    "effort": cells.one_of(CLASSES),
    "reason_lv": cells.words,
    "reason_en": cells.words,
    "origin": cells.words,
}


@dataclass(frozen=True, slots=True)
class Effort:
    """One row: the class, why it is that one, and who says so."""

    level: str
    reason: Text
    origin: str


def efforts(path: Path = EFFORT) -> Mapping[str, Effort]:
    """What it takes to improve each indicator or question, by its id. Raises MethodologyError with every fault of the table."""
    faults = Faults()
    rows = read(path, COLUMNS, faults)
    once(rows, "id", faults)
    known = {indicator.audit.id for indicator in catalogue.load()} | set(questions(path.parent, faults))
    for row in rows:
        if row["id"] not in known:
            faults.add(row.place, f"id: {row['id']!r} is no indicator and no question; {near(row['id'], known)}")
    if faults.found:
        raise MethodologyError(faults.found)
    return {row["id"]: Effort(row["effort"], Text(row["reason_lv"], row["reason_en"]), row["origin"]) for row in rows}


def of_edition(folder: Path) -> Mapping[str, Effort]:
    """Those that come with eindekss, and above them those of the edition in this folder."""
    own = folder / EFFORT.name
    return {**efforts(), **(efforts(own) if own.exists() else {})}
