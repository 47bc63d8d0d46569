"""The report: what it tells of claims and observations whose truth is known."""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import isnan
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl  # type: ignore[import-untyped]
import pandas as pd
import pytest

from data.errors import ConfigError
from data.types import Text
from scoring.agreement.advice import advice
from scoring.agreement.alpha import Resampling
from scoring.agreement.detector import Detector
from scoring.agreement.estimate import REASONS
from scoring.agreement.gwet import ac_table
from scoring.agreement.kappa import kappa
from scoring.agreement.output import csv_tables, record, write
from scoring.agreement.pairs import pairs
from scoring.agreement.report import Asked, Report, learned, over_map, report
from scoring.agreement.summary import summary
from scoring.agreement.titles import Titles, titles
from scoring.agreement.weights import weights
from scoring.survey.questionnaire import Questionnaire
from tests.scoring.validation.seen import question, questionnaire

LEVELS = {"level-1": "", "level-2": "", "level-3": ""}
ASKED = questionnaire(
    question(id="Q1"),
    question(id="Q2"),
    question("level", "level", id="Q3", options=LEVELS),
    question("number 10%", "number", id="Q4"),
    question("overlap", "multiple", id="Q5", options={"a": "budget", "b": "budget"}),
    question("option", "single", id="Q6", options={"=1+1": "", "x": ""}),
    question("", "yes-no", id="Q7", observability="no"),
)
QUICK = Asked(Resampling(40, 1))
DETECTORS = {"Q1": Detector(90, 3, 10, 97)}


def table(rows: Sequence[tuple[str, str, object]], name: str) -> pd.DataFrame:
    return pd.DataFrame([(who, what, "", value) for who, what, value in rows], columns=["institution", "question", "subject", name])


@pytest.fixture(scope="module")
def compared() -> pd.DataFrame:
    """Four hundred bodies; half have it, a fifth of the others claim it too; the detector sees nine of ten, and errs in three of 100."""
    rng = np.random.default_rng(6)
    claims: list[tuple[str, str, object]] = []
    seen: list[tuple[str, str, object]] = []
    truth: list[tuple[str, str, object]] = []
    for place in range(400):
        who, has = f"b{place:03}", place % 2 == 0
        claims += [(who, "Q1", bool(has or rng.random() < 0.2)), (who, "Q2", True), (who, "Q3", "level-2")]
        claims += [(who, "Q4", 100.0), (who, "Q5", ("a", "b")), (who, "Q6", "x"), (who, "Q7", True)]
        found = rng.random() < 0.9 if has else rng.random() < 0.03
        seen += [(who, "Q1", bool(found)), (who, "Q2", True), (who, "Q3", ["level-1", "level-2", "level-3", None][place % 4])]
        seen += [(who, "Q4", [100.0, 95.0, 80.0, 120.0][place % 4]), (who, "Q5", ("a",)), (who, "Q6", ["=1+1", "x"][place % 2])]
        if place % 10 < 2:
            truth.append((who, "Q1", has))
    groups = {f"b{place:03}": "=evil" if place < 200 else "late" for place in range(400)}
    return pairs(ASKED, table(claims, "claimed"), table(seen, "seen"), table(truth, "truth"), groups)


@pytest.fixture(scope="module")
def found(compared: pd.DataFrame) -> Report:
    return report(ASKED, compared, DETECTORS, QUICK)


def row_of(found: Report, question_: str) -> dict[Any, Any]:
    """The figures of one question."""
    rows = found.tables["question"].reset_index().to_dict("records")
    return next(row for row in rows if row["question"] == question_)


def test_yes_and_no(found: Report) -> None:
    row = row_of(found, "Q1")
    cells = [[row["a"], row["b"]], [row["c"], row["e"]]]
    assert row["n"] == sum(row[cell] for cell in "abce") == 400
    assert row["kappa"] == kappa(cells).value
    assert row["ac1"] == ac_table(cells).value
    assert row["overclaim"] == row["b"] / (row["a"] + row["b"])
    assert row["alpha_low"] < row["alpha"] < row["alpha_high"]
    assert row["reasons"] == ""


