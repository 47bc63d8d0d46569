"""What the newest visit saw, in the terms of the questionnaire, to stand beside the questions of a form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from scoring.survey.form.about import Shown
from scoring.survey.question import Question
from scoring.survey.questionnaire import Questionnaire
from scoring.validation.claims import judge
from scoring.validation.look import Look
from scoring.validation.verdict import DECIDED, Claimed, Seen


def seen(questionnaire: Questionnaire, look: Look, at: datetime) -> dict[str, Shown]:
    """What is known by the id of each question; ``at`` is the moment by which ages are counted.

    That something was not found is told only of a look at the whole site.
    """
    found = {question.id: _shown(question, look, at) for question in questionnaire.asked(look.kind)}
    return {name: each for name, each in found.items() if each is not None}


def _shown(question: Question, look: Look, at: datetime) -> Shown | None:
    if question.type == "url":
        return _page(question, look)
    claim = _claim(question, at)
    if claim is None:
        return None
    judged = judge(question, claim, look, at.date())
    said = _answer(question, judged.observed)
    if judged.status not in DECIDED or said is None or (_nothing(said) and not look.whole):
        return None
    return Shown(said, _address(judged.rows), look.at)


def _claim(question: Question, at: datetime) -> Claimed:
    """An answer to hold against what was seen, so that it is told what was seen; None of words."""
    claims: Mapping[str, Claimed] = {
        "yes-no": "yes",
        "number": 0.0,
        "share": 0.0,
        "date": at.date().isoformat(),
        "multiple": question.answers,
        # One that shows: that one without a sign is true may only mean that the others are not.
        "single": next((option.code for option in question.options if option.seen), None),
        "level": next(iter(question.answers), None),
    }
    return claims.get(question.type)


def _answer(question: Question, observed: Claimed) -> Claimed:
    """What was seen as an answer to the question; None where it is none of its options, or out of its bounds."""
    if question.type in {"single", "level"}:
        return observed if observed in question.answers else None
    if question.type == "multiple":
        return observed if isinstance(observed, tuple) and set(observed) <= set(question.answers) else None
    if question.type in {"number", "share"}:
        return observed if _within(question, observed) else None
    return observed


def _within(question: Question, observed: Claimed) -> bool:
    if not isinstance(observed, int | float) or isinstance(observed, bool):
        return False
    high = 100.0 if question.type == "share" and question.high is None else question.high
    return (question.low is None or question.low <= observed) and (high is None or observed <= high)


def _nothing(said: Claimed) -> bool:
    """Whether it says that something is not there."""
    return said in ((), 0)


def _page(question: Question, look: Look) -> Shown | None:
    """The first page that shows one of the indicators."""
    rows = (row for indicator in question.indicators for row in look.seen.get(indicator, ()) if row.outcome == "passed")
    url = next((shown.url for row in rows for shown in row.evidence if shown.url), "")
    return Shown(url, url, look.at) if url else None


def _address(rows: tuple[Seen, ...]) -> str:
    return next((shown.url for row in rows for shown in row.evidence if shown.url), "")
