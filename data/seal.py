"""The seal of a bundle: a trailer behind the database, which no changed byte gets past.

Behind a plain database (``EINDEKSS-SEAL 1``) SQLite ignores it. Before the other (``EINDEKSS-SEAL 2``) stands the same database in one
Zstandard frame: the rows of a visit say much the same thousands of times, and take a tenth of the room.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from pathlib import Path

import zstandard

from data.errors import BundleCorrupt
from data.packed import unpack

MAGIC = b"EINDEKSS-SEAL 1\n"
PACKED = b"EINDEKSS-SEAL 2\n"
LENGTH = len(MAGIC) + 64
_CHUNK = 1 << 20
_LEVEL = 9
"""How hard the rows are packed: beyond it takes far longer and saves next to nothing."""


def append(part: Path, *, packed: bool = False) -> None:
    """Seal the file, ``packed`` or plain, and see to it that the disk has all of it."""
    if packed:
        part.write_bytes(zstandard.ZstdCompressor(level=_LEVEL).compress(part.read_bytes()))
    seal = (PACKED if packed else MAGIC) + file_digest(part, part.stat().st_size).encode()
    with part.open("ab") as file:
        file.write(seal)
        file.flush()
        os.fsync(file.fileno())


def opened(path: Path) -> sqlite3.Connection:
    """The rows of a sealed bundle, to be read; those of a packed one are unpacked into memory. Raises BundleCorrupt as ``check`` does."""
    if not check(path):
        return sqlite3.connect(f"{path.resolve().as_uri()}?immutable=1", uri=True)
    frame = path.read_bytes()[:-LENGTH]
    try:
        database = unpack(frame, zstandard.get_frame_parameters(frame).content_size)
    except (zstandard.ZstdError, BundleCorrupt) as error:
        raise BundleCorrupt(f"{path}: its rows cannot be unpacked ({error}); use another copy or visit the site again") from error
    conn = sqlite3.connect(":memory:")
    conn.deserialize(database)
    conn.execute("pragma query_only = on")
    return conn


def check(path: Path) -> bool:
    """Whether the bundle is packed. Raises BundleCorrupt unless the file's bytes are those that were sealed."""
    if not path.is_file():
        raise BundleCorrupt(f"{path}: there is no such bundle")
    size = path.stat().st_size - LENGTH
    with path.open("rb") as file:
        file.seek(max(size, 0))
        seal = file.read()
    magic = seal[: len(MAGIC)]
    if magic not in {MAGIC, PACKED}:
        raise BundleCorrupt(f"{path}: not a sealed bundle, or its end is cut off; visit the site again")
    if seal != magic + file_digest(path, size).encode():
        raise BundleCorrupt(f"{path}: its bytes were changed after sealing; use another copy or visit the site again")
    return magic == PACKED


def file_digest(path: Path, length: int | None = None) -> str:
    """The SHA-256 of the first ``length`` bytes of a file, or of all of it; its size does not matter to memory."""
    digest, left = hashlib.sha256(), path.stat().st_size if length is None else length
    with path.open("rb") as file:
        while left > 0 and (chunk := file.read(min(_CHUNK, left))):
            digest.update(chunk)
            left -= len(chunk)
    return digest.hexdigest()
