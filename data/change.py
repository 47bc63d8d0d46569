"""A change between two visits to one institution: what was said then and now, and who moved, the site or we."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from data.types import Evidence, Outcome, Value


class Label(StrEnum):
    """Who moved. Only a change of the ``SITE`` says anything of an institution."""

    SITE = "site"
    """The same rules, engines and pages, and the site now says something else."""
    RULES = "rules"
    """The old bundle, judged by today's rules, says today's answer already."""
    TOOL = "tool"
    """Another browser, engine or version of ours looked."""
    NETWORK = "network"
    """One of the two looks could not measure it: unreachable, refused, timed out, incomplete."""
    SAMPLING = "sampling"
    """Other pages were looked at: another seed, another set of pages, another share rendered."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an indicator said of a subject in one snapshot; ``outcome`` is None where it was not asked."""

    snapshot: str
    outcome: Outcome | None
    value: Value = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that is not what it was. ``why`` tells how the label was found, in English, for the log and the reader of tables.

    ``evidence`` is of the later answer, or of the earlier one where the later has none.
    """

    institution: str
    indicator: str
    subject: str
    was: Answer
    now: Answer
    label: Label
    why: str
    evidence: tuple[Evidence, ...] = ()

    @property
    def fact(self) -> str:
        """What names this change for ever, whoever tells it: the same turn in the same two snapshots is one fact."""
        return f"{self.institution} {self.indicator} {self.subject} {self.was.snapshot} {self.now.snapshot}"
