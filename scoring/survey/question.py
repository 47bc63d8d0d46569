"""A question of the survey and what belongs to it: its options, its condition, and the rule by which an observation answers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from data.types import Text

TYPES = ("yes-no", "single", "multiple", "number", "share", "date", "url", "text", "level")
"""How a question is answered. A share is answered in per cent, 0 to 100; a level by one of its options, which go from low to high."""
OBSERVABILITY = ("yes", "partly", "no")
"""Whether the answer shows from outside: wholly, in part, or not at all."""
ANSWERED_BY_OPTION = frozenset({"single", "multiple", "level"})
"""The types whose answers are codes of options."""
YES_NO = ("yes", "no")
EVIDENCE: Mapping[str, Text] = MappingProxyType(
    {
        "page": Text("tīmekļvietnes lapa", "a page of the website"),
        "document": Text("dokuments (noteikumi, rīkojums, līgums vai protokols)", "a document (rules, an order, a contract or a record)"),
        "report": Text("pārskats no informācijas sistēmas", "a report from an information system"),
        "screenshot": Text("ekrānuzņēmums", "a screenshot"),
    }
)
"""What a body may be asked to show for its answer."""


@dataclass(frozen=True, slots=True)
class Option:
    """What can be ticked. ``seen`` says how it shows from outside (see docs/survey.md); empty where it does not."""

    code: str
    text: Text
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """How what was observed is held against the answer.

    ``tolerance`` is by how much a number may differ: a share of the observed one where ``relative`` (0.1 is ten per cent), else a number
    of the same unit. ``side`` says in which direction a difference contradicts. ``least`` is the share of subjects that must pass (0 to
    1), ``days`` how far apart two dates, or how old something, may be.
    """

    name: str
    tolerance: float | None = None
    relative: bool = False
    side: str = "both"
    least: float | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """Asked only where that earlier question was answered by one of these: ``yes``, ``no`` or codes of options."""

    question: str
    answers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Question:
    """A row of ``survey.csv``.

    ``reach`` holds the kinds of bodies that are asked (all when empty); ``low`` and ``high`` the smallest and greatest number that is
    taken; ``indicators`` those that observe the answer, judged by ``rule``; ``evidence`` what a body is asked to show; ``url`` whether
    an address is asked beside the answer; ``origin`` from where the question is (an id of ``eindex_indicators.csv``, ``law`` or
    ``proposal``).
    """

    id: str
    block: str
    type: str
    text: Text
    hint: Text | None
    options: tuple[Option, ...]
    required: bool
    asked_if: Condition | None
    reach: tuple[str, ...]
    low: float | None
    high: float | None
    unit: Text | None
    observability: str
    indicators: tuple[str, ...]
    rule: Rule | None
    evidence: tuple[str, ...]
    url: bool
    origin: str
    note: str

    def asked_of(self, kind: str) -> bool:
        """Whether bodies of that kind are asked."""
        return not self.reach or kind in self.reach

    @property
    def answers(self) -> tuple[str, ...]:
        """The codes that an answer can be: of its options, or yes and no; none where anything of its type can be written."""
        return YES_NO if self.type == "yes-no" else tuple(option.code for option in self.options)
