"""The rows of a bundle: their tables made, digested, and read as the snapshot that they hold."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlite_utils

from data import rows
from data.blob_store import BlobStore
from data.blobs import Blobs
from data.errors import ConfigError
from data.types import Json, Missing, Snapshot

SNAPSHOT_TABLES = ("exchanges", "pages", "documents", "artifacts", "log", "blobs", "manifest")
"""What a visit wrote down; the rest of a bundle is what was made of it."""


def digest(conn: sqlite3.Connection) -> str:
    """The SHA-256 over the rows that the visit wrote down: the snapshot's id."""
    made = hashlib.sha256()
    for table in SNAPSHOT_TABLES:
        # A blob is told by its name, which is its digest; its packed bytes depend on the packer.
        columns = "sha256, size" if table == "blobs" else "*"
        for row in conn.execute(f"select {columns} from {table} order by 1, 2"):  # noqa: S608 (our own table names)
            made.update(rows.dump([table, *row]).encode())
    return made.hexdigest()


def snapshot(conn: sqlite3.Connection, snapshot_id: str, shared: BlobStore | None) -> Snapshot:
    """All that the visit wrote down, with bodies from the bundle and from the store that it shares."""
    told = manifest(conn)
    artifacts: dict[str, dict[str, Json | Missing]] = {}
    for row in select(conn, "select * from artifacts order by subject, name"):
        artifacts.setdefault(row["subject"], {})[row["name"]] = rows.artifact(row)
    pages = select(conn, "select * from pages order by url")
    documents = select(conn, "select * from documents order by url")
    return Snapshot(
        id=snapshot_id,
        institution=rows.institution(told["institution"]),
        site=told["site"],
        taken_at=rows.moment(told["started"]),
        coverage=rows.coverage(told["coverage"]),
        pages=tuple(rows.page(row, artifacts.get(row["url"], {})) for row in pages),
        documents=tuple(rows.document(row) for row in documents),
        artifacts=artifacts.get("", {}),
        blobs=Blobs(conn, shared),
    )


def manifest(conn: sqlite3.Connection) -> dict[str, Json]:
    """What the bundle tells of itself."""
    return {key: json.loads(value) for key, value in conn.execute("select key, value from manifest")}


def select(conn: sqlite3.Connection, sql: str) -> Iterator[dict[str, Any]]:
    """The rows of a question, each by the names of its columns."""
    cursor = conn.execute(sql)
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)


def create(part: Path) -> sqlite_utils.Database:
    """A new file with the tables of a bundle, in place of what a killed visit left. Raises ConfigError where it cannot be written."""
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        # Whoever writes a bundle may let another thread seal it, but never two at a time.
        db = sqlite_utils.Database(sqlite3.connect(part, isolation_level=None, check_same_thread=False))
    except (OSError, sqlite3.OperationalError) as error:
        raise ConfigError(f"{part.parent}: cannot write there ({error}); choose another folder with --out") from error
    # A bundle is rebuilt by visiting again, never recovered: a journal would only cost time.
    db.conn.execute("PRAGMA journal_mode = OFF")
    db.conn.execute("PRAGMA synchronous = OFF")
    db.conn.execute("BEGIN")
    for table, (columns, key) in rows.TABLES.items():
        db.create_table(table, columns, pk=key)
    return db
