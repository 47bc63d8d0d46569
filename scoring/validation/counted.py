"""What each answer counts as in the official score, by rule: a claim keeps its points until people have looked, or nobody replied in time.

Silence of a site never takes a point away: what was not measured, or cannot be seen, counts as it was answered. Only two things change an
answer: what a review found to be true, and a right of reply that was not used after a notice that the answer is contradicted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter
from typing import Any

import pandas as pd

from data.casebook_rows import NOT_APPLICABLE, Adjudication, Notice, Reply
from scoring.validation.verdict import CONFIRMED, CONTRADICTED, NOT_MEASURED, NOT_OBSERVABLE, PARTLY, UNDER, Claimed, Verdict

COLUMNS = ("institution", "question", "subject", "counts", "why", "marked")
Key = tuple[str, str, str]
_UNSETTLED = object()
"""What stands for "nobody found out", since None is no truth but might be an answer."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What one answer counts as (None: it leaves the denominator), a code of ``counted_wording.WHY``, and whether that is marked.

    Marked is what rests on the body's word alone, or may still change.
    """

    counts: Claimed
    why: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What people said of one answer after the verdict."""

    adjudications: Sequence[Adjudication] = ()
    notices: Sequence[Notice] = ()
    replies: Sequence[Reply] = ()


def counted(
    verdicts: Iterable[Verdict],
    adjudications: Iterable[Adjudication],
    notices: Iterable[Notice],
    replies: Iterable[Reply],
    at: datetime,
) -> pd.DataFrame:
    """The official value of each answer at a moment, in the order of the verdicts, with the columns of ``COLUMNS``.

    What was said later than ``at`` does not count yet.
    """
    said = _by_key(adjudications, notices, replies, at)
    rows = [(*verdict.key, *_row(one(verdict, said.get(verdict.key, Said()), at))) for verdict in verdicts]
    found = pd.DataFrame(rows, columns=list(COLUMNS))
    return found.astype({"counts": object, "marked": bool})


def one(verdict: Verdict, said: Said, at: datetime) -> Counted:
    """The official value of one answer at a moment."""
    found = _reviewed(verdict, said.adjudications) or _noticed(verdict, said, at) or _plain(verdict)
    return replace(found, counts=None) if found.counts == NOT_APPLICABLE else found


def _plain(verdict: Verdict) -> Counted:
    """What counts where nobody has said anything since."""
    if verdict.claimed == NOT_APPLICABLE:
        return Counted(None, "not-applicable", marked=verdict.status == CONTRADICTED)
    return _PLAIN[verdict.status](verdict)


def _confirmed(verdict: Verdict) -> Counted:
    return Counted(verdict.claimed, "confirmed", marked=False)


def _unseen(verdict: Verdict) -> Counted:
    return Counted(verdict.claimed, verdict.status, marked=True)


def _contradicted(verdict: Verdict) -> Counted:
    return Counted(verdict.claimed, "modest" if verdict.direction == UNDER else "contradicted", marked=True)


_PLAIN: Mapping[str, Callable[[Verdict], Counted]] = {
    CONFIRMED: _confirmed,
    PARTLY: _unseen,
    CONTRADICTED: _contradicted,
    NOT_OBSERVABLE: _unseen,
    NOT_MEASURED: _unseen,
}


def _reviewed(verdict: Verdict, adjudications: Sequence[Adjudication]) -> Counted | None:
    """What the readers found; None where no reader decided of this answer.

    Of each reader the newest decision holds. Where readers disagree more than half of them must find the same; else the answer counts as
    it was given, marked. A decision older than the answer was about another one, unless it found the same to be true.
    """
    newest = {each.reader: each for each in adjudications}
    truths = [truth for each in newest.values() if (truth := _truth(verdict, each)) is not _UNSETTLED]
    if not truths:
        return None
    [(truth, voices), *_] = Counter(truths).most_common()
    if 2 * voices <= len(truths):
        return Counted(verdict.claimed, "readers-disagree", marked=True)
    return Counted(truth, "accepted" if same(truth, verdict.claimed) else "overruled", marked=False)


