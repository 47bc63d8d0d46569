"""Texts of others in a CSV file: none begins a formula where a spreadsheet opens it, and every one can be read back as it was.

An apostrophe is put before whatever could begin a formula, at the start of a cell and after what some programs split cells at. Texts that
already have apostrophes there get one more, so that taking one away always gives the text again.
"""

from __future__ import annotations

import re

_UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""What neither CSV nor UTF-8 can hold: control characters, and halves of letters."""
_FORMULA = r"(?=['\"\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212])"
_BEGIN = r"(\A|[;\t\r\n])"
_OPEN = re.compile(_BEGIN + _FORMULA)
_SHUT = re.compile(_BEGIN + "'" + _FORMULA)


def holdable(text: str) -> str:
    """The text with U+FFFD for every character that cannot be kept."""
    return _UNHOLDABLE.sub("\ufffd", text)


def guarded(text: str) -> str:
    """The text as a cell that no spreadsheet computes."""
    return _OPEN.sub(r"\1'", text)


def released(cell: str) -> str:
    """The text that ``guarded`` made this cell of."""
    return _SHUT.sub(r"\1", cell)
