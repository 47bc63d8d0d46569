"""Readers for trials: they fill in the workbooks of a review by what a made-up survey knows to be true.

``python -m tests.corpus.reviewers WORKBOOK TRUTH READER [HOW_MANY]``
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]

from scoring.validation.review.layout import COLUMNS, FILLED, META, META_KEYS

REASON = "tā ir izdomātajā patiesībā / so it is in the invented truth"
_NOTHING = "neviens"
"""What is written where of several options none is true: an empty cell would say that the reader forgot it."""
Key = tuple[str, str]


def fill(workbook: Path, truth: Path, reader: str, most: int | None = None) -> int:
    """Decide every row, or the first ``most``, and save; returns how many were decided.

    Where the verdict says what is true the reader agrees, else overrules it; in a sample, which shows no verdict, there is the truth alone.
    """
    known = _known(truth)
    book = openpyxl.load_workbook(workbook)
    rows = list(book[META].iter_rows(values_only=True))
    told = {str(row[0]): str(row[1]) for row in rows if row[0] in META_KEYS}
    keys = {str(row[0]): row for row in rows if row[0] not in META_KEYS}
    sheet = book.worksheets[0]
    heads = {str(cell.value): cell.column for cell in sheet[1]}
    columns = {name: heads[COLUMNS[name][told["lang"]]] for name in FILLED}
    ids = [row[0] for row in sheet.iter_rows(min_row=2, max_col=1)][:most]
    for cell in ids:
        _, body, question, _, status, *_ = keys[str(cell.value)]
        said = _decision(*known[str(body), str(question)], str(status), sample=told["purpose"] == "sample")
        for name, value in zip(FILLED, (*said, REASON, reader), strict=True):
            sheet.cell(cell.row, columns[name]).value = value
    book.save(workbook)
    return len(ids)


def _decision(truth: str, claimed: str, status: str, *, sample: bool) -> tuple[str, str]:
    """What the reader decides, and what is true. To agree with what was left open says nothing, so that there the truth overrules it."""
    right = status in {"confirmed", "contradicted"} and (status == "confirmed") == (truth == claimed)
    return "found" if sample else "agree" if right else "overrule", truth or _NOTHING


def _known(truth: Path) -> dict[Key, tuple[str, str]]:
    with truth.open(encoding="utf-8", newline="") as table:
        return {(row["institution"], row["question"]): (row["truth"], row["claimed"]) for row in csv.DictReader(table)}


if __name__ == "__main__":
    print(fill(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]) if len(sys.argv) > 4 else None))  # noqa: T201 (it is a command)
