"""The tree of an index."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.tree import Node, Tree

TREE = Tree(
    (
        Node("a", "left", weight=1),
        Node("index"),
        Node("left", "index", weight=1),
        Node("right", "index", weight=3),
        Node("b", "left", weight=1),
        Node("c", "right", weight=2),
        Node("d", "right", weight=0),
    )
)


def codes(nodes: object) -> list[str]:
    return [node.code for node in nodes]  # type: ignore[attr-defined]


def test_its_parts() -> None:
    assert TREE.root.code == "index"
    assert codes(TREE.leaves) == ["a", "b", "c", "d"]
    assert codes(TREE.children("left")) == ["a", "b"]
    assert codes(TREE.above("a")) == ["left", "index"]
    assert codes(TREE.below("index")) == ["a", "b", "c", "d"]
    assert codes(TREE.below("c")) == ["c"]
    assert [TREE.depth(code) for code in ("index", "left", "a")] == [0, 1, 2]
    assert "a" in TREE
    assert "z" not in TREE


def test_parents_come_after_their_children_on_the_way_up() -> None:
    assert codes(TREE.upward())[-1] == "index"
    assert set(codes(TREE.upward())) == {"left", "right", "index"}


def test_effective_weights_are_products_of_shares() -> None:
    assert TREE.effective().to_dict() == {"a": 0.125, "index": 1.0, "left": 0.25, "right": 0.75, "b": 0.125, "c": 0.75, "d": 0.0}


def test_siblings_that_all_weigh_nothing_have_no_share() -> None:
    tree = Tree((Node("index"), Node("a", "index", weight=0), Node("b", "index", weight=0)))
    assert tree.shares().to_dict() == {"index": 1.0, "a": 0.0, "b": 0.0}


def test_what_is_taken_out_takes_childless_parents_along() -> None:
    assert codes(TREE.without(["a", "b"]).nodes) == ["index", "right", "c", "d"]
    assert codes(TREE.without(["right"]).nodes) == ["a", "index", "left", "b"]
    assert TREE.without([]) == TREE


def test_other_weights() -> None:
    assert TREE.reweighted({"left": 3}).effective()["left"] == pytest.approx(0.5)


@given(st.lists(st.tuples(st.integers(0, 30), st.floats(0.1, 10)), min_size=1, max_size=30))
def test_the_leaves_of_any_tree_weigh_one(rows: list[tuple[int, float]]) -> None:
    nodes = [Node("0")] + [Node(str(place), str(parent % place), weight=weight) for place, (parent, weight) in enumerate(rows, 1)]
    tree = Tree(tuple(nodes))
    assert sum(tree.effective()[leaf.code] for leaf in tree.leaves) == pytest.approx(1)
