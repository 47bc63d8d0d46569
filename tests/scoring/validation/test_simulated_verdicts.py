"""Verdicts on surveys whose truth is known: detectors err as often as they did on the labelled corpus, bodies over- and underclaim.

The truth of every cell is drawn, then what each body answers and what a visit finds. Some looks are incomplete: what is not found there
cannot be told. The bounds are those of the work's acceptance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pytest

from audits.accuracy import Tally, measured
from data.casebook_rows import Answer
from data.types import Value
from scoring.draws import Claim, Errors
from scoring.survey.question import Question
from scoring.validation.habits import habits
from scoring.validation.look import Look
from scoring.validation.quality import Quality
from scoring.validation.verdict import CONFIRMED, CONTRADICTED, PARTLY, Seen, Verdict
from scoring.validation.verdicts import verdicts
from tests.scoring.validation.seen import PART, WHOLE, C, F, P, answer, look, question, questionnaire, row

BODIES = 183
INCOMPLETE = 0.25
Cell = tuple[str, str]


@dataclass(frozen=True)
class World:
    """What is true of each body and question, what was answered, and what was seen."""

    questions: tuple[Question, ...]
    truth: Mapping[Cell, Value]
    answers: tuple[Answer, ...]
    looks: Mapping[str, Look]
    claims: Mapping[str, Claim]


def checked() -> dict[str, Tally]:
    """The indicators of presence that the corpus has enough cases of."""
    return {name: tally for name, tally in measured().items() if min(tally.found + tally.missed, tally.rejected + tally.imagined) >= 5}


@cache
def world(seed: int, overclaim: float, underclaim: float) -> World:
    """A survey of yes and no about every indicator, and of numbers; ``overclaim`` of the true no are claimed to be yes."""
    rng = np.random.default_rng(seed)
    tallies = checked()
    asked = tuple(question(id=f"Q{place:03}", indicators=name) for place, name in enumerate(tallies))
    truth: dict[Cell, Value] = {}
    answers: list[Answer] = []
    seen: dict[str, list[Seen]] = {}
    bodies = [f"body-{place:03}" for place in range(BODIES)]
    whole = {body: bool(rng.random() > INCOMPLETE) for body in bodies}
    claims = {}
    for one, tally in zip(asked, tallies.values(), strict=True):
        share, errors = rng.beta(2, 2), Errors.of(tally)
        claims[one.id] = _of_answers(share, overclaim, underclaim)
        for body in bodies:
            there = bool(rng.random() < share)
            said = rng.random() < (1 - underclaim if there else overclaim)
            found = rng.random() < (errors.sensitivity if there else 1 - errors.specificity)
            truth[body, one.id] = there
            answers.append(answer(bool(said), one.id, body))
            outcome = P if found else F if whole[body] else C
            reason = "incomplete-look" if outcome == C else None
            seen.setdefault(body, []).append(row(one.indicators[0], outcome, whole=True, reason=reason))
    looks = {body: look(*rows, institution=body, coverage=WHOLE if whole[body] else PART) for body, rows in seen.items()}
    return World(asked, truth, tuple(answers), looks, claims)


def _of_answers(share: float, overclaim: float, underclaim: float) -> Claim:
    """The shares of the yes and of the no that are wrong, from those of the truths that are told wrongly."""
    yes, no = share * (1 - underclaim) + (1 - share) * overclaim, share * underclaim + (1 - share) * (1 - overclaim)
    return Claim((1 - share) * overclaim / yes, share * underclaim / no)


def right(verdict: Verdict, truth: Mapping[Cell, Value]) -> bool:
    """Whether a decided verdict says what is true."""
    agrees = verdict.claimed == truth[verdict.institution, verdict.question]
    return agrees if verdict.status in {CONFIRMED, PARTLY} else not agrees


def calibration_error(told_and_true: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """The expected calibration error: the mean distance of chance and frequency over bins of chances (Naeini and others 2015)."""
    told, true = np.array(told_and_true, dtype=float).T
    places = np.minimum((told * bins).astype(int), bins - 1)
    each = [(places == place) for place in range(bins) if (places == place).any()]
    return float(sum(abs(told[part].mean() - true[part].mean()) * part.mean() for part in each))


def _decided(found: Iterable[Verdict]) -> list[Verdict]:
    return [verdict for verdict in found if verdict.decided]


@pytest.mark.parametrize(("overclaim", "underclaim"), [(0.2, 0.05), (0.4, 0.02), (0.05, 0.2)])
@pytest.mark.parametrize("learned", [True, False])
def test_verdicts_agree_with_the_truth_and_their_chances_hold(overclaim: float, underclaim: float, learned: bool) -> None:  # noqa: FBT001
    made = world(7, overclaim, underclaim)
    known = Quality(checked(), made.claims if learned else {})
    found = verdicts(questionnaire(*made.questions), made.answers, made.looks, known)
    on_whole = [verdict for verdict in found if verdict.whole]
    decided = _decided(on_whole)
    agreement = np.mean([right(verdict, made.truth) for verdict in decided])
    assert agreement >= 0.95
    # What stays open is for people to review; it must not be most of it.
    assert len(decided) >= 0.7 * len(on_whole)
    assert not [verdict for verdict in found if verdict.status == CONTRADICTED and not made.looks[verdict.institution].whole]
    confident = [(verdict.confidence, right(verdict, made.truth)) for verdict in _decided(found) if verdict.confidence is not None]
    assert calibration_error(confident) <= 0.05
    likely = [(each.chance, each.claimed == made.truth[each.institution, each.question]) for each in found if each.chance is not None]
    error = calibration_error(likely)
    if learned:
        assert error <= 0.05


def test_verdicts_of_numbers_agree_with_the_truth() -> None:
    rng = np.random.default_rng(11)
    asked, right_share = question("number 0", "number", "forms"), 0.995
    tally = Tally(values=1000, values_right=995)
    answers, looks, truth = [], {}, {}
    for place in range(2000):
        body, true = f"body-{place:04}", int(rng.integers(0, 40))
        truth[body, "Q1"] = true
        claimed = true + int(rng.integers(1, 9)) if rng.random() < 0.2 else true
        read = true if rng.random() < right_share else true + int(rng.integers(1, 9))
        whole = bool(rng.random() > INCOMPLETE)
        answers.append(answer(claimed, "Q1", body))
        seen = row("forms", P if whole else C, read, measures=True, whole=True, reason=None if whole else "incomplete-look")
        looks[body] = look(seen, institution=body, coverage=WHOLE if whole else PART)
    found = verdicts(questionnaire(asked), answers, looks, Quality({"forms": tally}))
    decided = _decided(found)
    assert np.mean([right(verdict, truth) for verdict in decided]) >= 0.95
    assert {verdict.status for verdict in found if not verdict.whole} == {"not-measured"}
    told = [(verdict.confidence or 0, right(verdict, truth)) for verdict in decided]
    assert calibration_error(told) <= 0.05
    assert {CONFIRMED, CONTRADICTED} == {verdict.status for verdict in decided}


def test_a_threshold_that_is_stricter_leaves_more_open() -> None:
    made = world(7, 0.2, 0.05)
    known = Quality(checked(), made.claims)
    shares = []
    for below in (0.2, 0.05, 0.01):
        found = verdicts(questionnaire(*made.questions), made.answers, made.looks, replace(known, contradict_below=below))
        shares.append(len(_decided(found)))
    assert shares == sorted(shares, reverse=True)


def test_what_all_detectors_teach_decides_more_and_holds_when_it_was_taken_too_lightly() -> None:
    made = world(7, 0.2, 0.05)
    alone = Quality(checked(), made.claims)
    # Errors are drawn by the rule of succession here, two to three times as often as the pool believes.
    pooled = replace(alone, habits=habits(measured().values()))
    few, many = (_decided(verdicts(questionnaire(*made.questions), made.answers, made.looks, known)) for known in (alone, pooled))
    assert len(many) > 1.05 * len(few)
    assert np.mean([right(verdict, made.truth) for verdict in many]) >= 0.95
    assert calibration_error([(verdict.confidence or 0, right(verdict, made.truth)) for verdict in many]) <= 0.05
    assert all(verdict.whole for verdict in many if verdict.status == CONTRADICTED)
