"""A file of answers from its bytes to what can be imported: all of it, or its faults."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from data.casebook_rows import Given
from data.registry import Registry
from scoring.survey.intake import form
from scoring.survey.intake.answers import answers
from scoring.survey.intake.book import book, read_bytes
from scoring.survey.intake.collect import collect
from scoring.survey.intake.conditions import Standing, warnings
from scoring.survey.intake.entries import Entries
from scoring.survey.intake.heads import Table, table
from scoring.survey.intake.mapping import IGNORE, Meanings
from scoring.survey.intake.reading import Reading
from scoring.survey.intake.sheet import Book, Sheet, shown
from scoring.survey.intake.which import Which
from scoring.survey.intake.who import Who
from scoring.survey.questionnaire import Questionnaire


@dataclass(frozen=True)
class Intake:
    """What a file gives: its answers, its name, SHA-256 and layout, and what is to be told of it."""

    file: str
    sha256: str
    shape: str
    given: tuple[Given, ...]
    told: tuple[str, ...]


def intake(
    path: Path, questionnaire: Questionnaire, registry: Registry, mapping: Meanings | None = None, standing: Standing | None = None
) -> Intake:
    """The answers of a file. ``standing`` are earlier answers, by which conditions are checked.

    Raises SurveyError (``Unread`` where a person may tell in a mapping what was meant) with every fault: file, sheet, cell and remedy.
    """
    data = read_bytes(path)
    file = shown(path.name)
    found = book(file, data)
    reading = Reading(questionnaire, Which(questionnaire), Who(registry), mapping or Meanings(), told=list(found.told))
    entries = Entries(reading.faults)
    shape = _own_form(found, entries, reading) or _tables(found, entries, reading)
    given = answers(entries, reading)
    if not given and not reading.faults.found:
        reading.faults.add(file, "holds no answers")
    reading.check()
    warned = (f"{file}: {each}" for each in warnings(given, questionnaire, registry, standing or {}))
    told = (*reading.told, *warned)
    return Intake(file, hashlib.sha256(data).hexdigest(), shape, given, told)


def _own_form(found: Book, entries: Entries, reading: Reading) -> str:
    """Read our own form; empty where the book is none."""
    hidden = form.meta(found)
    if hidden is None:
        return ""
    whose = form.whose(hidden, reading)
    for sheet in form.answer_sheets(found) if whose else ():
        recognised = table(sheet, reading)
        if recognised is None:
            reading.faults.add(f"{sheet.file}: {sheet.name}", "the header row is gone; take the form anew")
        else:
            collect(recognised, entries, reading, whose)
    if whose and not form.answer_sheets(found):
        reading.faults.add(found.file, "the sheet of answers is gone; take the form anew")
    return "form"


def _tables(found: Book, entries: Entries, reading: Reading) -> str:
    """Read every sheet that can be understood, and name those that cannot; gives the layouts."""
    tables: list[Table] = []
    for sheet in found.sheets:
        filled = any(sheet.filled(row) for row in range(len(sheet.rows)))
        if sheet.hidden and filled:
            reading.told.append(f"{sheet.file}: {shown(sheet.name)}: a hidden sheet, not read")
        elif filled:
            tables += _recognised(sheet, reading)
    if not tables and not reading.faults.found:
        remedy = "the first rows must name the institution and the questions (by id or text), or institution, question and answer"
        reading.faults.add(found.file, f"no sheet has a header row that is understood; {remedy}")
    for each in tables:
        _tell_hidden(each, reading)
        collect(each, entries, reading)
    return ", ".join(dict.fromkeys(each.shape for each in tables))


def _recognised(sheet: Sheet, reading: Reading) -> list[Table]:
    """The sheet as a table, if it is one."""
    found = table(sheet, reading)
    if found is None and sheet.name:
        reading.told.append(f"{sheet.file}: {shown(sheet.name)}: no header row that is understood; the sheet was left alone")
    return [found] if found else []


def _tell_hidden(found: Table, reading: Reading) -> None:
    """Say that rows and columns were read which nobody saw on the screen."""
    marks, used = found.sheet.marks, {column for column, meant in found.heads.items() if meant.role != IGNORE}
    rows = [row for row in sorted(marks.hidden_rows) if found.first <= row < len(found.sheet.rows) and found.sheet.filled(row)]
    if rows:
        reading.told.append(f"{found.sheet.place(rows[0], 0)}: {_count(rows, 'hidden row')} from here on; they were read like the others")
    columns = sorted(marks.hidden_columns & used)
    if columns:
        reading.told.append(f"{found.sheet.place(found.header, columns[0])}: {_count(columns, 'hidden column')} read like the others")


def _count(found: Iterable[int], noun: str) -> str:
    """How many of something."""
    count = len(list(found))
    return f"{count} {noun}" + ("" if count == 1 else "s")
