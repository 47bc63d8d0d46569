"""The matrix of what is known: which source counts, what does not apply, and what is missing."""

from __future__ import annotations

import pandas as pd
import pytest

from data.errors import ConfigError
from data.types import Outcome
from scoring.matrix import Matrix, matrix
from scoring.rollup import COLUMNS
from scoring.rollup_rules import Rule
from scoring.tree import Node, Tree

P, F, C, N, U = Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL, Outcome.INAPPLICABLE, Outcome.UNTESTED
UNITS = pd.DataFrame({"kind": ["novads", "novads", "ministry"]}, index=pd.Index(["cesis", "riga", "vm"], name="unit"))
NONE = float("nan")


def rows(*told: tuple[str, str, Outcome, float | str | None], subject: str = "") -> pd.DataFrame:
    found = [
        (unit, code, subject, outcome.value, None if value is None else str(value), value if isinstance(value, float) else None, None)
        for unit, code, outcome, value in told
    ]
    return pd.DataFrame(found, columns=list(COLUMNS)).astype({"number": "float64", "value": "string"})


def tree(*leaves: Node) -> Tree:
    return Tree((Node("index"), *leaves))


def leaf(source: str, **given: object) -> Node:
    named = {"indicator": "i" if source in {"observed", "combined"} else "", "question": "" if source == "observed" else "q"}
    return Node("leaf", "index", source=source, **{"rollup": "value", **named, **given})  # type: ignore[arg-type]


def cells(made: Matrix, code: str = "leaf") -> list[tuple[float | None, str, bool]]:
    numbers = [None if pd.isna(number) else float(number) for number in frame_of(made)[code]]
    return list(zip(numbers, made.basis[code], made.applicable[code], strict=True))


def frame_of(made: Matrix) -> pd.DataFrame:
    return made.values


def test_what_was_observed() -> None:
    seen = rows(("riga", "i", P, 3.0), ("cesis", "i", U, None), ("riga", "other", P, 9.0), ("liepaja", "i", P, 5.0))
    made = matrix(tree(leaf("observed")), UNITS, observed=seen)
    assert cells(made) == [(None, "", True), (3.0, "observed", True), (None, "", True)]
    assert frame_of(made).index.name == "unit"
    assert frame_of(made).dtypes.tolist() == ["float64"]
    assert made.applicable.dtypes.tolist() == ["bool"]


def test_an_observation_that_does_not_apply_leaves_the_denominator() -> None:
    seen = rows(("cesis", "i", N, None), ("riga", "i", C, None), ("vm", "i", U, None))
    assert cells(matrix(tree(leaf("observed")), UNITS, observed=seen)) == [(None, "", False), (None, "", True), (None, "", True)]


def test_answers_and_statistics_have_their_own_basis() -> None:
    told = rows(("cesis", "q", F, 0.0), ("riga", "q", N, None))
    assert cells(matrix(tree(leaf("survey")), UNITS, survey=told)) == [(0.0, "survey", True), (None, "", False), (None, "", True)]
    counted = matrix(tree(leaf("statistics")), UNITS, survey=rows(("vm", "q", P, 1.0)), statistics=rows(("riga", "q", P, 12.0)))
    assert cells(counted) == [(None, "", True), (12.0, "statistics", True), (None, "", True)]


@pytest.mark.parametrize(
    ("seen", "told", "expected"),
    [
        ((P, 1.0), (F, 0.0), (1.0, "both", True)),
        ((F, 0.0), (U, None), (0.0, "observed", True)),
        ((U, None), (P, 1.0), (1.0, "survey", True)),
        ((C, None), (P, 1.0), (1.0, "survey", True)),
        ((U, None), (U, None), (None, "", True)),
        ((N, None), (P, 1.0), (1.0, "survey", True)),
        ((N, None), (U, None), (None, "", False)),
        ((U, None), (N, None), (None, "", False)),
        ((P, 1.0), (N, None), (1.0, "observed", True)),
    ],
)
def test_combined_takes_what_was_seen_before_what_was_said(
    seen: tuple[Outcome, float | None], told: tuple[Outcome, float | None], expected: object
) -> None:
    made = matrix(tree(leaf("combined")), UNITS, observed=rows(("riga", "i", *seen)), survey=rows(("riga", "q", *told)))
    assert cells(made)[1] == expected


def test_a_combined_leaf_with_one_source_or_none() -> None:
    one = tree(leaf("combined"))
    assert cells(matrix(one, UNITS, survey=rows(("riga", "q", P, 1.0))))[1] == (1.0, "survey", True)
    assert cells(matrix(one, UNITS, observed=rows(("riga", "i", P, 1.0))))[1] == (1.0, "observed", True)
    assert cells(matrix(one, UNITS))[1] == (None, "", True)


def test_who_is_out_of_reach_is_not_asked() -> None:
    seen = rows(("riga", "i", P, 1.0), ("vm", "i", P, 1.0))
    made = matrix(tree(leaf("observed", reach=("novads", "valstspilseta"))), UNITS, observed=seen)
    assert cells(made) == [(None, "", True), (1.0, "observed", True), (None, "", False)]


