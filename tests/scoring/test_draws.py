"""Posteriors by hand, and draws that are the same wherever they are made."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.accuracy import Tally
from scoring.draws import (
    MEASUREMENT,
    PRIOR,
    SOURCES,
    WEIGHTS,
    Claim,
    Errors,
    chances,
    noisy,
    posterior,
    prevalence,
    stream,
    yes_no,
)
from scoring.matrix import Matrix
from scoring.tree import Node, Tree

NAN = float("nan")
REFERENCE = Path(__file__).parent / "reference"
SHARES = st.floats(0.01, 0.99)


@pytest.mark.parametrize(
    ("survey", "detector", "expected"),
    [
        (1, 1, 1710 / 1721),
        (1, 0, 1710 / 3866),
        (0, 1, 45 / 67),
        (0, 0, 90 / 8714),
        (1, NAN, 171 / 215),
        (NAN, 1, 360 / 371),
        (NAN, 0, 90 / 629),
        (NAN, NAN, 0.45),
    ],
)
def test_what_to_believe(survey: float, detector: float, expected: float) -> None:
    """Prior .45, survey with sensitivity .95 and specificity .80, detector with .80 and .98: odds by hand, such as 9/11 · 19/4 · 10/49."""
    told = [(np.array([survey]), Errors(0.95, 0.80)), (np.array([detector]), Errors(0.80, 0.98))]
    assert posterior(0.45, told)[0] == pytest.approx(expected, rel=1e-12)


def test_a_perfect_source_is_believed() -> None:
    said = np.array([1.0, 0.0, NAN])
    assert posterior(0.3, [(said, Errors(1.0, 1.0))]).tolist() == pytest.approx([1.0, 0.0, 0.3])
    assert posterior(0.3, [(said, Errors(0.5, 0.5))]).tolist() == pytest.approx([0.3, 0.3, 0.3])


@given(SHARES, SHARES, SHARES)
def test_of_claims_alone_the_posterior_is_what_was_found_right(overclaim: float, underclaim: float, yes: float) -> None:
    """The shares of yes and no that are wrong, turned into sensitivity and specificity and back by Bayes."""
    errors = Errors.claimed(overclaim, underclaim, yes)
    prior = yes * (1 - overclaim) + (1 - yes) * underclaim
    found = posterior(prior, [(np.array([1.0, 0.0]), errors)])
    assert found.tolist() == pytest.approx([1 - overclaim, underclaim], rel=1e-9)


def test_errors_from_counts() -> None:
    errors = Errors.of(Tally(found=8, imagined=1, missed=2, withheld=5, rejected=6))
    assert errors == Errors(9 / 12, 7 / 9)


def test_prevalence_by_rogan_and_gladen() -> None:
    """(AP + Sp - 1) / (Se + Sp - 1), held within bounds; the share as it is said where nothing can be learnt from the errors."""
    said = np.array([1.0] * 30 + [0.0] * 70 + [NAN] * 9)
    assert prevalence(said, Errors(0.8, 0.95)) == pytest.approx((0.30 + 0.95 - 1) / 0.75)
    assert prevalence(np.zeros(5), Errors(0.8, 0.95)) == PRIOR[0]
    assert prevalence(np.ones(5), Errors(0.8, 0.95)) == PRIOR[1]
    assert prevalence(np.array([1.0, 0.0, 0.0, 0.0]), Errors(0.5, 0.5)) == 0.25
    assert prevalence(np.array([NAN]), Errors(0.8, 0.9)) == 0.5


def leaf(code: str, **told: str) -> Node:
    return Node(code, "index", **{"rollup": "pass", "normalise": "boolean", **told})  # type: ignore[arg-type]


TREE = Tree(
    (
        Node("index"),
        leaf("seen", source="observed", indicator="seen"),
        leaf("told", source="survey", question="Q1"),
        leaf("mixed", source="combined", indicator="mixed", question="Q2"),
        leaf("unchecked", source="observed", indicator="unchecked"),
        leaf("share", source="observed", indicator="seen", rollup="pass-share", normalise="share"),
        leaf("figure", source="statistics", question="S1", rollup="value", normalise="goalposts"),
    )
)
TALLIES = {"seen": Tally(found=17, imagined=0, missed=1, rejected=18), "mixed": Tally(found=7, missed=1, rejected=8), "unchecked": Tally()}
CLAIMS = {"Q1": Claim(0.2, 0.1), "Q2": Claim(0.25)}


def known() -> Matrix:
    rows = {
        "seen": [1, 0, NAN, 1],
        "told": [1, 0, 1, NAN],
        "mixed": [1, 0, 1, NAN],
        "unchecked": [1, 0, 1, 0],
        "share": [1, 0, 1, 1],
        "figure": [1, 0, 1, 1],
    }
    plain = Matrix.plain(pd.DataFrame(rows, index=["u0", "u1", "u2", "u3"], dtype="float64"))
    basis = plain.basis.copy()
    basis["told"] = basis["told"].replace("observed", "survey")
    basis["mixed"] = ["both", "both", "survey", ""]
    basis["figure"] = "statistics"
    return Matrix(plain.values, basis, plain.applicable)


def test_which_cells_are_doubted() -> None:
    found = chances(known(), TREE, TALLIES, CLAIMS)
    assert found.columns.tolist() == ["seen", "told", "mixed", "unchecked", "share", "figure"]
    assert found[["unchecked", "share", "figure"]].isna().all(axis=None)
    assert found.notna().sum().to_dict() == {"seen": 3, "told": 3, "mixed": 3, "unchecked": 0, "share": 0, "figure": 0}
    assert found["told"].tolist() == pytest.approx([0.8, 0.1, 0.8, NAN], nan_ok=True)
    errors = Errors(18 / 20, 19 / 20)
    prior = (2 / 3 + 19 / 20 - 1) / (18 / 20 + 19 / 20 - 1)
    assert found["seen"].tolist() == pytest.approx(
        [*posterior(prior, [(np.array([1.0, 0.0]), errors)]), NAN, found["seen"].iloc[0]], nan_ok=True
    )


def test_without_claims_an_answer_is_taken_as_it_stands() -> None:
    found = chances(known(), TREE, TALLIES)
    assert found["told"].isna().all()
    assert found["mixed"].notna().tolist() == [True, True, False, False]


def test_where_both_spoke_both_are_heard() -> None:
    denied = pd.DataFrame({"mixed": [0.0, 1.0, 1.0, 1.0]}, index=["u0", "u1", "u2", "u3"])
    agreed = 1 - denied
    alone, against, beside = (chances(known(), TREE, TALLIES, CLAIMS, survey)["mixed"] for survey in (None, denied, agreed))
    assert against["u0"] < alone["u0"] <= beside["u0"]
    assert against["u1"] > alone["u1"]
    assert np.isnan(beside["u3"])


def test_yes_and_no_are_told_by_the_tree_and_by_the_cells() -> None:
    both = np.array([0.0, 1.0, NAN])
    assert yes_no(leaf("x"), both)
    assert not yes_no(leaf("x"), np.array([0.0, 0.5]))
    assert not yes_no(leaf("x"), np.array([NAN]))
    assert not yes_no(leaf("x", rollup="pass-share", normalise="share"), both)
    assert yes_no(leaf("x", rollup="site", normalise="steps 1=100"), both)


def test_a_draw_has_a_stream_of_its_own() -> None:
    first = {(source, number): stream(5, source, number).random() for source in SOURCES for number in range(20)}
    assert len(set(first.values())) == 60
    assert stream(5, MEASUREMENT, 3).random() == first[MEASUREMENT, 3]
    assert stream(6, MEASUREMENT, 3).random() != first[MEASUREMENT, 3]


@given(st.floats(0, 1), st.integers(0, 1000))
def test_noise_stays_within_its_share(noise: float, number: int) -> None:
    weights = np.array([1.0, 2.0, 0.0, NAN])
    found = noisy(weights, noise, stream(1, WEIGHTS, number))
    assert (np.abs(found[:2] / weights[:2] - 1) <= noise + 1e-12).all()
    assert found[2] == 0
    assert np.isnan(found[3])


def test_where_all_said_yes_some_of_them_are_wrong() -> None:
    everybody = Matrix.plain(pd.DataFrame({"told": [1.0, 1.0, 1.0]}), basis="survey")
    tree = Tree((Node("index"), leaf("told", source="survey", question="Q1")))
    assert chances(everybody, tree, {}, CLAIMS)["told"].tolist() == pytest.approx([0.8, 0.8, 0.8])
