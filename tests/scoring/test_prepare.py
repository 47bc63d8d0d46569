"""What an edition does to values before it normalises them, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from data.errors import ConfigError
from data.types import Text
from scoring.matrix import Matrix
from scoring.methodology import Methodology
from scoring.prepare import Past, prepared
from scoring.score import score
from scoring.tree import Node, Tree

NONE = float("nan")
TREE = Tree(
    (
        Node("index"),
        Node("cost", "index", source="statistics", question="a", denominate="population", normalise="minmax", direction=-1),
        Node("yes", "index", source="survey", question="b", normalise="boolean"),
    )
)
UNITS = pd.DataFrame(
    {"population": [100.0, 50.0, 10.0, 10.0], "group": ["g", "g", "h", "h"]}, index=pd.Index(["ape", "cesis", "riga", "valka"], name="unit")
)


def edition(**method: str | float) -> Methodology:
    return Methodology("e", Text("i", "e"), Path(), TREE, (), (), method, "0")


def known(cost: list[float], yes: list[float], applicable: Mapping[str, list[bool]] | None = None) -> Matrix:
    plain = Matrix.plain(pd.DataFrame({"cost": cost, "yes": yes}, index=UNITS.index))
    return plain if applicable is None else Matrix(plain.values, plain.basis, plain.applicable.assign(**applicable))


def plain(frame: pd.DataFrame) -> list[list[float | None]]:
    return [[None if pd.isna(one) else float(one) for one in frame[column]] for column in frame]


def test_denomination_by_a_column_of_the_units() -> None:
    given = known([200, 50, 5, NONE], [1, 0, 1, NONE])
    assert plain(prepared(edition(), given, UNITS)) == [[2, 1, 0.5, None], [1, 0, 1, None]]
    assert plain(prepared(edition(denominate="no"), given, UNITS))[0] == [200, 50, 5, None]
    with pytest.raises(ConfigError, match="the table of units has no column 'population'"):
        prepared(edition(), given, UNITS[["group"]])


def test_gaps_are_filled_only_where_the_question_applies() -> None:
    given = known([200, 50, NONE, NONE], [1, 0, NONE, 1], {"cost": [True, True, True, False]})
    assert plain(prepared(edition(), given, UNITS))[0] == [2, 1, None, None]
    assert plain(prepared(edition(impute="mean"), given, UNITS)) == [[2, 1, 1.5, None], [1, 0, pytest.approx(2 / 3), 1]]
    assert plain(prepared(edition(impute="group_mean"), given, UNITS)) == [[2, 1, None, None], [1, 0, 1, 1]]


def test_gaps_are_filled_from_years_that_are_not_too_long_ago() -> None:
    given = known([200, 50, NONE, NONE], [1, 0, NONE, 1])
    old = pd.DataFrame({"cost": [9.0, 9, 9, NONE], "yes": 0.0}, index=UNITS.index)
    older = old.assign(cost=7.0)
    past = Past(2026, {2025: old, 2024: older})
    assert plain(prepared(edition(impute="last", impute_max_age=1), given, UNITS, past)) == [[2, 1, 9, None], [1, 0, 0, 1]]
    assert plain(prepared(edition(impute="last", impute_max_age=2), given, UNITS, past))[0] == [2, 1, 9, 7]
    with pytest.raises(ConfigError, match="needs the year of the values"):
        prepared(edition(impute="last"), given, UNITS)


def test_who_is_screened_out_moves_nobody_and_has_no_score() -> None:
    given = known([200, 50, 90, NONE], [1, 0, NONE, 1])
    method = edition(screen=0.6, floor=0.0, denominate="no")
    assert plain(prepared(method, given, UNITS)) == [[200, 50, None, None], [1, 0, None, None]]
    found = score(method, given, UNITS)
    assert found.evidence.tolist() == ["sufficient", "sufficient", "insufficient", "insufficient"]
    # without Rīga's 90 the costs still go from 50 (best) to 200 (worst)
    assert plain(found.normalised)[0] == [0, 100, None, None]


def test_filling_in_does_not_hide_that_nothing_was_measured() -> None:
    found = score(edition(impute="mean", floor=0.5), known([200, 50, 5, NONE], [1, 0, 1, NONE]), UNITS)
    assert found.evidence.to_dict()["valka"] == "insufficient"
    assert found.root.isna().to_dict() == {"ape": False, "cesis": False, "riga": False, "valka": True}
    assert found.normalised.notna().all(axis=None)


def test_outliers_are_treated_where_bodies_are_compared_with_each_other_only() -> None:
    index = pd.Index([f"u{place}" for place in range(9)], name="unit")
    column = [1.0, 2, 1, 2, 1, 2, 1, 2, 1000]
    fixed = Node("fixed", "index", normalise="goalposts", low=0, high=10)
    tree = Tree((Node("index"), Node("free", "index", normalise="minmax"), fixed))
    given = Matrix.plain(pd.DataFrame({"free": column, "fixed": column}, index=index))
    treated = Methodology("e", Text("i", "e"), Path(), tree, (), (), {"treat": "winsorise"}, "0")
    found = prepared(treated, given, pd.DataFrame(index=index))
    assert found["free"].tolist() == [*column[:-1], 2.0]
    assert found["fixed"].tolist() == column
