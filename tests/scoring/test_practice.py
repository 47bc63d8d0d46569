"""Who is an example to others."""

from __future__ import annotations

import pandas as pd

from scoring.practice import COLUMNS, practice
from scoring.score import Scores
from scoring.tree import Node
from tests.scoring.small import NONE, edition, leaf, scored
from tests.scoring.test_advice import seen_at

NODES = (Node("index"), leaf("a", "index", indicator="skip-link"), leaf("b", "index"))


def made(values: dict[str, list[float]], **measurements: str) -> Scores:
    who = pd.DataFrame({"measurement": [measurements.get(unit, "m") for unit in values]}, index=pd.Index(list(values), name="unit"))
    return scored(edition(*NODES), values, who)


def told(table: pd.DataFrame, code: str) -> list[tuple[str, int, int]]:
    rows = table[table["code"] == code]
    return list(zip(rows["unit"], rows["place"], rows["as_good"], strict=True))


def test_the_best_come_first_and_ties_go_to_whoever_does_better_as_a_whole() -> None:
    table = practice(made({"riga": [1, 0], "cesis": [1, 0.5], "valka": [0.9, 1], "ape": [0.2, NONE]}))
    assert tuple(table.columns) == COLUMNS
    assert told(table, "a") == [("cesis", 1, 2), ("riga", 1, 2), ("valka", 3, 1)]
    # Nobody who is not halfway there is an example, nor who was not measured.
    assert told(table, "b") == [("valka", 1, 1), ("cesis", 2, 1)]


def test_as_many_as_are_wanted() -> None:
    table = practice(made({"riga": [1, 0], "cesis": [1, 0.5], "valka": [1, 1]}), most=1)
    assert told(table, "a") == [("valka", 1, 3)]


def test_each_measurement_has_its_own() -> None:
    table = practice(made({"riga": [1, 0], "vm": [0.8, 1]}, vm="state"))
    assert table[["code", "measurement", "unit"]].to_numpy().tolist() == [["a", "m", "riga"], ["a", "state", "vm"], ["b", "state", "vm"]]


def test_where_nobody_is_halfway_the_first_is_named_and_nobody_at_the_worst_end() -> None:
    table = practice(made({"riga": [0.3, 0], "cesis": [0.2, 0]}))
    assert told(table, "a") == [("riga", 1, 1)]
    assert told(table, "b") == []


def test_seen_comes_before_told() -> None:
    scores = made({"riga": [1, 1], "cesis": [1, 0]})
    scores.matrix.basis.loc["riga", "a"] = "survey"
    assert told(practice(scores), "a") == [("cesis", 1, 2), ("riga", 1, 2)]


def test_it_says_where_to_look() -> None:
    places = seen_at(
        ("riga", "skip-link", "failed", None, "https://riga.test/b"), ("riga", "skip-link", "passed", None, "https://riga.test/a")
    )
    table = practice(made({"riga": [0.9, 1]}), places).set_index("code")
    assert table["url"]["a"] == "https://riga.test/a"
    assert pd.isna(table["url"]["b"])


def test_nobody() -> None:
    assert practice(made({"riga": [NONE, NONE]})).empty
