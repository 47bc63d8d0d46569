"""Replies brought into the casebook: all files read before anything is written, and what became of each is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.casebook import Casebook
from data.casebook_rows import Reply
from data.errors import SurveyError
from data.registry import Registry
from scoring.survey.intake.sheet import shown
from scoring.validation.replies.read import Lines, read
from scoring.validation.replies.take import Key, Known, Taken, Terms, fresh, take


@dataclass(frozen=True)
class Brought:
    """What came of each file, and the replies that the casebook did not have."""

    files: tuple[tuple[Lines, Taken], ...]
    new: tuple[Reply, ...]

    def told(self) -> Iterator[str]:
        """What became of each file, a line each and more."""
        for lines, found in self.files:
            yield from _told(lines, found)


def bring(files: Sequence[Path], book: Casebook, edition: str, registry: Registry, terms: Terms, *, write: bool = True) -> Brought:
    """Write the replies of all files into the casebook, or nothing. Raises SurveyError with the faults of all files."""
    known = Known.of(edition, book.answers(edition), book.notices(edition), lambda given: registry.find(given).id)
    found: list[tuple[Lines, Taken]] = []
    faults: list[str] = []
    for file in files:
        try:
            lines = read(file)
            found.append((lines, take(lines, known, terms)))
        except SurveyError as error:
            faults += error.faults
    if faults:
        raise SurveyError(faults)
    standing = book.replies(edition)
    new = tuple(dict.fromkeys(each for _, taken in found for each in fresh(taken, standing)))
    if write:
        book.reply(*new)
    return Brought(tuple(found), new)


def _told(lines: Lines, found: Taken) -> Iterator[str]:
    yield from lines.unread
    yield f"{lines.file}: {len(found.replies)} disputes, {len(found.agreed)} agreements, {lines.silent} rows left empty"
    if found.agreed:
        yield f"  agreed, of which nothing is kept; import the corrected answers: {_listed(found.agreed)}"
    if found.late:
        yield f"  after the last day to reply: {_listed(found.late)}"
    if found.unasked:
        yield f"  about answers of which no notice was issued: {_listed(found.unasked)}"


def _listed(keys: Sequence[Key]) -> str:
    return "; ".join(" ".join(shown(part) for part in key if part) for key in keys)
