"""What a blob store remembers of bodies that a policy let go: which, when, and by which policy."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from data.database import PATIENCE
from data.errors import BundleCorrupt

NAME = "gone.db"
"""Beside the bodies. It does not end as bundles do: whoever looks for bundles beneath a folder must not find it."""
_TABLE = "create table if not exists gone (sha256 text primary key, at text not null, policy text not null) without rowid"


@dataclass(frozen=True, slots=True)
class Gone:
    """A body that is no longer kept: since which day, and by which policy."""

    sha256: str
    at: date
    policy: str

    def __str__(self) -> str:
        return f"no longer kept since {self.at} ({self.policy})"


class NoLongerKept(KeyError):
    """A body that a policy let go, as pictures are after some nights; its bundle is whole all the same."""

    def __init__(self, gone: Gone) -> None:
        super().__init__(gone.sha256)
        self.gone = gone

    def __str__(self) -> str:
        return f"{self.gone.sha256}: {self.gone}"


class Tombstones:
    """The list of a blob store's folder; made when the first body goes."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME

    def get(self, sha256: str) -> Gone | None:
        """What is known of one body; None where it was never let go."""
        return next(iter(self._find("where sha256 = ?", sha256)), None)

    def all(self) -> tuple[Gone, ...]:
        """All that went, by SHA-256."""
        return tuple(self._find("order by sha256"))

    def add(self, gone: Iterable[Gone]) -> None:
        """Remember these; of a body that went before, the last time counts."""
        with self._writing() as conn:
            conn.executemany("insert or replace into gone values (?, ?, ?)", [(each.sha256, str(each.at), each.policy) for each in gone])

    def forget(self, names: Iterable[str]) -> None:
        """Forget these: no bundle tells of them any more."""
        if self.path.is_file():
            with self._writing() as conn:
                conn.executemany("delete from gone where sha256 = ?", [(name,) for name in names])

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=PATIENCE)) as conn, conn:
            conn.execute(_TABLE)
            yield conn

    def _find(self, where: str, *values: str) -> Iterator[Gone]:
        if not self.path.is_file():
            return
        try:
            with closing(sqlite3.connect(f"{self.path.resolve().as_uri()}?mode=ro", uri=True, timeout=PATIENCE)) as conn:
                found = conn.execute(f"select sha256, at, policy from gone {where}", values).fetchall()  # noqa: S608 (our own words)
                yield from (Gone(sha256, date.fromisoformat(at), policy) for sha256, at, policy in found)
        except (sqlite3.DatabaseError, ValueError) as error:
            raise BundleCorrupt(f"{self.path}: cannot be read ({error}); bring it back from a backup") from error
