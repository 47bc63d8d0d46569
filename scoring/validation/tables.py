"""Verdicts as a table, a row each, for scores, statistics and spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from data.guard import legible
from data.types import Evidence
from scoring.validation.verdict import Claimed, Verdict

COLUMNS = (
    *("edition", "institution", "question", "subject", "claimed", "status", "observed", "confidence", "chance", "direction", "reason"),
    *("later", "indicators", "evidence_url", "snapshot"),
)
_TYPES = {"confidence": "float64", "chance": "float64", "later": "bool"}


def frame(verdicts: Iterable[Verdict]) -> pd.DataFrame:
    """A row a verdict, in their order, with ``COLUMNS``.

    Answers are text (see ``told``); ``indicators`` are separated by spaces; ``evidence_url`` and ``snapshot`` are those of the first piece
    of evidence. Chances that are not known are NaN, words that there are none of empty.
    """
    table = pd.DataFrame([_row(verdict) for verdict in verdicts], columns=list(COLUMNS))
    return table.astype({name: _TYPES.get(name, "object") for name in COLUMNS})


def cells(table: pd.DataFrame) -> pd.DataFrame:
    """The table as spreadsheets may hold it: no word of others that one would compute."""
    words = [name for name in table.columns if name not in _TYPES]
    return table.assign(**{name: [legible(str(cell)) for cell in table[name]] for name in words})


def told(value: Claimed) -> str:
    """An answer as text: yes and no, numbers with a decimal point, codes separated by spaces; empty for nothing."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return " ".join(value)
    if isinstance(value, float):
        return f"{value:.15g}"
    return "" if value is None else str(value)


def first_evidence(verdict: Verdict) -> Evidence | None:
    """The first piece of evidence of a verdict; None where there is none."""
    return next((each for row in verdict.seen for each in row.evidence), None)


def _row(verdict: Verdict) -> tuple[Any, ...]:
    shown = first_evidence(verdict)
    return (
        verdict.edition,
        *verdict.key,
        told(verdict.claimed),
        verdict.status,
        told(verdict.observed),
        verdict.confidence,
        verdict.chance,
        verdict.direction,
        verdict.reason or "",
        verdict.later,
        " ".join(dict.fromkeys(row.indicator for row in verdict.seen)),
        shown.url if shown else "",
        verdict.seen[0].snapshot if verdict.seen else "",
    )
