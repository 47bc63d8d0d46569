"""Verdicts, and what was said of them, as short as tests can say it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from data.casebook_rows import Adjudication, Notice, Reply
from data.types import Json
from scoring.validation.verdict import Claimed, Verdict

AT = datetime(2026, 12, 1, tzinfo=UTC)
KEY: dict[str, Any] = {"edition": "e", "institution": "riga", "question": "Q1", "subject": ""}


def day(number: int) -> datetime:
    """A day of November 2026."""
    return datetime(2026, 11, number, 12, tzinfo=UTC)


def verdict(claimed: Claimed, status: str, **said: Any) -> Verdict:
    """A verdict on Riga's answer to Q1, given on the first of November."""
    return Verdict(**{**KEY, "claimed": claimed, "status": status, "answered_at": day(1), **said})


def decision(decision: str, truth: Claimed = None, *, reader: str = "anna", on: int = 20, **said: Any) -> Adjudication:
    """What a reader decided; of a contradicted answer unless told otherwise."""
    given = {"reader": reader, "decision": decision, "status": "contradicted", "truth": truth, "reason": "seen", "at": day(on)}
    return Adjudication(**{**KEY, **given, **said})


def notice(on: int = 5, until: int = 19, **told: Json) -> Notice:
    """A notice that the answer is contradicted."""
    return Notice(**KEY, status="contradicted", verdict=told, issued_at=day(on), reply_by=day(until))


def reply(on: int, expires: int | None = None) -> Reply:
    """What Riga replied."""
    return Reply(
        **KEY,
        text="it is there",
        url="https://riga.test/there",
        received_at=day(on),
        expires_at=None if expires is None else day(expires),
        who="riga",
        source="letter",
    )
