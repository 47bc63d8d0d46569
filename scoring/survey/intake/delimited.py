"""A table as text (CSV): its charset and its delimiter are found out, and said."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from w3lib.encoding import read_bom

from data import charset
from data.errors import SurveyError
from scoring.survey.intake.limits import CELLS, COLUMNS, ROWS
from scoring.survey.intake.sheet import Book, Sheet, shown

_DELIMITERS = (";", ",", "\t", "|")
_TRIED = 60
"""Rows by which the delimiter is told."""
_BROKEN = "\ufffd"
_HERE = "windows-1257"
_LETTERS = frozenset("āčēģīķļņōŗšūžĀČĒĢĪĶĻŅŌŖŠŪŽ")
"""The letters of Latvian beyond ASCII, with the two that are no longer written."""


def delimited(file: str, data: bytes) -> Book:
    """The one sheet of a CSV file. Raises SurveyError for what is no text, or no table, and for each letter that cannot be read."""
    name, text = _text(file, data)
    told = text.partition("\n")[0].strip().strip('"').casefold()
    first = told.removeprefix("sep=") if told.startswith("sep=") else ""
    delimiter = first if first in _DELIMITERS else _delimiter(text)
    rows = _rows(file, text, delimiter)
    if first in _DELIMITERS and first:
        rows[0] = []
    sheet = Sheet(file, "", rows)
    broken = [sheet.place(row, column) for row, cells in enumerate(rows) for column, cell in enumerate(cells) if _BROKEN in cell]
    if broken:
        raise SurveyError([f"{place}: letters that cannot be read as {name}; save the table as UTF-8" for place in broken])
    spoken = {"\t": "tab"}.get(delimiter, delimiter)
    return Book(file, (sheet,), (f"{file}: read as {name}, cells divided by {spoken!r}",))


def _text(file: str, data: bytes) -> tuple[str, str]:
    """The name of the charset, and the text. What is UTF-8 is that; of anything else the bytes tell, as of pages."""
    mark, size = read_bom(data)[0], len(read_bom(data)[1] or b"")
    try:
        if mark in (None, "utf-8"):
            return "UTF-8", _checked(file, data[size:].decode("utf-8"))
    except UnicodeDecodeError:
        pass
    # A cell may hold markup that names a charset: it is not the table's.
    name = charset.charset(data.replace(b"<", b" ")).name
    if mark is None and not _latvian(data, name) and _latvian(data, _HERE):
        # A few letters tell no guesser much; here a spreadsheet saves Latvian.
        name = _HERE
    return name, _checked(file, data[size:].decode(mark or name, "replace"))


def _latvian(data: bytes, name: str) -> bool:
    """Whether every letter beyond ASCII, read so, is one of Latvian."""
    return {sign for sign in data.decode(name, "replace") if sign > "\x7f" and (sign.isalpha() or sign == _BROKEN)} <= _LETTERS


def _checked(file: str, text: str) -> str:
    """The text, if it is one."""
    if "\0" in text:
        raise SurveyError(f"{file}: neither a workbook nor a table as text; save it from the spreadsheet as .xlsx, .ods or .csv")
    return text


def _delimiter(text: str) -> str:
    """The one by which most rows come out as long as the header, and the header longest."""

    def fits(delimiter: str) -> tuple[int, int]:
        rows = _tried(text, delimiter)
        wide = max(map(len, rows), default=0)
        return (sum(len(row) == wide for row in rows) if wide > 1 else 0, wide)

    return max(_DELIMITERS, key=lambda delimiter: (fits(delimiter)[0] > 0, fits(delimiter)))


def _tried(text: str, delimiter: str) -> list[list[str]]:
    """The first rows that hold something, divided by that delimiter."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows += [row] if any(cell.strip() for cell in row) else []
            if len(rows) >= _TRIED:
                break
    except csv.Error:
        return rows
    return rows


def _rows(file: str, text: str, delimiter: str) -> list[Sequence[str]]:
    """All rows, as spreadsheets count them: a cell in quotes may go over several lines."""
    rows: list[Sequence[str]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append(row)
            cells += len(row)
            if len(rows) > ROWS or len(row) > COLUMNS or cells > CELLS:
                raise SurveyError(f"{file}: more than {ROWS:,} rows, {COLUMNS:,} columns or {CELLS:,} cells; split the file")
    except csv.Error as error:
        remedy = "put such a cell in quotes, with its own quotes doubled"
        raise SurveyError(f"{file}: row {len(rows) + 1} is not CSV ({shown(repr(str(error)))}); {remedy}") from error
    return rows
