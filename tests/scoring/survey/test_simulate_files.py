"""The files of a made-up survey are imported as they were made up."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from data.casebook import Casebook
from data.casebook_rows import Said
from scoring.survey.cli import survey
from scoring.survey.questionnaire import load
from scoring.survey.simulate import simulate
from scoring.survey.simulate_files import write

AT = datetime(2026, 11, 2, tzinfo=UTC)
EDITION = "2026-proposal"


def plain(said: Said) -> str:
    """An answer without regard to the order of ticks or to how a yes is kept."""
    if isinstance(said, tuple):
        return " ".join(sorted(said))
    word = {True: "yes", False: "no"}.get(said, said) if isinstance(said, bool) else said
    return f"{word:g}" if isinstance(word, int | float) else str(word)


@pytest.mark.parametrize("shape", ["long", "wide"])
def test_what_was_made_up_is_what_is_imported(shape: str, tmp_path: Path) -> None:
    made = simulate(load(EDITION), {"riga": "valstspilseta", "adazu-novads": "novads"}, seed=5, at=AT)
    answers, truth = write(made, tmp_path, shape)
    book = tmp_path / "casebook.db"
    done = CliRunner().invoke(
        survey,
        ["import", str(answers), "-e", EDITION, "--casebook", str(book), "--at", "2026-11-02", "--by", "test"],
        catch_exceptions=False,
    )
    assert done.exit_code == 0, done.output
    with Casebook(book) as casebook:
        found = {(each.institution, each.question): plain(each.answer) for each in casebook.answers(EDITION)}
    assert found == {(each.institution, each.question): plain(each.claimed) for each in made if each.claimed not in (None, ())}
    with truth.open(encoding="utf-8", newline="") as table:
        assert [row["question"] for row in csv.DictReader(table)] == [each.question for each in made]


def test_the_command_makes_a_survey_of_the_whole_country(tmp_path: Path) -> None:
    arguments = ["simulate", "-e", EDITION, "--seed", "3", "--at", "2026-11-02", "--bundles", str(tmp_path), "--out", str(tmp_path / "out")]
    done = CliRunner().invoke(survey, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    with (tmp_path / "out" / "truth.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert len({row["institution"] for row in rows}) == 183
    assert {row["truth_is"] for row in rows} == {"drawn"}
