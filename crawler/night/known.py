"""What earlier nights tell of each body: from the store, and from the record of the night before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from crawler.night import record
from crawler.night.budget import Known, Look
from data import rows
from data.errors import ConfigError
from data.store import Store

_LOOKS = 3
_VISITS = """
select institution, taken_at, status, fetched, stopped_by, json_extract(manifest, '$.finished') as finished
from snapshots where run <> ? order by institution, taken_at desc, id desc
"""
_BUNDLES = """
select institution, path from snapshots join bundles on bundles.snapshot = snapshots.id
where run <> ? and status in ('complete', 'partial') and stopped_by <> 'interrupted' order by taken_at, snapshots.id
"""
"""The last that was seen of each body before this run comes last."""


def known(store: Path, folder: Path, run: str) -> dict[str, Known]:
    """By institution, all runs but this one; ``folder`` is the one in which the folders of the runs lie."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in _rows(store, _VISITS, run):
        found.setdefault(row["institution"], []).append(row)
    told = {institution: _known(visits) for institution, visits in found.items()}
    for institution in _left(folder, run):
        told[institution] = replace(told.get(institution, Known()), left=True)
    return told


def earlier(store: Path, run: str) -> dict[str, Path]:
    """The last good bundle of each body from before this run, where it still lies there."""
    found = {row["institution"]: Path(row["path"]) for row in _rows(store, _BUNDLES, run) if Path(row["path"]).is_file()}
    return dict(sorted(found.items()))


def untold(folder: Path, run: str) -> dict[str, Path]:
    """By institution, the bundle that tonight's changes are to be counted from where the last night did not tell its own."""
    last = _last(folder, run)
    return {institution: Path(path) for institution, path in (last.untold if last else {}).items() if Path(path).is_file()}


def nights(folder: Path) -> int:
    """How many other nights have left their records beside the folder of this one."""
    return sum(path.parent.name != folder.name for path in folder.parent.glob(f"*/{record.FILE}"))


def _rows(store: Path, sql: str, run: str) -> Iterator[Mapping[str, Any]]:
    if not store.is_file():
        return
    with Store(store) as opened:
        yield from opened.db.query(sql, [run])


def _known(visits: list[Mapping[str, Any]]) -> Known:
    good = [row for row in visits if row["status"] in record.SEEN and row["finished"]]
    looks = tuple(Look(row["fetched"], row["stopped_by"] == "exhausted", _seconds(row)) for row in good[:_LOOKS])
    return Known(rows.moment(visits[0]["taken_at"]), visits[0]["status"] == "failed", looks)


def _seconds(row: Mapping[str, Any]) -> float:
    return max(0.1, (rows.moment(row["finished"]) - rows.moment(row["taken_at"])).total_seconds())


def _left(folder: Path, run: str) -> tuple[str, ...]:
    """Whom the last night had planned and not visited."""
    last = _last(folder, run)
    return last.left() if last else ()


def _last(folder: Path, run: str) -> record.NightRecord | None:
    others = [made for path in folder.glob(f"*/{record.FILE}") if (made := _read(path)) is not None and made.run != run]
    return max(others, key=lambda night: night.began, default=None)


def _read(path: Path) -> record.NightRecord | None:
    """A record that cannot be read tells nothing of tonight."""
    try:
        return record.read(path)
    except ConfigError:
        return None
