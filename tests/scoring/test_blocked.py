"""A body whose site turns us away has insufficient evidence and not a low score: from real visits to the score."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.store import Store
from data.types import Text
from scoring.matrix import matrix
from scoring.methodology import Methodology, load
from scoring.observed import Observed, observed
from scoring.score import INSUFFICIENT, SUFFICIENT, Scores, score
from scoring.tree import Node, Tree
from scoring.units import bodies, units
from tests.hostile.test_impostors import CLOUDFLARE, F5
from tests.hostile.web import Web, page

pytestmark = pytest.mark.slow

TEXT = "Pašvaldība informē iedzīvotājus par darbu, pakalpojumiem un budžetu. " * 20
ASKED = ("statement", "budget", "opening-hours", "page-titles", "headings", "image-alternatives", "site-search", "newsletter")
TREE = Tree(
    (
        Node("index"),
        Node("site", "index", min_coverage=0.5),
        *(Node(name, "site", source="observed", indicator=name, rollup="pass", normalise="boolean") for name in ASKED),
    )
)
EDITION = Methodology("e", Text("i", "e"), Path(), TREE, (), (), {"floor": 0.5}, "0")


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Observed:
    """One poor but open site, and the same one when it turns us away after the front page; one behind a wall with status 403, one whose
    block page says 200. All merged into a store.
    """
    folder = tmp_path_factory.mktemp("blocked")
    with Web() as web:
        poor = web.site("nabags.test", {"/": page("Sākums", "/a", text=TEXT), "/a": page("A", text=TEXT)})
        walled = web.site("siena.test", {"*": CLOUDFLARE})
        quiet = web.site("klusa.test", {"*": F5})
        tired = web.site("nogurusi.test", {"/": page("Sākums", "/a", text=TEXT), "*": CLOUDFLARE})
        web.visits([web.job(site, folder / "bundles") for site in (poor, walled, quiet, tired)])
    with Store(folder / "store.db") as store:
        assert store.merge_folder(folder / "bundles").refused == ()
    return observed(folder / "store.db")


def scored(seen: Observed, methodology: Methodology, who: pd.DataFrame) -> Scores:
    made = matrix(methodology.tree, who, observed=seen.rows(), rollups=methodology.rollups)
    return score(methodology, made, who)


def test_the_poor_are_ranked_and_the_blocked_are_not(seen: Observed) -> None:
    found = scored(seen, EDITION, seen.visits)
    table = found.table()
    evidence = table["evidence"].to_dict()
    assert [unit for unit, status in seen.visits["status"].items() if status == "failed"] == ["klusa-test", "siena-test"]
    assert evidence == {**dict.fromkeys(seen.visits.index, INSUFFICIENT), "nabags-test": SUFFICIENT}
    assert 0 < found.root["nabags-test"] < 60
    for blocked in ("klusa-test", "siena-test"):
        row = table.loc[[blocked], ["score", "rank", "rank_in_group", "score_without_survey", "block_site"]]
        assert row.isna().all(axis=None)
        assert table["missing"][blocked] == 1.0
    assert table["rank"]["nabags-test"] == 1.0


def test_what_a_block_kept_from_us_is_missing_and_not_failed(seen: Observed) -> None:
    found = scored(seen, EDITION, seen.visits)
    values = found.normalised.loc[["nabags-test", "nogurusi-test"]]
    absent = [name for name in ASKED if values[name]["nabags-test"] == 0]
    assert {"statement", "budget", "site-search"} <= {*absent}
    assert values.loc["nogurusi-test", absent].isna().all()


def test_in_the_edition_that_comes_with_us_as_well(seen: Observed) -> None:
    methodology = load("2026-proposal")
    known = bodies().iloc[: len(seen.visits)].set_axis(seen.visits.index)
    table = scored(seen, methodology, units(methodology, known)).table()
    walled = table.loc[["klusa-test", "siena-test"]]
    assert walled["evidence"].eq(INSUFFICIENT).all()
    assert walled["score"].isna().all()
    # what can be asked of others than the site (its name server, the open data portal) may be known all the same
    assert walled["missing"].gt(0.9).all()
    assert table["observed"]["nabags-test"] > walled["observed"].max()
