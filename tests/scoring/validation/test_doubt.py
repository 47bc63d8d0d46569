"""The chances: the worked table in exact fractions, what coverage and several signs do to them, and what no input may do."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.accuracy import Tally
from data.casebook_rows import Said
from data.types import Coverage
from scoring.draws import PRIOR, Claim, Errors, likely_prevalence, prevalence
from scoring.survey.question import Question
from scoring.validation.before import beforehand
from scoring.validation.doubt import Beforehand, Source, after, chances
from scoring.validation.judged import Belief
from scoring.validation.look import Look
from scoring.validation.quality import Quality, quality
from scoring.validation.signs import Fact, Sign
from scoring.validation.verdict import DECIDED, STATUSES, Seen, Verdict
from scoring.validation.verdicts import verdicts
from scoring.validation.wording import REASONS
from tests.scoring.validation.seen import C, F, N, P, U, answer, look, question, questionnaire, row

SURVEY, DETECTOR = (Fraction(95, 100), Fraction(80, 100)), (Fraction(80, 100), Fraction(98, 100))
NOTHING = math.nan


def exactly(prior: Fraction, told: list[tuple[float, tuple[Fraction, Fraction]]]) -> Fraction:
    """Bayes' rule over the joint probabilities, without odds."""
    there, away = prior, 1 - prior
    for said, (sensitivity, specificity) in told:
        if not math.isnan(said):
            there *= sensitivity if said else 1 - sensitivity
            away *= 1 - specificity if said else specificity
    return there / (there + away)


@pytest.mark.parametrize(
    ("survey", "detector", "printed"),
    [
        (1.0, 1.0, 0.994),
        (1.0, 0.0, 0.442),
        (0.0, 1.0, 0.672),
        (0.0, 0.0, 0.010),
        (1.0, NOTHING, 0.795),
        (NOTHING, 1.0, 0.970),
        (NOTHING, 0.0, 0.143),
    ],
)
def test_the_worked_table(survey: float, detector: float, printed: float) -> None:
    exact = exactly(Fraction(45, 100), [(survey, SURVEY), (detector, DETECTOR)])
    found = after(0.45, (survey, Errors(0.95, 0.80)), (detector, Errors(0.80, 0.98)))
    assert abs(found - exact) < 1e-12
    assert round(float(exact), 3) == printed


def test_a_surer_detector_makes_not_found_weigh_more() -> None:
    assert round(after(0.45, (1.0, Errors(0.95, 0.80)), (0.0, Errors(0.95, 0.98))), 2) == 0.17


def fact(indicator: str, holds: bool | None, *, negated: bool = False) -> Fact:  # noqa: FBT001 (what the fact is)
    return Fact(Sign(indicator, negated=negated), holds)


TALLY = Tally(found=40, missed=10, rejected=46, imagined=4)
KNOWN = Quality({"a": TALLY, "b": TALLY}, assumed=Claim(0.2, 0.1))
BEFORE = Beforehand({Sign("a"): 0.4, Sign("b"): 0.3, Sign("a", negated=True): 0.6}, {("Q1", ""): 0.5})
ONE = Source("Q1")


def test_any_and_all_follow_from_every_combination_of_truths() -> None:
    detector, survey = Errors.of(TALLY), Errors.claimed(0.2, 0.1, 0.5)
    for how, claim in (("any", any), ("all", all)):
        found = chances(Belief(how, (fact("a", True), fact("b", False))), ONE, KNOWN, BEFORE)  # type: ignore[arg-type]
        weights = {}
        for truth in product([True, False], repeat=2):
            weight = math.prod(prior if there else 1 - prior for there, prior in zip(truth, (0.4, 0.3), strict=True))
            weight *= detector.sensitivity if truth[0] else 1 - detector.specificity
            weight *= 1 - detector.sensitivity if truth[1] else detector.specificity
            weights[truth] = weight * (survey.sensitivity if claim(truth) else 1 - survey.specificity)
        exact = sum(weight for truth, weight in weights.items() if claim(truth)) / sum(weights.values())
        assert found is not None
        assert abs(found.true - exact) < 1e-12
        assert abs(found.none - (1 - exact)) < 1e-12


def test_that_it_is_not_there_is_as_likely_as_a_no_is_right() -> None:
    even = Quality({"a": TALLY}, assumed=Claim(0.1, 0.1))
    denied = chances(Belief("any", (fact("a", False),), said=False), Source("Q1", share=0.7), even, BEFORE)
    claimed = chances(Belief("any", (fact("a", True, negated=True),)), Source("Q1", share=0.7), even, BEFORE)
    assert denied is not None
    assert claimed is not None
    assert abs(denied.true - claimed.true) < 1e-12


