"""Rollups of an edition's own, each against numbers worked out by hand."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.rollup import rollup
from scoring.rollup_rules import Rule, ruled

P, F, N, U = "passed", "failed", "inapplicable", "untested"
WORDS = frozenset({"untested", "inapplicable"})
Told = tuple[str, str, str, str]


def rows(*told: Told, unit: str = "lv") -> pd.DataFrame:
    """Subject, outcome, level and whether one has to sign in."""
    found = [
        (unit, "q", subject, outcome, None, {P: 1.0, F: 0.0}.get(outcome), pd.NaT, level, sign) for subject, outcome, level, sign in told
    ]
    columns = ["unit", "code", "subject", "outcome", "value", "number", "at", "level", "sign_in"]
    return pd.DataFrame(found, columns=columns).astype({"value": "string", "number": "float64"})


def answered(*outcomes: str, level: str = "Local") -> pd.DataFrame:
    return rows(*((f"s{place}", outcome, level, "Yes") for place, outcome in enumerate(outcomes)))


def one(table: pd.DataFrame, *rules: Rule) -> tuple[float | None, bool]:
    number, inapplicable = ruled(table, rules).to_numpy(dtype=object)[0]
    return (None if math.isnan(number) else float(number)), bool(inapplicable)


def test_the_first_rule_that_holds_decides() -> None:
    best = Rule("r", "best", where="level", values=frozenset({"central"}))
    share = Rule("r", "share")
    assert one(answered(P, F, F, F, level="CENTRAL "), best, share) == (1.0, False)
    assert one(answered(P, F, F, F, level="Local"), best, share) == (0.25, False)
    assert one(answered(P, level="Local"), best) == (None, False)


@pytest.mark.parametrize(("method", "expected"), [("1", (1.0, False)), ("0.5", (0.5, False)), ("inapplicable", (None, True))])
def test_what_no_answer_can_change(method: str, expected: tuple[float | None, bool]) -> None:
    assert one(answered(F, N), Rule("r", method)) == expected


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ((P, N, U, F), (0.25, False)),
        ((N, U), (0.0, False)),
        # to whom it is relevant nowhere is not asked
        ((N, N), (None, True)),
    ],
)
def test_what_counts_as_no(outcomes: tuple[str, ...], expected: tuple[float | None, bool]) -> None:
    assert one(answered(*outcomes), Rule("r", "pass-share", as_no=WORDS)) == expected


def test_only_rows_that_count() -> None:
    rule = Rule("r", "pass-share", among="sign_in", having=frozenset({"yes"}))
    assert one(rows(("a", P, "Local", "yes"), ("b", F, "Local", "No")), rule) == (1.0, False)
    assert one(rows(("a", P, "Local", "No")), rule) == (None, True)
    # it is relevant somewhere, only not where it counts: that is a no
    told = rows(("a", N, "Local", "Yes"), ("b", F, "Local", "No"))
    assert one(told, Rule("r", "best", among="sign_in", having=frozenset({"yes"}), as_no=WORDS)) == (0.0, False)


def test_several_answers_about_one_subject() -> None:
    told = rows(("a", P, "Local", "Yes"), ("a", F, "Local", "Yes"), ("b", F, "Local", "Yes"), ("b", F, "Local", "Yes"))
    assert one(told, Rule("r", "pass-share")) == (0.25, False)
    assert one(told, Rule("r", "pass-share", per_subject="best")) == (0.5, False)
    assert one(told, Rule("r", "pass-share", per_subject="worst")) == (0.0, False)


@given(
    st.lists(st.sampled_from([P, F, N, U, "cantTell"]), min_size=1, max_size=8), st.sampled_from(["share", "best", "pass", "pass-share"])
)
def test_a_rule_without_conditions_is_the_rollup_itself(outcomes: list[str], method: str) -> None:
    table = answered(*outcomes)
    pd.testing.assert_frame_equal(ruled(table, [Rule("r", method)]), rollup(table, method), check_index_type=False)
