"""Addresses that bodies give: whether the page is theirs, was there, and shows what is claimed. Nothing is fetched for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from data.errors import REASONS
from data.types import Outcome
from scoring.survey.question import Question
from scoring.validation.judged import Belief, Judged, rows, unmeasured
from scoring.validation.look import Look, domain, key
from scoring.validation.signs import Fact, Sign
from scoring.validation.verdict import CONFIRMED, CONTRADICTED, NOT_MEASURED, OVER, PARTLY, Seen

SHOWS, SILENT, DEAD = "address-shows", "address-silent", "address-dead"
NOT_VISITED, ELSEWHERE = "address-not-visited", "address-elsewhere"
"""What became of an address: keys of ``wording.NOTES``."""


@dataclass(frozen=True, slots=True)
class Place:
    """An address and what became of it (``note``), with the observations that show there what is claimed."""

    note: str
    rows: tuple[Seen, ...] = ()


def place(url: str, look: Look | None, portals: Collection[str], indicators: Iterable[str]) -> Place:
    """What a look knows of an address. Those of the body's own domain and of portals (``portals``, domains) are allowed places."""
    own = domain(url) in portals or (look is not None and look.owns(url))
    if look is None:
        return Place(NOT_VISITED)
    shown = tuple(row for indicator in indicators for row in look.seen.get(indicator, ()) if _shows(row, key(url)))
    if shown:
        return Place(SHOWS if own else ELSEWHERE, shown if own else ())
    if not own:
        return Place(ELSEWHERE)
    if key(url) not in look.addresses:
        return Place(NOT_VISITED)
    reason = look.addresses[key(url)]
    if reason is None:
        return Place(SILENT)
    # Whoever was refused, or ran out of time, has not seen that there is no page.
    return Place(DEAD if REASONS[reason].family == "Unusable" else NOT_VISITED)


def judge(question: Question, claimed: str, look: Look | None, portals: Collection[str]) -> Judged:
    """An address as the answer itself: the page has to be the body's, alive, and show one of the question's indicators.

    Where the thing is, but on another page, the answer holds in part.
    """
    facts = tuple(Sign(indicator).of(look) for indicator in question.indicators)
    found = place(claimed, look, portals, question.indicators)
    belief = Belief("any", facts)
    if found.note == SHOWS:
        judged = Judged(CONFIRMED, claimed, found.rows, belief=belief)
    elif found.note in {NOT_VISITED, ELSEWHERE}:
        judged = Judged(NOT_MEASURED, reason="not-gathered" if look else "not-visited")
    else:
        judged = _without(claimed, facts, belief, alive=found.note == SILENT)
    return replace(judged, notes=(found.note,))


def _without(claimed: str, facts: Sequence[Fact], belief: Belief, *, alive: bool) -> Judged:
    """The page does not show it, or is not there: does another?"""
    if not facts:
        return Judged(CONFIRMED, claimed) if alive else Judged(CONTRADICTED, None, (), OVER)
    holding = [fact for fact in facts if fact.holds or fact.part]
    if holding:
        return Judged(PARTLY, _where(holding), rows(holding), OVER)
    if any(fact.holds is None for fact in facts):
        return unmeasured(facts, belief)
    return Judged(CONTRADICTED, None, rows(facts), OVER, belief=belief)


def _shows(row: Seen, address: str) -> bool:
    if row.outcome != Outcome.PASSED or row.value is False:
        return False
    return any(key(url) == address for url in (*(each.url for each in row.evidence), *([row.subject] if row.scope != "site" else [])))


def _where(facts: Iterable[Fact]) -> str | None:
    """The page that does show it."""
    return next((each.url for row in rows(facts) if row.outcome == Outcome.PASSED for each in row.evidence), None)
