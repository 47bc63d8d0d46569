"""Decisions taken into the casebook, each once: the same workbook read again changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter
from pathlib import Path

from data.casebook import Casebook
from data.casebook_rows import Adjudication


def record(casebook: Path, decided: Sequence[Adjudication]) -> int:
    """Write down what is new, all of it or nothing; returns how many decisions were.

    What its reader decided last, for the same purpose, is not written again, whenever it is said.
    """
    with Casebook(casebook, must_exist=True) as book:
        known = {edition: book.adjudications(edition) for edition in {each.edition for each in decided}}
        newest = {_of(each): each for said in known.values() for each in sorted(said, key=attrgetter("at"))}
        return book.adjudicate(*(each for each in decided if not _same(each, newest.get(_of(each)))))


def _of(each: Adjudication) -> tuple[str, ...]:
    return each.edition, each.institution, each.question, each.subject, each.reader, each.purpose, each.sample or ""


def _same(each: Adjudication, before: Adjudication | None) -> bool:
    if before is None:
        return False
    # In JSON there are no tuples of one length and bools of another: True is not 1 here either.
    alike = replace(each, at=before.at, id=before.id) == before
    return alike and type(each.truth) is type(before.truth)
