"""Which bodies rest on which: before one goes, those that are kept as their difference from it are packed anew without it.

So no body stays for the sake of another after a policy let it go, and no other is lost with it.
"""

from __future__ import annotations

from data.blob_store import BlobStore
from data.errors import BundleCorrupt


class Resting:
    """What rests on what in a blob store, looked up again whenever a difference was written; to be asked with writers kept out."""

    def __init__(self, store: BlobStore) -> None:
        self._store = store
        self._written: str | None = None
        self._on: dict[str, tuple[str, ...]] = {}

    def release(self, base: str) -> int | None:
        """Have nothing rest on this body any more; the bytes that takes, None where what rests on it cannot be read.

        The body used last becomes whole, so that this happens to a page once in as many nights as bundles are kept, not every night.
        """
        names = sorted((name for name in self._of(base) if self._store.base(name) == base), key=self._used, reverse=True)
        if not names:
            return 0
        before = self._weight(names)
        try:
            self._store.repack(names)
        except (KeyError, BundleCorrupt):
            return None
        self._written = self._store.written()
        self._on[names[0]] = (*self._on.get(names[0], ()), *names[1:])
        return self._weight(names) - before

    def _of(self, base: str) -> tuple[str, ...]:
        if self._written != (written := self._store.written()):
            self._written, self._on = written, self._store.resting()
        return self._on.get(base, ())

    def _used(self, name: str) -> float:
        return self._store.path(name).stat().st_mtime

    def _weight(self, names: list[str]) -> int:
        return sum(path.stat().st_size for name in names for path in self._store.files(name))
