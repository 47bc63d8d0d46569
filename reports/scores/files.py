"""The tables as files for other programs: CSV and Parquet, the same bytes for the same results."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from reports.scores.guarded import guarded_frame


def write_csv(tables: Mapping[str, pd.DataFrame], folder: Path) -> list[Path]:
    """Each table as ``NAME.csv``: UTF-8, commas, decimal points, every digit of every number, nothing in an empty cell.

    Texts are guarded (see ``data.guard``), for CSV is opened in spreadsheets.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, table in tables.items():
        path = folder / f"{name}.csv"
        guarded_frame(table).to_csv(path, index=False, lineterminator="\n", encoding="utf-8")
        written.append(path)
    return written


def write_parquet(tables: Mapping[str, pd.DataFrame], folder: Path, told: Mapping[str, str]) -> list[Path]:
    """Each table as ``NAME.parquet``, with what is ``told`` (edition, digest...) in the file's own metadata. Texts are as they are."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, table in tables.items():
        path = folder / f"{name}.parquet"
        made = pa.Table.from_pandas(table, preserve_index=False)
        pq.write_table(made.replace_schema_metadata({key.encode(): value.encode() for key, value in sorted(told.items())}), path)
        written.append(path)
    return written
