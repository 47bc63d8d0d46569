"""The answers of a casebook as a table that ``scoring.answers`` reads, and that ``survey import`` reads again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from data.casebook_rows import NOT_APPLICABLE, Answer
from data.guard import guarded, plain
from scoring.survey.intake.take import spoken
from scoring.survey.question import Question
from scoring.survey.questionnaire import Questionnaire

COLUMNS = ("institution", "question", "answer", "subject", "source", "at", "said", "url", "remark")
"""``answer`` is what scores are computed from, ``said`` the answer in full; ``source`` the import and the cell."""
HISTORY = ("recorded_at", "who", "before")
"""What stands beside these in a history; ``before`` is the answer that was corrected."""


def table(answers: Iterable[Answer], questionnaire: Questionnaire, *, history: bool = False) -> str:
    """The answers as CSV text, no cell of which a spreadsheet would compute."""
    rows = list(answers)
    before = {each.id: spoken(each.answer) for each in rows}
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow([*COLUMNS, *(HISTORY if history else ())])
    for each in rows:
        told = (each.recorded_at.isoformat(), each.who, before.get(each.previous or 0, "")) if history else ()
        writer.writerow([_cell(cell) for cell in (*_row(each, questionnaire), *told)])
    return made.getvalue()


def _cell(text: str) -> str:
    """A cell; a number below nought is no formula."""
    return text if _is_number(text) else guarded(plain(text))


def _is_number(text: str) -> bool:
    """Whether a cell is a number and nothing else."""
    return text.lstrip("-").replace(".", "", 1).isdigit() and text.isascii()


def _row(answer: Answer, questionnaire: Questionnaire) -> Iterator[str]:
    """The cells of one answer."""
    known = answer.question in questionnaire
    question = questionnaire[answer.question] if known else None
    yield from (answer.institution, answer.question, scored(answer, question), answer.subject)
    yield f"{answer.import_id} {answer.place}".strip()
    yield answer.at.date().isoformat()
    yield from (spoken(answer.answer), answer.url, answer.remark)


def scored(answer: Answer, question: Question | None) -> str:
    """What a score can be computed from: yes, no, a number, a date, or that the question is none for the body.

    Of several ticked options it is their number, of a level its place among the options (the lowest is 1), of an address that there is
    one; empty for words and single options, which have no amount.
    """
    said = answer.answer
    if said == NOT_APPLICABLE:
        return NOT_APPLICABLE
    if isinstance(said, tuple):
        return str(len(said))
    if isinstance(said, bool | int | float):
        return spoken(said)
    kind = question.type if question else ""
    if kind == "level" and question:
        codes = question.answers
        return str(codes.index(said) + 1) if said in codes else ""
    return {"date": str(said), "url": "yes"}.get(kind, "") if said else ""
