"""The file of a body: one Zstandard frame of it, or its difference from another body, which is the frame's dictionary.

``abcd….zst`` is a frame and nothing else. ``abcd….delta`` begins with the line ``EINDEKSS-DELTA 1`` and a line of the SHA-256 of the body
that it rests on, its *base*; without the base it cannot be read. A base is always a ``.zst``: differences do not rest on differences.
"""

from __future__ import annotations

import os
import re
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path

import zstandard

from data.errors import BundleCorrupt
from data.packed import LARGEST, LEVEL, unpack

PLAIN, DELTA = ".zst", ".delta"
LARGEST_LIKE = 1 << 22
"""Bytes of the largest body that is kept as a difference, or that one rests on; beyond it looking for what is alike takes too long."""
REMEDY = "bring the blob store back from a backup ('eindekss restore'), or use a packed copy of the bundle"
_HEAD = re.compile(rb"EINDEKSS-DELTA 1\n([0-9a-f]{64})\n")
_HEAD_LENGTH = 17 + 64 + 1


@dataclass(frozen=True, slots=True)
class Kept:
    """A body as its file holds it: the frame, and the SHA-256 of the base that it rests on, if any."""

    path: Path
    frame: bytes
    base: str | None = None

    @property
    def size(self) -> int:
        """How many bytes the body has, as the frame says."""
        return _claimed(self.frame)

    def unpacked(self, size: int | None, base: bytes | None = None) -> bytes:
        """The body, of ``size`` bytes where that is known. Raises BundleCorrupt where it is of another size or no body."""
        return unpack(self.frame, self.size if size is None else size, base)


def plain(data: bytes) -> bytes:
    """The file of a body that rests on none."""
    return zstandard.ZstdCompressor(level=LEVEL).compress(data)


def difference(data: bytes, sha256: str, base: bytes) -> bytes:
    """The file of a body as its difference from the base of that SHA-256."""
    dictionary = zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    tuned = zstandard.ZstdCompressionParameters.from_level(LEVEL, source_size=len(data), dict_size=len(base))
    packer = zstandard.ZstdCompressor(dict_data=dictionary, compression_params=tuned)
    return b"EINDEKSS-DELTA 1\n" + sha256.encode() + b"\n" + packer.compress(data)


def read(path: Path) -> Kept:
    """What a file holds. Raises FileNotFoundError, and BundleCorrupt for a link, a pipe, or what is no file of a body."""
    data = _read(path)
    if path.suffix != DELTA:
        return Kept(path, data)
    head = _HEAD.match(data)
    if head is None:
        raise BundleCorrupt(f"not a difference between bodies; {REMEDY}")
    return Kept(path, data[head.end() :], head[1].decode())


def base_of(path: Path) -> str | None:
    """The SHA-256 of the body that a difference rests on; None where that cannot be told."""
    try:
        with os.fdopen(_open(path), "rb") as file:
            head = _HEAD.match(file.read(_HEAD_LENGTH))
    except (OSError, BundleCorrupt):
        return None
    return head[1].decode() if head else None


def write(path: Path, data: bytes) -> None:
    """Have the file there, read-only and whole or not at all."""
    path.parent.mkdir(exist_ok=True)
    part = path.with_name(f".{path.stem}-{secrets.token_hex(8)}.part")
    try:
        part.write_bytes(data)
        part.chmod(0o444)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """See to it that the disk has the file, or what the folder names."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _read(path: Path) -> bytes:
    """The bytes of a plain file no longer than a packed body can be. Raises BundleCorrupt for a link, a pipe or a longer one."""
    try:
        handle = _open(path)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise BundleCorrupt(f"cannot be read ({error.strerror}); {REMEDY}") from error
    with os.fdopen(handle, "rb") as file:
        return file.read()


def _open(path: Path) -> int:
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    about = os.fstat(handle)
    if not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST + (LARGEST >> 7):
        os.close(handle)
        raise BundleCorrupt(f"not a packed body; {REMEDY}")
    return handle


def _claimed(frame: bytes) -> int:
    try:
        return zstandard.get_frame_parameters(frame).content_size
    except zstandard.ZstdError as error:
        raise BundleCorrupt(f"not a packed body ({error}); {REMEDY}") from error
