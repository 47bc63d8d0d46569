"""A copy of all that eindekss made on this machine, whole at one moment although a night is under way; see ``data.restore``.

Databases are copied by SQLite's own online backup, first; then the sealed bundles, then the bodies that they share: so whatever is
pointed to is there. Bundles that are not sealed yet are left out. A manifest at the head names every file with its size and SHA-256.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import secrets
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib import metadata
from io import BytesIO
from pathlib import Path
from typing import IO

import zstandard

from data import kept, seal
from data.blob_store import BlobStore
from data.database import PATIENCE
from data.errors import BundleError, ConfigError
from data.store import OVERLAY
from data.types import Json

MANIFEST = "MANIFEST.json"
FORMAT = "eindekss backup 1"
ARCHIVE = ".tar.zst"
DATABASE = ".db"
NAME = re.compile(r"(?!.*(^|/)\.)[\w.%#@,+ ()~-]{1,200}(/[\w.%#@,+ ()~-]{1,200}){0,15}")
"""A file's name: a path of plain names, none of which begins with a dot, so that none leads upward."""
_PLAIN = (OVERLAY, ".json", ".jsonl", ".atom")
"""Files that are copied as they are, beside databases, bundles and bodies."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What a backup holds: how many files of how many bytes, and the bundles left out because they cannot be read."""

    files: int
    bytes: int
    faults: tuple[str, ...] = ()


def backup(var: Path, out: Path, at: datetime) -> Copied:
    """Copy all of the folder ``var`` into a new archive (``NAME.tar.zst``), or into a folder, where only what is new is written.

    Raises ConfigError where there is nothing to copy, where the archive is there already, or where it cannot be written.
    """
    if not var.is_dir():
        raise ConfigError(f"{var}: no such folder; give the one that the store and the bundles lie in with --var")
    try:
        with ExitStack() as stack:
            for store in kept.stores(var):
                stack.enter_context(store.held(fcntl.LOCK_SH))  # Writers go on; whoever collects bodies waits.
            spool = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="eindekss-backup-")))
            files, faults = _gathered(var, spool)
            manifest = _manifest(files, at)
            (_archive if out.name.endswith(ARCHIVE) else _mirror)(files, manifest, out)
    except (OSError, sqlite3.Error) as error:
        raise ConfigError(f"{out}: the backup failed ({error}); nothing of it counts. Make room or choose another place") from error
    return Copied(len(files), sum(each["size"] for each in manifest["files"].values()), tuple(faults))


def _gathered(var: Path, spool: Path) -> tuple[dict[str, Path], list[str]]:
    """Where the bytes of each file lie, by its name: databases and what may grow in the spool, all else in its place."""
    files: dict[str, Path] = {}
    faults: list[str] = []
    for path in _walk(var, DATABASE):
        files[_name(path, var)] = _database(path, spool / str(len(files)))
    for path in _walk(var, *_PLAIN):
        files[_name(path, var)] = _grown(path, spool / str(len(files)))
    for path in kept.bundles(var):
        try:
            seal.check(path)
            files[_name(path, var)] = path
        except BundleError as error:
            faults.append(str(error))
    files |= {_name(path, var): path for store in kept.stores(var) for path in _bodies(store)}
    odd = [name for name in files if not NAME.fullmatch(name)]
    faults += [f"{var / name}: a name that no backup can have; give it another" for name in odd]
    return {name: path for name, path in files.items() if name not in odd}, faults


def _bodies(store: BlobStore) -> Iterator[Path]:
    """Every body, and what it rests on also where that was written only after the folder was looked through."""
    for name in store.names():
        yield store.path(name)
        if (base := store.base(name)) is not None and base in store:
            yield store.path(base)


def _walk(var: Path, *endings: str) -> Iterator[Path]:
    for place, below, names in os.walk(var):
        below.sort()
        for path in (Path(place, name) for name in sorted(names) if name.endswith(endings) and not name.startswith(".")):
            if path.is_file() and not path.is_symlink():
                yield path


def _name(path: Path, var: Path) -> str:
    return path.relative_to(var).as_posix()


def _database(path: Path, copy: Path) -> Path:
    with (
        closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=PATIENCE)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
    return copy


def _grown(path: Path, copy: Path) -> Path:
    """A file as it is now; of one that is written line by line, the lines that are ended."""
    data = path.read_bytes()
    copy.write_bytes(data[: data.rfind(b"\n") + 1] if path.suffix == ".jsonl" else data)
    return copy


def _manifest(files: Mapping[str, Path], at: datetime) -> dict[str, Json]:
    told = {name: {"size": path.stat().st_size, "sha256": seal.file_digest(path)} for name, path in files.items()}
    return {"format": FORMAT, "app": metadata.version("eindekss"), "at": at.isoformat(), "files": told}


def _archive(files: Mapping[str, Path], manifest: Mapping[str, Json], out: Path) -> None:
    if out.exists():
        raise ConfigError(f"{out}: is there already; give another name, or take it away first")
    out.parent.mkdir(parents=True, exist_ok=True)
    head = _dumped(manifest)
    with (
        _written(out) as file,
        zstandard.ZstdCompressor(level=3).stream_writer(file, closefd=False) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
    ):
        _add(tar, MANIFEST, len(head), BytesIO(head))
        for name, path in files.items():
            with path.open("rb") as source:
                _add(tar, name, manifest["files"][name]["size"], source)


def _add(tar: tarfile.TarFile, name: str, size: int, source: IO[bytes]) -> None:
    about = tarfile.TarInfo(name)
    about.size = size
    about.mode = 0o644
    tar.addfile(about, source)


def _mirror(files: Mapping[str, Path], manifest: Mapping[str, Json], out: Path) -> None:
    """Bring a folder up to date: what is there as it should be stays, and what only the manifest before named goes."""
    before = _before(out)
    for name, path in files.items():
        if before.get(name) != manifest["files"][name] or not (out / name).is_file():
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            with path.open("rb") as source, _written(out / name) as copy:
                shutil.copyfileobj(source, copy)
    with _written(out / MANIFEST) as file:
        file.write(_dumped(manifest))
    for name in before.keys() - files.keys():
        if NAME.fullmatch(name) and (out / name).resolve().is_relative_to(out.resolve()):
            (out / name).unlink(missing_ok=True)


def _before(out: Path) -> Mapping[str, Json]:
    if not (out / MANIFEST).is_file():
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise ConfigError(f"{out}: neither a backup nor an empty folder; give another, or a name that ends in {ARCHIVE}")
        return {}
    try:
        files: Mapping[str, Json] = json.loads((out / MANIFEST).read_bytes())["files"]
    except (ValueError, LookupError, TypeError) as error:
        raise ConfigError(f"{out / MANIFEST}: not the manifest of a backup ({error}); give another folder") from error
    return files


def _dumped(manifest: Mapping[str, Json]) -> bytes:
    return json.dumps(manifest, ensure_ascii=False, indent=1).encode()


@contextmanager
def _written(path: Path) -> Iterator[IO[bytes]]:
    """A file that has its name only when it is whole and on the disk."""
    part = path.with_name(f".{path.name[:100]}-{secrets.token_hex(8)}.part")
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
