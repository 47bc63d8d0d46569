"""The levels of maturity (``levels.csv``): from how many points on a body stands on which."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from data.tables import Faults, Row, once, read
from data.types import Text
from scoring.table_cells import code, titles, within

COLUMNS = ("code", "from", "title_lv", "title_en")


@dataclass(frozen=True, slots=True)
class Level:
    """A row of ``levels.csv``: a body stands on the last level whose ``start`` it reaches, in points."""

    code: str
    start: float
    title: Text


def levels(path: Path, faults: Faults) -> tuple[Level, ...]:
    """The levels of a table, ascending from 0; what is wrong with it goes to ``faults``. A table without rows knows no levels."""
    rows = read(path, dict.fromkeys(COLUMNS, str), faults)
    once(rows, "code", faults)
    found = [(row, _level(row, faults)) for row in rows]
    _ascending(found, faults)
    return tuple(level for _, level in found)


def _level(row: Row, faults: Faults) -> Level:
    found: dict[str, Any] = {"code": row["code"], "from": math.nan}
    for column, reader in (("code", code), ("from", within(0, 100))):
        try:
            found[column] = reader(row[column])
        except ValueError as error:
            faults.add(row.place, f"{column}: {error}")
    return Level(found["code"], found["from"], titles(row, faults))


def _ascending(found: Sequence[tuple[Row, Level]], faults: Faults) -> None:
    if found and found[0][1].start > 0:
        faults.add(found[0][0].place, f"from: the first level begins at {found[0][1].start:g}; begin at 0, so that everybody has one")
    for (_, below), (row, level) in pairwise(found):
        if level.start <= below.start:
            faults.add(row.place, f"from: {level.start:g} is not above the level before it, {below.start:g}; let the levels ascend")
