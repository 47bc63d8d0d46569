"""How well a detector sees: its counts against what people found to be true."""

from __future__ import annotations

from dataclasses import dataclass

from audits.accuracy import Tally
from scoring.agreement.estimate import LEVEL, Estimate
from scoring.agreement.intervals import wilson
from scoring.agreement.tables import two_by_two
from scoring.arrays import Floats


@dataclass(frozen=True, slots=True)
class Detector:
    """Counts against the truth: ``found`` (true positives), ``imagined`` (false ones), ``missed`` (false negatives), ``rejected``."""

    found: float
    imagined: float
    missed: float
    rejected: float

    @classmethod
    def of(cls, tally: Tally) -> Detector:
        """From the counts of an indicator. What it withheld does not count: there is no observation then that could be wrong."""
        return cls(tally.found, tally.imagined, tally.missed, tally.rejected)

    @classmethod
    def against(cls, seen: Floats, truth: Floats) -> Detector:
        """From columns of 1, 0 and NaN. Cells must be a random sample, with cells in which nothing was seen among them."""
        table = two_by_two(seen, truth)
        return cls(table.a, table.b, table.c, table.e)

    def __add__(self, other: Detector) -> Detector:
        return Detector(
            self.found + other.found, self.imagined + other.imagined, self.missed + other.missed, self.rejected + other.rejected
        )

    @property
    def present(self) -> float:
        """How many cells were checked in which it is there."""
        return self.found + self.missed

    @property
    def absent(self) -> float:
        """How many cells were checked in which it is not there."""
        return self.rejected + self.imagined

    @property
    def cautious(self) -> tuple[float, float]:
        """Sensitivity and specificity by the rule of succession (Laplace): a few right answers prove no perfection."""
        return (self.found + 1) / (self.present + 2), (self.rejected + 1) / (self.absent + 2)

    def precision(self, level: float = LEVEL) -> Estimate:
        """TP / (TP + FP) with Wilson's limits; it depends on how common the thing is."""
        return wilson(self.found, self.found + self.imagined, level)

    def sensitivity(self, level: float = LEVEL) -> Estimate:
        """Recall, TP / (TP + FN), with Wilson's limits."""
        return wilson(self.found, self.present, level)

    def specificity(self, level: float = LEVEL) -> Estimate:
        """TN / (TN + FP) with Wilson's limits."""
        return wilson(self.rejected, self.absent, level)
