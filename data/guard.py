"""Texts of others in a table: no cell that a spreadsheet would take for a formula, and none with a letter that the file cannot hold.

An apostrophe is put before whatever could begin a formula, at the start of a cell and after what some programs split cells at. Texts that
already have apostrophes there get one more, so that taking one away always gives the text again.
"""

from __future__ import annotations

import re

_UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""What neither CSV nor UTF-8 can hold: control characters, and halves of letters."""
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
"""What neither XML nor a terminal can hold besides."""
_LINE_END = re.compile(r"\r\n?")
_LONGEST = 32_000
"""Characters of a cell; a spreadsheet takes 32 767."""

_FORMULA = r"(?=['\"\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212])"
"""``= + - @`` and their wide forms, after what some programs strip before they look: quotes, spaces, marks of direction."""
_BEGIN = r"(\A|[;\t\r\n])"
"""Tabs and line ends begin a new cell in some programs, and so do semicolons where decimals have a comma."""
_OPEN = re.compile(_BEGIN + _FORMULA)
_SHUT = re.compile(_BEGIN + "'" + _FORMULA)


def plain(text: str) -> str:
    """The text for people to read: a space for what neither XML nor a terminal can hold, cut to a cell's length."""
    return _UNSHOWABLE.sub(" ", _LINE_END.sub("\n", text))[:_LONGEST]


def legible(text: str) -> str:
    """The text as a cell for people to read; it is not computed, and cannot be read back."""
    return guarded(plain(text))[:_LONGEST]


def holdable(text: str) -> str:
    """The text with U+FFFD for every character that a file cannot keep."""
    return _UNHOLDABLE.sub("\ufffd", text)


def guarded(text: str) -> str:
    """The text as a cell that no spreadsheet computes; ``released`` gives it again. Characters of control are to be taken out before."""
    return _OPEN.sub(r"\1'", text)


def released(kept: str) -> str:
    """The text that ``guarded`` made this cell of."""
    return _SHUT.sub(r"\1", kept)
