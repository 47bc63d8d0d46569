"""Answers that are a date, held against the newest one that was seen."""

from __future__ import annotations

from datetime import date

from scoring.survey.question import Question, Rule
from scoring.validation.judged import Judged, unmeasured
from scoring.validation.look import Look
from scoring.validation.numbers import match, unread
from scoring.validation.sight import INAPPLICABLE, UNKNOWN, sight
from scoring.validation.verdict import CONFIRMED, CONTRADICTED, NEITHER, OVER, UNDER


def judge(question: Question, rule: Rule, claimed: date, look: Look | None) -> Judged:
    """A date against the newest that the question's indicators tell; a later one is the larger claim.

    That no date was found refutes none: it may stand where dates are not read.
    """
    sights = [sight(look, indicator) for indicator in question.indicators]
    dated = [seen for seen in sights if seen.newest and seen.state not in {UNKNOWN, INAPPLICABLE}]
    if not dated:
        return unmeasured(map(unread, sights))
    seen = max(dated, key=lambda each: each.newest or date.min)
    observed = seen.newest or date.min
    apart = (claimed - observed).days
    agrees = abs(apart) <= (rule.days or 0)
    direction = NEITHER if agrees else OVER if apart > 0 else UNDER
    return Judged(CONFIRMED if agrees else CONTRADICTED, observed.isoformat(), seen.shown, direction, belief=match(seen, agrees=agrees))
