"""The store's tables and views, as an ordered list of changes, each made once."""

from __future__ import annotations

from collections.abc import Mapping

from sqlite_utils import Database, Migrations

from data import rows

KEYS: Mapping[str, tuple[str, ...]] = {
    "snapshots": ("id",),
    "bundles": ("snapshot", "path"),
    "observations": ("snapshot", "indicator", "version", "subject"),
    "current": ("institution", "indicator", "subject"),
    "changes": ("institution", "indicator", "version", "subject", "first_seen"),
    "coverage": ("institution", "taken_at", "snapshot"),
}
"""What identifies a row of each table and view."""

_CURRENT = """
with newest as (
    select *, row_number() over (partition by institution order by taken_at desc, id desc) as place
    from snapshots where status in ('complete', 'partial')
), judged as (
    select snapshot, indicator, max(version) as version from observations group by snapshot, indicator
)
select newest.institution, newest.site, newest.taken_at, newest.status, observations.*
from newest
join judged on judged.snapshot = newest.id
join observations using (snapshot, indicator, version)
where newest.place = 1
"""
"""The newest complete or partial snapshot of each institution, each indicator by its newest version."""

_CHANGES = """
with answers as (
    select snapshots.institution, indicator, version, subject, outcome, value, taken_at, snapshots.id,
        row_number() over history as place,
        lag(outcome) over history as outcome_before,
        lag(value) over history as value_before
    from observations join snapshots on snapshots.id = observations.snapshot
    where snapshots.status in ('complete', 'partial') and outcome not in ('untested', 'cantTell')
    window history as (partition by snapshots.institution, indicator, version, subject order by taken_at, snapshots.id)
), numbered as (
    select *, sum(place = 1 or outcome is not outcome_before or value is not value_before)
        over (partition by institution, indicator, version, subject order by place) as spell
    from answers
)
select institution, indicator, version, subject, outcome, value,
    min(taken_at) as first_seen, max(taken_at) as last_confirmed, count(*) as times
from numbered
group by institution, indicator, version, subject, spell
"""
"""How answers went over time. What was not measured is no change; a new version of an indicator begins anew."""

_COVERAGE = """
select snapshots.institution, snapshots.id as snapshot, site, run, taken_at, status,
    planned, fetched, rendered, refused, failed, stopped_by,
    count(outcome) as observations,
    coalesce(sum(outcome in ('passed', 'failed', 'inapplicable')), 0) as answered,
    coalesce(sum(outcome = 'cantTell'), 0) as undecided,
    coalesce(sum(outcome = 'untested'), 0) as untested
from snapshots left join observations on observations.snapshot = snapshots.id
group by snapshots.id
"""
"""Every visit, how whole its look was, and how much could be answered."""


def tables(db: Database) -> None:
    """What bundles hold: visits, where their bundles lie, and what was judged."""
    db.create_table(
        "snapshots",
        {
            "id": str,
            "institution": str,
            "site": str,
            "run": str,
            "taken_at": str,
            "status": str,
            "planned": int,
            "fetched": int,
            "rendered": int,
            "refused": int,
            "failed": int,
            "stopped_by": str,
            "manifest": str,
        },
        pk=KEYS["snapshots"][0],
    )
    db.create_table("bundles", {"snapshot": str, "path": str}, pk=KEYS["bundles"])
    columns, key = rows.TABLES["observations"]
    db.create_table("observations", columns, pk=key)
    db.table("snapshots").create_index(["institution", "taken_at"])
    db.table("observations").create_index(["indicator", "outcome"])


def views(db: Database) -> None:
    """What people ask of the store."""
    for name, sql in {"current": _CURRENT, "changes": _CHANGES, "coverage": _COVERAGE}.items():
        db.create_view(name, sql)


def history(db: Database) -> None:
    """How long each answer held, by institution, and whose history is to be told anew because something was merged."""
    columns = {"institution": str, "indicator": str, "place": str, "subject": str, "version": int, "outcome": str, "value": str}
    times = {"first_seen": str, "last_confirmed": str, "times": int, "first_snapshot": str, "last_snapshot": str}
    db.create_table("spells", {**columns, **times}, pk=("institution", "indicator", "place", "first_seen"))
    db.create_table("history_due", {"institution": str}, pk="institution")
    db.execute("insert into history_due select distinct institution from snapshots")


CHANGES = (tables, views, history)
"""Every change in its order. A change that was once released is never edited: another follows it."""

migrations = Migrations("eindekss")
for _change in CHANGES:
    migrations()(_change)
