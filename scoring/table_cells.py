"""What the cells of a methodology's tables may hold, beside those that all tables know."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable

from data.tables import Faults, Reader, Row
from data.types import Text

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_WORD = re.compile(r"[^\W\d_]{3,}")
UNTITLED = Text("bez nosaukuma", "untitled")
SAME = "same in both languages"
"""What a note says where a title is meant to be the same in both languages, a name for instance."""


def code(cell: str) -> str:
    """What the tables and results call a node, group or level."""
    if not _CODE.fullmatch(cell):
        raise ValueError(f"{cell!r} is not a code; use Latin letters without diacritics, digits, and - _ . between them")
    return cell


def number(cell: str) -> float:
    """A finite number with a decimal point."""
    try:
        value = float(cell)
    except ValueError:
        remedy = f"; write {cell.replace(',', '.')}, with a point" if re.fullmatch(r"-?\d+,\d+", cell) else "; write for example 0.5"
        raise ValueError(f"{cell!r} is not a number{remedy}") from None
    if not math.isfinite(value) or "_" in cell:
        raise ValueError(f"{cell!r} is not a number; write for example 0.5")
    return value


def least(low: float) -> Reader:
    """A number not below ``low``."""
    return within(low, math.inf)


def within(low: float, high: float) -> Reader:
    """A number from ``low`` to ``high``, both included."""
    meant = f"from {low:g} to {high:g}" if math.isfinite(high) else f"of {low:g} or more"

    def read(cell: str) -> float:
        value = number(cell)
        if not low <= value <= high:
            raise ValueError(f"{cell} is not {meant}; write a number {meant}")
        return value

    return read


def whole(low: int, high: int) -> Callable[[str], int]:
    """A whole number from ``low`` to ``high``, both included."""

    def read(cell: str) -> int:
        if not re.fullmatch(r"-?\d{1,18}", cell, re.ASCII) or not low <= int(cell) <= high:
            raise ValueError(f"{cell!r} is not a whole number from {low} to {high}; write one")
        return int(cell)

    return read


def near(word: str, known: Iterable[str]) -> str:
    """What was meant perhaps: a few near words, or the first of all that are known."""
    import difflib  # noqa: PLC0415 (only a miss needs it)

    words = sorted(known)
    found = difflib.get_close_matches(word, words, n=3, cutoff=0.5)
    if found:
        return f"did you mean {', '.join(found)}?"
    return f"write one of {', '.join(words[:30])}" + (" ..." if len(words) > 30 else "")


def titles(row: Row, faults: Faults) -> Text:
    """The title in both languages; what lacks, and what was left untranslated, goes to ``faults``."""
    lv, en = row["title_lv"], row["title_en"]
    for column, title in (("title_lv", lv), ("title_en", en)):
        if not title:
            faults.add(row.place, f"{column}: is empty; write it, people read it")
    if lv and lv.casefold() == en.casefold() and _WORD.search(lv) and SAME not in row.cells.get("note", ""):
        remedy = f"translate one, or write {SAME!r} into the note where it is a name"
        faults.add(row.place, f"title_en: {en!r} is the same as title_lv; {remedy}")
    return Text(lv, en) if lv and en else UNTITLED
