"""What people said, as the casebook keeps it: answers, adjudications, samples, notices and replies, and their rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from math import isfinite
from typing import Any

from data.rows import Row, dump, moment, storable
from data.types import Json, Value

NOT_APPLICABLE = "not applicable"
"""The answer of a body that says that the question is none for it, whatever the type of the question."""
DECISIONS = ("agree", "overrule", "cannot-tell", "ask")
PURPOSES = ("queue", "sample")
Said = Value | tuple[str, ...]
"""An answer: a tuple of the codes of options where several may be ticked; a date as ``2026-05-31``."""


@dataclass(frozen=True, slots=True)
class Given:
    """One answer as a file gives it.

    ``at`` is the answer's own date where the file tells one; ``place`` is ``sheet!C7``. The answer None takes an earlier one back.
    """

    institution: str
    question: str
    answer: Said
    subject: str = ""
    url: str = ""
    remark: str = ""
    at: datetime | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it was recorded.

    ``at`` is its own date or else that of its import, ``who`` the one who brought it in, ``previous`` the id of the answer that it
    corrects.
    """

    id: int
    edition: str
    institution: str
    question: str
    subject: str
    answer: Said
    url: str
    remark: str
    at: datetime
    who: str
    import_id: str
    place: str
    recorded_at: datetime
    previous: int | None = None


@dataclass(frozen=True, slots=True)
class Import:
    """One file that was read: ``answers`` of it were new or corrected something; ``shape`` is how it was laid out."""

    id: str
    edition: str
    file: str
    sha256: str
    at: datetime
    who: str
    shape: str
    answers: int


@dataclass(frozen=True, slots=True)
class Added:
    """What an import changed: ids of the answers that were new, those that correct another, and how many stood there already.

    ``again`` says that this very reading of this very file had been imported before, and nothing was done.
    """

    import_id: str
    new: tuple[int, ...] = ()
    corrected: tuple[int, ...] = ()
    unchanged: int = 0
    again: bool = False


@dataclass(frozen=True, slots=True)
class Adjudication:
    """What a reader decided of one verdict.

    ``status`` is the verdict's, ``truth`` what the reader found to be true (None: not found out), ``sample`` the id of the random
    sample that it was drawn for. Raises ValueError for a decision or purpose that is none of ours.
    """

    edition: str
    institution: str
    question: str
    subject: str
    reader: str
    decision: str
    status: str
    truth: Said
    reason: str
    at: datetime
    snapshot: str = ""
    purpose: str = "queue"
    sample: str | None = None
    id: int | None = None

    def __post_init__(self) -> None:
        if self.decision not in DECISIONS:
            raise ValueError(f"{self.decision!r} is no decision; write one of {', '.join(DECISIONS)}")
        if self.purpose not in PURPOSES:
            raise ValueError(f"{self.purpose!r} is no purpose; write one of {', '.join(PURPOSES)}")


@dataclass(frozen=True, slots=True)
class Sample:
    """A random sample for audit: how it was drawn (``seed``, ``design``) and when."""

    id: str
    edition: str
    seed: int
    size: int
    at: datetime
    design: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sampled:
    """One answer drawn into a sample; ``share`` is the probability with which it was to be drawn (0 to 1]."""

    sample: str
    institution: str
    question: str
    subject: str
    indicator: str
    stratum: str
    share: float

    def __post_init__(self) -> None:
        if not 0 < self.share <= 1:
            raise ValueError(f"{self.share!r} is no probability of being drawn; it is above 0 and at most 1")


@dataclass(frozen=True, slots=True)
class Notice:
    """A verdict that its body was told of, and until when it may reply."""

    edition: str
    institution: str
    question: str
    subject: str
    status: str
    verdict: Mapping[str, Json]
    issued_at: datetime
    reply_by: datetime
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What a body replied; ``expires_at`` None holds for ever, ``source`` is the letter or file that it came in."""

    edition: str
    institution: str
    question: str
    subject: str
    text: str
    url: str
    received_at: datetime
    expires_at: datetime | None
    who: str
    source: str
    id: int | None = None


_MOMENTS = frozenset({"at", "recorded_at", "issued_at", "reply_by", "received_at", "expires_at"})
_JSON = frozenset({"answer", "truth", "design", "verdict"})


def row(said: Adjudication | Sample | Sampled | Notice | Reply | Given | Import) -> Row:
    """The columns of one of these. Raises ValueError for a moment without an offset, and for a number that is none."""
    return {each.name: _stored(each.name, getattr(said, each.name)) for each in fields(said)}


def read(stored: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a stored row, in the types of the dataclass that it is of."""
    return {name: _loaded(name, value) for name, value in stored.items()}


def _stored(name: str, value: Any) -> Any:  # noqa: ANN401 (what a column holds)
    if value is None:
        return None
    if name in _MOMENTS:
        return utc(value)
    if name not in _JSON:
        return storable(value)
    if isinstance(value, float) and not isfinite(value):
        raise ValueError(f"{value!r} is no answer")
    return storable(dump(list(value) if isinstance(value, tuple) else value))


def utc(at: datetime) -> str:
    """A moment as the casebook keeps it: ISO 8601 in UTC, so that text and time have one order."""
    if at.tzinfo is None:
        raise ValueError(f"{at} has no offset from UTC")
    return at.astimezone(UTC).isoformat()


def _loaded(name: str, value: Any) -> Any:  # noqa: ANN401 (what a column holds)
    if value is None:
        return None
    if name in _MOMENTS:
        return moment(value)
    if name not in _JSON:
        return value
    found = json.loads(value)
    return tuple(found) if isinstance(found, list) else found
