"""The observations that a score rests on, each with where it can be seen again: address, moment, bytes and place on the page."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from data.bundle import Bundle
from data.errors import ConfigError
from data.rows import observation_row
from data.store import OVERLAY, Store
from data.types import Json

KEY = ("unit", "code", "subject")
_JUDGED = ("snapshot", "version", "scope", "reason", "confidence")
EVIDENCE = (*_JUDGED, "url", "seen_at", "body_sha256", "locator", "pieces")
"""Snapshot, version of the indicator, scope, why nothing was measured, how sure the answer is; then the first piece of evidence: its
address, when it was seen, the SHA-256 of the body that was judged, and the place in it; and how many pieces the bundle holds."""

_NEWEST = """
select snapshot, indicator, version, scope, subject, reason, confidence, evidence from observations as one
where snapshot = ? and version = (select max(version) from observations where snapshot = one.snapshot and indicator = one.indicator)
"""


def evidence(source: Path, visits: pd.DataFrame, indicators: Collection[str]) -> pd.DataFrame:
    """A row for each observation of the ``visits`` (see ``scoring.observed``), with the columns of ``KEY`` and ``EVIDENCE``.

    ``source`` is the store or the folder of bundles that the visits were read from. The words found are left out, for they may tell of
    persons; the bundle has them. Raises ConfigError when there is nothing at ``source``.
    """
    if not source.exists():
        raise ConfigError(f"{source}: no such store or folder of bundles")
    owners = {str(snapshot): str(unit) for unit, snapshot in visits["snapshot"].items()}
    wanted = frozenset(indicators)
    rows = _bundled(source, owners) if source.is_dir() else _stored(source, owners)
    found = [_row(owners[row["snapshot"]], row) for row in rows if row["indicator"] in wanted]
    table = pd.DataFrame(found, columns=[*KEY, *EVIDENCE]).astype({"version": "Int64", "pieces": "Int64", "confidence": "float64"})
    return table.assign(seen_at=pd.to_datetime(table["seen_at"], utc=True, format="ISO8601"))


def _row(unit: str, row: Mapping[str, Any]) -> tuple[Json, ...]:
    pieces = json.loads(row["evidence"])
    first: Mapping[str, Json] = next(iter(pieces), {})
    told = (*(row[name] for name in _JUDGED), *(first.get(name) for name in ("url", "at", "sha256", "locator")))
    return (unit, row["indicator"], row["subject"], *told, len(pieces))


def _stored(path: Path, owners: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    with Store(path) as store:
        for snapshot in owners:
            yield from store.db.query(_NEWEST, [snapshot])


def _bundled(folder: Path, owners: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    read: set[str] = set()
    for path in sorted(path for path in folder.rglob("*.sqlite") if not path.name.endswith(OVERLAY)):
        with Bundle(path) as bundle:
            if bundle.snapshot_id in owners and bundle.snapshot_id not in read:
                read.add(bundle.snapshot_id)
                yield from (observation_row(observation) for observation in bundle.observations())
