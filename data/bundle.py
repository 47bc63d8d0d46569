"""The bundle: one visit sealed in one SQLite file, which refuses to open when a single byte of it has changed.

Written as ``*.part``, digested, renamed, made read-only. Two digests guard it. The *snapshot id* is the SHA-256 over the rows that
the visit wrote down (not the observations, so that judging anew leaves it as it is); every blob is kept under its own SHA-256.
The *seal* is a trailer of 80 bytes behind the database, which SQLite ignores: the line ``EINDEKSS-SEAL 1`` and the SHA-256 of all bytes
before it. A bundle that shares its bodies with others is packed (``EINDEKSS-SEAL 2``, see ``data.seal``).
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import zstandard

from data import bundle_rows, rows, seal
from data.blob_store import SMALLEST, BlobStore
from data.blobs import Blobs
from data.bundle_rows import select
from data.errors import BundleCorrupt, BundleTooNew
from data.gone import Gone
from data.packed import LEVEL
from data.types import Coverage, Document, Exchange, Json, Missing, Observation, Page, Snapshot

SCHEMA = 1


class BundleWriter:
    """Writes one bundle; leaving it without ``seal`` removes what was written.

    With ``shared``, bodies of some size are kept there, once for all bundles; the snapshot is the same either way. Raises ConfigError
    when a folder cannot be written to, or when readers of the bundle would not find the store from its path.
    """

    def __init__(self, path: Path, manifest: Mapping[str, Json], shared: BlobStore | None = None) -> None:
        self.path = path
        self._shared = shared.ready_for(path) if shared else None
        self.part = path.with_name(path.name + ".part")
        self._manifest = dict(manifest)
        self._blobs: set[str] = set()
        self._packer = zstandard.ZstdCompressor(level=LEVEL)
        self._db = bundle_rows.create(self.part)
        self._snapshot_id: str | None = None
        self._sealed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if not self._sealed:
            self._db.close()
            self.part.unlink(missing_ok=True)

    def note(self, **facts: Json) -> None:
        """Add to the manifest what is known only during the visit, such as when it finished and which browser was used."""
        self._manifest |= facts

    def blob(self, data: bytes, like: str | None = None) -> str:
        """Keep these bytes once; returns their SHA-256.

        ``like`` is the SHA-256 of a body that they may differ little from: the shared store may keep the difference only.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 in self._blobs:
            return sha256
        if self._shared is not None and len(data) >= SMALLEST:
            self._shared.put(data, like)
            self._keep(sha256, len(data), None)
        else:
            self._keep(sha256, len(data), self._packer.compress(data))
        return sha256

    def carry(self, sha256: str, size: int) -> bool:
        """Keep a body that the shared store has already, without reading it; False where it is not there and must be given.

        Whoever reads it later digests it.
        """
        if sha256 in self._blobs:
            return True
        if self._shared is None or size < SMALLEST or not self._shared.use(sha256):
            return False
        self._keep(sha256, size, None)
        return True

    def exchange(self, exchange: Exchange, purpose: str) -> None:
        """Write down a request and its answer; ``purpose`` says what it was made for."""
        self._insert("exchanges", {"purpose": purpose, **rows.exchange_row(exchange)})

    def page(self, page: Page) -> None:
        """Write down a page, or replace what was written of it; its artifacts go with it."""
        for name, value in page.artifacts.items():
            self.artifact(name, value, page.url)
        self._insert("pages", rows.page_row(page))

    def document(self, document: Document) -> None:
        """Write down a file that the site offers."""
        self._insert("documents", rows.document_row(document))

    def artifact(self, name: str, value: Json | Missing, subject: str = "") -> None:
        """Write down what a gatherer made of the site (no subject) or of one page (its address)."""
        self._insert("artifacts", {"name": name, "subject": subject, **rows.artifact_row(value)})

    def log(self, event: str, **facts: Json) -> None:
        """Write down what we did and why, for the proof of manners."""
        self._insert("log", {"at": rows.stamp(datetime.now(UTC)), "event": event, "facts": rows.dump(facts)})

    def snapshot(self, coverage: Coverage, status: str) -> Snapshot:
        """End the writing down: from here on the snapshot has its id and cannot change."""
        self._manifest |= {"schema": SCHEMA, "status": status, "coverage": rows.coverage_json(coverage)}
        for key, value in sorted(self._manifest.items()):
            self._insert("manifest", {"key": key, "value": rows.dump(value)})
        self._db.conn.commit()
        self._snapshot_id = bundle_rows.digest(self._db.conn)
        return bundle_rows.snapshot(self._db.conn, self._snapshot_id, self._shared)

    def fault(self, indicator: str, error: str) -> None:
        """Write down that a check of ours broke, and what it raised; judging comes after the snapshot, and so do its faults."""
        self._insert("faults", {"indicator": indicator, "error": error})

    def seal(self, observations: Iterable[Observation]) -> Path:
        """Add the judgements, digest the whole, give the file its name and make it read-only; returns its path."""
        if self._snapshot_id is None:
            raise ValueError("a bundle is sealed after its snapshot")
        self._insert("seal", {"snapshot": self._snapshot_id})
        for observation in observations:
            self._insert("observations", rows.observation_row(observation))
        self._db.conn.commit()
        if self._shared is not None:
            self._shared.settle(Blobs(self._db.conn, self._shared).shared())
        self._db.conn.execute("VACUUM")
        self._db.close()
        seal.append(self.part, packed=self._shared is not None)
        self.part.chmod(0o444)
        self.part.replace(self.path)
        self._sealed = True
        return self.path

    def _keep(self, sha256: str, size: int, data: bytes | None) -> None:
        self._insert("blobs", {"sha256": sha256, "size": size, "data": data})
        self._blobs.add(sha256)

    def _insert(self, table: str, row: Mapping[str, Any]) -> None:
        if self._snapshot_id is not None and table in bundle_rows.SNAPSHOT_TABLES:
            raise ValueError(f"the snapshot is ended: nothing more can be written to {table}")
        kept = {name: rows.storable(value) for name, value in row.items()}
        self._db.table(table).insert(kept, replace=table in {"pages", "documents", "artifacts"})


