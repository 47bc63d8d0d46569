"""Quantities per head, computed by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from data.errors import ConfigError
from scoring.denominate import denominate, denominators
from scoring.tree import Node, Tree

NAN = float("nan")
UNITS = pd.DataFrame({"population": [100, 0, NAN, 50], "budget": [10, 20, 30, 40]}, index=["riga", "cesis", "ogre", "valka"])
VALUES = pd.DataFrame({"visits": [200.0, 5.0, 5.0, NAN], "score": [1.0, 2.0, 3.0, 4.0]}, index=["valka", "cesis", "ogre", "riga"])


def test_by_hand() -> None:
    found = denominate(VALUES, {"visits": UNITS["population"]}, per={"visits": 10})
    # 200 per 50 is 40 per 10; a population of zero or unknown tells nothing; a value that is not known stays so
    assert found["visits"].tolist() == pytest.approx([40, NAN, NAN, NAN], nan_ok=True)
    assert found["score"].tolist() == [1, 2, 3, 4]
    assert denominate(VALUES, {"visits": UNITS["budget"], "score": UNITS["budget"]})["score"].tolist() == [1 / 40, 2 / 20, 3 / 30, 4 / 10]


def test_nothing_to_divide() -> None:
    pd.testing.assert_frame_equal(denominate(VALUES, {}), VALUES)
    assert denominate(VALUES.iloc[:0], {"visits": UNITS["population"]}).empty


def test_what_the_tree_says() -> None:
    tree = Tree((Node("index"), Node("visits", "index", denominate="population"), Node("score", "index")))
    by = denominators(tree, UNITS)
    assert list(by) == ["visits"]
    assert by["visits"]["riga"] == 100
    with pytest.raises(ConfigError, match="visits: the table of units has no column 'population'; add it"):
        denominators(tree, UNITS[["budget"]])


def test_all_faults_at_once() -> None:
    with pytest.raises(ConfigError) as told:
        denominate(VALUES, {"clicks": UNITS["population"], "visits": UNITS["population"].drop(["riga", "ogre"])})
    assert told.value.faults == (
        "clicks: the frame of values has no such column to divide",
        "visits: ogre, riga: no denominator; add the units to its table",
    )
