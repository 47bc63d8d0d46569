"""A workbook (XLSX or ODS) as sheets: values by calamine from parts that were looked at before, never by running anything."""

from __future__ import annotations

from collections.abc import Iterator

from python_calamine import CalamineError, CalamineWorkbook, SheetMetadata, SheetTypeEnum, SheetVisibleEnum

from data.errors import SurveyError
from scoring.survey.intake import ods_marks, xlsx_marks
from scoring.survey.intake.package import package
from scoring.survey.intake.sheet import Book, Marks, Sheet


def workbook(file: str, data: bytes) -> Book:
    """The sheets of a workbook. Raises SurveyError for what is none, is broken, encrypted or too large."""
    found = package(file, data)
    marked = (xlsx_marks if found.kind == "xlsx" else ods_marks).marked(file, found)
    try:
        with CalamineWorkbook.from_filelike(found.plain_zip()) as opened:
            sheets = tuple(_sheets(file, opened, marked))
    except (CalamineError, OSError, ValueError) as error:
        raise SurveyError(f"{file}: the workbook cannot be read ({error}); save it anew from the spreadsheet") from error
    except BaseException as error:
        # The library is written in Rust; where it gives up altogether, Python sees an exception that is no Exception.
        if type(error).__module__ != "pyo3_runtime":
            raise
        raise SurveyError(f"{file}: the workbook cannot be read; save it anew from the spreadsheet") from error
    told = f"{file}: holds macros; they were left alone, only values were read"
    return Book(file, sheets, (told,) if found.macros else ())


def _sheets(file: str, opened: CalamineWorkbook, marked: xlsx_marks.Marked) -> Iterator[Sheet]:
    """The sheets that hold cells; charts and sheets of macros do not."""
    told: list[SheetMetadata] = opened.sheets_metadata
    for place, meta in enumerate(told):
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        rows = opened.get_sheet_by_index(place).to_python(skip_empty_area=False)
        marks = marked.sheets.get(meta.name, Marks())
        yield Sheet(file, meta.name, rows, marks, hidden=meta.visible != SheetVisibleEnum.Visible, early=marked.early)
