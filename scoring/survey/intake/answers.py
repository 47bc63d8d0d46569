"""From entries to answers: each cell read by the type of its question, each wrong one noted with what was expected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from data.casebook_rows import Given
from data.guard import holdable
from scoring.survey.intake import dates, values
from scoring.survey.intake.entries import Entries, Entry, Key, Spot
from scoring.survey.intake.mapping import IGNORE
from scoring.survey.intake.reading import Reading
from scoring.survey.intake.values import Asked, Read
from scoring.survey.question import Question

_OTHERS = ("other", "cits")
"""Codes of the option beside which people write words of their own."""
_SUBJECT = 500
"""Characters of a subject."""


def answers(entries: Entries, reading: Reading) -> tuple[Given, ...]:
    """The answers, in the order of the file. What cannot be read goes to the faults of ``reading``."""
    found = (_given(key, entry, reading) for key, entry in entries.by_key.items())
    return tuple(each for each in found if each)


def _given(key: Key, entry: Entry, reading: Reading) -> Given | None:
    """The answer of one body to one question; None where nothing is answered, or a cell is wrong."""
    institution, name, subject = key
    reader = _Reader(reading.which.questions[name], entry, reading)
    said = reader.said()
    place = next(entry.spots())
    if said is None or said == _NOTHING:
        if said is _NOTHING and entry.cells.keys() - {"at"}:
            reading.told.append(f"{place.place}: {name} has an address or remark and no answer; left out")
        return None
    if len(subject) > _SUBJECT:
        reading.faults.add(place.place, f"a subject of {len(subject):,} characters; write at most {_SUBJECT}")
    url, remark, at = reader.url(), reader.remark(), reader.at()
    return Given(institution, name, said.said, holdable(subject), url, remark, at, place.address)


_NOTHING = Read("")
"""Stands where nothing was answered."""


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the cells about one question."""

    question: Question
    entry: Entry
    reading: Reading

    def said(self) -> Read | None:
        """The answer; ``_NOTHING`` where there is none, None where a cell is wrong."""
        spot = self.entry.cells.get("answer")
        if self.entry.ticks and spot:
            self.reading.faults.add(spot.place, f"{self.question.id} is answered here, and option by option as well; keep one")
            return None
        if self.entry.ticks or (self.question.type == "multiple" and "other" in self.entry.cells and not spot):
            return self._ticked()
        return self._whole(spot) if spot else self._other()

    def _whole(self, spot: Spot) -> Read | None:
        """An answer that stands in one cell, as the mapping or the question's type reads it."""
        mapped = self.reading.mapping.get("answer", f"{self.question.id}={spot.text}")
        if mapped == IGNORE:
            return _NOTHING
        cell = spot.value if mapped is None else mapped
        percent = mapped is None and (spot.row, spot.column) in spot.sheet.marks.percents
        asked = Asked(cell, percent=percent, early=spot.sheet.early, positions=spot.shape == "limesurvey")
        found = self._try(spot, lambda: values.read(self.question, asked))
        if found is None and self.question.options and mapped is None:
            self.reading.miss("answer", f"{self.question.id}={spot.text}")
        if found and found.doubt:
            self.reading.told.append(f"{spot.place}: {self.question.id}: {found.doubt}")
        return found

    def _ticked(self) -> Read | None:
        """An answer of ticks beside options, in the order of the questionnaire."""
        found: set[str] = set()
        for code, spot in self.entry.ticks.items():
            tick = self._tick(code, spot)
            if tick is None:
                return None
            found |= {code} if tick.said else set()
        found |= {self._others()} if "other" in self.entry.cells else set()
        return Read(tuple(one.code for one in self.question.options if one.code in found))

    def _tick(self, code: str, spot: Spot) -> Read | None:
        """Whether an option is ticked; words of one's own tick the option for others."""
        if code in _OTHERS and not values.is_tick(spot.text):
            return Read(True)
        return self._try(spot, lambda: Read(values.ticked(self.question, code, Asked(spot.value))))

    def _other(self) -> Read:
        """The option for others, where words were written in the place of an option."""
        return Read(self._others()) if self._others() and "other" in self.entry.cells else _NOTHING

    def _others(self) -> str:
        """The code of the option for others; empty where there is none."""
        return next((one.code for one in self.question.options if one.code in _OTHERS), "")

    def url(self) -> str:
        """The address beside the answer."""
        spot = self.entry.cells.get("url")
        found = self._try(spot, lambda: Read(values.beside(spot.text))) if spot else None
        return str(found.said) if found else ""

    def remark(self) -> str:
        """The words beside the answer, and those in the place of an option."""
        own = [spot for code, spot in self.entry.ticks.items() if code in _OTHERS and not values.is_tick(spot.text)]
        parts = own + [spot for role in ("other", "remark") if (spot := self.entry.cells.get(role))]
        read = [self._try(spot, lambda spot=spot: Read(values.remark(spot.text))) for spot in parts]  # type: ignore[misc]
        return "\n".join(str(each.said) for each in read if each)

    def at(self) -> datetime | None:
        """The answer's own date; one that is wrong was told where its row was read."""
        spot = self.entry.cells.get("at")
        return dates.moment(spot.value, early=spot.sheet.early) if spot else None

    def _try(self, spot: Spot, read: Callable[[], Read]) -> Read | None:
        """What is read; None where the cell is wrong, which is noted with the question."""
        try:
            return read()
        except ValueError as error:
            self.reading.faults.add(spot.place, f"{self.question.id}: {error}")
            return None
