"""What ``eindekss accuracy`` does: measure the halves, tell the figures, and keep them when told to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from audits.accuracy import TABLE, tallies
from audits.accuracy import write as keep
from tests.corpus import told
from tests.corpus.measure import Measured, measure

DOCUMENT = Path(__file__).parents[2] / "docs" / "accuracy.md"


def run(halves: Sequence[str], folder: Path | None, *, errors: bool, write: bool) -> str:
    """Measure, and return what there is to say."""
    found = [(half, measure([half], folder / half if folder else None)) for half in halves]
    if write:
        keep(tallies(answer for _half, measured in found for answer in measured.answers))
        DOCUMENT.write_text(told.document(found), encoding="utf-8")
    parts = [_said(half, measured, errors=errors) for half, measured in found]
    return "\n\n".join([*parts, *([f"written: {TABLE}, {DOCUMENT}"] if write else [])])


def _said(half: str, measured: Measured, *, errors: bool) -> str:
    lines = [f"{half}:", told.summary(measured)]
    if measured.unknown:
        lines.append(f"asked by the truth and by no indicator: {', '.join(sorted(measured.unknown))}")
    return "\n".join([*lines, *([told.errors(measured)] if errors else [])])
