"""The seal of a bundle: a trailer behind the database, which SQLite ignores and which no changed byte gets past."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from data.errors import BundleCorrupt

MAGIC = b"EINDEKSS-SEAL 1\n"
LENGTH = len(MAGIC) + 64
_CHUNK = 1 << 20


def append(part: Path) -> None:
    """Seal the file, and see to it that the disk has all of it."""
    seal = MAGIC + file_digest(part, part.stat().st_size).encode()
    with part.open("ab") as file:
        file.write(seal)
        file.flush()
        os.fsync(file.fileno())


def check(path: Path) -> None:
    """Raises BundleCorrupt unless the file's bytes are those that were sealed."""
    if not path.is_file():
        raise BundleCorrupt(f"{path}: there is no such bundle")
    size = path.stat().st_size - LENGTH
    with path.open("rb") as file:
        file.seek(max(size, 0))
        seal = file.read()
    if not seal.startswith(MAGIC):
        raise BundleCorrupt(f"{path}: not a sealed bundle, or its end is cut off; visit the site again")
    if seal != MAGIC + file_digest(path, size).encode():
        raise BundleCorrupt(f"{path}: its bytes were changed after sealing; use another copy or visit the site again")


def file_digest(path: Path, length: int | None = None) -> str:
    """The SHA-256 of the first ``length`` bytes of a file, or of all of it; its size does not matter to memory."""
    digest, left = hashlib.sha256(), path.stat().st_size if length is None else length
    with path.open("rb") as file:
        while left > 0 and (chunk := file.read(min(_CHUNK, left))):
            digest.update(chunk)
            left -= len(chunk)
    return digest.hexdigest()
