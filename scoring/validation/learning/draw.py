"""A random sample of answers for audit: drawn by strata, each answer with a probability that is known, so that rates can be learned."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import floor, sqrt

import numpy as np

from data.casebook_rows import Sampled
from data.errors import ConfigError
from data.rows import dump
from scoring.agreement.sample_size import allocation
from scoring.survey.question import Question
from scoring.survey.questionnaire import Questionnaire
from scoring.validation.claims import yes_or_no
from scoring.validation.verdict import Verdict

FOUND, NOT_FOUND, UNSEEN = "found", "not-found", "unseen"
SAID_YES, SAID_NO, SAID_OTHER = "yes", "no", "other"
_UNSURE = 0.5
"""The chance planned with where nobody knows one."""
Stratum = tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """A verdict that may be drawn: the group of its body, the block of its question, and its corner: what was said and what was seen."""

    verdict: Verdict
    group: str
    block: str
    said: str
    seen: str

    @property
    def corner(self) -> str:
        """What was said and what was seen, in two words."""
        return f"{self.said}/{self.seen}"


@dataclass(frozen=True)
class Drawn:
    """A sample: ``id`` follows from the seed and all that could be drawn, ``rows`` are in the order in which they are to be read.

    ``by`` says what the strata were formed of; ``strata`` has of each how many there are and how many were drawn.
    """

    id: str
    seed: int
    by: str
    rows: tuple[tuple[Cell, Sampled], ...]
    strata: Mapping[str, tuple[int, int]]

    @property
    def indicators(self) -> tuple[Sampled, ...]:
        """The rows for the casebook: one for each answer and indicator that it was held against."""
        return tuple(
            Sampled(one.sample, one.institution, one.question, one.subject, indicator, one.stratum, one.share)
            for cell, one in self.rows
            for indicator in dict.fromkeys(row.indicator for row in cell.verdict.seen) or ("",)
        )


_LEVELS: Mapping[str, Callable[[Cell], Stratum]] = {
    "question, group, survey and observation": lambda cell: (cell.verdict.question, cell.group, cell.corner),
    "question, survey and observation": lambda cell: (cell.verdict.question, cell.corner),
    "question": lambda cell: (cell.verdict.question,),
    "block, survey and observation": lambda cell: (cell.block, cell.corner),
    "survey and observation": lambda cell: (cell.corner,),
}
"""What strata can be formed of, from fine to coarse."""


def cells(
    questionnaire: Questionnaire, verdicts: Sequence[Verdict], groups: Mapping[str, str], questions: Sequence[str] = ()
) -> list[Cell]:
    """The verdicts that may be drawn: on answers that show from outside, also where nothing was found or seen, and where no was said."""
    kept = [verdict for verdict in verdicts if verdict.question in questions or (not questions and _shows(questionnaire[verdict.question]))]
    return [_cell(questionnaire[verdict.question], verdict, groups) for verdict in kept]


def draw(frame: Sequence[Cell], size: int, seed: int, least: int = 1) -> Drawn:
    """So many cells of the frame, at least ``least`` of each stratum.

    Strata are the finest of ``_LEVELS`` of which that many can be had; how many of each follows Neyman (``sample_size.allocation``) with
    the spread that the chance of the claim foretells. Within a stratum the draw is systematic with a random start, over the answers in the
    order of what was said and seen, group, question and body, so that all of these are spread as they are; every answer of a stratum has
    the same probability n/N. Raises ConfigError where there is nothing to draw from, or the size is too small for the coarsest strata.
    """
    if not frame:
        raise ConfigError("there are no answers to draw from; import answers first, or ask for other questions")
    ordered = sorted(frame, key=lambda cell: cell.verdict.key)
    level, strata = _formed(ordered, size, least)
    names = sorted(strata)
    given = allocation([len(strata[name]) for name in names], [_spread(strata[name]) for name in names], size, least)
    sample = _id(ordered, size, seed, least)
    rng = np.random.Generator(np.random.PCG64(int(hashlib.sha256(sample.encode()).hexdigest()[:16], 16)))
    rows = [
        (cell, Sampled(sample, *cell.verdict.key, "", " ".join(name), count / len(strata[name])))
        for name, count in zip(names, given, strict=True)
        for cell in _systematic(strata[name], count, rng)
    ]
    told = {" ".join(name): (len(strata[name]), count) for name, count in zip(names, given, strict=True)}
    return Drawn(sample, seed, level, tuple(rows[place] for place in rng.permutation(len(rows))), told)


def _shows(question: Question) -> bool:
    return question.observability != "no"


def _cell(question: Question, verdict: Verdict, groups: Mapping[str, str]) -> Cell:
    said, seen = (_word(question, value) for value in (verdict.claimed, verdict.observed))
    shown = {SAID_YES: FOUND, SAID_NO: NOT_FOUND, SAID_OTHER: FOUND}[seen] if verdict.observed is not None else UNSEEN
    return Cell(verdict, groups.get(verdict.institution, ""), question.block, said, shown)


def _word(question: Question, value: object) -> str:
    """Yes or no, of other answers whether they are more than nothing."""
    if question.type == "yes-no":
        told = yes_or_no(value)
        return SAID_OTHER if told is None else SAID_YES if told else SAID_NO
    return SAID_NO if value in ((), 0) and not isinstance(value, bool) else SAID_OTHER


def _formed(ordered: Sequence[Cell], size: int, least: int) -> tuple[str, dict[Stratum, list[Cell]]]:
    for level, of in _LEVELS.items():
        strata: dict[Stratum, list[Cell]] = {}
        for cell in ordered:
            strata.setdefault(of(cell), []).append(cell)
        needed = sum(min(len(members), least) for members in strata.values())
        if needed <= size:
            return level, strata
    raise ConfigError(f"--n {size}: {needed} are drawn if each stratum has at least {least}; ask for that many, or for --least 1")


def _spread(members: Sequence[Cell]) -> float:
    """The standard deviation of the truth of the claims, as their chances foretell it."""
    chances = [_UNSURE if cell.verdict.chance is None else cell.verdict.chance for cell in members]
    mean = sum(chances) / len(chances)
    return sqrt(mean * (1 - mean))


def _systematic(members: Sequence[Cell], count: int, rng: np.random.Generator) -> list[Cell]:
    spread = sorted(members, key=lambda cell: (cell.corner, cell.group, cell.verdict.question, cell.verdict.key))
    start = float(rng.random())
    return [spread[floor((start + place) * len(spread) / count)] for place in range(count)]


def _id(ordered: Sequence[Cell], size: int, seed: int, least: int) -> str:
    """The same draw from the same answers has the same id."""
    edition = ordered[0].verdict.edition
    told = [size, seed, least, [[*cell.verdict.key, cell.group, cell.corner] for cell in ordered]]
    return f"{edition}-{size}-{seed}-{hashlib.sha256(dump(told).encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
