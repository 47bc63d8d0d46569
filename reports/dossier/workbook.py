"""The dossier of one body as a workbook: its cases as rows, with cells to reply in, which ``eindekss review reply`` reads back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from data.guard import legible
from reports import wording
from reports.dossier import answers, certainty, rules, texts
from reports.dossier.cases import Case
from reports.dossier.gather import Dossier
from scoring.validation.replies import layout
from scoring.validation.replies.take import RIGA
from scoring.validation.tables import first_evidence
from scoring.validation.wording import DIRECTIONS, REASONS, STATUSES

_NO_DATE = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""What stands for the moment of writing, so that the same dossier gives the same bytes."""
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FONT = {"font_name": "Arial", "font_size": 10, "valign": "top", "text_wrap": True}
_COLUMNS: Sequence[tuple[str, int]] = (
    ("question", 10),
    ("words", 38),
    ("subject", 16),
    ("claimed", 18),
    ("observed", 18),
    ("part", 22),
    ("until", 12),
    ("stance", 13),
    ("text", 42),
    ("url", 34),
    ("where", 34),
    ("excerpt", 34),
    ("when", 19),
    ("sure", 16),
    ("rule", 44),
    ("indicators", 26),
    ("digest", 22),
    ("institution", 18),
)
"""The columns from left to right, and their widths in characters."""
_FIXED = 2
_PRINTED = "url"
"""The last column that is printed; those to the right of it are to be looked up on the screen."""
_A4, _WIDE = 9, 88
_LINE, _TALLEST = 13.5, 380.0
"""Points of a line, and of the tallest row that spreadsheets show."""
_UNLOCKED = {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True}
"""What may be done to the protected sheet beside filling in; there is no password."""


@dataclass(frozen=True)
class _Formats:
    title: Any
    plain: Any
    head: Any
    open_head: Any
    cell: Any
    open: Any


def write_workbook(dossier: Dossier, path: Path, lang: str) -> None:
    """Write the workbook. Texts of others are guarded and written as texts, never as formulas or links."""
    with xlsxwriter.Workbook(str(path), _OPTIONS) as book:
        title = texts.TEXTS["title"][lang].format(name=dossier.name[lang])
        book.set_properties({"title": legible(title), "comments": dossier.found.methodology, "keywords": lang, "created": _NO_DATE})
        formats = _formats(book)
        _write_how(book.add_worksheet(texts.TEXTS["sheet_how"][lang]), dossier, title, formats, lang)
        _write_cases(book.add_worksheet(texts.TEXTS["sheet_cases"][lang]), dossier, formats, lang)
        _write_meta(book.add_worksheet(layout.META), dossier)


def _formats(book: xlsxwriter.Workbook) -> _Formats:
    head = {**_FONT, "bold": True, "bg_color": "#E3F0F3", "border": 1, "border_color": "#D5DCE3"}
    line = {"border": 1, "border_color": "#D5DCE3"}
    return _Formats(
        title=book.add_format({**_FONT, "bold": True, "font_size": 14}),
        plain=book.add_format(_FONT),
        head=book.add_format(head),
        open_head=book.add_format({**head, "bg_color": "#FFE9A8"}),
        cell=book.add_format({**_FONT, **line}),
        open=book.add_format({**_FONT, **line, "bg_color": "#FFF9E3", "locked": False, "num_format": "@"}),
    )


def _write_how(page: Worksheet, dossier: Dossier, title: str, formats: _Formats, lang: str) -> None:
    page.set_column(0, 0, _WIDE)
    page.hide_gridlines(2)
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.write_string(0, 0, legible(title), formats.title)
    for row, words in enumerate(_how(dossier, lang), 2):
        page.write_string(row, 0, legible(words), formats.plain)
        page.set_row(row, _height([(words, _WIDE)]) + _LINE / 2)