def test_rollups_are_those_of_the_leaf() -> None:
    seen = pd.concat([rows(("riga", "i", P, 1.0), subject="a"), rows(("riga", "i", F, 0.0), subject="b")])
    assert cells(matrix(tree(leaf("observed", rollup="pass-share")), UNITS, observed=seen))[1][0] == 0.5
    assert cells(matrix(tree(leaf("observed", rollup="best")), UNITS, observed=seen))[1][0] == 1.0


def test_answers_that_a_rollup_cannot_read_are_told_all_at_once() -> None:
    two = pd.concat([rows(("riga", "i", P, 1.0), subject="a"), rows(("riga", "i", F, 0.0), subject="b")])
    said = rows(("riga", "q", P, 7.0), ("cesis", "q", P, 1.0), ("vm", "w", P, "2026-01-01"))
    three = tree(
        leaf("observed"),
        Node("yes", "index", source="survey", question="q", rollup="pass"),
        Node("when", "index", source="survey", question="w", rollup="mean"),
        Node("how", "index", source="survey", question="q", rollup="guess"),
    )
    with pytest.raises(ConfigError) as told:
        matrix(three, UNITS, observed=two, survey=said)
    assert [fault.split(";")[0] for fault in told.value.faults] == [
        "leaf: observed i: riga have several answers, and value takes one",
        "yes: survey q: 7.0 are neither yes nor no, which pass reads",
        "when: survey w: 2026-01-01 are no numbers, which mean reads",
        "how: survey q: no rollup 'guess'",
    ]


def test_plain_values() -> None:
    made = Matrix.plain(pd.DataFrame({"a": [1.0, NONE]}, index=["x", "y"]), "statistics")
    assert cells(made, "a") == [(1.0, "statistics", True), (None, "", True)]
    assert frame_of(made).index.name == "unit"


def test_without_anybodys_word_for_it() -> None:
    three = Tree(
        (
            Node("index"),
            Node("said", "index", source="survey", question="q", rollup="value"),
            Node("leaf", "index", source="combined", indicator="i", question="q", rollup="value"),
        )
    )
    told = rows(("riga", "q", P, 1.0), ("cesis", "q", P, 1.0))
    made = matrix(three, UNITS, observed=rows(("riga", "i", F, 0.0)), survey=told).without_survey(three)
    assert cells(made, "said") == [(None, "", False)] * 3
    assert cells(made) == [(None, "", True), (0.0, "both", True), (None, "", True)]


def test_some_units() -> None:
    made = matrix(tree(leaf("observed")), UNITS, observed=rows(("riga", "i", P, 3.0))).of(["vm", "riga"])
    assert cells(made) == [(None, "", True), (3.0, "observed", True)]


def test_a_leaf_may_name_several_questions() -> None:
    told = pd.concat([rows(("riga", "q", F, 0.0)), rows(("riga", "r", P, 1.0)), rows(("cesis", "r", F, 0.0))])
    made = matrix(tree(leaf("survey", question="q r", rollup="best")), UNITS, survey=told)
    assert cells(made) == [(0.0, "survey", True), (1.0, "survey", True), (None, "", True)]


def test_rollups_of_the_editions_own() -> None:
    own = {"by-level": (Rule("by-level", "best", where="level", values=frozenset({"central"})), Rule("by-level", "pass-share"))}
    one = [rows(("riga", "q", outcome, value), subject=str(value)) for outcome, value in ((P, 1.0), (F, 0.0))]
    told = pd.concat([*one, rows(("vm", "q", P, 1.0)), rows(("vm", "q", N, None), subject="other"), rows(("cesis", "q", N, None))])
    asked = leaf("survey", rollup="by-level")
    assert cells(matrix(tree(asked), UNITS, survey=told.assign(level="Local"), rollups=own)) == [
        (None, "", False),
        (0.5, "survey", True),
        (1.0, "survey", True),
    ]
    assert cells(matrix(tree(asked), UNITS, survey=told.assign(level="Central"), rollups=own))[1] == (1.0, "survey", True)
    both = leaf("combined", rollup="by-level")
    seen = rows(("riga", "i", F, 0.0), ("vm", "i", U, None)).assign(level="Local")
    made = matrix(tree(both), UNITS, observed=seen, survey=told.assign(level="Local"), rollups=own)
    assert cells(made)[1:] == [(0.0, "both", True), (1.0, "survey", True)]


def test_a_rollup_that_reads_a_column_which_is_not_there() -> None:
    own = {"by-level": (Rule("by-level", "best", where="level", values=frozenset({"central"})),)}
    with pytest.raises(ConfigError) as caught:
        matrix(tree(leaf("survey", rollup="by-level")), UNITS, survey=rows(("riga", "q", P, 1.0)), rollups=own)
    assert caught.value.faults == ("by-level: the answers have no column 'level', which this rollup reads; add it",)
