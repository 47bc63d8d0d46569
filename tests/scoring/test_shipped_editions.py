"""The editions that come with eindekss, and the page that tells how to edit them."""

from __future__ import annotations

import csv
import math
import re
from pathlib import Path

from data import registry
from scoring import impute, treat
from scoring.group_table import COLUMNS as GROUP_COLUMNS
from scoring.method_table import SETTINGS
from scoring.methodology import EDITIONS, editions, load
from scoring.rollup import ROLLUPS
from scoring.tree_faults import QUESTIONS
from scoring.tree_table import COLUMNS

PAGE = (Path(__file__).parents[2] / "docs/methodology.md").read_text(encoding="utf-8")


def test_the_editions_that_come_with_eindekss() -> None:
    assert editions() == ("2015-reconstruction", "2026-proposal")


def test_the_proposal_has_the_five_blocks_and_weighs_them_alike() -> None:
    tree = load("2026-proposal").tree
    blocks = [block.code for block in tree.children(tree.root.code)]
    assert blocks == ["communication", "support", "open-data-block", "services", "internal"]
    assert {node.weight for node in tree.nodes} == {1.0}
    assert all("metodikas komanda" in node.weight_origin and "methodology team" in node.weight_origin for node in tree.nodes if node.parent)


def test_the_internal_block_rests_on_the_survey_alone() -> None:
    assert {(leaf.source, leaf.indicator) for leaf in load("2026-proposal").tree.below("internal")} == {("survey", "")}


def test_the_proposal_takes_nothing_that_is_relative_to_others_and_fills_nothing_in() -> None:
    found = load("2026-proposal")
    assert {leaf.normalise for leaf in found.tree.leaves} == {"boolean", "share", "goalposts"}
    assert {node.decimals for node in found.tree.nodes} == {None}
    assert (found.method["impute"], found.method["treat"]) == ("none", "none")


def test_every_body_of_the_registry_has_one_group() -> None:
    found = load("2026-proposal")
    counts = [sum(group.takes(body.kind.value, 10_000) for group in found.groups) for body in registry.load().institutions.values()]
    assert set(counts) == {1}


def test_every_question_of_the_survey_has_its_leaf_or_is_named_in_the_readme() -> None:
    with QUESTIONS.open(encoding="utf-8", newline="") as table:
        asked = [row["id"] for row in csv.DictReader(table) if row["block"] != "legal"]
    for edition in editions():
        leaves = {leaf.question for leaf in load(edition).tree.leaves}
        readme = (EDITIONS / edition / "README.md").read_text(encoding="utf-8")
        assert [question for question in asked if question not in leaves and not re.search(rf"\b{question}\b", readme)] == []


def test_the_reconstruction_knows_one_weight_and_leaves_the_rest_blank() -> None:
    tree = load("2015-reconstruction").tree
    assert [(node.code, node.weight) for node in tree.nodes if node.parent and not math.isnan(node.weight)] == [("e-government", 30.0)]
    assert len(tree.children(tree.root.code)) == 4
    assert all(node.weight_origin.startswith("unknown") for node in tree.nodes if math.isnan(node.weight))
    assert math.isnan(tree.effective()["e-government"])


def test_the_page_tells_every_column_rollup_and_setting() -> None:
    words = [*COLUMNS, *GROUP_COLUMNS, *SETTINGS, *ROLLUPS, *impute.WAYS, *treat.WAYS]
    assert [word for word in words if f"`{word}`" not in PAGE] == []


def test_the_page_tells_the_defaults() -> None:
    told = {name: "must be given" if setting.default is None else str(setting.default) for name, setting in SETTINGS.items()}
    assert dict(re.findall(r"^\| `(\w+)` \| ([^|]+?) \| [^|]+ \|$", PAGE.split("## `method.csv`")[1], re.MULTILINE)) == told


def test_the_readmes_are_in_both_languages() -> None:
    for edition in editions():
        text = (EDITIONS / edition / "README.md").read_text(encoding="utf-8")
        latvian, english = text.split("## In English")
        assert latvian.count("\n### ") == english.count("\n### ") > 3
        assert latvian.count("\n- ") == english.count("\n- ")
