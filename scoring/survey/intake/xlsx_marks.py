"""What an XLSX says of its cells beside their values: formulas, errors, per cent, merged ranges, and what is hidden."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from data.errors import SurveyError
from scoring.survey.intake.bounds import Bounds, Room
from scoring.survey.intake.limits import COLUMNS, SHEETS
from scoring.survey.intake.markup import Listener, follow, plain_attributes
from scoring.survey.intake.package import Package
from scoring.survey.intake.sheet import Area, At, Marks

_REF = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_PERCENT_FORMATS = frozenset({9, 10})
"""Built-in formats 0 % and 0.00 % (ECMA-376 part 1, 18.8.30)."""
_TRUE = frozenset({"1", "true"})


@dataclass(frozen=True)
class Marked:
    """The marks of each sheet by its name, and whether the workbook counts days from 1904."""

    sheets: Mapping[str, Marks]
    early: bool = False


def marked(file: str, package: Package) -> Marked:
    """The marks of every sheet. Raises SurveyError for parts that are broken, or reach too far."""
    book = _Book()
    follow(file, package.parts["xl/workbook.xml"], book)
    if len(book.sheets) > SHEETS:
        raise SurveyError(f"{file}: {len(book.sheets)} sheets, more than the {SHEETS} that are read; keep the one with the answers")
    links, styles, strings = _Links(), _Styles(), _Strings()
    for part, listener in (("xl/_rels/workbook.xml.rels", links), ("xl/styles.xml", styles), ("xl/sharedStrings.xml", strings)):
        _follow_any(file, package, part, listener)
    room = Room()
    found: dict[str, Marks] = {}
    for part, xml in package.parts.items():
        if part.endswith(".xml") and part not in {"xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"}:
            names = [name for name, target in book.sheets if links.targets.get(target) == part]
            cells = _Cells(Bounds(f"{file}: {names[0]}" if names else f"{file}: {part}", room), styles.percent(), strings.lengths)
            follow(cells.bounds.place, xml, cells)
            found |= dict.fromkeys(names, cells.marks)
    return Marked(found, book.early)


def _follow_any(file: str, package: Package, part: str, listener: Listener) -> None:
    """Read a part that a workbook may lack."""
    if part in package.parts:
        follow(file, package.parts[part], listener)


class _Silent:
    """Leaves alone what a part is not read for."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Nothing."""

    def end(self, name: str) -> None:
        """Nothing."""

    def text(self, text: str) -> None:
        """Nothing."""


@dataclass
class _Book(_Silent):
    """The sheets' names with the ids of their parts."""

    sheets: list[tuple[str, str]] = field(default_factory=list)
    early: bool = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """A sheet, or how days are counted."""
        if name == "sheet":
            self.sheets.append((attributes.get("name", ""), plain_attributes(attributes).get("id", "")))
        elif name == "workbookPr":
            self.early = attributes.get("date1904", "0") in _TRUE


