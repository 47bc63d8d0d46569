"""The workbook that readers fill in: a row a verdict with what was seen, drop-downs for decisions, and a hidden sheet of keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from data.errors import ConfigError
from data.guard import legible
from data.types import Text
from scoring.validation.review import layout
from scoring.validation.review.layout import BLIND, COLUMNS, FILLED
from scoring.validation.review.sheet_rows import Row

_NO_DATE = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""What stands for the moment of writing, so that the same queue gives the same bytes."""
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "nan_inf_to_errors": False}
_FONT = {"font_name": "Arial", "font_size": 10, "valign": "top", "text_wrap": True}
_WIDTHS = {
    "id": 7,
    "case": 8,
    "asked": 40,
    "excerpt": 50,
    "address": 34,
    "site": 26,
    "given_url": 26,
    "truth": 22,
    "reason_given": 40,
    **dict.fromkeys(("chance", "points", "value", "claimed", "seen", "question"), 12),
}
_WIDTH = 18
_LONGEST_LIST = 255
"""Characters that a drop-down's own list may have."""
_TITLE = {"queue": Text("Izskatāmās atbildes", "Answers to review"), "sample": Text("Nejauša pārbaudes izlase", "Random audit sample")}
_WAYS: Mapping[str, Sequence[Text]] = {
    "queue": (
        Text(
            "Aizpildiet pēdējās četras slejas; rindas drīkst kārtot un atstāt tukšas.",
            "Fill in the last four columns; rows may be sorted, and left empty.",
        ),
        Text(
            "Piekrītu: secinājums par atbildi ir pareizs. Ja tā nav izlemta vai ir apstiprināta tikai daļēji, ierakstiet, kā ir patiesībā.",
            "Agree: the verdict on the answer is right. Where it is undecided or in part, write down what is true.",
        ),
        Text(
            "Nepiekrītu: ierakstiet, kā ir patiesībā, un pamatojumu (adresi, ko redzējāt).",
            "Overrule: write down what is true, and the reason (an address, what you saw).",
        ),
        Text(
            "Viena gadījuma rindas ir par to pašu lapu vai rādītāju; tās ērti izskatīt kopā.",
            "The rows of one case are about the same page or indicator; it is convenient to look at them together.",
        ),
    ),
    "sample": (
        Text(
            "Ierakstiet, kā ir patiesībā, pašiem apskatot vietni; atbilde un redzētais apzināti nav parādīti.",
            "Write down what is true after looking at the website yourself; on purpose neither the answer nor what was seen is shown.",
        ),
        Text(
            "Izskatiet rindas pēc kārtas: secība ir nejauša, tāpēc arī daļa no tām ir nejauša izlase.",
            "Read the rows in their order: it is random, so that a part of them is a random sample too.",
        ),
        Text(
            "Ja to nevar noteikt, izvēlieties „nevar noteikt”; nekas nav jāmin.",
            "Where it cannot be found out choose “cannot tell”; never guess.",
        ),
    ),
}


@dataclass(frozen=True)
class About:
    """Of what the workbook is: ``purpose`` is queue or sample, ``sample`` the id of the latter."""

    edition: str
    questionnaire: str
    accuracy: str
    purpose: str
    lang: str
    sample: str = ""


def write(rows: Sequence[Row], about: About, path: Path) -> None:
    """Write the workbook. Words of others are guarded and written as words. Raises ConfigError when it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with xlsxwriter.Workbook(str(path), _OPTIONS) as book:
            title = _TITLE[about.purpose][about.lang]
            book.set_properties({"title": title, "comments": f"{FORM_OF[about.purpose]} {about.edition}", "created": _NO_DATE})
            formats = {name: book.add_format({**_FONT, **more}) for name, more in _FORMATS.items()}
            _answers(book.add_worksheet(layout.SHEET[about.purpose][about.lang]), rows, about, formats)
            _ways(book.add_worksheet(layout.WAYS[about.lang]), about, formats)
            _meta(book.add_worksheet(layout.META), rows, about)
    except (OSError, FileCreateError) as error:
        raise ConfigError(f"{path}: cannot write there ({error}); choose another place with --out") from error


FORM_OF = {"queue": "review queue", "sample": "audit sample"}
_FORMATS: dict[str, dict[str, Any]] = {
    "head": {"bold": True, "bg_color": "#E3F0F3", "bottom": 1},
    "fill": {"bg_color": "#FFF8E1", "border": 1, "border_color": "#B8AE8E", "num_format": "@"},
    "text": {},
    "number": {"num_format": "0.00"},
    "whole": {"num_format": "0"},
    "title": {"bold": True, "font_size": 14, "text_wrap": False},
}


def columns(purpose: str) -> list[str]:
    """The columns of a sheet, in order."""
    return [name for name in COLUMNS if purpose != "sample" or name not in BLIND]


def _answers(page: Worksheet, rows: Sequence[Row], about: About, formats: Mapping[str, Any]) -> None:
    names = columns(about.purpose)
    for place, name in enumerate(names):
        page.set_column(place, place, _WIDTHS.get(name, _WIDTH))
        page.write_string(0, place, COLUMNS[name][about.lang], formats["head"])
    for line, row in enumerate(rows, 1):
        for place, name in enumerate(names):
            _cell(page, (line, place), name, row, formats)
        _lists(page, line, names, row, about)
    page.freeze_panes(1, 1)
    if rows:
        page.autofilter(0, 0, len(rows), len(names) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _cell(page: Worksheet, at: tuple[int, int], name: str, row: Row, formats: Mapping[str, Any]) -> None:
    if name in FILLED:
        page.write_blank(*at, None, formats["fill"])
        return
    value = row.cells.get(name, "")
    if isinstance(value, str):
        page.write_string(*at, legible(value), formats["text"])
    else:
        page.write_number(*at, value, formats["whole" if isinstance(value, int) else "number"])


def _lists(page: Worksheet, line: int, names: Sequence[str], row: Row, about: About) -> None:
    """The drop-downs of a row; other words may be written too, and are told when the workbook is read."""
    for name, words in (("decision", layout.offered(about.purpose, about.lang)), ("truth", list(row.answers))):
        if words and len(",".join(words)) <= _LONGEST_LIST:
            place = names.index(name)
            page.data_validation(line, place, line, place, {"validate": "list", "source": words, "error_type": "warning"})


def _ways(page: Worksheet, about: About, formats: Mapping[str, Any]) -> None:
    page.set_column(0, 0, 100)
    page.write_string(0, 0, _TITLE[about.purpose][about.lang], formats["title"])
    for line, text in enumerate(_WAYS[about.purpose], 1):
        page.write_string(line, 0, text[about.lang], formats["text"])


def _meta(page: Worksheet, rows: Sequence[Row], about: About) -> None:
    page.hide()
    snapshots = str(len({layout.snapshot(row.verdict) for row in rows}))
    told = (layout.FORM, str(layout.VERSION), about.edition, about.questionnaire, about.accuracy, about.purpose, about.sample)
    for line, (key, value) in enumerate(zip(layout.META_KEYS, (*told, snapshots, about.lang), strict=True)):
        page.write_string(line, 0, key)
        page.write_string(line, 1, value)
    for line, row in enumerate(rows, len(layout.META_KEYS)):
        known = row.verdict
        # Whoever reads blindly is not to find the verdict here either.
        status = "" if about.purpose == "sample" else known.status
        cells = (row.id, *known.key, status, layout.snapshot(known), layout.digest(known))
        for place, value in enumerate(cells):
            page.write_string(line, place, value)
