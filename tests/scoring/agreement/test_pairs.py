"""Answers beside what was seen, as numbers."""

from __future__ import annotations

from math import isnan, nan

import pandas as pd
import pytest

from data.errors import ConfigError
from scoring.agreement.pairs import columns, pairs
from scoring.survey.question import Question
from scoring.survey.questionnaire import Questionnaire
from scoring.validation.verdict import Claimed
from tests.scoring.validation.cases import verdict
from tests.scoring.validation.seen import question, questionnaire

LEVELS = {"level-1": "", "level-2": "", "level-3": ""}


def one(asked: Question, claimed: Claimed, seen: Claimed, truth: Claimed = None) -> list[tuple[float, float, float]]:
    """The pairs of one answer."""
    key = {"institution": ["riga"], "question": [asked.id], "subject": [""]}
    tables = [
        pd.DataFrame({**key, name: pd.Series([value], dtype=object)})
        for name, value in (("claimed", claimed), ("seen", seen), ("truth", truth))
    ]
    found = pairs(questionnaire(asked), tables[0], tables[1], tables[2])
    return list(found[["claimed", "seen", "truth"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("asked", "claimed", "seen", "expected"),
    [
        (question(), True, False, (1, 0)),
        (question(), "no", "yes", (0, 1)),
        (question(), "not-applicable", True, (nan, 1)),
        (question(), True, None, (1, nan)),
        (question("level", "level", options=LEVELS), "level-3", "level-1", (2, 0)),
        (question("option", "single", options=LEVELS), "level-2", "level-9", (1, nan)),
        (question("number 10%", "number"), 12, 10.5, (12, 10.5)),
        (question("number 10%", "number"), "many", 10.5, (nan, 10.5)),
        (question("date 31", "date"), "2026-01-02", "2026-01-01", (739618, 739617)),
        (question("date 31", "date"), "yesterday", "2026-01-01", (nan, 739617)),
    ],
)  # fmt: skip
def test_answers_as_numbers(asked: Question, claimed: Claimed, seen: Claimed, expected: tuple[float, float]) -> None:
    ((mine, theirs, truth),) = one(asked, claimed, seen)
    assert (mine, theirs) == pytest.approx(expected, nan_ok=True)
    assert isnan(truth)


def test_each_ticked_option_is_a_row() -> None:
    asked = question("overlap", "multiple", options={"a": "budget", "b": "budget", "c": "budget"})
    assert one(asked, ("a", "b"), ("a", "c"), ("a", "b")) == [(1, 1, 1), (1, 0, 1)]
    assert one(asked, (), ("a",)) == []
    ((mine, theirs, _),) = one(asked, ("a",), None)
    assert mine == 1
    assert isnan(theirs)


def test_words_are_not_compared() -> None:
    assert one(question("", "text"), "words", None) == []


def test_ordered_as_the_questionnaire_with_groups() -> None:
    asked: Questionnaire = questionnaire(question(id="Q2"), question(id="Q10"))
    claims = pd.DataFrame(
        [("b", "Q10", "", True), ("b", "Q2", "", True), ("a", "Q10", "", False)], columns=["institution", "question", "subject", "claimed"]
    )
    found = pairs(asked, claims, claims.rename(columns={"claimed": "seen"}), groups={"a": "small"})
    assert list(zip(found["question"], found["institution"], found["group"], strict=True)) == [
        ("Q2", "b", ""),
        ("Q10", "a", "small"),
        ("Q10", "b", ""),
    ]


def test_all_faults_at_once() -> None:
    claims = pd.DataFrame(
        [("a", "Q1", "", True), ("a", "Q1", "", False), ("a", "Q9", "", True)], columns=["institution", "question", "subject", "claimed"]
    )
    with pytest.raises(ConfigError) as error:
        pairs(questionnaire(question()), claims, claims.rename(columns={"claimed": "seen"}))
    assert len(error.value.faults) == 4
    assert "a Q1 stands twice" in str(error.value)
    assert "question Q9" in str(error.value)


def test_only_looks_count_as_seen() -> None:
    told = [
        verdict(True, "contradicted", observed=False, whole=True),
        verdict(True, "not-measured", observed=False, reason="unsure", institution="cesis"),
        verdict(True, "not-measured", observed=False, reason="look-not-whole", institution="talsi"),
        verdict(True, "not-observable", institution="valka"),
    ]
    claims, seen = columns(told)
    assert len(claims) == 4
    assert seen["seen"].tolist() == [False, False, None, None]
    assert columns(told, whole_looks=True)[1]["seen"].tolist() == [False, None, None, None]