def _truth(verdict: Verdict, decided: Adjudication) -> Any:  # noqa: ANN401 (a value, or the mark that there is none)
    if decided.decision not in {"agree", "overrule"}:
        return _UNSETTLED
    found = decided.truth if decided.truth is not None else _implied(verdict, decided)
    corrected = verdict.answered_at is not None and decided.at < verdict.answered_at
    return _UNSETTLED if corrected and not same(found, verdict.claimed) else found


def _implied(verdict: Verdict, decided: Adjudication) -> Any:  # noqa: ANN401 (as above)
    """What a decision says to be true where its reader did not write it down."""
    claim_holds = {("agree", CONFIRMED): True, ("overrule", CONTRADICTED): True, ("agree", CONTRADICTED): False}
    holds = claim_holds.get((decided.decision, decided.status))
    if holds is None:
        return _UNSETTLED
    if holds:
        return verdict.claimed
    return not verdict.claimed if isinstance(verdict.claimed, bool) else _seen(verdict)


def _seen(verdict: Verdict) -> Any:  # noqa: ANN401 (as above)
    return _UNSETTLED if verdict.observed is None else verdict.observed


def _noticed(verdict: Verdict, said: Said, at: datetime) -> Counted | None:
    """What counts after the newest notice that the answer claims too much; None where none holds.

    A site that cannot be seen any more does not lift a notice: what was gained by it would be gained by shutting us out.
    """
    about = [each for each in said.notices if each.status == CONTRADICTED and still_about(verdict, each)]
    if not about or verdict.status not in {CONTRADICTED, NOT_MEASURED}:
        return None
    if UNDER in (verdict.direction, str(about[-1].verdict.get("direction", ""))):
        return None
    return _after_notice(verdict, about[-1], said.replies, at)


def still_about(verdict: Verdict, notice: Notice) -> bool:
    """Whether a notice is about the answer as it stands, and not about one that was corrected since."""
    if "claimed" in notice.verdict:
        told = notice.verdict["claimed"]
        return same(tuple(told) if isinstance(told, list) else told, verdict.claimed)
    return verdict.answered_at is None or notice.issued_at >= verdict.answered_at


def _after_notice(verdict: Verdict, notice: Notice, replies: Sequence[Reply], at: datetime) -> Counted:
    in_time = [each for each in replies if each.received_at <= notice.reply_by]
    if any(each.expires_at is None or each.expires_at > at for each in in_time):
        return Counted(verdict.claimed, "replied", marked=True)
    if at <= notice.reply_by:
        return Counted(verdict.claimed, "may-reply", marked=True)
    late = len(replies) > len(in_time)
    return _lost(verdict, notice, "reply-expired" if in_time else "reply-late" if late else "no-reply")


def _lost(verdict: Verdict, notice: Notice, why: str) -> Counted:
    """What was seen counts in place of the claim; where that cannot be said any more the claim keeps its points."""
    told = notice.verdict.get("observed")
    seen = verdict.observed if verdict.status == CONTRADICTED else tuple(told) if isinstance(told, list) else told
    if isinstance(verdict.claimed, bool):
        seen = False
    return Counted(verdict.claimed, "contradicted", marked=True) if seen is None else Counted(seen, why, marked=True)


def same(one: Claimed, other: Claimed) -> bool:
    """Whether two answers are the same; yes is not 1, and 1 is 1.0."""
    return isinstance(one, bool) == isinstance(other, bool) and one == other


def _row(found: Counted) -> tuple[Claimed, str, bool]:
    return found.counts, found.why, found.marked


def _by_key(adjudications: Iterable[Adjudication], notices: Iterable[Notice], replies: Iterable[Reply], at: datetime) -> Mapping[Key, Said]:
    """All that was said until a moment, by answer, each in its order of time."""
    decided, told, replied = _until(adjudications, "at", at), _until(notices, "issued_at", at), _until(replies, "received_at", at)
    return {key: Said(decided.get(key, ()), told.get(key, ()), replied.get(key, ())) for key in {*decided, *told, *replied}}


def _until(said: Iterable[Any], moment: str, at: datetime) -> dict[Key, list[Any]]:
    found: dict[Key, list[Any]] = {}
    for each in sorted((each for each in said if getattr(each, moment) <= at), key=attrgetter(moment)):
        found.setdefault((each.institution, each.question, each.subject), []).append(each)
    return found
