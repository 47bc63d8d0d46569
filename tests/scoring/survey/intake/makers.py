"""Makers of files of answers, sound and odd: by the libraries that spreadsheets' files are written with, or byte by byte."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import xlsxwriter  # type: ignore[import-untyped]
from odf.opendocument import OpenDocumentSpreadsheet  # type: ignore[import-untyped]
from odf.table import CoveredTableCell, Table, TableCell, TableRow  # type: ignore[import-untyped]
from odf.text import P  # type: ignore[import-untyped]

Rows = Sequence[Sequence[Any]]


def xlsx(rows: Rows, name: str = "Atbildes", change: Callable[[Any], None] | None = None) -> bytes:
    """A workbook by openpyxl with one sheet of these rows, changed before it is saved."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    if change:
        change(sheet)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def xlsx_fast(rows: Iterable[Sequence[Any]], name: str = "Answers") -> bytes:
    """A workbook by xlsxwriter: texts are shared, and no text is taken for a formula or link."""
    made = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True, "default_date_format": "yyyy-mm-dd"}
    with xlsxwriter.Workbook(made, plain) as book:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return made.getvalue()


def ods(rows: Rows, name: str = "Atbildes", **first: str) -> bytes:
    """A document by odfpy; ``first`` are attributes of the first cell of the second row (a formula, a span)."""
    document = OpenDocumentSpreadsheet()
    sheet = Table(name=name)
    for number, row in enumerate(rows):
        line = TableRow()
        for column, value in enumerate(row):
            _ods_cell(line, value, first if (number, column) == (1, 1) else {})
        sheet.addElement(line)
    document.spreadsheet.addElement(sheet)
    made = io.BytesIO()
    document.write(made)
    return made.getvalue()


def _ods_cell(line: TableRow, value: Any, more: Mapping[str, str]) -> None:
    """One cell of its type."""
    if isinstance(value, bool):
        kind = {"valuetype": "boolean", "booleanvalue": str(value).lower()}
    elif isinstance(value, int | float):
        kind = {"valuetype": "float", "value": repr(value)}
    elif isinstance(value, date):
        kind = {"valuetype": "date", "datevalue": value.isoformat()}
    else:
        kind = {"valuetype": "string"} if value else {}
    cell = TableCell(**{**kind, **more})
    if value not in ("", None):
        for part in str(value).split("\n"):
            cell.addElement(P(text=part))
    line.addElement(cell)
    if "numbercolumnsspanned" in more:
        line.addElement(CoveredTableCell())


def text(rows: Rows, delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    """A CSV file."""
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return made.getvalue().encode(encoding)


def repacked(data: bytes, change: Mapping[str, bytes | None] | Callable[[str, bytes], bytes], level: int = 6) -> bytes:
    """A workbook with some of its parts replaced, added, or (None) left out."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as new:
        for name in old.namelist():
            part = change(name, old.read(name)) if callable(change) else change.get(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
        for name, part in {} if callable(change) else change.items():
            if name not in old.namelist() and part is not None:
                new.writestr(name, part)
    return made.getvalue()
