"""The report as files: CSV and JSON for programs, a workbook for people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import isfinite
from pathlib import Path

import pandas as pd

from data.errors import ConfigError
from data.guard import legible
from data.types import Json
from scoring.agreement.report import Report
from scoring.agreement.titles import Titles
from scoring.agreement.workbook import write_workbook


def write(found: Report, names: Titles, folder: Path, lang: str) -> list[Path]:
    """Write ``agreement-by-*.csv``, ``overclaim-*.csv``, ``advice.csv``, ``agreement.json`` and ``agreement.LANG.xlsx``; returns the paths.

    Cells of words are guarded, so that no spreadsheet computes them. Raises ConfigError when nothing can be written there.
    """
    paths = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, table in csv_tables(found, lang).items():
            paths.append(folder / f"{name}.csv")
            table.to_csv(paths[-1], index=False, lineterminator="\n")
        paths.append(folder / "agreement.json")
        paths[-1].write_text(json.dumps(record(found), ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        paths.append(write_workbook(found, names, folder, lang))
    except OSError as error:
        raise ConfigError(f"{error.filename or folder}: cannot write there ({error.strerror}); choose another place with --out") from error
    return paths


def csv_tables(found: Report, lang: str) -> dict[str, pd.DataFrame]:
    """The tables of the report by the name of their file, as spreadsheets may hold them."""
    tables = {f"agreement-by-{by}": table.reset_index() for by, table in found.tables.items()}
    tables |= {f"overclaim-{one}-{other}": table for (one, other), table in found.maps.items()}
    tables["advice"] = pd.DataFrame([_advised(each, lang) for each in record(found)["advice"]])
    return {name: _guarded(table) for name, table in tables.items()}


def record(found: Report) -> Mapping[str, Json]:
    """The report as JSON: numbers as they were computed, null where there is none."""
    return {
        "edition": found.questionnaire.edition,
        "questionnaire": found.questionnaire.digest,
        "level": found.asked.level,
        "bootstrap": {"runs": found.asked.how.runs, "seed": found.asked.how.seed},
        "tables": {by: [_row(row) for row in table.reset_index().to_dict("records")] for by, table in found.tables.items()},
        "maps": {f"{one}-{other}": [_row(row) for row in table.to_dict("records")] for (one, other), table in found.maps.items()},
        "advice": [
            {
                "question": one.question,
                "wrong": one.wrong,
                "reviewed": one.reviewed,
                "there_are": one.needed.there_are,
                "more": one.needed.more,
                "within": one.within,
                "text": {lang: one.text(lang) for lang in ("lv", "en")},
            }
            for one in found.advice
        ],
    }


def _advised(row: Mapping[str, Json], lang: str) -> dict[str, Json]:
    return {**row, "text": row["text"][lang]}


def _row(row: Mapping[object, Json]) -> dict[str, Json]:
    return {str(name): _told(value) for name, value in row.items()}


def _told(value: Json) -> Json:
    if isinstance(value, float):
        return value if isfinite(value) else None
    return value.item() if hasattr(value, "item") else value


def _guarded(table: pd.DataFrame) -> pd.DataFrame:
    words = [name for name in table.columns if not pd.api.types.is_numeric_dtype(table[name])]
    return table.assign(**{str(name): [legible(str(cell)) for cell in table[name]] for name in words})
