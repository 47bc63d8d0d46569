"""What an answer claims, read in the terms of its question's rule."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from data.casebook_rows import NOT_APPLICABLE
from scoring.survey.question import Question
from scoring.validation import dates, levels, numbers, options, pages, presence
from scoring.validation.judged import Judged, unseen
from scoring.validation.look import Look
from scoring.validation.sight import day
from scoring.validation.signs import NO_VALUE
from scoring.validation.verdict import NOT_MEASURED, Claimed

_YES, _NO = frozenset({"yes", "true"}), frozenset({"no", "false"})


def judge(question: Question, claimed: Claimed, look: Look | None, on: date, portals: Collection[str] = ()) -> Judged:
    """The status of an answer before doubt; ``on`` is the day of the answer, ``portals`` the domains of common portals."""
    if question.observability == "no" or question.rule is None:
        return unseen()
    if claimed == NOT_APPLICABLE:
        return presence.not_applicable(question, look)
    return _by_rule(question, claimed, look, on, portals) or Judged(NOT_MEASURED, reason=NO_VALUE)


def yes_or_no(claimed: object) -> bool | None:
    """The answer as yes or no; None where it is neither."""
    word = str(claimed).casefold()
    return True if word in _YES else False if word in _NO else None


def _by_rule(question: Question, claimed: Claimed, look: Look | None, on: date, portals: Collection[str]) -> Judged | None:
    """None where the answer is not of its question's type."""
    rule = question.rule
    if rule is None:
        return None
    if rule.name in presence.RULES:
        said = yes_or_no(claimed)
        return None if said is None else presence.judge(question, rule, said, look, on)
    if rule.name == "overlap":
        return options.judge_several(question, claimed if isinstance(claimed, tuple) else (str(claimed),), look, on)
    if rule.name == "number":
        return numbers.judge(question, rule, claimed, look) if isinstance(claimed, int | float) and not isinstance(claimed, bool) else None
    return _by_word(question, claimed, look, on, portals) if isinstance(claimed, str) else None


def _by_word(question: Question, claimed: str, look: Look | None, on: date, portals: Collection[str]) -> Judged | None:
    rule = question.rule
    if rule is not None and rule.name == "date":
        told = day(claimed)
        return None if told is None else dates.judge(question, rule, told, look)
    if rule is not None and rule.name == "level":
        return levels.judge(question, claimed, look)
    if rule is not None and rule.name == "option":
        return options.judge_one(question, claimed, look, on)
    return pages.judge(question, claimed, look, portals)
