"""Where what was observed can be looked at again, from the store and from bundles alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from data.errors import ConfigError
from data.types import Outcome
from scoring.observed import observed
from scoring.seen import COLUMNS, TO_FOLLOW, TO_MEND, beside, first, seen
from scoring.tree import Node, Tree
from tests.scoring.sealed import sealed
from tests.scoring.test_observed import READINGS

P, F, U = Outcome.PASSED, Outcome.FAILED, Outcome.UNTESTED


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    within = tmp_path / "bundles"
    sealed(within, "cesis", 1, [("https", F, False)])
    sealed(within, "cesis", 3, [("https", P, True), ("alt", P, 1), ("alt", F, 0), ("alt", F, 0), ("dns", U, None)])
    sealed(within, "riga", 1, [("https", F, False)])
    return within


@READINGS
def test_one_place_for_each_outcome_of_the_visit_that_speaks(folder: Path, reading: Callable[[Path], Path]) -> None:
    source = reading(folder)
    table = seen(source, observed(source).visits)
    assert tuple(table.columns) == COLUMNS
    assert table[["unit", "code", "outcome", "url", "reason"]].fillna("").to_numpy().tolist() == [
        ["cesis", "alt", "failed", "https://cesis.test/1", ""],
        ["cesis", "alt", "passed", "https://cesis.test/", ""],
        ["cesis", "dns", "untested", "https://cesis.test/", "dns"],
        ["cesis", "https", "passed", "https://cesis.test/", ""],
        ["riga", "https", "failed", "https://riga.test/", ""],
    ]
    assert seen(source, observed(source).visits, ["https"])["code"].unique().tolist() == ["https"]


def test_who_mends_and_who_follows_see_different_places(folder: Path) -> None:
    table = seen(folder, observed(folder).visits)
    assert first(table, TO_MEND).loc[("cesis", "alt"), "outcome"] == "failed"
    assert first(table, TO_FOLLOW).loc[("cesis", "alt"), "outcome"] == "passed"


def test_beside_the_leaves(folder: Path) -> None:
    tree = Tree((Node("index"), Node("a", "index", indicator="nothing https"), Node("b", "index")))
    rows = pd.DataFrame({"unit": ["riga", "riga", "ape"], "code": ["a", "b", "a"]})
    told = beside(rows, seen(folder, observed(folder).visits), TO_MEND, tree)
    assert told["outcome"].fillna("").tolist() == ["failed", "", ""]
    assert beside(rows, None, TO_MEND, tree)["url"].isna().all()


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such store or folder"):
        seen(tmp_path / "none.db", pd.DataFrame({"snapshot": []}))
