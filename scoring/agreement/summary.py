"""What the command tells: the figures that matter, row by row, and how many more answers to review."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan
from typing import Any

from data.guard import plain
from data.types import Text
from scoring.agreement.report import Report
from scoring.agreement.texts import BY, COLUMNS
from scoring.agreement.titles import Titles

_SHOWN = ("agreement", "ac1", "kappa", "alpha")
_SHARES = ("overclaim", "underclaim", "overclaim_corrected")
_NOTHING = Text("Nav nevienas atbildes, ko salīdzināt ar novēroto.", "There is no answer to hold against what was seen.")
_HEADS = {
    "n": COLUMNS["n"],
    "agreement": COLUMNS["agreement"],
    "ac1": Text("AC", "AC"),
    "kappa": Text("kapa", "kappa"),
    "alpha": Text("alfa", "alpha"),
    "overclaim": Text("vairāk, nekā redzams, %", "over-claim, %"),
    "underclaim": Text("mazāk, nekā redzams, %", "under-claim, %"),
    "overclaim_corrected": Text("nepatiess „jā”, %", "false yes, %"),
}
_TOLD = 10


def summary(found: Report, by: str, names: Titles, lang: str) -> str:
    """The table of one kind of rows in words of one language, shares with their limits, and the longest advice."""
    table = found.tables[by]
    if not len(table) or not table["n"].sum():
        return _NOTHING[lang]
    rows = [[BY[by][lang], *(words[lang] for words in _HEADS.values())]]
    rows += [_row(_called(by, str(code), names, lang), row, lang) for code, row in zip(table.index, table.to_dict("records"), strict=True)]
    return "\n".join([*_aligned(rows), "", *_advice(found, lang)])


def _called(by: str, code: str, names: Titles, lang: str) -> str:
    return plain(code if by == "question" else names.of(by, code, lang))


def _row(name: str, row: dict[Any, Any], lang: str) -> list[str]:
    return [name, str(row["n"]), *(_number(row[one], 3, lang) for one in _SHOWN), *(_share(row, one, lang) for one in _SHARES)]


def _number(value: float, decimals: int, lang: str) -> str:
    told = "–" if isnan(value) else f"{value:.{decimals}f}"
    return told.replace(".", ",") if lang == "lv" else told


def _share(row: dict[Any, Any], name: str, lang: str) -> str:
    value, low, high = (100 * row[f"{name}{end}"] for end in ("", "_low", "_high"))
    return "–" if isnan(value) else f"{_number(value, 1, lang)} ({_number(low, 1, lang)}–{_number(high, 1, lang)})"


def _aligned(rows: list[list[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, *cells in rows:
        yield "  ".join([name.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True))])


def _advice(found: Report, lang: str) -> Iterator[str]:
    wanted = sorted((one for one in found.advice if one.needed.more), key=lambda one: -one.needed.more)
    yield from (plain(one.text(lang)) for one in wanted[:_TOLD])
