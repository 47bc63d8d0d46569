"""A database file of ours: opened, brought up to date, and written to by one at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import sqlite_utils
from sqlite_utils import Migrations

from data.errors import ConfigError

PATIENCE = 30.0
"""Seconds to wait for another writer."""


@dataclass(frozen=True, slots=True)
class DatabaseFile:
    """What a kind of file is called, by which option another is given, and what to do with one that is spoiled or too new.

    ``changes`` are those that ``migrations`` makes, in their order.
    """

    name: str
    option: str
    migrations: Migrations
    changes: tuple[Callable[[sqlite_utils.Database], None], ...]
    spoiled: str
    too_new: str

    def open(self, path: Path) -> sqlite_utils.Database:
        """The file, made if it is not there, with every change of its tables; one that holds something else is left as it is.

        Raises ConfigError when it cannot be opened, is of another kind, or of a later eindekss.
        """
        connection = self._connect(path)
        try:
            connection.execute("pragma foreign_keys = on")
            # The connection must be handed over as sqlite-utils wants it; it opens its transactions itself.
            db = sqlite_utils.Database(connection)
            self._prepare(db, path)
        except sqlite3.DatabaseError as error:
            connection.close()
            raise ConfigError(self._unusable(path, error)) from error
        except BaseException:
            connection.close()
            raise
        return db

    @contextmanager
    def writing(self, db: sqlite_utils.Database, path: Path) -> Iterator[None]:
        """One transaction that keeps other writers out from its first moment. Raises ConfigError where the file refuses."""
        try:
            db.conn.execute("begin immediate")
            yield
            db.conn.commit()
        except sqlite3.DatabaseError as error:
            raise ConfigError(self._unusable(path, error)) from error
        finally:
            if db.conn.in_transaction:
                db.conn.rollback()

    def _connect(self, path: Path) -> sqlite3.Connection:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            return sqlite3.connect(path, timeout=PATIENCE)
        except (OSError, sqlite3.OperationalError) as error:
            raise ConfigError(f"{path}: the {self.name} cannot be opened ({error}); choose another place with {self.option}") from error

    def _prepare(self, db: sqlite_utils.Database, path: Path) -> None:
        there = db.table_names()
        applied = [migration.name for migration in self.migrations.applied(db)]
        if there and not applied:
            raise ConfigError(f"{path}: not a {self.name} of eindekss; {self.spoiled}")
        later = [name for name in applied if name not in {change.__name__ for change in self.changes}]
        if later:
            raise ConfigError(f"{path}: made by a later eindekss ({', '.join(later)}); {self.too_new}")
        if self.migrations.pending(db):
            with self.writing(db, path):
                self.migrations.apply(db)

    def _unusable(self, path: Path, error: sqlite3.DatabaseError) -> str:
        if "locked" in str(error):
            return f"{path}: another eindekss has been writing for {PATIENCE:g} seconds; try again when it is done"
        if "readonly" in str(error):
            return f"{path}: the {self.name} cannot be written to; choose another place with {self.option}"
        if isinstance(error, sqlite3.IntegrityError):
            return f"{path}: the {self.name} refuses it ({error})"
        return f"{path}: not a {self.name} of eindekss ({error}); {self.spoiled}"


class OpenFile:
    """An open database file of a kind: left, it is closed. Raises ConfigError as ``DatabaseFile.open`` does."""

    def __init__(self, kind: DatabaseFile, path: Path) -> None:
        self.path = path
        self.db = kind.open(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.db.conn.close()