def test_errors_of_the_detector_are_taken_off(found: Report) -> None:
    row = row_of(found, "Q1")
    false = 40 / 240
    assert row["overclaim"] > false + 0.05, "what was not seen is more than what is not there"
    assert row["overclaim_corrected"] == pytest.approx(false, abs=0.07)
    assert row["overclaim_corrected_low"] < false < row["overclaim_corrected_high"]
    assert row["underclaim_corrected"] == pytest.approx(0, abs=0.05)
    assert row["overclaim_reviewed_low"] < false < row["overclaim_reviewed_high"]
    assert row["true_share_low"] < 0.5 < row["true_share_high"]
    assert row["reviewed"] == 80


def test_one_category_says_why(found: Report) -> None:
    row = row_of(found, "Q2")
    assert isnan(row["kappa"])
    assert row["ac1"] == 1
    assert {"kappa=one-category", "underclaim=nothing", "overclaim_corrected=detector-unknown"} <= set(row["reasons"].split())


def test_levels_lean_to_both_sides(found: Report) -> None:
    row = row_of(found, "Q3")
    cells = np.zeros((3, 3))
    cells[1] = 100
    assert (row["n"], row["unmeasured"], row["b"], row["c"]) == (300, 100, 100, 100)
    assert row["ac1"] == ac_table(cells, weights("quadratic", range(3))).value
    assert row["overclaim"] == row["underclaim"] == pytest.approx(1 / 3)
    assert row["mcnemar_p"] == 1


def test_numbers_within_their_tolerance(found: Report) -> None:
    row = row_of(found, "Q4")
    assert (row["a"], row["b"], row["c"]) == (200, 100, 100)
    assert row["agreement"] == 0.5
    assert isnan(row["kappa"])
    assert "kappa=not-of-this-type" in row["reasons"]


def test_options(found: Report) -> None:
    several, single, unseen = (row_of(found, name) for name in ("Q5", "Q6", "Q7"))
    assert (several["n"], several["overclaim"]) == (800, 0.5)
    assert (single["agreement"], single["unmeasured"]) == (0.5, 0)
    assert isnan(single["overclaim"])
    assert (unseen["n"], unseen["unmeasured"]) == (0, 400)


def test_other_rows_are_of_yes_and_no_only(found: Report) -> None:
    assert found.tables["block"].loc["b", "n"] == 800
    assert found.tables["block"].loc["b", "corrected_n"] == 400
    assert found.tables["group"]["n"].tolist() == [400, 400]
    assert len(found.tables["body"]) == 400
    assert found.tables["body"]["n"].eq(2).all()


def test_reasons_are_those_that_there_are(found: Report) -> None:
    told = {part.partition("=")[2] for one in found.tables.values() for cell in one["reasons"] for part in cell.split()}
    assert told <= set(REASONS)


def test_map_of_who_overclaims_what(compared: pd.DataFrame) -> None:
    mapped = over_map(compared, "question", "group")
    told = {(row["question"], row["group"]): (row["claims"], row["overclaim"]) for row in mapped.to_dict("records")}
    assert told["Q2", "late"] == (200, 0)
    assert told["Q5", "late"] == (400, 0.5)
    assert mapped["overclaim_low"].le(mapped["overclaim"]).all()
    assert set(over_map(compared, "body", "block").columns) >= {"body", "block", "overclaim"}


def test_advice_in_both_languages(found: Report) -> None:
    told = {one.question: one for one in found.advice}
    assert set(told) == {"Q1", "Q2", "Q5"}, "nothing is advised of what does not show, nor of levels and numbers"
    first = told["Q1"]
    assert first.needed.more == first.needed.reviewed - first.reviewed > 0
    assert first.text("en").startswith(f"Review {first.needed.more} more of question Q1 for ±5 points")
    assert "procentpunktu robežās" in first.text("lv")


