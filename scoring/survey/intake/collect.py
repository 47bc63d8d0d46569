"""From a sheet to entries: whose each row is, and to which question each of its cells belongs."""

from __future__ import annotations

from scoring.survey.intake.dates import day
from scoring.survey.intake.entries import Entries, Spot
from scoring.survey.intake.heads import Table
from scoring.survey.intake.mapping import IGNORE
from scoring.survey.intake.meaning import WHO, Meaning
from scoring.survey.intake.reading import Reading
from scoring.survey.intake.sheet import shown

_ANONYMOUS = "1980-01-01"
"""The day that LimeSurvey writes where dates are not kept."""
_BESIDE = ("url", "remark", "at")


def collect(table: Table, entries: Entries, reading: Reading, whose: str = "") -> None:
    """Put every cell of a sheet where it belongs. ``whose`` is the body of the whole sheet, where the file is a form of one body."""
    if not whose and not any(table.columns(role) for role in WHO):
        remedy = "add a column with their ids, registration numbers, e-mail addresses or names"
        reading.faults.add(table.sheet.place(table.header, 0), f"no column names the institutions; {remedy}")
        return
    bodies: dict[str, Spot] = {}
    for row in range(table.first, len(table.sheet.rows)):
        if _holds(table, row):
            _row(table, row, entries, reading, whose or _who(table, row, reading, bodies))


def _holds(table: Table, row: int) -> bool:
    """Whether anything that is read stands in a row."""
    used = (column for column, meant in table.heads.items() if meant.role != IGNORE)
    formulas = table.sheet.marks.formulas
    return any(table.sheet.cell(row, column) != "" or (row, column) in formulas for column in used)


def _row(table: Table, row: int, entries: Entries, reading: Reading, institution: str) -> None:
    """One row, of a body or of an answer."""
    if not institution or institution == IGNORE:
        return
    if table.shape == "long":
        _answer(table, row, entries, reading, institution)
        return
    at = _moment(table, row, reading)
    for column, meant in table.heads.items():
        spot = Spot(table.sheet, row, column, table.shape)
        if meant.question and spot.sound(reading.faults):
            entries.put(institution, meant, spot)
            _dated(entries, (institution, meant.question, ""), at)


def _dated(entries: Entries, key: tuple[str, str, str], at: Spot | None) -> None:
    """The date of a row is that of each of its answers."""
    if at:
        entries.by_key[key].cells.setdefault("at", at)


def _moment(table: Table, row: int, reading: Reading) -> Spot | None:
    """The cell with the date of a row; None where there is none."""
    spot = Spot(table.sheet, row, table.column("at"), table.shape)
    if spot.column < 0 or not spot.sound(reading.faults):
        return None
    try:
        return None if day(spot.value, early=spot.sheet.early) == _ANONYMOUS else spot
    except ValueError as error:
        reading.faults.add(spot.place, str(error))
        return None


def _who(table: Table, row: int, reading: Reading, bodies: dict[str, Spot]) -> str:
    """The body of a row; empty where it cannot be told, which is noted; ``ignore`` where the row is to be left out."""
    if table.shape == "limesurvey" and not _submitted(table, row):
        reading.told.append(f"{table.sheet.place(row, 0)}: was begun and never submitted; left out")
        return IGNORE
    found = _named(table, row, reading)
    if table.shape == "long" or found in ("", IGNORE):
        return found
    spot = Spot(table.sheet, row, next(column for role in WHO for column in table.columns(role)))
    before = bodies.setdefault(found, spot)
    if before is not spot:
        reading.faults.add(spot.place, f"{found} has a row already at {before.address}; keep the one that holds")
        return ""
    return found


def _submitted(table: Table, row: int) -> bool:
    """Whether a response was sent off."""
    column = table.column("at")
    return column < 0 or table.sheet.cell(row, column) != ""


def _named(table: Table, row: int, reading: Reading) -> str:
    """The body that the cells of a row name; they must not name two."""
    spots = [Spot(table.sheet, row, column) for role in WHO for column in table.columns(role)]
    before = len(reading.faults.found)
    sure = [spot for spot in spots if table.heads[spot.column].role in WHO[:2] and spot.sound(reading.faults)]
    given = sure or [spot for spot in spots if spot.sound(reading.faults)][:1]
    if not given and len(reading.faults.found) > before:
        return ""
    if not given:
        reading.faults.add(spots[0].place, "no institution; write its id, registration number or name")
        return ""
    found = {spot.place: _found(spot, reading) for spot in given}
    if len({each for each in found.values() if each}) > 1:
        told = ", ".join(each for each in found.values() if each)
        reading.faults.add(given[0].place, f"the cells of this row name different institutions ({told}); mend one of them")
        return ""
    return "" if "" in found.values() else next(iter(found.values()))


def _found(spot: Spot, reading: Reading) -> str:
    """The body that one cell names; empty where it names none, which is noted."""
    mapped = reading.mapping.get("institution", spot.text)
    if mapped == IGNORE:
        return IGNORE
    try:
        return reading.who.find(mapped or spot.text)
    except ValueError as error:
        told = f"{shown(spot.text)!r} is mapped to what is none: {error}" if mapped else str(error)
        reading.faults.add(spot.place, told)
        if not mapped:
            reading.miss("institution", spot.text, reading.who.near(spot.text))
        return ""


def _answer(table: Table, row: int, entries: Entries, reading: Reading, institution: str) -> None:
    """A row with one answer; an empty one says nothing."""
    ours = table.column("said") >= 0
    roles = ("question", "said", "value", "subject", *_BESIDE)
    spots = {role: Spot(table.sheet, row, table.column(role), table.shape, ours) for role in roles}
    given = {role: spot for role, spot in spots.items() if spot.column >= 0 and spot.sound(reading.faults)}
    cell = given.get("said") or given.get("value")
    if not (cell or {"url", "remark"} & given.keys()):
        return
    meant = _question(given.get("question"), spots["question"], reading)
    if meant is None:
        return
    subject = given["subject"].text if "subject" in given else ""
    beside = {role: given[role] for role in _BESIDE if role in given}
    if "at" in beside and _moment(table, row, reading) is None:
        beside.pop("at")
    if cell:
        entries.put(institution, meant, cell, subject)
    for role, spot in beside.items():
        entries.put(institution, Meaning(role, meant.question), spot, subject)


def _question(given: Spot | None, spot: Spot, reading: Reading) -> Meaning | None:
    """The question of a row; None where it is none, which is noted."""
    if given is None:
        reading.faults.add(spot.place, "no question; write its id")
        return None
    mapped = reading.mapping.get("question", given.text)
    if mapped == IGNORE:
        return None
    meant = reading.which.question(mapped or given.text)
    if meant is None:
        hint = "" if mapped else reading.miss("question", given.text, reading.which.near(given.text))
        reading.faults.add(given.place, f"no question {shown(mapped or given.text)!r}{hint}; write the id of one")
    return meant
