"""The tables agree with the scores, say what is not known, and are the same in every format."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest
from jsonschema import Draft202012Validator

from data.errors import ConfigError
from reports.scores.chosen import chosen
from reports.scores.document import document, write_json
from reports.scores.files import write_csv, write_parquet
from reports.scores.statistics import describe, statistics
from reports.scores.tables import contributions, results, whole_places
from scoring.matrix import Matrix
from scoring.methodology import load
from scoring.score import INSUFFICIENT, score
from scoring.tree import Tree
from tests.reports.scores import made

SCHEMA = json.loads((Path(__file__).parents[3] / "docs" / "scores.schema.json").read_text(encoding="utf-8"))


def test_contributions_add_up_to_the_score() -> None:
    scores = made.scores()
    parts = contributions(scores)
    assert list(parts.columns) == made.results().blocks
    assert parts.sum(axis=1, min_count=1).to_numpy() == pytest.approx(scores.root.to_numpy(), nan_ok=True)
    assert parts.loc[made.blocked()].isna().to_numpy().all()


def test_a_tree_without_parts_has_its_score_in_one_column() -> None:
    edition = made.edition()
    nodes = tuple(replace(node, aggregate="copeland") if not node.parent else node for node in edition.tree.nodes)
    scores = score(replace(edition, tree=Tree(nodes)), made.made(made.people(), 7), made.people())
    parts = contributions(scores)
    assert list(parts.columns) == ["index"]
    assert parts["index"].equals(scores.root.rename("index"))


def test_ranking_is_ordered_and_tells_who_has_too_little_evidence() -> None:
    table = made.results().tables["ranking"]
    towns = table[table["measurement"] == "municipalities"]
    lacking = table[table["evidence"] == INSUFFICIENT]
    assert list(dict.fromkeys(table["measurement"])) == ["municipalities", "state"]
    assert towns["rank"].dropna().is_monotonic_increasing
    assert sorted(lacking["unit"]) == sorted(made.blocked())
    assert lacking[["score", "rank", "rank_in_group", "rank_low", "rank_high"]].isna().to_numpy().all()
    assert list(towns["unit"].tail(3)) == list(lacking["unit"])
    assert table["rank"].dtype == "Int64"


def test_bands_are_whole_places_outwards() -> None:
    told = whole_places(pd.DataFrame({"low": [8.95, 3.0, np.nan], "high": [16.2, 3.0 + 1e-12, np.nan]}))
    assert told["low"].tolist()[:2] == [8, 3]
    assert told["high"].tolist()[:2] == [17, 3]
    assert told.iloc[2].isna().all()


def test_leaves_hold_every_value_with_its_points_and_basis() -> None:
    scores, table = made.scores(), made.results().tables["leaves"]
    assert len(table) == len(scores.units) * len(scores.methodology.tree.leaves)
    row = table[(table["unit"] == "riga") & (table["leaf"] == "landmarks")].iloc[0]
    assert row["value"] == scores.matrix.values.loc["riga", "landmarks"]
    assert row["points"] == scores.normalised.loc["riga", "landmarks"]
    assert row["block"] == "communication"
    assert table.groupby("unit")["effective_weight"].sum().to_numpy() == pytest.approx(1)


def test_statistics_by_hand() -> None:
    values = pd.DataFrame({"a": [1.0, 2.0, 4.0, 9.0, np.nan], "flat": [3.0] * 5, "none": [np.nan] * 5, "one": [2.0, *[np.nan] * 4]})
    table = describe(values, pd.Series({"a": 5, "flat": 5, "none": 0, "one": 5}))
    found = {str(name): row for name, row in zip(table.index, table.to_dict("records"), strict=True)}
    a = found["a"]
    m, s = 4.0, np.std([1, 2, 4, 9], ddof=1)
    third = sum(((x - m) / s) ** 3 for x in (1, 2, 4, 9))
    fourth = sum(((x - m) / s) ** 4 for x in (1, 2, 4, 9))
    assert [a[name] for name in ("count", "availability", "mean", "min", "q1", "median", "q3", "max")] == [4, 0.8, 4, 1, 1.75, 3, 5.25, 9]
    assert a["sd"] == pytest.approx(s)
    assert a["skewness"] == pytest.approx(4 / (3 * 2) * third)
    assert a["kurtosis"] == pytest.approx(4 * 5 / (3 * 2 * 1) * fourth - 3 * 9 / (2 * 1))
    assert [found["flat"][name] for name in ("sd", "mean")] == [0, 3]
    assert [pd.isna(found["flat"][name]) for name in ("skewness", "kurtosis")] == [True, True]
    assert [name for name, value in found["none"].items() if not pd.isna(value)] == ["count"]
    assert [found["one"][name] for name in ("mean", "min", "max")] == [2, 2, 2]
    assert pd.isna(found["one"]["sd"])


def test_statistics_count_whom_a_leaf_applies_to() -> None:
    table = statistics(made.scores())
    values = table[table["of"] == "value"]
    assert values["availability"].dropna().between(0, 1).all()
    assert list(values.index) == [leaf.code for leaf in made.edition().tree.leaves]
    assert len(table) == len(values) + len(made.edition().tree.nodes)


def test_csv_is_guarded_and_exact(tmp_path: Path) -> None:
    tables = made.results().tables
    write_csv(tables, tmp_path)
    read = pd.read_csv(tmp_path / "ranking.csv")
    assert read["score"].equals(tables["ranking"]["score"])
    assert f"'{made.HOSTILE}" in set(read["name_lv"])
    assert made.HOSTILE not in set(read["name_lv"])
    assert sorted(path.stem for path in tmp_path.iterdir()) == sorted(tables)


def test_the_same_results_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        write_csv(made.results().tables, tmp_path / name)
        write_parquet(made.results().tables, tmp_path / name, {"edition": "e"})
        write_json(made.results(), tmp_path / name)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "other" / path.name).read_bytes()


def test_parquet_holds_what_the_tables_hold(tmp_path: Path) -> None:
    tables = made.results().tables
    write_parquet(tables, tmp_path, {"edition": "2026-proposal"})
    for name in ("ranking", "leaves", "statistics"):
        read = pq.read_table(tmp_path / f"{name}.parquet")
        assert read.schema.metadata == {b"edition": b"2026-proposal"}
        assert read.column_names == list(tables[name].columns)
    leaves = pd.read_parquet(tmp_path / "leaves.parquet")
    assert leaves["value"].equals(tables["leaves"]["value"])


def test_json_is_what_its_schema_says() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    told = document(made.results())
    Draft202012Validator(SCHEMA).validate(told)
    units = {unit["id"]: unit for unit in told["units"]}
    assert units["riga"]["score"] == made.scores().root["riga"]
    assert [units[unit]["score"] for unit in made.blocked()] == [None] * 3
    assert [units[unit]["evidence"] for unit in made.blocked()] == [INSUFFICIENT] * 3


def test_the_schema_refuses_a_score_without_evidence() -> None:
    told = document(made.results())
    wrong = next(unit for unit in told["units"] if unit["evidence"] == INSUFFICIENT)
    assert Draft202012Validator(SCHEMA).is_valid(told)
    wrong["score"] = 0.0
    assert not Draft202012Validator(SCHEMA).is_valid(told)


def test_an_edition_of_unknown_weights_gives_tables_all_the_same() -> None:
    old = load("2015-reconstruction")
    who = made.people().head(4)
    values = pd.DataFrame(1.0, index=who.index, columns=[leaf.code for leaf in old.tree.leaves])
    told = document(results(score(old, Matrix.plain(values), who)))
    Draft202012Validator(SCHEMA).validate(told)
    assert {unit["score"] for unit in told["units"]} == {None}


def test_one_group_keeps_its_ranks_among_all() -> None:
    scores = made.scores()
    small = chosen(scores, "small")
    assert set(small.units["group"]) == {"small"}
    assert small.ranks.equals(scores.ranks.loc[small.units.index])
    assert set(chosen(scores, "state").units["measurement"]) == {"state"}
    assert set(results(small).tables["coverage"]["unit"]) == set(small.units.index)
    with pytest.raises(ConfigError, match=r"no group 'tiny'.*small"):
        chosen(scores, "tiny")
