"""The sheet of answers of a workbook, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from data.guard import plain
from data.types import Text
from scoring.survey.form import checks, said, texts
from scoring.survey.form.about import Form
from scoring.survey.form.greyed import Greyed
from scoring.survey.form.heights import height
from scoring.survey.form.lists import Lists
from scoring.survey.form.rows import BLOCK, OPTION, FormRow, rows
from scoring.survey.form_layout import BESIDE, COLUMNS, TICK
from scoring.survey.question import Question

_READ = {"id": 13, "question": 38, "answer": 19, "url": 22, "remark": 19}
_TOLD = {"hint": 34, "expects": 30, "checked": 24}
_SEEN = {"seen": 18, "seen_url": 22, "seen_at": 11}
"""The columns with their widths in characters."""
_SMALL = 1.1
"""How many more letters of the smaller font there are in a column."""
HEADER = 1
"""The row of headings; above it stands the title."""


def _titles() -> Mapping[str, Text]:
    """The headings by the names of the columns."""
    return {**COLUMNS, **BESIDE}


@dataclass
class Answers:
    """Writes the sheet; ``columns`` has each column's place by its name."""

    page: Worksheet
    form: Form
    lists: Lists
    looks: Mapping[str, Any]
    columns: Mapping[str, int] = field(init=False)
    widths: Mapping[str, int] = field(init=False)
    rows: tuple[FormRow, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Which columns and rows there are."""
        self.widths = {**_READ, **(_SEEN if self.form.seen is not None else {}), **_TOLD}
        self.columns = {name: place for place, name in enumerate(self.widths)}
        self.rows = rows(self.form.questionnaire, self.form.questions, self.form.lang)
        for name, place in self.columns.items():
            self.page.set_column(place, place, self.widths[name])

    def write(self) -> None:
        """Title, headings, all rows, what turns grey, and how it is printed."""
        self._text(0, "id", self.form.title, "title")
        for name in self.columns:
            self._text(HEADER, name, _titles()[name][self.form.lang], "head")
        self._tall(HEADER, {name: _titles()[name][self.form.lang] for name in self.columns})
        for row, each in enumerate(self.rows, HEADER + 1):
            self._row(row, each)
        self._grey()
        self._print()

    def _row(self, row: int, each: FormRow) -> None:
        if each.kind == BLOCK:
            for name in self.columns:
                self._text(row, name, each.text if name == "question" else "", "block")
            self.page.set_row(row, 20)
            return
        words = {"question": each.text, "hint": each.hint, "expects": each.expects, "checked": each.checked}
        self._tall(row, words | self._shown(each))
        self._text(row, "id", each.id, "id")
        self._text(row, "question", each.text, "option" if each.kind == OPTION else "question")
        for name in _TOLD:
            self._text(row, name, words[name], "beside")
        for name, told in self._shown(each).items():
            self._text(row, name, told, "beside")
        if each.question and each.option:
            self._option(row, each, each.question)
        elif each.question:
            self._question(row, each, each.question)

    def _question(self, row: int, each: FormRow, question: Question) -> None:
        """The cells to be filled in, with what they accept."""
        lang, place = self.form.lang, self.columns["answer"]
        self._value(row, question, said.cell(question, self.form.proposed(question.id), lang))
        if each.choices:
            check = checks.listed(f"={self.lists.place(each.choices)}", each.expects, lang)
        else:
            check = checks.written(question, self._at(row, "answer"), self.lists.place((texts.NOT_APPLICABLE[lang],)), each.expects, lang)
        self.page.data_validation(row, place, row, place, dict(check))
        shown = self.form.shown(question.id)
        proposed = shown.url if shown and self.form.propose and question.url else ""
        self._open(row, "url", proposed, checks.address(self._at(row, "url"), lang))
        self._open(row, "remark", "", checks.text(lang))

    def _option(self, row: int, each: FormRow, question: Question) -> None:
        """An option to tick; address and remark belong to its question."""
        code = each.option.code if each.option else ""
        proposed = self.form.proposed(question.id)
        self._text(row, "answer", TICK if isinstance(proposed, tuple) and code in proposed else "", "answer")
        place = self.columns["answer"]
        self.page.data_validation(row, place, row, place, dict(checks.ticked(each.expects, self.form.lang)))
        for name in ("url", "remark"):
            self._text(row, name, "", "shut")

    def _shown(self, each: FormRow) -> dict[str, str]:
        """What we saw, where the form has it: in words, where, and on which day; of an option only whether it was there."""
        if self.form.seen is None or each.question is None:
            return {}
        lang, shown = self.form.lang, self.form.shown(each.question.id)
        told = ("", "", "")
        if shown and each.option is None:
            told = said.words(each.question, shown.said, lang), shown.url, shown.at.date().isoformat()
        elif shown and each.option and isinstance(shown.said, tuple) and each.option.code in shown.said:
            told = texts.YES[lang], "", ""
        return dict(zip(_SEEN, told, strict=True))

    def _tall(self, row: int, words: Mapping[str, str]) -> None:
        wide = {name: self.widths[name] * (1 if name == "question" else _SMALL) for name in words}
        self.page.set_row(row, height((plain(told), wide[name]) for name, told in words.items()))

    def _open(self, row: int, name: str, told: str, check: checks.Check) -> None:
        self._text(row, name, told, "text")
        self.page.data_validation(row, self.columns[name], row, self.columns[name], dict(check))

    def _value(self, row: int, question: Question, value: said.Cell) -> None:
        """The answer's cell, of the type of its question."""
        look = self.looks[{"date": "date", "number": "number", "share": "number"}.get(question.type, "answer")]
        place = self.columns["answer"]
        if isinstance(value, date):
            self.page.write_datetime(row, place, value, look)
        elif isinstance(value, str):
            self.page.write_string(row, place, plain(value), look) if value else self.page.write_blank(row, place, None, look)
        else:
            self.page.write_number(row, place, value, look)

    def _text(self, row: int, name: str, words: str, look: str) -> None:
        if words:
            self.page.write_string(row, self.columns[name], plain(words), self.looks[look])
        else:
            self.page.write_blank(row, self.columns[name], None, self.looks[look])

    def _at(self, row: int, name: str, *, fixed: bool = False) -> str:
        return str(xl_rowcol_to_cell(row, self.columns[name], row_abs=fixed, col_abs=fixed))

    def _grey(self) -> None:
        """Rows that need no answer after what was answered before."""
        placed = [(row, each, each.question) for row, each in enumerate(self.rows, HEADER + 1) if each.question]
        cells = {(of.id, each.option.code if each.option else ""): self._at(row, "answer", fixed=True) for row, each, of in placed}
        greyed = Greyed(self.form.questionnaire, cells, self.lists, self.form.lang)
        for row, _, of in placed:
            formula = greyed.formula(of)
            if formula:
                rule = {"type": "formula", "criteria": formula, "format": self.looks["grey"]}
                self.page.conditional_format(row, 0, row, len(self.columns) - 1, rule)

    def _print(self) -> None:
        page = self.page
        page.freeze_panes(HEADER + 1, self.columns["answer"])
        page.repeat_rows(HEADER)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page.set_footer("&L&A&R&P / &N")
