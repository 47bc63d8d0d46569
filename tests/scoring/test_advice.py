"""What is advised: by hand, with every gain as promised, and nothing promised of what was not measured."""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings

from audits import catalogue
from data.errors import REASONS
from scoring.advice import COLUMNS, NOT_MEASURED, UNMEASURED, advice, texts, unmeasured
from scoring.gains import after
from scoring.score import Scores
from scoring.seen import COLUMNS as SEEN
from scoring.tree import Node
from tests.scoring.small import NONE, drawn, edition, grouped, leaf, same, scored

NODES = (
    Node("index"),
    Node("access", "index"),
    leaf("skip-link", "access", indicator="skip-link"),
    leaf("broken-links", "access", indicator="broken-links", normalise="goalposts", direction=-1, low=0, high=10),
    Node("inside", "index"),
    Node("tests", "inside", source="survey", question="SZ03", rollup="pass", normalise="boolean"),
    Node("use", "inside", source="statistics", question="EP13", rollup="value", normalise="goalposts", low=0, high=100),
)
VALUES: dict[str, list[float]] = {"riga": [0.5, 2, 0, 60], "cesis": [1, 0, 1, 100], "valka": [0, 10, NONE, 10]}
"""Scores: (65 + 30) / 2, 100, (0 + 10) / 2."""


@pytest.fixture
def scores() -> Scores:
    return scored(edition(*NODES), VALUES, grouped(riga="large", cesis="small", valka="small"))


def seen_at(*rows: tuple[str, str, str, str | None, str]) -> pd.DataFrame:
    """Places: unit, indicator, outcome, reason, address."""
    told = [dict(zip(("unit", "code", "outcome", "reason", "url"), row, strict=True)) for row in rows]
    return pd.DataFrame(told, columns=list(SEEN), dtype=object)


def test_those_that_gain_most_come_first(scores: Scores) -> None:
    table = advice(scores)
    assert tuple(table.columns) == COLUMNS
    riga = table[table["unit"] == "riga"]
    assert riga[["code", "gain", "score_after", "rank_after", "rank_in_group_after"]].to_numpy().tolist() == [
        ["tests", 25.0, 72.5, 2.0, 1.0],
        ["skip-link", 12.5, 60.0, 2.0, 1.0],
        ["use", 10.0, 57.5, 2.0, 1.0],
        ["broken-links", 5.0, 52.5, 2.0, 1.0],
    ]
    assert riga[["value", "best", "points", "best_points"]].to_numpy().tolist()[3] == [2.0, 0.0, 80.0, 100.0]
    assert table[table["unit"] == "cesis"].empty
    assert table["unit"].drop_duplicates().tolist() == ["riga", "valka"]
    assert advice(scores, units=["valka"]).equals(table[table["unit"] == "valka"].reset_index(drop=True))
    assert unmeasured(scores, units=["riga"]).empty


def test_of_equal_gains_the_least_work_comes_first(scores: Scores) -> None:
    valka = advice(scores).query("unit == 'valka'")
    # Both leaves of access gain 25; a skip link is less work than mending links one by one.
    assert valka["code"].tolist() == ["use", "skip-link", "broken-links"]
    assert valka["gain"].tolist() == [45.0, 25.0, 25.0]
    assert valka["effort"].tolist() == ["high", "low", "medium"]


def test_what_to_do_is_said_in_both_languages(scores: Scores) -> None:
    told = texts(scores)
    assert told["advice_en"]["skip-link"] == catalogue.find("skip-link").audit.advice.en
    assert "aptaujā" in told["advice_lv"]["tests"]
    assert "statistic" in told["advice_en"]["use"]
    assert told.notna().all().all()


def test_an_editions_own_efforts_stand_above_ours(tmp_path: Path) -> None:
    table = "id,effort,reason_lv,reason_en,origin\nskip-link,high,veidni tur cits,another keeps the template,team\n"
    (tmp_path / "effort.csv").write_text(table, encoding="utf-8")
    told = texts(scored(edition(*NODES, folder=tmp_path), VALUES))
    assert told["effort"]["skip-link"] == "high"
    assert told["effort_en"]["skip-link"] == "another keeps the template"
    assert told["effort"]["broken-links"] == "medium"