def test_less_of_a_site_seen_makes_not_found_weigh_less() -> None:
    shares = [1.0, 0.7, 0.3, 0.0]
    told = [chances(Belief("any", (fact("a", False),)), Source("Q1", share=share), KNOWN, BEFORE) for share in shares]
    found = [each.true for each in told if each]
    assert found == sorted(found)
    silent = chances(Belief("any", (fact("a", None),)), ONE, KNOWN, BEFORE)
    assert silent is not None
    # Of a site of which nothing was seen, "not found" says no more than nothing, but for what is imagined.
    assert abs(found[-1] - silent.true) < 0.02
    seen = [chances(Belief("any", (fact("a", True),)), Source("Q1", share=share), KNOWN, BEFORE) for share in shares]
    assert len({each.true for each in seen if each}) == 1


def test_what_shows_in_part_tells_nothing_by_its_absence() -> None:
    source = Source("Q1", partly=True)
    absent = chances(Belief("any", (fact("a", False),)), source, KNOWN, BEFORE)
    unseen = chances(Belief("any", (fact("a", None),)), source, KNOWN, BEFORE)
    assert absent == unseen
    assert absent is not None
    # Then there is the claim alone: four of five yes are right.
    assert abs(absent.true - 0.8) < 1e-9


def test_several_claims_at_once() -> None:
    belief = Belief("each", (fact("a", True), fact("b", False)))
    found = chances(belief, ONE, KNOWN, BEFORE)
    single = [chances(Belief("any", (each,)), ONE, KNOWN, BEFORE) for each in belief.facts]
    p, q = (each.true for each in single if each)
    assert found is not None
    assert abs(found.true - p * q) < 1e-12
    assert abs(found.none - (1 - p) * (1 - q)) < 1e-12


def test_values_by_how_often_they_were_right() -> None:
    read = Quality({"a": Tally(values=98, values_right=98)}, assumed=Claim(0.2, 0.1))
    sign = Sign("a", "match")
    same = chances(Belief("match", (Fact(sign, True, by_value=True),)), ONE, read, BEFORE)
    other = chances(Belief("match", (Fact(sign, False, by_value=True),)), ONE, read, BEFORE)
    assert same is not None
    assert other is not None
    right = (Fraction(99, 100), Fraction(99, 100))
    assert abs(same.true - exactly(Fraction(8, 10), [(1.0, right)])) < 1e-12
    assert abs(other.true - exactly(Fraction(8, 10), [(0.0, right)])) < 1e-12
    assert chances(Belief("match", (Fact(sign, True, by_value=True),)), ONE, Quality(), BEFORE) is None


def test_the_prior_is_that_of_rogan_and_gladen_where_there_are_many_bodies() -> None:
    errors = Errors(0.9, 0.95)
    said = np.array([1.0] * 400 + [0.0] * 600)
    assert abs(likely_prevalence(said, errors) - prevalence(said, errors)) < 0.005


def test_one_body_proves_nothing_of_how_common_something_is() -> None:
    assert abs(likely_prevalence(np.array([]), Errors(0.9, 0.9)) - 0.5) < 1e-9
    assert 0.3 < likely_prevalence(np.array([0.0]), Errors(0.99, 0.99)) < 0.4
    # A poor detector's many answers do not tell much either.
    assert 0.4 < likely_prevalence(np.array([1.0] * 6 + [0.0] * 4), Errors(0.55, 0.5)) < 0.7


def test_what_no_share_can_explain_teaches_nothing() -> None:
    assert abs(likely_prevalence(np.array([1.0]), Errors(0.0, 1.0)) - 0.5) < 1e-9
    assert abs(likely_prevalence(np.array([0.0, 1.0]), Errors(1.0, 0.0)) - 0.5) < 1e-9


@given(st.lists(st.sampled_from([0.0, 1.0, NOTHING]), max_size=30), st.floats(0, 1), st.floats(0, 1))
def test_a_prior_is_a_chance_whatever_was_said(said: list[float], sensitivity: float, specificity: float) -> None:
    found = likely_prevalence(np.array(said), Errors(sensitivity, specificity))
    assert PRIOR[0] - 1e-9 <= found <= PRIOR[1] + 1e-9


OUTCOMES, VALUES = st.sampled_from([P, F, C, N, U]), st.sampled_from([None, True, False, 0, 3, 97.5, "2026-10-30", "live"])
TALLIES = st.builds(Tally, *[st.integers(0, 300)] * 6, st.integers(0, 300), st.just(0))
COVERAGES = st.builds(Coverage, *[st.integers(0, 200)] * 5, st.sampled_from(["exhausted", "pages", "time"]))
QUESTIONS = (
    question(),
    question("all", indicators="budget chat"),
    question("share-at-least 0.9"),
    question("newer-than 30"),
    question("number 10%", "number"),
    question("number 1 over", "share"),
    question("date 31", "date"),
    question("level", "level", options={"L0": "", "L3": "", "L5": ""}),
    question("option", "single", options={"a": "budget", "b": "not chat", "c": ""}),
    question("overlap", "multiple", options={"a": "budget=3", "b": "chat~live", "c": "chat>=2", "d": ""}),
    question("page", "url"),
    question(observability="partly"),
    question("", observability="no"),
)
CLAIMS: dict[str, st.SearchStrategy[Said]] = {
    "yes-no": st.booleans(),
    "number": st.floats(-5, 200, allow_nan=False),
    "share": st.floats(0, 100),
    "date": st.sampled_from(["2026-10-01", "2026-11-09", "never"]),
    "level": st.sampled_from(["L0", "L3", "L5", "L9"]),
    "single": st.sampled_from(["a", "b", "c", "z"]),
    "multiple": st.sets(st.sampled_from(["a", "b", "c", "d"])).map(lambda found: tuple(sorted(found))),
    "url": st.sampled_from(["https://dobele.lv/", "https://dobele.lv/b", "https://riga.lv/", "x y", "http://[::1"]),
}


