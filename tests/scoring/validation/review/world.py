"""A survey of all bodies that were made up, by the shipped questionnaire and tree: what is true, what was answered, and what was seen.

Truth and answers come from ``scoring.survey.simulate``. Detectors err as often as is believed of them after the labelled corpus, or
oftener where that is asked; those that were never checked find nine of ten, and imagine one of fifty. A quarter of the looks is not whole:
what is not found there cannot be told. What only visits measure is drawn, and taken to be right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache

import numpy as np
import pandas as pd

from audits.accuracy import Tally
from data.casebook_rows import Answer, Said
from data.types import Outcome
from scoring.draws import LAPLACE, Errors
from scoring.inputs import Inputs
from scoring.methodology import load
from scoring.survey.question import Question
from scoring.survey.questionnaire import Questionnaire
from scoring.survey.questionnaire import load as asked
from scoring.survey.simulate import Honesty, simulate
from scoring.tree import Node
from scoring.units import bodies, units
from scoring.validation import options
from scoring.validation.counting import Judged, with_answers
from scoring.validation.look import Look
from scoring.validation.quality import Quality, quality
from scoring.validation.review.look_up import Reviewed
from scoring.validation.verdict import Seen
from scoring.validation.verdicts import verdicts
from tests.scoring.validation.seen import PART, WHOLE, C, F, P, answer, look, row

EDITION = "2026-proposal"
ANSWERED, AT = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)
INCOMPLETE = 0.25
READ_RIGHT = 0.97
UNCHECKED = Tally(found=9, missed=1, rejected=49, imagined=1)
Cell = tuple[str, str]


@dataclass(frozen=True)
class World:
    """The state of the reviews before anybody looked, and what is true."""

    reviewed: Reviewed
    truth: Mapping[Cell, Said]
    looks: Mapping[str, Look]


@cache
def world(seed: int, overclaim: float = 0.2, underclaim: float = 0.05, *, worse: bool = False) -> World:
    """The survey of that seed."""
    methodology, questionnaire = load(EDITION), asked(EDITION)
    compared = units(methodology, bodies())
    kinds = {str(unit): str(kind) for unit, kind in compared["kind"].items()}
    made = simulate(questionnaire, kinds, seed=seed, at=ANSWERED, honesty=Honesty(overclaim, underclaim))
    truth = {(one.institution, one.question): one.truth for one in made}
    answers = [_answer(place, one.institution, one.question, one.claimed) for place, one in enumerate(made) if one.claimed is not None]
    rng = np.random.default_rng(seed)
    weighed = quality(methodology.method)
    # Detectors err as often as is believed, or as the rule of succession has it of each by itself, which is oftener.
    err = replace(weighed, habits=LAPLACE) if worse else weighed
    first = [name for leaf in methodology.tree.leaves for name in leaf.question.split()]
    looks = {body: _look((questionnaire, err, first), body, truth, rng) for body in kinds}
    found = verdicts(questionnaire, answers, looks, weighed)
    plain = Inputs(methodology, compared, observed=_observed(methodology.tree.leaves, looks, rng))
    inputs = with_answers(plain, Judged(questionnaire, found, weighed), AT)
    return World(Reviewed(questionnaire, found, (), inputs, inputs.scores()), truth, looks)


def _answer(place: int, body: str, question: str, claimed: Said) -> Answer:
    return answer(claimed, question, body, id=place, edition=EDITION, at=ANSWERED)


def _look(world: tuple[Questionnaire, Quality, Sequence[str]], body: str, truth: Mapping[Cell, Said], rng: np.random.Generator) -> Look:
    questionnaire, weighed, first = world
    whole = bool(rng.random() > INCOMPLETE)
    seen: dict[str, Seen] = {}
    shows = [question for question in questionnaire.questions if (body, question.id) in truth and question.observability != "no"]
    # An indicator that several questions ask for is seen once: of the one that the score asks.
    for question in sorted(shows, key=lambda question: question.id not in first):
        for one in _rows(question, truth[body, question.id], weighed, rng, whole=whole):
            seen.setdefault(one.indicator, one)
    return look(*seen.values(), institution=body, coverage=WHOLE if whole else PART)


def _rows(question: Question, true: Said, weighed: Quality, rng: np.random.Generator, *, whole: bool) -> Iterator[Seen]:
    """What a visit sees of a question of yes and no, of a number, or of options that show; of others it sees nothing."""
    if question.rule is None or not question.indicators:
        return
    name = question.indicators[0]
    if isinstance(true, bool):
        yield _found(name, true, weighed, rng, whole=whole)
    elif question.type == "multiple" and isinstance(true, tuple):
        for code, sign in options.signs(question).items():
            if not sign.word:
                yield _found(sign.indicator, (code in true) != sign.negated, weighed, rng, whole=whole)
    elif question.rule.name == "number" and isinstance(true, int | float):
        right = rng.random() < READ_RIGHT
        yield replace(_told(name, P if whole else C, whole=whole), value=true if right else float(round(true * 0.8)), measures=True)


def _found(name: str, true: bool, weighed: Quality, rng: np.random.Generator, *, whole: bool) -> Seen:  # noqa: FBT001 (it is the truth itself)
    errors = _errors(name, weighed)
    found = rng.random() < (errors.sensitivity if true else 1 - errors.specificity)
    return _told(name, P if found else F if whole else C, whole=whole)


def _told(name: str, outcome: Outcome, *, whole: bool) -> Seen:
    return row(name, outcome, whole=True, reason=None if whole or outcome == P else "incomplete-look")


def _errors(name: str, weighed: Quality) -> Errors:
    return weighed.errors(name) or Errors.of(UNCHECKED)


def _observed(leaves: Sequence[Node], looks: Mapping[str, Look], rng: np.random.Generator) -> pd.DataFrame:
    """The rows of what visits saw: of the survey's indicators as the looks have it, of all others drawn."""
    rows: list[tuple[object, ...]] = []
    for leaf in leaves:
        for body, seen in looks.items():
            told = next(iter(seen.seen.get(leaf.indicator, ())), None)
            if leaf.source == "combined" and told is not None:
                rows.append((body, leaf.indicator, told.outcome.value, told.value))
            elif leaf.source == "observed":
                rows.append((body, leaf.indicator, *_drawn(leaf, rng)))
    found = pd.DataFrame(rows, columns=["unit", "code", "outcome", "value"]).drop_duplicates(["unit", "code"])
    numbers = pd.to_numeric(found["value"], errors="coerce").astype("float64")
    return found.assign(
        subject="https://x.test/", number=numbers, value=found["value"].astype("string"), at=pd.Timestamp(AT), confidence=1.0
    )[["unit", "code", "subject", "outcome", "value", "number", "at", "confidence"]]


def _drawn(leaf: Node, rng: np.random.Generator) -> tuple[str, object]:
    if leaf.rollup == "age-days":
        return "passed", "2026-05-01"
    if leaf.normalise.split()[0] in {"boolean", "share"}:
        return ("passed" if rng.random() < 0.6 else "failed"), None
    return "passed", float(rng.uniform(leaf.low or 0.0, leaf.high or 1.0))
