"""Bodies that bundles share: each is kept once, in a file named by its SHA-256, however many nights and sites had it.

``blobs/ab/abcd….zst``, or ``abcd….delta`` for one that differs little from another (``data.body_file``): read-only, written beside its
place and renamed into it, so that several writers at once (also on several machines with one folder) never see half a body. What is read
is digested: no seal guards these files. Bodies that a policy let go are remembered in ``blobs/gone.db`` with the day and the policy; see
``data.prune``.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import re
import secrets
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Self

from data import body_file
from data.body_file import DELTA, LARGEST_LIKE, PLAIN, REMEDY
from data.errors import BundleCorrupt, ConfigError
from data.gone import Gone, Tombstones

FOLDER = "blobs"
"""What the folder is called that bundles beside and beneath it share."""
SMALLEST = 4096
"""Bytes of the smallest body that is shared; a file for less would take more room than it saves."""
_NAME = re.compile(r"[0-9a-f]{64}")
_LOCK = "lock"
_WRITTEN = "written"


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
        plain, delta = self._paths(sha256)
        return delta if not os.path.lexists(plain) and os.path.lexists(delta) else plain

    def files(self, sha256: str) -> tuple[Path, ...]:
        """The files of a body: one, or two where one writer kept it whole and another at once as a difference."""
        return tuple(path for path in self._paths(sha256) if os.path.lexists(path))

    def base(self, sha256: str) -> str | None:
        """The SHA-256 of the body that this one rests on, without which it cannot be read; None where it rests on none."""
        path = self.path(sha256)
        return body_file.base_of(path) if path.suffix == DELTA else None

    def put(self, data: bytes, like: str | None = None) -> str:
        """Keep these bytes once, and count them as used today; returns their SHA-256. A damaged file in their place is replaced.

        ``like`` is a body that they may differ little from: where it is here, and that takes half the room or less, only the difference is
        kept. Of a body that was kept so itself, the one it rests on is taken.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        with self.held(fcntl.LOCK_SH):
            if not self._is_there(sha256, len(data)):
                self._keep(sha256, data, like)
        return sha256

    def get(self, sha256: str, size: int | None = None) -> bytes:
        """The body, of ``size`` bytes where that is known.

        Raises KeyError where it is not here, BundleCorrupt where it was altered, or what it rests on was or is not here.
        """
        try:
            return self._got(sha256, size)
        except (KeyError, BundleCorrupt):
            # It may have been packed anew, upon another body, while it was read.
            return self._got(sha256, size)

    def use(self, sha256: str) -> bool:
        """Count a body as used today without reading it, so that it is not collected; False where it, or what it rests on, is not here."""
        with self.held(fcntl.LOCK_SH), contextlib.suppress(FileNotFoundError):
            base = self.base(sha256)
            os.utime(self.path(sha256), follow_symlinks=False)
            return base is None or self._paths(base)[0].is_file()
        return False

    def __contains__(self, sha256: object) -> bool:
        return isinstance(sha256, str) and self.path(sha256).is_file()

    def settle(self, names: Iterable[str]) -> None:
        """See to it that the disk has these bodies and what they rest on: a sealed bundle must find them after a power cut.

        Raises BundleCorrupt for one that is not here.
        """
        with self.held(fcntl.LOCK_SH):
            self._settle(set(names))

    def names(self) -> Iterator[str]:
        """The SHA-256 of every body here, in order."""
        found = [*self.folder.glob(f"[0-9a-f][0-9a-f]/*{PLAIN}"), *self.folder.glob(f"[0-9a-f][0-9a-f]/*{DELTA}")]
        yield from sorted({path.stem for path in found if _NAME.fullmatch(path.stem) and not path.is_symlink()})

    def resting(self) -> dict[str, tuple[str, ...]]:
        """By the SHA-256 of each base: the bodies that rest on it, in order."""
        found: dict[str, list[str]] = {}
        for name in self.names():
            if (base := self.base(name)) is not None:
                found.setdefault(base, []).append(name)
        return {base: tuple(names) for base, names in found.items()}

    def written(self) -> str:
        """A word that is another whenever a difference has been written since."""
        try:
            return (self.folder / _WRITTEN).read_text("ascii", "replace")
        except FileNotFoundError:
            return ""

    def repack(self, names: Sequence[str]) -> None:
        """Write these bodies anew: the first whole, the others resting on it where that saves enough. With writers kept out (``held``).

        Raises KeyError or BundleCorrupt, before anything is written, where one cannot be read.
        """
        bodies = {name: self.get(name) for name in names}
        for name, data in bodies.items():
            self._keep(name, data, None if name == names[0] else names[0])
        self._settle(set(names))

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
        except (KeyError, FileNotFoundError, BundleCorrupt):
            return False
        return True

    def _keep(self, sha256: str, data: bytes, like: str | None) -> None:
        plain, delta = self._paths(sha256)
        whole = body_file.plain(data)
        # What is whole is read first: where a damaged one lies, it is replaced by a whole one.
        less = None if like is None or os.path.lexists(plain) else self._difference(sha256, data, like)
        if less is None or 2 * len(less) > len(whole):
            body_file.write(plain, whole)
            delta.unlink(missing_ok=True)
            return
        # Whoever collects bodies learns of it before it is there.
        (self.folder / _WRITTEN).write_text(secrets.token_hex(16))
        body_file.write(delta, less)

    def _difference(self, sha256: str, data: bytes, like: str) -> bytes | None:
        """The file of a difference from that body, or from the one that it rests on itself; None where there can be none."""
        try:
            name = self.base(like) or like
            kept = body_file.read(self._paths(name)[0])
            if name == sha256 or max(len(data), kept.size) > LARGEST_LIKE:
                return None
            base = self._whole(name)
        except (FileNotFoundError, BundleCorrupt):
            return None
        return body_file.difference(data, name, base) if base else None

    def _got(self, sha256: str, size: int | None) -> bytes:
        path = self.path(sha256)
        try:
            kept = body_file.read(path)
            data = kept.unpacked(size, None if kept.base is None else self._whole(kept.base))
        except FileNotFoundError:
            raise KeyError(sha256) from None
        except BundleCorrupt as error:
            raise BundleCorrupt(f"{path}: {error}") from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise BundleCorrupt(f"{path}: its bytes were altered; {REMEDY}")
        return data

    def _whole(self, base: str) -> bytes:
        """A body that others rest on. Raises BundleCorrupt where it is not here or was altered."""
        path = self._paths(base)[0]
        try:
            data = body_file.read(path).unpacked(None)
        except FileNotFoundError:
            raise BundleCorrupt(f"rests on {path}, which is not here; {REMEDY}") from None
        except BundleCorrupt as error:
            raise BundleCorrupt(f"rests on {path}: {error}") from error
        if hashlib.sha256(data).hexdigest() != base:
            raise BundleCorrupt(f"rests on {path}, whose bytes were altered; {REMEDY}")
        return data

    def _settle(self, asked: Collection[str]) -> None:
        bases = {base for name in asked if (base := self.base(name))}
        paths = [self.path(name) for name in bases.union(asked)]
        for path in paths:
            if not path.is_file():
                raise BundleCorrupt(f"{path}: is not there any more; {REMEDY}")
            body_file.sync(path)
        for folder in {path.parent for path in paths}:
            body_file.sync(folder)

    def _paths(self, sha256: str) -> tuple[Path, Path]:
        """Where a body would lie whole, and where as a difference."""
        if not _NAME.fullmatch(sha256):
            raise BundleCorrupt(f"{sha256[:80]!r} is no SHA-256, and no body can have that name")
        beside = self.folder / sha256[:2]
        return beside / f"{sha256}{PLAIN}", beside / f"{sha256}{DELTA}"
