"""Words of others in a table: no cell that a spreadsheet would take for a formula, no letter that it cannot hold."""

from __future__ import annotations

import re

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
_FORMULA = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212]|[\t\r\n]")
_WITHIN = re.compile(r"([;\t\n])(?=[^\S\t\n]*[\"']*[^\S\t\n]*[=+\-@])")
_LINE_END = re.compile(r"\r\n?")
_LONGEST = 32_000
"""Characters of a cell; a spreadsheet takes 32 767."""


def plain(text: str) -> str:
    """The text without control characters and halves of letters, which neither XML nor a terminal can hold, cut to a cell's length."""
    return _CONTROL.sub(" ", _LINE_END.sub("\n", text))[:_LONGEST]


def guarded(text: str) -> str:
    """The text as a cell: with an apostrophe before it where a spreadsheet would begin to compute (or to run something).

    That is the case for ``= + - @`` and their wide forms, for what some programs strip before they look (spaces, tabs, marks of
    direction), and for tab and line ends, which begin a new cell in others. The same after a semicolon within the text: where
    decimals have a comma, spreadsheets split CSV there.
    """
    told = _WITHIN.sub(r"\1'", plain(text))
    return f"'{told}" if _FORMULA.match(told) else told
