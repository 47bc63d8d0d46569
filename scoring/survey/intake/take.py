"""An import as people ask for it: the file is read, the mapping kept, the casebook written, and what happened is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from data.casebook import Added, Casebook, Source
from data.casebook_rows import Said
from data.registry import Registry
from scoring.survey.intake import mapping as kept
from scoring.survey.intake.conditions import Standing
from scoring.survey.intake.intake import Intake, intake
from scoring.survey.intake.reading import Unread
from scoring.survey.questionnaire import Questionnaire


@dataclass(frozen=True)
class Order:
    """What is imported where: the file, the casebook, the mapping file, by whom, and as of which date."""

    file: Path
    casebook: Path
    mapping: Path
    who: str
    at: datetime


def mapping_beside(casebook: Path, edition: str) -> Path:
    """The mapping file of an edition beside a casebook.

    >>> mapping_beside(Path("var/casebook.db"), "2026-proposal").as_posix()
    'var/casebook-mapping-2026-proposal.csv'
    """
    return casebook.with_name(f"{casebook.stem}-mapping-{edition}.csv")


def read(order: Order, questionnaire: Questionnaire, registry: Registry, *, write_mapping: bool = True) -> Intake:
    """The answers of the file, nothing of them imported yet.

    Raises SurveyError with every fault; what could not be mapped is then added to the mapping file, unless nothing is to be written.
    """
    mapping = kept.load(order.mapping)
    try:
        return intake(order.file, questionnaire, registry, mapping, _standing(order.casebook, questionnaire.edition))
    except Unread as error:
        if not (error.unmapped and write_mapping):
            raise
        count = kept.write(order.mapping, mapping, error.unmapped)
        hint = f"{order.mapping}: {count} rows wait for a meaning; complete the column 'means' and import again"
        raise Unread([*error.faults, hint]) from error


def add(order: Order, found: Intake, edition: str, recorded_at: datetime) -> Iterator[str]:
    """Import the answers, all or none; tells what is new and every correction with what stood there before."""
    source = Source(found.file, found.sha256, found.shape, order.at, order.who)
    with Casebook(order.casebook) as book:
        added = book.add_import(edition, source, found.given, recorded_at)
        yield summary(added)
        yield from corrections(book, edition, added)


def summary(added: Added) -> str:
    """One sentence on what an import changed."""
    if added.again:
        return f"imported before (import {added.import_id}); nothing was changed"
    told = f"import {added.import_id}: {len(added.new)} new, {len(added.corrected)} corrected, {added.unchanged} unchanged"
    return told if added.new or added.corrected else f"{told}; nothing was changed"


def corrections(book: Casebook, edition: str, added: Added) -> Iterator[str]:
    """Each answer that an import corrected, with what it said before and who had said so."""
    wanted = frozenset(added.corrected)
    every = {each.id: each for each in book.history(edition)} if wanted else {}
    for after in (each for each in every.values() if each.id in wanted):
        before = every[after.previous or 0]
        change = f"{spoken(before.answer)} ({before.who}, {before.at:%Y-%m-%d}) is now {spoken(after.answer)}"
        beside = "" if before.answer != after.answer else ", with another address, remark or date"
        yield f"{after.institution} {after.question}{' ' if after.subject else ''}{after.subject}: {change}{beside}"


def spoken(said: Said) -> str:
    """An answer in a message or table: yes, no, a number with a decimal point, codes with ; between them, words.

    >>> spoken(True), spoken(12.5), spoken(("a", "b")), spoken(()), spoken(None)
    ('yes', '12.5', 'a; b', 'nothing ticked', 'taken back')
    """
    if said is None:
        return "taken back"
    if isinstance(said, bool):
        return "yes" if said else "no"
    return ("; ".join(said) or "nothing ticked") if isinstance(said, tuple) else str(said)


def _standing(casebook: Path, edition: str) -> Standing:
    """The answers that hold before the import, by institution and question."""
    if not casebook.is_file():
        return {}
    with Casebook(casebook) as book:
        return {(each.institution, each.question): each.answer for each in book.answers(edition)}