def _how(dossier: Dossier, lang: str) -> Iterator[str]:
    told = {name: text[lang] for name, text in texts.TEXTS.items()}
    yield told["lead"].format(edition=dossier.found.questionnaire.title[lang])
    if dossier.draft:
        yield f"{told['draft_head']}. {told['draft']}"
    yield told["how_fill"] + " " + told["fill"]
    yield told["how_send"].format(where=dossier.order.reply_to) if dossier.order.reply_to else told["how_send_back"]
    if dossier.deadline and dossier.deadline >= dossier.order.at:
        yield told["how_by"].format(day=wording.day(dossier.deadline.astimezone(RIGA), lang))
    yield from (told[name] for name in ("deadline", "after_reply", "after_agree", "after_silence", "proofs_about"))


def _write_cases(page: Worksheet, dossier: Dossier, formats: _Formats, lang: str) -> None:
    rows = [_row(dossier, case, lang) for inside in dossier.groups.values() for case in inside]
    for place, (name, width) in enumerate(_COLUMNS):
        page.set_column(place, place, width)
        page.write_string(0, place, _head(name, lang), formats.open_head if name in layout.SAYING else formats.head)
        for row, cells in enumerate(rows, 1):
            if name in layout.SAYING:
                page.write_blank(row, place, None, formats.open)
            else:
                page.write_string(row, place, legible(cells[name]), formats.cell)
    for row, cells in enumerate(rows, 1):
        page.set_row(row, _height([(cells[name], width) for name, width in _COLUMNS if name in cells]))
    page.set_row(0, _height([(_head(name, lang), width) for name, width in _COLUMNS]))
    if rows:
        page.data_validation(1, _place("stance"), len(rows), _place("stance"), _choice(lang))
        page.autofilter(0, 0, len(rows), len(_COLUMNS) - 1)
    page.freeze_panes(1, _FIXED)
    page.protect("", _UNLOCKED)
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.print_area(0, 0, len(rows), _place(_PRINTED))


def _height(cells: Sequence[tuple[str, int]]) -> float:
    """Points that wrapped texts need in cells so many characters wide: not every program finds it out by itself."""
    lines = max((sum(-(-len(line) // width) or 1 for line in text.split("\n")) for text, width in cells), default=1)
    return min(_LINE * lines + 4, _TALLEST)


def _place(name: str) -> int:
    return next(place for place, (each, _) in enumerate(_COLUMNS) if each == name)


def _head(name: str, lang: str) -> str:
    return (layout.COLUMNS.get(name) or texts.COLUMNS[name])[lang]


def _choice(lang: str) -> Mapping[str, object]:
    words = [name[lang] for name in layout.STANCES.values()]
    told = texts.TEXTS["choose"][lang]
    return {"validate": "list", "source": words, "input_message": told, "error_title": words[0], "error_message": told}


def _row(dossier: Dossier, case: Case, lang: str) -> Mapping[str, str]:
    verdict, shown = case.verdict, first_evidence(case.verdict)
    conclusion = [STATUSES[verdict.status][lang], DIRECTIONS[verdict.direction][lang] if verdict.direction else ""]
    at = shown.at if shown and shown.at else verdict.seen_at
    return {
        "institution": verdict.institution,
        "question": verdict.question,
        "subject": verdict.subject,
        "words": case.question.text[lang],
        "claimed": answers.told(case.question, verdict.claimed, lang),
        "observed": answers.seen(case.question, verdict, lang),
        "part": "; ".join(word for word in (*conclusion, REASONS[verdict.reason][lang] if verdict.reason else "") if word),
        "until": wording.day(dossier.reply_by(case).astimezone(RIGA), lang) if case.calls else "",
        "where": shown.url if shown else "",
        "excerpt": shown.excerpt if shown else "",
        "when": wording.time_of(at, lang) if at else "",
        "digest": (shown.sha256 or "") if shown else "",
        "sure": certainty.chance(verdict.confidence, lang) if verdict.confidence is not None else "",
        "rule": rules.told(case.question, lang),
        "indicators": ", ".join(dict.fromkeys(row.indicator for row in verdict.seen)),
    }


def _write_meta(page: Worksheet, dossier: Dossier) -> None:
    told = {
        "what": layout.WHAT,
        "version": str(layout.VERSION),
        "edition": dossier.found.questionnaire.edition,
        "institution": dossier.institution,
    }
    for row, key in enumerate(layout.META_KEYS):
        page.write_string(row, 0, key)
        page.write_string(row, 1, legible(told[key]))
    page.hide()
