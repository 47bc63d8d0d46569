"""Which answers a body is told of, with the consequence that it may lose points, and which of these notices stand already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from data.casebook_rows import Notice
from scoring.validation.asked import Validated
from scoring.validation.counted import still_about
from scoring.validation.output import record
from scoring.validation.verdict import CONTRADICTED, UNDER, Verdict

Key = tuple[str, str, str]


def calls(verdict: Verdict) -> bool:
    """Whether points may be lost by it if nobody replies: a contradicted answer, unless it was too modest."""
    return verdict.status == CONTRADICTED and verdict.direction != UNDER


def standing(verdict: Verdict, notices: Iterable[Notice]) -> Notice | None:
    """The newest notice of the answer as it stands; None where the body was not told yet."""
    about = [each for each in notices if (each.institution, each.question, each.subject) == verdict.key]
    told = [each for each in about if each.status == CONTRADICTED and still_about(verdict, each)]
    return max(told, key=lambda each: (each.issued_at, each.reply_by), default=None)


def to_issue(
    found: Validated, verdicts: Sequence[Verdict], notices: Sequence[Notice], at: datetime, reply_by: datetime, *, extend: bool = False
) -> tuple[Notice, ...]:
    """The notices that are lacking at a moment, with the whole verdict; ``extend`` also those whose last day to reply would be later.

    A body is told once of an answer: doing it again gives nothing.
    """
    open_ones = [each for each in verdicts if calls(each) and _lacks(standing(each, notices), reply_by, extend=extend)]
    if not open_ones:
        return ()
    whole = record(found)
    by_key = {(each["institution"], each["question"], each["subject"]): each for each in whole["verdicts"]}
    beside = {name: told for name, told in whole.items() if name != "verdicts"}
    return tuple(Notice(each.edition, *each.key, each.status, {**beside, **by_key[each.key]}, at, reply_by) for each in open_ones)


def _lacks(told: Notice | None, reply_by: datetime, *, extend: bool) -> bool:
    return told is None or (extend and told.reply_by < reply_by)