@st.composite
def rows(draw: st.DrawFn) -> list[Seen]:
    found = []
    for indicator in ("budget", "chat"):
        for page in range(draw(st.integers(0, 3))):
            outcome, value, whole = draw(OUTCOMES), draw(VALUES), draw(st.booleans())
            reason = draw(st.sampled_from(["incomplete-look", "unclear"])) if outcome in {C, U} else None
            found.append(row(indicator, outcome, value, reason=reason, whole=whole, subject=f"https://dobele.lv/{page}", scope="page"))
    return found


LOOKS = st.none() | st.builds(
    lambda told, coverage, status: look(*told, coverage=coverage, status=status),
    rows(),
    COVERAGES,
    st.sampled_from(["complete", "partial", "failed"]),
)
QUALITIES = st.builds(
    lambda a, b, over, under, below: Quality({"budget": a, "chat": b}, assumed=Claim(over, under), contradict_below=below),
    TALLIES,
    TALLIES,
    st.floats(0, 1),
    st.floats(0, 1),
    st.floats(0, 0.5),
)


@settings(max_examples=400)
@given(st.data(), st.sampled_from(QUESTIONS), LOOKS, QUALITIES)
def test_whatever_was_seen_and_said(data: st.DataObject, asked: Question, seen: Look | None, known: Quality) -> None:
    said: Said = data.draw(CLAIMS[asked.type] | st.just("not applicable"))
    url = data.draw(st.sampled_from(["", "https://dobele.lv/b", "https://dobele.lv/0"]))
    looks = {} if seen is None else {"dobele": seen}
    (found,) = verdicts(questionnaire(asked), [answer(said, url=url)], looks, known)
    _check(found, seen)
    assert verdicts(questionnaire(asked), [answer(said, url=url)], looks, known) == (found,)


def _check(found: Verdict, seen: Look | None) -> None:
    assert found.status in STATUSES
    if found.status == "contradicted":
        assert seen is not None
        assert seen.whole
        assert not seen.coverage.failed
        assert seen.coverage.stopped_by == "exhausted"
    assert (found.reason is None) == (found.status in DECIDED or found.status == "not-observable")
    assert found.reason is None or found.reason in REASONS
    assert all(chance is None or 0 <= chance <= 1 for chance in (found.chance, found.confidence))
    assert found.confidence is None or found.decided


@settings(max_examples=50)
@given(rows(), rows(), QUALITIES)
def test_another_body_changes_nothing_but_how_common_things_are(mine: list[Seen], theirs: list[Seen], known: Quality) -> None:
    asked = questionnaire(question())
    other = look(*theirs, institution="riga")
    given_ = [answer(True), answer(True, institution="riga")]
    together = verdicts(asked, given_, {"dobele": look(*mine), "riga": other}, known)
    swapped = verdicts(asked, given_, {"riga": other, "dobele": look(*mine)}, known)
    assert together == swapped
    before = beforehand(asked, given_, {"dobele": look(*mine), "riga": other}, known)
    alone = beforehand(asked, given_, {"dobele": look(*mine)}, known)
    if before == alone:
        assert verdicts(asked, given_, {"dobele": look(*mine)}, known)[0] == together[0]
    assert together[0].seen == verdicts(asked, given_, {"dobele": look(*mine)}, known)[0].seen


def test_quality_adds_what_was_learned_to_the_corpus_and_tells_itself_apart() -> None:
    method = {"overclaim": 0.2, "underclaim": 0.05, "contradict_below": 0.05}
    plain, learned = quality(method), quality(method, {"budget": Tally(found=3, missed=1)}, {"Q1": Claim(0.4, 0.1)})
    assert learned.tally("budget") == plain.tally("budget") + Tally(found=3, missed=1)
    assert (plain.claim("Q1"), learned.claim("Q1"), learned.claim("Q2")) == (Claim(0.2, 0.05), Claim(0.4, 0.1), Claim(0.2, 0.05))
    assert plain.digest != learned.digest
    assert plain.digest == quality(method).digest
