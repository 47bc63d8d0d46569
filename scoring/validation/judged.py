"""What a rule says of an answer before anything is doubted, and on which facts it says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from scoring.validation.signs import NOT_APPLICABLE, Fact
from scoring.validation.verdict import NEITHER, NOT_MEASURED, NOT_OBSERVABLE, Claimed, Seen


@dataclass(frozen=True, slots=True)
class Belief:
    """What the truth of a claim hangs on.

    ``any`` and ``all``: whether any, or all, of the facts are so, of which ``said`` is what was claimed. ``each``: all of them are
    claimed, and some may be so and others not. ``match``: whether what was read is what was claimed. ``codes`` are the options that the
    facts speak of, empty where the question is one of yes and no.
    """

    how: Literal["any", "all", "each", "match"]
    facts: tuple[Fact, ...]
    said: bool = True
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """The status before doubt (contradicted means: so it looks), with what was observed in the answer's terms and what it rests on."""

    status: str
    observed: Claimed = None
    rows: tuple[Seen, ...] = ()
    direction: str = NEITHER
    reason: str | None = None
    belief: Belief | None = None
    notes: tuple[str, ...] = ()


def unmeasured(facts: Iterable[Fact], belief: Belief | None = None, observed: Claimed = None) -> Judged:
    """What cannot be decided, with the reason of the first fact that was not measured; that it does not apply comes last."""
    told = tuple(facts)
    reasons = [fact.reason for fact in told if fact.reason]
    reason = min(reasons, key=lambda each: each == NOT_APPLICABLE, default="unclear")
    return Judged(NOT_MEASURED, observed, rows(told), reason=reason, belief=belief)


def unseen() -> Judged:
    """What does not show from outside."""
    return Judged(NOT_OBSERVABLE)


def rows(facts: Iterable[Fact]) -> tuple[Seen, ...]:
    """The observations that facts rest on, each once."""
    return tuple(dict.fromkeys(row for fact in facts for row in fact.rows))


def asked(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts about what applies to the body at all; all of them where nothing does."""
    told = tuple(facts)
    return tuple(fact for fact in told if fact.reason != NOT_APPLICABLE) or told
