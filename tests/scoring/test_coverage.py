"""Coverage, worked out by hand."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.coverage import COLUMNS, SHARES, coverage, measured
from scoring.matrix import Matrix
from scoring.tree import Node, Tree

TREE = Tree(
    (
        Node("index"),
        Node("left", "index", weight=1),
        Node("a", "left", weight=1),
        Node("b", "left", weight=3),
        Node("right", "index", weight=1),
        Node("c", "right"),
        Node("d", "right"),
    )
)
LEAVES = ["a", "b", "c", "d"]


def known(**units: str) -> Matrix:
    """One letter a leaf: o observed, s survey, 2 both, t statistics, - missing, x does not apply."""
    words = {"o": "observed", "s": "survey", "2": "both", "t": "statistics", "-": "", "x": ""}
    index = pd.Index(list(units), name="unit")
    letters = pd.DataFrame([list(row) for row in units.values()], index=index, columns=LEAVES)
    basis = letters.map(words.__getitem__)
    values = (basis != "").astype("float64").where(basis != "")
    return Matrix(values, basis, letters != "x")


def shares(table: pd.DataFrame, unit: str, node: str) -> list[float]:
    row = table[(table["unit"] == unit) & (table["node"] == node)]
    return [float(row[share].iloc[0]) for share in SHARES]


def test_shares_of_the_weight() -> None:
    table = coverage(known(riga="os2-", vm="----"), TREE)
    assert tuple(table.columns) == COLUMNS
    assert table["unit"].tolist() == ["riga"] * 7 + ["vm"] * 7
    assert table["node"].tolist()[:7] == [node.code for node in TREE.nodes]
    assert shares(table, "riga", "left") == [0.25, 0.75, 0, 0, 0]
    assert shares(table, "riga", "right") == [0, 0, 0.5, 0, 0.5]
    assert shares(table, "riga", "index") == [0.125, 0.375, 0.25, 0, 0.25]
    assert shares(table, "riga", "c") == [0, 0, 1, 0, 0]
    assert shares(table, "vm", "index") == [0, 0, 0, 0, 1]


def test_what_does_not_apply_hands_its_weight_to_its_siblings() -> None:
    table = coverage(known(riga="txo-", vm="xxo-", cesis="xxxx"), TREE)
    assert shares(table, "riga", "left") == [0, 0, 0, 1, 0]
    assert shares(table, "riga", "index") == [0.25, 0, 0, 0.5, 0.25]
    assert all(math.isnan(share) for share in shares(table, "vm", "left"))
    assert shares(table, "vm", "index") == [0.5, 0, 0, 0, 0.5]
    assert all(math.isnan(share) for share in shares(table, "cesis", "index"))


def test_weights_that_nobody_knows() -> None:
    table = coverage(known(riga="oooo"), TREE.reweighted({"a": math.nan}))
    assert all(math.isnan(share) for share in shares(table, "riga", "left"))
    assert shares(table, "riga", "right") == [1, 0, 0, 0, 0]


def test_what_was_measured() -> None:
    assert measured(known(riga="os2-", vm="----"), TREE).to_dict() == {"riga": 0.75, "vm": 0.0}


def test_nobody() -> None:
    assert coverage(known(), TREE).empty


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text("os2t-x", min_size=4, max_size=4), min_size=1, max_size=4))
def test_the_shares_sum_to_one_wherever_anything_applies(rows: list[str]) -> None:
    table = coverage(known(**{f"u{place}": row for place, row in enumerate(rows)}), TREE)
    for place, row in enumerate(rows):
        whole = sum(shares(table, f"u{place}", "index"))
        assert math.isnan(whole) if set(row) == {"x"} else whole == pytest.approx(1)