class Bundle:
    """A sealed bundle, opened for reading. Raises BundleCorrupt when its bytes are not those that were sealed.

    ``shared`` is where bodies lie that it shares with others, if not in the nearest ``blobs`` above it.
    """

    def __init__(self, path: Path, shared: BlobStore | None = None) -> None:
        self._conn = seal.opened(path)
        self.path = path
        self._shared = shared or BlobStore.near(path)
        try:
            self._open()
        except BaseException:
            self._conn.close()
            raise

    def _open(self) -> None:
        with _reading(self.path):
            self.manifest: Mapping[str, Json] = bundle_rows.manifest(self._conn)
            self.snapshot_id: str = self._conn.execute("select snapshot from seal").fetchone()[0]
            schema, app = int(self.manifest["schema"]), self.manifest["versions"]["app"]
        if schema > SCHEMA:
            raise BundleTooNew(f"{self.path}: written by eindekss {app}; update this one to read it")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._conn.close()

    def snapshot(self) -> Snapshot:
        """All that the visit wrote down."""
        with _reading(self.path):
            return bundle_rows.snapshot(self._conn, self.snapshot_id, self._shared)

    def observations(self) -> tuple[Observation, ...]:
        """What was judged when the bundle was sealed, in the order of indicator and subject."""
        with _reading(self.path):
            found = select(self._conn, "select * from observations order by indicator, subject, version")
            return tuple(rows.observation(row) for row in found)

    def observation_rows(self) -> list[tuple[Any, ...]]:
        """The same as they are written, column by column (``rows.TABLES``), for who keeps them so; in the order of their key."""
        columns, key = rows.TABLES["observations"]
        with _reading(self.path):
            sql = f"select {', '.join(columns)} from observations order by {', '.join(key)}"  # noqa: S608 (our own names)
            return self._conn.execute(sql).fetchall()

    def faults(self) -> tuple[tuple[str, str], ...]:
        """The indicators whose checks broke, each with what it raised: bugs of ours."""
        with _reading(self.path):
            return tuple((row["indicator"], row["error"]) for row in select(self._conn, "select indicator, error from faults order by id"))

    def exchanges(self) -> tuple[tuple[str, Exchange], ...]:
        """Every request with its purpose, in the order in which they were made."""
        with _reading(self.path):
            found = select(self._conn, "select * from exchanges order by id")
            return tuple((row["purpose"], rows.exchange(row)) for row in found)

    def log(self) -> tuple[Mapping[str, Json], ...]:
        """What we did and why: ``at``, ``event`` and its facts, in order."""
        with _reading(self.path):
            found = select(self._conn, "select * from log order by id")
            return tuple({"at": row["at"], "event": row["event"], **json.loads(row["facts"])} for row in found)

    def addresses(self) -> Mapping[str, str | None]:
        """Every page and document by its address: None where it was there, else the reason why it was not."""
        with _reading(self.path):
            found = select(self._conn, "select url, exchange from pages union all select url, exchange from documents")
            return {row["url"]: rows.gone(row["exchange"]) for row in found}

    def bodies(self) -> Mapping[str, str]:
        """The SHA-256 of what each address answered last, where it had a body."""
        with _reading(self.path):
            return dict(self._conn.execute("select url, body from exchanges where body is not null order by id"))

    def blob_sizes(self) -> Mapping[str, int]:
        """The length of every body by its SHA-256, without unpacking any."""
        with _reading(self.path):
            return {row["sha256"]: row["size"] for row in select(self._conn, "select sha256, size from blobs")}

    def shared(self) -> Mapping[str, int]:
        """The bodies that lie in the blob store and not here, each with its size."""
        with _reading(self.path):
            return Blobs(self._conn, self._shared).shared()

    def verify(self) -> None:
        """Beyond the seal: digest every row and every blob again. Raises BundleCorrupt naming what differs."""
        with _reading(self.path):
            if bundle_rows.digest(self._conn) != self.snapshot_id:
                raise BundleCorrupt(f"{self.path}: its rows are not those of snapshot {self.snapshot_id}")
            Blobs(self._conn, self._shared).verify()

    def gone(self) -> Mapping[str, Gone]:
        """The bodies that are no longer kept, by their SHA-256: when they went, and by which policy."""
        with _reading(self.path):
            return Blobs(self._conn, self._shared).gone()


@contextmanager
def unsealed(part: Path, snapshot_id: str) -> Iterator[Snapshot]:
    """The snapshot in a file that is not sealed yet, for those who judge it: its rows are ended, its observations still to come."""
    conn = sqlite3.connect(f"{part.resolve().as_uri()}?mode=ro", uri=True)
    try:
        yield bundle_rows.snapshot(conn, snapshot_id, BlobStore.near(part))
    finally:
        conn.close()


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """Whatever makes no sense in a sealed file was not written by eindekss: its seal is a digest, which anyone can make."""
    try:
        yield
    except BundleCorrupt as error:
        raise error if str(path) in str(error) else BundleCorrupt(f"{path}: {error}") from error
    except (sqlite3.DatabaseError, LookupError, TypeError, ValueError) as error:
        raise BundleCorrupt(f"{path}: not a bundle of eindekss ({error})") from error
