"""An edition read from its tables: what a good one gives, and how a bad one is refused as a whole."""

from __future__ import annotations

import math
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import MethodologyError
from scoring import methodology
from scoring.methodology import Group, Methodology, digest, load
from tests.scoring.methodology_sample import GROUPS, LEVELS, METHOD, TREE, faults, written


@pytest.fixture
def sample(tmp_path: Path) -> Methodology:
    return load(written(tmp_path))


def test_the_tree_is_as_written(sample: Methodology) -> None:
    tree = sample.tree
    forms, links = tree["forms"], tree["links"]
    assert [leaf.code for leaf in tree.leaves] == ["search", "links", "forms", "papers", "use"]
    assert (tree.root.weight, tree.root.min_coverage, tree["site"].aggregate, tree["site"].decimals) == (1.0, 0.5, "geometric", 2)
    assert (forms.indicator, forms.question, forms.denominate, forms.low, forms.high) == ("form-count", "EP01", "population", 0.0, 14.0)
    assert (links.weight, links.direction, links.title.lv, links.title.en) == (0.0, -1, "Saites", "Links")


def test_a_measurement_stands_for_its_kinds(sample: Methodology) -> None:
    assert [sample.tree[code].reach for code in ("search", "forms", "papers")] == [
        (),
        ("valstspilseta", "novads"),
        ("ministry", "novads"),
    ]


def test_settings_that_the_table_leaves_out_have_their_defaults(sample: Methodology) -> None:
    assert [sample.method[name] for name in ("floor", "impute", "treat", "rank_decimals", "seed")] == [0.65, "none", "none", 10, 2026]
    assert sample.title.en == "Sample"


@pytest.mark.parametrize(
    ("kind", "population", "code"),
    [
        ("valstspilseta", None, "cities"),
        ("novads", 25_000, "large"),
        ("novads", 24_999, "small"),
        ("novads", None, None),
        ("novads", math.nan, None),
        ("ministry", 10, None),
    ],
)
def test_the_group_of_a_body(sample: Methodology, kind: str, population: float | None, code: str | None) -> None:
    found = sample.group(kind, population)
    assert (found.code if found else None) == code


@pytest.mark.parametrize(("points", "code"), [(0, "first"), (39.9, "first"), (40, "second"), (100, "second"), (math.nan, None)])
def test_the_level_of_so_many_points(sample: Methodology, points: float, code: str | None) -> None:
    found = sample.level(points)
    assert (found.code if found else None) == code


def test_all_faults_of_all_tables_are_told_at_once(tmp_path: Path) -> None:
    tree = TREE.replace("papers,index,2", "papers,indx,-2").replace("site-search,", "site-serch,").replace("Saites,Links", "Saites,")
    found = faults(
        tmp_path,
        tree=tree,
        groups=GROUPS.replace("novads,25000", "novads,20000"),
        levels=LEVELS.replace("second,40", "second,0"),
        method=METHOD.replace("floor", "flor"),
    )
    assert sorted(re.match(r"([a-z.]+:\d+: \w+)", fault)[1] for fault in found) == [  # type: ignore[index]
        "groups.csv:3: novads",
        "levels.csv:3: from",
        "method.csv:4: setting",
        "tree.csv:4: indicator",
        "tree.csv:5: title_en",
        "tree.csv:7: parent",
        "tree.csv:7: weight",
    ]


def test_a_table_that_lacks(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "groups.csv").unlink()
    with pytest.raises(MethodologyError, match=r"groups\.csv: cannot be read .*put the table there"):
        load(tmp_path)


def test_a_tree_without_rows(tmp_path: Path) -> None:
    assert faults(tmp_path, tree=TREE.splitlines()[0] + "\n") == ["tree.csv:1: no rows; write at least a root and a leaf"]


def test_an_edition_that_is_not_there() -> None:
    with pytest.raises(MethodologyError, match=r"no edition '2026-proposl'; did you mean 2026-proposal\?"):
        load("2026-proposl")


def test_what_nobody_knows_is_blank_and_says_so(tmp_path: Path) -> None:
    tree = TREE.replace("papers,index,2,team", "papers,index,,unknown: never published")
    tree = tree.replace("goalposts,0,14,,,,municipalities,Veidlapas,Forms,", "goalposts,0,,,,,municipalities,Veidlapas,Forms,unknown")
    found = load(written(tmp_path, tree=tree)).tree
    assert math.isnan(found["papers"].weight)
    assert (found["forms"].low, math.isnan(found["forms"].high or 0)) == (0.0, True)
    assert found.effective()[["papers", "forms"]].isna().all()


def test_an_edition_may_ask_questions_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "questions.csv").write_text("id,question_lv,question_en\nA1,Vai ir?,Is there one?\n", encoding="utf-8")
    assert load(written(tmp_path, tree=TREE.replace("VI03", "A1"))).tree["papers"].question == "A1"


def test_kinds_that_an_edition_brings_along(tmp_path: Path) -> None:
    groups = GROUPS.splitlines()[0] + "\neurope,all,country,,,Eiropa,Europe\n"
    found = load(written(tmp_path, groups=groups, tree=TREE.replace("ministry novads", "country")))
    assert found.tree["papers"].reach == ("country",)
    assert found.groups == (Group("europe", "all", ("country",), found.groups[0].title),)


def test_one_title_in_both_languages_where_the_note_says_so(tmp_path: Path) -> None:
    tree = TREE.replace("Meklēšana,Search,", "Google,Google,same in both languages")
    assert load(written(tmp_path, tree=tree)).tree["search"].title.lv == "Google"


def test_the_digest_is_that_of_the_tables(tmp_path: Path) -> None:
    before = digest(written(tmp_path))
    (tmp_path / "README.md").write_text("what is written about the tables does not count", encoding="utf-8")
    (tmp_path / ".~lock.tree.csv").write_text("an open spreadsheet", encoding="utf-8")
    assert digest(tmp_path) == before == load(tmp_path).digest
    assert digest(written(tmp_path, method=METHOD.replace("0.65", "0.66"))) != before


def test_bytes_that_move_from_one_table_to_another_change_the_digest(tmp_path: Path) -> None:
    before = digest(written(tmp_path, levels="ab", method="c"))
    assert digest(written(tmp_path, levels="a", method="bc")) != before


@settings(deadline=None)
@given(st.lists(st.floats(0.01, 1e6), min_size=3, max_size=3))
def test_weights_survive_the_way_through_the_table(weights: list[float]) -> None:
    tree = TREE.replace("forms,index,1", f"forms,index,{weights[0]!r}").replace("papers,index,2", f"papers,index,{weights[1]!r}")
    with tempfile.TemporaryDirectory() as folder:
        found = load(written(Path(folder), tree=tree.replace("use,index,2", f"use,index,{weights[2]!r}"))).tree
    assert [found[code].weight for code in ("forms", "papers", "use")] == weights
    assert math.isclose(sum(found.effective()[leaf.code] for leaf in found.leaves), 1)


def test_a_folder_is_found_by_its_path(tmp_path: Path) -> None:
    assert load(str(written(tmp_path))).edition == tmp_path.name
    assert methodology.load(tmp_path).folder == tmp_path.resolve()
