"""What an ODS says of its cells beside their values: formulas, per cent, merged ranges, and what is hidden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from data.errors import SurveyError
from scoring.survey.intake.bounds import Bounds, Room
from scoring.survey.intake.limits import COLUMNS, ROWS, SHEETS
from scoring.survey.intake.markup import follow, plain_attributes
from scoring.survey.intake.package import Package
from scoring.survey.intake.sheet import Marks
from scoring.survey.intake.xlsx_marks import Marked

_UNSEEN = frozenset({"collapse", "filter"})
_CELLS = frozenset({"table-cell", "covered-table-cell"})


def marked(file: str, package: Package) -> Marked:
    """The marks of every sheet. Raises SurveyError for parts that are broken, or reach too far."""
    tables = _Tables(file)
    for part, xml in package.parts.items():
        if part.endswith(".xml"):
            follow(file, xml, tables if part == "content.xml" else None)
    return Marked(tables.marks)


@dataclass
class _Tables:
    """The tables of a document; a table within a cell's note is none."""

    file: str
    room: Room = field(default_factory=Room)
    marks: dict[str, Marks] = field(default_factory=dict)
    bounds: Bounds | None = None
    row: int = 0
    column: int = 0
    drawn: int = 0
    times: int = 1
    """How often the row at hand is repeated."""
    unseen: bool = False
    cell: Mapping[str, str] = field(default_factory=dict)
    characters: int = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """A table, a row, a column or a cell."""
        if name == "table":
            self._table(plain_attributes(attributes))
        elif self.bounds is None:
            return
        elif name == "table-row":
            told = plain_attributes(attributes)
            self.times, self.column, self.unseen = _times(told, "number-rows-repeated"), 0, told.get("visibility") in _UNSEEN
        elif name == "table-column":
            self._columns(plain_attributes(attributes))
        elif name in _CELLS:
            self.cell, self.characters = plain_attributes(attributes), 0

    def text(self, text: str) -> None:
        """A part of what a cell shows."""
        self.characters += len(text)

    def end(self, name: str) -> None:
        """A cell, a row or a table ends."""
        if self.bounds is None:
            return
        if name in _CELLS:
            self._holds(self.bounds)
        elif name == "table-row":
            self._row_ends()
        elif name == "table":
            self.bounds = None

    def _table(self, told: Mapping[str, str]) -> None:
        """The next table."""
        name = told.get("name", "")
        if len(self.marks) >= SHEETS:
            raise SurveyError(f"{self.file}: more than the {SHEETS} sheets that are read; keep the one with the answers")
        self.marks[name] = Marks()
        self.bounds = Bounds(f"{self.file}: {name}", self.room)
        self.row = self.column = self.drawn = 0

    def _columns(self, told: Mapping[str, str]) -> None:
        """Columns are described before the rows."""
        times = _times(told, "number-columns-repeated")
        if told.get("visibility") in _UNSEEN:
            self._now().hidden_columns |= set(range(self.drawn, min(self.drawn + times, COLUMNS)))
        self.drawn += times

    def _holds(self, bounds: Bounds) -> None:
        """A cell as often as it is repeated, in as many rows as its row is."""
        told, first = self.cell, self.column
        times = _times(told, "number-columns-repeated")
        self.column += times
        value = told.get("string-value", told.get("value", ""))
        if not (self.characters or told.get("value-type") or told.get("formula")):
            return
        bounds.reach(self.row + self.times - 1, self.column - 1, self.characters + len(value), times * self.times)
        if told.get("formula") or told.get("value-type") == "percentage":
            marked = self._now().formulas if told.get("formula") else self._now().percents
            marked |= {(row, column) for row in range(self.row, self.row + self.times) for column in range(first, self.column)}
        last = self.row + _times(told, "number-rows-spanned") - 1, first + _times(told, "number-columns-spanned") - 1
        if last != (self.row, first):
            self._now().merged.append((self.row, first, *last))

    def _row_ends(self) -> None:
        """The next row begins after as many as this one stands for."""
        if self.unseen:
            self._now().hidden_rows |= set(range(self.row, min(self.row + self.times, ROWS)))
        self.row += self.times

    def _now(self) -> Marks:
        """The marks of the table at hand."""
        return next(reversed(self.marks.values()))


def _times(told: Mapping[str, str], name: str) -> int:
    """How often something is repeated; once unless told otherwise."""
    value = told.get(name, "1")
    return max(1, int(value[:12])) if value.isascii() and value.isdigit() else 1
