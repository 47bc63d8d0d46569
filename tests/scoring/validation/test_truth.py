"""What is taken as true for a made-up survey is what a whole look decided, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from data.casebook_rows import Said
from scoring.survey.question import Question
from scoring.validation.truth import known
from scoring.validation.verdict import Seen
from tests.scoring.validation.seen import ANSWERED, PART, C, F, P, U, look, question, questionnaire, row

YES_NO = question()
COUNT = question("number 10%", "number", "form-count")
SEVERAL = question("overlap", "multiple", "networks", options={"facebook": "networks~facebook", "youtube": "networks~youtube", "other": ""})
REVIEWED = question("date 31", "date", "statement-age")


@pytest.mark.parametrize(
    ("asked", "seen", "truth"),
    [
        (YES_NO, row("budget", P), True),
        (YES_NO, row("budget", F), False),
        (COUNT, row("form-count", P, 7), 7),
        (SEVERAL, row("networks", P, "facebook"), ("facebook",)),
        (REVIEWED, row("statement-age", P, "2026-09-02"), "2026-09-02"),
    ],
)
def test_what_was_seen_is_true(asked: Question, seen: Seen, truth: Said) -> None:
    assert known(questionnaire(asked), {"dobele": look(seen, kind="novads")}, ANSWERED) == {("dobele", "Q1"): truth}


@pytest.mark.parametrize("seen", [row("budget", C), row("budget", U)])
def test_what_was_not_measured_is_not_known(seen: Seen) -> None:
    assert known(questionnaire(YES_NO), {"dobele": look(seen, kind="novads")}, ANSWERED) == {}


def test_a_look_that_was_not_whole_tells_no_truth() -> None:
    assert known(questionnaire(YES_NO), {"dobele": look(row("budget", F), kind="novads", coverage=PART)}, ANSWERED) == {}


def test_only_who_is_asked_is_known() -> None:
    asked = question(reach=("ministry",))
    assert known(questionnaire(asked), {"dobele": look(row("budget", P), kind="novads")}, ANSWERED) == {}


def test_dates_are_days() -> None:
    found = known(questionnaire(REVIEWED), {"dobele": look(row("statement-age", P, "2026-09-02"), kind="novads")}, ANSWERED)
    assert date.fromisoformat(str(found["dobele", "Q1"])) == date(2026, 9, 2)
