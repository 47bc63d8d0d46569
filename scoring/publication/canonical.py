"""A table as the bytes of a CSV file, in one way only, and back: equal tables give equal bytes, and no digit of a number is lost.

UTF-8, commas, line ends of one character, a header, rows in the order of their key. Numbers are written as Python's ``repr`` does, which
reads back to the same bits; moments in UTC; an empty cell is what is not known. Texts are guarded (see ``data.guard``).
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from data.errors import ConfigError
from data.guard import guarded, holdable, released

KINDS = ("string", "number", "integer", "boolean", "datetime")
Types = Mapping[str, str]
"""The columns of a table in their order, each with its type, one of ``KINDS``."""
_QUOTED = re.compile(r'[",\r\n]|\A\s|\s\Z')


def types_of(table: pd.DataFrame) -> dict[str, str]:
    """The types of the columns of a frame."""
    return {str(column): _type(table[column]) for column in table.columns}


def csv_bytes(table: pd.DataFrame, types: Types, key: Sequence[str]) -> bytes:
    """The table's columns that ``types`` names as CSV, its rows ordered by the words of their ``key``."""
    columns = [[_WRITERS[kind](value) for value in table[name].array] for name, kind in types.items()]
    places = [list(types).index(name) for name in key]
    rows = sorted(zip(*columns, strict=True), key=lambda row: (*(row[place] for place in places), *row))
    lines = (",".join(map(_quoted, row)) for row in (tuple(map(guarded, types)), *rows))
    return "".join(f"{line}\n" for line in lines).encode()


def frame_of(data: bytes, types: Types, name: str) -> pd.DataFrame:
    """The table that ``csv_bytes`` wrote; ``name`` is what it is called in faults. Raises ConfigError with every fault."""
    header, *rows = list(cells_of(data, name))
    if header != list(types):
        raise ConfigError(f"{name}:1: the columns are {','.join(header)}; they were {','.join(types)}")
    faults = [
        f"{name}: row {place} has {len(row)} cells under {len(header)} columns"
        for place, row in enumerate(rows, 1)
        if len(row) != len(header)
    ]
    if faults:
        raise ConfigError(faults)
    columns = zip(*rows, strict=True) if rows else ([] for _ in header)
    read = {column: _read(cells, types[column], f"{name}: {column}", faults) for column, cells in zip(types, columns, strict=True)}
    if faults:
        raise ConfigError(faults)
    return pd.DataFrame({column: pd.Series(values, dtype=_DTYPES[types[column]]) for column, values in read.items()})


def cells_of(data: bytes, name: str) -> Iterator[list[str]]:
    """The rows of a CSV file as texts, its header first. Raises ConfigError where the bytes are no CSV."""
    try:
        text = data.decode()
        csv.field_size_limit(max(csv.field_size_limit(), len(text)))
        rows = [[released(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), strict=True)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise ConfigError(f"{name}: no longer CSV in UTF-8 ({error})") from error
    if not rows:
        raise ConfigError(f"{name}: is empty")
    yield from rows


def _read(cells: Sequence[str], kind: str, name: str, faults: list[str]) -> list[Any]:
    found = []
    for place, cell in enumerate(cells, 1):
        try:
            found.append(_READERS[kind](cell))
        except ValueError:
            faults.append(f"{name}: {cell!r} in row {place} is no {kind}")
    return found


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell


def _type(column: pd.Series[Any]) -> str:
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        return "datetime"
    return {"b": "boolean", "i": "integer", "u": "integer", "f": "number"}.get(column.dtype.kind, "string")


def _known(write: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda value: "" if value is None or value is pd.NA or value != value else write(value)  # noqa: PLR0124 (NaN and NaT alone differ from themselves)


def _number(value: Any) -> str:  # noqa: ANN401 (what a frame holds)
    number = float(value)
    # A nought below nought is nought: its sign comes of the order of a sum, and means nothing.
    return repr(number or 0.0) if math.isfinite(number) else ("INF" if number > 0 else "-INF")


def _moment(value: Any) -> str:  # noqa: ANN401 (what a frame holds)
    return pd.Timestamp(value).tz_convert("UTC").isoformat().replace("+00:00", "Z")


def _truth(cell: str) -> bool | None:
    if cell not in {"true", "false", ""}:
        raise ValueError(cell)
    return None if not cell else cell == "true"


_WRITERS: Mapping[str, Callable[[Any], str]] = {
    "string": _known(lambda value: guarded(holdable(str(value)))),
    "number": _known(_number),
    "integer": _known(lambda value: str(int(value))),
    "boolean": _known(lambda value: "true" if value else "false"),
    "datetime": _known(_moment),
}
_READERS: Mapping[str, Callable[[str], Any]] = {
    "string": lambda cell: cell or None,
    "number": lambda cell: float(cell) if cell else math.nan,
    "integer": lambda cell: int(cell) if cell else None,
    "boolean": _truth,
    "datetime": lambda cell: pd.Timestamp(cell) if cell else None,
}
_DTYPES = {"string": "object", "number": "float64", "integer": "Int64", "boolean": "boolean", "datetime": "datetime64[us, UTC]"}
