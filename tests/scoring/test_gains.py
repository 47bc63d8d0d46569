"""What a change would do, against the whole score computed anew."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings

from scoring.gains import after, changed, limits, raw, way_up
from scoring.score import Scores, ranked
from scoring.tree import Node
from tests.scoring.small import NONE, drawn, edition, grouped, leaf, same, scored

NODES = (
    Node("index"),
    Node("left", "index"),
    leaf("a", "left"),
    leaf("b", "left", weight=3),
    Node("right", "index"),
    leaf("c", "right", normalise="goalposts", direction=-1, low=0, high=10),
)
VALUES: dict[str, list[float]] = {"riga": [0.5, 1, 10], "cesis": [1, 0, 0], "valka": [0, 0, NONE]}
"""Scores 43.75, 62.5 and 0."""


def everywhere(scores: Scores) -> pd.DataFrame:
    codes = [node.code for node in scores.methodology.tree.leaves]
    return pd.DataFrame(data=True, index=scores.root.index, columns=codes)


def test_by_hand() -> None:
    scores = scored(edition(*NODES), VALUES)
    assert scores.root.tolist() == [43.75, 62.5, 0]
    then = changed(scores, everywhere(scores), limits(scores))
    assert then.score.loc["riga"].to_dict() == {"a": 50, "b": 43.75, "c": 93.75}
    assert then.score.loc["cesis"].to_dict() == {"a": 62.5, "b": 100, "c": 62.5}
    # What was not measured of Valka then counts, and is the better half of it.
    assert then.score.loc["valka"].to_dict() == {"a": 25, "b": 75, "c": 50}
    assert then.overall.loc["riga"].to_dict() == {"a": 2, "b": 2, "c": 1}
    assert then.overall.loc["valka"].to_dict() == {"a": 3, "b": 1, "c": 2}


def test_the_worst_end() -> None:
    scores = scored(edition(*NODES), VALUES)
    then = changed(scores, everywhere(scores), limits(scores), "worst")
    assert then.score.loc["cesis"].to_dict() == {"a": 50, "b": 62.5, "c": 12.5}
    assert then.overall.loc["cesis"].to_dict() == {"a": 1, "b": 1, "c": 2}


def test_ranks_are_those_of_the_group() -> None:
    scores = scored(edition(*NODES), VALUES, grouped(riga="large", cesis="small", valka="small"))
    then = changed(scores, everywhere(scores), limits(scores))
    assert then.in_group.loc["riga"].to_dict() == {"a": 1, "b": 1, "c": 1}
    assert then.in_group.loc["valka"].to_dict() == {"a": 2, "b": 1, "c": 2}


def test_nobody_without_evidence_has_a_gain() -> None:
    scores = scored(edition(*NODES, floor=0.9), VALUES)
    assert math.isnan(scores.root["valka"])
    then = changed(scores, everywhere(scores), limits(scores))
    assert then.score.T["valka"].isna().all()
    assert then.overall.T["riga"].tolist() == [2, 2, 1]


def test_what_does_not_apply_is_left_alone() -> None:
    scores = scored(edition(*NODES), VALUES, out=(("riga", "c"),))
    assert math.isnan(changed(scores, everywhere(scores), limits(scores)).score["c"]["riga"])


def test_the_way_up_keeps_what_stands_beside_it() -> None:
    way = way_up(edition(*NODES).tree, "a")
    assert [node.code for node in way.nodes] == ["index", "left", "a", "b", "right"]
    assert [node.code for node in way.leaves] == ["a", "b", "right"]


def test_values_are_told_as_measured() -> None:
    nodes = (Node("index"), leaf("a", "index", normalise="goalposts", low=0, high=2, denominate="population"))
    who = pd.DataFrame({"population": [1000.0, 500.0]}, index=pd.Index(["riga", "cesis"], name="unit"))
    scores = scored(edition(*nodes), {"riga": [500], "cesis": [500]}, who)
    assert scores.root.tolist() == [25, 50]
    assert raw(scores, limits(scores)["best"])["a"].tolist() == [2000, 1000]
    assert after(scores, "riga", {"a": 2000}).tolist() == [100, 50]


COMPARED = ("minmax", "zscore", "rank", "percentile-rank", "borda", "max-distance", "fraction-of-max")


@pytest.mark.parametrize("normalise", COMPARED)
def test_where_units_are_compared_the_whole_is_computed_anew(normalise: str) -> None:
    nodes = (Node("index"), leaf("a", "index", normalise=normalise), leaf("b", "index"))
    scores = scored(edition(*nodes), {"riga": [4, 0.5], "cesis": [8, 0], "valka": [1, 1]})
    then = changed(scores, everywhere(scores), limits(scores))
    points = after(scores, "riga", {"a": 8})
    assert then.score.loc["riga", "a"] == points["riga"]
    assert then.overall["a"]["riga"] == ranked(scores.methodology, points, scores.units)["overall"]["riga"]


@pytest.mark.parametrize("aggregate", ["copeland", "benefit-of-the-doubt"])
def test_where_nodes_compare_units(aggregate: str) -> None:
    nodes = (Node("index", aggregate=aggregate), leaf("a", "index"), leaf("b", "index"))
    scores = scored(edition(*nodes), {"riga": [0.4, 0.5], "cesis": [0.8, 0.1], "valka": [0.1, 1]})
    then = changed(scores, everywhere(scores), limits(scores))
    assert then.score.loc["riga", "b"] == after(scores, "riga", {"b": 1})["riga"]


WAYS = ("arithmetic", "geometric", "harmonic", "generalised 2", "maximum", "minimum", "product 100", "first", "gated")


@settings(max_examples=25, deadline=None)
@given(drawn(WAYS))
def test_the_short_way_gives_what_the_long_way_gives(scores: Scores) -> None:
    to = limits(scores)
    for end in ("best", "worst"):
        then = changed(scores, everywhere(scores), to, end)
        for unit in scores.root.index:
            for code in then.score.columns:
                if scores.matrix.applicable.loc[unit, code] and not math.isnan(scores.root[unit]):
                    roots = after(scores, unit, {code: float(to[end][code])})
                    assert same(then.score.loc[unit, code], roots[unit])
                    assert same(then.overall.loc[unit, code], ranked(scores.methodology, roots, scores.units).loc[unit, "overall"])
