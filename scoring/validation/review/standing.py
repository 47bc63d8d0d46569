"""How far the review of each verdict has come: open, read once where two readers are wished, disputed, waiting, or settled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from data.casebook_rows import Adjudication
from scoring.validation.counted import counted
from scoring.validation.counted_rows import REVIEWED
from scoring.validation.verdict import Verdict

OPEN, AGAIN, DISPUTED, WAITING, SETTLED = "open", "read-again", "disputed", "waiting", "settled"
"""Nobody looked; further readers are wished; readers differ, and one more is needed; nobody could tell, or the body is to be asked;
the readers have found out."""
QUEUED = frozenset({OPEN, AGAIN, DISPUTED})
"""What stays in the queue."""
_DISAGREE = "readers-disagree"
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """The ``state`` of a review, and who has read it, by name in the order of their newest decisions."""

    state: str
    readers: tuple[str, ...] = ()

    @property
    def missing(self) -> int:
        """Which reading is the next: 1 the first, 2 the second; 0 where none is wanted."""
        return len(self.readers) + 1 if self.state in QUEUED else 0


def standings(verdicts: Sequence[Verdict], adjudications: Iterable[Adjudication], at: datetime, readers: int = 1) -> Mapping[Key, Standing]:
    """The standing of each verdict at a moment, by its key, where so many ``readers`` are wished.

    What the readers found is what the official rule makes of it (``scoring.validation.counted``): the newest of each, and where they
    differ what more than half of them found.
    """
    known = [each for each in adjudications if each.at <= at]
    why = counted(verdicts, known, (), (), at)["why"]
    said = newest(known)
    return {
        verdict.key: _standing(verdict, str(found), said.get(verdict.key, ()), readers)
        for verdict, found in zip(verdicts, why, strict=True)
    }


def newest(adjudications: Iterable[Adjudication]) -> dict[Key, tuple[Adjudication, ...]]:
    """The newest decision of each reader on each answer, by the answer's key, in the order of time."""
    found: dict[Key, dict[str, Adjudication]] = {}
    for each in sorted(adjudications, key=attrgetter("at")):
        of = found.setdefault((each.institution, each.question, each.subject), {})
        of.pop(each.reader, None)
        of[each.reader] = each
    return {key: tuple(of.values()) for key, of in found.items()}


def _standing(verdict: Verdict, why: str, said: Sequence[Adjudication], readers: int) -> Standing:
    names = tuple(each.reader for each in said if _applies(verdict, each))
    if why == _DISAGREE:
        return Standing(DISPUTED, names)
    if len(names) < readers:
        return Standing(AGAIN if names else OPEN, names)
    return Standing(SETTLED if why in REVIEWED else WAITING if names else OPEN, names)


def _applies(verdict: Verdict, decided: Adjudication) -> bool:
    """Whether a decision is about the answer as it stands, and not about one that was corrected since."""
    return verdict.answered_at is None or decided.at >= verdict.answered_at
