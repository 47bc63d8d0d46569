"""Published indices, recomputed from their data by editions in our own tables: scores, and ranks where there are any."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from scoring.matrix import Matrix
from scoring.methodology import Methodology, load
from scoring.rank import rank
from scoring.score import Scores, score
from scoring.tree import Tree

HERE = Path(__file__).parent
EDITIONS, REFERENCE = HERE / "editions", HERE / "reference"
THIRDS = {2003: "egdi2003", 2004: "egdi2003", 2005: "egdi2003", 2012: "egdi2003", 2018: "egdi2018", 2022: "egdi2018"}
EGDI = {**dict.fromkeys((2014, 2016, 2020, 2024), "egdi2014"), **THIRDS, 2008: "egdi2008", 2010: "egdi2008"}
PRINTED = {2008: 1.1e-4, 2010: 1e-5, 2014: 3e-5, 2018: 5e-5, 2020: 5e-5, 2022: 1e-4, 2024: 5e-5}
"""How near one comes with the digits that were printed; 1e-5 where all have five decimals."""
UNEXPLAINED = {2008: {"Cambodia": 0.002822, "Cameroon": 0.012121}}
"""Countries whose printed index does not follow from their printed components, with the difference."""
OTHER_RANKS = {
    # Cambodia and Cameroon, who are above those whose printed index is higher than theirs; Ecuador ties in the digits that were printed.
    2008: {
        "Cambodia": (137, 139),
        "Zimbabwe": (138, 137),
        "Ghana": (139, 138),
        "Cameroon": (147, 149),
        "Solomon Islands": (148, 147),
        "Congo": (149, 148),
        "Ecuador": (75, 74),
    },
    # Ties that were broken on digits that were not printed.
    2020: {"North Macedonia": (71, 72), "Andorra": (79, 80), "Timor-Leste": (133, 134)},
    2024: {"Iraq": (147, 148)},
}
"""The ranks that do not follow from what was printed: ours, and the published one."""


@cache
def table(name: str) -> pd.DataFrame:
    return pd.read_csv(REFERENCE / name)


@cache
def edition(name: str) -> Methodology:
    return load(EDITIONS / name)


def scored(methodology: Methodology, figures: pd.DataFrame, units: pd.DataFrame | None = None) -> Scores:
    """The scores from statistics: a row a unit, a column a question."""
    values = pd.DataFrame({leaf.code: figures[leaf.question] for leaf in methodology.tree.leaves}, index=figures.index)
    known = values.rename_axis("unit")
    return score(methodology, Matrix.plain(known, "statistics"), pd.DataFrame(index=known.index) if units is None else units)


@pytest.mark.parametrize("year", sorted(EGDI))
def test_the_e_government_development_index(year: int) -> None:
    survey = table("egdi/egdi_2003_2024.csv")
    # Montenegro (to 2005) and South Sudan (to 2010) have rows of noughts from before they were states, and no rank.
    published = survey[(survey["year"] == year) & survey["rank"].notna()].set_index("country")
    found = scored(edition(EGDI[year]), published)
    difference = (found.root - published["egdi"]).abs()
    apart = difference[difference > PRINTED.get(year, 1e-5)]
    assert apart.to_dict() == pytest.approx(UNEXPLAINED.get(year, {}), abs=1e-6)
    ranks = found.ranks["overall"]
    moved = {str(who): (int(ranks[who]), int(published["rank"][who])) for who in ranks.index[ranks != published["rank"]]}
    assert moved == OTHER_RANKS.get(year, {})


def test_all_editions_of_the_survey_are_there() -> None:
    assert sorted(EGDI) == sorted(table("egdi/egdi_2003_2024.csv")["year"].unique())


def test_in_2008_and_2010_equal_weights_do_not_do() -> None:
    survey = table("egdi/egdi_2003_2024.csv")
    published = survey[survey["year"].eq(2010) & survey["rank"].notna()].set_index("country")
    given = edition("egdi2008")
    equal = replace(given, tree=given.tree.reweighted(dict.fromkeys(("osi", "hci", "tii"), 1.0)))
    assert (scored(given, published).root - published["egdi"]).abs().max() < 1e-5
    assert ((scored(equal, published).root - published["egdi"]).abs() > 1e-4).sum() > 150


def test_the_human_development_index() -> None:
    rows = table("hdi/hdi_1990_2022.csv")
    published = rows.set_index(rows["iso3"] + " " + rows["year"].astype(str))
    found = scored(edition("hdi"), published)
    assert len(found.root) == 6171
    assert (found.root - published["hdi"]).abs().max() <= 0.0005 + 1e-12
    ranked = published[published["hdi_rank"].notna()]
    assert len(ranked) == 193
    assert scored(edition("hdi"), ranked).ranks["overall"].to_list() == ranked["hdi_rank"].to_list()


def test_a_country_without_data_on_income_has_no_human_development_index() -> None:
    everything = table("hdi/hdi_1990_2022.csv")
    rows = everything[everything["year"] == 2022].set_index("iso3").head(2).assign(gnipc=[np.nan, 5000.0])
    assert scored(edition("hdi"), rows).root.notna().to_list() == [False, True]


def test_the_digital_government_index() -> None:
    published = table("oecd_dgi2023/oecd_dgi_2023.csv").set_index("cc_iso3c")
    members = published["composite_rank"].notna()
    units = pd.DataFrame({"measurement": "all", "group": np.where(members, "members", "partners")}, index=published.index)
    found = scored(edition("oecd-dgi2023"), published, units)
    assert (found.root - published["composite_index"]).abs().max() <= 0.0005 + 1e-12
    assert found.ranks["in_group"][members].to_list() == published["composite_rank"][members].to_list()
    assert members.sum() == 33


def blavatnik(column: str) -> pd.DataFrame:
    """All tiers, a row a country and a column a node, named as in the edition."""
    rows = table("bipa2024/values.csv")
    codes = "n" + rows["node"].map(lambda node: f"{node:.2f}".removesuffix(".00"))
    return rows.assign(code=codes).pivot_table(index="country", columns="code", values=column)


def test_the_blavatnik_index_exactly() -> None:
    published, ranks = blavatnik("value"), blavatnik("rank")
    found = scored(edition("bipa2024"), published)
    assert set(found.nodes) == set(published)
    pd.testing.assert_frame_equal(found.nodes[published.columns], published, check_exact=True, check_names=False)
    assert found.ranks["overall"].to_list() == ranks["n0"].to_list()
    own = found.nodes[ranks.columns].apply(rank, decimals=2)
    pd.testing.assert_frame_equal(own, ranks, check_names=False, check_dtype=False)


def test_without_rounding_its_tiers_the_blavatnik_index_is_another() -> None:
    published, ranks = blavatnik("value"), blavatnik("rank")
    given = edition("bipa2024")
    exact = replace(given, tree=Tree(tuple(replace(node, decimals=None) for node in given.tree.nodes)))
    found = scored(exact, published).root
    assert (found.round(2) != published["n0"]).sum() == 20
    assert (rank(found) != ranks["n0"]).sum() == 74
