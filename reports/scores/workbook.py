"""The workbook of an edition: results, every value behind them, statistics, and a sheet that documents the method."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from data.guard import legible
from reports.scores.columns import Sheet
from reports.scores.sheets import About, sheets
from reports.scores.tables import Results
from reports.scores.texts import SHEETS, TEXTS

NAME = "scores.{lang}.xlsx"
_NO_DATE = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""What stands for the moment of writing, so that the same results give the same bytes."""
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "nan_inf_to_errors": False}
_SHADES = {
    "type": "2_color_scale",
    **{f"{end}_type": "num" for end in ("min", "max")},
    "min_value": 0,
    "max_value": 100,
    "min_color": "#FFFFFF",
    "max_color": "#86B8C9",
}
"""The more points, the darker; words on it stay black and legible."""
_FONT = {"font_name": "Arial", "font_size": 10, "valign": "top"}


@dataclass(frozen=True)
class _Formats:
    head: Any
    head_number: Any
    code: Any
    text: Any
    wrapped: Any
    blank: Any
    title: Any
    numbers: Mapping[str, Any]


def write_workbook(results: Results, folder: Path, lang: str) -> Path:
    """Write ``scores.LANG.xlsx`` into the folder; returns its path.

    Texts are guarded and written as texts, never as formulas or links, whatever they begin with; what is not known is an empty cell.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAME.format(lang=lang)
    methodology = results.scores.methodology
    with xlsxwriter.Workbook(str(path), _OPTIONS) as book:
        book.set_properties({"title": legible(methodology.title[lang]), "comments": methodology.digest, "created": _NO_DATE})
        formats = _formats(book, int(float(str(methodology.method.get("print_decimals", 1)))))
        about, rest = sheets(results, lang)
        _write_about(book.add_worksheet(SHEETS["about"][lang]), about, formats, lang)
        for sheet in rest:
            _write(book.add_worksheet(sheet.name), sheet, formats)
    return path


def _formats(book: xlsxwriter.Workbook, decimals: int) -> _Formats:
    points = "0" + ("." + "0" * decimals if decimals else "")
    numbers = {"points": points, "share": "0%", "weight": "0.00%", "whole": "0", "number": "General", "figure": "0.00"}
    head = {**_FONT, "bold": True, "text_wrap": True, "bg_color": "#E3F0F3", "bottom": 1}
    return _Formats(
        head=book.add_format({**head, "align": "left", "indent": 1}),
        head_number=book.add_format({**head, "align": "right"}),
        code=book.add_format({**_FONT, "font_size": 8, "font_color": "#3F4B56", "bottom": 1, "text_wrap": True}),
        text=book.add_format({**_FONT, "align": "left", "indent": 1}),
        wrapped=book.add_format({**_FONT, "text_wrap": True}),
        blank=book.add_format({**_FONT, "italic": True, "font_color": "#3F4B56"}),
        title=book.add_format({**_FONT, "bold": True, "font_size": 14}),
        numbers={name: book.add_format({**_FONT, "num_format": shown}) for name, shown in numbers.items()},
    )


def _write_about(page: Worksheet, about: About, formats: _Formats, lang: str) -> None:
    page.set_column(0, 0, 64)
    page.set_column(1, 1, 90)
    page.hide_gridlines(2)
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.write_string(0, 0, legible(about.title), formats.title)
    row = 2
    for words in about.words:
        page.merge_range(row, 0, row, 1, "", formats.wrapped)
        page.write_string(row, 0, words, formats.wrapped)
        page.set_row(row, 30)
        row += 1
    for head, rows in (("sheets", about.sheets), ("computed", about.settings)):
        page.merge_range(row + 1, 0, row + 1, 1, "", formats.head)
        page.write_string(row + 1, 0, TEXTS[head][lang], formats.head)
        row = _pairs(page, row + 2, rows, formats)


def _pairs(page: Worksheet, row: int, rows: Iterable[tuple[str, str]], formats: _Formats) -> int:
    for name, told in rows:
        page.write_string(row, 0, legible(name), formats.text)
        page.write_string(row, 1, legible(told), formats.wrapped)
        row += 1
    return row


def _write(page: Worksheet, sheet: Sheet, formats: _Formats) -> None:
    heads = 2 if any(column.code for column in sheet.columns) else 1
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, legible(column.title), formats.head_number if column.shown else formats.head)
        if heads == 2:
            page.write_string(1, place, legible(column.code), formats.code)
        _cells(page, heads, place, column.cells, formats.numbers.get(column.shown), formats)
        if column.shown == "points" and column.cells:
            page.conditional_format(heads, place, heads - 1 + len(column.cells), place, _SHADES)
    count = len(sheet.columns[0].cells) if sheet.columns else 0
    page.set_row(0, sheet.head)
    page.freeze_panes(heads, sheet.fixed)
    if count and sheet.columns:
        page.autofilter(heads - 1, 0, heads - 1 + count, len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, heads - 1)


def _cells(page: Worksheet, first: int, place: int, cells: Sequence[object], number: Any, formats: _Formats) -> None:  # noqa: ANN401
    for row, value in enumerate(cells, first):
        if isinstance(value, str):
            if value:
                page.write_string(row, place, legible(value), formats.text if number is None else formats.blank)
        elif not pd.isna(value):  # type: ignore[call-overload]
            page.write_number(row, place, float(value), number)  # type: ignore[arg-type]
