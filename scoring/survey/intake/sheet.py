"""A sheet as it was read: its cells, and what is to be known of them beside their values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from data.guard import plain
from scoring.survey.intake.limits import SHOWN

Cell = str | int | float | bool | date | datetime | time | timedelta
"""What a cell holds; the empty text where it holds nothing."""
At = tuple[int, int]
"""Row and column, from nought."""
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""


@dataclass(slots=True)
class Marks:
    """What stands beside the values of a sheet: cells with formulas and errors, in per cent, merged; what is hidden."""

    formulas: set[At] = field(default_factory=set)
    errors: set[At] = field(default_factory=set)
    percents: set[At] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Sheet:
    """The cells of a sheet row by row, each row as long as it is filled; ``name`` is empty for a table without sheets."""

    file: str
    name: str
    rows: Sequence[Sequence[Cell]]
    marks: Marks = field(default_factory=Marks)
    hidden: bool = False
    early: bool = False
    """Whether days are counted from 1904, as old spreadsheets of the Macintosh do."""

    def cell(self, row: int, column: int) -> Cell:
        """The value of a cell; the empty text beyond the end of its row, and for white space."""
        cells = self.rows[row]
        value = cells[column] if 0 <= column < len(cells) else ""
        return value.strip() if isinstance(value, str) else value

    def text(self, row: int, column: int) -> str:
        """A cell as text."""
        return as_text(self.cell(row, column))

    def filled(self, row: int) -> bool:
        """Whether anything stands in a row."""
        return any(self.cell(row, column) != "" for column in range(len(self.rows[row])))

    def address(self, row: int, column: int) -> str:
        """``Sheet1!C7``, as spreadsheets show it; of a table without sheets only ``C7``."""
        return f"{self._lead()}{letters(column)}{row + 1}"

    def place(self, row: int, column: int) -> str:
        """The address with its file, for a message."""
        return f"{self.file}: {self.address(row, column)}"

    def span(self, area: Area) -> str:
        """A range with its file, for a message."""
        first_row, first_column, last_row, last_column = area
        return f"{self.file}: {self._lead()}{letters(first_column)}{first_row + 1}:{letters(last_column)}{last_row + 1}"

    def _lead(self) -> str:
        """The name of the sheet as it stands before an address."""
        return f"{shown(self.name)}!" if self.name else ""


@dataclass(frozen=True)
class Book:
    """The sheets of a file in their order, and what is to be told of the file itself."""

    file: str
    sheets: tuple[Sheet, ...]
    told: tuple[str, ...] = ()


def letters(column: int) -> str:
    """The name of a column counted from nought.

    >>> letters(0), letters(25), letters(26), letters(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def as_text(value: Cell) -> str:
    """A value as people would write it: whole numbers without a point, dates as 2026-05-31.

    >>> as_text(40003.0), as_text(True), as_text(date(2026, 5, 31)), as_text(0.5)
    ('40003', 'true', '2026-05-31', '0.5')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time() else value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def shown(value: Cell) -> str:
    """A value as a message repeats it: on one line, without signs that a terminal cannot show, shortened."""
    told = plain(as_text(value)[: 4 * SHOWN])
    text = " ".join("".join(sign if sign.isprintable() else " " for sign in told).split())
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
