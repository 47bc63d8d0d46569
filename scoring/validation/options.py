"""Answers that tick options, each held against how that option shows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from scoring.survey.question import Question
from scoring.validation import presence
from scoring.validation.judged import Belief, Judged, rows, unmeasured, unseen
from scoring.validation.look import Look
from scoring.validation.signs import Fact, Sign, sign
from scoring.validation.verdict import CONFIRMED, CONTRADICTED, NEITHER, OVER, PARTLY, UNDER


def signs(question: Question) -> Mapping[str, Sign]:
    """How the options show, by code; those that do not show are left out."""
    found = {option.code: sign(option.seen) for option in question.options}
    return {code: shown for code, shown in found.items() if shown}


def judge_one(question: Question, claimed: str, look: Look | None, on: date) -> Judged:
    """One option was chosen."""
    facts = _facts(question, look, on)
    if claimed in facts:
        return _chosen(facts, claimed)
    others = tuple(facts.values())
    holding = {code: fact for code, fact in facts.items() if fact.holds}
    # What does not show is contradicted by what does, and confirmed where it alone is left.
    belief = Belief("any", others, said=False, codes=tuple(facts))
    if holding:
        return Judged(CONTRADICTED, next(iter(holding)), rows(holding.values()), belief=belief)
    if len(facts) < len(question.options) - 1 or not facts:
        return unseen()
    if any(fact.holds is None or fact.part for fact in others):
        return unmeasured(others, belief)
    return Judged(CONFIRMED, claimed, rows(others), belief=belief)


def judge_several(question: Question, claimed: tuple[str, ...], look: Look | None, on: date) -> Judged:
    """Some options were ticked, or none."""
    facts = _facts(question, look, on)
    if not facts:
        return unseen()
    holding = tuple(code for code, fact in facts.items() if fact.holds)
    if not claimed:
        found = presence.none(tuple(facts.values()))
        return Judged(found.status, holding, found.rows, found.direction, found.reason, found.belief)
    ticked = tuple(code for code in facts if code in claimed)
    if not ticked:
        return unseen()
    found = presence.each(tuple(facts[code] for code in ticked), ticked, observed=holding)
    modest = found.status == CONFIRMED and set(holding) - set(claimed)
    return Judged(found.status, found.observed, found.rows, UNDER if modest else found.direction, found.reason, found.belief)


def _chosen(facts: Mapping[str, Fact], claimed: str) -> Judged:
    fact = facts[claimed]
    belief = Belief("any", (fact,), codes=(claimed,))
    if fact.holds:
        return Judged(CONFIRMED, claimed, fact.rows, belief=belief)
    if fact.part:
        return Judged(PARTLY, None, fact.rows, OVER)
    if fact.holds is None:
        return unmeasured((fact,), belief)
    other = next((code for code, each in facts.items() if each.holds), None)
    # Options have no order: another in its place is neither more nor less.
    return Judged(CONTRADICTED, other, rows([fact, *([facts[other]] if other else [])]), NEITHER if other else OVER, belief=belief)


def _facts(question: Question, look: Look | None, on: date) -> dict[str, Fact]:
    return {code: shown.of(look, on) for code, shown in signs(question).items()}
