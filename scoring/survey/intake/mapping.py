"""The mapping file: what headings, institutions and answers mean that cannot be told; kept, completed by a person, and read again."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from data import cells
from data.errors import SurveyError
from data.guard import guarded, holdable, released
from data.tables import Faults, read

WHAT = ("column", "question", "institution", "answer")
"""What can be mapped: a heading, a cell that names a question, one that names an institution, and an answer (``K1=text``)."""
COLUMNS = ("what", "given", "means", "suggestion")
IGNORE = "ignore"
"""Leaves a column, the rows of an institution, or an answer out."""
_LONGEST = 500


@dataclass(frozen=True, slots=True, order=True)
class Unmapped:
    """What could not be told, and what it may be."""

    what: str
    given: str
    suggestion: str = ""


@dataclass(frozen=True)
class Meanings:
    """What a person wrote: by what is mapped and what is given, its meaning; and what no meaning was written for yet."""

    means: Mapping[tuple[str, str], str] = field(default_factory=dict)
    open: tuple[Unmapped, ...] = ()

    def get(self, what: str, given: str) -> str | None:
        """What was written for it; None where nothing was."""
        return self.means.get((what, clean(given)))


def clean(given: str) -> str:
    """What is given, on one line and of bounded length, as it is kept in the file and looked up."""
    return " ".join(holdable(given).split())[:_LONGEST]


def load(path: Path) -> Meanings:
    """The mapping in a file; an empty one where there is no file. Raises SurveyError with all faults of the table."""
    if not path.is_file():
        return Meanings()
    faults = Faults()
    rows = read(path, {"what": cells.one_of(WHAT), "given": str, "means": str}, faults)
    means: dict[tuple[str, str], str] = {}
    for row in rows:
        name = row["what"], clean(released(row["given"]))
        meant = released(row["means"])
        if meant and means.setdefault(name, meant) != meant:
            faults.add(row.place, f"given: {row['given']!r} means {means[name]!r} already; keep one")
    if faults.found:
        raise SurveyError(faults.found)
    left = [Unmapped(row["what"], clean(released(row["given"]))) for row in rows if not row["means"]]
    return Meanings(means, tuple(left))


def write(path: Path, mapping: Meanings, unmapped: Iterable[Unmapped]) -> int:
    """Keep what was mapped, and add what could not be told, with suggestions; returns how many rows wait for a meaning."""
    waiting = {(each.what, clean(each.given)): each.suggestion for each in unmapped}
    waiting |= {(each.what, each.given): waiting.get((each.what, each.given), "") for each in mapping.open}
    rows = [(what, given, means, "") for (what, given), means in sorted(mapping.means.items())]
    rows += [(what, given, "", suggestion) for (what, given), suggestion in sorted(waiting.items()) if (what, given) not in mapping.means]
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *([guarded(cell) for cell in row] for row in rows)])
    part.replace(path)
    return sum(not row[2] for row in rows)
