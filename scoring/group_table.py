"""The groups in which bodies are ranked (``groups.csv``): each body of a measurement falls into exactly one of them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from data import cells
from data.tables import Faults, Reader, Row, once, read
from data.types import Kind, Text
from scoring.table_cells import code, titles, whole

MEASUREMENTS = {
    "municipalities": tuple(kind.value for kind in Kind if kind.municipal),
    "state": tuple(kind.value for kind in Kind if not kind.municipal and kind is not Kind.UNKNOWN),
}
"""The measurements of the Latvijas e-indekss, each with the kinds of bodies in it; ``all`` stands for one measurement of everybody."""
COLUMNS = ("code", "measurement", "kinds", "population_from", "population_to", "title_lv", "title_en")
_INHABITANTS = cells.optional(whole(0, 10**10))


@dataclass(frozen=True, slots=True)
class Group:
    """A row of ``groups.csv``: kinds of bodies (all, when empty), with at least ``population_from`` and fewer than ``population_to``
    inhabitants where these are given.
    """

    code: str
    measurement: str
    kinds: tuple[str, ...]
    title: Text
    population_from: int | None = None
    population_to: int | None = None

    def takes(self, kind: str, population: float | None = None) -> bool:
        """Whether a body of that kind and size belongs here; never where the size decides and is not known."""
        return (not self.kinds or kind in self.kinds) and self._fits(population)

    def _fits(self, population: float | None) -> bool:
        low, high = self.bounds
        if (low, high) == (0, math.inf):
            return True
        return population is not None and low <= population < high

    @property
    def bounds(self) -> tuple[float, float]:
        """From how many inhabitants, and below how many."""
        return self.population_from or 0, math.inf if self.population_to is None else self.population_to


def groups(path: Path, faults: Faults) -> tuple[Group, ...]:
    """The groups of a table; what is wrong with it goes to ``faults``. A table without rows groups nobody."""
    rows = read(path, dict.fromkeys(COLUMNS, str), faults)
    once(rows, "code", faults)
    shape = Faults()
    found = [(row, _group(row, shape, faults)) for row in rows]
    faults.found += shape.found
    if not shape.found:
        _whole(found, faults)
    return tuple(group for _, group in found)


def _group(row: Row, shape: Faults, faults: Faults) -> Group:
    """The group of a row. Faults by which nobody can say whom it takes go to ``shape``: there, gaps and overlaps are not looked for."""

    def cell(column: str, reader: Reader) -> object:
        try:
            return reader(row[column])
        except ValueError as error:
            shape.add(row.place, f"{column}: {error}")
        return None

    measurement = str(cell("measurement", cells.one_of((*MEASUREMENTS, "all"))) or "all")
    kinds = tuple(row["kinds"].split())
    known = MEASUREMENTS.get(measurement, kinds)
    for kind in (kind for kind in kinds if kind not in known):
        shape.add(row.place, f"kinds: {kind!r} is no kind of {measurement}; write some of {' '.join(known)}, with spaces between them")
    low, high = cell("population_from", _INHABITANTS), cell("population_to", _INHABITANTS)
    if isinstance(low, int) and isinstance(high, int) and low >= high:
        shape.add(row.place, f"population_to: {high} is not above population_from, {low}; write the number below which bodies belong here")
    cell("code", code)
    return Group(
        code=row["code"],
        measurement=measurement,
        kinds=kinds or MEASUREMENTS.get(measurement, ()),
        title=titles(row, faults),
        population_from=low if isinstance(low, int) else None,
        population_to=high if isinstance(high, int) else None,
    )


def _whole(found: Sequence[tuple[Row, Group]], faults: Faults) -> None:
    """Note where two groups of a measurement take the same body, and where none does."""
    for measurement in dict.fromkeys(group.measurement for _, group in found):
        members = [(row, group) for row, group in found if group.measurement == measurement]
        named = [kind for _, group in members for kind in group.kinds]
        for kind in dict.fromkeys((*MEASUREMENTS.get(measurement, ()), *named)) or ("",):
            taking = [(row, group) for row, group in members if not group.kinds or kind in group.kinds]
            if not taking:
                faults.add(members[-1][0].place, f"kinds: no group of {measurement} takes {kind}; add it to the kinds of one")
            for row, fault in _seams(taking, kind):
                faults.add(row.place, fault)


def _seams(taking: Sequence[tuple[Row, Group]], kind: str) -> Iterator[tuple[Row, str]]:
    """Where the sizes of the groups that take one kind do not meet: they must go from 0 upwards without gap or overlap."""
    reached, before = 0.0, ""
    who = kind or "bodies"
    ordered = sorted(taking, key=lambda pair: pair[1].bounds)
    for row, group in ordered:
        low, high = group.bounds
        if low > reached:
            yield row, f"population_from: {who} from {reached:g} to {low:g} inhabitants are in no group; write {reached:g}"
        if before and low < reached:
            yield row, f"{who} from {low:g} inhabitants are in {before} too; let one group end where the next begins"
        reached, before = max(reached, high), group.code
    if ordered and reached != math.inf:
        yield ordered[-1][0], f"population_to: {who} with {reached:g} or more inhabitants are in no group; leave the last one open"
