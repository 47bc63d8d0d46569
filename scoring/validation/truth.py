"""What is true of a body as far as it was seen, in the terms of the questionnaire: the ground on which surveys are made up for trials."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from data.casebook_rows import Said
from scoring.survey.question import Question
from scoring.survey.questionnaire import Questionnaire
from scoring.validation.claims import judge
from scoring.validation.look import Look
from scoring.validation.verdict import CONFIRMED, CONTRADICTED, PARTLY

_READ = frozenset({"yes-no", "number", "share", "date", "level", "single", "multiple"})
"""The types of which what was observed is an answer; an address or words that were not claimed cannot be observed."""


def known(questionnaire: Questionnaire, looks: Mapping[str, Look], at: datetime) -> dict[tuple[str, str], Said]:
    """The true answer by body and question, where a whole look decided one. ``at`` is the day on which it is to be true."""
    found: dict[tuple[str, str], Said] = {}
    for body, look in looks.items():
        for question in questionnaire.asked(look.kind) if look.whole else ():
            truth = _seen(question, look, at)
            if truth is not None:
                found[body, question.id] = truth
    return found


def _seen(question: Question, look: Look, at: datetime) -> Said:
    """What an answer is held against, whatever it is; of what shows only in part, what is there and never that it is not."""
    if question.type not in _READ:
        return None
    judged = judge(question, _anything(question, at), look, at.date())
    decided = judged.status in {CONFIRMED, PARTLY, CONTRADICTED}
    return judged.observed if decided and (question.observability == "yes" or judged.observed) else None


def _anything(question: Question, at: datetime) -> Said:
    codes = tuple(option.code for option in question.options)
    plain: Mapping[str, Said] = {"yes-no": "yes", "number": 0.0, "share": 0.0, "date": at.date().isoformat(), "multiple": codes}
    return plain[question.type] if question.type in plain else codes[0]
