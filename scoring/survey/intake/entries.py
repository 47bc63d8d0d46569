"""What was given to each question by each body: the cells of it, wherever in the file they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from data.guard import released
from data.tables import Faults
from scoring.survey.intake.meaning import Meaning
from scoring.survey.intake.sheet import Cell, Sheet, as_text


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of a sheet; ``shape`` is how the sheet is laid out, ``ours`` whether we wrote it and put guards before what could compute."""

    sheet: Sheet
    row: int
    column: int
    shape: str = ""
    ours: bool = False

    @property
    def value(self) -> Cell:
        """What the cell holds."""
        value = self.sheet.cell(self.row, self.column)
        return released(value) if self.ours and isinstance(value, str) else value

    @property
    def text(self) -> str:
        """The cell as text."""
        return as_text(self.value)

    @property
    def place(self) -> str:
        """Where it stands, for a message."""
        return self.sheet.place(self.row, self.column)

    @property
    def address(self) -> str:
        """Where it stands within the file, as it is kept."""
        return self.sheet.address(self.row, self.column)

    def sound(self, faults: Faults) -> bool:
        """Whether the cell holds something that was typed; a formula or an error goes to ``faults``."""
        at = self.row, self.column
        if at in self.sheet.marks.formulas:
            faults.add(self.place, "holds a formula; write the value itself")
            return False
        if at in self.sheet.marks.errors:
            faults.add(self.place, "holds an error of the spreadsheet; write the value itself")
            return False
        return self.value != ""


@dataclass(slots=True)
class Entry:
    """The cells about one question of one body; ``ticks`` by the codes of options."""

    cells: dict[str, Spot] = field(default_factory=dict)
    ticks: dict[str, Spot] = field(default_factory=dict)

    def spots(self) -> Iterator[Spot]:
        """All cells, the answer's first."""
        order = ("answer", "other", "url", "remark", "at")
        yield from (self.cells[role] for role in order[:1] if role in self.cells)
        yield from self.ticks.values()
        yield from (self.cells[role] for role in order[1:] if role in self.cells)


Key = tuple[str, str, str]
"""Institution, question and subject."""


@dataclass
class Entries:
    """The entries of a file by their keys."""

    faults: Faults
    by_key: dict[Key, Entry] = field(default_factory=dict)

    def put(self, institution: str, meant: Meaning, spot: Spot, subject: str = "") -> None:
        """Add a cell; one that says again what another said is a fault, whether they agree or not."""
        entry = self.by_key.setdefault((institution, meant.question, subject), Entry())
        cells, name = (entry.ticks, meant.option) if meant.role == "option" else (entry.cells, meant.role)
        before = cells.setdefault(name, spot)
        if before is not spot:
            told = " ".join(part for part in (institution, meant.question, meant.option, subject) if part)
            self.faults.add(spot.place, f"{told} is answered already at {before.address}; keep one")
