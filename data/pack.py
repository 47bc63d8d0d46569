"""A self-contained copy of a bundle, a plain database: the bodies that it shared with others lie in it, and all else is as it was."""

from __future__ import annotations

import contextlib
import secrets
import sqlite3
from contextlib import closing
from pathlib import Path

import zstandard

from data import seal
from data.blob_store import BlobStore
from data.blobs import Blobs
from data.bundle import Bundle
from data.errors import ConfigError
from data.packed import LEVEL

_GONE = "create table if not exists gone (sha256 text primary key, at text not null, policy text not null)"


def pack(bundle: Path, out: Path, shared: BlobStore | None = None) -> Path:
    """Copy a bundle to ``out`` with all its bodies: the same snapshot id, the same observations, and no need of a blob store.

    Bodies that a policy let go are told as gone in the copy too. ``shared`` is where its bodies lie, if not beside or above it. Raises
    ConfigError where ``out`` is there already or cannot be written, BundleCorrupt where a body is missing or altered.
    """
    if out.exists() or out.is_symlink():
        raise ConfigError(f"{out}: is there already; give another name with --out")
    with Bundle(bundle, shared) as opened:
        opened.verify()
    part = out.with_name(f".{out.name}-{secrets.token_hex(8)}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        _fill(bundle, part, shared or BlobStore.near(bundle))
        seal.append(part)
        part.chmod(0o444)
        part.rename(out)
    except OSError as error:
        raise ConfigError(f"{out}: cannot be written ({error}); give another place with --out") from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return out


def _fill(bundle: Path, part: Path, shared: BlobStore | None) -> None:
    with closing(seal.opened(bundle)) as source, closing(sqlite3.connect(part)) as copy:
        source.backup(copy)
        _take_in(copy, Blobs(copy, shared))
        copy.commit()
        copy.execute("vacuum")


def _take_in(copy: sqlite3.Connection, blobs: Blobs) -> None:
    gone = blobs.gone()
    for sha256 in blobs.shared():
        if sha256 not in gone:
            data = zstandard.ZstdCompressor(level=LEVEL).compress(blobs[sha256])
            copy.execute("update blobs set data = ? where sha256 = ?", (data, sha256))
    if gone:
        copy.execute(_GONE)
        told = [(each.sha256, str(each.at), each.policy) for each in gone.values()]
        copy.executemany("insert or replace into gone values (?, ?, ?)", told)
