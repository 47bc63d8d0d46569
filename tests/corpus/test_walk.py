"""The walk of ``docs/survey-walk.md``, line by line: a survey of the whole country against the bodies that were visited here."""

from __future__ import annotations

import csv
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from data.casebook import Casebook
from tests.corpus.measure import Measured

ROOT = Path(__file__).parents[2]
EDITION = "2026-proposal"
pytestmark = pytest.mark.slow


def lines() -> list[list[str]]:
    """Every command of the walk, in order."""
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "docs/survey-walk.md").read_text(encoding="utf-8"), re.DOTALL)
    return [shlex.split(line) for block in blocks for line in block.splitlines() if line]


def run(command: list[str], folder: Path) -> str:
    """What the command printed; it has to end well."""
    start = {"eindekss": [sys.executable, "-c", "from data.cli import main; main()"], "python": [sys.executable]}[command[0]]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([*start, *command[1:]], cwd=folder, env=surroundings, capture_output=True, text=True, check=False, timeout=1800)
    assert done.returncode == 0, f"{shlex.join(command)}\n{done.stdout[-2000:]}{done.stderr[-3000:]}"
    return done.stdout


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table."""
    with path.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


@pytest.fixture(scope="module")
def walked(halves: Mapping[str, Measured], visits: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The folder after the walk, and what each command printed. The corpus was visited by the tests of accuracy already."""
    assert halves
    folder = tmp_path_factory.mktemp("walk")
    shutil.copytree(visits, folder / "walk" / "visits" / "corpus")
    return folder / "walk", [run(command, folder) for command in lines()]


def test_everybody_answers_at_least_eighty_questions(walked: tuple[Path, list[str]]) -> None:
    answered: dict[str, int] = {}
    with Casebook(walked[0] / "casebook.db", must_exist=True) as casebook:
        for answer in casebook.answers(EDITION):
            answered[answer.institution] = answered.get(answer.institution, 0) + 1
    registry = {row["id"] for name in ("municipalities", "institutions") for row in rows(ROOT / f"data/inputs/{name}.csv")}
    assert len(registry) == 183
    assert registry <= answered.keys()
    assert len(answered) == 183 + 3 + 43
    assert min(answered.values()) >= 80


def test_the_second_import_changed_nothing(walked: tuple[Path, list[str]]) -> None:
    with Casebook(walked[0] / "casebook.db", must_exist=True) as casebook:
        assert len(casebook.imports(EDITION)) == 1
        assert all(answer.previous is None for answer in casebook.history(EDITION))


def test_verdicts_are_true_where_truth_was_seen(walked: tuple[Path, list[str]]) -> None:
    truth = {(row["institution"], row["question"]): row for row in rows(walked[0] / "survey/truth.csv") if row["truth_is"] == "seen"}
    verdicts = {(row["institution"], row["question"]): row["status"] for row in rows(walked[0] / "verdicts/verdicts.csv")}
    contradicted = [key for key in truth if verdicts.get(key) == "contradicted"]
    confirmed = [key for key in truth if verdicts.get(key) == "confirmed"]
    assert len(contradicted) > 100
    assert all(truth[key]["truth"] != truth[key]["claimed"] for key in contradicted)
    assert sum(truth[key]["truth"] == truth[key]["claimed"] for key in confirmed) >= 0.95 * len(confirmed) > 1000


def test_who_was_not_visited_is_neither_confirmed_nor_contradicted(walked: tuple[Path, list[str]]) -> None:
    registry = {row["id"] for name in ("municipalities", "institutions") for row in rows(ROOT / f"data/inputs/{name}.csv")}
    told = {row["status"] for row in rows(walked[0] / "verdicts/verdicts.csv") if row["institution"] in registry}
    assert told == {"not-measured", "not-observable"}


def test_decisions_of_both_kinds_are_kept_apart(walked: tuple[Path, list[str]]) -> None:
    with Casebook(walked[0] / "casebook.db", must_exist=True) as casebook:
        purposes = [decision.purpose for decision in casebook.adjudications(EDITION)]
        notices = casebook.notices(EDITION)
    assert purposes.count("queue") == 80
    assert purposes.count("sample") == 200
    assert {notice.institution for notice in notices} == {"kalnraji"}


def test_dossiers_and_both_scores_are_there(walked: tuple[Path, list[str]]) -> None:
    folder = walked[0]
    kinds = {path.suffix for path in (folder / "dossiers").rglob("*") if path.is_file()}
    assert {".html", ".pdf", ".xlsx"} <= kinds
    scores = json.loads((folder / "scores/scores.json").read_text(encoding="utf-8"))
    assert "expected" in json.dumps(scores)
    assert (folder / "scores/index.lv.html").stat().st_size > 10_000
