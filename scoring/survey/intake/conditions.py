"""Answers to questions that their body was not asked: told, and taken all the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from data.casebook_rows import NOT_APPLICABLE, Given, Said
from data.registry import Registry
from scoring.survey.question import Condition
from scoring.survey.questionnaire import Questionnaire

Standing = Mapping[tuple[str, str], Said]
"""What bodies answered before, by institution and question."""


def warnings(given: Iterable[Given], questionnaire: Questionnaire, registry: Registry, standing: Standing) -> Iterator[str]:
    """One sentence for every answer that was not asked for: another answer rules it out, or bodies of that kind are not asked."""
    answers = tuple(given)
    said = {**standing, **{(each.institution, each.question): each.answer for each in answers}}
    for each in answers:
        question = questionnaire[each.question]
        kind = registry.institutions[each.institution].kind.value
        if each.answer in (None, NOT_APPLICABLE):
            continue
        if not question.asked_of(kind):
            yield f"{each.place}: {each.question} is not asked of {each.institution} ({kind}); the answer was taken"
        condition = question.asked_if
        key = each.institution, condition.question if condition else ""
        if condition and key in said and not holds(condition, said[key]):
            told = f"{condition.question}={'|'.join(sorted(condition.answers))}"
            yield f"{each.place}: {each.question} is asked only if {told}, and {each.institution} answered otherwise; the answer was taken"


def holds(condition: Condition, said: Said) -> bool:
    """Whether an answer is among those of the condition; of several ticked options one is enough."""
    if isinstance(said, bool):
        return ("yes" if said else "no") in condition.answers
    return bool(condition.answers & set(said)) if isinstance(said, tuple) else str(said) in condition.answers
