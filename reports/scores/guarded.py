"""Tables whose texts are others' words, before they go where a spreadsheet may open them."""

from __future__ import annotations

import pandas as pd

from data.guard import legible


def guarded_frame(table: pd.DataFrame) -> pd.DataFrame:
    """The table with every text in it guarded, column heads included; numbers, truth values and blanks stay as they are."""
    columns = {column: table[column].map(_cell) for column in table.columns if table[column].dtype.kind not in "fiub"}
    return table.assign(**columns).rename(columns=lambda head: legible(str(head)))


def _cell(value: object) -> object:
    return legible(value) if isinstance(value, str) else value
