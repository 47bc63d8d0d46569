"""The form as a workbook: explanations, the answers of one body with lists and checks, and hidden what the import reads."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from data.guard import plain
from scoring.survey.form import guide, texts
from scoring.survey.form.about import Form
from scoring.survey.form.formats import formats
from scoring.survey.form.heights import height
from scoring.survey.form.lists import Lists
from scoring.survey.form.sheet import Answers
from scoring.survey.form_layout import ANSWERS, FORM, META, META_KEYS, VERSION

_NO_DATE = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""What stands for the moment of writing, so that the same form gives the same bytes."""
_WIDTH = 72
"""Characters of a line of the explanations."""
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "nan_inf_to_errors": False}
UNLOCKED = {"format_cells": True, "format_columns": True, "format_rows": True, "select_locked_cells": True, "select_unlocked_cells": True}
"""What protection leaves free: widths and heights, and the look of cells, so that per cent can be written as such."""


def write(form: Form, path: Path) -> Path:
    """Write the form into a file; returns its path. Texts are written as texts, never as formulas or links."""
    with xlsxwriter.Workbook(str(path), _OPTIONS) as book:
        lang = form.lang
        book.set_properties({"title": plain(form.title), "subject": form.questionnaire.edition, "created": _NO_DATE})
        book.set_custom_property("Language", lang)
        looks = formats(book)
        about, page = book.add_worksheet(texts.SHEETS["about"][lang]), book.add_worksheet(ANSWERS[lang])
        lists = Lists(book.add_worksheet(texts.SHEETS["lists"][lang]), texts.SHEETS["lists"][lang], book)
        _explain(about, form, looks)
        Answers(page, form, lists, looks).write()
        _meta(book.add_worksheet(META), form, looks)
        lists.page.hide()
        for each in (about, page, lists.page):
            each.protect("", UNLOCKED)
        (page if form.institution else about).set_first_sheet()
        about.activate()
    return path


def _explain(page: Worksheet, form: Form, looks: dict[str, Any]) -> None:
    """The sheet of explanations: one column of text."""
    page.set_column(0, 0, _WIDTH)
    page.hide_gridlines(2)
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.write_string(0, 0, plain(form.title), looks["title"])
    for row, (heading, told) in enumerate(guide.lines(form.guide, form.lang), 2):
        page.write_string(row, 0, plain(told), looks["heading" if heading else "words"])
        page.set_row(row, height([(plain(told), _WIDTH)]) + (8 if heading else 2))


def _meta(page: Worksheet, form: Form, looks: dict[str, Any]) -> None:
    """The hidden sheet by which the import knows the form; a form for anyone lets its institution be written there."""
    told = {
        "form": FORM,
        "version": str(VERSION),
        "edition": form.questionnaire.edition,
        "institution": form.institution.id if form.institution else "",
        "questionnaire": form.questionnaire.digest,
        "lang": form.lang,
    }
    page.set_column(0, 1, 40)
    for row, key in enumerate(META_KEYS):
        page.write_string(row, 0, key, looks["hidden"])
        page.write_string(row, 1, plain(told[key]), looks["hidden_open" if key == "institution" and not told[key] else "hidden"])
    page.protect("", UNLOCKED)
    page.hide()
