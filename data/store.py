"""The store: a cache of bundles that can be deleted and built again. Merging is insert-or-ignore, in any order, any number of times."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data import rows
from data.bundle import Bundle
from data.database import DatabaseFile, OpenFile
from data.errors import BundleError, ConfigError, MergeConflict
from data.rows import Row
from data.schema import CHANGES, KEYS, migrations

VAR = Path(__file__).parent / "var"
"""What eindekss makes on this machine; nothing in it is worth keeping except the bundles."""
BUNDLES = VAR / "audits"
"""Where visits leave their bundles unless told otherwise, one folder an institution and in it one a run."""
OVERLAY = ".overlay.sqlite"
"""How the file ends that holds a bundle's answers judged anew; it lies beside the bundle and is none."""
STORE = VAR / "eindekss.db"
"""The store that commands use unless told otherwise."""
_TOGETHER = 20_000
"""Rows that are written in one transaction: enough that the pages of the index are written once for many bundles, few enough for memory."""
_CACHE = 64 << 10
"""KiB of the store that a merge of many keeps in memory, so that a transaction is not written out before its end."""
_FILE = DatabaseFile(
    name="store",
    option="--store",
    migrations=migrations,
    changes=CHANGES,
    spoiled="delete it and run 'eindekss rebuild'",
    too_new="update this one, or delete the store and run 'eindekss rebuild'",
)


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did: bundles read, rows that were new, and what was refused with the reason."""

    bundles: int
    added: int
    refused: tuple[str, ...] = ()


class Store(OpenFile):
    """An open store; made if it is not there. One writer at a time, readers at any time.

    Raises ConfigError when the file cannot be opened, is no store, or is of a later eindekss.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(_FILE, path)

    def merge(self, bundle: Bundle) -> int:
        """Take over all of a bundle or nothing; returns how many rows were new.

        Raises MergeConflict naming the key when the store has another answer under one key.
        """
        taken = _taken(bundle)
        with _FILE.writing(self.db, self.path):
            return self._write(taken)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction, for what else is kept in the store."""
        with _FILE.writing(self.db, self.path):
            yield

    def merge_folder(self, folder: Path) -> Merged:
        """Merge every bundle beneath the folder; one that is refused is named, and the others are merged all the same."""
        if not folder.is_dir():
            raise ConfigError(f"{folder}: no such folder; give the one that the bundles lie in")
        paths = sorted(path for path in folder.rglob("*.sqlite") if not path.name.endswith(OVERLAY))
        self.db.execute(f"pragma cache_size = -{_CACHE}")
        refused: list[str] = []
        added = sum(self._write_all(some, refused) for some in _read(paths, refused))
        return Merged(len(paths) - len(refused), added, tuple(sorted(refused)))

    def rows(self, view: str) -> Iterator[Mapping[str, Any]]:
        """The rows of a table or view (``snapshots``, ``observations``, ``current``, ``changes``, ``coverage``) in a fixed order."""
        columns = ", ".join(KEYS[view])
        return self.db.query(f"select * from [{view}] order by {columns}")  # noqa: S608 (our own names)

    def _write_all(self, bundles: Sequence[_Taken], refused: list[str]) -> int:
        """Add these bundles in one transaction, each of them whole or not at all; what is refused is told."""
        added = 0
        with _FILE.writing(self.db, self.path):
            for bundle in bundles:
                self.db.execute("savepoint bundle")
                try:
                    added += self._write(bundle)
                except MergeConflict as error:
                    self.db.execute("rollback to bundle")
                    refused.append(f"{bundle.path}: {error}")
                self.db.execute("release bundle")
        return added

    def _write(self, bundle: _Taken) -> int:
        added = sum(self._insert(table, columns, made) for table, columns, made in bundle.rows)
        if added:
            self.db.execute("insert or ignore into history_due values (?)", [bundle.institution])
        return added

    def _insert(self, table: str, columns: Sequence[str], given: Sequence[tuple[Any, ...]]) -> int:
        """Add the rows that are not there; returns how many. All are of one snapshot, their first column. Raises MergeConflict."""
        if not given:
            return 0
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        held = set(self.db.conn.execute(f"select {names} from {table} where {columns[0]} = ?", given[0][:1]))  # noqa: S608 (our own names)
        new = [row for row in given if row not in held]
        before = self.db.conn.total_changes
        sql = f"insert or ignore into {table} ({names}) values ({marks})"  # noqa: S608 (our own names)
        self.db.conn.executemany(sql, new)
        added = self.db.conn.total_changes - before
        if added < len(new):
            self._compare(table, [dict(zip(columns, row, strict=True)) for row in new])
        return added

    def _compare(self, table: str, given: Sequence[Mapping[str, Any]]) -> None:
        """Raises MergeConflict where the store has other values in a row of that key."""
        first, *_ = KEYS[table]
        held = self.db.query(f"select * from {table} where {first} = ?", [given[0][first]])  # noqa: S608 (our own names)
        stored = {tuple(row[column] for column in KEYS[table]): row for row in held}
        for row in given:
            key = {column: row[column] for column in KEYS[table]}
            there = stored[tuple(key.values())]
            other = [column for column in row if there[column] != row[column]]
            if other:
                raise MergeConflict(_conflict(table, key, {column: (there[column], row[column]) for column in other}))


def source_of(store: Path | None, bundles: Path | None) -> Path | None:
    """Where observations are read from: the store or the folder of bundles given, else the usual store, None where that is not there.

    Raises ConfigError where both were given.
    """
    if store is not None and bundles is not None:
        raise ConfigError("give either --store or --bundles")
    return bundles or store or (STORE if STORE.is_file() else None)


def rebuild(path: Path, folder: Path) -> Merged:
    """Make the store anew from the bundles beneath the folder; the old one stays until the new one is whole."""
    part = path.with_name(path.name + ".part")
    _discard(part)
    try:
        with Store(part) as store:
            merged = store.merge_folder(folder)
        part.replace(path)
    finally:
        _discard(part)
    return merged


def _discard(part: Path) -> None:
    for name in (part.name, f"{part.name}-journal"):
        part.with_name(name).unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _Taken:
    """What a bundle gives to the store: rows of each table, as they are kept there; their first column is the snapshot."""

    path: Path
    institution: str
    rows: tuple[tuple[str, Sequence[str], Sequence[tuple[Any, ...]]], ...]


def _taken(bundle: Bundle) -> _Taken:
    visit = _snapshot_row(bundle)
    place = (bundle.snapshot_id, str(bundle.path.resolve()))
    made = (
        ("snapshots", tuple(visit), [tuple(visit.values())]),
        ("bundles", KEYS["bundles"], [place]),
        ("observations", tuple(rows.TABLES["observations"][0]), bundle.observation_rows()),
    )
    return _Taken(bundle.path, visit["institution"], made)


def _read(paths: Sequence[Path], refused: list[str]) -> Iterator[list[_Taken]]:
    """What the bundles give, so many of them together as make a transaction; what cannot be read is told."""
    together: list[_Taken] = []
    for path in paths:
        try:
            with Bundle(path) as bundle:
                together.append(_taken(bundle))
        except BundleError as error:
            told = str(error)
            refused.append(told if told.startswith(str(path)) else f"{path}: {told}")
        if sum(len(made) for each in together for _, _, made in each.rows) >= _TOGETHER:
            yield together
            together = []
    yield together


def _snapshot_row(bundle: Bundle) -> Row:
    manifest = bundle.manifest
    return {
        "id": bundle.snapshot_id,
        "institution": manifest["institution"]["id"],
        "site": manifest["site"],
        "run": manifest["run"],
        "taken_at": manifest["started"],
        "status": manifest["status"],
        **{name: manifest["coverage"][name] for name in ("planned", "fetched", "rendered", "refused", "failed", "stopped_by")},
        "manifest": rows.dump(manifest),
    }


def _conflict(table: str, key: Mapping[str, Any], other: Mapping[str, tuple[Any, Any]]) -> str:
    named = " ".join(f"{column}={value}" for column, value in key.items())
    told = "; ".join(f"{column} is {stored!r} in the store and {given!r} in the bundle" for column, (stored, given) in other.items())
    remedy = (
        "an indicator whose answers change gets a new version" if table == "observations" else "one of the two was not made by eindekss"
    )
    return f"two answers under {named}: {told}; {remedy}"
