"""The header row of a sheet: found by what is recognised in it, and understood column by column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from scoring.survey.form_layout import HEADER_WITHIN
from scoring.survey.intake.mapping import IGNORE
from scoring.survey.intake.meaning import LIMESURVEY, LONG, MS_FORMS, WHO, Meaning, key
from scoring.survey.intake.reading import Reading
from scoring.survey.intake.sheet import Sheet, shown

_SAMPLE = 50


@dataclass(frozen=True)
class Table:
    """A sheet with its header row understood: what each column means, and where the answers begin."""

    sheet: Sheet
    header: int
    first: int
    heads: Mapping[int, Meaning]

    def columns(self, role: str) -> tuple[int, ...]:
        """The columns of a role, from left to right."""
        return self._by_role.get(role, ())

    def column(self, role: str) -> int:
        """The first column of a role; -1, which is empty in every row, where there is none."""
        return next(iter(self.columns(role)), -1)

    @cached_property
    def _by_role(self) -> Mapping[str, tuple[int, ...]]:
        """The columns of each role."""
        roles = dict.fromkeys(meant.role for meant in self.heads.values())
        return {role: tuple(column for column, meant in self.heads.items() if meant.role == role) for role in roles}

    @cached_property
    def names(self) -> frozenset[str]:
        """The keys of the headings."""
        return frozenset(key(self.sheet.text(self.header, column)) for column in range(len(self.sheet.rows[self.header])))

    @cached_property
    def shape(self) -> str:
        """How the sheet is laid out."""
        if self.column("question") >= 0:
            return "long"
        if self.names & LIMESURVEY:
            return "limesurvey"
        return "ms-forms" if MS_FORMS & self.names else "wide"


def table(sheet: Sheet, reading: Reading) -> Table | None:
    """The sheet with its header understood; None where no row of it looks like a header. Faults go to ``reading``."""
    rows = range(min(HEADER_WITHIN, len(sheet.rows)))
    known = {row: _known(sheet, row, reading) for row in rows}
    best = max(rows, key=lambda row: (_weight(known[row]), -row), default=None)
    if best is None or _weight(known[best]) < 2:
        return None
    heads = _by_id(sheet, best, known[best], reading)
    heads, first = _second(sheet, best, heads, known.get(best + 1, {}), reading)
    found = Table(sheet, best, first, dict(sorted(_settled(heads).items())))
    _check_merged(found, reading)
    _check_unknown(found, reading)
    return replace(found, heads=_once(found, reading))


def _weight(heads: Mapping[int, Meaning]) -> int:
    """How much speaks for a row being the header."""
    return sum(meant.role != IGNORE for meant in heads.values())


def _known(sheet: Sheet, row: int, reading: Reading) -> dict[int, Meaning]:
    """The cells of a row that mean something."""
    found: dict[int, Meaning] = {}
    for column in range(len(sheet.rows[row])):
        meant = _meant(sheet.text(row, column), reading)
        if meant:
            found[column] = meant
    return found


def _meant(text: str, reading: Reading) -> Meaning | None:
    """What a heading means, by the mapping or by itself."""
    if not text:
        return None
    told = reading.mapping.get("column", text)
    return reading.which.told(told) if told else reading.which.heading(text)


def _by_id(sheet: Sheet, header: int, heads: dict[int, Meaning], reading: Reading) -> dict[int, Meaning]:
    """Where questions stand by id beside their texts, as in our own forms, the column of ids tells which they are."""
    ids = [column for column, meant in heads.items() if meant.role == IGNORE and key(sheet.text(header, column)) == "id"]
    asked = any(meant.role == "value" for meant in heads.values())
    for column in ids if asked else ():
        cells = [sheet.text(row, column) for row in range(header + 1, min(len(sheet.rows), header + _SAMPLE))]
        if any(reading.which.question(cell) for cell in cells if cell):
            texts = {place: Meaning(IGNORE) for place, meant in heads.items() if meant.role == "question"}
            return {**heads, **texts, column: Meaning("question")}
    return heads


def _second(
    sheet: Sheet, header: int, heads: dict[int, Meaning], below: Mapping[int, Meaning], reading: Reading
) -> tuple[dict[int, Meaning], int]:
    """The heads, and the row where answers begin: a second header row (codes above, texts below) is no answer."""
    asked = {column: meant for column, meant in below.items() if meant.question}
    if len(asked) < 2 or any(meant.role == "question" for meant in heads.values()):
        return heads, header + 1
    other = [column for column, meant in asked.items() if column in heads and heads[column].question and heads[column] != meant]
    for column in other:
        fault = f"the second header row says {shown(sheet.cell(header + 1, column))!r}, the first another question; keep one header row"
        reading.faults.add(sheet.place(header + 1, column), fault)
    reading.told.append(f"{sheet.place(header + 1, 0)}: a second header row was passed over")
    return {**below, **heads}, header + 2


def _settled(heads: Mapping[int, Meaning]) -> Mapping[int, Meaning]:
    """What belongs to a table with a row an answer means nothing in one with a row a body, and the other way round."""
    long = any(meant.role == "question" for meant in heads.values())
    foreign = frozenset() if long else frozenset(LONG) - {"at"}

    def belongs(meant: Meaning) -> bool:
        """Whether a column of that meaning is read in a table of this layout."""
        return not long if meant.question else meant.role not in foreign

    return {column: meant if belongs(meant) else Meaning(IGNORE) for column, meant in heads.items()}


def _check_unknown(found: Table, reading: Reading) -> None:
    """Note every column that holds something and means nothing that is known."""
    sheet = found.sheet
    width = max(len(sheet.rows[row]) for row in range(found.header, len(sheet.rows)))
    for column in (column for column in range(width) if column not in found.heads):
        first = next((row for row in range(found.first, len(sheet.rows)) if sheet.cell(row, column) != ""), None)
        if first is None:
            continue
        text = sheet.text(found.header, column)
        if not text:
            reading.faults.add(sheet.place(first, column), "stands under no heading; write what the column is into the header row")
            continue
        mapped = reading.mapping.get("column", text)
        near = reading.which.near(text)
        hint = f", and the mapping's {shown(mapped)!r} is none either" if mapped else reading.miss("column", text, near)
        remedy = "mend it, or write into the mapping file what it means (a question's id, or ignore)"
        reading.faults.add(sheet.place(found.header, column), f"{shown(text)!r} is no question{hint}; {remedy}")


def _once(found: Table, reading: Reading) -> Mapping[int, Meaning]:
    """The heads without those that mean the same as one before, which are noted; several columns may name the institution."""
    kept: dict[int, Meaning] = {}
    for column, meant in found.heads.items():
        before = next((place for place, other in kept.items() if other == meant), None)
        if meant.role in (IGNORE, *WHO) or before is None:
            kept[column] = meant
            continue
        place, told = found.sheet.place(found.header, column), found.sheet.address(found.header, before)
        reading.faults.add(place, f"means the same as {told} ({_spoken(meant)}); keep one of the two columns")
        kept[column] = Meaning(IGNORE)
    return kept


def _spoken(meant: Meaning) -> str:
    """A meaning, for a message."""
    inner = f"[{meant.option or meant.role}]" if meant.question and meant.role != "answer" else ""
    return f"{meant.question}{inner}" if meant.question else meant.role


def _check_merged(found: Table, reading: Reading) -> None:
    """Note ranges that are merged over more than one cell that is read: whose value it is cannot be told."""
    used = {column for column, meant in found.heads.items() if meant.role != IGNORE}
    for area in found.sheet.marks.merged:
        top, left, bottom, right = area
        columns = [column for column in used if left <= column <= right]
        rows = range(max(top, found.header), bottom + 1)
        across = columns and right > left and top <= found.header <= bottom
        over = [1 for row in rows if row >= found.first and columns and _filled(found.sheet, row, used)]
        if across or (over and len(over) * len(columns) > 1):
            reading.faults.add(found.sheet.span(area), "merged cells; take the merge apart and write each cell's own value")


def _filled(sheet: Sheet, row: int, used: set[int]) -> bool:
    """Whether a row is within the sheet, and holds anything that is read."""
    return row < len(sheet.rows) and any(sheet.cell(row, column) != "" for column in used)
