"""Two-by-two tables: every statistic as other programs compute it."""

from __future__ import annotations

from math import isnan, nan, sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.stats.contingency_tables import mcnemar as other_mcnemar  # type: ignore[import-untyped]
from statsmodels.stats.inter_rater import cohens_kappa  # type: ignore[import-untyped]

from data.errors import ConfigError
from scoring.agreement.gwet import ac, ac_table
from scoring.agreement.kappa import kappa, kappa_simple
from scoring.agreement.mcnemar import mcnemar
from scoring.agreement.tables import TwoByTwo, cross, two_by_two
from scoring.agreement.weights import weights
from tests.scoring.agreement.oracles import cases, numbers, rows

GIVEN = cases("two_by_two_r.json")
MORE = numbers("two_by_two_more.csv")
counts = st.integers(0, 200)


def close(one: float, other: float, within: float = 1e-9) -> bool:
    return one == pytest.approx(other, rel=within, abs=within)


def given_table(case: dict[str, Any]) -> TwoByTwo:
    return TwoByTwo(case["survey1_obs1"], case["survey1_obs0"], case["survey0_obs1"], case["survey0_obs0"])


@pytest.mark.parametrize("case", GIVEN, ids=[case["name"] for case in GIVEN])
def test_as_psych_and_epir(case: dict[str, Any]) -> None:
    table = given_table(case)
    whole, simple, test = kappa(table.cells), kappa_simple(table.cells), mcnemar(table)
    assert close(whole.value, case["psych_kappa"])
    assert close(whole.variance, case["psych_var_kappa"])
    assert close(simple.value, case["epi_kappa"])
    assert close(simple.error, case["epi_kappa_se"])
    assert close(table.agreement().value, case["epi_prop_agree"])
    assert close(table.pabak().value, case["epi_pabak"])
    assert close(table.bias_index().value, case["epi_bias_index"])
    assert close(table.prevalence_index().value, case["epi_prevalence_index"])
    if case["epi_mcnemar_stat"] == "NaN":
        assert isnan(test.statistic)
        assert isnan(test.p)
        assert test.reason == "no-disagreement"
    else:
        assert close(test.statistic, case["epi_mcnemar_stat"])
        assert close(test.asymptotic, case["epi_mcnemar_p"])


@pytest.mark.parametrize("case", MORE, ids=lambda case: "{a:g}/{b:g}/{c:g}/{e:g}".format(**case))
def test_as_irrcac_vcd_and_scikit_learn(case: dict[str, float]) -> None:
    table = TwoByTwo(case["a"], case["b"], case["c"], case["e"])
    one, each = ac_table(table.cells), ac(_each(table))
    assert close(one.value, case["ac1"])
    assert close(one.error, case["ac1_se_table"])
    assert close(each.value, case["ac1_raw"])
    assert close(each.error, case["ac1_se_raw"])
    found = kappa(table.cells)
    for oracle in ("kappa_irrcac", "vcd_kappa", "py_irrcac_ac1", "sklearn_kappa"):
        mine = one.value if oracle.startswith("py") else found.value
        assert isnan(case[oracle]) or close(mine, case[oracle])
    assert isnan(case["vcd_ase"]) or case["vcd_ase"] == 0 or close(found.error, case["vcd_ase"])
    test = mcnemar(table)
    assert isnan(case["exact_p"]) or close(test.exact, case["exact_p"])
    assert isnan(case["mcnemar_p"]) or close(test.asymptotic, case["mcnemar_p"])


def _each(table: TwoByTwo) -> list[list[float]]:
    return [
        row
        for often, row in ((table.a, [2.0, 0.0]), (table.b, [1.0, 1.0]), (table.c, [1.0, 1.0]), (table.e, [0.0, 2.0]))
        for _ in range(int(often))
    ]  # fmt: skip


def test_the_paradox_of_kappa() -> None:
    table = TwoByTwo(130, 56, 9, 5)
    told = (table.agreement().value, kappa(table.cells).value, ac_table(table.cells).value)
    assert [round(value, 3) for value in told] == [0.675, 0.022, 0.533]


