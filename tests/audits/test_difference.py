"""What new rules change, or what a site changed between two visits."""

from __future__ import annotations

from dataclasses import replace

from audits.difference import Turned, changes, told
from data.types import Evidence, Finding, Observation, Outcome

ANSWER = Observation("s", "viewport", 1, "page", "https://a.test/", Finding(Outcome.PASSED, True))
WORSE = replace(ANSWER, finding=Finding(Outcome.FAILED, False))
ELSEWHERE = replace(ANSWER, snapshot="t", finding=replace(ANSWER.finding, evidence=(Evidence("https://a.test/"),)))
SURER = replace(ANSWER, finding=replace(ANSWER.finding, confidence=0.8))
OTHER_PAGE = replace(ANSWER, subject="https://a.test/b")


def test_what_turned_is_told_with_values_and_places() -> None:
    found = changes([ANSWER, OTHER_PAGE], [WORSE])
    assert found == [
        Turned("viewport", "passed", "failed", 1, ("https://a.test/",), ("True", "False")),
        Turned("viewport", "passed", "not asked", 1, ("https://a.test/b",)),
    ]
    assert told(found) == [
        "viewport: passed -> failed, 1 x: True -> False https://a.test/",
        "viewport: passed -> not asked, 1 x: https://a.test/b",
        "1 x passed -> failed",
        "1 x passed -> not asked",
    ]


def test_a_new_indicator_was_not_asked() -> None:
    assert [(change.before, change.after) for change in changes([], [ANSWER])] == [("not asked", "passed")]


def test_evidence_counts_within_one_visit_only() -> None:
    assert [change.count for change in changes([ANSWER], [ELSEWHERE])] == [1]
    assert changes([ANSWER], [ELSEWHERE], one_visit=False) == []


def test_how_sure_an_answer_is_does_not_count() -> None:
    assert changes([ANSWER], [SURER]) == []
