"""The casebook's tables, as an ordered list of changes, each made once; triggers keep every row as it was written."""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database, Migrations

_PLACE = "edition text not null, institution text not null, question text not null, subject text not null"
_FIRST = (
    """create table imports (id text primary key, edition text not null, file text not null, sha256 text not null, at text not null,
        who text not null, shape text not null, answers integer not null)""",
    f"""create table answers (id integer primary key, {_PLACE}, answer text, url text not null, remark text not null, at text,
        who text not null, import_id text not null references imports(id), place text not null, recorded_at text not null,
        previous integer unique references answers(id))""",
    f"""create table adjudications (id integer primary key, {_PLACE}, reader text not null,
        decision text not null check (decision in ('agree', 'overrule', 'cannot-tell', 'ask')), status text not null, truth text,
        reason text not null, at text not null, snapshot text not null,
        purpose text not null check (purpose in ('queue', 'sample')), sample text references samples(id))""",
    """create table samples (id text primary key, edition text not null, seed integer not null, size integer not null,
        at text not null, design text not null)""",
    """create table sampled (sample text not null references samples(id), institution text not null, question text not null,
        subject text not null, indicator text not null, stratum text not null,
        share real not null check (share > 0 and share <= 1),
        primary key (sample, institution, question, subject, indicator))""",
    f"""create table notices (id integer primary key, {_PLACE}, status text not null, verdict text not null,
        issued_at text not null, reply_by text not null)""",
    f"""create table replies (id integer primary key, {_PLACE}, text text not null, url text not null, received_at text not null,
        expires_at text, who text not null, source text not null)""",
    *(
        f"create index {table}_of on {table} (edition, institution, question, subject)"
        for table in ("answers", "adjudications", "notices", "replies")
    ),
)
_KEYS = {
    **dict.fromkeys(("imports", "answers", "adjudications", "samples", "notices", "replies"), "id = new.id"),
    "sampled": "sample = new.sample and institution = new.institution and question = new.question and subject = new.subject"
    " and indicator = new.indicator",
}
APPEND_ONLY = tuple(_KEYS)
"""The tables of which no row is ever changed or taken away."""


def tables(db: Database) -> None:
    """What people said, and the triggers by which it stays said."""
    _run(db, _FIRST)
    for table, same in _KEYS.items():
        _run(db, _kept(table, same))


def _kept(table: str, same: str) -> Iterable[str]:
    refused = f"begin select raise(abort, '{table} is append-only: write another row that corrects this one'); end"
    yield f"create trigger {table}_not_changed before update on {table} {refused}"
    yield f"create trigger {table}_not_removed before delete on {table} {refused}"
    # Else "insert or replace" would take a row away without a word.
    yield f"create trigger {table}_not_replaced before insert on {table} when exists (select 1 from {table} where {same}) {refused}"  # noqa: S608 (our own names)


def _run(db: Database, statements: Iterable[str]) -> None:
    for statement in statements:
        db.execute(statement)


CHANGES = (tables,)
"""Every change in its order. A change that was once released is never edited: another follows it."""

migrations = Migrations("eindekss-casebook")
for _change in CHANGES:
    migrations()(_change)
