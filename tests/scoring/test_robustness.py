"""The whole analysis of an edition, from its tables to its files and its words."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

from audits.accuracy import Tally
from data.errors import ConfigError
from scoring.cli import robustness as verb
from scoring.draws import Claim
from scoring.inputs import Inputs
from scoring.methodology import load
from scoring.regenerate import Doubts
from scoring.robustness import MISSING, Robustness, answered, claims, doubted, robustness, write
from scoring.robustness_summary import summary
from tests.scoring.robust import bodies, edition, measured, yes_no
from tests.scoring.test_score import EDITION, F, P, people, rows

TREE = """\
code,parent,weight,weight_origin,direction,source,indicator,question,rollup,denominate,normalise,low,high,aggregate,min_coverage,decimals,reach,title_lv,title_en,note
index,,,,,,,,,,,,,,0.5,,,Indekss,Index,
a,index,1,team,,,,,,,,,,,0.5,,,A,A,same in both languages
b,index,2,team,,,,,,,,,,,0.5,,,B,B,same in both languages
a1,a,1,team,1,survey,,VI01,pass,,boolean,,,,,,,Pirmais,First,
a2,a,1,team,1,survey,,VI02,pass,,boolean,,,,,,,Otrais,Second,
b1,b,1,team,1,survey,,VI03,pass,,boolean,,,,,,,Trešais,Third,
"""
ALTERNATIVES = "choice,alternative,share,setting,value,nodes,note\nmean,plain,,,,,\nmean,geometric,,aggregate,geometric,index,\n"
METHOD = "setting,value,note\ntitle_lv,Paraugs,\ntitle_en,Sample,\nfloor,0.5,\nruns,60,\n"
EMPTY = {
    "groups.csv": "code,measurement,kinds,population_from,population_to,title_lv,title_en\n",
    "levels.csv": "code,from,title_lv,title_en\n",
}
WHO = ("adazu-novads", "aizkraukles-novads", "aluksnes-novads", "augsdaugavas-novads")
ANSWERS = ("yes yes yes", "yes no yes", "no yes no", "no no no")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An edition of three questions, what four municipalities answered, and how often such answers are wrong."""
    for name, text in {"tree.csv": TREE, "alternatives.csv": ALTERNATIVES, "method.csv": METHOD, **EMPTY}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    told = [f"{who},VI0{place + 1},{word}" for who, answer in zip(WHO, ANSWERS, strict=True) for place, word in enumerate(answer.split())]
    other = tmp_path / "given"
    other.mkdir()
    (other / "survey.csv").write_text("institution,question,answer\n" + "\n".join(told) + "\n", encoding="utf-8")
    (other / "claims.csv").write_text("question,overclaim,underclaim\nVI01,0.2,0.1\nVI02,0.3,0\n", encoding="utf-8")
    return tmp_path


def asked(folder: Path, *options: str) -> list[str]:
    survey, out = folder / "given" / "survey.csv", folder / "out"
    told = CliRunner().invoke(
        verb,
        ["-e", str(folder), "--survey", str(survey), "--store", str(_store(folder)), "--out", str(out), *options],
        catch_exceptions=False,
    )
    assert told.exit_code == 0
    return told.output.splitlines()


def _store(folder: Path) -> Path:
    from data.store import Store  # noqa: PLC0415 (only this needs it)

    path = folder / "given" / "store.db"
    Store(path).close()
    return path


def test_the_verb(folder: Path) -> None:
    wrong = str(folder / "given" / "claims.csv")
    lines = asked(folder, "--claims", wrong, "--sensitivity", "32", "--lang", "en", "--seed", "7")
    assert lines[0].endswith("60 runs (seed 7), bands hold 90 % of them")
    assert lines[1] == "Doubted: mean, weights, errors of measurement, missing values"
    assert sum(line.startswith("rank ") for line in lines) == 4, lines
    assert any("of 6 pairs are ties" in line for line in lines)
    moved = [line for line in lines if line.split(":")[0] in {"mean", "weights", "errors of measurement", "missing values"}]
    assert len(moved) == 4
    out = folder / "out"
    assert sorted(path.name for path in out.iterdir()) == [
        "outranks.csv",
        "ranks.csv",
        "robustness.json",
        "sensitivity.csv",
        "stability.csv",
        "stability_top.csv",
        "ties.csv",
    ]
    assert [str(path) for path in sorted(out.iterdir())] == sorted(line for line in lines if line.startswith(str(out)))
    ranks = pd.read_csv(out / "ranks.csv", index_col="unit")
    assert ranks.loc[list(WHO), "nominal"].tolist() == [1, 2, 3, 4]
    assert ranks["nominal"].notna().sum() == 4
    record = json.loads((out / "robustness.json").read_text(encoding="utf-8"))
    assert (record["seed"], record["runs"], record["missing"], record["sensitivity"]["base"]) == (7, 60, MISSING, 32)
    assert record["methodology_digest"] == load(folder).digest


