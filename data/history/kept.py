"""The history in the store: spells of every answer, told anew only for bodies of which something was merged, and the last good values."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from data import rows
from data.history.places import place
from data.history.spells import Key, Seen, Spell, spells
from data.history.tolerances import load
from data.store import Store
from data.types import Outcome

_COUNTING = """
select * from (
    select id, site, run, taken_at, status, stopped_by,
        row_number() over (partition by run order by status in ('complete', 'partial') desc, taken_at desc, id desc) as place
    from snapshots where institution = ?
) where place = 1 order by taken_at, id
"""
"""One visit a run: the newest that saw something, else the newest."""
_ANSWERS = """
select indicator, subject, max(version) as version, outcome, value, reason from observations where snapshot = ? group by indicator, subject
"""
"""By the newest version: SQLite takes the other columns from the row of the maximum (sqlite.org/lang_select.html#bareagg)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The last good value; ``stale`` where the newest visit did not measure it. ``age`` is in whole days at the newest visit."""

    spell: Spell
    stale: bool
    age: int
    reason: str | None
    """Why the newest visit did not measure it; None where it did, or did not ask."""


class History:
    """What a store knows of the answers over time. It is always that of the bundles merged, whatever their order."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def of(self, institution: str, indicator: str | None = None) -> tuple[Spell, ...]:
        """The spells of one institution, of one indicator or all, by indicator, place and time."""
        self._refresh(institution)
        found = self.store.db.query("select * from spells where institution = ? order by indicator, place, first_seen", [institution])
        return tuple(_spell(row) for row in found if indicator in {None, row["indicator"]})

    def standing(self, institution: str, indicator: str | None = None) -> tuple[Standing, ...]:
        """The last good value of every subject; a visit that failed overwrites none."""
        last: dict[Key, Spell] = {spell.key: spell for spell in self.of(institution, indicator)}
        newest = self._counting(institution)[-1:]
        if not newest:
            return ()
        given = {(row["indicator"], place(row["subject"], newest[0]["site"])): row for row in self._answers(newest[0]["id"])}
        return tuple(_standing(spell, newest[0], given.get(key)) for key, spell in last.items())

    def _refresh(self, institution: str) -> None:
        due = "select 1 from history_due where institution = ?"
        if not self.store.db.execute(due, [institution]).fetchone():
            return
        with self.store.writing():
            self.store.db.execute("delete from spells where institution = ?", [institution])
            for spell in spells(institution, self._seen(institution), load()):
                row = asdict(spell) | {"value": rows.dump(spell.value), "outcome": spell.outcome.value}
                row |= {name: rows.stamp(row[name]) for name in ("first_seen", "last_confirmed")}
                names, marks = ", ".join(row), ", ".join("?" * len(row))
                self.store.db.execute(f"insert into spells ({names}) values ({marks})", list(row.values()))  # noqa: S608 (our own names)
            self.store.db.execute("delete from history_due where institution = ?", [institution])

    def _seen(self, institution: str) -> Iterator[Seen]:
        for visit in self._counting(institution):
            if visit["status"] not in {"complete", "partial"}:
                continue
            at = datetime.fromisoformat(visit["taken_at"])
            for row in self._answers(visit["id"]):
                where = place(row["subject"], visit["site"])
                answer = (row["version"], Outcome(row["outcome"]), json.loads(row["value"]))
                yield Seen(row["indicator"], where, row["subject"], *answer, visit["id"], at)

    def _counting(self, institution: str) -> list[Mapping[str, Any]]:
        return list(self.store.db.query(_COUNTING, [institution]))

    def _answers(self, snapshot: str) -> list[Mapping[str, Any]]:
        return list(self.store.db.query(_ANSWERS, [snapshot]))


def _standing(spell: Spell, newest: Mapping[str, Any], given: Mapping[str, Any] | None) -> Standing:
    age = (datetime.fromisoformat(newest["taken_at"]) - spell.last_confirmed).days
    if newest["id"] == spell.last_snapshot:
        return Standing(spell, stale=False, age=age, reason=None)
    reason = given["reason"] if given else newest["stopped_by"] if newest["status"] == "failed" else None
    return Standing(spell, stale=True, age=age, reason=reason)


def _spell(row: Mapping[str, Any]) -> Spell:
    times = {name: datetime.fromisoformat(row[name]) for name in ("first_seen", "last_confirmed")}
    return Spell(**{**row, **times, "outcome": Outcome(row["outcome"]), "value": json.loads(row["value"])})
