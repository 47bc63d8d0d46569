"""Removal of parts: by hand, against the whole computed anew, and as COINr's documentation prints it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import ConfigError
from scoring.aggregate import aggregate
from scoring.removal import COLUMNS, MOVE_COLUMNS, moves, removal, without
from scoring.tree import Node, Tree
from tests.scoring import asem_index as asem

NAN = float("nan")
TREE = Tree(
    (
        Node("index"),
        Node("left", "index", weight=1),
        Node("a", "left", weight=1),
        Node("b", "left", weight=3),
        Node("right", "index", weight=1, min_coverage=0.5),
        Node("c", "right"),
        Node("d", "right"),
    )
)


def removed(leaves: pd.DataFrame, tree: Tree, nodes: list[str] | None = None, within: pd.Series[str] | None = None) -> pd.DataFrame:
    return removal(moves(leaves, tree, within=within, nodes=nodes), tree, nodes)


def frame(*rows: tuple[float, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        rows, index=pd.Index([f"u{place}" for place in range(len(rows))], name="unit"), columns=list("abcd"), dtype="float64"
    )


LEAVES = frame((100, 0, 50, 50), (0, 100, 40, 60), (50, 50, 0, 0))
"""Scored 37.5, 62.5, 25; without b 75, 25, 25; without the right 25, 75, 50."""


def test_by_hand() -> None:
    table = moves(LEAVES, TREE, nodes=["b", "right"])
    assert tuple(table.columns) == MOVE_COLUMNS
    assert table[["node", "unit", "score", "without", "rank", "rank_without", "rank_change"]].to_numpy().tolist() == [
        ["b", "u0", 37.5, 75, 2, 1, 1],
        ["b", "u1", 62.5, 25, 1, 2, -1],
        ["b", "u2", 25, 25, 3, 2, 1],
        ["right", "u0", 37.5, 25, 2, 3, -1],
        ["right", "u1", 62.5, 75, 1, 1, 0],
        ["right", "u2", 25, 50, 3, 2, 1],
    ]
    found = removed(LEAVES, TREE, nodes=["b", "right"])
    assert tuple(found.columns) == COLUMNS
    assert found.to_numpy().tolist() == [
        ["b", 0.375, 3, 0, 1, 1, 25, "u0", 1, "u1", 1],
        ["right", 0.5, 3, 0, pytest.approx(2 / 3), 1, 50 / 3, "u2", 1, "u0", 1],
    ]


def test_every_node_but_the_root() -> None:
    assert removed(LEAVES, TREE)["node"].tolist() == ["left", "a", "b", "right", "c", "d"]
    with pytest.raises(ConfigError, match=r"'index'.*\n'z'"):
        removed(LEAVES, TREE, nodes=["index", "a", "z"])


def test_a_childless_parent_goes_too_and_with_the_last_child_everything() -> None:
    thin = Tree((Node("index"), Node("only", "index"), Node("a", "only"), Node("b", "index")))
    leaves = LEAVES[["a", "b"]]
    assert without(leaves, thin, "a").tolist() == leaves["b"].tolist()
    alone = Tree((Node("index"), Node("only", "index"), Node("a", "only")))
    assert without(leaves, alone, "a").isna().all()
    assert removed(leaves, alone)[["units", "lost", "riser"]].to_numpy().tolist() == [[0, 3, ""], [0, 3, ""]]
    assert removed(leaves, alone)["mean_rank_change"].isna().all()


def test_who_has_no_score_without_it_is_not_compared() -> None:
    leaves = frame((NAN, NAN, 80, NAN), (10, 10, 60, 60), (90, 90, 20, 20))
    found = removed(leaves, TREE, nodes=["c", "d"]).set_index("node")
    # u0 rests on c alone; the places of the others are counted among themselves
    assert found["lost"].to_dict() == {"c": 1, "d": 0}
    assert found["units"].to_dict() == {"c": 2, "d": 3}
    table = moves(leaves, TREE, nodes=["c"]).set_index("unit")
    assert table["score"].tolist()[0] == 80
    assert table["rank"].isna().tolist() == [True, False, False]
    assert table["rank"].dropna().tolist() == [2, 1]


def test_ranks_within_measurements_and_units_without_evidence() -> None:
    leaves = pd.concat([LEAVES, LEAVES.set_axis(["v0", "v1", "v2"])])
    within = pd.Series(["m", "m", "m", "s", "s", NAN], index=leaves.index)
    table = moves(leaves, TREE, within=within, nodes=["b"]).set_index("unit")
    assert table["rank"].to_dict() == {"u0": 2, "u1": 1, "u2": 3, "v0": 2, "v1": 1}
    assert table["rank_without"].to_dict() == {"u0": 1, "u1": 2, "u2": 2, "v0": 1, "v1": 2}
    assert removed(leaves, TREE, within=within, nodes=["b"])["units"].tolist() == [5]


def test_what_does_not_apply() -> None:
    applicable = pd.DataFrame(data=True, index=LEAVES.index, columns=LEAVES.columns)
    applicable.loc["u0", ["c", "d"]] = False
    for code in ("a", "left", "d"):
        whole = aggregate(LEAVES, TREE.without([code]), applicable)["index"]
        assert np.allclose(without(LEAVES, TREE, code, applicable), whole, equal_nan=True)


def test_nobody_and_one() -> None:
    assert removed(LEAVES.iloc[:0], TREE)["units"].eq(0).all()
    one = removed(LEAVES.iloc[:1], TREE)
    assert one["mean_rank_change"].eq(0).all()
    assert one["riser"].eq("").all()
    assert removed(LEAVES * NAN, TREE)["units"].eq(0).all()
    assert tuple(moves(LEAVES, TREE, nodes=[]).columns) == MOVE_COLUMNS


def test_ties_stay_ties() -> None:
    same = frame((10, 20, 30, 40), (10, 20, 30, 40))
    table = moves(same, TREE)
    assert table["rank"].eq(1).all()
    assert table["rank_change"].eq(0).all()


def test_published_mean_changes() -> None:
    pillars = [*asem.codes("Conn"), *asem.codes("Sust")]
    table = removed(asem.leaves(), asem.index(), nodes=pillars).set_index("node")
    published = asem.PRINTED["remove_elements_level2_meanabsdiff"]
    assert table["mean_rank_change"].to_dict() == {code: pytest.approx(change, abs=5e-7) for code, change in published.items()}


def test_published_ranks_without_two_indicators() -> None:
    first = without(asem.leaves(), asem.index(), "LPI")
    both = aggregate(asem.leaves(), asem.index().without(["LPI", "Forest"]))["Index"]
    published = asem.printed("compare_multi")["NoLPIFor"]
    assert both.rank(method="min", ascending=False).to_dict() == published.to_dict()
    again = without(asem.leaves().drop(columns="LPI"), asem.index().without(["LPI"]), "Forest")
    assert np.allclose(again, both)
    assert not np.allclose(first, both)


SOME = st.one_of(st.just(NAN), st.integers(0, 100).map(float))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(SOME, SOME, SOME, SOME), min_size=1, max_size=6), st.sampled_from([node.code for node in TREE.nodes if node.parent])
)
def test_the_same_as_a_tree_without_it(rows: list[tuple[float, ...]], code: str) -> None:
    leaves = frame(*rows)
    whole = aggregate(leaves, TREE.without([code]))["index"]
    assert np.allclose(without(leaves, TREE, code), whole, equal_nan=True)