@dataclass
class _Links(_Silent):
    """The parts by their ids."""

    targets: dict[str, str] = field(default_factory=dict)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """A part; one that begins with a slash is told from the root."""
        if name == "Relationship":
            target = attributes.get("Target", "")
            self.targets[attributes.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


@dataclass
class _Styles(_Silent):
    """How cells are shown: the number format of each style."""

    codes: dict[str, str] = field(default_factory=dict)
    formats: list[str] = field(default_factory=list)
    within: bool = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """A format of the workbook's own, or the format of a style of cells."""
        self.within = name == "cellXfs" or (self.within and name != "cellStyles")
        if name == "numFmt":
            self.codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "xf" and self.within:
            self.formats.append(attributes.get("numFmtId", "0"))

    def end(self, name: str) -> None:
        """The styles of cells end; others follow that are none."""
        self.within = self.within and name != "cellXfs"

    def percent(self) -> frozenset[str]:
        """The styles that show per cent."""
        return frozenset(str(place) for place, code in enumerate(self.formats) if self._is_percent(code))

    def _is_percent(self, number: str) -> bool:
        """Whether a format shows per cent: its sign stands outside of quotes."""
        builtin = number.isdigit() and int(number) in _PERCENT_FORMATS
        return builtin or "%" in _QUOTED.sub("", self.codes.get(number, ""))


@dataclass
class _Strings(_Silent):
    """The lengths of the shared texts."""

    lengths: list[int] = field(default_factory=list)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002 (the listener's signature)
        """A text begins."""
        if name == "si":
            self.lengths.append(0)

    def text(self, text: str) -> None:
        """A part of a text."""
        if self.lengths:
            self.lengths[-1] += len(text)


@dataclass
class _Cells(_Silent):
    """The cells of one sheet."""

    bounds: Bounds
    percents: frozenset[str]
    lengths: Sequence[int]
    marks: Marks = field(default_factory=Marks)
    at: At = (-1, -1)
    kind: str = ""
    style: str = ""
    held: list[str] = field(default_factory=list)
    reading: bool = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """A row, a cell, what stands in it, or a range."""
        if name == "c":
            self._cell(attributes)
        elif name in {"v", "t"}:
            self.reading = True
        elif name == "f":
            self._formula(attributes)
        elif name == "row":
            self._row(attributes)
        elif name == "col" and attributes.get("hidden") in _TRUE:
            self._columns(attributes)
        elif name == "mergeCell":
            self.marks.merged.append(_area(self.bounds.place, attributes.get("ref", "")))

    def text(self, text: str) -> None:
        """The value of a cell."""
        if self.reading:
            self.held.append(text)

    def end(self, name: str) -> None:
        """A value or a cell ends."""
        if name in {"v", "t"}:
            self.reading = False
        elif name == "c" and self.held:
            self._holds("".join(self.held))
            self.held.clear()

    def _row(self, attributes: Mapping[str, str]) -> None:
        """A row says which it is, or follows the one before."""
        told = attributes.get("r", "")
        row = int(told) - 1 if told.isascii() and told.isdigit() and len(told) < 9 else self.at[0] + 1
        self.at = (row, -1)
        if attributes.get("hidden") in _TRUE:
            self.marks.hidden_rows.add(row)

    def _cell(self, attributes: Mapping[str, str]) -> None:
        """A cell says where it stands, or follows the one before."""
        told = attributes.get("r")
        self.at = _ref(self.bounds.place, told) if told else (max(0, self.at[0]), self.at[1] + 1)
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "0")

    def _holds(self, value: str) -> None:
        """A cell that is not empty."""
        shared = self.kind == "s" and value.isascii() and value.isdigit() and len(value) < 9 and int(value) < len(self.lengths)
        self.bounds.reach(*self.at, self.lengths[int(value)] if shared else len(value))
        if self.kind == "e":
            self.marks.errors.add(self.at)
        elif self.kind == "n" and self.style in self.percents:
            self.marks.percents.add(self.at)

    def _formula(self, attributes: Mapping[str, str]) -> None:
        """A formula; one that fills a range stands only in its first cell."""
        last_row, last_column = self.at
        if "ref" in attributes and attributes.get("t") in {"array", "dataTable"}:
            last_row, last_column = _area(self.bounds.place, attributes["ref"])[2:]
        self.bounds.reach(max(last_row, self.at[0]), max(last_column, self.at[1]))
        rows, columns = range(self.at[0], last_row + 1), range(self.at[1], last_column + 1)
        self.marks.formulas |= {self.at} | {(row, column) for row in rows for column in columns}

    def _columns(self, attributes: Mapping[str, str]) -> None:
        """Hidden columns are told by the first and the last."""
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if first.isdigit() and last.isdigit() and len(first) < 9 and len(last) < 9:
            self.marks.hidden_columns |= set(range(int(first) - 1, min(int(last), COLUMNS)))


def _ref(place: str, told: str) -> At:
    """The row and column of an address like C7."""
    found = _REF.fullmatch(told)
    if not found or not int(found[2]):
        raise SurveyError(f"{place}: a cell stands nowhere ({told[:20]!r}); save the workbook anew from the spreadsheet")
    column = 0
    for letter in found[1].upper():
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def _area(place: str, told: str) -> Area:
    """The range of an address like B2:D2."""
    first, _, last = told.partition(":")
    return (*_ref(place, first), *_ref(place, last or first))
