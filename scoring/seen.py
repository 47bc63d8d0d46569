"""Where what was observed can be looked at again: the first piece of evidence of each answer that a score rests on."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from data.bundle import Bundle
from data.errors import ConfigError
from data.rows import observation_row
from data.store import OVERLAY, Store
from data.types import Json, Outcome
from scoring.tree import Tree

SHOWN = ("url", "locator", "excerpt", "screenshot", "at")
"""Of the evidence: the address, where on it, the words found there, the SHA-256 of the picture in the bundle, and when."""
COLUMNS = ("unit", "code", "outcome", "subject", "reason", "snapshot", *SHOWN)
TO_MEND = (Outcome.FAILED.value, Outcome.CANT_TELL.value, Outcome.PASSED.value, Outcome.UNTESTED.value, Outcome.INAPPLICABLE.value)
TO_FOLLOW = (Outcome.PASSED.value, Outcome.FAILED.value, Outcome.CANT_TELL.value, Outcome.UNTESTED.value, Outcome.INAPPLICABLE.value)
TO_MEASURE = (Outcome.CANT_TELL.value, Outcome.UNTESTED.value, Outcome.INAPPLICABLE.value, Outcome.FAILED.value, Outcome.PASSED.value)
"""Which answer one wants to see who mends, who follows an example, and who asks why something was not measured."""


def seen(source: Path, visits: pd.DataFrame, indicators: Collection[str] | None = None) -> pd.DataFrame:
    """One row for each body, indicator and outcome, with the first of its answers that has evidence.

    ``source`` is a store or a folder of bundles, ``visits`` those of ``scoring.observed`` (index unit, column ``snapshot``). Columns as
    ``COLUMNS``; ``code`` is the indicator. Raises ConfigError when there is nothing at ``source``.
    """
    owners = {str(snapshot): str(unit) for unit, snapshot in visits["snapshot"].items()}
    if not source.exists():
        raise ConfigError(f"{source}: no such store or folder of bundles")
    wanted = None if indicators is None else frozenset(indicators)
    kept: dict[tuple[str, str, str], Mapping[str, Any]] = {}
    for row in _bundled(source, owners) if source.is_dir() else _stored(source, owners):
        key = owners[row["snapshot"]], row["indicator"], row["outcome"]
        if (wanted is None or row["indicator"] in wanted) and _better(row, kept.get(key)):
            kept[key] = row
    return pd.DataFrame([_row(key, kept[key]) for key in sorted(kept)], columns=list(COLUMNS))


def first(found: pd.DataFrame, order: Iterable[str]) -> pd.DataFrame:
    """Of each body and indicator the answer whose outcome comes first in ``order``, indexed by ``unit`` and ``code``."""
    places = {outcome: place for place, outcome in enumerate(order)}
    sorted_rows = found.assign(_place=found["outcome"].map(places)).sort_values(["unit", "code", "_place"], kind="stable")
    return sorted_rows.drop(columns="_place").drop_duplicates(["unit", "code"]).set_index(["unit", "code"])


def beside(rows: pd.DataFrame, found: pd.DataFrame | None, order: Iterable[str], tree: Tree) -> pd.DataFrame:
    """The rows (columns ``unit`` and ``code``, a leaf) with what ``first`` tells of the leaf's indicators; empty cells where nothing.

    A leaf may name several indicators; the first that was answered speaks.
    """
    known = first(nothing() if found is None else found, order)
    told = {(str(unit), str(code)): row for (unit, code), row in zip(known.index, known.to_dict("records"), strict=True)}
    asked = [(unit, tree[code].indicator.split()) for unit, code in zip(rows["unit"], rows["code"], strict=True)]
    answers = [next((told[unit, one] for one in indicators if (unit, one) in told), {}) for unit, indicators in asked]
    columns = [column for column in COLUMNS if column not in {"unit", "code"}]
    return rows.join(pd.DataFrame(answers, columns=columns, index=rows.index, dtype=object))


def nothing() -> pd.DataFrame:
    """The table when nothing was visited."""
    return pd.DataFrame(columns=list(COLUMNS))


def _better(row: Mapping[str, Any], held: Mapping[str, Any] | None) -> bool:
    return held is None or (held["evidence"] == "[]" and row["evidence"] != "[]")


def _row(key: tuple[str, str, str], row: Mapping[str, Any]) -> dict[str, Json]:
    unit, code, outcome = key
    shown: Mapping[str, Json] = next(iter(json.loads(row["evidence"])), {})
    told = {"unit": unit, "code": code, "outcome": outcome, **{name: row[name] for name in ("subject", "reason", "snapshot")}}
    return told | {name: shown.get(name) for name in SHOWN}


_NEWEST = """
select snapshot, indicator, subject, outcome, reason, evidence from observations as one
where snapshot = ? and version = (select max(version) from observations where snapshot = one.snapshot and indicator = one.indicator)
order by indicator, subject
"""


def _stored(path: Path, owners: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    with Store(path) as store:
        for snapshot in owners:
            yield from store.db.query(_NEWEST, [snapshot])


def _bundled(folder: Path, owners: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    for path in sorted(path for path in folder.rglob("*.sqlite") if not path.name.endswith(OVERLAY)):
        with Bundle(path) as bundle:
            if bundle.snapshot_id in owners:
                yield from (observation_row(observation) for observation in bundle.observations())
