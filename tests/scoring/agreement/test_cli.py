"""The command, from a casebook and bundles to tables."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from audits.accuracy import Tally
from data.casebook import Casebook
from data.casebook_rows import Adjudication
from data.errors import ConfigError
from scoring.agreement.asked import compared, detectors, reviewed
from scoring.agreement.cli import agreement
from scoring.agreement.detector import Detector
from scoring.validation.quality import Quality
from tests.scoring.validation.booked import CESIS, RIGA, Files, booked
from tests.scoring.validation.seen import question, questionnaire

AT = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return booked(tmp_path)


def run(files: Files, folder: Path, *more: str) -> Result:
    options = [
        "--edition",
        files.edition,
        "--bundles",
        files.bundles,
        "--casebook",
        files.casebook,
        "--out",
        folder / "out",
        "--draws",
        "20",
    ]
    return CliRunner().invoke(agreement, [str(option) for option in [*options, *more]], catch_exceptions=False)


@pytest.mark.parametrize(("by", "word"), [("question", "Q1"), ("block", "Website"), ("body", "Riga"), ("group", "Municipalities")])
def test_tells_and_writes(files: Files, tmp_path: Path, by: str, word: str) -> None:
    result = run(files, tmp_path, "--by", by, "--lang", "en")
    assert result.exit_code == 0
    assert word in result.output
    with (tmp_path / "out/agreement-by-question.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["question"]: row for row in csv.DictReader(file)}
    # Cesis claims a search that was not seen and Riga one that was; of Talsi nothing could be seen.
    assert [float(rows["Q1"][name]) for name in ("n", "unmeasured", *"abce")] == [2, 1, 1, 1, 0, 0]
    assert rows["Q3"]["n"] == "0"
    assert (tmp_path / "out/agreement.en.xlsx").is_file()


def test_in_latvian(files: Files, tmp_path: Path) -> None:
    result = run(files, tmp_path)
    assert "Jautājums" in result.output
    assert "Pārbaudiet vēl" in result.output


def test_whole_looks_only(files: Files, tmp_path: Path) -> None:
    assert run(files, tmp_path, "--whole-looks", "--lang", "en").exit_code == 0


def test_without_answers(files: Files, tmp_path: Path) -> None:
    files.casebook.unlink()
    with pytest.raises(ConfigError):
        run(files, tmp_path)


def adjudicated(purpose: str, truth: bool | None, institution: str = CESIS, reader: str = "anna") -> Adjudication:  # noqa: FBT001
    sample = "s1" if purpose == "sample" else None
    told: dict[str, Any] = {
        "reader": reader,
        "decision": "overrule",
        "status": "contradicted",
        "reason": "seen",
        "at": AT,
        "purpose": purpose,
        "sample": sample,
    }
    return Adjudication(edition="trial", institution=institution, question="Q1", subject="", truth=truth, **told)


def test_only_the_random_sample_is_learned_from() -> None:
    given = [
        adjudicated("queue", False, RIGA),
        adjudicated("sample", True),
        adjudicated("sample", False, reader="berta"),
        adjudicated("sample", None, RIGA),
    ]
    assert reviewed(given).to_numpy().tolist() == [[CESIS, "Q1", "", False]]


def test_reviews_stand_beside_the_pairs(files: Files) -> None:
    with Casebook(files.casebook) as book:
        book.adjudicate(adjudicated("queue", False))
    _, pairs, names = compared(str(files.edition), casebook=files.casebook, bundles=files.bundles)
    assert pairs["truth"].isna().all(), "the queue is drawn to hold errors"
    assert names.of("group", "towns", "en") == "Municipalities"
    assert set(pairs["group"]) == {"towns"}


def test_detectors_of_questions_that_one_indicator_answers() -> None:
    asked = questionnaire(question(id="Q1"), question("any", indicators="budget pay", id="Q2"), question("newer-than 365", id="Q3"))
    known = Quality({"budget": Tally(found=9, imagined=1, missed=2, rejected=8)})
    assert detectors(asked, known) == {"Q1": Detector(9, 1, 2, 8)}
    assert detectors(asked, known, {"Q1": Detector(1, 1, 1, 1), "Q2": Detector(9, 0, 0, 9)})["Q2"] == Detector(9, 0, 0, 9)
    assert detectors(asked, Quality()) == {}, "what was never checked corrects nothing"
