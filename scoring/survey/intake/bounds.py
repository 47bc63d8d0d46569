"""How far a sheet reaches and how much stands in it, counted while its XML is read, so that it can be refused before it is unfolded."""

from __future__ import annotations

from dataclasses import dataclass

from data.errors import SurveyError
from scoring.survey.intake.limits import CELLS, COLUMNS, ROWS, TEXT


@dataclass(slots=True)
class Room:
    """The characters that the cells of a workbook may still hold."""

    left: int = TEXT


@dataclass(slots=True)
class Bounds:
    """The last row and column of a sheet that hold something, counted from one."""

    place: str
    room: Room
    rows: int = 0
    columns: int = 0

    def reach(self, row: int, column: int, characters: int = 0, times: int = 1) -> None:
        """Something stands at this row and column, counted from nought. Raises SurveyError when that is too far, or too much."""
        self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)
        if self.rows > ROWS or self.columns > COLUMNS or self.rows * self.columns > CELLS:
            told = f"reaches to row {self.rows:,} and column {self.columns:,}"
            remedy = (
                f"at most {ROWS:,} rows, {COLUMNS:,} columns and {CELLS:,} cells are read; delete what stands far off, or split the file"
            )
            raise SurveyError(f"{self.place}: {told}; {remedy}")
        self.room.left -= characters * times
        if self.room.left < 0:
            raise SurveyError(f"{self.place}: more than {TEXT:,} characters; split the file")
