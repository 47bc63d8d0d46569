"""Every rule by which what was seen and what was said become one value, by hand; and the table's column that names it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.combine import COLUMNS, COUNTED, DEFAULT, RULES, combined
from scoring.matrix import matrix
from scoring.methodology import load
from scoring.tree import Node, Tree
from tests.scoring.methodology_sample import TREE, faults, written
from tests.scoring.test_matrix import UNITS, F, N, P, U, cells, rows

NONE = float("nan")
_EMPTY = {
    **dict.fromkeys(("seen", "said", "settled", "confidence", "reliability"), NONE),
    **dict.fromkeys(("seen_out", "said_out", "settled_out", "reviewed", "ruled"), False),
    "within": True,
}
WITH_COLUMN = "\n".join(
    line + (",combine" if number == 0 else ",observation-caps" if line.startswith("forms,") else ",")
    for number, line in enumerate(TREE.splitlines())
)


def side(**said: object) -> pd.DataFrame:
    """One unit's sides."""
    return pd.DataFrame([{**_EMPTY, **said}], index=pd.Index(["riga"], name="unit"))[list(COLUMNS)]


def cell(rule: str, leaf: Node | None = None, /, **said: object) -> tuple[float | None, str, str, bool]:
    """Number, what counted, basis, and whether it applies."""
    found = combined(leaf or Node("leaf", "index", source="combined", rollup="value"), side(**said), rule)
    [(number, counts, basis, applicable)] = found.itertuples(index=False, name=None)
    return None if pd.isna(number) else float(number), str(counts), str(basis), bool(applicable)


BOTH = {"seen": 3.0, "said": 7.0}


@pytest.mark.parametrize(
    ("rule", "said", "expected"),
    [
        ("survey-only", BOTH, (7.0, "survey", "survey", True)),
        ("survey-only", {"seen": 3.0}, (None, "", "", True)),
        ("survey-only", {"seen": 3.0, "said_out": True}, (None, "", "", False)),
        ("survey-only", {"said": 7.0, "seen_out": True}, (7.0, "survey", "survey", True)),
        ("observation-overrides", BOTH, (3.0, "observed", "both", True)),
        ("observation-overrides", {"seen": 3.0}, (3.0, "observed", "observed", True)),
        ("observation-overrides", {"said": 7.0}, (7.0, "survey", "survey", True)),
        ("observation-overrides", {"seen_out": True}, (None, "", "", False)),
        ("observation-caps", BOTH, (3.0, "lower", "both", True)),
        ("observation-caps", {"seen": 9.0, "said": 7.0}, (7.0, "lower", "both", True)),
        ("observation-caps", {"seen": 9.0}, (9.0, "observed", "observed", True)),
        ("observation-caps", {"said": 7.0}, (7.0, "survey", "survey", True)),
        ("average-by-confidence", {**BOTH, "confidence": 0.75, "reliability": 0.25}, (4.0, "mean", "both", True)),
        ("average-by-confidence", {**BOTH, "confidence": 0.9}, (5.0, "mean", "both", True)),
        ("average-by-confidence", {**BOTH, "confidence": 0.0, "reliability": 0.0}, (5.0, "mean", "both", True)),
        ("average-by-confidence", {"said": 7.0, "reliability": 0.3}, (7.0, "survey", "survey", True)),
        ("adjudicated-first", BOTH, (3.0, "observed", "both", True)),
        ("adjudicated-first", {**BOTH, "ruled": True, "settled": 7.0}, (7.0, "ruled", "survey", True)),
        ("adjudicated-first", {**BOTH, "ruled": True, "settled": 5.0, "reviewed": True}, (5.0, "reviewed", "both", True)),
        ("adjudicated-first", {"seen": 1.0, "said": 1.0, "ruled": True, "settled": 1.0}, (1.0, "ruled", "both", True)),
        ("adjudicated-first", {"seen": 3.0, "ruled": True, "settled_out": True, "said_out": True}, (None, "", "", False)),
        ("adjudicated-first", {"seen": 1.0, "ruled": True}, (1.0, "observed", "observed", True)),
        ("adjudicated-first", {"ruled": True}, (None, "", "", True)),
    ],
)
def test_every_rule_by_hand(rule: str, said: dict[str, object], expected: object) -> None:
    assert cell(rule, **said) == expected


def test_caps_takes_the_worse_where_less_is_better() -> None:
    faulty = Node("leaf", "index", source="combined", rollup="value", direction=-1)
    assert cell("observation-caps", faulty, **BOTH) == (7.0, "lower", "both", True)


def test_what_nobody_answered_and_was_not_found_is_missing_and_no_nought_once_there_is_a_casebook() -> None:
    yes_no = Node("leaf", "index", source="combined", rollup="pass", normalise="boolean")
    assert cell("adjudicated-first", yes_no, seen=0.0, ruled=True) == (None, "", "", True)
    assert cell("adjudicated-first", yes_no, seen=1.0, ruled=True) == (1.0, "observed", "observed", True)
    assert cell("adjudicated-first", yes_no, seen=0.0) == (0.0, "observed", "observed", True)


