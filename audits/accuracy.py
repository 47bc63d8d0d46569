"""How often each indicator errs: its answers beside what is true of the labelled corpus, counted, and the confidence that follows.

Of an indicator that asks whether something is there, four things can be counted: there and said so, not there and said so, and the two
errors; an answer withheld (cannot tell) is counted apart, and is a miss where the thing is there. Of values, how many were right.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, fields
from functools import cache
from math import sqrt
from pathlib import Path
from statistics import NormalDist

from data.errors import ConfigError
from data.types import Observation, Outcome, Value

TABLE = Path(__file__).parents[1] / "data" / "inputs" / "accuracy.csv"
"""What was measured last: written by ``eindekss accuracy --write`` and never by hand."""
_SAID = {Outcome.PASSED: "present", Outcome.FAILED: "absent", Outcome.INAPPLICABLE: "none"}
UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said of one indicator of one body, and what is true: ``present``, ``absent`` or ``none``; said may be ``untold``."""

    body: str
    indicator: str
    true: str
    said: str
    true_value: Value = None
    value: Value = None

    @property
    def right(self) -> bool:
        """Whether it was answered rightly; the value is judged apart."""
        return self.true == self.said

    @property
    def value_right(self) -> bool | None:
        """Whether the value is right; None where none is known to be true, or none was told."""
        if self.true_value is None or self.said == UNTOLD:
            return None
        return str(self.value) == str(self.true_value)


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of one indicator, or of several together."""

    found: int = 0
    """There, and said so."""
    imagined: int = 0
    """Said to be there, and is not."""
    missed: int = 0
    """There, and said not to be."""
    withheld: int = 0
    """There, and nothing was said."""
    rejected: int = 0
    """Not there, and said so."""
    undecided: int = 0
    """Not there, and nothing was said."""
    values: int = 0
    values_right: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))

    @property
    def precision(self) -> float | None:
        """The share of what was said to be there that is there."""
        return _share(self.found, self.found + self.imagined)

    @property
    def recall(self) -> float | None:
        """The share of what is there that was said to be."""
        return _share(self.found, self.found + self.missed + self.withheld)

    def confidence(self, outcome: Outcome) -> float | None:
        """How likely an answer of this outcome is right, by the rule of succession (Laplace); None where none was ever checked."""
        right, wrong = {Outcome.PASSED: (self.found, self.imagined), Outcome.FAILED: (self.rejected, self.missed)}.get(outcome, (0, 0))
        return (right + 1) / (right + wrong + 2) if right + wrong else None


def said(observations: Iterable[Observation]) -> tuple[str, Value]:
    """What the observations of one indicator say of the whole site: one fault on any page is a fault; else one pass is enough."""
    seen = list(observations)
    for outcome in (Outcome.FAILED, Outcome.PASSED, Outcome.INAPPLICABLE):
        told = [each.finding.value for each in seen if each.finding.outcome == outcome]
        if told and outcome == Outcome.PASSED and told[0] is False:
            # Of what is only measured, the value says whether it is there.
            return "absent", False
        if told and (outcome != Outcome.INAPPLICABLE or len(told) == len(seen)):
            return _SAID[outcome], told[0]
    return UNTOLD, None


def tally(answer: Answer) -> Tally:
    """One answer as a count. Where the question cannot be asked of a body, saying so and saying "absent" are both no claim."""
    valued = answer.value_right
    counts = {"values": int(valued is not None), "values_right": int(valued is True)}
    if answer.true == "present":
        kind = {"present": "found", UNTOLD: "withheld"}.get(answer.said, "missed")
    else:
        kind = {"present": "imagined", UNTOLD: "undecided"}.get(answer.said, "rejected")
    return Tally(**{kind: 1, **counts})


def tallies(answers: Iterable[Answer]) -> dict[str, Tally]:
    """The counts by indicator, in the order of ids."""
    found: dict[str, Tally] = {}
    for answer in answers:
        found[answer.indicator] = found.get(answer.indicator, Tally()) + tally(answer)
    return dict(sorted(found.items()))


def wilson(right: float, of: float, level: float = 0.95) -> tuple[float, float] | None:
    """The interval of a share at a confidence level (Wilson 1927); None of nothing. Raises ValueError for a level outside (0, 1).

    >>> [round(bound, 3) for bound in wilson(9, 10)]
    [0.596, 0.982]
    """
    if not of:
        return None
    score = NormalDist().inv_cdf((1 + level) / 2)
    share, square = right / of, score * score
    middle = share + square / (2 * of)
    spread = score * sqrt(share * (1 - share) / of + square / (4 * of * of))
    low, high = (middle - spread) / (1 + square / of), (middle + spread) / (1 + square / of)
    # Of none and of all one limit is the share itself, whatever the last digit of a double says.
    return max(0.0, low) if right else 0.0, min(1.0, high) if right < of else 1.0


@cache
def measured(path: Path = TABLE) -> Mapping[str, Tally]:
    """The counts that were measured last, by indicator. Raises ConfigError where the table is not as it was written."""
    names = [item.name for item in fields(Tally)]
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != ["indicator", *names]:
            raise ConfigError(f"{path}:1: columns are {reader.fieldnames}; write it anew with 'eindekss accuracy --write'")
        return {row["indicator"]: Tally(*(int(row[name]) for name in names)) for row in reader}


def write(counts: Mapping[str, Tally], path: Path = TABLE) -> None:
    """Keep the counts for later answers."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["indicator", *(item.name for item in fields(Tally))])
        writer.writerows([indicator, *astuple(count)] for indicator, count in sorted(counts.items()))


def _share(part: int, of: int) -> float | None:
    return part / of if of else None
