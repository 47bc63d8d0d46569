"""The verbs one after the other on a real index, against what COINr 1.1.14 computed and what its documentation prints."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from scoring import normalise as n
from scoring import weigh
from scoring.aggregate import aggregate, arithmetic, harmonic
from scoring.denominate import denominate, denominators
from scoring.impute import impute
from scoring.normalise import normalise
from scoring.panel import last, linear
from scoring.rank import rank, rank_within
from scoring.screen import availability, screen
from scoring.treat import kurtosis, skewness, treat, winsorise
from scoring.tree import Node, Tree

FOLDER = Path(__file__).parent / "reference" / "asem"
EXACT = 1e-9
PRINTED = json.loads((FOLDER / "published" / "scalars.json").read_text(encoding="utf-8"))


@cache
def table(name: str) -> pd.DataFrame:
    return pd.read_csv(FOLDER / f"{name}.csv", index_col=0)


@cache
def raw() -> pd.DataFrame:
    return pd.read_csv(FOLDER / "raw.csv", index_col="uCode")


def tree(normalised: str = "minmax", aggregated: str = "arithmetic") -> Tree:
    rows = pd.read_csv(FOLDER / "meta.csv", keep_default_na=False).query("Level != ''")
    return Tree(tuple(node(row, normalised, aggregated) for row in rows.to_dict("records")))


def node(row: dict[Any, Any], normalised: str, aggregated: str) -> Node:
    told: dict[str, Any] = {
        "code": row["iCode"],
        "parent": row["Parent"],
        "weight": float(row["Weight"]),
        "direction": int(row["Direction"]),
    }
    if row["Type"] == "Aggregate":
        return Node(**told, aggregate=aggregated)
    ends: dict[str, Any] = {"low": float(row["Target"])} if told["direction"] == -1 else {"high": float(row["Target"])}
    return Node(**told, **ends, denominate=row["Denominator"], normalise=normalised)


LEAVES = [leaf.code for leaf in tree().leaves]


@cache
def denominated() -> pd.DataFrame:
    return denominate(raw()[LEAVES], denominators(tree(), raw()))


@cache
def imputed() -> pd.DataFrame:
    return impute(denominated(), tree(), "group_mean", groups=raw()["EurAsia_group"])


@cache
def treated() -> pd.DataFrame:
    kept = screen(imputed(), least=0.9).kept
    assert len(kept) == 51
    return treat(kept, "jrc").values


def scored(values: pd.DataFrame, normalised: str = "minmax", aggregated: str = "arithmetic") -> pd.DataFrame:
    by = tree(normalised, aggregated)
    return aggregate(normalise(values, by), by)


def same(found: pd.DataFrame, name: str) -> None:
    expected = table(name)
    pd.testing.assert_frame_equal(
        found.loc[expected.index, expected.columns], expected, check_dtype=False, check_names=False, rtol=0, atol=EXACT
    )


def test_denominated_and_imputed() -> None:
    same(imputed(), "expected/Imputed")
    without = raw()["Energy"].isna()
    assert raw().index[without].tolist() == ["LAO"]
    assert denominated().loc["LAO", ["Elec", "Gas"]].isna().all()


def test_treated() -> None:
    same(treated(), "expected/Treated")


def test_min_max_and_arithmetic_mean() -> None:
    same(scored(treated()), "expected/n01_minmax0_100_amean")


def test_min_max_and_geometric_mean() -> None:
    same(scored(treated(), "minmax 1 100", "geometric"), "expected/a01_minmax1_100_gmean")


@pytest.mark.parametrize("methods", table("expected/combinations").columns)
def test_other_methods_put_together(methods: str) -> None:
    normalised, aggregated = methods.split(" | ")
    expected = table("expected/combinations")[methods]
    found = scored(treated(), normalised, aggregated)["Index"]
    np.testing.assert_allclose(found.loc[expected.index], expected, rtol=1e-11, atol=1e-9)


def test_methods_that_are_the_same() -> None:
    values = treated()
    least_one = ("minmax 1 100", "percentile-rank")
    means = {"harmonic": "generalised -1", "geometric": "generalised 0", "arithmetic": "generalised 1"}
    for mean, power in means.items():
        found = scored(values, least_one[0], mean)
        pd.testing.assert_frame_equal(found, scored(values, least_one[0], power), rtol=1e-12)
    distance = scored(values, "max-distance 1") * 100
    columns = [node.code for node in tree().nodes]
    pd.testing.assert_frame_equal(distance[columns], scored(values)[columns], rtol=1e-12, atol=1e-12)


def test_published_results() -> None:
    found = scored(treated())
    places = found.apply(rank)
    published = table("published/results_head6_base")
    np.testing.assert_array_equal(places.loc[published.index, "Index"], published["Rank"])
    codes = [code for code in published if code != "Rank"]
    pd.testing.assert_frame_equal(found.loc[published.index, codes], published[codes], rtol=0, atol=0.00501, check_names=False)
    india = table("published/results_unit_summary_IND")
    np.testing.assert_allclose(found.loc["IND"].reindex(india.index), india["score"], rtol=0, atol=0.00501)
    np.testing.assert_array_equal(places.loc["IND"].reindex(india.index), india["rank"])
    first_five = pd.read_csv(FOLDER / "published" / "aggregate_head5_base_3sf.csv")
    np.testing.assert_allclose(found.sort_index().head(5)[first_five.columns], first_five, rtol=5e-3)


@pytest.mark.parametrize("group", ["L", "XL"])
def test_published_ranks_within_a_group(group: str) -> None:
    found = scored(treated())
    published = table(f"published/results_groupranks_{group}_head6").drop(columns="GDPpc_group")
    places = found[published.columns].apply(lambda points: rank_within(points, raw()["GDPpc_group"]))
    pd.testing.assert_frame_equal(places.loc[published.index], published, check_dtype=False, check_names=False)


def test_published_ranks_by_percentile_ranks() -> None:
    published = table("published/compare_multi")
    for method, column in (("minmax", "Nominal"), ("percentile-rank 1", "Prank")):
        found = rank(scored(treated(), method)["Index"])
        np.testing.assert_array_equal(found.loc[published.index], published[column])


def test_published_results_screened_and_not_imputed() -> None:
    kept = screen(denominated(), least=0.9).kept
    assert len(kept) == 46
    found = scored(treat(kept, "jrc").values)
    places = rank(found["Index"])
    published = table("published/overview_head6_screen90_noimpute")
    codes = [code for code in published if code != "Rank"]
    pd.testing.assert_frame_equal(found.loc[published.index, codes], published[codes], rtol=0, atol=0.00501, check_names=False)
    ranks = table("published/compare_multi")["Screen90"].dropna()
    np.testing.assert_array_equal(places.loc[ranks.index], ranks)


def test_published_normalisation_of_raw_data() -> None:
    """COINr, "Normalisation": Borda of LPI, z-scores with mean 10 and sd 2 of Flights, min-max of Ship."""
    found = pd.DataFrame(
        {
            "LPI": n.borda(raw()["LPI"]),
            "Flights": n.zscore(raw()["Flights"], mean=10, sd=2),
            "Ship": n.minmax(raw()["Ship"]),
        }
    ).sort_index()
    assert found["LPI"].head(10).tolist() == [36, 44, 45, 4, 7, 9, 42, 30, 14, 31]
    flights = [9.889993, 9.588735, 9.711512, 8.529810, 8.741971, 8.433044, 10.563483, 13.235114, 8.721372, 9.001961]
    np.testing.assert_allclose(found["Flights"].head(10), flights, atol=5e-7)
    ship = [66.14497, 0, 97.14314, 45.80661, 37.40495, 35.38920, 0, 100, 55.21211, 0]
    np.testing.assert_allclose(found["Ship"].head(10), ship, atol=5e-6)


def test_published_harmonic_mean() -> None:
    """COINr, "Aggregation": the first five units of the raw data, weights 1, 1, 2 and 1, printed with three significant digits."""
    columns = ["LPI", "Flights", "Ship", "Bord"]
    found = harmonic(n.minmax(raw()[columns], low=1), pd.Series([1, 1, 2, 1], index=columns))
    np.testing.assert_allclose(found.head(5), [2.36, 41.5, 14.3, 17.4, 3.93], rtol=3e-3)


def test_published_limit_of_availability() -> None:
    """COINr, "Aggregation": 2/3 of the values have to be there."""
    leaves = tuple(Node(code, "index") for code in ("i1", "i2", "i3"))
    values = pd.DataFrame({"i1": [1, 2, 3], "i2": [3, np.nan, np.nan], "i3": [1, np.nan, 1]})
    found = aggregate(values, Tree((Node("index", min_coverage=2 / 3), *leaves)))["index"]
    assert found.tolist() == pytest.approx([5 / 3, np.nan, 2], nan_ok=True)
    assert arithmetic(values).tolist() == pytest.approx([5 / 3, 2, 2])


def test_published_availability_and_screening() -> None:
    values = raw()[LEAVES]
    known = availability(values)
    assert {unit: known[unit] for unit in PRINTED["data_avail_raw"]} == pytest.approx(PRINTED["data_avail_raw"], abs=5e-8)
    kept = screen(values, least=0.85).kept
    assert sorted(set(values.index) - set(kept.index)) == PRINTED["screen_raw_0.85_removed"]


def test_published_treatment() -> None:
    told = PRINTED["skew_kurt"]
    x = pd.Series(told["x"], dtype="float64")
    assert (skewness(x), kurtosis(x)) == pytest.approx((told["skew"], told["kurt"]), abs=5e-7)
    y = winsorise(x)
    assert (skewness(y), kurtosis(y)) == pytest.approx((told["after_winsorise_skew"], told["after_winsorise_kurt"]), abs=5e-7)
    found = treat(raw()[LEAVES]).table
    for code, printed in PRINTED["treat_raw_defaults"].items():
        row = found.loc[code]
        assert row["points"] == printed["nwin"]
        assert row["treatment"] == "winsorise"
        before = (row["skewness_before"], row["kurtosis_before"], row["skewness"], row["kurtosis"])
        assert before == pytest.approx([printed[name] for name in ("skew0", "kurt0", "skew1", "kurt1")], abs=5e-7)


def test_published_value_of_an_earlier_year() -> None:
    """COINr, "Imputation": the LPI of GBR in 2022, taken out, is filled with that of 2021, printed as 4.386542."""
    panel = pd.read_csv(FOLDER / "panel_lpi.csv").rename(columns={"uCode": "unit", "Time": "year"}).set_index(["unit", "year"])
    filled = last(without(panel, 2022))
    assert filled["LPI"]["GBR", 2022] == panel["LPI"]["GBR", 2021] == pytest.approx(4.386542, abs=5e-7)
    pd.testing.assert_frame_equal(filled.drop(("GBR", 2022)), panel.drop(("GBR", 2022)))
    between = (panel["LPI"]["GBR", 2020] + panel["LPI"]["GBR", 2022]) / 2
    assert linear(without(panel, 2021))["LPI"]["GBR", 2021] == pytest.approx(between, rel=1e-15)


def without(panel: pd.DataFrame, year: int) -> pd.DataFrame:
    there = panel.copy()
    there.loc[("GBR", year), "LPI"] = np.nan
    return there


def test_published_weights() -> None:
    found = scored(treated())
    effective = tree().effective()
    assert effective[list(PRINTED["effective_weights"])].to_dict() == pytest.approx(PRINTED["effective_weights"], abs=5e-9)
    for parent in ("Conn", "Sust"):
        loadings = weigh.pca(found[[child.code for child in tree().children(parent)]])
        assert loadings.to_dict() == pytest.approx({code: PRINTED["pca_weights_level2"][code] for code in loadings.index}, abs=5e-8)


def test_optimised_weights_reach_what_coinr_comes_near() -> None:
    """COINr stops as soon as it gains little: correlations of 0.897 and 0.893. The two are equal at the optimum, at nearly its weights."""
    children = scored(treated())[["Conn", "Sust"]]
    weights = weigh.optimised(children)
    reached = weigh.importance(children, weights)
    assert reached.tolist() == pytest.approx([0.5, 0.5], abs=1e-6)
    printed = PRINTED["opt_weights_level3_equal_vignette"]
    assert weights.to_dict() == pytest.approx({code: printed[code] for code in weights.index}, abs=0.01)
    theirs = pd.Series({code: printed[code] for code in weights.index})
    parent = arithmetic(children, theirs)
    found = [np.corrcoef(children[code], parent)[0, 1] for code in children]
    assert found == pytest.approx([printed["corr_Conn"], printed["corr_Sust"]], abs=1e-6)
