"""The sheet of lists: what can be chosen, and the answers on which other questions depend, so that no formula holds a word of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter.utility import xl_range_abs  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]


@dataclass
class Lists:
    """A hidden sheet with one list a column; lists that are the same stand there once."""

    page: Worksheet
    name: str
    book: Any
    _places: dict[tuple[str, ...], str] = field(default_factory=dict)

    def place(self, words: Sequence[str]) -> str:
        """The name by which a formula finds a list; the list is written if it is new."""
        told = tuple(words)
        if told not in self._places:
            self._places[told] = self._written(told)
        return self._places[told]

    def _written(self, words: tuple[str, ...]) -> str:
        column = len(self._places)
        for row, word in enumerate(words):
            self.page.write_string(row, column, word)
        name = f"list_{column + 1}"
        self.book.define_name(name, f"='{self.name}'!{xl_range_abs(0, column, len(words) - 1, column)}")
        return name
