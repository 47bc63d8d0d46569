"""The queue: every verdict whose review could change a score, in the order of how much a review is expected to change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pandas as pd

from scoring.score import Scores
from scoring.validation.review.cases import cases
from scoring.validation.review.look_up import Reviewed
from scoring.validation.review.stake import stakes
from scoring.validation.review.standing import QUEUED, Standing, standings
from scoring.validation.verdict import Verdict

_DECIMALS = 9
"""Values that differ by less are the same, whatever the order of addition made of them."""


@dataclass(frozen=True, slots=True)
class Queued:
    """A verdict that waits for review; ``case`` is its number from 1, ``margin`` how far the score is from a cut or the next body's.

    ``chance``, ``weight``, ``disagreement``, ``points`` and ``value`` are those of ``stake.COLUMNS``.
    """

    verdict: Verdict
    standing: Standing
    case: int
    chance: float
    weight: float
    disagreement: float
    points: float
    value: float
    margin: float


@dataclass(frozen=True)
class Queue:
    """The verdicts in the order of review, and how many were left out and why.

    ``settled``, ``waiting``, ``unseen`` (not observable from outside), ``worthless`` (no score hangs on them, or nothing could change) and
    ``read`` (by the reader who asks).
    """

    rows: tuple[Queued, ...]
    left_out: Mapping[str, int]


def queue(
    reviewed: Reviewed, at: datetime, *, readers: int = 1, internal: bool = False, reader: str | None = None, everything: bool = False
) -> Queue:
    """The queue at a moment.

    With ``internal`` answers that cannot be seen from outside are in it too: the body has to be asked. With ``reader`` what that person
    has read is left out. With ``everything`` verdicts stay on which no score hangs.
    """
    found = standings(reviewed.verdicts, reviewed.adjudications, at, readers)
    worth = stakes(reviewed.questionnaire, reviewed.verdicts, reviewed.inputs, reviewed.scores)
    margins = margin(reviewed.scores)
    kept: list[tuple[Verdict, Standing, Mapping[str, float]]] = []
    left_out = dict.fromkeys(("settled", "waiting", "unseen", "worthless", "read"), 0)
    for verdict, told in zip(reviewed.verdicts, worth.to_dict("records"), strict=True):
        why = _left_out(reviewed, verdict, found[verdict.key], told["value"], internal=internal, reader=reader, everything=everything)
        if why:
            left_out[why] += 1
        else:
            kept.append((verdict, found[verdict.key], {str(name): value for name, value in told.items()}))
    numbers = cases([verdict for verdict, _, _ in kept])
    rows = [
        Queued(verdict, standing, number, margin=float(margins.get(verdict.institution, np.inf)), **told)
        for (verdict, standing, told), number in zip(kept, numbers, strict=True)
    ]
    return Queue(tuple(_ordered(rows)), left_out)


def _left_out(
    reviewed: Reviewed, verdict: Verdict, standing: Standing, value: float, *, internal: bool, reader: str | None, everything: bool
) -> str:
    if standing.state not in QUEUED:
        return standing.state
    if reader is not None and reader in standing.readers:
        return "read"
    if reviewed.questionnaire[verdict.question].observability == "no" and not internal:
        return "unseen"
    return "" if everything or round(value, _DECIMALS) > 0 else "worthless"


def _ordered(rows: Sequence[Queued]) -> list[Queued]:
    """Cases by the mean value of their verdicts, then by closeness to a cut; within a case the worthiest first. Cases are numbered anew."""
    of: dict[int, list[Queued]] = {}
    for row in rows:
        of.setdefault(row.case, []).append(row)
    for members in of.values():
        members.sort(key=lambda row: (-round(row.value, _DECIMALS), row.margin, row.verdict.key))
    ordered = sorted(of.values(), key=_rank)
    return [_numbered(row, number) for number, members in enumerate(ordered, 1) for row in members]


def _rank(members: Sequence[Queued]) -> tuple[float, float, tuple[str, str, str]]:
    mean = sum(row.value for row in members) / len(members)
    return -round(mean, _DECIMALS), min(row.margin for row in members), members[0].verdict.key


def _numbered(row: Queued, number: int) -> Queued:
    return Queued(row.verdict, row.standing, number, row.chance, row.weight, row.disagreement, row.points, row.value, row.margin)


def margin(scores: Scores) -> pd.Series[float]:
    """How many points each body's score is from the nearest level's start, or from the nearest other score of its measurement."""
    root = scores.root
    starts = np.array([level.start for level in scores.methodology.levels if level.start > 0])
    cuts = root.map(lambda points: np.abs(starts - points).min() if starts.size and not np.isnan(points) else np.inf)
    among = scores.units["measurement"].astype(str) if "measurement" in scores.units else pd.Series("", index=root.index)
    ordered = root.dropna().sort_values()
    gaps = [_gaps(part) for _, part in ordered.groupby(among.reindex(ordered.index))]
    nearest = pd.concat(gaps).reindex(root.index) if gaps else pd.Series(np.inf, index=root.index)
    return pd.concat([cuts, nearest], axis=1).min(axis=1).fillna(np.inf)


def _gaps(ordered: pd.Series[float]) -> pd.Series[float]:
    return pd.concat([ordered.diff().abs(), ordered.diff(-1).abs()], axis=1).min(axis=1)
