"""The alert book's tables, as an ordered list of changes, each made once; triggers keep every row as it was written."""

from __future__ import annotations

from collections.abc import Iterator

from sqlite_utils import Database, Migrations

_TABLES = {
    "nights": "id integer primary key, run text not null, at text not null",
    "stands": """id integer primary key, run text not null, institution text not null, matter text not null, outcome text not null,
        reason text""",
    "steps": "id integer primary key, matter text not null, run text not null, kind text not null, detail text not null, at text not null",
    "alerts": "id text primary key, run text not null, at text not null, told text not null",
    "messages": """id text primary key, channel text not null, audiences text not null, languages text not null, alerts text not null,
        run text not null, at text not null""",
    "deliveries": """id integer primary key, message text not null references messages(id), at text not null,
        done integer not null check (done in (0, 1)), detail text not null""",
    "acknowledgements": """id integer primary key, alert text not null references alerts(id), at text not null, who text not null,
        remark text not null""",
}
_INDEXES = ("stands (institution, matter)", "steps (matter)", "deliveries (message, done)", "acknowledgements (alert)")


def tables(db: Database) -> None:
    """What was decided, told, delivered and acknowledged, and the triggers by which it stays so."""
    for table, columns in _TABLES.items():
        db.execute(f"create table {table} ({columns})")
        for statement in _kept(table):
            db.execute(statement)
    for index in _INDEXES:
        table = index.partition(" ")[0]
        db.execute(f"create index {table}_of on {index}")


def _kept(table: str) -> Iterator[str]:
    refused = f"begin select raise(abort, '{table} is append-only: write another row'); end"
    yield f"create trigger {table}_not_changed before update on {table} {refused}"
    yield f"create trigger {table}_not_removed before delete on {table} {refused}"
    # Else "insert or replace" would take a row away without a word.
    there = f"exists (select 1 from {table} where id = new.id)"  # noqa: S608 (our own names)
    yield f"create trigger {table}_not_replaced before insert on {table} when {there} {refused}"


CHANGES = (tables,)
"""Every change in its order. A change that was once released is never edited: another follows it."""

migrations = Migrations("eindekss-alerts")
for _change in CHANGES:
    migrations()(_change)
