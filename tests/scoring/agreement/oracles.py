"""Reads what other programs computed (see tests/scoring/reference/agreement/README.md)."""

from __future__ import annotations

import csv
import json
from math import nan
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "reference/agreement"


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table, as texts."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def numbers(name: str) -> list[dict[str, float]]:
    """The rows of a table of numbers; an empty cell is NaN."""
    return [{key: float(value) if value else nan for key, value in row.items()} for row in rows(name)]


def cases(name: str) -> Any:
    """What a JSON file holds."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))
