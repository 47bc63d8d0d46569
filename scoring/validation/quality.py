"""How far detectors and answers are to be believed: what a posterior chance is built from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from types import MappingProxyType

from audits.accuracy import Tally, measured
from data.rows import dump
from scoring.draws import LAPLACE, Claim, Errors, Habits
from scoring.method_table import Value as Setting
from scoring.validation.habits import habits

_NO_TALLIES: Mapping[str, Tally] = MappingProxyType({})
_NO_CLAIMS: Mapping[str, Claim] = MappingProxyType({})

LEAST_CHECKED = 5
"""So many true cases must have been checked before an indicator can contradict anybody."""
ASSUMED = Claim(overclaim=0.2, underclaim=0.05)
"""How often answers are taken to be wrong where neither a sample nor the edition says so (docs/validation.md)."""


@dataclass(frozen=True)
class Quality:
    """The counts of each indicator, and how often the answers to each question are wrong.

    ``tallies`` are those of the labelled corpus, with what was learned from the audit sample added; ``claims`` what was learned of
    questions; ``assumed`` holds where nothing was (``overclaim`` and ``underclaim`` of the edition's ``method.csv``).
    ``contradict_below`` is the chance at or below which a claim counts as contradicted; ``habits`` are what is taken to be known of every
    detector before its own counts.
    """

    tallies: Mapping[str, Tally] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
    assumed: Claim = ASSUMED
    contradict_below: float = 0.05
    least_checked: int = LEAST_CHECKED
    habits: Habits = LAPLACE

    def tally(self, indicator: str) -> Tally:
        """The counts of an indicator; all nought where it was never checked."""
        return self.tallies.get(indicator, Tally())

    def claim(self, question: str) -> Claim:
        """How often the answers to a question are wrong."""
        return self.claims.get(question, self.assumed)

    def errors(self, indicator: str) -> Errors | None:
        """How an indicator errs; None where it was never checked."""
        tally = self.tally(indicator)
        checked = tally.found + tally.missed + tally.rejected + tally.imagined
        return Errors.of(tally, self.habits) if checked else None

    def known(self, indicator: str, *, found: bool) -> bool:
        """Whether enough was checked to refute by it: of bodies that have it for "not found", of those that have it not for "found"."""
        tally = self.tally(indicator)
        checked = tally.rejected + tally.imagined if found else tally.found + tally.missed
        return checked >= self.least_checked

    def values_known(self, indicator: str) -> bool:
        """Whether enough of its values were checked to refute by one."""
        return self.tally(indicator).values >= self.least_checked

    @property
    def digest(self) -> str:
        """The SHA-256 over all of it: verdicts that bear the same one were weighed alike."""
        told = {
            "tallies": {name: asdict(tally) for name, tally in self.tallies.items()},
            "claims": {name: asdict(claim) for name, claim in self.claims.items()},
            "assumed": asdict(self.assumed),
            "contradict_below": self.contradict_below,
            "least_checked": self.least_checked,
            "habits": asdict(self.habits),
        }
        return hashlib.sha256(dump(told).encode()).hexdigest()


def quality(method: Mapping[str, Setting], learned: Mapping[str, Tally] = _NO_TALLIES, claims: Mapping[str, Claim] = _NO_CLAIMS) -> Quality:
    """What is known by the settings of an edition, the labelled corpus, and what an audit sample has taught.

    ``learned`` counts are added to those of the corpus; ``claims`` stand in place of what the edition assumes.
    """
    corpus = measured()
    tallies = {name: corpus.get(name, Tally()) + learned.get(name, Tally()) for name in sorted({*corpus, *learned})}
    assumed = Claim(float(method["overclaim"]), float(method["underclaim"]))
    pooled = habits(tallies.values()) if method.get("detector_errors") == "pooled" else LAPLACE
    return Quality(tallies, claims, assumed, float(method["contradict_below"]), habits=pooled)
