"""What is concluded of one answer of the survey, and the observations that it is concluded from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data.types import Evidence, Outcome, Text, Value
from scoring.validation import wording

CONFIRMED, PARTLY, CONTRADICTED, NOT_OBSERVABLE, NOT_MEASURED = "confirmed", "partly", "contradicted", "not-observable", "not-measured"
STATUSES = (CONFIRMED, PARTLY, CONTRADICTED, NOT_OBSERVABLE, NOT_MEASURED)
"""How a verdict can come out; the first three are decided."""
DECIDED = frozenset({CONFIRMED, PARTLY, CONTRADICTED})
OVER, UNDER, NEITHER = "over", "under", ""
"""The direction of a difference: more was claimed than there is, less, or there is none (or none that has a direction)."""
Claimed = Value | tuple[str, ...]
"""An answer: of its question's type, or the codes of the options that were ticked."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One observation that a verdict rests on.

    ``confidence`` is the audit's own (0 to 1); ``scope`` and ``whole`` are the observation's: about the site, a page or a service, and
    whether it is true only of a look at the whole site. ``measures`` marks an indicator that only measures, and always passes. ``at`` is
    when the visit began.
    """

    indicator: str
    version: int
    snapshot: str
    subject: str
    outcome: Outcome
    value: Value = None
    reason: str | None = None
    confidence: float = 1.0
    evidence: tuple[Evidence, ...] = ()
    at: datetime | None = None
    scope: str = "site"
    whole: bool = False
    measures: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """One answer and what became of it.

    ``observed`` is what was seen in the answer's terms, None where nothing was; ``confidence`` the chance that the status is right,
    ``chance`` that the claim is true (both 0 to 1, None where neither can be told). ``reason`` says why it is not decided (a key of
    ``wording.REASONS``), ``whole`` whether the look was, ``later`` that it was seen after the answer's reference date. ``notes`` are
    keys of ``wording.NOTES``.
    """

    edition: str
    institution: str
    question: str
    subject: str
    claimed: Claimed
    status: str
    rule: str = ""
    observed: Claimed = None
    seen: tuple[Seen, ...] = ()
    confidence: float | None = None
    chance: float | None = None
    reason: str | None = None
    whole: bool = False
    later: bool = False
    direction: str = NEITHER
    answered_at: datetime | None = None
    seen_at: datetime | None = None
    notes: tuple[str, ...] = ()

    @property
    def decided(self) -> bool:
        """Whether it was confirmed, confirmed in part, or contradicted."""
        return self.status in DECIDED

    @property
    def key(self) -> tuple[str, str, str]:
        """Whose answer to which question it is: institution, question and subject."""
        return self.institution, self.question, self.subject

    @property
    def note(self) -> Text | None:
        """What is to be said beside the status, in both languages."""
        return wording.note(self.notes)
