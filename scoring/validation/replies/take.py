"""Replies made of the rows of a file: every cell checked against the casebook and the registry, all faults told at once."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from data.casebook_rows import Answer, Notice, Reply
from data.errors import ConfigError, SurveyError
from data.tables import Faults
from scoring.survey.intake import dates, values
from scoring.survey.intake.sheet import shown
from scoring.validation.replies.layout import AGREE, DISPUTE, STANCES, stance
from scoring.validation.replies.read import Line, Lines

RIGA = ZoneInfo("Europe/Riga")
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Terms:
    """What holds of every reply of a file that says nothing else: when it came, until when it holds, who replied, from which letter.

    ``now`` is the moment of the import; ``received`` None is the day of it. No reply can have come later.
    """

    now: datetime
    received: date | None = None
    expires: date | None = None
    who: str = ""
    source: str = ""


@dataclass(frozen=True)
class Known:
    """What replies can be about: the answers of an edition by key, the last day to reply to each, how a body is found by its name."""

    edition: str
    answers: frozenset[Key]
    notices: Mapping[Key, datetime]
    find: Callable[[str], str]

    @classmethod
    def of(cls, edition: str, answers: Collection[Answer], notices: Collection[Notice], find: Callable[[str], str]) -> Known:
        """What a casebook knows."""
        last: dict[Key, datetime] = {}
        for each in sorted(notices, key=lambda one: one.issued_at):
            last[each.institution, each.question, each.subject] = each.reply_by
        return cls(edition, frozenset((each.institution, each.question, each.subject) for each in answers), last, find)


@dataclass(frozen=True)
class Taken:
    """The disputes of a file; ``dated`` tells which of them the file or the command gave a day; ``agreed`` with what was concluded."""

    replies: tuple[Reply, ...]
    dated: tuple[bool, ...]
    agreed: tuple[Key, ...]
    late: tuple[Key, ...]
    unasked: tuple[Key, ...]


@dataclass
class _Reading:
    terms: Terms
    known: Known
    lines: Lines
    faults: Faults = field(default_factory=Faults)
    bodies: dict[str, str | None] = field(default_factory=dict)


def take(lines: Lines, known: Known, terms: Terms) -> Taken:
    """The replies of a file. Raises SurveyError with every fault: file, sheet, cell and remedy."""
    reading = _Reading(terms, known, lines)
    edition = lines.meta.get("edition", known.edition)
    if edition != known.edition:
        raise SurveyError(
            f"{lines.file}: a dossier of the edition {shown(edition)}, not of {known.edition}; give --edition {shown(edition)}"
        )
    found = [(line, made) for line in lines.lines if (made := _reply(line, reading))]
    _check_once(found, reading)
    if reading.faults.found:
        raise SurveyError(reading.faults.found)
    disputes = [(line, made) for line, (kind, made) in found if kind == DISPUTE]
    keys = {_key(made): made.received_at for _, made in disputes}
    return Taken(
        replies=tuple(made for _, made in disputes),
        dated=tuple(terms.received is not None or bool(line.text("received")) for line, _ in disputes),
        agreed=tuple(_key(made) for _, (kind, made) in found if kind == AGREE),
        late=tuple(key for key, at in keys.items() if key in known.notices and at > known.notices[key]),
        unasked=tuple(key for key in keys if key not in known.notices),
    )


def fresh(taken: Taken, standing: Collection[Reply]) -> tuple[Reply, ...]:
    """Those of the replies that do not stand in the casebook yet; the day of an import that was not given makes none another one."""
    every = {replace(each, id=None) for each in standing}
    undated = {_undated(each) for each in standing}
    return tuple(
        each
        for each, dated in zip(taken.replies, taken.dated, strict=True)
        if each not in every and (dated or _undated(each) not in undated)
    )


def end_of(day: date) -> datetime:
    """The last second of a day in Latvia, in UTC."""
    return datetime.combine(day, time(23, 59, 59), RIGA).astimezone(UTC)


def start_of(day: date) -> datetime:
    """The beginning of a day in Latvia, in UTC."""
    return datetime.combine(day, time(), RIGA).astimezone(UTC)


def _undated(reply: Reply) -> Reply:
    return replace(reply, id=None, received_at=datetime.min.replace(tzinfo=UTC))


def _reply(line: Line, reading: _Reading) -> tuple[str, Reply] | None:
    """What a row replies, and its stance; None where it has a fault."""
    before = len(reading.faults.found)
    key = _about(line, reading)
    kind = _stance(line, reading)
    told = {name: _cell(line, name, reading, check) for name, check in (("text", values.remark), ("url", values.beside))}
    received = _day(line, "received", reading, reading.terms.received or reading.terms.now.astimezone(RIGA).date())
    expires = _day(line, "expires", reading, reading.terms.expires)
    if kind == DISPUTE and not (line.text("text") or line.text("url")):
        reading.faults.add(line.place("text"), "a dispute without a word; write what is not so, or give an address where it can be seen")
    if received and start_of(received) > reading.terms.now:
        reading.faults.add(line.place("received"), f"{received} is yet to come; write the day on which the reply came")
    if received and expires and expires < received:
        reading.faults.add(line.place("expires"), f"{expires} is before {received}, the day on which the reply came; write a later day")
    if len(reading.faults.found) > before or key is None or received is None:
        return None
    terms = reading.terms
    made = Reply(
        reading.known.edition,
        *key,
        text=told["text"],
        url=told["url"],
        received_at=start_of(received),
        expires_at=end_of(expires) if expires else None,
        who=line.text("who") or terms.who or key[0],
        source=line.text("source") or terms.source or reading.lines.file,
    )
    return kind, made


def _about(line: Line, reading: _Reading) -> Key | None:
    """The answer that a row is about."""
    body, question = _body(line, reading), line.text("question")
    if body is None:
        return None
    key = (body, question, line.text("subject"))
    if key in reading.known.answers:
        return key
    asked = sorted({each[1] for each in reading.known.answers if each[0] == body})
    if not asked:
        reading.faults.add(line.place("institution"), f"{shown(body)} has answered nothing; write the id of a body that has")
    elif question in asked:
        reading.faults.add(
            line.place("subject"), f"{shown(body)} has not answered {shown(question)} of {shown(key[2])!r}; leave the cell as it was"
        )
    else:
        near = difflib.get_close_matches(question[:80], asked, 1)
        hint = f"did you mean {near[0]}?" if near else "write its id"
        reading.faults.add(line.place("question"), f"{shown(body)} has no answer to {shown(question)!r}; {hint}")
    return None


def _body(line: Line, reading: _Reading) -> str | None:
    given = line.text("institution") or reading.lines.meta.get("institution", "")
    if given in reading.bodies:
        told = reading.bodies[given]
    else:
        told = reading.bodies[given] = _found(line, given, reading)
    return told


def _found(line: Line, given: str, reading: _Reading) -> str | None:
    if any(given == each[0] for each in reading.known.answers):
        return given
    if not given:
        reading.faults.add(line.place("institution"), "whose reply it is, is not said; write the id of the body")
        return None
    try:
        return reading.known.find(given)
    except ConfigError as error:
        reading.faults.add(line.place("institution"), shown(str(error)))
        return None


def _stance(line: Line, reading: _Reading) -> str:
    given = line.text("stance")
    found = stance(given) if given else DISPUTE
    if found is None:
        words = ", ".join(f"{name.lv} ({name.en})" for name in STANCES.values())
        reading.faults.add(line.place("stance"), f"{shown(given)!r} is no position; write one of {words}")
    return found or DISPUTE


def _cell(line: Line, name: str, reading: _Reading, check: Callable[[str], str]) -> str:
    try:
        return check(line.text(name)) if line.text(name) else ""
    except ValueError as error:
        reading.faults.add(line.place(name), str(error))
        return ""


def _day(line: Line, name: str, reading: _Reading, usual: date | None) -> date | None:
    if not line.text(name):
        return usual
    cell = line.sheet.cell(line.row, line.places[name])
    try:
        return date.fromisoformat(dates.day(cell, early=line.sheet.early))
    except ValueError as error:
        reading.faults.add(line.place(name), str(error))
        return None


def _check_once(found: list[tuple[Line, tuple[str, Reply]]], reading: _Reading) -> None:
    first: dict[tuple[Key, datetime], Line] = {}
    for line, (_, made) in found:
        before = first.setdefault((_key(made), made.received_at), line)
        if before is not line:
            told = before.sheet.address(before.row, before.places["question"])
            reading.faults.add(
                line.place("question"), f"{made.question} is replied to already at {told}; keep one, or put both into one cell"
            )


def _key(reply: Reply) -> Key:
    return reply.institution, reply.question, reply.subject
