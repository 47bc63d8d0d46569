"""Values brought to one scale, computed by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import ConfigError
from scoring import normalise as n
from scoring.tree import Node, Tree

NAN = float("nan")
UNITS = ["riga", "cesis", "ogre", "saldus"]


def column(*values: float) -> pd.Series[float]:
    return pd.Series(values, index=pd.Index(UNITS[: len(values)], name="unit"), name="speed", dtype="float64")


X = column(1, 3, NAN, 2)
"""One of four is not known; the mean of the others is 2 and their standard deviation 1."""


@pytest.mark.parametrize(
    ("method", "options", "expected"),
    [
        (n.minmax, {}, [0, 100, NAN, 50]),
        (n.minmax, {"direction": -1}, [100, 0, NAN, 50]),
        (n.minmax, {"low": 1, "high": 5}, [1, 5, NAN, 3]),
        (n.zscore, {}, [-1, 1, NAN, 0]),
        (n.zscore, {"mean": 100, "sd": 10, "direction": -1}, [110, 90, NAN, 100]),
        (n.rank, {}, [1, 3, NAN, 2]),
        (n.rank, {"direction": -1}, [3, 1, NAN, 2]),
        (n.borda, {}, [0, 2, NAN, 1]),
        (n.percentile_rank, {}, [0, 100, NAN, 50]),
        (n.percentile_rank, {"top": 1}, [0, 1, NAN, 0.5]),
        (n.distance_to_max, {}, [0, 100, NAN, 50]),
        (n.distance_to_max, {"top": 1, "direction": -1}, [1, 0, NAN, 0.5]),
        (n.distance_to_reference, {"unit": "saldus"}, [0, 200, NAN, 100]),
        (n.distance_to_reference, {"unit": "saldus", "capped": True}, [0, 100, NAN, 100]),
        (n.distance_to_reference, {"unit": "saldus", "direction": -1}, [200, 0, NAN, 100]),
        (n.distance_to_reference, {"unit": "ogre"}, [NAN, NAN, NAN, NAN]),
        (n.distance_to_reference, {"unit": "riga"}, [NAN, NAN, NAN, NAN]),
        (n.distance_to_reference, {"unit": "riga", "capped": True}, [NAN, 100, NAN, 100]),
        (n.distance_to_target, {"target": 5}, [0, 50, NAN, 25]),
        (n.distance_to_target, {"target": 2}, [0, 200, NAN, 100]),
        (n.distance_to_target, {"target": 2, "capped": True}, [0, 100, NAN, 100]),
        (n.distance_to_target, {"target": 1, "direction": -1}, [100, 0, NAN, 50]),
        (n.distance_to_target, {"target": 1, "capped": True}, [NAN, 100, NAN, 100]),
        (n.distance_to_target, {"target": -1, "direction": -1}, [50, 0, NAN, 25]),
        (n.fraction_of_max, {}, [100 / 3, 100, NAN, 200 / 3]),
        (n.fraction_of_max, {"direction": -1, "top": 1}, [1, 3, NAN, 2]),
        (n.goalposts, {"low": 0, "high": 2}, [50, 100, NAN, 100]),
        (n.goalposts, {"low": 0, "high": 2, "truncated": False}, [50, 150, NAN, 100]),
        (n.goalposts, {"low": 2, "high": 6, "direction": -1}, [100, 75, NAN, 100]),
        (n.goalposts, {"low": 0, "high": 4, "bottom": 70, "top": 130}, [85, 115, NAN, 100]),
        (n.scaled, {"low": 0, "high": 2}, [50, 150, NAN, 100]),
        (n.scaled, {"low": 0, "high": 2, "direction": -1, "top": 1}, [0.5, -0.5, NAN, 0]),
        (n.steps, {"points": {3: 100, 2: 50}}, [0, 100, NAN, 50]),
        (n.steps, {"points": {1: 100, 2: 50}, "direction": -1}, [100, 0, NAN, 50]),
        (n.none, {}, [1, 3, NAN, 2]),
        (n.none, {"direction": -1}, [-1, -3, NAN, -2]),
    ],
)
def test_by_hand(method: Any, options: dict[str, Any], expected: list[float]) -> None:
    found = method(X, **options)
    pd.testing.assert_series_equal(found, column(*expected), rtol=1e-15, atol=1e-13)


def test_yes_and_no() -> None:
    assert n.boolean(column(1, 0, 1)).tolist() == [100, 0, 100]
    assert n.boolean(column(1, 0, 1), direction=-1).tolist() == [0, 100, 0]
    assert n.share(column(0, 0.25, 1)).tolist() == [0, 25, 100]
    assert n.share(column(0, 0.25, 1), direction=-1, top=1).tolist() == [1, 0.75, 0]
    with pytest.raises(ConfigError, match=r"speed: a yes or no is 1 or 0, but not at cesis; correct"):
        n.boolean(column(1, 0.5, NAN))
    with pytest.raises(ConfigError, match=r"a share lies between 0 and 1, but not at riga, ogre"):
        n.share(column(-0.1, 0.5, 1.1))


@pytest.mark.parametrize(
    ("method", "expected"), [(n.rank, [1, 3, 1, 4]), (n.borda, [0, 2, 0, 3]), (n.percentile_rank, [0, 200 / 3, 0, 100])]
)
def test_ties_take_the_smallest(method: Any, expected: list[float]) -> None:
    assert method(column(2, 3, 2, 5)).tolist() == pytest.approx(expected)


RELATIVE = [n.minmax, n.zscore, n.percentile_rank, n.distance_to_max]
FIXED = [n.goalposts, n.scaled, n.steps]
GIVEN: dict[Any, dict[str, Any]] = {
    n.goalposts: {"low": 0, "high": 10},
    n.scaled: {"low": 0, "high": 10},
    n.steps: {"points": {0: 0, 5: 100}},
    n.distance_to_reference: {"unit": "riga"},
    n.distance_to_target: {"target": 9},
}
ALL = [*RELATIVE, *FIXED, n.rank, n.borda, n.distance_to_reference, n.distance_to_target, n.fraction_of_max, n.boolean, n.share, n.none]


@pytest.mark.parametrize("method", RELATIVE)
def test_where_nothing_differs_nothing_can_be_told(method: Any) -> None:
    assert method(column(7, 7, NAN))[:2].isna().tolist() == [method is not n.percentile_rank] * 2
    assert method(column(7)).isna().all()


def test_where_nothing_differs_but_a_fixed_scale_is_given() -> None:
    assert n.goalposts(column(7, 7), 0, 10).tolist() == pytest.approx([70, 70])
    assert n.goalposts(column(7), 0, 10).tolist() == pytest.approx([70])
    assert n.rank(column(7, 7)).tolist() == [1, 1]
    assert n.distance_to_target(column(9, 9), 9).isna().all()
    assert n.fraction_of_max(column(0, 0)).isna().all()


@pytest.mark.parametrize("method", ALL)
@pytest.mark.parametrize("values", [(NAN, NAN), (NAN,), ()])
def test_nothing_known_gives_nothing(method: Any, values: tuple[float, ...]) -> None:
    if not values and method is n.distance_to_reference:
        return
    found = method(column(*values), **GIVEN.get(method, {}))
    assert found.isna().all()
    assert len(found) == len(values)


@pytest.mark.parametrize("method", [method for method in ALL if method is not n.distance_to_reference])
def test_frames_and_arrays_are_taken_column_by_column(method: Any) -> None:
    frame = pd.DataFrame({"a": [0.0, 1.0, NAN, 1.0], "b": [NAN] * 4, "c": [1.0, 1.0, 1.0, 0.0]}, index=UNITS)
    options = GIVEN.get(method, {})
    found = method(frame, direction=-1, **options) if method is not n.distance_to_target else method(frame, **options)
    turned = {} if method is n.distance_to_target else {"direction": -1}
    pd.testing.assert_frame_equal(found, pd.DataFrame({code: method(frame[code], **turned, **options) for code in frame}))
    np.testing.assert_array_equal(method(frame.to_numpy(), **turned, **options), found.to_numpy())


def test_what_cannot_be_done_is_refused() -> None:
    with pytest.raises(ConfigError, match="goalposts 5 and 5: the low one has to be below the high one"):
        n.goalposts(X, 5, 5)
    with pytest.raises(ConfigError, match=r"direction 0: write 1 where more is better"):
        n.minmax(X, direction=0)
    with pytest.raises(ConfigError, match="speed: there is no unit 'valka'"):
        n.distance_to_reference(X, "valka")
    with pytest.raises(ConfigError, match="target 0: every unit is beyond it"):
        n.distance_to_target(X, 0)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=20), st.permutations(range(20)))
def test_the_order_of_the_units_does_not_matter(values: list[float], order: list[int]) -> None:
    x = pd.Series(values)
    mixed = x.iloc[[place for place in order if place < len(values)]]
    for method in (n.minmax, n.zscore, n.rank, n.percentile_rank, n.distance_to_max):
        pd.testing.assert_series_equal(method(mixed).sort_index(), method(x), check_exact=True)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.floats(-50, 150), min_size=1, max_size=10), st.floats(-50, 150), st.sampled_from([1, -1]))
def test_with_goalposts_a_unit_moves_nobody_else(values: list[float], other: float, direction: int) -> None:
    before = n.goalposts(pd.Series([*values, other]), 0, 100, direction=direction)
    after = n.goalposts(pd.Series([*values, 0.0]), 0, 100, direction=direction)
    pd.testing.assert_series_equal(before[:-1], after[:-1], check_exact=True)
    assert before.between(0, 100).all()


def test_goalposts_in_logarithms() -> None:
    # ln(1000/100) / ln(10000/100) = 1/2; UNDP caps income at both posts
    income = pd.Series([-5.0, 0.0, 100.0, 1000.0, 10000.0, 90000.0, NAN])
    np.testing.assert_allclose(n.log_goalposts(income, 100, 10000), [0, 0, 0, 50, 100, 100, NAN], atol=1e-12)
    np.testing.assert_allclose(n.log_goalposts(income, 100, 10000, direction=-1, top=1), [1, 1, 1, 0.5, 0, 0, NAN], atol=1e-12)
    with pytest.raises(ConfigError, match="above 0"):
        n.log_goalposts(income, 0, 10)


def leaf(text: str, **told: Any) -> Node:
    return Node("speed", "index", normalise=text, **told)


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (leaf(""), [1, 3, NAN, 2]),
        (leaf("none", direction=-1), [-1, -3, NAN, -2]),
        (leaf("goalposts", low=0, high=2), [50, 100, NAN, 100]),
        (leaf("goalposts-open", low=0, high=2), [50, 150, NAN, 100]),
        (leaf("goalposts-open 70 130", low=0, high=4), [85, 115, NAN, 100]),
        (leaf("goalposts", low=1, high=3, direction=-1), [100, 0, NAN, 50]),
        (leaf("minmax"), [0, 100, NAN, 50]),
        (leaf("minmax 1 5"), [1, 5, NAN, 3]),
        (leaf("zscore"), [-1, 1, NAN, 0]),
        (leaf("zscore 100 10"), [90, 110, NAN, 100]),
        (leaf("rank"), [1, 3, NAN, 2]),
        (leaf("percentile-rank"), [0, 100, NAN, 50]),
        (leaf("percentile-rank 1"), [0, 1, NAN, 0.5]),
        (leaf("borda"), [0, 2, NAN, 1]),
        (leaf("max-distance"), [0, 100, NAN, 50]),
        (leaf("target-distance", high=2), [0, 200, NAN, 100]),
        (leaf("target-distance capped 1", high=2), [0, 1, NAN, 1]),
        (leaf("target-distance", low=1, direction=-1), [100, 0, NAN, 50]),
        (leaf("reference-distance saldus"), [0, 200, NAN, 100]),
        (leaf("reference-distance saldus capped"), [0, 100, NAN, 100]),
        (leaf("fraction-of-max"), [100 / 3, 100, NAN, 200 / 3]),
        (leaf("steps 1=0 2=30 3=100"), [0, 100, NAN, 30]),
        (leaf("scaled 0 2"), [50, 150, NAN, 100]),
        (leaf("scaled 0 2 1"), [0.5, 1.5, NAN, 1]),
    ],
)
def test_what_the_tree_says(node: Node, expected: list[float]) -> None:
    found = n.normalise(X.to_frame(), Tree((Node("index"), node)))
    pd.testing.assert_frame_equal(found, column(*expected).to_frame(), rtol=1e-15, atol=1e-13)


@pytest.mark.parametrize(
    ("node", "problem"),
    [
        (leaf("goalpost", low=0, high=1), "'goalpost' is not a way to normalise; write one of goalposts, "),
        (leaf("goalposts", low=0), "write both goalposts, low below high"),
        (leaf("goalposts", low=1, high=1), "write both goalposts, low below high"),
        (leaf("minmax 1 2 3"), "'1 2 3' stands after the word; 0 to 2 numbers (low, high) may"),
        (leaf("minmax one"), "'one' is not a number; write one such as 0.5"),
        (leaf("rank 1"), "'1' stands after the word; nothing may"),
        (leaf("scaled 1"), "'1' stands after the word; 2 to 3 numbers (low, high, top) may"),
        (leaf("target-distance"), "write the target in the column high, or low where less is better"),
        (leaf("reference-distance"), "write the unit that it is measured from"),
        (leaf("steps"), "no steps; write some, such as 0=0 30=50 90=100"),
        (leaf("steps 0:1"), "'0:1' is not a number"),
    ],
)
def test_what_cannot_be_read_is_told(node: Node, problem: str) -> None:
    assert n.fault(node).startswith(f"normalise {node.normalise!r}: {problem}")


def test_all_faults_at_once() -> None:
    tree = Tree((Node("index"), Node("a", "index", normalise="ranks"), Node("b", "index", normalise="share"), Node("c", "index")))
    with pytest.raises(ConfigError) as told:
        n.normalise(pd.DataFrame({"a": [1.0], "b": [2.0]}), tree)
    assert [fault.split(":")[0] for fault in told.value.faults] == ["a", "c"]
    good = Tree((Node("index"), Node("b", "index", normalise="share"), Node("c", "index", normalise="boolean")))
    with pytest.raises(ConfigError) as told:
        n.normalise(pd.DataFrame({"b": [2.0], "c": [3.0]}, index=["ogre"]), good)
    assert [fault.split(",")[0] for fault in told.value.faults] == [
        "b: a share lies between 0 and 1",
        "c: a yes or no is 1 or 0",
    ]
