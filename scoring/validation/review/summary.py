"""The queue in words, for the terminal, and as a table."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from data.guard import legible, plain
from data.types import Text
from scoring.validation.review.queue import Queue, Queued
from scoring.validation.tables import told
from scoring.validation.wording import STATUSES

COLUMNS = (
    *("place", "case", "institution", "question", "subject", "claimed", "status", "observed", "chance", "weight", "disagreement"),
    *("points", "value", "margin", "reading", "readers"),
)
_WAITS = Text(
    "Izskatāmas {rows} atbildes {cases} gadījumos; sagaidāmais ieguvums kopā {value} punkti.",
    "{rows} answers in {cases} cases wait for review; together {value} points are expected to move.",
)
_LEFT = Text("nav rindā: {left}", "not in the queue: {left}")
_WHY = {
    "settled": Text("izskatītas {n}", "settled {n}"),
    "waiting": Text("nevarēja noteikt vai jāgaida iestāde {n}", "could not be told, or wait for the body {n}"),
    "unseen": Text("no malas nav redzamas {n}", "cannot be seen from outside {n}"),
    "worthless": Text("vērtējumu nemaina {n}", "move no score {n}"),
    "read": Text("šis lasītājs jau izskatījis {n}", "read by this reader already {n}"),
}
_READINGS = {
    2: Text("trūkst otrā lasījuma", "a second reading is missing"),
    3: Text("vajadzīgs trešais lasītājs", "a third reader is needed"),
}


def frame(found: Queue) -> pd.DataFrame:
    """A row a verdict, in the order of the queue, with ``COLUMNS``; as spreadsheets may hold it."""
    rows = [_row(place, row) for place, row in enumerate(found.rows, 1)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def summary(found: Queue, lang: str, top: int = 20) -> str:
    """The first of the queue, and how many were left out and why."""
    value = sum(row.value for row in found.rows)
    cases = len({row.case for row in found.rows})
    left = ", ".join(_WHY[why][lang].format(n=count) for why, count in found.left_out.items() if count)
    head = _WAITS[lang].format(rows=len(found.rows), cases=cases, value=f"{value:.1f}")
    return "\n".join([head, *([_LEFT[lang].format(left=left)] if left else []), *_lines(found, lang, top)])


def _lines(found: Queue, lang: str, top: int) -> Iterator[str]:
    for place, row in enumerate(found.rows[:top], 1):
        known = row.verdict
        again = _READINGS.get(row.standing.missing)
        what = f"{known.institution} {known.question} {plain(known.subject)}".strip()
        told_so = f"{plain(told(known.claimed))[:40]!r}, {STATUSES[known.status][lang]}"
        beside = f"; {again[lang]}" if again else ""
        yield f"{place:4} [{row.case}] {what}: {told_so}; {row.chance:.2f} x {row.points:.2f} = {row.value:.3f}{beside}"


def _row(place: int, row: Queued) -> tuple[object, ...]:
    known = row.verdict
    texts = [legible(text) for text in (*known.key, told(known.claimed), known.status, told(known.observed))]
    numbers = (row.chance, row.weight, row.disagreement, row.points, row.value, row.margin)
    return (
        place,
        row.case,
        *texts,
        *(round(number, 6) for number in numbers),
        row.standing.missing,
        legible(", ".join(row.standing.readers)),
    )
