"""The bodies in a bundle: packed, named by their SHA-256, and unpacked no larger than they say they are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

import zstandard

from data.errors import BundleCorrupt

LARGEST = 1 << 30
"""Bytes of the largest body that is unpacked; a bundle with a larger one was not made by eindekss."""


class Blobs(Mapping[str, bytes]):
    """Bodies by their SHA-256, read from the bundle when asked for. Raises BundleCorrupt for one that cannot be unpacked."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn

    def __getitem__(self, sha256: str) -> bytes:
        row = self._conn.execute("select data, size from blobs where sha256 = ?", (sha256,)).fetchone()
        if row is None:
            raise KeyError(sha256)
        return unpack(row[0], row[1])

    def __iter__(self) -> Iterator[str]:
        return (row[0] for row in self._conn.execute("select sha256 from blobs order by sha256"))

    def __len__(self) -> int:
        return int(self._conn.execute("select count(*) from blobs").fetchone()[0])


def unpack(data: bytes, size: int) -> bytes:
    """The body of this many bytes; what claims to be larger is refused before any memory is taken for it."""
    try:
        claimed = zstandard.get_frame_parameters(data).content_size
        if claimed == size <= LARGEST:
            return zstandard.ZstdDecompressor().decompress(data)
    except zstandard.ZstdError as error:
        raise BundleCorrupt(f"a body in the bundle cannot be unpacked ({error}); use another copy or visit the site again") from error
    raise BundleCorrupt(
        f"a body in the bundle is of {claimed} bytes, not {size} as the bundle says; use another copy or visit the site again"
    )
