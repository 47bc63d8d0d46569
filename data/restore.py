"""A backup brought back: unpacked aside, every byte, row and body verified, and only then put in place."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import zstandard

from data import kept
from data.backup import DATABASE, FORMAT, MANIFEST, NAME
from data.bundle import Bundle
from data.errors import BundleError, ConfigError
from data.types import Json

_LARGEST_MANIFEST = 1 << 28
"""Bytes of the longest manifest that is read: a million files and more."""
_LARGEST_HEADER = 1 << 16
"""Bytes of the longest header of the archive that is not a file's own: the library reads it into memory as a whole."""
_SPARE = 100 << 20
"""Bytes that must stay free on the disk."""
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back and verified: files, their bytes, and the sealed bundles among them."""

    files: int
    bytes: int
    bundles: int


def restore(source: Path, into: Path, *, overwrite: bool = False) -> Restored:
    """Bring back a backup (an archive or a folder) into a folder; all of it or nothing.

    Raises ConfigError where a file is missing, altered, too much, or not one that a backup can have; where the disk has no room; or
    where a file of that name is there already, unless ``overwrite``.
    """
    try:
        into.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".restore-", dir=into) as aside, _opened(source) as (manifest, given):
            wanted = _files(source, manifest)
            _check_place(wanted, into, overwrite=overwrite)
            _take(source, given, wanted, Path(aside))
            bundles = _verify(Path(aside), wanted)
            _put(Path(aside), wanted, into)
    except (OSError, tarfile.TarError, zstandard.ZstdError, EOFError) as error:
        raise ConfigError(f"{source}: cannot be restored ({error}); make room if there is none, or use another copy") from error
    return Restored(len(wanted), sum(size for size, _ in wanted.values()), bundles)


class _Member(tarfile.TarInfo):
    """A member whose extra headers, read before anything can be asked of it, are of some sense."""

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        if not self.isreg() and self.size > _LARGEST_HEADER:
            raise tarfile.ReadError(f"a header of {self.size} bytes")
        found: tarfile.TarInfo = super()._proc_member(archive)  # type: ignore[misc]  # for subclasses, says the library's source
        return found


Given = Iterator[tuple[str, IO[bytes]]]


@contextmanager
def _opened(source: Path) -> Iterator[tuple[bytes, Given]]:
    """The bytes of the manifest, and then each file with its name."""
    if source.is_dir():
        with (source / MANIFEST).open("rb") as file:
            head = file.read(_LARGEST_MANIFEST)
        yield head, _of_folder(source, head)
        return
    with (
        source.open("rb") as file,
        zstandard.ZstdDecompressor().stream_reader(file) as unpacked,
        tarfile.open(fileobj=unpacked, mode="r|", tarinfo=_Member) as tar,
    ):
        given = _of_archive(source, tar)
        name, head_file = next(given, ("", None))
        if name != MANIFEST or head_file is None:
            raise ConfigError(f"{source}: not a backup of eindekss: no manifest at its head")
        yield head_file.read(_LARGEST_MANIFEST), given


def _of_folder(source: Path, head: bytes) -> Given:
    for name in _files(source, head):
        path = source / name
        if any(each.is_symlink() for each in (path, *path.parents) if each.is_relative_to(source) and each != source):
            raise ConfigError(f"{path}: a link; a backup has none")
        with path.open("rb") as file:
            yield name, file


def _of_archive(source: Path, tar: tarfile.TarFile) -> Given:
    for member in tar:
        # Sparse files too are "regular" to tarfile, and may claim any size.
        file = tar.extractfile(member) if member.type in {tarfile.REGTYPE, tarfile.AREGTYPE} and not member.issparse() else None
        if file is None:
            raise ConfigError(f"{source}: {member.name[:200]!r} is no plain file; a backup has only such")
        yield member.name, file


def _files(source: Path, head: bytes) -> dict[str, tuple[int, str]]:
    """The size and SHA-256 of every file, by its name."""
    try:
        manifest: Mapping[str, Json] = json.loads(head)
        known = manifest["format"] == FORMAT
        files = {str(name): (int(each["size"]), str(each["sha256"])) for name, each in manifest["files"].items()}
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ConfigError(f"{source}: not a backup of eindekss: its manifest cannot be read ({error})") from error
    if not known:
        raise ConfigError(f"{source}: of another format than {FORMAT!r}; restore it with the eindekss that made it")
    bad = [name for name, (size, _) in files.items() if not NAME.fullmatch(name) or size < 0]
    if bad:
        raise ConfigError([f"{source}: {name[:200]!r} cannot be a file of a backup" for name in bad[:20]])
    return files


def _check_place(wanted: Mapping[str, tuple[int, str]], into: Path, *, overwrite: bool) -> None:
    there = [name for name in wanted if (into / name).exists() or (into / name).is_symlink()]
    if there and not overwrite:
        raise ConfigError(
            f"{into / there[0]}: is there already, as {len(there)} files are; restore elsewhere, or allow it with --overwrite"
        )
    for name in wanted:
        if any((into / above).is_symlink() for above in (Path(name), *Path(name).parents) if above != Path()):
            raise ConfigError(f"{into / name}: lies behind a link, through which nothing is restored; take the link away")
    needed, free = sum(size for size, _ in wanted.values()) + _SPARE, shutil.disk_usage(into).free
    if needed > free:
        raise ConfigError(f"{into}: {needed / 1e6:.0f} MB are needed and {free / 1e6:.0f} MB are free; make room or restore elsewhere")


def _take(source: Path, given: Given, wanted: Mapping[str, tuple[int, str]], aside: Path) -> None:
    left = dict(wanted)
    for name, file in given:
        if name not in left:
            raise ConfigError(f"{source}: {name[:200]!r} is not in its manifest, or twice in the archive; use another copy")
        size, sha256 = left.pop(name)
        if _copied(file, aside / name, size) != sha256:
            raise ConfigError(f"{source}: {name} has other bytes than its manifest says; use another copy")
    if left:
        raise ConfigError(f"{source}: {next(iter(left))} and {len(left) - 1} more are missing; use another copy")


def _copied(file: IO[bytes], path: Path, size: int) -> str:
    """Copy at most one byte more than there should be; the SHA-256 of what was copied."""
    path.parent.mkdir(parents=True, exist_ok=True)
    digest, left = hashlib.sha256(), size + 1
    with path.open("xb") as copy:
        while left > 0 and (chunk := file.read(min(_CHUNK, left))):
            digest.update(chunk)
            copy.write(chunk)
            left -= len(chunk)
    return digest.hexdigest()


def _verify(aside: Path, wanted: Mapping[str, tuple[int, str]]) -> int:
    """Digest every row and body of the bundles again, and check the databases; returns how many bundles there are."""
    faults = [fault for name in wanted if name.endswith(DATABASE) and (fault := _spoiled(aside / name, name))]
    bundles = list(kept.bundles(aside))
    for path in bundles:
        try:
            with Bundle(path) as bundle:
                bundle.verify()
        except BundleError as error:
            faults.append(str(error).replace(f"{aside}/", ""))
    if faults:
        raise ConfigError(faults)
    return len(bundles)


def _spoiled(path: Path, name: str) -> str | None:
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as conn:
            [(told,)] = conn.execute("pragma integrity_check(1)").fetchall()
    except sqlite3.DatabaseError as error:
        told = str(error)
    return None if told == "ok" else f"{name}: a database that is spoiled ({told}); use another copy"


def _put(aside: Path, wanted: Mapping[str, tuple[int, str]], into: Path) -> None:
    # From the end: bodies before the bundles that share them, databases last.
    for name in reversed(list(wanted)):
        (into / name).parent.mkdir(parents=True, exist_ok=True)
        if not name.endswith((DATABASE, ".json", ".jsonl", ".atom")):
            (aside / name).chmod(0o444)
        if name.endswith(DATABASE):
            # What an older database had not taken in yet must not be taken in by this one.
            for ending in ("-journal", "-wal", "-shm"):
                (into / f"{name}{ending}").unlink(missing_ok=True)
        (aside / name).replace(into / name)
