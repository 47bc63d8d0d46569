"""How errors are counted, and what an indicator's record does to its answers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from audits import catalogue
from audits.accuracy import Answer, Tally, measured, said, tallies, wilson, write
from audits.cases import play
from data import registry, vocabulary
from data.errors import ConfigError
from data.types import Finding, Observation, Outcome, Value


def seen(*outcomes: Outcome, value: Value = None) -> list[Observation]:
    return [Observation("s", "x", 1, "page", str(place), Finding(outcome, value)) for place, outcome in enumerate(outcomes)]


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([Outcome.PASSED, Outcome.FAILED], "absent"),
        ([Outcome.PASSED, Outcome.CANT_TELL, Outcome.INAPPLICABLE], "present"),
        ([Outcome.INAPPLICABLE, Outcome.INAPPLICABLE], "none"),
        ([Outcome.INAPPLICABLE, Outcome.CANT_TELL], "untold"),
        ([Outcome.UNTESTED], "untold"),
        ([], "untold"),
    ],
)
def test_what_several_answers_say_of_a_site(outcomes: list[Outcome], expected: str) -> None:
    assert said(seen(*outcomes))[0] == expected


@pytest.mark.parametrize(
    ("true", "answer", "expected"),
    [
        ("present", "present", Tally(found=1)),
        ("present", "absent", Tally(missed=1)),
        ("present", "untold", Tally(withheld=1)),
        ("absent", "present", Tally(imagined=1)),
        ("absent", "absent", Tally(rejected=1)),
        ("absent", "none", Tally(rejected=1)),
        ("absent", "untold", Tally(undecided=1)),
        ("none", "present", Tally(imagined=1)),
        ("none", "none", Tally(rejected=1)),
    ],
)
def test_each_answer_counts_once(true: str, answer: str, expected: Tally) -> None:
    assert tallies([Answer("a", "x", true, answer)]) == {"x": expected}


def test_values_are_counted_where_both_are_known() -> None:
    right = Answer("a", "x", "present", "present", 2026, "2026")
    wrong = Answer("b", "x", "present", "present", "2026-10-29", "2026-10-28")
    silent = Answer("c", "x", "present", "untold", 2026)
    assert tallies([right, wrong, silent])["x"] == Tally(found=2, withheld=1, values=2, values_right=1)


def test_precision_recall_and_confidence() -> None:
    count = Tally(found=8, imagined=2, missed=1, withheld=1, rejected=5)
    assert (count.precision, count.recall) == (0.8, 0.8)
    assert (count.confidence(Outcome.PASSED), count.confidence(Outcome.FAILED)) == (9 / 12, 6 / 8)
    assert (Tally().precision, Tally().confidence(Outcome.PASSED), count.confidence(Outcome.CANT_TELL)) == (None, None, None)


@pytest.mark.parametrize(("right", "of", "expected"), [(0, 10, (0.0, 0.278)), (10, 10, (0.722, 1.0)), (81, 263, (0.255, 0.366))])
def test_wilson(right: int, of: int, expected: tuple[float, float]) -> None:
    """81 of 263: the example of Newcombe (1998), Statistics in Medicine 17, table I."""
    bounds = wilson(right, of)
    assert bounds is not None
    assert [round(bound, 3) for bound in bounds] == list(expected)


def test_of_nothing_there_is_no_interval() -> None:
    assert wilson(0, 0) is None


def test_the_table_is_read_as_it_was_written(tmp_path: Path) -> None:
    counts = {"a": Tally(1, 2, 3, 4, 5, 6, 7, 8), "b": Tally(found=1)}
    write(counts, tmp_path / "accuracy.csv")
    assert measured(tmp_path / "accuracy.csv") == counts


def test_a_table_of_another_shape_is_refused(tmp_path: Path) -> None:
    (tmp_path / "accuracy.csv").write_text("indicator,found\na,1\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"accuracy\.csv:1: columns are .*eindekss accuracy --write"):
        measured(tmp_path / "accuracy.csv")


def test_no_answer_is_surer_than_its_indicator_was_right() -> None:
    indicator = catalogue.find("viewport")
    case = next(case for case in indicator.cases if case.outcome == Outcome.PASSED)
    words, portals = vocabulary.load(), registry.load().portals
    sure = [play(replace(indicator, measured=record), case, words, portals).confidence for record in (None, Tally(found=3, imagined=1))]
    assert sure == [1.0, round(4 / 6, 3)]


def test_measured_indicators_are_in_the_catalogue() -> None:
    assert set(measured()) <= {indicator.audit.id for indicator in catalogue.load()}
