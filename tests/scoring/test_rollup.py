"""Rollups, each against numbers worked out by hand."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.types import Outcome
from scoring import frame, rollup
from scoring.rollup import ROLLUPS

P, F, C, N, U = rollup.P, rollup.F, rollup.C, rollup.N, rollup.U
Told = tuple[str, str | None, float | None]
YES, NO, NOTHING, NOT_RELEVANT = (P, "true", 1.0), (F, "false", 0.0), (U, None, None), (N, None, None)


def rows(*told: Told, unit: str = "riga", at: str = "2026-11-23T03:00:00+00:00") -> pd.DataFrame:
    found = [(unit, "q", f"s{place}", outcome, value, number, pd.Timestamp(at)) for place, (outcome, value, number) in enumerate(told)]
    return pd.DataFrame(found, columns=list(rollup.COLUMNS)).astype({"value": "string", "number": "float64"})


def numbers(*values: float) -> pd.DataFrame:
    return rows(*((P, str(value), value) for value in values))


def rolled(table: pd.DataFrame, how: str) -> tuple[float | None, bool]:
    found = rollup.rollup(table, how)
    assert found.index.tolist() == ["riga"]
    number, inapplicable = found.iloc[0]
    return (None if math.isnan(number) else float(number)), bool(inapplicable)


@pytest.mark.parametrize(
    ("how", "told", "expected"),
    [
        ("pass", (YES, YES), 1.0),
        ("pass", (YES, NO, NOTHING), 0.0),
        ("pass", (YES, NOTHING), 1.0),
        ("pass", (YES, (C, None, None)), None),
        ("pass", (NOTHING, NOT_RELEVANT), None),
        ("worst", (YES, NO), 0.0),
        ("best", (YES, NO), 1.0),
        ("best", (NO, NO, NOTHING), 0.0),
        ("best", (NO, (C, None, None)), None),
        ("best", (YES, (C, None, None)), 1.0),
        ("pass-share", (YES, NO, YES, YES, NOTHING, NOT_RELEVANT), 0.75),
        # "not relevant" is no answer of yes: one of four
        ("share", (YES, NO, NO, NOT_RELEVANT, NOTHING), 0.25),
        ("share", (NOT_RELEVANT, NOT_RELEVANT), 0.0),
        ("count", (YES, NO, YES, NOTHING), 2.0),
        ("count", (NO,), 0.0),
        ("count", (NOTHING,), None),
        ("value", (NO,), 0.0),
        ("site", (YES,), 1.0),
        ("site", ((F, "3", 3.0),), 3.0),
        ("site", ((P, "info@riga.lv", None),), 1.0),
        ("site", ((F, "vecs", None),), 0.0),
        ("site", (NOTHING,), None),
    ],
)
def test_judgements(how: str, told: Sequence[Told], expected: float | None) -> None:
    assert rolled(rows(*told), how)[0] == expected


@pytest.mark.parametrize(
    ("how", "expected"), [("mean", 3.25), ("median", 2.5), ("highest", 7.0), ("lowest", 1.0), ("sum", 13.0), ("value", 2.0)]
)
def test_numbers(how: str, expected: float) -> None:
    assert rolled(numbers(2, 3, 1, 7), how)[0] == expected
    with_more = pd.concat([numbers(2, 3, 1, 7), rows((C, "99", 99.0), NOTHING, (P, "vārds", None))])
    assert rolled(with_more, how)[0] == expected


def test_age_is_counted_from_the_newest_date_to_the_day_of_the_look() -> None:
    assert rolled(rows((P, "2026-11-03", None), (P, "2025-01-01", None)), "age-days")[0] == 20.0
    assert rolled(rows((P, "2026-11-03T10:00:00", None)), "age-days")[0] == 20.0
    # 02:30 in Riga on the 23rd is still the 22nd at Greenwich
    assert rolled(rows((P, "2026-11-22", None), at="2026-11-23T02:30:00+03:00"), "age-days")[0] == 0.0
    assert rolled(rows((P, "2026-11-24", None)), "age-days")[0] == -1.0
    assert rolled(rows((P, "pirms gada", None)), "age-days")[0] is None


@pytest.mark.parametrize("how", ROLLUPS)
def test_what_was_not_measured_is_missing_and_what_does_not_apply_does_not(how: str) -> None:
    assert rolled(rows(NOTHING, NOTHING), how) == (None, False)
    assert rolled(rows((C, None, None)), how) == (None, False)
    assert rolled(rows(NOTHING, NOT_RELEVANT), how)[1] is False
    # all but one kind of share, for which "not relevant" is a no
    assert rolled(rows(NOT_RELEVANT, NOT_RELEVANT), how) == ((0.0, False) if how == "share" else (None, True))


@pytest.mark.parametrize("how", ROLLUPS)
def test_nothing_at_all(how: str) -> None:
    found = rollup.rollup(rows(), how)
    assert found.empty
    assert list(found.columns) == ["number", "inapplicable"]


def test_units_are_kept_apart() -> None:
    table = pd.concat([rows(YES, NO), rows(YES, unit="cesis"), rows(NOTHING, unit="aizkraukle")]).astype({"unit": "category"})
    found = rollup.rollup(table, "pass-share")
    assert found.index.tolist() == ["aizkraukle", "cesis", "riga"]
    assert found["number"].tolist()[1:] == [1.0, 0.5]
    assert math.isnan(found["number"].iloc[0])


def test_several_answers_are_told() -> None:
    assert rollup.several(pd.concat([numbers(1, 2), rows(YES, NOTHING, unit="cesis")])) == ["riga"]


def test_an_unknown_rollup_is_refused() -> None:
    with pytest.raises(KeyError):
        rollup.rollup(rows(YES), "guess")


words = st.sampled_from([P, F, C, N, U])


@settings(max_examples=40, deadline=None)
@given(st.lists(words, min_size=1, max_size=8))
def test_the_verdict_is_the_one_of_the_frame(outcomes: list[str]) -> None:
    known = {P: 1.0, F: 0.0}.get(frame.verdict(Outcome(word) for word in outcomes).value)
    assert rolled(rows(*((word, None, None) for word in outcomes)), "pass")[0] == known


@settings(max_examples=40, deadline=None)
@given(st.lists(words, min_size=1, max_size=8), st.sampled_from(["pass", "best", "pass-share", "share"]))
def test_judgements_lie_between_nought_and_one_in_any_order(outcomes: list[str], how: str) -> None:
    forth = rolled(rows(*((word, None, None) for word in outcomes)), how)
    back = rolled(rows(*((word, None, None) for word in reversed(outcomes))), how)
    assert forth == back
    assert forth[0] is None or 0 <= forth[0] <= 1


@settings(max_examples=20, deadline=None)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=12))
def test_the_order_of_the_rows_never_shows(values: list[float]) -> None:
    for how in ("mean", "sum"):
        assert rolled(numbers(*values), how) == rolled(numbers(*reversed(values)), how)
