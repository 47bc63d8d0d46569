"""Answers that are a level, held against the levels that were seen: a level claims at least so much."""

from __future__ import annotations

import re

from scoring.survey.question import Question
from scoring.validation.judged import Judged, unmeasured
from scoring.validation.look import Look
from scoring.validation.numbers import match, unread
from scoring.validation.sight import INAPPLICABLE, UNKNOWN, sight
from scoring.validation.verdict import CONFIRMED, CONTRADICTED, NEITHER, OVER, PARTLY, UNDER

_DIGITS = re.compile(r"\d+")


def judge(question: Question, claimed: str, look: Look | None) -> Judged:
    """A level against those of the site, or of its pages or services.

    It holds where it is reached in the mean; in part where only the best reach it; it is contradicted where nothing does.
    """
    seen = sight(look, question.indicators[0])
    levels = numbers(question)
    if seen.state in {UNKNOWN, INAPPLICABLE} or not seen.numbers or claimed not in levels:
        return unmeasured([unread(seen)])
    mean, best = sum(seen.numbers) / len(seen.numbers), max(seen.numbers)
    observed = max((code for code, level in levels.items() if level <= mean), key=levels.__getitem__, default=None)
    if levels[claimed] <= mean:
        modest = observed is not None and levels[observed] > levels[claimed]
        return Judged(CONFIRMED, observed, seen.shown, UNDER if modest else NEITHER, belief=match(seen, agrees=True))
    if levels[claimed] <= best:
        return Judged(PARTLY, observed, seen.shown, OVER)
    return Judged(CONTRADICTED, observed, seen.shown, OVER, belief=match(seen, agrees=False))


def numbers(question: Question) -> dict[str, int]:
    """The level that each option stands for: the number in its code where all codes hold one (``level-3``), else its place from nought."""
    found = [_DIGITS.findall(option.code) for option in question.options]
    written = all(len(digits) == 1 for digits in found)
    return {option.code: int(found[place][0]) if written else place for place, option in enumerate(question.options)}
