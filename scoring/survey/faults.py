"""What can be wrong with questions that are each well written: their blocks, options, limits and conditions, and what the tree asks."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from data.tables import Faults
from scoring import tree_table
from scoring.survey import watched
from scoring.survey.question import ANSWERED_BY_OPTION, EVIDENCE
from scoring.survey.table import Entry
from scoring.table_cells import near
from scoring.tree_faults import QUESTIONS

ORIGINS = ("law", "proposal")
"""From where a question is that stems from no question of an earlier survey."""
_LIMITED = ("number", "share")
_FEWEST = 2
_PERCENT = 100


def check(entries: Sequence[Entry], blocks: Collection[str], kinds: Collection[str], faults: Faults) -> None:
    """Note everything that is wrong with the questions; ``blocks`` are the codes of the tree's, ``kinds`` those of the bodies."""
    for entry in entries:
        seen = watched.faults(entry.question, kinds, ruled=bool(entry.cells["rule"]))
        for fault in (*_block(entry, blocks), *_options(entry), *_limits(entry), *_beside(entry), *seen):
            faults.add(entry.place, fault)
    for place, fault in _conditions(entries, kinds):
        faults.add(place, fault)


def lacking(tree: Sequence[tree_table.Entry], known: Collection[str], path: Path, faults: Faults) -> None:
    """Note every question that a leaf of the tree asks and that is not ``known``."""
    for leaf in tree:
        for question in (question for question in leaf.node.question.split() if question not in known):
            faults.add(leaf.place, f"question: {path.name} has no question {question!r}; {near(question, known)}")


def _block(entry: Entry, blocks: Collection[str]) -> Iterator[str]:
    if entry.question.block not in blocks:
        yield f"block: {entry.question.block!r} is no node right below the root of tree.csv; {near(entry.question.block, blocks)}"
    origin = entry.question.origin
    if origin and origin not in (*ORIGINS, *_earlier()):
        yield f"origin: {origin!r} is unknown; write {', '.join(ORIGINS)} or an id of {QUESTIONS.name}"


@cache
def _earlier() -> frozenset[str]:
    """The ids of the questions that earlier surveys are known to have asked."""
    with QUESTIONS.open(encoding="utf-8", newline="") as table:
        return frozenset(row["id"] for row in csv.DictReader(table))


def _options(entry: Entry) -> Iterator[str]:
    question = entry.question
    if question.type in ANSWERED_BY_OPTION and len(question.options) < _FEWEST:
        yield f"options: {len(question.options)}, but {question.type} lets choose; write at least {_FEWEST} codes with spaces between them"
    filled = [column for column in ("options", "options_lv", "options_en", "options_seen") if entry.cells[column]]
    if question.type and question.type not in ANSWERED_BY_OPTION and filled:
        yield f"{', '.join(filled)}: not empty, but the type is {question.type}; leave it empty, or write single or multiple as type"


def _limits(entry: Entry) -> Iterator[str]:
    question = entry.question
    filled = [column for column in ("low", "high", "unit_lv", "unit_en") if entry.cells[column]]
    if question.type and question.type not in _LIMITED and filled:
        yield f"{', '.join(filled)}: not empty, but the type is {question.type}; leave it empty, only a number or share has limits"
        return
    low, high = question.low, question.high
    if low is not None and high is not None and low > high:
        yield f"high: {high:g} is below low, {low:g}; turn them round"
    if question.type == "share" and not 0 <= (low or 0) <= _PERCENT:
        yield f"low: {low:g} is no share; shares are answered in per cent, write 0 to {_PERCENT}"
    if question.type == "share" and high is not None and not 0 <= high <= _PERCENT:
        yield f"high: {high:g} is no share; shares are answered in per cent, write 0 to {_PERCENT}"


def _beside(entry: Entry) -> Iterator[str]:
    question, given = entry.question, entry.cells
    for word in (word for word in question.evidence if word not in EVIDENCE):
        yield f"evidence: {word!r} is unknown; write some of {', '.join(EVIDENCE)}, with spaces between them"
    if question.url and question.type == "url":
        yield "url: yes, but the answer itself is an address; write no"
    for column in ("text", "hint"):
        lv, en = given[f"{column}_lv"], given[f"{column}_en"]
        if lv and lv.casefold() == en.casefold():
            yield f"{column}_en: is the same as {column}_lv; translate one"


def _conditions(entries: Sequence[Entry], kinds: Collection[str]) -> Iterator[tuple[str, str]]:
    places: dict[str, int] = {}
    for place, entry in enumerate(entries):
        places.setdefault(entry.question.id, place)
    asks = {entry.question.id: entry.question.asked_if.question for entry in entries if entry.question.asked_if}
    for place, entry in enumerate(entries):
        for fault in _condition(place, entries, places, asks, kinds):
            yield entry.place, f"asked_if: {fault}"


def _condition(
    place: int, entries: Sequence[Entry], places: Mapping[str, int], asks: Mapping[str, str], kinds: Collection[str]
) -> Iterator[str]:
    question = entries[place].question
    condition = question.asked_if
    if condition is None:
        return
    if condition.question not in places:
        yield f"no question {condition.question!r}; {near(condition.question, places)}"
        return
    if ring := _ring(question.id, asks):
        yield f"{' after '.join(ring)} is a circle; ask one of them without condition"
        return
    at = places[condition.question]
    if at > place:
        yield f"{condition.question} comes later, at {entries[at].place}; move it before this question"
    earlier = entries[at].question
    for answer in sorted(condition.answers.difference(earlier.answers)):
        remedy = near(answer, earlier.answers) if earlier.answers else "name a question that is answered by yes and no or by options"
        yield f"{answer!r} is no answer to {earlier.id}; {remedy}"
    never = sorted(kind for kind in (question.reach or kinds) if not earlier.asked_of(kind))
    if never:
        yield f"{earlier.id} is not asked of {' '.join(never)}, so that they are never asked this; take them out of reach"


def _ring(start: str, asks: Mapping[str, str]) -> tuple[str, ...]:
    """The questions from one up to itself again, each asked only after the next; none where the way ends."""
    way, at = [start], asks.get(start, "")
    while at and at not in way:
        way.append(at)
        at = asks.get(at, "")
    return (*way, start) if at == start else ()
