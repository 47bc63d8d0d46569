"""Comparison of two results: by hand, and as COINr's documentation prints it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.types import Text
from scoring.compare import COLUMNS, LIMITS, MOVES, NODE_COLUMNS, SUMMARY_COLUMNS, compare, compare_nodes, matched, rank_table, summary
from scoring.level_table import Level
from scoring.matrix import Matrix
from scoring.methodology import Methodology
from scoring.score import Scores, score
from scoring.tree import Node, Tree
from tests.scoring import asem_index as asem

NAN = float("nan")
LEVELS = (Level("low", 0.0, Text("zems", "low")), Level("high", 50.0, Text("augsts", "high")))
OLD = Methodology(
    "old", Text("v", "o"), Path(), Tree((Node("index"), Node("a", "index"), Node("b", "index"))), (), LEVELS, {"floor": 0.6}, "0"
)
NEW = replace(OLD, edition="new", tree=Tree((Node("index"), Node("a", "index"), Node("c", "index"))), digest="1")


def column(**values: float) -> pd.Series[float]:
    return pd.Series(values, dtype="float64")


def scored(edition: Methodology, groups: dict[str, str], **units: tuple[float, float]) -> Scores:
    leaves = [leaf.code for leaf in edition.tree.leaves]
    values = pd.DataFrame.from_dict(units, orient="index", columns=leaves, dtype="float64")
    who = {"name_lv": [f"{unit} lv" for unit in units], "name_en": [f"{unit} en" for unit in units], "kind": "novads"}
    places = {"measurement": [groups[unit][0] for unit in units], "group": [groups[unit] for unit in units]}
    return score(edition, Matrix.plain(values), pd.DataFrame({**who, **places}, index=pd.Index(list(units), name="unit")))


GROUPS = {"ape": "m1", "cesis": "m1", "riga": "m2", "valka": "m1", "csb": "s1", "vm": "s1"}


def before() -> Scores:
    return scored(OLD, GROUPS, ape=(10, 30), cesis=(60, 80), riga=(90, 90), valka=(40, NAN), csb=(50, 50))


def after() -> Scores:
    return scored(NEW, {**GROUPS, "ape": "m2"}, ape=(90, 90), cesis=(70, 70), valka=(20, 40), csb=(70, 70), vm=(90, 90))


def test_matched_by_hand() -> None:
    old, new = column(a=50, b=70, c=70, d=10, e=90), column(b=60, c=80, d=60, a=20, f=99)
    table = matched(old, new)
    assert tuple(table.columns) == MOVES
    assert table.index.tolist() == ["a", "b", "c", "d", "e", "f"]
    expected = {
        "a": (50, 20, -30, 4, 5, -1, 3, 4, -1),
        "b": (70, 60, -10, 2, 3, -1, 1, 2, -1),
        "c": (70, 80, 10, 2, 2, 0, 1, 1, 0),
        "d": (10, 60, 50, 5, 3, 2, 4, 2, 2),
        "e": (90, NAN, NAN, 1, NAN, NAN, NAN, NAN, NAN),
        "f": (NAN, 99, NAN, NAN, 1, NAN, NAN, NAN, NAN),
    }
    wanted = pd.DataFrame.from_dict(expected, orient="index", columns=list(MOVES), dtype="float64").rename_axis("unit")
    pd.testing.assert_frame_equal(table, wanted)
    found = summary(table)
    assert tuple(found.columns) == SUMMARY_COLUMNS
    assert found.iloc[0, :9].tolist() == ["", 4, 1, 1, 5, 1, 2, 1, 2]
    both = table.dropna()
    assert found["spearman"][0] == pytest.approx(both["score_old"].corr(both["score_new"], method="spearman"))
    assert found["pearson"][0] == pytest.approx(both["score_old"].corr(both["score_new"]))


def test_two_editions() -> None:
    table = compare(before(), after())
    assert tuple(table.columns) == COLUMNS
    assert table["unit"].tolist() == ["ape", "cesis", "valka", "riga", "vm", "csb"]
    rows = table.set_index("unit").loc[["ape", "vm", "cesis", "csb", "valka", "riga"]]
    assert rows["score_old"].to_dict() == pytest.approx(
        {"ape": 20, "vm": NAN, "cesis": 70, "csb": 50, "valka": NAN, "riga": 90}, nan_ok=True
    )
    assert rows["rank_old"].tolist() == pytest.approx([3, NAN, 2, 1, NAN, 1], nan_ok=True)
    assert rows["rank_new"].tolist() == pytest.approx([1, 1, 2, 2, 3, NAN], nan_ok=True)
    assert rows["rank_change"].tolist() == pytest.approx([2, NAN, 0, -1, NAN, NAN], nan_ok=True)
    # Rīga and Valka do not count among those who have both, nor does the ministry
    assert rows["rank_change_matched"].tolist() == pytest.approx([1, NAN, -1, 0, NAN, NAN], nan_ok=True)
    assert rows["limits"].to_dict() == {
        "ape": "group",
        "vm": "only-new",
        "cesis": "",
        "csb": "",
        "valka": "evidence-old",
        "riga": "only-old",
    }
    assert rows["level_old"].tolist() == ["low", "", "high", "high", "", "high"]
    assert rows["level_new"].tolist() == ["high", "high", "high", "high", "low", ""]
    assert rows["name_en"].tolist() == ["ape en", "vm en", "cesis en", "csb en", "valka en", "riga en"]
    assert rows["measurement"].tolist() == ["m", "s", "m", "s", "m", "m"]
    assert rows["group_old"].tolist() == ["m1", "", "m1", "s1", "m1", "m2"]


def test_limits_of_other_measurements_and_of_both_sides() -> None:
    moved = scored(OLD, {**GROUPS, "riga": "s2"}, riga=(90, NAN), cesis=(60, 80))
    rows = compare(before(), moved).set_index("unit")["limits"]
    assert rows["riga"] == "evidence-new measurement group"
    assert {word for words in rows for word in words.split()} <= set(LIMITS)


def test_summary_of_each_measurement() -> None:
    found = summary(compare(before(), after())).set_index("measurement")
    assert found.index.tolist() == ["m", "s"]
    assert found.iloc[:, :8].to_numpy().tolist() == [[2, 1, 1, 35, 1, 1, 1, 1], [1, 0, 1, 20, 0, 0, 0, 0]]
    assert found["pearson"].isna().tolist() == [False, True]


def test_nodes_that_both_have() -> None:
    table = compare_nodes(before(), after())
    assert tuple(table.columns) == NODE_COLUMNS
    assert table["node"].unique().tolist() == ["index", "a"]
    assert table["unit"].tolist() == [unit for unit in ("ape", "cesis", "valka", "csb") for _ in range(2)]
    rows = table.set_index(["unit", "node"])["change"]
    assert rows.tolist() == pytest.approx([70, 80, 0, 10, NAN, -20, 20, 20], nan_ok=True)


def test_with_itself_nobody_moves() -> None:
    table = compare(before(), before())
    assert table["change"].dropna().eq(0).all()
    assert table["rank_change"].dropna().eq(0).all()
    assert table["limits"].eq("").sum() == 4


def test_without_groups_names_or_units() -> None:
    values = pd.DataFrame({"a": [1.0, 2.0], "b": [3.0, 4.0]}, index=["u", "v"])
    plain = score(OLD, Matrix.plain(values), pd.DataFrame(index=values.index))
    assert compare(plain, plain)[["unit", "name_lv", "measurement", "rank_new"]].to_numpy().tolist() == [["v", "", "", 1], ["u", "", "", 2]]
    nobody = score(OLD, Matrix.plain(values.iloc[:0]), pd.DataFrame(index=values.index[:0]))
    assert compare(nobody, nobody).empty
    assert summary(compare(nobody, nobody)).empty
    assert compare(plain, nobody)["limits"].tolist() == ["only-old", "only-old"]
    assert compare_nodes(plain, nobody).empty


def countries(normalised: str = "minmax", without: str = "", **method: str | float) -> Scores:
    """The published index from its raw data, or a part of it."""
    told = {"floor": 0.0, "impute": "group_mean", "treat": "jrc", **method}
    edition = replace(OLD, tree=asem.tree(normalised).without([without]), levels=(), method=told)
    return score(
        edition, Matrix.plain(asem.raw()[[leaf.code for leaf in edition.tree.leaves]]), asem.raw().assign(group=asem.raw()["EurAsia_group"])
    )


def test_published_comparison_of_two_methods() -> None:
    published = asem.printed("compare_multi")
    table = compare(countries(), countries("percentile-rank")).set_index("unit").loc[published.index]
    assert table["rank_old"].tolist() == published["Nominal"].tolist()
    assert table["rank_new"].tolist() == published["Prank"].tolist()
    # Portugal 27 -> 17, Laos 48 -> 39, Malta 10 -> 19, as printed
    assert table["rank_change"][["PRT", "LAO", "MLT"]].tolist() == [10, 9, -9]
    assert summary(table)["mean_rank_change"][0] == pytest.approx((published["Nominal"] - published["Prank"]).abs().mean())


def test_published_ranks_of_who_was_screened_out() -> None:
    published = asem.printed("compare_multi")
    table = compare(countries(), countries(impute="none", screen=0.9)).set_index("unit").loc[published.index]
    assert table["rank_new"].tolist() == pytest.approx(published["Screen90"].tolist(), nan_ok=True)
    # Pakistan 50 -> 44, as printed: most of it because five others have gone
    assert table["rank_change"]["PAK"] == 6
    assert table["rank_change_matched"]["PAK"] == 1
    assert table["limits"].eq("evidence-new").sum() == 5
    assert summary(table).iloc[0, 1:4].tolist() == [46, 5, 0]


def test_many_side_by_side() -> None:
    published = asem.printed("compare_multi")
    table = rank_table({name: -published[name].astype("float64") for name in published.columns})
    pd.testing.assert_frame_equal(table, published.astype("float64"), check_names=False)
    assert rank_table({}).empty


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(*[st.one_of(st.just(NAN), st.integers(0, 9).map(float))] * 2), max_size=9))
def test_the_other_way_round(points: list[tuple[float, float]]) -> None:
    frame = pd.DataFrame(points, columns=["old", "new"], index=[f"u{place}" for place in range(len(points))], dtype="float64")
    there, back = matched(frame["old"], frame["new"]), matched(frame["new"], frame["old"])
    for name in ("change", "rank_change", "rank_change_matched"):
        assert np.allclose(there[name], -back[name], equal_nan=True)
    assert there["rank_old_matched"].notna().sum() == len(frame.dropna())
