"""Both scores through the commands, on sealed bundles and a casebook: before a review, after one, frozen and computed again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click
import pandas as pd
import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from data.casebook import Casebook
from data.casebook_rows import Adjudication, Notice
from data.errors import ConfigError
from reports.scores import cli
from scoring.publication.cli import publish
from scoring.validation.shares import SHARES
from tests.scoring.validation.booked import CESIS, RIGA, TALSI, Files, booked

SCHEMA = json.loads((Path(__file__).parents[3] / "docs" / "scores.schema.json").read_text(encoding="utf-8"))
SEEN_AT = datetime(2026, 11, 20, tzinfo=UTC)


def run(command: click.Command, arguments: Iterable[object]) -> str:
    result = CliRunner().invoke(command, [str(one) for one in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def ranking(files: Files, out: Path, *more: object, book: bool = True) -> pd.DataFrame:
    run(cli.score, [*files.options(book=book), "--out", out, "--runs", "0", "--format", "csv", *more])
    return pd.read_csv(out / "csv" / "ranking.csv").set_index("unit")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def overruled(files: Files) -> None:
    """A reader finds that Cesis has no search."""
    with Casebook(files.casebook) as casebook:
        casebook.adjudicate(Adjudication("trial", CESIS, "Q1", "", "anna", "agree", "contradicted", truth=False, reason="none", at=SEEN_AT))


def test_a_contradicted_yes_keeps_its_points_until_people_have_looked(tmp_path: Path) -> None:
    files = booked(tmp_path)
    plain = ranking(files, tmp_path / "plain", book=False)
    before = ranking(files, tmp_path / "before")
    overruled(files)
    after = ranking(files, tmp_path / "after")
    assert "expected" not in plain.columns
    # Without a casebook what was seen counts: half of the site's weight is the map, a quarter each search and press.
    assert plain.loc[[CESIS, RIGA], "score"].tolist() == [75, 75]
    assert before.loc[[CESIS, RIGA, TALSI], "score"].tolist() == [87.5, 50, 100]
    assert after.loc[[CESIS, RIGA, TALSI], "score"].tolist() == [75, 50, 100]
    early = ranking(files, tmp_path / "early", "--at", "2026-11-19")
    assert early.loc[CESIS, "score"] == 87.5
    assert before[list(SHARES)].loc[[CESIS, RIGA, TALSI]].sum(axis=1).to_numpy() == pytest.approx(1)
    assert before.loc[CESIS, "contradicted"] == pytest.approx(1 / 3)
    assert before["expected"].loc[[CESIS, TALSI]].lt(before["score"].loc[[CESIS, TALSI]]).all()


def test_an_unused_right_of_reply_takes_the_points(tmp_path: Path) -> None:
    files = booked(tmp_path)
    told = {"claimed": True, "observed": False, "direction": "over"}
    with Casebook(files.casebook) as casebook:
        casebook.notify(Notice("trial", CESIS, "Q1", "", "contradicted", told, SEEN_AT, datetime(2026, 11, 27, tzinfo=UTC)))
    assert ranking(files, tmp_path / "in-time", "--at", "2026-11-26").loc[CESIS, "score"] == 87.5
    assert ranking(files, tmp_path / "after").loc[CESIS, "score"] == 75


def test_every_rule_and_both_scores_in_every_file(tmp_path: Path) -> None:
    files, out = booked(tmp_path), tmp_path / "out"
    said = run(cli.score, [*files.options(), "--out", out, "--runs", "0", "--lang", "en"])
    assert "expected score" in said
    document = json.loads((out / "scores.json").read_text(encoding="utf-8"))
    Draft202012Validator(SCHEMA).validate(document)
    [cesis] = [unit for unit in document["units"] if unit["id"] == CESIS]
    assert cesis["rules"]["observation-caps"] == 75
    assert cesis["leaves"]["search"]["combined"]["counts"] == "ruled"
    assert cesis["expected"]["low"] <= cesis["expected"]["score"] <= cesis["expected"]["high"]
    answers = pd.read_csv(out / "csv" / "answers.csv")
    assert answers[answers["unit"] == CESIS]["why"].tolist() == ["contradicted", "modest", "not-observable"]
    page = (out / "index.en.html").read_text(encoding="utf-8")
    assert "The score under other rules of combining" in page
    assert "33% contradicted" in page
    with pd.ExcelFile(out / "scores.en.xlsx", engine="openpyxl") as book:
        assert book.sheet_names[-3:] == ["By rule", "Both sides", "Answers"]


def test_the_explanation_shows_both_sides(tmp_path: Path) -> None:
    files = booked(tmp_path)
    said = run(cli.explain_score, [CESIS, *files.options(), "--lang", "en", "--out", tmp_path / "why"])
    assert "Search: observed 0, answered 1; rule “adjudicated first”; counted: the answer by the official rule (1)" in said
    assert "75.0  the observation caps the answer (−12.5)" in said
    assert {f"combined.{CESIS}.csv", f"rules.{CESIS}.csv"} <= {path.name for path in (tmp_path / "why").iterdir()}


def test_frozen_with_its_answers_it_comes_out_the_same(tmp_path: Path) -> None:
    files = booked(tmp_path)
    overruled(files)
    folders = []
    for name in ("one", "two"):
        run(publish, [files.edition, *files.options()[2:], "--out", tmp_path / name, "--runs", "10"])
        folders.append(tmp_path / name / "trial-2026-11-03")
    first, second = map(contents, folders)
    assert first == second
    assert {"inputs/answers.csv", "inputs/adjudications.csv", "inputs/accuracy.csv", "results/expected.csv"} <= set(first)
    assert "inputs/survey.csv" not in first
    assert "comes out the same" in run(publish, ["--check", folders[0]])
    found = pd.read_csv(folders[0] / "results" / "scores.csv").set_index("unit")
    assert found.loc[CESIS, "score"] == 75


def test_a_survey_beside_a_casebook_is_refused(tmp_path: Path) -> None:
    files = booked(tmp_path)
    (tmp_path / "answers.csv").write_text("institution,question,answer\nriga,Q1,yes\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="either --survey or --casebook"):
        run(cli.score, [*files.options(), "--survey", tmp_path / "answers.csv"])
