"""What sheets of the workbook are made of: columns in one language, with the bodies' names before them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from reports.scores.tables import Results
from reports.scores.texts import COLUMNS


@dataclass(frozen=True)
class Column:
    """A column: its ``title`` and, where it is a node's, its ``code``; its cells, texts or numbers; how numbers are ``shown``."""

    title: str
    cells: Sequence[object]
    shown: str = ""
    width: float = 12
    code: str = ""


@dataclass(frozen=True)
class Sheet:
    """A sheet: its columns, of which the first ``fixed`` stay in sight, and how high its head is."""

    name: str
    columns: Sequence[Column]
    fixed: int = 1
    head: float = 45


def column(name: str, cells: Sequence[object], lang: str, shown: str = "", width: float = 12) -> Column:
    """A column of that name (a key of ``texts.COLUMNS``)."""
    return Column(COLUMNS[name][lang], cells, shown, width)


def named_column(table: pd.DataFrame, lang: str, code: str = "") -> Column:
    """What the bodies are called; ``code`` stands where the columns beside have one."""
    cells = table[f"name_{lang}"] if f"name_{lang}" in table else table["unit"]
    return Column(COLUMNS["name"][lang], [str(one) for one in cells], width=34, code=code)


def named(results: Results, table: pd.DataFrame) -> pd.DataFrame:
    """The table in the order of the ranking, with the bodies' names."""
    order = results.tables["ranking"]
    names = [name for name in ("name_lv", "name_en") if name in order]
    plain = table.drop(columns=[name for name in names if name in table])
    return order[["unit", *names]].merge(plain, on="unit", how="inner", sort=False)