def test_again_gives_the_same_bytes(folder: Path) -> None:
    asked(folder)
    first = {path.name: path.read_bytes() for path in (folder / "out").iterdir()}
    assert asked(folder)[0].startswith(f"{folder.name}: 60 aprēķini (sēkla 2026)")
    assert {path.name: path.read_bytes() for path in (folder / "out").iterdir()} == first
    asked(folder, "--seed", "9")
    assert (folder / "out" / "ranks.csv").read_bytes() != first["ranks.csv"]


def given() -> Inputs:
    """One leaf that was both observed and asked, at three bodies."""
    who = people(one="m", two="m", three="m")
    observed = rows(*((unit, "pages", F if unit == "one" else P, None) for unit in ("one", "two")), ("three", "budget", P, None))
    survey = rows(("one", "Q1", P, 1.0), ("three", "Q1", F, 0.0), ("two", "Q2", P, 1.0))
    return Inputs(EDITION, who, observed=observed, survey=survey)


def test_what_the_survey_said_where_the_observation_counts() -> None:
    found = answered(given())
    assert found is not None
    assert found.columns.tolist() == ["pages"]
    assert found["pages"].reindex(["one", "three", "two"]).tolist() == pytest.approx([1, 0, np.nan], nan_ok=True)
    assert answered(Inputs(EDITION, people(one="m"))) is None


def test_what_is_doubted_unless_told_otherwise() -> None:
    inputs = given()
    known = inputs.matrix()
    doubts = doubted(inputs, known, tallies={"budget": Tally(found=9, rejected=9)}, claims={"Q2": Claim(0.25)})
    assert (doubts.choices, doubts.missing, doubts.seed, doubts.noise) == ((), MISSING, 2026, 0.0)
    assert doubts.chances is not None
    assert doubts.chances.notna().sum().to_dict() == {"budget": 1, "pages": 0, "system": 1, "errors": 0}
    assert doubts.chances["system"]["two"] == pytest.approx(0.75)


def small() -> tuple[Robustness, pd.DataFrame]:
    methodology = edition(*yes_no().tree.nodes, seed=3)
    matrix = measured(methodology)
    who = bodies(matrix)
    return robustness(methodology, matrix, who, Doubts(noise=0.3), runs=40), who


def test_what_is_told_in_both_languages() -> None:
    found, who = small()
    latvian, english = (summary(found, who, 0.1, lang).splitlines() for lang in ("lv", "en"))
    assert (latvian[1], english[1]) == ("Apšaubīts: svari", "Doubted: weights")
    assert len(latvian) == len(english)
    assert sum(". vieta" in line for line in latvian) == sum(line.startswith("rank ") for line in english) == 8
    nothing = robustness(yes_no(), measured(yes_no()), who, Doubts(), runs=2)
    assert summary(nothing, who, 0.1, "en").splitlines()[1] == "Doubted: nothing"


def test_where_nobody_is_ranked_it_says_so() -> None:
    nothing = measured(yes_no(), missing=1.0)
    with pytest.raises(ConfigError, match="nobody is ranked"):
        robustness(yes_no(), nothing, bodies(nothing), Doubts(noise=0.3))


def test_tables_agree_with_each_other() -> None:
    found, _ = small()
    tables = found.tables(0.1)
    assert "sensitivity" not in tables
    assert tables["ranks"]["ties"].sum() == 2 * len(tables["ties"])
    assert tables["stability"].index.tolist() == tables["stability_top"].index.tolist()
    assert (tables["stability"]["low"] <= tables["stability"]["weight"]).all()


def test_claims_with_all_faults(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text("question,overclaim,underclaim\nQ1,0.2,0.1\nQ2,2,0\nQ1,0,0\nQ3,some,0\n", encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        claims(path)
    assert [fault.partition(": ")[0] for fault in sorted(refused.value.faults)] == [f"{path}:{line}" for line in (3, 4, 5)]


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    with pytest.raises(ConfigError, match="cannot write there"):
        write(small()[0], file / "out")
