"""What people said of answers since they were given, as tables: decisions, notices and replies, so that they can be kept and frozen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import pandas as pd

from data.casebook_rows import Adjudication, Notice, Reply
from data.rows import dump

KEY = ("unit", "code", "subject", "at", "who")
TABLES: Mapping[str, tuple[str, ...]] = {
    "adjudications": (*KEY, "decision", "status", "truth", "reason", "purpose", "snapshot"),
    "notices": (*KEY, "status", "reply_by"),
    "replies": (*KEY, "text", "url", "expires_at", "source"),
}
"""The columns of each table; ``who`` is the reader or the one who replied, ``truth`` is JSON."""


def said(
    adjudications: Iterable[Adjudication], notices: Iterable[Notice], replies: Iterable[Reply], at: datetime
) -> dict[str, pd.DataFrame]:
    """The tables of ``TABLES``, with what was said until the moment; each ordered by its key."""
    rows: dict[str, list[tuple[Any, ...]]] = {
        "adjudications": [
            (*_key(one), one.at, one.reader, one.decision, one.status, _truth(one), one.reason, one.purpose, one.snapshot)
            for one in adjudications
            if one.at <= at
        ],
        "notices": [(*_key(one), one.issued_at, "", one.status, one.reply_by) for one in notices if one.issued_at <= at],
        "replies": [
            (*_key(one), one.received_at, one.who, one.text, one.url, one.expires_at, one.source)
            for one in replies
            if one.received_at <= at
        ],
    }
    return {name: _typed(pd.DataFrame(rows[name], columns=list(columns))) for name, columns in TABLES.items()}


def _key(one: Adjudication | Notice | Reply) -> tuple[str, str, str]:
    return one.institution, one.question, one.subject


def _truth(one: Adjudication) -> str:
    return "" if one.truth is None else dump(list(one.truth) if isinstance(one.truth, tuple) else one.truth)


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    moments = [name for name in ("at", "reply_by", "expires_at") if name in table]
    typed = table.assign(**{name: pd.to_datetime(table[name], utc=True) for name in moments})
    return typed.sort_values(list(KEY), kind="stable", ignore_index=True)
