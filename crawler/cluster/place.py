"""Where the workers of a cluster leave sealed bundles, each whole or not at all: a folder that all of them see, or a bucket."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import fsspec  # type: ignore[import-untyped]
from fsspec.implementations.local import LocalFileSystem  # type: ignore[import-untyped]

from data import seal
from data.errors import ConfigError

_GONE = (FileNotFoundError, IsADirectoryError)


class Place:
    """A folder (``/mnt/eindekss/2026-11-23``) or an object store (``s3://bucket/2026-11-23``), as fsspec knows them.

    Whoever uses it has its own credentials and endpoint, from its environment; none are sent along. Raises ConfigError where there is
    no such kind of place or it cannot be reached.
    """

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self._files: Any
        try:
            self._files, self._root = fsspec.core.url_to_fs(self.url)
        except (ImportError, ValueError) as error:
            raise ConfigError(f"{url}: no place for bundles ({error}); give a folder, or s3://BUCKET/FOLDER") from error

    @property
    def folder(self) -> Path | None:
        """The folder where it is one."""
        return Path(self._root) if isinstance(self._files, LocalFileSystem) else None

    def put(self, bundle: Path, name: str) -> bool:
        """Have the sealed bundle there under this name, in one step; returns whether it had to be written.

        The same bundle is not written twice; another of that name is replaced. Raises ConfigError.
        """
        with self._reached():
            if self._seal_of(name) == _seal(bundle):
                return False
            self._write(bundle, name)
            return True

    def get(self, name: str, path: Path) -> bool:
        """Bring the bundle of that name here, in one step; returns whether there is one. Raises ConfigError."""
        half = path.with_name(f"{path.name}.{uuid.uuid4().hex[:8]}.part")
        with self._reached():
            try:
                self._files.get_file(f"{self._root}/{name}", str(half))
                half.chmod(0o444)
                half.replace(path)
            except _GONE:
                return False
            finally:
                half.unlink(missing_ok=True)
            return True

    def _write(self, bundle: Path, name: str) -> None:
        if self.folder is None:
            # An object is seen when all of it has arrived, whether it came in one part or in several.
            self._files.put_file(str(bundle), f"{self._root}/{name}")
            return
        half = self.folder / f".{name}.{uuid.uuid4().hex[:8]}.part"
        half.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._files.put_file(str(bundle), str(half))
            half.chmod(0o444)
            half.replace(self.folder / name)
        finally:
            half.unlink(missing_ok=True)

    def _seal_of(self, name: str) -> bytes | None:
        """The seal of the bundle of that name, which tells all of its bytes; None where there is none."""
        try:
            self._files.invalidate_cache()
            found: bytes = self._files.cat_file(f"{self._root}/{name}", start=-seal.LENGTH)
        except _GONE:
            return None
        return found

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except _failures() as error:
            raise ConfigError(f"{self.url}: cannot be used ({error}); make room there, or give another place for the bundles") from error


def _failures() -> tuple[type[Exception], ...]:
    """What a place may fail with; only who uses S3 has botocore."""
    try:
        from botocore.exceptions import BotoCoreError, ClientError  # type: ignore[import-untyped]  # noqa: PLC0415
    except ImportError:
        return (OSError,)
    return (OSError, BotoCoreError, ClientError)


def _seal(bundle: Path) -> bytes:
    with bundle.open("rb") as file:
        file.seek(-seal.LENGTH, 2)
        return file.read()
