"""Answers that are a number or a share, held against what was counted, with a tolerance and the side that contradicts."""

from __future__ import annotations

from fractions import Fraction

from data.types import Outcome
from scoring.survey.question import Question, Rule
from scoring.validation.judged import Belief, Judged, unmeasured
from scoring.validation.look import Look
from scoring.validation.sight import INAPPLICABLE, UNKNOWN, Sight, sight
from scoring.validation.signs import NO_VALUE, NOT_APPLICABLE, Fact, Sign
from scoring.validation.verdict import CONFIRMED, CONTRADICTED, NEITHER, OVER, UNDER

_MATCH = "match"


def judge(question: Question, rule: Rule, claimed: float, look: Look | None) -> Judged:
    """A number against the one that was measured by the question's first indicator."""
    seen = sight(look, question.indicators[0])
    observed = number(seen, share=question.type == "share")
    if observed is None:
        return unmeasured([unread(seen)])
    direction = _direction(claimed, observed, rule)
    agrees = direction == NEITHER or rule.side not in {"both", direction}
    return Judged(CONFIRMED if agrees else CONTRADICTED, observed, seen.shown, direction, belief=match(seen, agrees=agrees))


def number(seen: Sight, *, share: bool) -> float | None:
    """The number of a body.

    Of the site: what was measured of it. Of several pages or services: the mean of what was measured of each; in per cent those that
    passed, where a share is asked; else how many passed, if all could be told. None where nothing was measured, or no number.
    """
    told = seen.answered
    if len(told) == 1 and told[0].scope == "site":
        return _plain(seen.numbers[0]) if seen.numbers else None
    if not told:
        return None
    if seen.counted:
        return _plain(float(sum(map(Fraction, seen.numbers)) / len(seen.numbers)))
    if share:
        return None if seen.share is None else _plain(100 * seen.share)
    if len(told) < sum(row.outcome != Outcome.INAPPLICABLE for row in seen.rows):
        return None
    return sum(row.outcome == Outcome.PASSED and row.value is not False for row in told)


def match(seen: Sight, *, agrees: bool) -> Belief:
    """The belief that what was claimed is what is there."""
    return Belief("match", (Fact(Sign(seen.indicator, _MATCH), agrees, by_value=True, rows=seen.shown),))


def unread(seen: Sight) -> Fact:
    """Nothing to compare with, and why."""
    lost = next((row.reason for row in seen.rows if row.reason), None)
    reason = {UNKNOWN: seen.reason, INAPPLICABLE: NOT_APPLICABLE}.get(seen.state, lost or NO_VALUE)
    return Fact(Sign(seen.indicator, _MATCH), None, reason, rows=seen.shown)


def _direction(claimed: float, observed: float, rule: Rule) -> str:
    # In exact numbers: 0.1 + 0.2 must not fall outside a tolerance that is written as 0.3.
    apart = Fraction(str(claimed)) - Fraction(str(observed))
    allowed = Fraction(str(rule.tolerance or 0)) * (abs(Fraction(str(observed))) if rule.relative else 1)
    if abs(apart) <= allowed:
        return NEITHER
    return OVER if apart > 0 else UNDER


def _plain(found: float) -> float:
    return int(found) if found == int(found) else round(found, 6)
