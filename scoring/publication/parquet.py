"""A table of results as Parquet, its types those of its columns, its texts as they are."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from data.errors import ConfigError
from scoring.publication.canonical import Types, frame_of

_TYPES = {
    "string": pa.string(),
    "number": pa.float64(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "datetime": pa.timestamp("us", tz="UTC"),
}


def parquet_bytes(data: bytes, types: Types, name: str) -> bytes:
    """The CSV of ``canonical.csv_bytes`` as Parquet, row for row."""
    table = frame_of(data, types, name)
    columns = [pa.array(table[column], type=_TYPES[kind], from_pandas=True) for column, kind in types.items()]
    written = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(columns, names=list(types)), written)
    return written.getvalue()


def frame_of_parquet(data: bytes, types: Types, name: str) -> pd.DataFrame:
    """The table of ``parquet_bytes``. Raises ConfigError where it cannot be read, or has other columns."""
    try:
        table = pq.read_table(io.BytesIO(data))
    except (pa.ArrowException, OSError) as error:
        raise ConfigError(f"{name}: no longer Parquet ({error})") from error
    kinds: Sequence[tuple[str, object]] = [(field.name, field.type) for field in table.schema]
    if kinds != [(column, _TYPES[kind]) for column, kind in types.items()]:
        raise ConfigError(f"{name}: its columns are {', '.join(column for column, _ in kinds)}; they were {', '.join(types)}")
    found: pd.DataFrame = table.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}.get)
    return found
