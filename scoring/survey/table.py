"""The rows of ``survey.csv``, cell by cell: every one becomes a question, and what its cells get wrong is noted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from data import cells
from data.tables import Faults, Row, once, read
from data.types import Text
from scoring.survey.question import OBSERVABILITY, TYPES, Condition, Option, Question, Rule
from scoring.survey.rules import rule
from scoring.table_cells import code, number
from scoring.tree_table import reach

COLUMNS = (
    *("id", "block", "type", "text_lv", "text_en", "hint_lv", "hint_en", "options", "options_lv", "options_en", "options_seen"),
    *("required", "asked_if", "reach", "low", "high", "unit_lv", "unit_en", "observability", "indicators", "rule", "evidence"),
    *("url", "origin", "note"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the table: where it stands, its cells as typed, and the question that they make."""

    place: str
    cells: Row
    question: Question


def entries(path: Path, kinds: Collection[str], faults: Faults) -> list[Entry]:
    """Every row as an entry; wrong cells and ids given twice go to ``faults``. ``kinds`` are those of the bodies."""
    rows = read(path, dict.fromkeys(COLUMNS, str), faults)
    once(rows, "id", faults)
    if not rows and not faults.found:
        faults.add(f"{path}:1", "no rows; write at least one question")
    return [Entry(row.place, row, _question(row, tuple(kinds), faults)) for row in rows]


def _question(row: Row, kinds: tuple[str, ...], faults: Faults) -> Question:
    def cell(column: str, reader: Callable[[str], Any], default: object) -> Any:  # noqa: ANN401 (each column has a type of its own)
        try:
            value = reader(row[column])
        except ValueError as error:
            faults.add(row.place, f"{column}: {error}")
            return default
        return default if value is None else value

    cell("id", code, "")
    return Question(
        id=row["id"],
        block=row["block"],
        type=cell("type", cells.one_of(TYPES), ""),
        text=_text(row, "text", faults) or Text("-", "-"),
        hint=_text(row, "hint", faults, optional=True),
        options=_options(row, faults),
        required=cell("required", cells.one_of(("yes", "no")), "no") == "yes",
        asked_if=cell("asked_if", cells.optional(condition), None),
        reach=reach(row, kinds, faults),
        low=cell("low", cells.optional(number), None),
        high=cell("high", cells.optional(number), None),
        unit=_text(row, "unit", faults, optional=True),
        observability=cell("observability", cells.one_of(OBSERVABILITY), ""),
        indicators=tuple(row["indicators"].split()),
        rule=_rule(row, faults),
        evidence=tuple(row["evidence"].split()),
        url=cell("url", cells.optional(cells.one_of(("yes", "no"))), "no") == "yes",
        origin=cell("origin", cells.words, ""),
        note=row["note"],
    )


def condition(cell: str) -> Condition:
    """What a cell like ``IR04=yes`` or ``DV01=a|b`` says. Raises ValueError."""
    question, sign, answers = cell.partition("=")
    found = frozenset(answer.strip() for answer in answers.split("|"))
    if not sign or not question.strip() or "" in found:
        raise ValueError(f"{cell!r} is no condition; write a question, = and its answers, for example IR04=yes or IR04=a|b")
    return Condition(question.strip(), found)


def _rule(row: Row, faults: Faults) -> Rule | None:
    try:
        return rule(row["rule"]) if row["rule"] else None
    except ValueError as error:
        faults.add(row.place, f"rule: {error}")
    return None


def _text(row: Row, name: str, faults: Faults, *, optional: bool = False) -> Text | None:
    lv, en = row[f"{name}_lv"], row[f"{name}_en"]
    if lv and en:
        return Text(lv, en)
    if lv or en or not optional:
        for language in (language for language in ("lv", "en") if not row[f"{name}_{language}"]):
            faults.add(row.place, f"{name}_{language}: is empty; write it, every text is in both languages")
    return None


def _options(row: Row, faults: Faults) -> tuple[Option, ...]:
    """The options; lists of unlike lengths are told, and filled up so that the rest can be checked."""
    codes = row["options"].split()
    lists = {column: _split(row[column]) for column in ("options_lv", "options_en", "options_seen")}
    for column, given in lists.items():
        if len(given) != len(codes) and (given or column != "options_seen"):
            remedy = "write as many, with | between them" + (", empty where an option does not show" if column == "options_seen" else "")
            faults.add(row.place, f"{column}: {len(given)} for {len(codes)} options; {remedy}")
    for column in ("options_lv", "options_en"):
        for place in (place for place, text in enumerate(lists[column], 1) if not text):
            faults.add(row.place, f"{column}: the {place}. is empty; write it, every text is in both languages")
    for twice in dict.fromkeys(given for given in codes if codes.count(given) > 1):
        faults.add(row.place, f"options: {twice!r} is given twice; each option has a code of its own")
    told = zip_longest(codes, *(given[: len(codes)] for given in lists.values()), fillvalue="")
    return tuple(Option(given, Text(lv or "-", en or "-"), seen) for given, lv, en, seen in told)


def _split(cell: str) -> Sequence[str]:
    return [part.strip() for part in cell.split("|")] if cell else []
