"""Bodies that bundles share: each is kept once, in a file named by its SHA-256, however many nights and sites had it.

``blobs/ab/abcd….zst``: Zstandard, read-only, written beside its place and renamed into it, so that several writers at once (also on
several machines with one folder) never see half a body. What is read is digested: no seal guards these files. Bodies that a policy let go
are remembered in ``blobs/gone.db`` with the day and the policy; see ``data.prune``.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import re
import secrets
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Self

import zstandard

from data.errors import BundleCorrupt, ConfigError
from data.gone import Gone, Tombstones
from data.packed import LARGEST, LEVEL, unpack

FOLDER = "blobs"
"""What the folder is called that bundles beside and beneath it share."""
SMALLEST = 4096
"""Bytes of the smallest body that is shared; a file for less would take more room than it saves."""
_NAME = re.compile(r"[0-9a-f]{64}")
_LOCK = "lock"
_REMEDY = "bring the blob store back from a backup ('eindekss restore'), or use a packed copy of the bundle"


class BlobStore:
    """A folder of bodies. Nothing is made before the first body is put, or ``prepare`` is called."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def near(cls, bundle: Path) -> Self | None:
        """The store that a bundle at this path shares: ``blobs`` in the nearest folder above it that has one; None where none has."""
        above = bundle.absolute().resolve().parents
        return next((cls(folder / FOLDER) for folder in above if (folder / FOLDER).is_dir()), None)

    def prepare(self) -> None:
        """Make the folder. Raises ConfigError where it cannot be written to."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / _LOCK).touch()
        except OSError as error:
            raise ConfigError(f"{self.folder}: bodies cannot be kept there ({error}); choose another folder") from error

    def ready_for(self, bundle: Path) -> Self:
        """Make the folder, for a bundle at this path. Raises ConfigError where its readers would not find it: nothing else tells them."""
        self.prepare()
        near = self.near(bundle)
        if near is None or near.folder != self.folder.resolve():
            raise ConfigError(f"{self.folder}: not the nearest folder {FOLDER!r} above {bundle}, where its readers look; share that one")
        return self

    def path(self, sha256: str) -> Path:
        """Where a body lies, or would lie. Raises BundleCorrupt for what is no SHA-256, whatever a bundle says."""
        if not _NAME.fullmatch(sha256):
            raise BundleCorrupt(f"{sha256[:80]!r} is no SHA-256, and no body can have that name")
        return self.folder / sha256[:2] / f"{sha256}.zst"

    def put(self, data: bytes) -> str:
        """Keep these bytes once, and count them as used today; returns their SHA-256. A damaged file in their place is replaced."""
        sha256 = hashlib.sha256(data).hexdigest()
        with self.held(fcntl.LOCK_SH):
            if not self._is_there(sha256, len(data)):
                self._write(self.path(sha256), zstandard.ZstdCompressor(level=LEVEL).compress(data))
        return sha256

    def get(self, sha256: str, size: int | None = None) -> bytes:
        """The body, of ``size`` bytes where that is known. Raises KeyError where it is not here, BundleCorrupt where it was altered."""
        path = self.path(sha256)
        try:
            data = unpack(packed := _read(path), _claimed(packed) if size is None else size)
        except FileNotFoundError:
            raise KeyError(sha256) from None
        except BundleCorrupt as error:
            raise BundleCorrupt(f"{path}: {error}") from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise BundleCorrupt(f"{path}: its bytes were altered; {_REMEDY}")
        return data

    def use(self, sha256: str) -> bool:
        """Count a body as used today without reading it, so that it is not collected; False where it is not here."""
        with self.held(fcntl.LOCK_SH), contextlib.suppress(FileNotFoundError):
            os.utime(self.path(sha256), follow_symlinks=False)
            return True
        return False

    def __contains__(self, sha256: object) -> bool:
        return isinstance(sha256, str) and self.path(sha256).is_file()

    def settle(self, names: Iterable[str]) -> None:
        """See to it that the disk has these bodies: a sealed bundle must find them after a power cut.

        Raises BundleCorrupt for one that is not here.
        """
        paths = [self.path(name) for name in names]
        for path in paths:
            if not path.is_file():
                raise BundleCorrupt(f"{path}: is not there any more; {_REMEDY}")
            _sync(path)
        for folder in {path.parent for path in paths}:
            _sync(folder)

    def names(self) -> Iterator[str]:
        """The SHA-256 of every body here, in order."""
        for path in sorted(self.folder.glob("[0-9a-f][0-9a-f]/*.zst")):
            if _NAME.fullmatch(path.stem) and not path.is_symlink():
                yield path.stem

    def gone(self, sha256: str) -> Gone | None:
        """When and by which policy a body was let go; None where it never was."""
        return Tombstones(self.folder).get(sha256)

    @contextlib.contextmanager
    def held(self, how: int) -> Iterator[None]:
        """While this lasts nobody collects bodies (``LOCK_SH``, those who put), or nobody puts any (``LOCK_EX``, who collects)."""
        self.prepare()
        with (self.folder / _LOCK).open("rb") as lock:
            fcntl.flock(lock, how)
            yield

    def _is_there(self, sha256: str, size: int) -> bool:
        try:
            self.get(sha256, size)
            os.utime(self.path(sha256), follow_symlinks=False)
        except (KeyError, BundleCorrupt):
            return False
        return True

    def _write(self, path: Path, data: bytes) -> None:
        path.parent.mkdir(exist_ok=True)
        part = path.with_name(f".{path.stem}-{secrets.token_hex(8)}.part")
        try:
            part.write_bytes(data)
            part.chmod(0o444)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def _read(path: Path) -> bytes:
    """The bytes of a plain file no longer than a packed body can be. Raises BundleCorrupt for a link, a pipe or a longer one."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise BundleCorrupt(f"cannot be read ({error.strerror}); {_REMEDY}") from error
    with open(handle, "rb") as file:  # noqa: PTH123 (a handle, not a path)
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST + (LARGEST >> 7):
            raise BundleCorrupt(f"not a packed body; {_REMEDY}")
        return file.read()


def _claimed(packed: bytes) -> int:
    try:
        return zstandard.get_frame_parameters(packed).content_size
    except zstandard.ZstdError as error:
        raise BundleCorrupt(f"not a packed body ({error}); {_REMEDY}") from error


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
