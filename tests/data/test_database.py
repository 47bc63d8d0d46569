"""Files of ours are told from others: one that holds something else, or what a later eindekss wrote, is refused and left as it is."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data.casebook import Casebook
from data.errors import ConfigError
from data.store import Store

KINDS = pytest.mark.parametrize("kind", [Store, Casebook])
Kind = Callable[[Path], Any]


def digest(path: Path) -> str:
    """What the file's bytes are."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


@KINDS
def test_what_another_program_made_is_left_as_it_is(kind: Kind, tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("create table contacts (name text)")
    other.commit()
    other.close()
    before = digest(path)
    with pytest.raises(ConfigError, match=r"other\.db: not a (store|casebook) of eindekss"):
        kind(path)
    assert digest(path) == before


@pytest.mark.parametrize(("mine", "other"), [(Store, Casebook), (Casebook, Store)])
def test_a_store_is_no_casebook(mine: Kind, other: Kind, tmp_path: Path) -> None:
    mine(tmp_path / "mine.db").close()
    with pytest.raises(ConfigError, match="of eindekss"):
        other(tmp_path / "mine.db")
    mine(tmp_path / "mine.db").close()


@KINDS
def test_what_a_later_eindekss_changed_is_refused(kind: Kind, tmp_path: Path) -> None:
    path = tmp_path / "mine.db"
    kind(path).close()
    later = sqlite3.connect(path)
    (name,) = later.execute("select distinct migration_set from _sqlite_migrations").fetchone()
    later.execute("insert into _sqlite_migrations (migration_set, name, applied_at) values (?, 'moons', '2030-01-01')", [name])
    later.commit()
    later.close()
    with pytest.raises(ConfigError, match=r"made by a later eindekss \(moons\)"):
        kind(path)


@KINDS
def test_a_file_that_is_no_database_is_told(kind: Kind, tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_bytes(b"Cien. kolegi! " * 100)
    before = digest(path)
    with pytest.raises(ConfigError, match=r"not a (store|casebook) of eindekss"):
        kind(path)
    assert digest(path) == before
