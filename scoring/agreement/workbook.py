"""The report as a workbook: a sheet for each table, one for each map with its cells shaded, and one that says what to review."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from data.guard import legible
from scoring.agreement.estimate import REASONS
from scoring.agreement.report import ESTIMATES, Report
from scoring.agreement.texts import ADVICE, BY, CALLED, METHODS, SHEETS, column
from scoring.agreement.titles import Titles

NAME = "agreement.{lang}.xlsx"
_NO_DATE = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""What stands for the moment of writing, so that the same results give the same bytes."""
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "nan_inf_to_errors": False}
_FONT = {"font_name": "Arial", "font_size": 10, "valign": "top"}
_SHADES = {
    "type": "2_color_scale",
    "min_type": "num",
    "max_type": "num",
    "min_value": 0,
    "max_value": 1,
    "min_color": "#FFFFFF",
    "max_color": "#E8A87C",
}
"""The larger the share of claims that were not seen, the darker; words on it stay black and legible."""


def write_workbook(found: Report, names: Titles, folder: Path, lang: str) -> Path:
    """Write ``agreement.LANG.xlsx`` into the folder; returns its path.

    Words are guarded and written as words, never as formulas or links; what is not known is an empty cell, and the last column says why.
    """
    path = folder / NAME.format(lang=lang)
    with xlsxwriter.Workbook(str(path), _OPTIONS) as book:
        book.set_properties(
            {"title": legible(found.questionnaire.title[lang]), "comments": found.questionnaire.digest, "created": _NO_DATE}
        )
        formats = {name: book.add_format({**_FONT, **more}) for name, more in _FORMATS.items()}
        for by, table in found.tables.items():
            _write(book.add_worksheet(SHEETS[by][lang]), _listed(by, table, names, lang), formats, fixed=2)
        for (one, other), table in found.maps.items():
            page = book.add_worksheet(SHEETS[f"{one}-{other}"][lang])
            crossed = _crossed(one, other, table, names, lang)
            _write(page, crossed, formats, fixed=2)
            if crossed.size:
                page.conditional_format(1, 2, len(crossed), crossed.shape[1] - 1, _SHADES)
        _write(book.add_worksheet(SHEETS["advice"][lang]), _advised(found, lang), formats, fixed=1)
    return path


_FORMATS: dict[str, dict[str, Any]] = {
    "head": {"bold": True, "text_wrap": True, "bg_color": "#E3F0F3", "bottom": 1},
    "text": {"text_wrap": True},
    "number": {"num_format": "0.000"},
    "whole": {"num_format": "0"},
}


def _listed(by: str, table: pd.DataFrame, names: Titles, lang: str) -> pd.DataFrame:
    """The table with a column of names, titles of columns and reasons in words."""
    shown = table.drop(columns=[name for name in table.columns if name not in ESTIMATES and table[name].isna().all() and len(table)])
    shown = shown.assign(reasons=[_reasons(str(cell), lang) for cell in shown["reasons"]])
    if "mcnemar_method" in shown:
        shown["mcnemar_method"] = [METHODS[str(cell)][lang] for cell in shown["mcnemar_method"]]
    heads = [column(str(name), lang) for name in shown.columns]
    called = [names.of(by, str(code), lang) for code in shown.index]
    told = shown.set_axis(heads, axis=1)
    told.insert(0, CALLED[lang], called)
    told.insert(0, BY[by][lang], shown.index.astype(str))
    return told


def _reasons(cell: str, lang: str) -> str:
    """``kappa=one-category`` in words."""
    parts = [part.partition("=") for part in cell.split()]
    return "; ".join(f"{column(name, lang)}: {REASONS[reason][lang]}" for name, _, reason in parts)


def _crossed(one: str, other: str, table: pd.DataFrame, names: Titles, lang: str) -> pd.DataFrame:
    """The share that was not seen, rows by columns; empty where nothing was compared."""
    wide = table.pivot_table(index=one, columns=other, values="overclaim", observed=True)
    told = wide.set_axis([names.of(other, str(code), lang) for code in wide.columns], axis=1)
    told.insert(0, CALLED[lang], [names.of(one, str(code), lang) for code in wide.index])
    told.insert(0, BY[one][lang], wide.index.astype(str))
    return told


def _advised(found: Report, lang: str) -> pd.DataFrame:
    rows = [
        (one.question, one.needed.more, one.reviewed, one.wrong, one.needed.there_are, one.text(lang))
        for one in sorted(found.advice, key=lambda one: -one.needed.more)
    ]
    return pd.DataFrame(rows, columns=[words[lang] for words in ADVICE.values()])


def _write(page: Worksheet, table: pd.DataFrame, formats: dict[str, Any], fixed: int) -> None:
    for place, name in enumerate(table.columns):
        values = table[name].tolist()
        wordy = any(isinstance(value, str) for value in values)
        page.set_column(place, place, 16 if not wordy else min(60, max(12, *(len(str(value)) for value in values))))
        page.write_string(0, place, legible(str(name)), formats["head"])
        for row, value in enumerate(values, 1):
            _cell(page, row, place, value, formats)
    page.freeze_panes(1, fixed)
    if len(table):
        page.autofilter(0, 0, len(table), table.shape[1] - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _cell(page: Worksheet, row: int, place: int, value: object, formats: dict[str, Any]) -> None:
    if isinstance(value, str):
        page.write_string(row, place, legible(value), formats["text"])
    elif not pd.isna(value):  # type: ignore[call-overload]
        page.write_number(row, place, float(value), formats["whole" if float(value).is_integer() and isinstance(value, int) else "number"])  # type: ignore[arg-type]
