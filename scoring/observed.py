"""What was observed of each body: the newest visit, or the one of a named run, from the store or from a folder of bundles.

A visit that failed or was turned away gives observations that were not tested: the body is in the table, and nothing is held against it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from data import rows
from data.bundle import Bundle
from data.errors import BundleError, ConfigError
from data.store import OVERLAY, Store
from data.types import Finding, Institution, Json, Observation, Outcome
from scoring import frame
from scoring.rollup import COLUMNS

_HOW = ("snapshot", "site", "run", "taken_at", "status", "stopped_by", "app", "catalogue", "vocabulary")
VISIT = ("unit", *_HOW, "name_lv", "name_en", "kind")
Visit = Mapping[str, Any]
"""A visit: the columns of ``VISIT``."""
_RUNS_TOLD = 5


@dataclass(frozen=True)
class Observed:
    """The answers and where they are from.

    ``table`` is the tidy frame of ``scoring.frame``. ``visits`` has a row a body, indexed by its id, with the columns of ``VISIT``: which
    snapshot its answers are from, of which run and moment, how the visit ended, and by which rules and words it was judged.
    """

    table: pd.DataFrame
    visits: pd.DataFrame

    def rows(self) -> pd.DataFrame:
        """The observations in the shape that ``scoring.rollup`` takes, and their ``confidence``; ``at`` is when the visit began."""
        named = self.table.rename(columns={"institution": "unit", "indicator": "code"})
        moments = pd.to_datetime(self.visits["taken_at"], utc=True, format="ISO8601")
        unit = named["unit"].astype(object)
        return named.assign(unit=unit, at=moments.reindex(unit).array, number=named["number"].astype("float64"))[[*COLUMNS, "confidence"]]


def observed(source: Path, run: str | None = None, indicators: Collection[str] | None = None) -> Observed:
    """What the store at a path, or the bundles beneath a folder, hold of each body.

    Of each body it takes the newest visit that saw anything (its newest failed one where none did), or that of ``run``; ``indicators``
    are those that are read, all when None. Raises ConfigError when there is no such run, store or folder, naming what there is.
    """
    return from_bundles(bundles(source), run, indicators) if source.is_dir() else from_store(source, run, indicators)


def from_store(path: Path, run: str | None = None, indicators: Collection[str] | None = None) -> Observed:
    """As ``observed``, from a store; each indicator by its newest version."""
    check_store(path)
    with Store(path) as store:
        return _observed(visits_of_store(store, run), lambda snapshot: _judged(store, snapshot), indicators)


def from_bundles(paths: Iterable[Path], run: str | None = None, indicators: Collection[str] | None = None) -> Observed:
    """As ``observed``, from bundles. Raises ConfigError that names every bundle that cannot be read."""
    visits, places = visits_of_bundles(paths, run)
    return _observed(visits, lambda snapshot: _of_bundle(places[snapshot]), indicators)


def visited(source: Path) -> tuple[Institution, ...]:
    """Who was visited, by the newest visit of each, in the order of ids: of a store, or of the bundles beneath a folder."""
    if source.is_dir():
        found = [_who(bundle) for bundle in bundles(source)]
    else:
        check_store(source)
        with Store(source) as store:
            found = [json.loads(row["manifest"]) for row in store.rows("snapshots")]
    newest = {manifest["institution"]["id"]: manifest["institution"] for manifest in sorted(found, key=lambda each: str(each["started"]))}
    return tuple(rows.institution(newest[body]) for body in sorted(newest))


def _who(path: Path) -> Mapping[str, Json]:
    with Bundle(path) as bundle:
        return bundle.manifest


def check_store(path: Path) -> None:
    """Raise ConfigError where there is no store at that path."""
    if not path.is_file():
        raise ConfigError(f"{path}: no such store; give one, or the folder that the bundles lie in, or run 'eindekss merge'")


def visits_of_store(store: Store, run: str | None = None) -> list[Visit]:
    """The visit of each body that counts, as ``observed`` chooses it. Raises ConfigError when there is no such run."""
    return _chosen([_visit(row["id"], json.loads(row["manifest"])) for row in store.rows("snapshots")], run, store.path)


def visits_of_bundles(paths: Iterable[Path], run: str | None = None) -> tuple[list[Visit], Mapping[str, Path]]:
    """As ``visits_of_store``, with the bundle of each snapshot. Raises ConfigError that names every bundle that cannot be read."""
    places: dict[str, Path] = {}
    visits, refused = [], []
    for path in paths:
        try:
            with Bundle(path) as bundle:
                places[bundle.snapshot_id] = path
                visits.append(_visit(bundle.snapshot_id, bundle.manifest))
        except BundleError as error:
            refused.append(str(error))
    if refused:
        raise ConfigError(refused)
    return _chosen(visits, run, "the bundles"), places


def bundles(folder: Path) -> Sequence[Path]:
    """The bundles beneath a folder, in the order of their paths."""
    return sorted(path for path in folder.rglob("*.sqlite") if not path.name.endswith(OVERLAY))


def _visit(snapshot: str, manifest: Mapping[str, Json]) -> Visit:
    who, versions = manifest["institution"], manifest["versions"]
    return {
        "unit": who["id"],
        "snapshot": snapshot,
        "site": manifest["site"],
        "run": manifest["run"],
        "taken_at": manifest["started"],
        "status": manifest["status"],
        "stopped_by": manifest["coverage"]["stopped_by"],
        "app": versions.get("app"),
        "catalogue": versions.get("catalogue"),
        "vocabulary": versions.get("vocabulary"),
        "name_lv": who["name"]["lv"],
        "name_en": who["name"]["en"],
        "kind": who["kind"],
    }


def _chosen(visits: Iterable[Visit], run: str | None, where: object) -> list[Visit]:
    """One visit a body: a later one is better than an earlier one, and any that saw something better than one that failed."""
    kept = sorted(visits, key=lambda visit: (visit["status"] != "failed", visit["taken_at"], visit["snapshot"]))
    runs = sorted({visit["run"] for visit in kept}, reverse=True)
    if run is not None and run not in runs:
        there = ", ".join(runs[:_RUNS_TOLD]) or "none"
        raise ConfigError(f"{where}: no run {run!r}; the newest there are: {there}")
    newest = {visit["unit"]: visit for visit in kept if run in (None, visit["run"])}
    return [newest[unit] for unit in sorted(newest)]


def _observed(visits: Sequence[Visit], judged: Callable[[str], Iterable[Observation]], indicators: Collection[str] | None) -> Observed:
    wanted = None if indicators is None else frozenset(indicators)
    seen = (each for visit in visits for each in judged(visit["snapshot"]) if wanted is None or each.indicator in wanted)
    table = frame.frame(seen, {visit["snapshot"]: visit["unit"] for visit in visits})
    return Observed(table, pd.DataFrame(visits, columns=list(VISIT)).set_index("unit"))


def _of_bundle(path: Path) -> tuple[Observation, ...]:
    with Bundle(path) as bundle:
        return bundle.observations()


_NEWEST = """
select snapshot, indicator, version, scope, subject, outcome, value, reason, confidence
from observations as one
where snapshot = ? and version = (select max(version) from observations where snapshot = one.snapshot and indicator = one.indicator)
order by indicator, subject
"""


def _judged(store: Store, snapshot: str) -> Iterator[Observation]:
    """Without the evidence, of which there is more than of anything else and which no score reads."""
    for row in store.db.query(_NEWEST, [snapshot]):
        finding = Finding(Outcome(row["outcome"]), json.loads(row["value"]), reason=row["reason"], confidence=row["confidence"])
        yield Observation(row["snapshot"], row["indicator"], row["version"], row["scope"], row["subject"], finding)
