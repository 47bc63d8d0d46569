"""The form as a table of text (CSV), of one body or of many: one row a question, one row an option where several may be ticked."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from data.guard import guarded, plain
from scoring.survey.form import expected, said, texts
from scoring.survey.form.about import Form
from scoring.survey.form.rows import BLOCK, FormRow, rows
from scoring.survey.form_layout import BESIDE, COLUMNS, INSTITUTION, TICK

ENCODING, DELIMITER = "utf-8-sig", ";"
"""With its mark, and semicolons: so a spreadsheet set to Latvian opens it by a double click."""
_TOLD = ("block", "hint", "expects", "checked")
_SEEN = ("seen", "seen_url", "seen_at")


def write(forms: Iterable[Form], path: Path) -> Path:
    """Write the forms into one file; returns its path. No cell of it is anything that a spreadsheet would compute."""
    path.write_text(table(forms), encoding=ENCODING, newline="")
    return path


def table(forms: Iterable[Form]) -> str:
    """The forms as one table; they are all in the language of the first. Raises ValueError where there is none."""
    every = tuple(forms)
    if not every:
        raise ValueError("a table of no forms")
    lang, seen = every[0].lang, any(form.seen is not None for form in every)
    made = io.StringIO(newline="")
    writer = csv.writer(made, delimiter=DELIMITER, lineterminator="\r\n")
    heads = [INSTITUTION, *COLUMNS.values(), *(BESIDE[name] for name in (*(_SEEN if seen else ()), *_TOLD))]
    writer.writerow([head[lang] for head in heads])
    for form in every:
        for row in rows(form.questionnaire, form.questions, lang):
            if row.kind != BLOCK:
                writer.writerow([_cell(cell) for cell in _cells(form, row, seen=seen)])
    return made.getvalue()


def _cell(text: str) -> str:
    return guarded(plain(text))


def _cells(form: Form, row: FormRow, *, seen: bool) -> Iterator[str]:
    """The cells of a row in the order of the headings."""
    yield form.institution.id if form.institution else ""
    yield from (row.id, row.text, _answer(form, row), "", "")
    yield from _shown(form, row) if seen else ()
    yield from (row.block.title[form.lang], row.hint, _expects(row), row.checked)


def _expects(row: FormRow) -> str:
    """How to answer, with what can be chosen: a table has no lists."""
    return f"{row.expects} ({' / '.join(row.choices)})" if row.choices else row.expects


def _answer(form: Form, row: FormRow) -> str:
    """What is proposed; usually nothing."""
    if row.question is None:
        return ""
    proposed = form.proposed(row.question.id)
    if row.option:
        return TICK if isinstance(proposed, tuple) and row.option.code in proposed else ""
    value = said.cell(row.question, proposed, form.lang)
    if isinstance(value, str):
        return value
    return value.isoformat() if isinstance(value, date) else _number(row, value, form.lang)


def _number(row: FormRow, value: float, lang: str) -> str:
    """A number; a share with its sign, so that one below one per cent cannot be taken for another."""
    sign = " %" if row.question and row.question.type == "share" else ""
    return expected.number(value, lang) + sign


def _shown(form: Form, row: FormRow) -> tuple[str, str, str]:
    """What we saw, where and when; of an option only whether it was there."""
    shown = form.shown(row.question.id) if row.question else None
    if shown is None or row.question is None:
        return "", "", ""
    if row.option:
        there = isinstance(shown.said, tuple) and row.option.code in shown.said
        return texts.YES[form.lang] if there else "", "", ""
    return said.words(row.question, shown.said, form.lang), shown.url, shown.at.date().isoformat()
