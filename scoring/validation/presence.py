"""Answers of yes and no, held against whether something is there: any of it, all of it, on enough pages, recently enough."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from scoring.survey.question import Question, Rule
from scoring.validation.judged import Belief, Judged, asked, rows, unmeasured, unseen
from scoring.validation.look import Look
from scoring.validation.signs import NOT_APPLICABLE, Fact, Sign
from scoring.validation.verdict import CONFIRMED, CONTRADICTED, NOT_OBSERVABLE, OVER, PARTLY, UNDER, Claimed

RULES = frozenset({"any", "all", "share-at-least", "newer-than"})


def signs(question: Question, rule: Rule) -> tuple[Sign, ...]:
    """What a yes would show."""
    if rule.name == "share-at-least":
        return (Sign(question.indicators[0], "share", float(rule.least or 0)),)
    if rule.name == "newer-than":
        return tuple(Sign(indicator, "days", float(rule.days or 0)) for indicator in question.indicators)
    return tuple(Sign(indicator) for indicator in question.indicators)


def judge(question: Question, rule: Rule, claimed: bool, look: Look | None, on: date) -> Judged:  # noqa: FBT001 (it is the answer itself)
    """A yes or a no against what shows. ``on`` is the day of the answer."""
    facts = asked(sign.of(look, on) for sign in signs(question, rule))
    if rule.name == "all":
        return each(facts, observed=_every(facts)) if claimed else _none_of_all(facts)
    return some(facts) if claimed else none(facts)


def some(facts: Sequence[Fact]) -> Judged:
    """A claim that any of these is so."""
    belief, shown = Belief("any", tuple(facts)), rows(facts)
    if any(fact.holds for fact in facts):
        return Judged(CONFIRMED, True, rows(_speaking(facts)), belief=belief)
    if any(fact.part for fact in facts):
        return Judged(PARTLY, None, shown, OVER)
    if any(fact.holds is None for fact in facts):
        return unmeasured(facts, belief)
    return Judged(CONTRADICTED, False, shown, OVER, belief=belief)


def none(facts: Sequence[Fact]) -> Judged:
    """A claim that none of these is so."""
    belief, shown = Belief("any", tuple(facts), said=False), rows(facts)
    if any(fact.holds for fact in facts):
        return Judged(CONTRADICTED, True, rows(_speaking(facts)), UNDER, belief=belief)
    if any(fact.part for fact in facts):
        return Judged(PARTLY, None, shown, UNDER)
    if any(fact.holds is None for fact in facts):
        return unmeasured(facts, belief)
    return Judged(CONFIRMED, False, shown, belief=belief)


def each(facts: Sequence[Fact], codes: tuple[str, ...] = (), *, observed: Claimed = None) -> Judged:
    """A claim of several things at once: it may hold of some of them only. ``observed`` is told where anything is known."""
    belief, shown = Belief("each", tuple(facts), codes=codes), rows(facts)
    if all(fact.holds for fact in facts):
        return Judged(CONFIRMED, observed, shown, belief=belief)
    if any(fact.part for fact in facts):
        return Judged(PARTLY, observed, shown, OVER)
    if any(fact.holds is None for fact in facts):
        return unmeasured(facts, belief, observed)
    return Judged(PARTLY if any(fact.holds for fact in facts) else CONTRADICTED, observed, shown, OVER, belief=belief)


def not_applicable(question: Question, look: Look | None) -> Judged:
    """The answer that a question does not apply: the catalogue knows it of some, and whoever has the thing is wrong."""
    facts = tuple(Sign(indicator).of(look) for indicator in question.indicators)
    if not facts:
        return unseen()
    if all(fact.reason == NOT_APPLICABLE for fact in facts):
        return Judged(CONFIRMED, NOT_APPLICABLE, rows(facts))
    if any(fact.holds for fact in facts):
        return Judged(CONTRADICTED, True, rows(_speaking(facts)), UNDER, belief=Belief("any", facts, said=False))
    if any(fact.holds is None and fact.reason != NOT_APPLICABLE for fact in facts):
        return unmeasured(facts)
    # That something is not there does not tell whether it had to be.
    return Judged(NOT_OBSERVABLE, None, rows(facts))


def _none_of_all(facts: Sequence[Fact]) -> Judged:
    """A no to whether all of these are so."""
    belief, shown = Belief("all", tuple(facts), said=False), rows(facts)
    if any(fact.holds is False for fact in facts):
        return Judged(CONFIRMED, False, shown, belief=None if any(fact.part for fact in facts) else belief)
    if any(fact.holds is None for fact in facts):
        return unmeasured(facts, belief)
    return Judged(CONTRADICTED, True, shown, UNDER, belief=belief)


def _every(facts: Sequence[Fact]) -> bool | None:
    """Whether all are so, as far as it is known."""
    if any(fact.holds is False for fact in facts):
        return False
    return None if any(fact.holds is None for fact in facts) else True


def _speaking(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if fact.holds)
