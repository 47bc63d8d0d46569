"""The tables that people maintain, read strictly: what is wrong is told by file, line and column, all of it at once."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Reader = Callable[[str], Any]
"""Gives the value of a cell, or raises ValueError saying what is wrong and what to write instead."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stands, and its cells as read."""

    place: str
    cells: Mapping[str, Any]

    def __getitem__(self, column: str) -> Any:  # noqa: ANN401 (each column has a type of its own)
        return self.cells[column]


@dataclass(slots=True)
class Faults:
    """What is wrong so far, each with its place and remedy."""

    found: list[str] = field(default_factory=list)

    def add(self, place: str, fault: str) -> None:
        """Note a fault."""
        self.found.append(f"{place}: {fault}")


def read(path: Path, columns: Mapping[str, Reader], faults: Faults) -> list[Row]:
    """The good rows of a CSV table in UTF-8 with these columns; more columns may stand beside them and are left alone."""
    text = _text(path, faults)
    rows = _records(path, text, faults)
    _, header = next(rows, (1, []))
    lacking = [column for column in columns if column not in header]
    if lacking:
        faults.add(f"{path}:1", f"no column {', '.join(lacking)}; the first line names the columns {','.join(columns)}")
        return []
    checked = (_row(f"{path}:{line}", header, cells, columns, faults) for line, cells in rows)
    return [row for row in checked if row]


def once(rows: Sequence[Row], column: str, faults: Faults) -> None:
    """Note every row whose value in the column was used by a row before it; empty values do not count."""
    first: dict[Any, str] = {}
    for row in rows:
        value = row.cells.get(column)
        if value and first.setdefault(value, row.place) != row.place:
            faults.add(row.place, f"{column}: {value!r} stands already at {first[value]}; each is given once")


def _text(path: Path, faults: Faults) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        faults.add(str(path), f"cannot be read ({error.strerror}); put the table there")
        return ""
    for number, line in enumerate(data.splitlines(), 1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as error:
            faults.add(f"{path}:{number}", f"byte {line[error.start]:#04x} is not UTF-8; save the table as UTF-8")
    return data.decode("utf-8-sig", errors="replace")


def _records(path: Path, text: str, faults: Faults) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line on which it begins; a cell in quotes may go over several lines."""
    lines = csv.reader(text.splitlines(keepends=True), strict=True)
    begins = 1
    try:
        for cells in lines:
            if cells:
                yield begins, cells
            begins = lines.line_num + 1
    except csv.Error as error:
        faults.add(f"{path}:{begins}", f"not CSV from here on ({error}); put such a cell in quotes, with its own quotes doubled")


def _row(place: str, header: list[str], cells: list[str], columns: Mapping[str, Reader], faults: Faults) -> Row | None:
    if len(cells) != len(header):
        faults.add(place, f"{len(cells)} cells under {len(header)} columns; put a cell that holds a comma in quotes")
        return None
    given = dict(zip(header, cells, strict=True))
    values: dict[str, Any] = {}
    for column, reader in columns.items():
        try:
            values[column] = reader(given[column].strip())
        except ValueError as error:
            faults.add(place, f"{column}: {error}")
    return Row(place, values) if values.keys() == columns.keys() else None
