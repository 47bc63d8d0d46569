"""Addresses that answers give and no visit has seen: a next visit can begin from them as well, so that nothing is overlooked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from data.casebook_rows import Answer
from data.guard import legible
from scoring.survey.questionnaire import Questionnaire
from scoring.validation import pages
from scoring.validation.look import Look, key

COLUMNS = ("institution", "url", "question")
"""Whose address it is, the address as it was given, and the first question that it was given to."""


def given(questionnaire: Questionnaire, answers: Iterable[Answer]) -> dict[str, tuple[str, ...]]:
    """Every address that a body gave, as an answer or beside one, by institution; each once, in the order of the questions."""
    found: dict[str, dict[str, None]] = {}
    for answer in answers:
        for url in _addresses(questionnaire, answer):
            found.setdefault(answer.institution, {}).setdefault(url)
    return {name: tuple(urls) for name, urls in sorted(found.items())}


def seeds(
    questionnaire: Questionnaire, answers: Iterable[Answer], looks: Mapping[str, Look], portals: Collection[str] = ()
) -> pd.DataFrame:
    """The addresses on the body's own domain that its visit did not see, a row each; those on portals and elsewhere are left out."""
    rows: dict[tuple[str, str], tuple[str, str, str]] = {}
    for answer in answers:
        look = looks.get(answer.institution)
        for url in _addresses(questionnaire, answer):
            unseen = look is None or (look.owns(url) and pages.place(url, look, portals, ()).note == pages.NOT_VISITED)
            if unseen:
                rows.setdefault((answer.institution, key(url)), (answer.institution, legible(url), answer.question))
    return pd.DataFrame([rows[name] for name in sorted(rows)], columns=list(COLUMNS), dtype="object")


def _addresses(questionnaire: Questionnaire, answer: Answer) -> Iterable[str]:
    if answer.question in questionnaire and questionnaire[answer.question].type == "url" and isinstance(answer.answer, str):
        yield answer.answer
    if answer.url:
        yield answer.url
