"""A file of replies (XLSX, ODS or CSV) as rows: which column is which, what stands in each cell, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from data.errors import SurveyError
from data.guard import released
from scoring.survey.intake.book import book, read_bytes
from scoring.survey.intake.sheet import Book, Sheet, shown
from scoring.validation.replies.layout import COLUMNS, HEADER_WITHIN, META, NEEDED, SAYING, VERSION, WHAT, column

_GUARDED = frozenset({"institution", "question", "subject"})
"""What our own workbook wrote, an apostrophe before what could be a formula."""


@dataclass(frozen=True)
class Line:
    """One row of a file: its cells by column key, and where they stand."""

    sheet: Sheet
    row: int
    places: Mapping[str, int]

    def text(self, key: str) -> str:
        """What stands in a column; empty where there is no such column, or nothing."""
        if key not in self.places:
            return ""
        told = self.sheet.text(self.row, self.places[key])
        return released(told) if key in _GUARDED else told

    def place(self, key: str) -> str:
        """Where that cell is: file, sheet and cell; the first of the row where there is no such column."""
        return self.sheet.place(self.row, self.places.get(key, 0))

    @property
    def said(self) -> bool:
        """Whether anything was replied in it."""
        return any(self.text(key) for key in SAYING)


@dataclass(frozen=True)
class Lines:
    """The rows of a file in which something was replied, how many were left empty, and what a hidden sheet tells of the file."""

    file: str
    lines: tuple[Line, ...]
    silent: int
    meta: Mapping[str, str]
    unread: tuple[str, ...]


def read(path: Path) -> Lines:
    """The replies of a file. Raises SurveyError when it cannot be read, or is no table of replies."""
    found = book(shown(path.name), read_bytes(path))
    meta = _meta(found)
    headed = [head for sheet in found.sheets if not sheet.hidden and (head := _header(sheet))]
    if not headed:
        needed = ", ".join(COLUMNS[key].en for key in ("institution", "question", "text"))
        raise SurveyError(f"{found.file}: no sheet has a header row with the columns {needed}; give the dossier's workbook or such a table")
    every = [line for sheet, row, places in headed for line in _lines(sheet, row, places)]
    said = tuple(line for line in every if line.said)
    unread = () if meta else tuple(name for sheet, row, places in headed for name in _unread(sheet, row, places))
    return Lines(found.file, said, len(every) - len(said), meta, unread)


def _meta(found: Book) -> Mapping[str, str]:
    """What the hidden sheet of our workbook tells; empty for any other file."""
    sheet = next((sheet for sheet in found.sheets if sheet.name == META), None)
    if sheet is None:
        return {}
    told = {sheet.text(row, 0): released(sheet.text(row, 1)) for row in range(len(sheet.rows))}
    if told.get("what") != WHAT:
        return {}
    if told.get("version") != str(VERSION):
        raise SurveyError(f"{found.file}: a dossier of version {shown(told.get('version', ''))}; this eindekss reads {VERSION}")
    return told


def _header(sheet: Sheet) -> tuple[Sheet, int, Mapping[str, int]] | None:
    """The sheet, the row of its header and the place of each column; None where no row is a header."""
    for row in range(min(HEADER_WITHIN, len(sheet.rows))):
        places = _places(sheet, row)
        if all(key in places for key in NEEDED) and any(key in places for key in SAYING):
            return sheet, row, places
    return None


def _places(sheet: Sheet, row: int) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for place in range(len(sheet.rows[row])):
        key = column(sheet.text(row, place))
        if key:
            found.setdefault(key, place)
    return found


def _lines(sheet: Sheet, header: int, places: Mapping[str, int]) -> Iterator[Line]:
    """The rows below the header that are about an answer, or say something."""
    for row in range(header + 1, len(sheet.rows)):
        line = Line(sheet, row, places)
        if line.text("question") or line.said:
            yield line


def _unread(sheet: Sheet, header: int, places: Mapping[str, int]) -> Iterator[str]:
    for place in range(len(sheet.rows[header])):
        if place not in places.values() and sheet.text(header, place):
            yield f"{sheet.place(header, place)}: the column {shown(sheet.text(header, place))!r} is not read"
