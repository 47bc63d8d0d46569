"""The files of a made-up survey: the answers as bodies would send them in, and what is true of each."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from data.casebook_rows import Said
from scoring.survey.simulate import Simulated

Row = Sequence[str]


def write(found: Sequence[Simulated], folder: Path, shape: str = "long") -> tuple[Path, Path]:
    """Write ``answers.csv`` (a row an answer, or with ``shape`` wide a row a body) and ``truth.csv``; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = _long(found) if shape == "long" else _wide(found)
    return _written(folder / "answers.csv", rows), _written(folder / "truth.csv", _truth(found))


def cell(said: Said) -> str:
    """An answer as it is written in a cell: yes or no, a number, a date, or the codes of options; nothing where nothing was said.

    >>> cell(True), cell(12.0), cell(("a", "b")), cell(None)
    ('yes', '12', 'a; b', '')
    """
    if said is None:
        return ""
    if isinstance(said, bool):
        return "yes" if said else "no"
    if isinstance(said, float):
        return f"{said:g}"
    return "; ".join(said) if isinstance(said, tuple) else str(said)


def _long(found: Sequence[Simulated]) -> list[Row]:
    told = [(each.institution, each.question, cell(each.claimed)) for each in found]
    return [("institution", "question", "answer"), *(row for row in told if row[-1])]


def _wide(found: Sequence[Simulated]) -> list[Row]:
    questions = list(dict.fromkeys(each.question for each in sorted(found, key=lambda each: each.question)))
    bodies: dict[str, dict[str, str]] = {}
    for each in found:
        bodies.setdefault(each.institution, {})[each.question] = cell(each.claimed)
    rows = [(body, *(answers.get(question, "") for question in questions)) for body, answers in bodies.items()]
    return [("institution", *questions), *rows]


def _truth(found: Sequence[Simulated]) -> list[Row]:
    told = [
        (each.institution, each.question, cell(each.truth), cell(each.claimed), each.how, "drawn" if each.drawn else "seen")
        for each in found
    ]
    return [("institution", "question", "truth", "claimed", "how", "truth_is"), *told]


def _written(path: Path, rows: Iterable[Row]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return path