def test_the_leafs_own_rule_and_the_default() -> None:
    assert cell("", Node("leaf", "index", source="combined", combine="survey-only"), **BOTH)[1] == "survey"
    assert cell("", Node("leaf", "index", source="combined"), **BOTH) == cell(DEFAULT, **BOTH)
    with pytest.raises(KeyError):
        cell("guess", **BOTH)


_NUMBER = st.one_of(st.just(NONE), st.sampled_from([0.0, 1.0, 2.5, 7.0]))


@given(
    rule=st.sampled_from(list(RULES)),
    seen=_NUMBER,
    said=_NUMBER,
    settled=_NUMBER,
    flags=st.lists(st.booleans(), min_size=6, max_size=6),
    sure=st.one_of(st.just(NONE), st.floats(0, 1)),
)
def test_a_value_lies_between_its_sides_and_never_comes_from_nothing(
    rule: str, seen: float, said: float, settled: float, flags: list[bool], sure: float
) -> None:
    names = ("seen_out", "said_out", "settled_out", "reviewed", "ruled", "within")
    found = cell(rule, seen=seen, said=said, settled=settled, confidence=sure, reliability=0.8, **dict(zip(names, flags, strict=True)))
    number, counts, basis, applicable = found
    known = [one for one in (seen, said, settled) if not np.isnan(one)]
    assert counts in COUNTED
    assert (number is None) == (counts == "") == (basis == "")
    assert number is None or (applicable and min(known) - 1e-12 <= number <= max(known) + 1e-12)
    if not flags[-1]:
        assert found == (None, "", "", False)


def test_the_matrix_combines_by_the_leafs_rule_and_by_any_other() -> None:
    one = Tree(
        (Node("index"), Node("leaf", "index", source="combined", indicator="i", question="q", rollup="value", combine="observation-caps"))
    )
    seen = rows(("cesis", "i", P, 3.0), ("riga", "i", P, 9.0), ("vm", "i", U, None)).assign(confidence=[0.5, 1.0, 1.0])
    told = rows(("cesis", "q", P, 7.0), ("riga", "q", N, None), ("vm", "q", P, 2.0))
    made = matrix(one, UNITS, observed=seen, survey=told, reliability=(0.5, 0.9))
    assert cells(made) == [(3.0, "both", True), (9.0, "observed", True), (2.0, "survey", True)]
    assert cells(made.under(one, "survey-only")) == [(7.0, "survey", True), (None, "", False), (2.0, "survey", True)]
    assert cells(made.under(one, "average-by-confidence"))[0] == (5.0, "both", True)
    assert cells(made.of(["vm", "cesis"]).under(one, "observation-overrides")) == [(2.0, "survey", True), (3.0, "both", True)]
    assert cells(made.under(one, "survey-only").without_survey(one)) == [(3.0, "observed", True), (None, "", False), (None, "", True)]


def test_settled_answers_count_where_there_is_a_casebook() -> None:
    two = Tree(
        (
            Node("index"),
            Node("leaf", "index", source="combined", indicator="i", question="q", rollup="pass", combine="adjudicated-first"),
            Node("said", "index", source="survey", question="w", rollup="pass"),
        )
    )
    seen = rows(("cesis", "i", F, 0.0), ("riga", "i", F, 0.0), ("vm", "i", P, 1.0))
    told = rows(("cesis", "q", P, 1.0), ("riga", "q", P, 1.0), ("cesis", "w", P, 1.0))
    settled = rows(("cesis", "q", P, 1.0), ("riga", "q", F, 0.0), ("cesis", "w", F, 0.0)).assign(reviewed=[0, 1, 1])
    made = matrix(two, UNITS, observed=seen, survey=told, settled=settled)
    assert cells(made) == [(1.0, "survey", True), (0.0, "both", True), (1.0, "observed", True)]
    assert cells(made, "said") == [(0.0, "survey", True), (None, "", True), (None, "", True)]
    plain = matrix(two, UNITS, observed=seen, survey=told)
    assert cells(plain) == [(0.0, "both", True), (0.0, "both", True), (1.0, "observed", True)]
    assert cells(plain, "said")[0] == (1.0, "survey", True)


def test_a_table_names_the_rule_or_does_without_the_column(tmp_path: Path) -> None:
    assert load(written(tmp_path)).tree["forms"].combine == ""
    found = load(written(tmp_path, tree=WITH_COLUMN)).tree
    assert (found["forms"].combine, found["papers"].combine) == ("observation-caps", "")


def test_faults_of_the_column(tmp_path: Path) -> None:
    unknown, elsewhere, inner = (
        WITH_COLUMN.replace("observation-caps", "guess"),
        WITH_COLUMN.replace("Papers,,", "Papers,,survey-only"),
        WITH_COLUMN.replace("Website,,", "Website,,survey-only"),
    )
    assert faults(tmp_path, tree=unknown) == [f"tree.csv:6: combine: 'guess' is unknown; write one of {', '.join(RULES)}"]
    assert faults(tmp_path, tree=elsewhere) == [
        "tree.csv:7: combine: 'survey-only', but the source is survey, which has one side; leave it empty, or write combined as source"
    ]
    assert faults(tmp_path, tree=inner) == [
        "tree.csv:3: combine: not empty, but there are nodes below site; leave it empty, only leaves are measured"
    ]
