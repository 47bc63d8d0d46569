"""Regressions: the certified values of NIST, scipy, and by hand."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from data.errors import ConfigError
from scoring.regress import COLUMNS, INTERCEPT, LINE_COLUMNS, ols, regress

NAN = float("nan")
LONGLEY = """
60323 83.0 234289 2356 1590 107608 1947
61122 88.5 259426 2325 1456 108632 1948
60171 88.2 258054 3682 1616 109773 1949
61187 89.5 284599 3351 1650 110929 1950
63221 96.2 328975 2099 3099 112075 1951
63639 98.1 346999 1932 3594 113270 1952
64989 99.0 365385 1870 3547 115094 1953
63761 100.0 363112 3578 3350 116219 1954
66019 101.2 397469 2904 3048 117388 1955
67857 104.6 419180 2822 2857 118734 1956
68169 108.4 442769 2936 2798 120445 1957
66513 110.8 444546 4681 2637 121950 1958
68655 112.6 482704 3813 2552 123366 1959
69564 114.2 502601 3931 2514 125368 1960
69331 115.7 518173 4806 2572 127852 1961
70551 116.9 554894 4007 2827 130081 1962
"""
CERTIFIED = {
    INTERCEPT: (-3482258.63459582, 890420.383607373),
    "x1": (15.0618722713733, 84.9149257747669),
    "x2": (-0.0358191792925910, 0.0334910077722432),
    "x3": (-2.02022980381683, 0.488399681651699),
    "x4": (-1.03322686717359, 0.214274163161675),
    "x5": (-0.0511041056535807, 0.226073200069370),
    "x6": (1829.15146461355, 455.478499142212),
}


def column(*values: float) -> pd.Series[float]:
    return pd.Series(values, index=[f"u{place}" for place in range(len(values))], dtype="float64")


def chance(n: int = 30) -> tuple[pd.Series[float], pd.DataFrame]:
    drawn = np.random.default_rng(9)
    people = pd.Series(np.exp(drawn.normal(9, 1, n)), index=[f"u{place}" for place in range(n)])
    scores = pd.Series(20 + 5 * np.log(people.to_numpy()) + drawn.normal(0, 4, n), index=people.index)
    return scores, pd.DataFrame({"population": people, "budget": drawn.normal(5, 1, n)})


def numbers(table: pd.DataFrame, term: str) -> dict[str, float]:
    return {name: float(table.set_index("term")[name][term]) for name in LINE_COLUMNS[2:]}


def test_certified_by_nist() -> None:
    """Longley, of the Statistical Reference Datasets: columns that nearly foretell each other."""
    data = np.array([line.split() for line in LONGLEY.strip().splitlines()], dtype=np.float64)
    x = pd.DataFrame(data[:, 1:], columns=[f"x{place}" for place in range(1, 7)])
    line = ols(pd.Series(data[:, 0]), x)
    for term, (coefficient, se) in CERTIFIED.items():
        found = numbers(line.terms, term)
        assert found["coefficient"] == pytest.approx(coefficient, rel=1e-8)
        assert found["se"] == pytest.approx(se, rel=1e-8)
    assert line.r2 == pytest.approx(0.995479004577296, rel=1e-10)
    assert line.sigma == pytest.approx(304.854073561965, rel=1e-9)
    assert line.n == 16


def test_as_scipy_has_it() -> None:
    y, x = chance()
    line = ols(y, x[["budget"]])
    oracle = stats.linregress(x["budget"], y)
    slope, intercept = numbers(line.terms, "budget"), numbers(line.terms, INTERCEPT)
    assert slope["coefficient"] == pytest.approx(oracle.slope)
    assert slope["se"] == pytest.approx(oracle.stderr)
    assert slope["p"] == pytest.approx(oracle.pvalue)
    assert intercept["coefficient"] == pytest.approx(oracle.intercept)
    assert intercept["se"] == pytest.approx(oracle.intercept_stderr)
    assert line.r2 == pytest.approx(oracle.rvalue**2)
    assert line.r2_adjusted == pytest.approx(1 - (1 - oracle.rvalue**2) * 29 / 28)
    half = stats.t.ppf(0.975, 28) * oracle.stderr
    assert [slope["low"], slope["high"]] == [pytest.approx(oracle.slope - half), pytest.approx(oracle.slope + half)]


def test_by_hand() -> None:
    # slope 8 / 10, residuals -0.2 0 1.2 -1.6 0.6, their squares 4.4
    line = ols(column(1, 2, 4, 2, 5), pd.DataFrame({"x": column(1, 2, 3, 4, 5)}))
    found = numbers(line.terms, "x")
    assert found["coefficient"] == pytest.approx(0.8)
    assert numbers(line.terms, INTERCEPT)["coefficient"] == pytest.approx(0.4)
    assert line.sigma == pytest.approx(math.sqrt(4.4 / 3))
    assert found["se"] == pytest.approx(math.sqrt(4.4 / 3 / 10))
    assert line.r2 == pytest.approx(1 - 4.4 / 10.8)


def test_robust_errors_by_their_definition() -> None:
    y, x = chance()
    design = np.column_stack([np.ones(30), x["population"] / 1000, x["budget"]])
    inverse = np.linalg.inv(design.T @ design)
    rest = y.to_numpy() - design @ (inverse @ design.T @ y.to_numpy())
    own = np.diag(design @ inverse @ design.T)
    sandwich = inverse @ (design.T * (rest / (1 - own)) ** 2) @ design @ inverse
    line = ols(y, x.assign(population=x["population"] / 1000), robust=True)
    assert line.terms["se"].tolist() == pytest.approx(np.sqrt(np.diag(sandwich)).tolist())
    assert line.terms["coefficient"].tolist() == ols(y, x.assign(population=x["population"] / 1000)).terms["coefficient"].tolist()


def test_logarithms() -> None:
    y, x = chance()
    line = ols(y, x[["population"]], log=["population"])
    assert line.terms["log"].tolist() == [False, True]
    assert numbers(line.terms, "population")["coefficient"] == pytest.approx(stats.linregress(np.log(x["population"]), y).slope)
    assert numbers(line.terms, "population")["low"] < 5 < numbers(line.terms, "population")["high"]
    without = x.assign(population=[0.0, -3.0, *x["population"][2:]])
    assert ols(y, without[["population"]], log=["population"]).n == 28
    with pytest.raises(ConfigError, match="'people'"):
        ols(y, x, log=["people"])


@pytest.mark.parametrize(
    ("y", "x", "why"),
    [
        (column(), {"x": column()}, "too few units"),
        (column(1), {"x": column(2)}, "too few units"),
        (column(1, 2), {"x": column(2, 3)}, "too few units"),
        (column(NAN, NAN, NAN, NAN), {"x": column(1, 2, 3, 4)}, "too few units"),
        (column(1, 2, 3, 4), {"x": column(5, 5, 5, 5)}, "no variation"),
        (column(7, 7, 7, 7), {"x": column(1, 2, 3, 4)}, "no variation"),
        (column(1, 5, 2, 3), {"x": column(1, 2, 3, 5), "y": column(2, 4, 6, 10)}, "collinear"),
    ],
)
def test_no_line(y: pd.Series[float], x: dict[str, pd.Series[float]], why: str) -> None:
    line = ols(y, pd.DataFrame(x))
    assert line.why == why
    assert line.terms["term"].tolist() == [INTERCEPT, *x]
    assert line.terms[list(LINE_COLUMNS[2:])].isna().all(axis=None)
    assert math.isnan(line.r2)


def test_a_unit_that_decides_alone_has_no_robust_error() -> None:
    line = ols(column(1, 2, 4, 9), pd.DataFrame({"x": column(0, 0, 0, 1)}), robust=True)
    assert line.why == ""
    assert math.isnan(numbers(line.terms, "x")["se"])


def test_of_many_nodes() -> None:
    y, x = chance()
    nodes = pd.DataFrame({"index": y, "blank": NAN})
    table = regress(nodes, x.iloc[::-1], log=["population"])
    assert tuple(table.columns) == COLUMNS
    assert table[["of", "term"]].to_numpy().tolist() == [
        [of, term] for of in ("index", "blank") for name in ("population", "budget") for term in (INTERCEPT, name)
    ]
    assert table["why"].tolist() == [""] * 4 + ["too few units"] * 4
    assert table["n"].tolist() == [30] * 4 + [0] * 4
    assert table["r2"][0] == pytest.approx(ols(y, x[["population"]], log=["population"]).r2)
    both = regress(nodes[["index"]], x, log=["population"], together=True)
    assert both["term"].tolist() == [INTERCEPT, "population", "budget"]
    assert both["coefficient"].tolist() == ols(y, x, log=["population"]).terms["coefficient"].tolist()
    assert regress(nodes[[]], x).empty


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=3, max_size=15), st.integers(1, 50))
def test_scale_of_the_size_does_not_matter(points: list[tuple[int, int]], scale: int) -> None:
    y, x = (column(*map(float, side)) for side in zip(*points, strict=True))
    one, other = ols(y, pd.DataFrame({"x": x})), ols(y, pd.DataFrame({"x": x * scale + 1000}))
    assert one.why == other.why
    if not one.why:
        assert other.r2 == pytest.approx(one.r2, abs=1e-9)
        assert numbers(other.terms, "x")["coefficient"] * scale == pytest.approx(numbers(one.terms, "x")["coefficient"], abs=1e-8)
