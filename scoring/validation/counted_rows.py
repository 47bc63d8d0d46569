"""The columns of the table of answers as they count (``counted_table``), and how scores read it."""

from __future__ import annotations

import pandas as pd

from scoring.rollup import COLUMNS as ROLLED

COLUMNS = (
    *("unit", "code", "subject", "at", "status", "reason", "direction", "chance", "reliability", "why", "marked", "reviewed"),
    *(f"{what}_{part}" for what in ("claimed", "observed", "counts") for part in ("outcome", "value", "number")),
)
"""Whose answer to which question about what, given when; its verdict; the chance that the claim is true, after the verdict (``chance``) and
before (``reliability``); why it counts as it does, whether that is marked, whether people looked; then what was claimed, what was seen and
what counts, each as ``scoring.rollup`` reads it."""
REVIEWED = frozenset({"accepted", "overruled"})


def rows(table: pd.DataFrame, what: str) -> pd.DataFrame:
    """What was ``claimed``, was ``observed`` or ``counts``, in the shape that ``scoring.rollup`` takes.

    Beside each row stand its ``reliability`` and whether it was ``reviewed``.
    """
    named = {f"{what}_{part}": part for part in ("outcome", "value", "number")}
    others = [
        name for name in table if any(name == f"{one}_{part}" for one in ("claimed", "observed", "counts") for part in named.values())
    ]
    told = table.drop(columns=[name for name in others if name not in named]).rename(columns=named)
    typed = told.astype({"value": "string", "subject": "string", "number": "float64"})
    return typed[[*ROLLED, "reliability", "reviewed"]].reset_index(drop=True)
