"""Correlations: by hand, against scipy, and against what COINr's documentation prints."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from data.errors import ConfigError
from scoring.correlate import COLUMNS, KINDS, REDUNDANT, SIZE, TRADE_OFF, Correlation, Limits, correlate, correlation, correlations
from scoring.tree import Node, Tree
from tests.scoring import asem_index as asem

NAN = float("nan")
TREE = Tree((Node("index"), Node("left", "index"), Node("a", "left"), Node("b", "left"), Node("right", "index"), Node("c", "right")))


def column(*values: float) -> pd.Series[float]:
    return pd.Series(values, index=[f"u{place}" for place in range(len(values))], dtype="float64")


def chance(n: int, missing: int = 0, ties: int = 0) -> tuple[pd.Series[float], pd.Series[float]]:
    drawn = np.random.default_rng(7)
    x = drawn.normal(size=n)
    y = x + drawn.normal(size=n)
    x[:missing] = np.nan
    return column(*(x.round(1) if ties else x)), column(*(y.round(1) if ties else y))


def test_by_hand() -> None:
    x, y = column(1, 2, 3, 4), column(2, 4, 3, 8)
    # deviations -1.5 -0.5 0.5 1.5 and -2.25 -0.25 -1.25 3.75: 8.5 / sqrt(5 · 20.75)
    assert correlation(x, y).r == pytest.approx(8.5 / math.sqrt(5 * 20.75))
    # places 1 2 3 4 and 1 3 2 4: 1 - 6 · 2 / (4 · 15)
    assert correlation(x, y, "spearman").r == pytest.approx(0.8)
    # of six pairs one is the other way round
    assert correlation(x, y, "kendall").r == pytest.approx(4 / 6)


@pytest.mark.parametrize("n", [3, 10, 60])
@pytest.mark.parametrize("ties", [0, 1])
def test_as_scipy_has_it(n: int, ties: int) -> None:
    x, y = chance(n, ties=ties)
    oracles = {"pearson": stats.pearsonr(x, y), "spearman": stats.spearmanr(x, y), "kendall": stats.kendalltau(x, y)}
    for kind, oracle in oracles.items():
        found = correlation(x, y, kind)
        assert found.n == n
        assert [found.r, found.p] == [pytest.approx(oracle.statistic), pytest.approx(oracle.pvalue)]


def test_interval() -> None:
    x, y = chance(40)
    oracle = stats.pearsonr(x, y).confidence_interval(0.9)
    found = correlation(x, y, level=0.9)
    assert [found.low, found.high] == [pytest.approx(oracle.low), pytest.approx(oracle.high)]
    for kind, variance, lost in (("spearman", 1 + correlation(x, y, "spearman").r ** 2 / 2, 3), ("kendall", 0.437, 4)):
        found = correlation(x, y, kind)
        half = 1.959963984540054 * math.sqrt(variance / (40 - lost))
        assert math.atanh(found.high) - math.atanh(found.r) == pytest.approx(half)
        assert math.atanh(found.r) - math.atanh(found.low) == pytest.approx(half)


def test_only_units_that_have_both() -> None:
    x, y = chance(30, missing=9)
    found = correlation(x, y.iloc[:25])
    assert found.n == 16
    assert found.r == pytest.approx(stats.pearsonr(x.iloc[9:25], y.iloc[9:25]).statistic)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("x", "y", "n"),
    [
        (column(), column(), 0),
        (column(1), column(2), 1),
        (column(3, 3, 3), column(1, 2, 3), 3),
        (column(1, 2, 3), column(0, 0, 0), 3),
        (column(NAN, NAN), column(1, 2), 0),
    ],
)
def test_not_defined(kind: str, x: pd.Series[float], y: pd.Series[float], n: int) -> None:
    found = correlation(x, y, kind)
    assert found.n == n
    assert all(math.isnan(one) for one in found[1:])
    assert not found.clear


@pytest.mark.parametrize("kind", KINDS)
def test_two_units_lie_on_a_line_whatever_they_are(kind: str) -> None:
    found = correlation(column(1, 2), column(9, 5), kind)
    assert found == Correlation(2, -1.0, 1.0, -1.0, 1.0)
    assert not found.clear


def test_a_perfect_line() -> None:
    found = correlation(column(1, 2, 3, 4, 5), column(10, 20, 30, 40, 50))
    assert found.r == pytest.approx(1)
    assert found.p == pytest.approx(0, abs=1e-9)
    assert found.low == pytest.approx(1, abs=1e-6)


def test_ranks_see_no_difference_in_the_last_bit() -> None:
    x = column(0.3, 0.1 + 0.2, 0.5, 0.9)
    assert correlation(x, column(1, 1, 2, 3), "spearman").r == pytest.approx(1)
    assert correlation(x, column(1, 1, 2, 3), "kendall").r == pytest.approx(1)


def test_of_few_units_only_a_high_correlation_is_clear() -> None:
    assert 2 / math.sqrt(43) == pytest.approx(0.305, abs=1e-3)
    assert not Correlation(43, 0.30, 0.05, 0, 0.5).clear
    assert Correlation(43, -0.31, 0.04, -0.5, 0).clear
    assert not Correlation(0, NAN, NAN, NAN, NAN).clear


def made() -> pd.DataFrame:
    """What b says, a says too; right goes against left."""
    a, other = chance(30)
    frame = pd.DataFrame({"a": a, "b": a * 2 + 1, "c": -a + other * 0.01})
    left = frame["a"] + frame["b"]
    return frame.assign(left=left, right=frame["c"], index=left + frame["c"]).rename_axis("unit")


def test_relations_and_flags() -> None:
    frame = made()
    people = pd.DataFrame({"population": frame["a"] * 10, "a": 5.0}, index=frame.index)
    table = correlate(frame, TREE, people)
    assert tuple(table.columns) == COLUMNS
    pearson = table[table["kind"] == "pearson"].set_index(["one", "other"])
    found = {pair: (row["relation"], row["flag"]) for pair, row in pearson.iterrows()}
    assert found == {
        ("left", "index"): ("parent", ""),
        ("a", "left"): ("parent", ""),
        ("b", "left"): ("parent", ""),
        ("right", "index"): ("parent", TRADE_OFF),
        ("c", "right"): ("parent", ""),
        ("a", "index"): ("ancestor", ""),
        ("b", "index"): ("ancestor", ""),
        ("c", "index"): ("ancestor", TRADE_OFF),
        ("left", "right"): ("sibling", TRADE_OFF),
        ("a", "b"): ("sibling", REDUNDANT),
        ("a", "c"): ("cousin", TRADE_OFF),
        ("b", "c"): ("cousin", TRADE_OFF),
        **{(code, "population"): ("denominator", SIZE) for code in ("index", "left", "a", "b", "right", "c")},
        **{(code, "a"): ("denominator", "") for code in ("index", "left", "a", "b", "right", "c")},
    }
    assert pearson.query("relation == 'denominator' and other == 'a'")["r"].isna().all()
    assert pearson.query("relation == 'sibling'")["clear"].all()


def test_what_is_asked_for() -> None:
    table = correlate(made(), TREE, kinds=["kendall"], relations=["sibling"], limits=Limits(high=1.0, low=-1.1))
    assert table[["one", "other", "kind", "flag"]].to_numpy().tolist() == [["left", "right", "kendall", ""], ["a", "b", "kendall", ""]]
    with pytest.raises(ConfigError, match=r"'uncle'.*\n'aunt'"):
        correlate(made(), TREE, relations=["uncle", "aunt"])
    with pytest.raises(ConfigError, match="'tau'"):
        correlation(column(1), column(1), "tau")


def test_nobody() -> None:
    table = correlate(made().iloc[:0], TREE)
    assert len(table) == 12 * len(KINDS)
    assert table["r"].isna().all()
    assert not table["clear"].any()


def test_a_square_for_the_heat_map() -> None:
    frame = made()[["a", "b", "c"]].assign(d=1.0)
    square = correlations(frame)
    assert np.allclose(square, frame.drop(columns="d").corr().reindex(index=list("abcd"), columns=list("abcd")), equal_nan=True)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=20), st.sampled_from(KINDS))
def test_neither_order_nor_scale_matters(points: list[tuple[int, int]], kind: str) -> None:
    x, y = (column(*map(float, side)) for side in zip(*points, strict=True))
    found = correlation(x, y, kind)
    if math.isnan(found.r):
        assert x.min() == x.max() or y.min() == y.max()
        return
    assert -1 <= found.low <= found.r <= found.high <= 1
    assert 0 <= found.p <= 1
    assert correlation(y, x, kind).r == pytest.approx(found.r, abs=1e-12)
    assert correlation(x * -3 + 7, y, kind).r == pytest.approx(-found.r, abs=1e-12)


def test_published_with_the_index() -> None:
    for code, r in asem.PRINTED["corr_index_subindex"].items():
        assert correlation(asem.nodes()[code], asem.nodes()["Index"]).r == pytest.approx(r, abs=5e-8)


def test_published_of_raw_data() -> None:
    for pair, r in asem.PRINTED["raw_corr_environ_p05"].items():
        one, other = pair.split("~")
        found = correlation(asem.raw()[one], asem.raw()[other])
        assert found.r == pytest.approx(r, abs=5e-8)
        assert found.p < 0.05


@pytest.mark.parametrize(
    ("name", "limits", "flag"), [("high_0.75", Limits(high=0.75), REDUNDANT), ("low_-0.5", Limits(low=-0.5), TRADE_OFF)]
)
def test_published_flags(name: str, limits: Limits, flag: str) -> None:
    table = correlate(asem.nodes(), asem.index(), kinds=["pearson"], relations=["sibling"], limits=limits)
    indicators = {leaf.code for leaf in asem.index().leaves}
    flagged = table[(table["flag"] == flag) & table["one"].isin(indicators)]
    found = {"~".join(sorted([one, other])): round(r, 3) for one, other, r in flagged[["one", "other", "r"]].to_numpy().tolist()}
    assert found == asem.PRINTED[f"corr_flags_{name}"]
