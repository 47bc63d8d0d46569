"""An edition's results as JSON for other programs: ``scores.json``, whose shape is told by ``docs/scores.schema.json``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

from data.types import Json
from reports.scores.tables import Results
from scoring.combine import RULES
from scoring.coverage import SHARES
from scoring.score import BLOCK
from scoring.validation.shares import SHARES as ANSWERS

SCHEMA = 1
NAME = "scores.json"


def document(results: Results) -> dict[str, Json]:
    """Edition, method, tree, statistics, and each body with its score, ranks, coverage, nodes and leaves; null for what is not known.

    The same results give the same bytes: bodies are in the order of the ranking, nodes in that of the tree.
    """
    methodology = results.scores.methodology
    told = dict(zip(*(results.tables["settings"][column] for column in ("setting", "value")), strict=True))
    return {
        "schema": SCHEMA,
        "edition": methodology.edition,
        "title": {"lv": methodology.title.lv, "en": methodology.title.en},
        "methodology_sha256": methodology.digest,
        "settings": told,
        "groups": [
            {"code": group.code, "measurement": group.measurement, "title": {"lv": group.title.lv, "en": group.title.en}}
            for group in methodology.groups
        ],
        "levels": [
            {"code": level.code, "from": level.start, "title": {"lv": level.title.lv, "en": level.title.en}} for level in methodology.levels
        ],
        "tree": _rows(results.tables["tree"]),
        "statistics": _rows(results.tables["statistics"]),
        "units": _units(results),
    }


def write_json(results: Results, folder: Path) -> Path:
    """Write ``scores.json`` into the folder, UTF-8, two spaces deep, with a final line end; returns its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAME
    path.write_text(json.dumps(document(results), ensure_ascii=False, indent=2, allow_nan=False) + "\n", encoding="utf-8")
    return path


def _units(results: Results) -> list[Json]:
    scores = results.scores
    cells: dict[str, dict[str, Json]] = {}
    two = _combined(results)
    for row in _rows(results.tables["leaves"]):
        kept = {name: row[name] for name in ("value", "points", "basis", "applicable")}
        cells.setdefault(str(row["unit"]), {})[str(row["leaf"])] = {**kept, **two.get((row["unit"], row["leaf"]), {})}
    inner = [node.code for node in scores.methodology.tree.nodes if scores.methodology.tree.children(node.code)]
    nodes = {str(unit): row for unit, row in zip(scores.nodes.index, _rows(scores.nodes[inner]), strict=True)}
    told = _told(results)
    return [
        {**_unit(row, nodes[str(row["unit"])], cells[str(row["unit"])]), **told.get(row["unit"], {})}
        for row in _rows(results.tables["ranking"])
    ]


def _combined(results: Results) -> dict[tuple[str, str], dict[str, Json]]:
    """Both sides of each combined leaf, the rule and what counted."""
    table = results.tables.get("sides")
    rows = [] if table is None else _rows(table)
    return {
        (row["unit"], row["leaf"]): {"combined": {name: row[name] for name in ("rule", "seen", "said", "settled", "reviewed", "counts")}}
        for row in rows
    }


def _told(results: Results) -> dict[str, dict[str, Json]]:
    """What stands beside each score: the score under every rule, the expected one, and what became of the answers."""
    found: dict[str, dict[str, Json]] = {}
    for row in _rows(results.tables["rules"]) if "rules" in results.tables else []:
        found[row["unit"]] = {"rules": {rule: row[rule] for rule in RULES}}
    for row in _rows(results.beside.reset_index()) if results.beside is not None else []:
        shares = {name: row[name] for name in ANSWERS}
        band = {"score": row["expected"], "sd": row["sd"], "low": row["expected_low"], "high": row["expected_high"]}
        found.setdefault(row["unit"], {}).update({"expected": band, "answers": shares})
    return found


def _unit(row: dict[str, Any], nodes: dict[str, Any], cells: dict[str, Json]) -> Json:
    return {
        "id": row["unit"],
        "name": {"lv": row.get("name_lv") or row["unit"], "en": row.get("name_en") or row["unit"]},
        "kind": row.get("kind"),
        "measurement": row["measurement"],
        "group": row.get("group"),
        "evidence": row["evidence"],
        "score": row["score"],
        "score_without_survey": row["score_without_survey"],
        "level": row["level"] or None,
        "rank": {name: row.get(column) for name, column in _RANKS.items()},
        "coverage": {share: row[share] for share in SHARES},
        "blocks": {column.removeprefix(BLOCK): value for column, value in row.items() if column.startswith(BLOCK)},
        "nodes": nodes,
        "leaves": cells,
    }


_RANKS = {"overall": "rank", "in_group": "rank_in_group", "low": "rank_low", "high": "rank_high"}


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table as JSON knows it: null where a cell is empty of a number, no numpy in it."""
    columns = {str(column): [_plain(value) for value in table[column].array] for column in table.columns}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _plain(value: Any) -> Json:  # noqa: ANN401 (what a frame holds)
    if not isinstance(value, str) and pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value
