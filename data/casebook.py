"""The casebook: what people said, for ever. Unlike the store it cannot be built again from bundles: keep a copy of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlite_utils

from data.casebook_rows import Added, Adjudication, Answer, Given, Import, Notice, Reply, Sample, Sampled, read, row, utc
from data.casebook_schema import CHANGES, migrations
from data.database import DatabaseFile, OpenFile
from data.errors import ConfigError
from data.rows import Row, dump, storable
from data.store import VAR

__all__ = ["CASEBOOK", "Added", "Adjudication", "Answer", "Casebook", "Given", "Import", "Notice", "Reply", "Sample", "Sampled", "Source"]

CASEBOOK = VAR / "casebook.db"
"""The casebook that commands use unless told otherwise."""
_FILE = DatabaseFile(
    name="casebook",
    option="--casebook",
    migrations=migrations,
    changes=CHANGES,
    spoiled="give another place with --casebook",
    too_new="update this one",
)
_ANSWERS = """
select answers.id, answers.edition, institution, question, subject, answer, url, remark, coalesce(answers.at, imports.at) as at,
    answers.who, import_id, place, recorded_at, previous
from answers join imports on imports.id = import_id
"""
_NEWEST = "answers.id not in (select previous from answers where previous is not null)"
_BEARING = ("answer", "url", "remark")
"""What makes an answer another one."""
_DAY = len("2026-05-31")
_KEY = ("institution", "question", "subject")


@dataclass(frozen=True, slots=True)
class Source:
    """The file that answers came in: its name, the SHA-256 of its bytes, how it is laid out; the date of its answers and who brought it."""

    file: str
    sha256: str
    shape: str
    at: datetime
    who: str


class Casebook(OpenFile):
    """An open casebook; made if it is not there, unless ``must_exist``. One writer at a time, readers at any time.

    Every method that writes writes all that it is given, or nothing; what stands there already is not written again. Raises
    ConfigError when the file cannot be opened, is no casebook, or is of a later eindekss.
    """

    def __init__(self, path: Path, *, must_exist: bool = False) -> None:
        if must_exist and not path.is_file():
            raise ConfigError(f"{path}: no such casebook; import answers first, or give another with --casebook")
        super().__init__(_FILE, path)

    def add_import(self, edition: str, source: Source, given: Sequence[Given], recorded_at: datetime) -> Added:
        """Take over the answers of a file, all or none; one that differs from the newest under its key is a correction of it.

        The same answers of the same file change nothing, nor does an answer that stands there already, nor taking back what was never
        answered. Raises ConfigError when one question is answered twice in it.
        """
        _check_once(given)
        name = _import_id(edition, source, given)
        with _FILE.writing(self.db, self.path):
            if _found(self.db, "select 1 from imports where id = ?", [name]):
                return Added(name, unchanged=len(given), again=True)
            return self._record(name, edition, source, given, recorded_at)

    def answers(self, edition: str) -> tuple[Answer, ...]:
        """The answers that hold: the newest under each key, ordered by institution, question and subject."""
        return self._answers(f"answers.edition = ? and {_NEWEST} and answer is not null order by institution, question, subject", [edition])

    def history(self, edition: str, institution: str | None = None, question: str | None = None) -> tuple[Answer, ...]:
        """Every answer ever recorded, of one body and question where these are given; of each key from the oldest to the newest."""
        asked = {"answers.edition": edition, "institution": institution, "question": question}
        wanted = {name: value for name, value in asked.items() if value is not None}
        where = " and ".join(f"{name} = ?" for name in wanted)
        return self._answers(f"{where} order by institution, question, subject, answers.id", list(wanted.values()))

    def imports(self, edition: str) -> tuple[Import, ...]:
        """The files that were read, in the order in which they were."""
        found = self.db.query("select * from imports where edition = ? order by rowid", [edition])
        return tuple(Import(**read(each)) for each in found)

    def adjudicate(self, *decided: Adjudication) -> int:
        """Write down decisions; returns how many were new."""
        return self._append("adjudications", decided)

    def adjudications(self, edition: str) -> tuple[Adjudication, ...]:
        """All decisions, in the order in which they were written down."""
        return tuple(Adjudication(**each) for each in self._of("adjudications", edition))

    def add_sample(self, sample: Sample, drawn: Iterable[Sampled]) -> int:
        """Write down a sample and what was drawn into it; returns how many rows were new.

        Raises ConfigError when there is another sample of that id, or when something was drawn into another sample.
        """
        rows = tuple(drawn)
        if any(each.sample != sample.id for each in rows):
            raise ConfigError(f"sample {sample.id}: rows of another sample stand among its own")
        with _FILE.writing(self.db, self.path):
            return self._add("samples", row(sample)) and sum(self._add("sampled", row(each)) for each in rows)

    def samples(self, edition: str) -> tuple[Sample, ...]:
        """The samples that were drawn, in their order."""
        found = self.db.query("select * from samples where edition = ? order by rowid", [edition])
        return tuple(Sample(**read(each)) for each in found)

    def sampled(self, sample: str) -> tuple[Sampled, ...]:
        """What was drawn into a sample, in the order of its drawing."""
        return tuple(Sampled(**read(each)) for each in self.db.query("select * from sampled where sample = ? order by rowid", [sample]))

    def notify(self, *notices: Notice) -> int:
        """Write down that bodies were told of verdicts; returns how many notices were new."""
        return self._append("notices", notices)

    def notices(self, edition: str) -> tuple[Notice, ...]:
        """All notices, in the order in which they were written down."""
        return tuple(Notice(**each) for each in self._of("notices", edition))

    def reply(self, *replies: Reply) -> int:
        """Write down replies of bodies; returns how many were new."""
        return self._append("replies", replies)

    def replies(self, edition: str) -> tuple[Reply, ...]:
        """All replies, in the order in which they were written down."""
        return tuple(Reply(**each) for each in self._of("replies", edition))

    def _answers(self, where: str, asked: Sequence[str]) -> tuple[Answer, ...]:
        return tuple(Answer(**read(each)) for each in self.db.query(f"{_ANSWERS} where {where}", list(asked)))

    def _of(self, table: str, edition: str) -> Iterator[dict[str, Any]]:
        found = self.db.query(f"select * from {table} where edition = ? order by id", [edition])  # noqa: S608 (our own names)
        return (read(each) for each in found)

    def _append(self, table: str, said: Iterable[Adjudication | Notice | Reply]) -> int:
        with _FILE.writing(self.db, self.path):
            return sum(self._add(table, row(replace(each, id=None))) for each in said)

    def _add(self, table: str, made: Row) -> int:
        """Insert a row unless the same stands there."""
        known = {name: value for name, value in made.items() if name != "id" or value is not None}
        same = " and ".join(f"{name} is ?" for name in known)
        if _found(self.db, f"select 1 from {table} where {same}", list(known.values())):  # noqa: S608 (our own names)
            return 0
        _insert(self.db, table, known)
        return 1

    def _record(self, name: str, edition: str, source: Source, given: Sequence[Given], recorded_at: datetime) -> Added:
        standing = self._standing(edition)
        fresh = [(row(each), standing.get(_key(each))) for each in given]
        changed = [(made, before) for made, before in fresh if _changes(made, before)]
        found = Import(name, edition, source.file, source.sha256, source.at, source.who, source.shape, len(changed))
        _insert(self.db, "imports", row(found))
        common = {"edition": edition, "who": storable(source.who), "import_id": name, "recorded_at": utc(recorded_at)}
        new: list[int] = []
        corrected: list[int] = []
        for made, before in changed:
            added = _insert(self.db, "answers", {**made, **common, "previous": before["id"] if before else None})
            (corrected if before else new).append(added)
        return Added(name, tuple(new), tuple(corrected), len(given) - len(changed))

    def _standing(self, edition: str) -> Mapping[tuple[str, ...], Mapping[str, Any]]:
        newest = f"{_ANSWERS} where answers.edition = ? and {_NEWEST}"
        return {tuple(each[name] for name in _KEY): each for each in self.db.query(newest, [edition])}


def _changes(made: Row, before: Mapping[str, Any] | None) -> bool:
    """Whether an answer says something that the one before did not; no date, or another time of the same day, says nothing."""
    if before is None:
        return made["answer"] is not None
    return any(made[name] != before[name] for name in _BEARING) or bool(made["at"] and made["at"][:_DAY] != before["at"][:_DAY])


def _key(given: Given) -> tuple[str, ...]:
    return given.institution, given.question, given.subject


def _check_once(given: Sequence[Given]) -> None:
    first: dict[tuple[str, ...], Given] = {}
    faults = []
    for each in given:
        if first.setdefault(_key(each), each) is not each:
            told = " ".join(part for part in _key(each) if part)
            faults.append(f"{each.place}: {told} is answered already at {first[_key(each)].place}; keep one")
    if faults:
        raise ConfigError(faults)


def _import_id(edition: str, source: Source, given: Sequence[Given]) -> str:
    """A file that is read otherwise than before (with another mapping) is another import."""
    reading = dump([edition, source.sha256, [row(each) for each in given]])
    return hashlib.sha256(reading.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _insert(db: sqlite_utils.Database, table: str, made: Row) -> int:
    names, marks = ", ".join(made), ", ".join("?" * len(made))
    added = db.execute(f"insert into {table} ({names}) values ({marks})", list(made.values())).lastrowid  # noqa: S608 (our own names)
    return added or 0


def _found(db: sqlite_utils.Database, sql: str, values: Sequence[Any]) -> bool:
    return next(db.query(sql, list(values)), None) is not None
