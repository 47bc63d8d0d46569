"""What lies beneath a folder of bundles: each of them as far as keeping goes, and what people cited. Links are not followed."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from data.blob_store import FOLDER, BlobStore
from data.bundle import Bundle
from data.database import PATIENCE
from data.errors import BundleError, ConfigError
from data.retention import Held, night_of
from data.rows import moment
from data.store import OVERLAY

_DIGEST = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
"""A SHA-256 wherever it stands: the id of a snapshot, or the name of a body."""
_PICTURES = ("screenshot", "screenshot_mobile")


@dataclass(frozen=True, slots=True)
class Found:
    """A bundle, as retention sees it; the bodies that it shares, and the store that it shares them in (None: it shares none)."""

    path: Path
    held: Held
    shared: frozenset[str]
    store: Path | None


def bundles(folder: Path) -> Iterator[Path]:
    """Every bundle beneath a folder, in order; nothing that is a link, or behind one. Raises ConfigError where there is no folder."""
    if not folder.is_dir():
        raise ConfigError(f"{folder}: no such folder; give the one that the bundles lie in")
    for place, below, names in os.walk(folder):
        below[:] = sorted(name for name in below if name != FOLDER)
        paths = (Path(place, name) for name in sorted(names) if name.endswith(".sqlite") and not name.endswith(OVERLAY))
        yield from (path for path in paths if path.is_file() and not path.is_symlink())


def stores(folder: Path) -> list[BlobStore]:
    """Every blob store beneath a folder, in order; none that is a link, or behind one."""
    found: list[Path] = []
    for place, below, _ in os.walk(folder):
        found += [Path(place, FOLDER)] if FOLDER in below and not Path(place, FOLDER).is_symlink() else []
        below[:] = [name for name in below if name != FOLDER]
    return [BlobStore(path) for path in sorted(found)]


def look(path: Path) -> Found:
    """One bundle, by its own rows. Raises BundleError where it is none."""
    with Bundle(path) as bundle:
        shared, bodies = bundle.shared(), frozenset(bundle.blob_sizes())
        snapshot = bundle.snapshot()
        told = (value for page in snapshot.pages for name, value in page.artifacts.items() if name in _PICTURES)
        answered = {exchange.body for _, exchange in bundle.exchanges()}
        shown = {seen.screenshot for one in bundle.observations() for seen in one.finding.evidence if seen.screenshot}
        held = Held(
            name=str(path),
            institution=snapshot.institution.id,
            night=night_of(moment(bundle.manifest["started"])),
            status=str(bundle.manifest["status"]),
            snapshot=bundle.snapshot_id,
            bodies=bodies,
            pictures=frozenset(value for value in told if isinstance(value, str)) - answered,
            shown=frozenset(shown),
        )
    store = BlobStore.near(path) if shared else None
    return Found(path, held, frozenset(shared), store.folder if store else None)


def look_all(folder: Path) -> tuple[list[Found], list[str]]:
    """All bundles beneath a folder, and what is wrong with those that cannot be read."""
    found: list[Found] = []
    faults: list[str] = []
    for path in bundles(folder):
        try:
            found.append(look(path))
        except (BundleError, OSError) as error:
            faults.append(str(error) if str(path) in str(error) else f"{path}: {error}")
    return found, faults


def cited(casebook: Path, others: Sequence[Path] = ()) -> frozenset[str]:
    """Every SHA-256 that stands in the casebook, in whichever column, and in other files and folders (published verdicts).

    Raises ConfigError where one of them cannot be read: what nobody could look up must not go.
    """
    found = _in_casebook(casebook) if casebook.is_file() else set()
    for path in others:
        if not path.exists():
            raise ConfigError(f"{path}: is not there; give the file or folder of published verdicts, or leave it out")
        for file in [path] if path.is_file() else sorted(each for each in path.rglob("*") if each.is_file()):
            found |= {match.decode() for match in _DIGEST.findall(file.read_bytes())}
    return frozenset(found)


def _in_casebook(path: Path) -> set[str]:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=PATIENCE)) as conn:
            tables = [row[0] for row in conn.execute("select name from sqlite_master where type = 'table'")]
            if "adjudications" not in tables:
                raise ConfigError(f"{path}: not a casebook of eindekss; give the right one with --casebook")
            rows = (row for table in tables for row in conn.execute(f'select * from "{table}"'))  # noqa: S608 (the file's own names)
            return {match.decode() for row in rows for match in _DIGEST.findall(json.dumps(row, default=str).encode())}
    except sqlite3.DatabaseError as error:
        raise ConfigError(f"{path}: the casebook cannot be read ({error}); give another with --casebook") from error
