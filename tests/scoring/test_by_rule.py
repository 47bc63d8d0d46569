"""The score under every rule beside each other, computed by hand."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from scoring.by_rule import SIDES, by_rule, sides
from scoring.combine import RULES
from scoring.explain import explain
from scoring.matrix import matrix
from scoring.score import Scores, score
from scoring.tree import Node
from tests.scoring.small import edition, leaf, scored
from tests.scoring.test_matrix import F, P, U, rows

UNITS = pd.DataFrame(index=pd.Index(["cesis", "riga"], name="unit"))
MADE = edition(
    Node("index"),
    leaf("plain", "index", indicator="p", rollup="pass", normalise="boolean"),
    leaf("both", "index", source="combined", indicator="i", question="q", rollup="pass", normalise="boolean", combine="adjudicated-first"),
)


@pytest.fixture
def scores() -> Scores:
    """Cesis says yes and nothing is found; Riga says nothing, and it is found."""
    seen = rows(("cesis", "p", P, 1.0), ("riga", "p", P, 1.0), ("cesis", "i", F, 0.0), ("riga", "i", P, 1.0)).assign(confidence=0.6)
    known = matrix(MADE.tree, UNITS, observed=seen, survey=rows(("cesis", "q", P, 1.0), ("riga", "q", U, None)), reliability=(0.9, 0.9))
    return score(MADE, known, UNITS)


def test_the_score_under_every_rule(scores: Scores) -> None:
    found = by_rule(scores)
    assert list(found.columns) == ["score", *RULES]
    assert found.T["cesis"].to_dict() == pytest.approx(
        {
            "score": 50,
            "survey-only": 100,
            "observation-overrides": 50,
            "observation-caps": 50,
            "average-by-confidence": 80,
            "adjudicated-first": 50,
        }
    )
    assert found.loc[["riga"]].to_numpy().tolist() == [[100.0] * 6]


def test_too_little_known_by_another_rule_is_no_score(scores: Scores) -> None:
    strict = replace(MADE, method={**MADE.method, "floor": 0.9})
    found = by_rule(score(strict, scores.matrix, UNITS))
    assert found["survey-only"].isna().tolist() == [False, True]
    assert found["score"].tolist() == [50, 100]


def test_both_sides_the_rule_and_what_counted(scores: Scores) -> None:
    found = sides(scores)
    assert list(found.columns) == list(SIDES)
    told = found[["unit", "leaf", "rule", "seen", "said", "value", "counts"]].astype(object).where(found.notna(), None)
    assert told.to_numpy().tolist() == [
        ["cesis", "both", "adjudicated-first", 0.0, 1.0, 0.0, "observed"],
        ["riga", "both", "adjudicated-first", 1.0, None, 1.0, "observed"],
    ]
    why = explain(scores, "cesis").combined
    assert why.index.tolist() == ["both"]
    assert why["counts"].tolist() == ["observed"]


def test_without_two_sides_there_is_nothing_to_compare() -> None:
    plain = scored(edition(Node("index"), leaf("a", "index")), {"riga": [1.0]})
    assert list(by_rule(plain).columns) == ["score"]
    assert sides(plain).empty
