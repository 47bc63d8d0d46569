"""The alert book: what was decided, told, delivered and acknowledged, for ever, in one SQLite file that is only ever added to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from crawler.alerts.alert import Alert, alert, alert_json, answer, change, change_json
from crawler.alerts.book_schema import CHANGES, migrations
from crawler.alerts.decide import Decision
from crawler.alerts.matter import Kind, Matter, Step, matters
from data.change import Answer
from data.database import DatabaseFile
from data.errors import ConfigError
from data.rows import dump, moment, storable
from data.store import VAR
from data.types import Outcome

BOOK = VAR / "alerts.db"
"""The book that commands use unless told otherwise."""
_FILE = DatabaseFile("alert book", "--book", migrations, CHANGES, "give another place with --book", "update this one")


@dataclass(frozen=True, slots=True)
class Message:
    """What one channel is sent of one night: written down before it is sent, and marked after.

    ``id`` derives from the channel and the facts: sent twice (after a crash between the two), it bears the same id, by which the
    receiver knows it again.
    """

    id: str
    channel: str
    audiences: tuple[str, ...]
    languages: tuple[str, ...]
    alerts: tuple[Alert, ...]
    run: str


@dataclass(frozen=True, slots=True)
class Kept:
    """An alert as the book keeps it: when it was decided, and who acknowledged it."""

    alert: Alert
    at: datetime
    acknowledged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tried:
    """A message that is still to be delivered, since when, how often that failed, and how the last time."""

    message: Message
    at: datetime
    failures: int = 0
    detail: str = ""


Deciding = Callable[[tuple[Matter, ...], Mapping[tuple[str, str], Answer]], Decision]
Addressing = Callable[[tuple[Alert, ...]], Iterable[Message]]


class Book:
    """An open book; made if it is not there. One writer at a time, readers at any time. Raises ConfigError when it cannot be used."""

    def __init__(self, path: Path = BOOK) -> None:
        self.path = path
        self.db = _FILE.open(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.db.conn.close()

    def take(self, run: str, stands: Mapping[tuple[str, str], Answer], decide: Deciding, address: Addressing, at: datetime) -> Decision:
        """Decide a night and write down all that follows in one go: two that do so at the same time cannot tell one fact twice.

        ``decide`` is given the matters so far and how each body stood before this night, by body and matter.
        """
        with _FILE.writing(self.db, self.path):
            decided = decide(self.matters(), self._stood(run))
            self._insert("nights", run=run, at=_utc(at))
            for (institution, matter), now in stands.items():
                self._stand(run, institution, matter, now)
            for step in decided.steps:
                self._insert("steps", matter=step.matter, run=step.run, kind=step.kind.value, detail=dump(_detail(step)), at=_utc(at))
            for each in decided.alerts:
                self._insert("alerts", id=each.id, run=each.run, at=_utc(at), told=dump(alert_json(each)))
            for message in address(decided.alerts):
                self._insert("messages", **_message_row(message), at=_utc(at))
        return decided

    def matters(self) -> tuple[Matter, ...]:
        """Everything that is or was followed."""
        found = self.db.query("select matter, run, kind, detail from steps order by id")
        return matters(_step(row) for row in found)

    def alerts(self, institution: str | None = None, limit: int | None = None) -> tuple[Kept, ...]:
        """The alerts, newest first; of one body where it is given."""
        who: dict[str, list[str]] = {}
        for row in self.db.query("select alert, who from acknowledgements order by id"):
            who.setdefault(row["alert"], []).append(row["who"])
        found = []
        for row in self.db.query("select id, at, told from alerts order by rowid desc"):
            kept = Kept(alert(json.loads(row["told"])), moment(row["at"]), tuple(who.get(row["id"], ())))
            if institution is None or institution in kept.alert.institutions:
                found.append(kept)
            if limit is not None and len(found) == limit:
                break
        return tuple(found)

    def pending(self) -> tuple[Tried, ...]:
        """The messages that are not delivered yet, oldest first."""
        undone = "select 1 from deliveries where message = messages.id and done = 1"
        rows = self.db.query(f"select * from messages where not exists ({undone}) order by rowid")  # noqa: S608 (our own words)
        return tuple(self._tried(row) for row in rows)

    def delivered(self, message: str, at: datetime) -> None:
        """Mark a message as delivered."""
        self._append("deliveries", message=message, at=_utc(at), done=1, detail="")

    def failed(self, message: str, detail: str, at: datetime) -> None:
        """Write down that a message could not be delivered; it stays pending."""
        self._append("deliveries", message=message, at=_utc(at), done=0, detail=storable(detail[:500]))

    def acknowledge(self, name: str, who: str, at: datetime, remark: str = "") -> None:
        """Write down that somebody has taken up an alert, named by how its id begins. Raises ConfigError for none or several."""
        found = [row["id"] for row in self.db.query("select id from alerts where substr(id, 1, ?) = ?", [len(name), name])]
        if len(found) != 1 or not name:
            raise ConfigError(f"{name!r} is the id of {len(found)} alerts; 'eindekss alerts --list' shows them")
        self._append("acknowledgements", alert=found[0], at=_utc(at), who=storable(who), remark=storable(remark))

    def _stood(self, run: str) -> dict[tuple[str, str], Answer]:
        """How each body stood in its last night before this one that could tell."""
        rows = self.db.query("select * from stands where run != ? order by id", [run])
        return {(row["institution"], row["matter"]): _answer(row) for row in rows}

    def _stand(self, run: str, institution: str, matter: str, now: Answer) -> None:
        same = self.db.query(
            "select outcome from stands where run = ? and institution = ? and matter = ? order by id desc limit 1",
            [run, institution, matter],
        )
        if now.outcome and now.outcome.value != next((row["outcome"] for row in same), None):
            self._insert("stands", run=run, institution=institution, matter=matter, outcome=now.outcome.value, reason=now.reason)

    def _tried(self, row: Mapping[str, Any]) -> Tried:
        names = json.loads(row["alerts"])
        marks = ", ".join("?" * len(names))
        told = {each["id"]: each["told"] for each in self.db.query(f"select id, told from alerts where id in ({marks})", names)}  # noqa: S608
        alerts = tuple(alert(json.loads(told[name])) for name in names)
        audiences, languages = (tuple(json.loads(row[column])) for column in ("audiences", "languages"))
        failures = [each["detail"] for each in self.db.query("select detail from deliveries where message = ? order by id", [row["id"]])]
        message = Message(row["id"], row["channel"], audiences, languages, alerts, row["run"])
        return Tried(message, moment(row["at"]), len(failures), failures[-1] if failures else "")

    def _append(self, table: str, **columns: object) -> None:
        with _FILE.writing(self.db, self.path):
            self._insert(table, **columns)

    def _insert(self, table: str, **columns: object) -> None:
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        values = [storable(value) for value in columns.values()]
        self.db.execute(f"insert into {table} ({names}) values ({marks})", values)  # noqa: S608 (our own names)


def _message_row(message: Message) -> dict[str, object]:
    lists = {"audiences": message.audiences, "languages": message.languages, "alerts": [each.id for each in message.alerts]}
    return {"id": message.id, "channel": message.channel, "run": message.run, **{name: dump(value) for name, value in lists.items()}}


def _detail(step: Step) -> dict[str, object]:
    told = {
        "rule": step.rule or None,
        "audiences": step.audiences or None,
        "change": change_json(step.change) if step.change else None,
        "now": asdict(step.now) if step.now else None,
        "looks": step.looks or None,
    }
    return {name: value for name, value in told.items() if value is not None}


def _step(row: Mapping[str, Any]) -> Step:
    told = json.loads(row["detail"])
    return Step(
        row["matter"],
        row["run"],
        Kind(row["kind"]),
        rule=told.get("rule", ""),
        audiences=tuple(told.get("audiences", ())),
        change=change(told["change"]) if "change" in told else None,
        now=answer(told["now"]) if "now" in told else None,
        looks=told.get("looks", 0),
    )


def _answer(row: Mapping[str, Any]) -> Answer:
    outcome = Outcome(row["outcome"])
    return Answer(row["run"], outcome, outcome is Outcome.PASSED, row["reason"])


def _utc(at: datetime) -> str:
    if at.tzinfo is None:
        raise ValueError(f"{at} has no offset from UTC")
    return at.astimezone(UTC).isoformat()


def unfinished(pending: Iterable[Tried]) -> Iterator[str]:
    """A line for each message that is not delivered."""
    for each in pending:
        why = f"; failed {each.failures} times, last: {each.detail}" if each.failures else ""
        yield f"{each.message.channel}  {each.message.run}  alerts: {len(each.message.alerts)}{why}"
