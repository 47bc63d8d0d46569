"""The bodies of a bundle by their SHA-256: those that lie in it, and those that it shares with other bundles."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date

from data.blob_store import FOLDER, BlobStore
from data.errors import BundleCorrupt
from data.gone import Gone, NoLongerKept
from data.packed import LARGEST, unpack

__all__ = ["LARGEST", "Blobs", "unpack"]
_ALONE = (
    f"no folder above the bundle has {FOLDER!r}, with which it shared it: a bundle is not moved alone. Put it back, or make a "
    "self-contained copy where it was with 'eindekss pack'"
)


class Blobs(Mapping[str, bytes]):
    """Bodies by their SHA-256, read when asked for.

    Raises BundleCorrupt for one that cannot be unpacked, or that the shared store lacks or has with other bytes; NoLongerKept, a
    KeyError, for one that a policy let go.
    """

    def __init__(self, conn: sqlite3.Connection, shared: BlobStore | None) -> None:
        self._conn = conn
        self._shared = shared

    def __getitem__(self, sha256: str) -> bytes:
        row = self._conn.execute("select data, size from blobs where sha256 = ?", (sha256,)).fetchone()
        if row is None:
            raise KeyError(sha256)
        return self._elsewhere(sha256, row[1]) if row[0] is None else unpack(row[0], row[1])

    def __iter__(self) -> Iterator[str]:
        gone = self.gone()
        every = (row[0] for row in self._conn.execute("select sha256 from blobs order by sha256"))
        return (sha256 for sha256 in every if sha256 not in gone)

    def __len__(self) -> int:
        return int(self._conn.execute("select count(*) from blobs").fetchone()[0]) - len(self.gone())

    def shared(self) -> Mapping[str, int]:
        """The bodies that do not lie in the bundle, each with its size."""
        return dict(self._conn.execute("select sha256, size from blobs where data is null order by sha256"))

    def gone(self) -> Mapping[str, Gone]:
        """The bodies that a policy let go, and that are nowhere any more."""
        here = [sha256 for sha256 in self.shared() if self._shared is None or sha256 not in self._shared]
        return {sha256: gone for sha256 in here if (gone := self._tombstone(sha256)) is not None}

    def verify(self) -> None:
        """Digest every body again, wherever it lies. Raises BundleCorrupt naming the first that is not what it was."""
        for sha256, size, data in self._conn.execute("select sha256, size, data from blobs"):
            if data is None:
                self._verify_elsewhere(sha256, size)
            elif hashlib.sha256(unpack(data, size)).hexdigest() != sha256:
                raise BundleCorrupt(f"blob {sha256} holds other bytes")

    def _verify_elsewhere(self, sha256: str, size: int) -> None:
        try:
            self._elsewhere(sha256, size)
        except NoLongerKept:
            return

    def _elsewhere(self, sha256: str, size: int) -> bytes:
        try:
            if self._shared is not None:
                return self._shared.get(sha256, size)
        except KeyError:
            pass
        gone = self._tombstone(sha256)
        if gone is not None:
            raise NoLongerKept(gone)
        if self._shared is None:
            raise BundleCorrupt(f"blob {sha256} of {size} bytes is not here: {_ALONE}")
        raise BundleCorrupt(
            f"blob {sha256} of {size} bytes is not in the blob store {self._shared.folder}; "
            "bring the store back from a backup ('eindekss restore'), or visit the site again"
        )

    def _tombstone(self, sha256: str) -> Gone | None:
        """What is known of a body that is nowhere: a packed bundle has its own list, others ask the store."""
        if self._conn.execute("select 1 from sqlite_master where name = 'gone'").fetchone():
            row = self._conn.execute("select sha256, at, policy from gone where sha256 = ?", (sha256,)).fetchone()
            return Gone(row[0], date.fromisoformat(row[1]), row[2]) if row else None
        return self._shared.gone(sha256) if self._shared is not None else None
