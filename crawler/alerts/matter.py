"""One fact that a rule follows from the night it was first seen in until it is over, as the sum of the steps that were written down."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from data.change import Answer, Change


class Kind(StrEnum):
    """What can happen to a matter in a night."""

    OPENED = "opened"
    LOOKED = "looked"
    """It was measured, and is still so; ``looks`` tells how often in that night."""
    MOVED = "moved"
    """The answer is another one since, which ``now`` gives."""
    TOLD = "told"
    MENDED = "mended"
    """It was told, and the site is as before: that is told too."""
    DROPPED = "dropped"
    """It is over without a word: reverted before it was told, or ended by something else than the site."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the book; which of the last four are given depends on the kind."""

    matter: str
    run: str
    kind: Kind
    rule: str = ""
    audiences: tuple[str, ...] = ()
    change: Change | None = None
    now: Answer | None = None
    looks: int = 0


@dataclass(frozen=True, slots=True)
class Matter:
    """Where a matter stands. ``counted``: run to looks in it that saw it so; ``now``: the newest answer, measured or not."""

    id: str
    rule: str
    audiences: tuple[str, ...]
    change: Change
    run: str
    now: Answer
    counted: Mapping[str, int] = field(default_factory=dict)
    told: bool = False
    over: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is about: body, indicator, subject."""
        return of(self.change)

    @property
    def nights(self) -> int:
        """In how many nights it was seen so."""
        return len(self.counted)

    def after(self, step: Step) -> Self:
        """Where it stands after one more step."""
        if step.kind is Kind.LOOKED:
            return replace(self, counted={**self.counted, step.run: max(step.looks, self.counted.get(step.run, 0))})
        if step.kind is Kind.MOVED and step.now:
            return replace(self, now=step.now)
        if step.kind is Kind.TOLD:
            return replace(self, told=True)
        return replace(self, over=True)


def of(change: Change) -> tuple[str, str, str]:
    """Body, indicator and subject of a change."""
    return change.institution, change.indicator, change.subject


def opening(change: Change, rule: str, audiences: tuple[str, ...], run: str) -> Step:
    """The first step of the matter that a rule makes of a change; its id is the same whoever asks, and whenever."""
    name = hashlib.sha256(f"{rule} {change.fact}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return Step(name, run, Kind.OPENED, rule, audiences, change)


def opened(step: Step) -> Matter:
    """The matter that a first step makes. Raises ValueError for another step."""
    if step.kind is not Kind.OPENED or step.change is None:
        raise ValueError(f"{step.kind} opens nothing")
    return Matter(step.matter, step.rule, step.audiences, step.change, step.run, step.change.now)


def matters(steps: Iterable[Step]) -> tuple[Matter, ...]:
    """Every matter as the steps, in their order, leave it."""
    found: dict[str, Matter] = {}
    for step in steps:
        known = found.get(step.matter)
        found[step.matter] = known.after(step) if known else opened(step)
    return tuple(found.values())
