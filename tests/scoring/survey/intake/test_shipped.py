"""The questionnaire that eindekss ships: each question and option is recognised as forms and exports write it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scoring.survey.form_layout import row_id
from scoring.survey.intake.meaning import Meaning
from scoring.survey.intake.which import Which, option
from scoring.survey.question import Question
from scoring.survey.questionnaire import load

QUESTIONNAIRE = load("2026-proposal")
WHICH = Which(QUESTIONNAIRE)


def headings(question: Question) -> Iterator[tuple[str, Meaning]]:
    """Headings of a question, and what each means."""
    whole = Meaning("answer", question.id)
    for text in (question.id, question.id.lower(), question.text.lv, question.text.en.upper(), f"{question.id}. {question.text.lv}"):
        yield text, whole
    for beside in ("url", "remark"):
        yield f"{question.id}[{beside}]", Meaning(beside, question.id)
        yield f"{question.id}{beside}", Meaning(beside, question.id)
    for place, one in enumerate(question.options if question.type == "multiple" else (), 1):
        ticked = Meaning("option", question.id, one.code)
        yield row_id(question.id, one.code), ticked
        yield f"{question.id}[SQ{place:03}]", ticked
        yield f"{question.text.lv} [{one.text.lv}]", ticked


@pytest.mark.parametrize("question", QUESTIONNAIRE.questions, ids=lambda question: question.id)
def test_every_question_is_recognised(question: Question) -> None:
    assert [(text, WHICH.heading(text)) for text, _ in headings(question)] == list(headings(question))
    told = [(text, one.code) for one in question.options for text in (one.code, one.text.lv, one.text.en)]
    assert [(text, option(question, text)) for text, _ in told] == told
