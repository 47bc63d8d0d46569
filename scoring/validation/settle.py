"""From what a rule says to a status that can be stood by: doubt, the wholeness of the look, and what is known of the detector."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.validation.doubt import Chances
from scoring.validation.judged import Belief, Judged
from scoring.validation.quality import Quality
from scoring.validation.signs import Fact
from scoring.validation.verdict import CONFIRMED, CONTRADICTED, NOT_MEASURED, OVER, PARTLY

UNSURE, UNKNOWN_DETECTOR, NOT_WHOLE, NOT_GATHERED = "unsure", "detector-unknown", "look-not-whole", "not-gathered"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What holds back a contradiction: a look that was not whole, an answer that shows only in part, an address that no visit saw."""

    whole: bool
    partly_observable: bool = False
    unseen_address: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """The status to tell, the chance that it is right (None: not known), and why it is not decided."""

    status: str
    confidence: float | None = None
    reason: str | None = None


def settle(judged: Judged, chances: Chances | None, around: Circumstances, quality: Quality) -> Settled:
    """The status after doubt.

    Confirmed needs a chance of at least 1 - ``contradict_below``, where a chance is known; contradicted one of at most
    ``contradict_below``, on a whole look, by a detector whose errors are known; in part the same chance that it is neither.
    """
    sure = 1 - quality.contradict_below
    if judged.status == CONFIRMED:
        return _confirmed(judged, chances, sure)
    if judged.status == PARTLY and judged.belief is None:
        return Settled(PARTLY)
    if judged.status not in {PARTLY, CONTRADICTED}:
        return Settled(judged.status, reason=judged.reason)
    held_back = _held_back(judged, around) or _unknown(judged, quality)
    if held_back:
        return Settled(NOT_MEASURED, reason=held_back)
    if chances is None:
        return Settled(NOT_MEASURED, reason=UNKNOWN_DETECTOR)
    right = chances.none if judged.status == CONTRADICTED else 1 - chances.true - chances.none
    return Settled(judged.status, right) if right >= sure else Settled(NOT_MEASURED, reason=UNSURE)


def _confirmed(judged: Judged, chances: Chances | None, sure: float) -> Settled:
    if chances is None:
        # What is read off needs no corpus; what is recognised by rules has to be checked first.
        read_off = all(row.confidence == 1 for row in judged.rows)
        return Settled(CONFIRMED) if read_off else Settled(NOT_MEASURED, reason=UNKNOWN_DETECTOR)
    return Settled(CONFIRMED, chances.true) if chances.true >= sure else Settled(NOT_MEASURED, reason=UNSURE)


def _held_back(judged: Judged, around: Circumstances) -> str | None:
    if not around.whole:
        return NOT_WHOLE
    if judged.direction == OVER and around.unseen_address:
        return NOT_GATHERED
    return UNSURE if judged.direction == OVER and around.partly_observable else None


def _unknown(judged: Judged, quality: Quality) -> str | None:
    belief = judged.belief
    if belief is None:
        # That there is no page at an address needs no detector: the server said so.
        return None
    against = [_checked(fact, quality) for fact in belief.facts if fact.holds is not None and fact.holds != _claimed(belief)]
    enough = any(against) if belief.how == "any" and not belief.said else all(against)
    return None if enough else UNKNOWN_DETECTOR


def _claimed(belief: Belief) -> bool:
    return belief.said or belief.how in {"each", "match"}


def _checked(fact: Fact, quality: Quality) -> bool:
    return quality.values_known(fact.indicator) if fact.by_value else quality.known(fact.indicator, found=bool(fact.found))
