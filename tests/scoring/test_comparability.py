"""How far editions can be compared: every difference that counts is told, and none that does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from data.types import Text
from scoring.comparability import COLUMNS, SUBJECTS, WHAT, comparability, shared
from scoring.group_table import Group
from scoring.level_table import Level
from scoring.methodology import EDITIONS, Methodology, editions, load
from scoring.tree import Node, Tree
from tests.scoring.methodology_sample import METHOD, TREE, written

NODES = (
    Node("index"),
    Node("a", "index", weight=3, normalise="boolean", title=Text("A", "A")),
    Node("b", "index", weight=1, normalise="goalposts", low=0, high=10),
)
OLD = Methodology(
    "old",
    Text("vecais", "old"),
    Path(),
    Tree(NODES),
    (Group("large", "municipalities", ("novads",), Text("l", "l"), 25000),),
    (Level("first", 0.0, Text("p", "f")),),
    {"floor": 0.5, "title_lv": "vecais", "seed": 1.0},
    "0",
)


def differences(new: Methodology) -> list[list[object]]:
    return comparability(OLD, new)[["subject", "code", "what", "field", "old", "new"]].to_numpy().tolist()


def test_none_between_an_edition_and_itself() -> None:
    assert differences(OLD) == []
    assert tuple(comparability(OLD, OLD).columns) == COLUMNS
    assert shared(OLD, OLD) == (1, 1)


def test_what_changes_no_score_is_not_told() -> None:
    renamed = tuple(replace(node, title=Text("cits", "other"), note="x", weight_origin="y", weight=node.weight * 2) for node in NODES)
    assert differences(replace(OLD, tree=Tree(renamed), title=Text("c", "o"), edition="z", method={**OLD.method, "title_lv": "cits"})) == []


def test_nodes_only_in_one_come_first_with_their_weights() -> None:
    new = replace(OLD, tree=Tree((NODES[0], NODES[1], Node("c", "index", weight=1, normalise="share"))))
    table = comparability(OLD, new)
    assert table[["code", "what", "weight_new"]].to_numpy().tolist()[1] == ["c", "only-new", 0.25]
    assert table[["code", "what", "weight_old"]].to_numpy().tolist()[0] == ["b", "only-old", 0.25]
    assert table["weight_new"].isna().tolist() == [True, False]
    assert table["text_lv"][0] == "mezgls b ir tikai vecākajā izdevumā"
    assert table["text_en"][1] == "node c is only in the newer edition"
    assert shared(OLD, new) == (0.75, 0.75)


def test_rules_that_differ() -> None:
    changed = (
        replace(NODES[0], aggregate="geometric"),
        replace(NODES[1], weight=1),
        replace(NODES[2], high=20.0, reach=("novads", "ministry")),
    )
    assert differences(replace(OLD, tree=Tree(changed))) == [
        ["node", "index", "changed", "aggregate", "", "geometric"],
        ["node", "a", "changed", "effective weight", "0.75", "0.5"],
        ["node", "b", "changed", "high", "10", "20"],
        ["node", "b", "changed", "reach", "", "novads ministry"],
        ["node", "b", "changed", "effective weight", "0.25", "0.5"],
    ]
    # the weights may differ: a is asked as before
    assert shared(OLD, replace(OLD, tree=Tree(changed))) == (0.75, 0.5)
    assert comparability(OLD, replace(OLD, tree=Tree(changed)))["text_en"][0] == "node index differs between the editions (aggregate)"


def test_groups_levels_and_settings() -> None:
    groups = (replace(OLD.groups[0], population_from=30000), Group("small", "municipalities", ("novads",), Text("m", "s"), None, 30000))
    new = replace(OLD, groups=groups, levels=(Level("first", 5.0, Text("p", "f")),), method={**OLD.method, "floor": 0.6, "runs": 10.0})
    assert differences(new) == [
        ["group", "small", "only-new", "", "", ""],
        ["method", "runs", "only-new", "", "", ""],
        ["group", "large", "changed", "population_from", "25000", "30000"],
        ["level", "first", "changed", "start", "0", "5"],
        ["method", "floor", "changed", "value", "0.5", "0.6"],
    ]


def test_weights_that_nobody_knows() -> None:
    unknown = replace(OLD, tree=OLD.tree.reweighted({"a": float("nan")}))
    assert differences(unknown)[0] == ["node", "a", "changed", "effective weight", "0.75", "nan"]
    assert differences(replace(unknown, edition="z"))
    assert comparability(unknown, unknown).empty
    assert shared(OLD, unknown).new != shared(OLD, unknown).new


def test_of_tables(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    old = load(written(tmp_path / "a"))
    new = load(written(tmp_path / "b", tree=TREE.replace("site-search,,pass", "site-search,,site"), method=METHOD.replace("0.65", "0.7")))
    found = comparability(old, new)[["code", "field", "old", "new"]].to_numpy().tolist()
    assert found == [["search", "rollup", "pass", "site"], ["floor", "value", "0.65", "0.7"]]


@pytest.mark.parametrize("name", editions())
def test_shipped_editions(name: str) -> None:
    edition = load(EDITIONS / name)
    assert comparability(edition, edition).empty
    for other in editions():
        table = comparability(edition, load(other))
        assert set(table["subject"]) <= set(SUBJECTS)
        assert set(table["what"]) <= set(WHAT)