@pytest.mark.parametrize("case", rows("ordinal_r.csv"), ids=lambda case: f"{case['weights']} {case['table'][:12]}")
def test_weighted_as_psych_vcd_and_irrcac(case: dict[str, str]) -> None:
    cells = np.array(case["table"].split(), dtype=float)
    size = round(sqrt(cells.size))
    table, agreed = cells.reshape(size, size), weights(case["weights"], range(size))
    found, other = kappa(table, agreed), ac_table(table, agreed)
    assert close(found.value, float(case["psych_weighted_kappa"]))
    assert close(found.value, float(case["vcd_kappa"]))
    assert close(found.error, float(case["vcd_ase"]))
    assert close(found.value, float(case["irrcac_kappa"]))
    assert close(other.value, float(case["ac"]))
    assert close(other.error, float(case["ac_se"]))


@given(counts, counts, counts, counts)
def test_kappa_and_mcnemar_as_statsmodels(a: int, b: int, c: int, e: int) -> None:
    table = TwoByTwo(a, b, c, e)
    assume(min(a + b, c + e, a + c, b + e) > 0)
    found, other = kappa(table.cells), cohens_kappa(table.cells)
    assert close(found.value, other.kappa)
    assert close(found.variance, max(0.0, other.var_kappa))
    assume(b + c > 0)
    test = mcnemar(table)
    assert close(test.exact, other_mcnemar(table.cells, exact=True).pvalue)
    told = other_mcnemar(table.cells, exact=False, correction=False)
    assert close(test.statistic, told.statistic)
    assert close(test.asymptotic, told.pvalue)
    assert test.method == ("exact" if b + c < 25 else "chi-squared")
    assert test.p == (test.exact if b + c < 25 else test.asymptotic)


@given(counts, counts, counts, counts)
def test_ac1_by_its_plain_formula(a: int, b: int, c: int, e: int) -> None:
    table = TwoByTwo(a, b, c, e)
    assume(table.n > 1)
    share = (2 * a + b + c) / (2 * table.n)
    chance = 2 * share * (1 - share)
    found = ac_table(table.cells)
    assert close(found.value, ((a + e) / table.n - chance) / (1 - chance))
    # The two variances differ by what is taken from n, and by nothing else.
    assert close(ac(_each(table)).variance, found.variance * table.n / (table.n - 1))
    assert found.high <= 1


@given(st.lists(st.tuples(st.sampled_from([0.0, 1.0, nan]), st.sampled_from([0.0, 1.0, nan])), max_size=40))
def test_table_of_two_columns(pairs: list[tuple[float, float]]) -> None:
    table = two_by_two([one for one, _ in pairs], [other for _, other in pairs])
    known = [pair for pair in pairs if not any(map(isnan, pair))]
    assert table == TwoByTwo(*(known.count(pair) for pair in ((1, 1), (1, 0), (0, 1), (0, 0))))
    same = cross([one for one, _ in pairs], [other for _, other in pairs], [1.0, 0.0])
    assert (same == table.cells).all()


@pytest.mark.parametrize(
    "table", [TwoByTwo(), TwoByTwo(1), TwoByTwo(7), TwoByTwo(0, 5), TwoByTwo(0, 0, 0, 9), TwoByTwo(3, 0, 0, 1), TwoByTwo(0, 4, 3)]
)
def test_edges_give_reasons_and_no_warnings(table: TwoByTwo) -> None:
    found = [
        table.agreement(), table.pabak(), table.bias_index(), table.prevalence_index(), table.overclaim(), table.underclaim(),
        kappa(table.cells), kappa_simple(table.cells), ac_table(table.cells), ac(_each(table) or np.empty((0, 2))),
    ]  # fmt: skip
    assert all(one.known != isnan(one.value) for one in found)
    assert all(one.known or one.reason for one in found)
    assert isnan(mcnemar(table).p) == (table.b + table.c == 0)


def test_what_one_category_allows() -> None:
    table = TwoByTwo(43)
    assert kappa(table.cells).reason == "one-category"
    assert ac_table(table.cells).value == 1
    assert kappa(TwoByTwo().cells).reason == "nothing"
    assert table.underclaim().reason == "nothing"
    assert mcnemar(TwoByTwo()).reason == "nothing"
    assert kappa(np.zeros((0, 0))).reason == "nothing"


def test_refused() -> None:
    with pytest.raises(ValueError, match="none below 0"):
        TwoByTwo(-1)
    with pytest.raises(ValueError, match="square"):
        kappa([[1, 2, 3], [4, 5, 6]])
    with pytest.raises(ConfigError, match="linear"):
        weights("cubic", [1, 2])


def test_sum_of_tables() -> None:
    assert TwoByTwo(1, 2, 3, 4) + TwoByTwo(10, 20, 30, 40) == TwoByTwo(11, 22, 33, 44)
