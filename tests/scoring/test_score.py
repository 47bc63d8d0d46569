"""Scores, places and levels, worked out by hand; and that too little evidence is no low score."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.types import Outcome, Text
from scoring.level_table import Level
from scoring.matrix import Matrix, matrix
from scoring.methodology import Methodology, load
from scoring.rollup import COLUMNS
from scoring.score import EVIDENCE, INSUFFICIENT, SUFFICIENT, Scores, score
from scoring.tree import Node, Tree
from scoring.units import bodies, units

LEVELS = tuple(Level(f"l{place}", start, Text(f"{place}. līmenis", f"level {place}")) for place, start in ((1, 0.0), (2, 30.0), (3, 60.0)))
TREE = Tree(
    (
        Node("index", aggregate="arithmetic"),
        Node("open", "index", weight=3),
        Node("budget", "open", source="observed", indicator="budget", rollup="pass", normalise="boolean"),
        Node("pages", "open", source="combined", indicator="pages", question="Q1", rollup="pass-share", normalise="share"),
        Node("inside", "index", weight=1),
        Node("system", "inside", source="survey", question="Q2", rollup="pass", normalise="boolean"),
        Node(
            "errors", "inside", source="observed", indicator="errors", direction=-1, rollup="value", normalise="goalposts", low=0, high=10
        ),
    )
)
EDITION = Methodology("e", Text("i", "e"), Path(), TREE, (), LEVELS, {"floor": 0.5, "rank_decimals": 10.0}, "0")
NONE = float("nan")
P, F, N, U = Outcome.PASSED, Outcome.FAILED, Outcome.INAPPLICABLE, Outcome.UNTESTED


def rows(*told: tuple[str, str, Outcome, float | None]) -> pd.DataFrame:
    found = [
        (unit, code, str(place), outcome.value, None if number is None else str(number), number, None)
        for place, (unit, code, outcome, number) in enumerate(told)
    ]
    return pd.DataFrame(found, columns=list(COLUMNS)).astype({"number": "float64", "value": "string"})


def people(**groups: str) -> pd.DataFrame:
    """Bodies with their group; those whose group begins with m are municipalities."""
    index = pd.Index(list(groups), name="unit")
    names = {"name_lv": [f"{name} lv" for name in groups], "name_en": [f"{name} en" for name in groups], "kind": "novads"}
    measurements = ["municipalities" if group.startswith("m") else "state" for group in groups.values()]
    return pd.DataFrame({**names, "measurement": measurements, "group": list(groups.values())}, index=index)


def plain(frame: pd.DataFrame) -> dict[str, list[float | None]]:
    return {
        str(unit): [None if pd.isna(one) else float(one) for one in row] for unit, row in zip(frame.index, frame.to_numpy(), strict=True)
    }


def made() -> Scores:
    """Rīga was seen whole and answered; Cēsis answered nothing; Valka was blocked and answered; Ape was blocked and silent."""
    who = people(ape="m-small", cesis="m-large", riga="m-large", valka="m-small")
    seen = rows(
        ("riga", "budget", P, 1.0),
        ("riga", "pages", P, 1.0),
        ("riga", "pages", F, 0.0),
        ("riga", "errors", P, 2.0),
        ("cesis", "budget", F, 0.0),
        ("cesis", "pages", P, 1.0),
        ("cesis", "errors", F, 12.0),
        *((unit, code, U, None) for unit in ("ape", "valka") for code in ("budget", "pages", "errors")),
    )
    said = rows(("riga", "Q1", P, 1.0), ("riga", "Q2", F, 0.0), ("valka", "Q1", P, 1.0), ("valka", "Q2", P, 1.0))
    return score(EDITION, matrix(TREE, who, observed=seen, survey=said), who)


def test_scores_by_hand() -> None:
    found = made()
    nodes = plain(found.nodes[["open", "inside", "index"]])
    # open: (100 + 50) / 2; inside: (0 + 80) / 2; index: (3 x 75 + 40) / 4
    assert nodes["riga"] == [75.0, 40.0, 66.25]
    # open: (0 + 100) / 2; inside: the errors alone, none of ten points; index: (3 x 50 + 0) / 4
    assert nodes["cesis"] == [50.0, 0.0, 37.5]
    # open: the survey's word for the pages; inside: the survey's for the system; both halves of 3 and 1 are enough: floor is 0.5
    assert nodes["valka"] == [100.0, 100.0, 100.0]
    assert nodes["ape"] == [None, None, None]
    assert found.levels.to_dict() == {"ape": "", "cesis": "l2", "riga": "l3", "valka": "l3"}


def test_who_was_blocked_and_silent_has_insufficient_evidence_and_no_low_score() -> None:
    found = made()
    assert found.evidence.to_dict() == {"ape": INSUFFICIENT, "cesis": SUFFICIENT, "riga": SUFFICIENT, "valka": SUFFICIENT}
    assert plain(found.ranks)["ape"] == [None, None]
    assert EVIDENCE[INSUFFICIENT] == Text("nepietiekami pierādījumi", "insufficient evidence")


def test_below_the_floor_the_root_is_blank_though_it_could_be_computed() -> None:
    who = people(riga="m", cesis="m")
    values = pd.DataFrame(
        {"budget": [1.0, 1.0], "pages": [NONE, 0.5], "system": [1.0, NONE], "errors": [NONE, NONE]}, index=["riga", "cesis"]
    )
    strict = replace(EDITION, method={"floor": 0.51})
    found = score(strict, Matrix.plain(values), who)
    assert plain(found.nodes[["open", "inside", "index"]]) == {"riga": [100.0, 100.0, None], "cesis": [75.0, None, 75.0]}
    assert plain(found.ranks) == {"riga": [None, None], "cesis": [1.0, 1.0]}
    # exactly the floor is enough
    assert score(replace(EDITION, method={"floor": 0.5}), Matrix.plain(values), who).evidence.eq(SUFFICIENT).all()


def test_a_root_below_its_availability_is_no_score_either() -> None:
    nodes = tuple(replace(node, min_coverage=1.0) if node.code == "index" else node for node in TREE.nodes)
    who = people(riga="m")
    values = pd.DataFrame({"budget": [1.0], "pages": [1.0], "system": [NONE], "errors": [NONE]}, index=["riga"])
    found = score(replace(EDITION, tree=Tree(nodes)), Matrix.plain(values), who)
    assert found.evidence.tolist() == [INSUFFICIENT]
    assert found.root.isna().all()


def test_without_the_surveys_word() -> None:
    found = made().without_survey
    # Rīga: the system is no question any more: (3 x 75 + 80) / 4. Valka: nothing is left.
    assert plain(found.to_frame()) == {"ape": [None], "cesis": [37.5], "riga": [76.25], "valka": [None]}


def test_coverage_beside_every_node() -> None:
    found = made().coverage
    whole = found[found["node"] == "index"].set_index("unit")
    assert plain(whole[["observed", "survey", "both", "statistics", "missing"]]) == {
        "ape": [0, 0, 0, 0, 1],
        "cesis": [0.875, 0, 0, 0, 0.125],
        "riga": [0.5, 0.125, 0.375, 0, 0],
        "valka": [0, 0.5, 0, 0, 0.5],
    }


def test_ranks_within_measurement_and_group() -> None:
    who = people(a="m-large", b="m-large", c="m-small", d="s-large", e="m-small")
    values = pd.DataFrame({leaf.code: [1.0, 0.5, 0.5, 0.0, NONE] for leaf in TREE.leaves}, index=who.index)
    tree = Tree(tuple(replace(node, normalise="share") if node.source else node for node in TREE.nodes))
    found = score(replace(EDITION, tree=tree), Matrix.plain(values), who)
    # less errors are better: every root is (3 x v + (v + 1 - v) / 2) / 4
    assert plain(found.ranks) == {"a": [1, 1], "b": [2, 2], "c": [2, 1], "d": [1, 1], "e": [None, None]}


def test_units_without_groups_are_ranked_together() -> None:
    who = pd.DataFrame(index=pd.Index(["a", "b"], name="unit"))
    values = pd.DataFrame({"budget": [1.0, 0.0], "pages": 1.0, "system": 1.0, "errors": 1.0}, index=who.index)
    found = score(EDITION, Matrix.plain(values), who)
    assert plain(found.ranks) == {"a": [1, 1], "b": [2, 2]}
    assert "group" not in found.table()


def test_the_table_says_it_all_in_one_row_a_unit() -> None:
    found = made().table()
    assert found.index.name == "unit"
    assert list(found.columns) == [
        *("name_lv", "name_en", "kind", "measurement", "group", "evidence", "score", "level", "rank", "rank_in_group"),
        *("observed", "survey", "both", "statistics", "missing", "score_without_survey", "block_open", "block_inside"),
    ]
    ape = found.to_dict("index")["ape"]
    assert [ape[column] for column in ("evidence", "level", "missing")] == [INSUFFICIENT, "", 1.0]
    assert found.loc[["ape"], ["score", "rank", "rank_in_group", "score_without_survey"]].isna().all(axis=None)
    assert found["rank"].to_dict()["riga"] == 2


def test_nobody() -> None:
    who = people()
    found = score(EDITION, matrix(TREE, who), who)
    assert found.table().empty
    assert found.coverage.empty


@pytest.mark.parametrize("edition", ["2026-proposal", "2015-reconstruction"])
def test_the_editions_that_come_with_us_give_nobody_a_score_of_whom_nothing_is_known(edition: str) -> None:
    methodology = load(edition)
    who = units(methodology, bodies())
    found = score(methodology, matrix(methodology.tree, who), who)
    assert len(found.units) > 40
    assert found.root.isna().all()
    assert found.evidence.eq(INSUFFICIENT).all()


def test_the_proposal_gives_the_best_a_hundred_and_the_worst_nought() -> None:
    methodology = load("2026-proposal")
    who = units(methodology, bodies()).loc[["riga", "am"]]
    ends = {leaf.code: (0.0 if leaf.low is None else leaf.low, 1.0 if leaf.high is None else leaf.high) for leaf in methodology.tree.leaves}
    turned = {leaf.code: ends[leaf.code][:: leaf.direction] for leaf in methodology.tree.leaves}
    values = pd.DataFrame({code: [best, worst] for code, (worst, best) in turned.items()}, index=who.index)
    found = score(methodology, Matrix.plain(values), who)
    assert found.root.round(9).to_dict() == {"riga": 100.0, "am": 0.0}
    assert found.levels.to_dict() == {"riga": "level-3", "am": "level-1"}


cells = st.one_of(st.none(), st.floats(0, 1))
table = st.lists(st.tuples(cells, cells, cells, cells), min_size=1, max_size=5)
SHARES = replace(EDITION, tree=Tree(tuple(replace(node, normalise="share", direction=1) if node.source else node for node in TREE.nodes)))


def scored(values: list[tuple[float | None, ...]]) -> Scores:
    who = people(**{f"u{place}": "m" for place in range(len(values))})
    frame = pd.DataFrame(values, index=who.index, columns=[leaf.code for leaf in TREE.leaves], dtype="float64")
    return score(SHARES, Matrix.plain(frame), who)


@settings(max_examples=25, deadline=None)
@given(table)
def test_a_body_is_scored_by_itself_whoever_stands_beside_it(values: list[tuple[float | None, ...]]) -> None:
    together = scored(values).root
    alone = [scored([row]).root.iloc[0] for row in values]
    assert plain(together.to_frame()) == plain(pd.Series(alone, index=together.index).to_frame())


@settings(max_examples=25, deadline=None)
@given(table, st.integers(0, 3))
def test_to_do_better_never_costs_points(values: list[tuple[float | None, ...]], place: int) -> None:
    better = [tuple(1.0 if cell is not None and at == place else cell for at, cell in enumerate(row)) for row in values]
    before, after = scored(values).root, scored(better).root
    assert before.isna().equals(after.isna())
    assert ((after - before).dropna() >= -1e-9).all()
