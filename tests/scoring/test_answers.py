"""Answers of a survey are read strictly, and everything that is wrong with them is told at once."""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd
import pytest

from data.errors import ConfigError
from data.types import Outcome
from scoring.answers import answer, answers
from scoring.rollup import rollup

P, F, N, U = Outcome.PASSED.value, Outcome.FAILED.value, Outcome.INAPPLICABLE.value, Outcome.UNTESTED.value

REMEDY = "write yes or no, a number with a decimal point, a date as 2025-06-30, 'not relevant', or nothing"


def table(folder: Path, text: str) -> Path:
    path = folder / "survey.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Jā", (P, "true", 1.0)),
        ("YES", (P, "true", 1.0)),
        ("nē", (F, "false", 0.0)),
        ("no", (F, "false", 0.0)),
        ("12.5", (P, "12.5", 12.5)),
        ("1", (P, "1", 1.0)),
        ("0", (F, "0", 0.0)),
        ("-3", (P, "-3", -3.0)),
        ("2026-05-31", (P, "2026-05-31", None)),
        ("Neattiecas", (N, None, None)),
        ("NR", (N, None, None)),
        ("", (U, None, None)),
    ],
)
def test_an_answer(cell: str, expected: tuple[str, str | None, float | None]) -> None:
    assert answer(cell) == expected


@pytest.mark.parametrize("cell", ["varbūt", "12,5", "1 000", "nan", "inf", "45 %", "31.05.2026", "=1+1"])
def test_no_answer(cell: str) -> None:
    with pytest.raises(ValueError, match="is no answer; write yes or no, a number with a decimal point, a date"):
        answer(cell)


def test_a_table_comes_in_the_shape_that_is_rolled_up(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "institution,question,answer,subject,source,at\n"
        "riga,Q2,nē,b,anketa 2026,2026-05\n"
        "riga,Q2,jā,a,anketa 2026,2026-05-31\n"
        "cesis,Q1,,,,\n",
    )
    found = answers(path, {"riga", "cesis"}, {"Q1", "Q2"})
    assert found[["unit", "code", "subject", "outcome", "source"]].to_numpy().tolist() == [
        ["cesis", "Q1", "", U, ""],
        ["riga", "Q2", "a", P, "anketa 2026"],
        ["riga", "Q2", "b", F, "anketa 2026"],
    ]
    assert found["at"].isna().tolist() == [True, False, True]
    assert found["at"][1] == pd.Timestamp("2026-05-31", tz="UTC")
    shares = rollup(found[found["code"] == "Q2"], "pass-share")
    assert shares["number"].to_dict() == {"riga": 0.5}
    assert math.isnan(rollup(found[found["code"] == "Q1"], "value")["number"]["cesis"])


def test_three_columns_are_enough(tmp_path: Path) -> None:
    found = answers(table(tmp_path, "institution,question,answer\nriga,Q1,7\n"))
    assert found[["unit", "code", "subject", "value", "number", "source"]].to_numpy().tolist() == [["riga", "Q1", "", "7", 7.0, ""]]


def test_further_columns_are_kept_as_words(tmp_path: Path) -> None:
    found = answers(table(tmp_path, "level,institution,question,answer,year\nCentral,riga,Q1,jā,2022\n"))
    assert found[["unit", "outcome", "level", "year"]].to_numpy().tolist() == [["riga", P, "Central", "2022"]]
    with pytest.raises(ConfigError) as refused:
        answers(table(tmp_path, "institution,question,answer,value,year,year\nriga,Q1,jā,a,b,c\n"))
    assert [fault.split("survey.csv:")[1].split(";")[0] for fault in refused.value.faults] == [
        "1: value: stands twice, or is a word of ours",
        "1: year: stands twice, or is a word of ours",
    ]


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "institution,question,answer,at\n"
        "riga,Q1,jā,2026-05-31\n"
        "riga,Q1,nē,2026-05-31\n"
        "rigaa,Q1,jā,2026-05-31\n"
        "cesis,Q9,jā,2026-05-31\n"
        "cesis,,varbūt,vakar\n"
        "cesis,Q1\n",
    )
    with pytest.raises(ConfigError) as told:
        answers(path, {"riga", "cesis"}, {"Q1"})
    assert [fault.removeprefix(f"{path}:") for fault in told.value.faults] == [
        "4: institution: no institution 'rigaa'; write an id of the registry",
        "5: question: no question 'Q9'; write a question of the methodology",
        "6: question: is empty; write a question of the methodology",
        f"6: answer: 'varbūt' is no answer; {REMEDY}",
        "6: at: 'vakar' is not a date; write for example 2025-06-30, 2025-06 or 2025",
        "7: 2 cells under 4 columns; put a cell that holds a comma in quotes",
        f"3: question: riga Q1 is answered already at {path}:2; keep one, or tell them apart by subject",
    ]


def test_a_table_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nav\.csv: cannot be read"):
        answers(tmp_path / "nav.csv")


def test_a_table_without_its_columns(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no column question; the first line names the columns"):
        answers(table(tmp_path, "institution,answer\nriga,jā\n"))


def test_an_empty_table_has_its_columns(tmp_path: Path) -> None:
    found = answers(table(tmp_path, "institution,question,answer\n"))
    assert found.empty
    assert found["number"].dtype == "float64"
