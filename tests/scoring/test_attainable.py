"""The ends of every leaf, whatever its normalisation."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from scoring.attainable import ends, points, separate
from scoring.normalise import METHODS, normalise
from scoring.tree import Node, Tree
from tests.scoring.small import edition, leaf

KNOWN = pd.DataFrame({"a": [2.0, 5.0, 4.0]}, index=["x", "y", "z"])
CASES = {
    "boolean": (("boolean", 1), (0, 1), (0, 100)),
    "boolean turned": (("boolean", -1), (1, 0), (0, 100)),
    "share": (("share", 1), (0, 1), (0, 100)),
    "goalposts": (("goalposts", 1), (1, 9), (0, 100)),
    "goalposts turned": (("goalposts", -1), (9, 1), (0, 100)),
    "open": (("goalposts-open 70 130", 1), (1, 9), (70, 130)),
    "logarithms": (("goalposts-log", 1), (1, 9), (0, 100)),
    "scaled": (("scaled 0 5", 1), (0, 5), (0, 100)),
    "steps": (("steps 3=50 6=100 8=100", 1), (2, 6), (0, 100)),
    "steps turned": (("steps 3=100 6=50", -1), (7, 3), (0, 100)),
    "target": (("target-distance", 1), (2, 9), (0, 100 * 3 / 7)),
    "min-max": (("minmax 1 100", 1), (2, 5), (1, 100)),
    "rank": (("rank", -1), (5, 2), (1, 3)),
    "none": (("none", 1), (2, 5), (2, 5)),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_ends(case: tuple[tuple[str, int], tuple[float, float], tuple[float, float]]) -> None:
    (method, direction), values, worth = case
    posts = {"low": 1.0, "high": 9.0} if "goalposts" in method or "target" in method else {}
    tree = Tree((Node("index"), leaf("a", "index", normalise=method, direction=direction, **posts)))
    found = ends(tree, KNOWN)
    assert tuple(found.loc["a"]) == values
    sound = KNOWN if "boolean" not in method and "share" not in method else KNOWN * 0
    assert tuple(points(tree, found, normalise(sound, tree)).loc["a"]) == pytest.approx(worth)


def test_every_method_has_a_case() -> None:
    tried = {method.split(" ")[0] for (method, _), _, _ in CASES.values()}
    alike = {"zscore", "percentile-rank", "borda", "max-distance", "reference-distance", "fraction-of-max"}
    assert tried | alike == set(METHODS)


def test_goalposts_that_nobody_knows_are_no_ends() -> None:
    tree = Tree((Node("index"), leaf("a", "index", normalise="goalposts", low=math.nan, high=math.nan)))
    found = ends(tree, KNOWN)
    assert found.loc["a"].isna().all()
    assert points(tree, found, KNOWN * math.nan).loc["a"].isna().all()


def test_nobody_measured() -> None:
    tree = Tree((Node("index"), leaf("a", "index", normalise="minmax")))
    assert ends(tree, KNOWN * math.nan).loc["a"].isna().all()


def test_where_a_change_moves_nobody_else() -> None:
    assert separate(edition(Node("index"), leaf("a", "index")))
    assert not separate(edition(Node("index"), leaf("a", "index", normalise="zscore")))
    assert not separate(edition(Node("index", aggregate="copeland"), leaf("a", "index")))
    assert not separate(edition(Node("index"), leaf("a", "index"), impute="mean"))