@pytest.mark.parametrize(("count", "word"), [(1, "vēl 1 atbildi "), (2, "vēl 2 atbildes ")])
def test_latvian_counts(count: int, word: str) -> None:
    claims = table([(f"b{place}", "Q1", True) for place in range(count)], "claimed")
    (told,) = advice(pairs(ASKED, claims, claims.rename(columns={"claimed": "seen"})))
    assert word in told.text("lv")


def test_enough_was_reviewed() -> None:
    claims = table([("b", "Q1", True)], "claimed")
    (told,) = advice(
        pairs(ASKED, claims, claims.rename(columns={"claimed": "seen"}), claims.rename(columns={"claimed": "truth"})), within=0.025
    )
    assert told.needed.more == 0
    assert "needs no more" in told.text("en")
    assert "±2,5" in told.text("lv")


def test_detectors_from_the_random_sample(compared: pd.DataFrame) -> None:
    errs = learned(compared)["Q1"]
    assert (errs.present, errs.absent) == (40, 40)


def test_of_nothing() -> None:
    empty = report(ASKED, pairs(ASKED, table([], "claimed"), table([], "seen")), {}, QUICK)
    assert all(one.empty for one in empty.tables.values())
    assert empty.advice == ()
    assert "no answer" in summary(empty, "question", Titles(), "en")


@pytest.mark.parametrize("lang", ["lv", "en"])
def test_files(found: Report, tmp_path: Path, lang: str) -> None:
    names = titles(ASKED, {"b001": Text("=Ļaunums", "=Evil")}, {})
    paths = write(found, names, tmp_path, lang)
    assert write(found, names, tmp_path / "again", lang)[-1].read_bytes() == paths[-1].read_bytes()
    told = json.loads((tmp_path / "agreement.json").read_text(encoding="utf-8"))
    assert told["tables"]["question"][0]["n"] == 400
    assert told["tables"]["question"][1]["kappa"] is None
    book = openpyxl.load_workbook(paths[-1])
    assert len(book.sheetnames) == 7
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type != "f" for cell in cells)
    assert any(cell.value in {"'=Ļaunums", "'=Evil"} for cell in cells)
    for path in tmp_path.glob("*.csv"):
        assert "\n=" not in path.read_text(encoding="utf-8")
        assert ",=" not in path.read_text(encoding="utf-8")


def test_csv_is_read_back(found: Report) -> None:
    told = csv_tables(found, "en")
    assert set(told) == {
        *(f"agreement-by-{by}" for by in ("question", "block", "body", "group")),
        "overclaim-question-group",
        "overclaim-body-block",
        "advice",
    }
    assert told["advice"]["text"].str.startswith("Review").any()
    assert record(found)["bootstrap"] == {"runs": 40, "seed": 1}


@pytest.mark.parametrize("by", ["question", "block", "group", "body"])
def test_summary(found: Report, by: str) -> None:
    told = summary(found, by, titles(ASKED, {}, {"late": Text("Vēlie", "The late")}), "lv").splitlines()
    assert told[0].split()[0] in {"Jautājums", "Bloks", "Grupa", "Iestāde"}
    assert any(line.startswith("Pārbaudiet vēl") for line in told)


def test_no_place_to_write(found: Report, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ConfigError, match="--out"):
        write(found, Titles(), tmp_path / "file", "en")


def test_the_same_whatever_the_order(compared: pd.DataFrame) -> None:
    small = compared[compared["institution"] < "b030"]
    turned = small.sample(frac=1, random_state=1)
    one, other = (report(ASKED, rows, DETECTORS, Asked(Resampling(0))) for rows in (small, turned))
    for by, expected in one.tables.items():
        pd.testing.assert_frame_equal(expected.sort_index(), other.tables[by].sort_index())


def test_questionnaires_titles() -> None:
    shown = titles(questionnaire(question()), {}, {})
    assert shown.of("question", "Q1", "lv") == "vārds"
    assert shown.of("body", "riga", "lv") == "riga"
    assert shown.of("group", "", "en") == "no group"
    assert isinstance(ASKED, Questionnaire)
