"""Forms filled in as a body would: cell by cell in a workbook or a table, or as the responses that LimeSurvey exports."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]

from data.casebook_rows import NOT_APPLICABLE, Said
from scoring.survey.form import lime_codes, texts
from scoring.survey.form.choices import word
from scoring.survey.form_layout import ANSWERS, TICK, read_row_id
from scoring.survey.question import Question
from scoring.survey.questionnaire import Questionnaire

Answers = Mapping[str, Said]
HEADER = 2
"""The row of headings, counted from one."""


def column(sheet: Any, title: str) -> int:
    """The column of that heading, counted from one."""
    return [cell.value for cell in sheet[HEADER]].index(title) + 1


def workbook(path: Path, answers: Answers, questionnaire: Questionnaire, lang: str) -> None:
    """Fill the workbook in and save it."""
    book = openpyxl.load_workbook(path)
    sheet = book[ANSWERS[lang]]
    for row in range(HEADER + 1, sheet.max_row + 1):
        found = read_row_id(str(sheet.cell(row, 1).value or " "))
        if found and found[0] in answers:
            value = cell(questionnaire[found[0]], found[1], answers[found[0]], lang)
            sheet.cell(row, 3).value = None if value == "" else value
    book.save(path)


def cell(question: Question, option: str, said: Said, lang: str) -> Any:
    """What is put into the cell of a question, or of one of its options."""
    if option:
        return TICK if isinstance(said, tuple) and option in said else ""
    if said == NOT_APPLICABLE:
        return texts.NOT_APPLICABLE[lang]
    if isinstance(said, bool):
        return (texts.YES if said else texts.NO)[lang]
    if isinstance(said, tuple):
        return "" if said else texts.NONE[lang]
    if question.type == "date":
        return date.fromisoformat(str(said))
    chosen = next((one for one in question.options if one.code == said), None)
    return word(question, chosen, lang) if chosen else said


def table(text: str, answers: Mapping[str, Answers], questionnaire: Questionnaire, lang: str) -> str:
    """The table filled in, as a spreadsheet set to that language would save it."""
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    for row in rows[1:]:
        question, option = read_row_id(row[1]) or ("", "")
        said = answers.get(row[0], {}).get(question)
        if said is not None:
            row[3] = typed(cell(questionnaire[question], option, said, lang), questionnaire[question])
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=";").writerows(rows)
    return made.getvalue()


def typed(value: Any, question: Question) -> str:
    """A value as text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float) and question.type == "share":
        return f"{value} %".replace(".", ",")
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def responses(answers: Mapping[str, Answers], reg_no: Mapping[str, str], questionnaire: Questionnaire, no: str = "0") -> str:
    """What LimeSurvey exports as CSV: codes above, codes below, numbers with ten decimals, and Y or ``no`` for a part."""
    names = lime_codes.codes(questionnaire.questions)
    rows = [
        {"id": str(place), "submitdate": "2026-05-04 10:00:00", "lastpage": "3", "startlanguage": "lv", "seed": "1", "kind": "A1"}
        | {lime_codes.REG_NO: reg_no[body]}
        | dict(pair for name, said in given.items() for pair in _response(questionnaire[name], names[name], said, no))
        for place, (body, given) in enumerate(answers.items(), 1)
    ]
    heads = list(dict.fromkeys(name for row in rows for name in row))
    made = io.StringIO(newline="")
    writer = csv.DictWriter(made, heads, restval="", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue()


def _response(question: Question, name: str, said: Said, no: str) -> Iterable[tuple[str, str]]:
    """The columns of one answer."""
    if isinstance(said, tuple):
        return [(f"{name}[{part}]", "Y" if code in said else no) for code, part in lime_codes.parts(question).items()]
    if isinstance(said, bool):
        return [(name, "Y" if said else no)]
    if isinstance(said, int | float):
        return [(name, f"{said:.10f}")]
    if question.type == "date":
        return [(name, f"{said} 00:00:00")]
    return [(name, lime_codes.answers(question)[str(said)] if question.options else str(said))]
