"""What can be wrong with a tree of rows that are each well written: its shape, its weights, and what leaves and inner nodes lack."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from audits import catalogue
from audits.audit import Indicator
from data.registry import FOLDER as INPUTS
from data.tables import Faults, once, read
from data.types import Kind
from scoring import aggregate, formulas
from scoring.rollup import BY_DATE, BY_NUMBER, BY_OUTCOME
from scoring.table_cells import near
from scoring.tree_table import UNKNOWN, Entry

QUESTIONS = INPUTS / "eindex_indicators.csv"
"""The questions that surveys are known to have asked: those of an edition without a questionnaire of its own."""
SURVEY = "survey.csv"
"""The questionnaire of an edition, beside its tree; ``questions.csv`` may bring more."""
_LEAF_ONLY = ("source", "indicator", "question", "rollup", "denominate", "normalise", "low", "high", "reach", "direction", "combine")
_INNER_ONLY = ("aggregate", "min_coverage")
_NEEDS = {
    "observed": ("indicator",),
    "survey": ("question",),
    "statistics": ("question",),
    "combined": ("indicator", "question"),
}
_BARS = {"survey": ("indicator",), "statistics": ("indicator",)}


def check(entries: Sequence[Entry], folder: Path, faults: Faults) -> None:
    """Note everything that is wrong with the rows as a tree."""
    parents = {entry.node.parent for entry in entries} - {""}
    asked = questions(folder, faults) if any(entry.cells["question"] for entry in entries) else frozenset()
    table = SURVEY if (folder / SURVEY).exists() else QUESTIONS.name
    for place, fault in _shape(entries):
        faults.add(place, fault)
    for place, fault in _weights(entries):
        faults.add(place, fault)
    for entry in entries:
        found = _inner(entry) if entry.node.code in parents else _leaf(entry, asked, table)
        for fault in found:
            faults.add(entry.place, fault)


def _shape(entries: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    above = {entry.node.code: entry.node.parent for entry in entries}
    roots = [entry for entry in entries if not entry.node.parent]
    if entries and not roots:
        yield entries[0].place, "parent: every row has one, so there is no root; leave it empty in the row of the whole index"
    for entry in roots[1:]:
        yield entry.place, f"parent: is empty, but the root is {roots[0].node.code!r} already; write the code of the node above"
    for entry in entries:
        if entry.node.parent and entry.node.parent not in above:
            yield entry.place, f"parent: no node {entry.node.parent!r}; {near(entry.node.parent, above)}"
    told = {""}
    for entry in entries:
        ring = _ring(entry.node.code, above)
        if ring and not told.intersection(ring):
            told |= set(ring)
            yield entry.place, f"parent: {' under '.join((*ring, ring[0]))} is a circle; give one of them a parent outside it"


def _ring(start: str, above: Mapping[str, str]) -> tuple[str, ...]:
    """The codes from a node up to itself again; none where the way leads to a root, to nowhere or into a circle of others."""
    way, at = [start], above.get(start, "")
    while at and at not in way:
        way.append(at)
        at = above.get(at, "")
    return tuple(way) if at == start else ()


def _weights(entries: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    siblings: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        siblings[entry.node.parent].append(entry)
        origin = entry.node.weight_origin
        if entry.node.parent and not entry.cells["weight"] and not origin.startswith(UNKNOWN):
            yield entry.place, f"weight: is empty; write it, or nothing and {UNKNOWN!r} first in weight_origin where nobody knows it"
        if entry.node.parent and not origin:
            yield entry.place, "weight_origin: is empty; say who set the weight, or on what it rests"
    for entry in entries:
        below = siblings.get(entry.node.code, [])
        if below and all(child.node.weight == 0 for child in below):
            codes = ", ".join(child.node.code for child in below)
            yield entry.place, f"weight: all below {entry.node.code} weigh nothing ({codes}); give one of them a weight above 0"


def _inner(entry: Entry) -> Iterator[str]:
    if fault := aggregate.fault(entry.node):
        yield fault
    filled = [column for column in _LEAF_ONLY if entry.cells[column]]
    if filled:
        yield f"{', '.join(filled)}: not empty, but there are nodes below {entry.node.code}; leave it empty, only leaves are measured"


def _leaf(entry: Entry, asked: Collection[str], table: str) -> Iterator[str]:
    node, given = entry.node, entry.cells
    filled = [column for column in _INNER_ONLY if given[column]]
    if filled:
        yield f"{', '.join(filled)}: not empty, but there is nothing below {node.code}; leave it empty, or put nodes below it"
    for column in (column for column in ("source", "rollup", "normalise") if not given[column]):
        yield f"{column}: is empty on a leaf; write it"
    for column in (column for column in _NEEDS.get(node.source, ()) if not given[column]):
        yield f"{column}: is empty, but the source is {node.source}; write its id"
    for column in (column for column in _BARS.get(node.source, ()) if given[column]):
        yield f"{column}: {given[column]!r}, but the source is {node.source}; leave it empty, or write combined as source"
    yield from _combine(entry)
    for question in (question for question in node.question.split() if question not in asked):
        yield f"question: no question {question!r} in {table} or questions.csv; {near(question, asked)}"
    yield from _posts(entry)
    if node.indicator:
        yield from _observed(entry)
    if node.normalise == "boolean" and node.rollup in formulas.BETWEEN:
        yield f"normalise: boolean, but {node.rollup} gives more than 1 and 0; write share or goalposts"
    if node.rollup in BY_DATE and node.direction == 1:
        yield f"direction: 1, but {node.rollup} tells how old something is, of which less is better; write -1"
    if node.rollup in BY_OUTCOME and node.direction == -1 and node.indicator:
        yield f"direction: -1, but {node.rollup} is of what passed, of which more is better; write 1"


def _combine(entry: Entry) -> Iterator[str]:
    word, source = entry.cells["combine"], entry.node.source
    if word and source not in {"", "combined"}:
        yield f"combine: {word!r}, but the source is {source}, which has one side; leave it empty, or write combined as source"


def _posts(entry: Entry) -> Iterator[str]:
    node, given = entry.node, entry.cells
    if fault := formulas.normalisation_fault(node) if node.normalise else "":
        yield fault
        return
    name = node.normalise.split(" ")[0]
    needed = {"target-distance": ("high",) if node.direction == 1 else ("low",)}.get(name, ("low", "high"))
    if name not in formulas.GOALPOSTS and name != "target-distance":
        if given["low"] or given["high"]:
            yield f"low, high: {node.normalise or 'no method'} has no goalposts; leave both empty, or write goalposts as normalise"
        return
    for column in (column for column in needed if not given[column] and not node.note.startswith(UNKNOWN)):
        yield f"{column}: is empty, but {name} needs it; write it, or begin the note with {UNKNOWN!r} where nobody knows it"
    if node.low is None or node.high is None:
        return
    if node.low == node.high:
        yield f"high: {node.high:g} equals low, so every value gives the same; write two different goalposts"
    if node.low > node.high:
        yield f"high: {node.high:g} is below low, {node.low:g}; turn them round, and say by direction -1 that less is better"


def _observed(entry: Entry) -> Iterator[str]:
    node, indicators = entry.node, _indicators()
    indicator = indicators.get(node.indicator)
    if indicator is None:
        yield f"indicator: no indicator {node.indicator!r}; {near(node.indicator, indicators)}"
        return
    if indicator.audit.retired:
        yield f"indicator: {node.indicator} is retired since {indicator.audit.retired}; choose another"
    if indicator.audit.measures and node.rollup in BY_OUTCOME:
        yield f"rollup: {node.rollup}, but {node.indicator} only measures and passes whatever it finds; take value, median or mean"
    if indicator.audit.scope != "site" and node.rollup == "value":
        yield f"rollup: value, but {node.indicator} has one for every {indicator.audit.scope}; take their mean or median"
    better = polarity(indicator)
    if node.rollup in BY_NUMBER and better and better != node.direction:
        sense = "more" if better == 1 else "less"
        yield f"direction: {node.direction}, but by its own cases {node.indicator} is better the {sense} it counts; write {better}"
    never = sorted(kind for kind in node.reach if kind not in indicator.audit.reach)
    asked = sorted(kind.value for kind in indicator.audit.reach if kind.value != "unknown")
    if node.source == "observed" and (never or (not node.reach and len(indicator.audit.reach) < len(Kind))):
        who = " ".join(never) or "everybody"
        yield f"reach: {who}, but {node.indicator} is asked of {' '.join(asked)} only; write no others"


def polarity(indicator: Indicator) -> int:
    """What the indicator's own cases say of its value: 1 where all that passed have more than all that failed, -1 where less, else 0."""
    values: dict[str, list[float]] = defaultdict(list)
    for case in indicator.cases:
        if isinstance(case.expect, int | float) and not isinstance(case.expect, bool):
            values[case.outcome.value].append(case.expect)
    passed, failed = values["passed"], values["failed"]
    if not passed or not failed:
        return 0
    return (min(passed) > max(failed)) - (max(passed) < min(failed))


@cache
def _indicators() -> Mapping[str, Indicator]:
    return {indicator.audit.id: indicator for indicator in catalogue.load()}


def questions(folder: Path, faults: Faults) -> Collection[str]:
    """The ids of all questions: of the edition's questionnaire (those of earlier surveys where it has none), and its further ones."""
    own, further = folder / SURVEY, folder / "questions.csv"
    asked = _ids(own, faults) if own.exists() else _earlier()
    if not further.exists():
        return asked
    rows = read(further, {"id": str}, faults)
    once(rows, "id", faults)
    return asked | {row["id"] for row in rows}


def _ids(path: Path, faults: Faults) -> frozenset[str]:
    return frozenset(row["id"] for row in read(path, {"id": str}, faults))


@cache
def _earlier() -> frozenset[str]:
    with QUESTIONS.open(encoding="utf-8", newline="") as table:
        return frozenset(row["id"] for row in csv.DictReader(table))