def test_it_says_where_to_look(scores: Scores) -> None:
    places = seen_at(
        ("riga", "skip-link", "passed", None, "https://riga.test/a"),
        ("riga", "skip-link", "failed", None, "https://riga.test/b"),
        ("riga", "broken-links", "passed", None, "https://riga.test/c"),
    )
    riga = advice(scores, places).query("unit == 'riga'").set_index("code")
    # What failed is shown, not what passed; where only a number was measured, that.
    assert riga["url"]["skip-link"] == "https://riga.test/b"
    assert riga["url"]["broken-links"] == "https://riga.test/c"
    assert pd.isna(riga["url"]["tests"])


def test_without_evidence_there_is_advice_and_no_gain() -> None:
    table = advice(scored(edition(*NODES, floor=0.9), VALUES)).query("unit == 'valka'")
    assert set(table["code"]) == {"use", "skip-link", "broken-links"}
    assert table["gain"].isna().all()
    assert table["rank_after"].isna().all()


def test_what_was_not_measured_is_no_advice(scores: Scores) -> None:
    missing = unmeasured(scores)
    assert tuple(missing.columns) == UNMEASURED
    assert missing[["unit", "code", "reason"]].to_numpy().tolist() == [["valka", "tests", "not-answered"]]
    # Of its two halves the survey's would be asked: 10 alone, or with 0, or with 100.
    assert missing[["lowest", "highest"]].to_numpy().tolist() == [[2.5, 27.5]]
    assert "tests" not in advice(scores).query("unit == 'valka'")["code"].tolist()
    assert "nemazina" in NOT_MEASURED.lv


def test_it_says_why_it_was_not_measured() -> None:
    scores = scored(edition(*NODES), {"riga": [NONE, NONE, 1, NONE]})
    places = seen_at(
        ("riga", "skip-link", "passed", None, "https://riga.test/a"),
        ("riga", "skip-link", "cantTell", "incomplete-look", "https://riga.test/b"),
    )
    missing = unmeasured(scores, places).set_index("code")
    assert missing["reason"].to_dict() == {"skip-link": "incomplete-look", "broken-links": "not-seen", "use": "no-figure"}
    assert missing["reason_lv"]["skip-link"] == REASONS["incomplete-look"].what.lv
    assert missing["remedy_en"]["skip-link"] == REASONS["incomplete-look"].remedy.en


def test_what_does_not_apply_is_neither() -> None:
    scores = scored(edition(*NODES), {"riga": [0.5, 2, 0, 60]}, out=(("riga", "tests"),))
    assert "tests" not in {*advice(scores)["code"], *unmeasured(scores)["code"]}


def test_nobody_knows_the_goalposts() -> None:
    nodes = (Node("index"), leaf("a", "index", normalise="goalposts", low=math.nan, high=math.nan), leaf("b", "index"))
    scores = scored(edition(*nodes), {"riga": [5, 0.5]})
    assert advice(scores)["code"].tolist() == ["b"]
    assert unmeasured(scores).empty


def test_nothing_to_improve() -> None:
    table = advice(scored(edition(*NODES), {"riga": [1, 0, 1, 100]}))
    assert table.empty
    assert tuple(table.columns) == COLUMNS
    assert unmeasured(scored(edition(*NODES), {"riga": [1, 0, 1, 100]})).empty


@settings(max_examples=15, deadline=None)
@given(drawn(("arithmetic", "geometric", "minimum")))
def test_every_promise_is_what_comes_of_it(scores: Scores) -> None:
    for row in advice(scores).to_dict("records"):
        assert same(after(scores, row["unit"], {row["code"]: row["best"]})[row["unit"]], row["score_after"])
        assert same(row["score_after"] - scores.root[row["unit"]], row["gain"])
        assert math.isnan(row["gain"]) or row["gain"] > -1e-9
