"""What stands in the overview: an indicator is a row, an institution a column."""

from __future__ import annotations

from dataclasses import dataclass

from audits.audit import Audit
from data.types import Outcome, Text, Value


@dataclass(frozen=True, slots=True)
class Cell:
    """One indicator at one institution; ``value`` is of the site, or the median over what was asked."""

    outcome: Outcome
    scope: str
    value: Value
    median: bool
    failed: int
    measured: int


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator at all institutions; None where it was not asked."""

    id: str
    title: Text
    audit: Audit | None
    theme: str
    cells: tuple[Cell | None, ...]
