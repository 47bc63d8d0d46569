"""How tall a row must be so that all its words show: not every spreadsheet finds that out by itself."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

_LINE = 12.5
"""Points of a line in a font of ten points."""
_LETTERS = 1.12
"""Letters of running text in the width of one digit, by which columns are measured."""
_TALLEST = 409.0
"""Points of the tallest row that a spreadsheet takes."""


def lines(words: str, width: float) -> int:
    """The lines that words take in a column so many characters wide.

    >>> lines("Vai vietnē ir meklēšana?", 40), lines("Vai vietnē ir meklēšana?", 14), lines("", 10)
    (1, 2, 1)
    """
    room = max(4, int(width * _LETTERS))
    return sum(max(1, len(textwrap.wrap(line, room))) for line in words.split("\n"))


def height(cells: Iterable[tuple[str, float]]) -> float:
    """The height of a row in points; ``cells`` are its words, each with the width of its column in characters."""
    return min(_TALLEST, _LINE * max((lines(words, width) for words, width in cells), default=1) + 3)
