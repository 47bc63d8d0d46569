"""What no crawl can see: answers of a survey, and figures of statistics, read strictly from a long CSV table.

One row an answer: ``institution,question,answer`` and, if wanted, ``subject`` (where one question is asked of several things), ``source``
and ``at`` (the day of the answer). Whatever stands in further columns is kept as words: an edition's own rollups may read it.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from data import cells
from data.errors import ConfigError
from data.tables import Faults, Reader, Row, read
from data.types import Outcome
from scoring.rollup import COLUMNS

YES = frozenset({"yes", "true", "jā", "ja"})
NO = frozenset({"no", "false", "nē", "ne"})
NOT_RELEVANT = frozenset({"not relevant", "not applicable", "n/a", "nr", "neattiecas", "nav attiecināms"})
"""The words of an answer, in any case of letters."""
Answer = tuple[str, str | None, float | None]
"""Outcome, value as text, value as a number."""
_ALWAYS = (*COLUMNS, "source")
_TAKEN = frozenset({"unit", "code", "outcome", "value", "number"})
_OWN = ("institution", "question", "answer", "subject", "source", "at")


def answer(cell: str) -> Answer:
    """What a cell answers: yes, no, a number, a date, that it is not relevant, or nothing (which is no "no")."""
    word = cell.casefold()
    if not word:
        return Outcome.UNTESTED.value, None, None
    if word in NOT_RELEVANT:
        return Outcome.INAPPLICABLE.value, None, None
    if word in YES or word in NO:
        return _yes_or_no(word in YES)
    return _number(cell) or _date(cell)


def answers(path: Path, institutions: Collection[str] | None = None, questions: Collection[str] | None = None) -> pd.DataFrame:
    """The answers of a table, in the shape that ``scoring.rollup`` takes and with their ``source``, ordered by unit, code and subject.

    ``institutions`` and ``questions`` are those that may be named (any when None). Raises ConfigError with every fault of the table.
    """
    faults = Faults()
    heads = header(path)
    rows = read(path, _columns(heads, institutions, questions), faults)
    for name in sorted({name for name in heads if heads.count(name) > 1 or name in _TAKEN}):
        faults.add(f"{path}:1", f"{name}: stands twice, or is a word of ours; name the column otherwise")
    _check_once(rows, faults)
    if faults.found:
        raise ConfigError(faults.found)
    return _table(rows, [name for name in heads if name not in _OWN])


def _table(rows: Collection[Row], further: Sequence[str]) -> pd.DataFrame:
    found = pd.DataFrame([(*_told(row), *(row[name] for name in further)) for row in rows], columns=[*_ALWAYS, *further])
    typed = found.astype({"subject": "string", "value": "string", "number": "float64"})
    typed["at"] = pd.to_datetime(typed["at"], format="%Y-%m-%d", utc=True)
    return typed.sort_values(["unit", "code", "subject"], kind="stable", ignore_index=True)


def _told(row: Row) -> tuple[Any, ...]:
    outcome, value, number = row["answer"]
    optional = row.cells
    at = optional.get("at")
    # A year or a month is no day: nothing can be counted from it.
    return (
        row["institution"],
        row["question"],
        optional.get("subject", ""),
        outcome,
        value,
        number,
        at if at and len(at) == len("2026-01-01") else None,
        optional.get("source", ""),
    )


def _columns(heads: Sequence[str], institutions: Collection[str] | None, questions: Collection[str] | None) -> Mapping[str, Reader]:
    must: Mapping[str, Reader] = {
        "institution": _known(institutions, "institution", "an id of the registry"),
        "question": _known(questions, "question", "a question of the methodology"),
        "answer": answer,
    }
    may: Mapping[str, Reader] = {**dict.fromkeys(heads, str), "at": cells.optional(cells.day)}
    return {**must, **{name: may[name] for name in heads if name not in must}}


def header(path: Path) -> list[str]:
    """The columns that the first line of a table names; none where it cannot be read."""
    try:
        first = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()[:1]
    except OSError:
        # That it cannot be read is told by whoever reads its rows.
        return []
    return next(csv.reader(first), [])


def _known(allowed: Collection[str] | None, noun: str, remedy: str) -> Reader:
    def reader(cell: str) -> str:
        if not cell:
            raise ValueError(f"is empty; write {remedy}")
        if allowed is not None and cell not in allowed:
            raise ValueError(f"no {noun} {cell!r}; write {remedy}")
        return cell

    return reader


def _check_once(rows: Collection[Row], faults: Faults) -> None:
    first: dict[tuple[str, ...], str] = {}
    for row in rows:
        key = (row["institution"], row["question"], row.cells.get("subject", ""))
        if first.setdefault(key, row.place) != row.place:
            told = " ".join(part for part in key if part)
            faults.add(row.place, f"question: {told} is answered already at {first[key]}; keep one, or tell them apart by subject")


def _yes_or_no(yes: bool) -> Answer:  # noqa: FBT001 (it is the answer itself)
    outcome = Outcome.PASSED if yes else Outcome.FAILED
    return outcome.value, "true" if yes else "false", float(yes)


def _number(cell: str) -> Answer | None:
    try:
        number = float(cell)
    except ValueError:
        return None
    if not math.isfinite(number):
        return None
    # Nought stands for no as well, so that surveys may be given in ones and noughts.
    return (Outcome.FAILED if number == 0 else Outcome.PASSED).value, cell, number


def _date(cell: str) -> Answer:
    try:
        cells.day(cell)
    except ValueError:
        remedy = "write yes or no, a number with a decimal point, a date as 2025-06-30, 'not relevant', or nothing"
        raise ValueError(f"{cell!r} is no answer; {remedy}") from None
    return Outcome.PASSED.value, cell, None
