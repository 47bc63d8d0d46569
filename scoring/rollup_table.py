"""The rollups of an edition's own, as its ``rollups.csv`` has them: several rows of one code are tried in their order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from data.tables import Faults, Row, read
from data.types import Outcome
from scoring.rollup import ROLLUPS
from scoring.rollup_rules import INAPPLICABLE, PER_SUBJECT, Rule
from scoring.table_cells import code, near

COLUMNS = ("code", "where", "is", "among", "has", "as_no", "per_subject", "method", "note")
_AS_NO = (Outcome.UNTESTED.value, Outcome.INAPPLICABLE.value, Outcome.CANT_TELL.value)
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def rollups(path: Path, faults: Faults) -> Mapping[str, tuple[Rule, ...]]:
    """The rules of each code; none where there is no such table. What is wrong with it goes to ``faults``."""
    if not path.exists():
        return {}
    found: dict[str, list[Rule]] = {}
    open_to_all: dict[str, str] = {}
    for row in read(path, dict.fromkeys(COLUMNS, str), faults):
        _check(row, faults)
        before = open_to_all.get(row["code"])
        if before:
            faults.add(row.place, f"where: the row at {before} holds for all, so this one never does; put it before that one")
        if not row["where"]:
            open_to_all.setdefault(row["code"], row.place)
        found.setdefault(row["code"], []).append(_rule(row))
    return {name: tuple(rules) for name, rules in found.items()}


def _rule(row: Row) -> Rule:
    return Rule(
        code=row["code"],
        method=row["method"],
        where=row["where"],
        values=_words(row["is"]),
        among=row["among"],
        having=_words(row["has"]),
        as_no=frozenset(row["as_no"].split()),
        per_subject=row["per_subject"],
    )


def _words(cell: str) -> frozenset[str]:
    return frozenset(word.strip().casefold() for word in cell.split("|")) if cell else frozenset()


def _check(row: Row, faults: Faults) -> None:
    try:
        code(row["code"])
    except ValueError as error:
        faults.add(row.place, f"code: {error}")
    if row["code"] in ROLLUPS:
        faults.add(row.place, f"code: {row['code']} is a rollup that everybody has; write another name")
    for column, words in (("where", "is"), ("among", "has")):
        if bool(row[column]) != bool(row[words]):
            faults.add(row.place, f"{words}: {row[words]!r} beside {column} {row[column]!r}; write both, or neither")
    for word in row["as_no"].split():
        if word not in _AS_NO:
            faults.add(row.place, f"as_no: {word!r} cannot count as no; {near(word, _AS_NO)}")
    if row["per_subject"] and row["per_subject"] not in PER_SUBJECT:
        faults.add(row.place, f"per_subject: {row['per_subject']!r} is unknown; {near(row['per_subject'], PER_SUBJECT)}")
    if row["method"] not in {*ROLLUPS, INAPPLICABLE} and not _NUMBER.fullmatch(row["method"]):
        faults.add(row.place, f"method: {row['method']!r} is no rollup; {near(row['method'], (*ROLLUPS, INAPPLICABLE))}")
