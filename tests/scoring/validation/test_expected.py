"""The expected score by hand: chances through the tree, its variance, and what has no part in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.accuracy import Tally
from data.casebook_rows import NOT_APPLICABLE, Adjudication
from data.types import Outcome
from scoring.matrix import matrix
from scoring.score import Scores, score
from scoring.tree import Node
from scoring.validation.counted import counted
from scoring.validation.counted_rows import COLUMNS, rows
from scoring.validation.counted_table import counted_table
from scoring.validation.expected import cell_chances, expected
from scoring.validation.likely import likely
from scoring.validation.quality import Quality
from scoring.validation.shares import shares
from scoring.validation.verdict import Verdict
from tests.scoring.small import edition, leaf
from tests.scoring.test_matrix import rows as seen_rows
from tests.scoring.validation.cases import AT, decision, verdict
from tests.scoring.validation.seen import question, questionnaire

MADE = edition(
    Node("index"),
    leaf("yes", "index", source="survey", question="Q1", rollup="pass", normalise="boolean"),
    leaf("many", "index", source="survey", question="Q2", rollup="value", normalise="goalposts", low=0.0, high=10.0),
    leaf("seen", "index", indicator="budget", rollup="pass", normalise="boolean"),
    leaf("both", "index", weight=0.0, source="combined", indicator="i", question="Q3", rollup="pass", normalise="boolean"),
)
ASKED = questionnaire(*(question(id=name, type_=kind, written="") for name, kind in (("Q1", "yes-no"), ("Q2", "number"), ("Q3", "yes-no"))))
UNITS = pd.DataFrame(index=pd.Index(["riga"], name="unit"))
TALLIES = {"budget": Tally(found=8, rejected=8)}
SEEN = seen_rows(("riga", "budget", Outcome.PASSED, 1.0))
P_SEEN = 441 / 442
"""Sensitivity and specificity are 9/10 each; all are seen to have it, so that the prior is held at 0.98: the odds are 49 x 9."""
YES = verdict(True, "not-measured", chance=0.6, observed=False)
MANY = verdict(8, "contradicted", question="Q2", chance=0.25, observed=4, direction="over")


def table_of(verdicts: Sequence[Verdict], *said: Adjudication) -> pd.DataFrame:
    return counted_table(ASKED, verdicts, counted(verdicts, said, [], [], AT), Quality())


def scores_of(table: pd.DataFrame) -> Scores:
    known = matrix(MADE.tree, UNITS, observed=SEEN, survey=rows(table, "claimed"), settled=rows(table, "counts"))
    return score(MADE, known, UNITS)


def told(verdicts: Sequence[Verdict], *said: Adjudication) -> dict[str, float]:
    table = table_of(verdicts, *said)
    [found] = expected(scores_of(table), table, TALLIES).to_dict("records")
    return {str(name): float(value) for name, value in found.items()}


def test_by_hand() -> None:
    found = told([YES, MANY])
    # The number is expected to be 0.25 x 8 + 0.75 x 4 = 5 of 10.
    assert found["expected"] == pytest.approx((60 + 50 + 100 * P_SEEN) / 3)
    variance = (100**2 * 0.6 * 0.4 + (80 - 40) ** 2 * 0.25 * 0.75 + 100**2 * P_SEEN * (1 - P_SEEN)) / 9
    assert found["sd"] == pytest.approx(variance**0.5)
    assert found["expected_low"] == pytest.approx(found["expected"] - 1.6448536269514722 * variance**0.5)
    # The band ends where every doubt is for the better: 100, 80 and 100.
    assert found["expected_high"] == pytest.approx(min(280 / 3, found["expected"] + 1.6448536269514722 * variance**0.5))


def test_a_no_counts_with_the_chance_that_it_is_wrong() -> None:
    assert told([replace(YES, claimed=False)])["expected"] == pytest.approx((40 + 100 * P_SEEN) / 2)


def test_what_people_found_is_certain() -> None:
    found = told([YES], decision("overrule", truth=False, status="not-measured"))
    assert found["expected"] == pytest.approx(100 * P_SEEN / 2)
    assert found["sd"] == pytest.approx(((100**2 * P_SEEN * (1 - P_SEEN)) / 4) ** 0.5)
    number = told([MANY], decision("agree", truth=6, question="Q2"))
    assert number["expected"] == pytest.approx((60 + 100 * P_SEEN) / 2)


def test_an_answer_of_which_no_chance_is_known_is_believed_as_answers_are() -> None:
    assert told([replace(YES, chance=None)])["expected"] == pytest.approx((80 + 100 * P_SEEN) / 2)
    assert told([replace(YES, claimed=False, chance=None)])["expected"] == pytest.approx((5 + 100 * P_SEEN) / 2)
    assert told([replace(YES, chance=None, status="confirmed")])["expected"] == pytest.approx((100 + 100 * P_SEEN) / 2)


def test_what_does_not_apply_and_numbers_that_nobody_saw() -> None:
    assert told([verdict(NOT_APPLICABLE, "not-measured", chance=0.9)])["expected"] == pytest.approx(100 * P_SEEN)
    unseen = told([replace(MANY, status="not-observable", observed=None, chance=0.8)])
    assert unseen["expected"] == pytest.approx((80 + 100 * P_SEEN) / 2)


def test_several_answers_to_one_leaf() -> None:
    two = (replace(YES, subject="a", chance=0.5), replace(YES, subject="b", chance=0.8))
    table = table_of(two)
    for how, chance, variance in (("pass", 0.4, 0.24), ("best", 0.9, 0.09), ("mean", 0.65, (0.25 + 0.16) / 4)):
        nodes = tuple(replace(node, rollup=how) if node.code == "yes" else node for node in MADE.tree.nodes)
        found = likely(table, replace(MADE.tree, nodes=nodes), UNITS)
        assert found.chance["yes"].tolist() == pytest.approx([chance])
        assert found.variance["yes"].tolist() == pytest.approx([variance])


def test_the_draws_of_robustness_take_the_chances_of_verdicts() -> None:
    table = table_of([YES, MANY, replace(YES, question="Q3", claimed=False, chance=0.9)])
    held = scores_of(table).matrix
    plain = pd.DataFrame(np.nan, index=UNITS.index, columns=[one.code for one in MADE.tree.leaves]).assign(seen=0.3)
    found = cell_chances(held, MADE.tree, table, plain)
    assert found.T["riga"].to_dict() == pytest.approx({"yes": 0.6, "many": np.nan, "seen": 0.3, "both": 0.1}, nan_ok=True)


def test_the_table_holds_what_was_claimed_seen_and_counts() -> None:
    table = table_of([YES, MANY])
    assert tuple(table.columns) == COLUMNS
    assert table["reliability"].tolist() == [0.8, 0.8]
    assert table[["claimed_value", "observed_value", "counts_value"]].to_numpy().tolist() == [["true", "false", "true"], ["8", "4", "8"]]
    assert rows(table, "counts")["number"].tolist() == [1.0, 8.0]


def test_shares_of_what_became_of_the_answers() -> None:
    table = table_of([YES, MANY, replace(YES, question="Q3", status="confirmed")])
    # Q3 stands under a leaf that weighs nothing.
    assert shares(table, MADE.tree, UNITS).to_dict("records") == [
        {"confirmed": 0.0, "partly": 0.0, "contradicted": 0.5, "unverifiable": 0.5}
    ]
    reviewed = table_of([YES, MANY], decision("overrule", question="Q2"))
    assert shares(reviewed, MADE.tree, UNITS)["confirmed"].tolist() == [0.5]
    assert shares(table.head(0), MADE.tree, UNITS).isna().all(axis=None)


@given(chance=st.floats(0, 1), other=st.floats(0, 1))
def test_a_likelier_yes_is_never_worth_less(chance: float, other: float) -> None:
    low, high = sorted((chance, other))
    assert told([replace(YES, chance=low)])["expected"] <= told([replace(YES, chance=high)])["expected"] + 1e-9
