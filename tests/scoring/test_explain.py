"""Why a score is what it is: by hand, and always adding up."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings

from data.errors import ConfigError
from scoring.explain import explain, explanations, gained_and_lost
from scoring.score import Scores
from scoring.tree import Node
from tests.scoring.small import NONE, drawn, edition, grouped, leaf, same, scored

NODES = (
    Node("index"),
    Node("left", "index", weight=3),
    leaf("a", "left"),
    leaf("b", "left"),
    Node("right", "index", weight=1),
    leaf("c", "right", weight=2),
    leaf("d", "right", weight=3),
)
VALUES = {"riga": [0.5, 1, 0, NONE], "cesis": [1, 1, 1, 0.5], "valka": [0, 0, 0.4, 0], "ape": [0.2, 0, 0, 0]}
"""Scores 56.25, 92.5, 4 and 7.5."""


@pytest.fixture
def scores() -> Scores:
    return scored(edition(*NODES), VALUES)


def test_what_each_leaf_gives_and_costs(scores: Scores) -> None:
    told = explain(scores, "riga")
    assert told.score == 56.25
    assert told.possible == 100
    assert told.leaves["state"].to_dict() == {"a": "measured", "b": "measured", "c": "measured", "d": "missing"}
    # What is missing costs nothing: c has all of its branch's weight.
    assert told.leaves["weight"].to_dict() == pytest.approx({"a": 0.375, "b": 0.375, "c": 0.25, "d": 0})
    assert told.leaves["gained"].to_dict() == pytest.approx({"a": 18.75, "b": 37.5, "c": 0, "d": 0})
    assert told.leaves["lost"].to_dict() == pytest.approx({"a": 18.75, "b": 0, "c": 25, "d": 0})
    assert told.rounding == pytest.approx(0, abs=1e-12)


def test_what_does_not_apply_costs_nothing() -> None:
    told = explain(scored(edition(*NODES), VALUES, out=(("cesis", "d"),)), "cesis")
    assert told.leaves["state"]["d"] == "inapplicable"
    assert told.leaves["lost"].sum() == 0
    assert told.score == told.possible == 100


def test_beside_the_best(scores: Scores) -> None:
    best = explain(scores, "valka").best
    assert best
    assert (best.whom, best.score) == ("cesis", 92.5)
    assert best.leaves.to_dict() == pytest.approx({"a": -37.5, "b": -37.5, "c": -6, "d": -7.5})
    assert best.other.empty
    assert best.whole == pytest.approx(4 - 92.5)


def test_what_one_was_not_measured_on_stands_apart(scores: Scores) -> None:
    best = explain(scores, "riga").best
    assert best
    # c weighs the whole branch here, and 2/5 of it there: 0.7 x (0 - 100) of it, on a quarter of the score.
    assert best.leaves.to_dict() == pytest.approx({"a": -18.75, "b": 0, "c": -17.5, "d": 0})
    assert set(best.other.index) == {"c", "d"}
    assert best.whole == pytest.approx(56.25 - 92.5)


def test_beside_the_median(scores: Scores) -> None:
    median = explain(scores, "valka").median
    assert median
    # Medians of the leaves: 35, 50, 20 and 0; of the scores (7.5 + 56.25) / 2.
    assert (median.whom, median.score) == ("", 31.875)
    assert median.leaves.to_dict() == pytest.approx({"a": -13.125, "b": -18.75, "c": 2, "d": 0})
    assert median.rest == pytest.approx(4 - 31.875 + 13.125 + 18.75 - 2)
    assert median.whole == pytest.approx(4 - 31.875)


def test_only_its_group_counts() -> None:
    scores = scored(edition(*NODES), VALUES, grouped(riga="large", cesis="large", valka="small", ape="small"))
    told = explanations(scores)
    assert {unit: one.best.whom for unit, one in told.items() if one.best} == {
        "riga": "cesis",
        "cesis": "cesis",
        "valka": "ape",
        "ape": "ape",
    }
    assert [one.median.score for one in told.values() if one.median] == [74.375, 74.375, 5.75, 5.75]
    assert told["ape"].best
    assert told["ape"].best.whole == 0


def test_who_has_no_score_is_told_nothing() -> None:
    told = explain(scored(edition(*NODES, floor=0.9), VALUES), "riga")
    assert math.isnan(told.score)
    assert math.isnan(told.possible)
    assert told.leaves["gained"].isna().all()
    assert told.median is None
    assert told.table()["to_best"].isna().all()


def test_what_was_measured_below_a_blank_node_is_no_part() -> None:
    nodes = [Node("right", "index", weight=1, min_coverage=0.9) if node.code == "right" else node for node in NODES]
    told = explain(scored(edition(*nodes), VALUES), "riga")
    assert told.score == 75
    assert told.leaves["gained"].to_dict() == pytest.approx({"a": 25, "b": 50, "c": 0, "d": 0})


def test_rounding_between_levels_is_told() -> None:
    nodes = [Node("left", "index", weight=3, decimals=0) if node.code == "left" else node for node in NODES]
    told = explain(scored(edition(*nodes), {"riga": [0.5, 0.51, 0, 0]}), "riga")
    # 50.5 is rounded to 50.
    assert told.score == 37.5
    assert told.leaves["gained"].sum() == pytest.approx(37.875)
    assert told.rounding == pytest.approx(-0.375)


def test_a_weak_leaf_under_a_geometric_mean_costs_more_than_its_weight() -> None:
    nodes = (Node("index", aggregate="geometric"), leaf("a", "index"), leaf("b", "index"))
    told = explain(scored(edition(*nodes), {"riga": [0.01, 1]}), "riga")
    assert told.score == pytest.approx(10)
    assert told.leaves["lost"].to_dict() == pytest.approx({"a": 90, "b": 0})
    assert told.leaves["gained"].to_dict() == pytest.approx({"a": -40, "b": 50})


def test_beyond_an_open_goalpost_nothing_is_lost() -> None:
    nodes = (Node("index"), leaf("a", "index", normalise="goalposts-open", low=0, high=10))
    told = explain(scored(edition(*nodes), {"riga": [12]}), "riga")
    assert (told.score, told.possible) == (120, 120)
    assert told.leaves["lost"].tolist() == [0]


def test_what_compares_units_has_no_parts() -> None:
    with pytest.raises(ConfigError, match="copeland compares units"):
        explain(scored(edition(Node("index", aggregate="copeland"), leaf("a", "index")), {"riga": [1], "cesis": [0]}), "riga")


def test_unknown_unit(scores: Scores) -> None:
    with pytest.raises(KeyError):
        explain(scores, "talsi")


@settings(max_examples=25, deadline=None)
@given(drawn(("arithmetic", "geometric", "harmonic", "minimum")))
def test_it_always_adds_up(scores: Scores) -> None:
    gained, lost = gained_and_lost(scores)
    for unit, told in explanations(scores).items():
        assert same(told.leaves["gained"].sum(skipna=False) + told.rounding, told.score)
        assert same(told.leaves["lost"].sum(skipna=False), told.possible - told.score)
        assert told.leaves["gained"].equals(gained.T[unit])
        assert told.leaves["lost"].equals(lost.T[unit])
        if told.best and told.median:
            assert same(told.best.whole, told.score - told.best.score)
            assert same(told.median.whole, told.score - told.median.score)


@settings(max_examples=25, deadline=None)
@given(drawn())
def test_under_weighted_means_a_leaf_gives_its_weight_times_its_points(scores: Scores) -> None:
    for told in explanations(scores).values():
        if not math.isnan(told.score):
            wanted = (told.leaves["weight"] * told.leaves["points"]).fillna(0.0)
            assert (told.leaves["gained"] - wanted).abs().max() < 1e-9
