"""Strengths and weaknesses: by hand, and the unit that COINr's documentation describes."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import ConfigError
from scoring.strengths import COLUMNS, STANDING_COLUMNS, STRENGTH, WEAKNESS, standings, strengths
from scoring.tree import Node, Tree
from tests.scoring import asem_index as asem

NAN = float("nan")
TREE = Tree((Node("index"), *(Node(code, "index") for code in "abcd")))


def frame(**units: tuple[float, ...]) -> pd.DataFrame:
    return pd.DataFrame.from_dict(units, orient="index", columns=list("abcd"), dtype="float64").rename_axis("unit")


MADE = frame(ape=(100, 0, 40, 10), cesis=(100, 50, 30, NAN), riga=(100, 80, 20, 30), valka=(0, 90, 90, 30))


def row(table: pd.DataFrame, unit: str, node: str) -> list[Any]:
    found = table[(table["unit"] == unit) & (table["node"] == node)].drop(columns=["unit", "node"])
    return [pytest.approx(one, nan_ok=True) for one in found.iloc[0].tolist()]


def test_standings_by_hand() -> None:
    table = standings(MADE)
    assert tuple(table.columns) == STANDING_COLUMNS
    assert table["unit"].tolist()[:5] == ["ape"] * 4 + ["cesis"]
    # score, rank, units, sharing, lead, median, distance, best
    assert row(table, "ape", "a") == [100, 1, 4, 3, 1 / 3, 100, 0, 100]
    assert row(table, "valka", "a") == [0, 4, 4, 1, -1, 100, -100, 100]
    assert row(table, "riga", "b") == [80, 2, 4, 1, 1 / 3, 65, 15, 90]
    assert row(table, "riga", "d") == [30, 1, 3, 2, 0.5, 30, 0, 30]
    assert row(table, "cesis", "d") == [NAN, NAN, 3, NAN, NAN, 30, NAN, 30]


def test_standings_within_groups() -> None:
    groups = pd.Series({"valka": "small", "ape": "small", "riga": "large", "cesis": None})
    table = standings(MADE, groups)
    assert table["unit"].unique().tolist() == ["ape", "riga", "valka"]
    assert row(table, "ape", "b") == [0, 2, 2, 1, -1, 45, -45, 90]
    # alone in its group: first, and neither ahead nor behind
    assert row(table, "riga", "b") == [80, 1, 1, 1, NAN, 80, 0, 80]


def test_strengths_by_rank() -> None:
    table = strengths(MADE, "ape", TREE)
    assert tuple(table.columns) == COLUMNS
    assert table[["kind", "place", "node"]].to_numpy().tolist() == [
        [STRENGTH, 1, "c"],
        [STRENGTH, 2, "a"],
        [WEAKNESS, 1, "b"],
        [WEAKNESS, 2, "d"],
    ]
    # as far ahead on both by place, but with a score that most have
    assert table["lead"].tolist() == [pytest.approx(1 / 3), pytest.approx(1 / 3), -1, -1]
    assert strengths(MADE, "ape", TREE, count=1)["node"].tolist() == ["c", "b"]


def test_strengths_by_distance() -> None:
    table = strengths(MADE, "valka", TREE, by="distance")
    assert table[["kind", "node", "distance"]].to_numpy().tolist() == [[STRENGTH, "c", 55], [STRENGTH, "b", 25], [WEAKNESS, "a", -100]]


def test_among_what() -> None:
    nodes = MADE.assign(index=MADE.mean(axis=1))
    table = strengths(nodes, "valka", TREE, among=["index", "a"])
    assert table[["kind", "node"]].to_numpy().tolist() == [[WEAKNESS, "a"], [WEAKNESS, "index"]]
    with pytest.raises(ConfigError, match=r"'z'(.*\n)*'liepaja'(.*\n)*'luck'"):
        strengths(nodes, "liepaja", TREE, among=["z"], by="luck")


def test_none_where_nothing_is_known_or_all_are_the_same() -> None:
    same = frame(ape=(1, 2, NAN, 4), riga=(1, 2, 3, 4))
    assert strengths(same, "ape", TREE).empty
    assert strengths(same, "riga", TREE).empty
    assert strengths(MADE.iloc[:1], "ape", TREE).empty
    assert strengths(MADE * NAN, "ape", TREE).empty
    assert strengths(MADE, "ape", TREE, pd.Series({"riga": "large"})).empty
    assert standings(MADE.iloc[:0]).empty
    assert tuple(standings(MADE.iloc[:0]).columns) == STANDING_COLUMNS


def test_published_summary_of_a_unit() -> None:
    published = asem.printed("results_unit_summary_IND")
    table = standings(asem.nodes()).query("unit == 'IND'").set_index("node").loc[published.index]
    assert table["rank"].tolist() == published["rank"].tolist()
    assert table["score"].tolist() == pytest.approx(published["score"].tolist(), abs=0.00501)


def test_published_ranks_within_a_group() -> None:
    published = asem.printed("results_groupranks_XL_head6")
    wealth = asem.raw()["GDPpc_group"]
    table = standings(asem.nodes(), wealth).pivot_table(index="unit", columns="node", values="rank")
    codes = [code for code in published.columns if code != "GDPpc_group"]
    assert table.loc[published.index, codes].to_numpy().tolist() == published[codes].to_numpy().tolist()


def test_of_an_index() -> None:
    table = strengths(asem.nodes(), "IND", asem.index(), count=3)
    assert table["kind"].tolist() == [STRENGTH] * 3 + [WEAKNESS] * 3
    assert table["rank"].tolist()[:3] == sorted(table["rank"].tolist()[:3])
    assert table["rank"].tolist()[3:] == sorted(table["rank"].tolist()[3:], reverse=True)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(st.just(NAN), st.integers(0, 5).map(float)), min_size=1, max_size=9))
def test_places_add_up(scores: list[float]) -> None:
    nodes = pd.DataFrame({"a": scores}, index=pd.Index([f"u{place}" for place in range(len(scores))], name="unit"))
    table = standings(nodes).set_index("unit")
    known = nodes["a"].dropna()
    for unit, score in zip(map(str, known.index), known.tolist(), strict=True):
        better, worse = int((known > score).sum()), int((known < score).sum())
        assert table["rank"][unit] == better + 1
        assert table["sharing"][unit] == len(known) - better - worse
        if len(known) > 1:
            assert table["lead"][unit] == pytest.approx((worse - better) / (len(known) - 1))
