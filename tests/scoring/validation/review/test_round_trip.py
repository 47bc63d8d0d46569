"""The workbook: what is written of verdicts, what readers wrote into it, and every way in which that can be wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
from click.testing import CliRunner, Result

from data.casebook import Casebook, Source
from data.casebook_rows import Adjudication, Given
from data.errors import ConfigError
from data.types import Outcome
from scoring.validation.cli import review
from scoring.validation.review import layout
from tests.scoring.sealed import sealed
from tests.scoring.validation.booked import ANSWERED, CESIS, Files, booked

HEADS = {name: words.en for name, words in layout.COLUMNS.items()}
FILE = "filled.xlsx"


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return booked(tmp_path)


def run(files: Files, verb: str, *more: object) -> Result:
    options = ["--edition", files.edition, "--bundles", files.bundles, "--casebook", files.casebook, *more]
    return CliRunner().invoke(review, [verb, *map(str, options)])


def exported(files: Files, *more: object, lang: str = "en") -> Path:
    path = files.casebook.parent / "exported.xlsx"
    found = run(files, "export", "--lang", lang, "--out", path, *more)
    assert found.exit_code == 0, found.output
    return path


def filled(files: Files, rows: Mapping[str, Mapping[str, object]], path: Path | None = None) -> Path:
    """The workbook with these cells, by the id of the row and the column."""
    book = openpyxl.load_workbook(path or exported(files))
    page = book.worksheets[0]
    places = {str(cell.value): cell.column for cell in page[1]}
    for line in range(2, page.max_row + 1):
        for column, value in rows.get(str(page.cell(line, 1).value), {}).items():
            page.cell(line, places[HEADS[column]]).value = value
    target = files.casebook.parent / FILE
    book.save(target)
    return target


def imported(files: Files, path: Path, *more: object, by: str = "Anna") -> Result:
    return run(files, "import", path, "--by", by, "--lang", "en", *more)


def faults(files: Files, path: Path, *more: object) -> list[str]:
    found = imported(files, path, *more)
    assert isinstance(found.exception, ConfigError), found.output
    assert said(files) == ()
    return list(found.exception.faults)


def said(files: Files) -> tuple[Adjudication, ...]:
    with Casebook(files.casebook) as book:
        return book.adjudications("trial")


def test_what_is_written(files: Files) -> None:
    book = openpyxl.load_workbook(exported(files))
    page, ways, meta = book.worksheets
    heads = [cell.value for cell in page[1]]
    assert heads == list(HEADS.values())
    second = dict(zip(HEADS, [cell.value for cell in page[3]], strict=True))
    assert (second["institution"], second["claimed"], second["status"], second["seen"]) == (
        "Cēsis Municipality",
        "yes",
        "contradicted",
        "no",
    )
    assert second["points"] == 12.5
    assert second["decision"] is None
    lists = {str(one.sqref): one.formula1 for one in page.data_validations.dataValidation}
    assert '"agree,overrule,cannot tell,ask"' in lists.values()
    assert '"yes,no"' in lists.values()
    assert meta.sheet_state == "hidden"
    assert ways.max_row == 5
    assert [cell.value for cell in meta[1]][:2] == ["form", layout.FORM]


def test_the_same_queue_gives_the_same_bytes(files: Files) -> None:
    assert exported(files).read_bytes() == exported(files).read_bytes()


def test_decisions_come_back_once(files: Files) -> None:
    rows = {
        "R0001": {"decision": "ask"},
        "R0002": {"decision": "overrule", "truth": "yes", "reason_given": "https://cesu-novads.test/mekle", "reader": "Berta"},
        "R0003": {"decision": "piekrītu"},
        "R0004": {"decision": "agree", "truth": "jā"},
    }
    path = filled(files, rows)
    assert "4 new decisions" in imported(files, path).output
    found = {(one.institution, one.question): one for one in said(files)}
    overruled = found[CESIS, "Q1"]
    assert (overruled.reader, overruled.decision, overruled.status, overruled.truth) == ("Berta", "overrule", "contradicted", True)
    assert (overruled.purpose, overruled.reason) == ("queue", "https://cesu-novads.test/mekle")
    assert len(overruled.snapshot) == 64
    assert (found[CESIS, "Q2"].reader, found[CESIS, "Q2"].decision, found[CESIS, "Q2"].truth) == ("Anna", "agree", None)
    assert "0 new decisions, 4 known already" in imported(files, path).output
    assert len(said(files)) == 4
    assert "0 answers in 0 cases" in run(files, "queue", "--lang", "en").output


def test_a_reader_may_change_his_mind(files: Files) -> None:
    path = exported(files)
    first = {"R0003": {"decision": "agree"}}
    second = {"R0003": {"decision": "overrule", "truth": "no", "reason_given": "no contact there"}}
    for rows in (first, second, first):
        assert "1 new" in imported(files, filled(files, rows, path)).output
    assert [one.decision for one in said(files)] == ["agree", "overrule", "agree"]


def test_rows_may_be_sorted_and_taken_out(files: Files) -> None:
    path = filled(files, {"R0003": {"decision": "agree"}})
    book = openpyxl.load_workbook(path)
    book.worksheets[0].delete_rows(2, 2)
    book.save(path)
    assert "1 new" in imported(files, path).output
    assert [(one.institution, one.question) for one in said(files)] == [(CESIS, "Q2")]


def test_all_faults_are_told_at_once_and_nothing_is_taken(files: Files) -> None:
    rows = {
        "R0001": {"decision": "perhaps"},
        "R0002": {"decision": "overrule"},
        "R0003": {"decision": "overrule", "truth": "no"},
        "R0004": {"truth": "maybe"},
    }
    found = faults(files, filled(files, rows))
    assert [fault.split(": ")[1] for fault in found] == ["to review!T2", "to review!U3", "to review!V4", "to review!T5", "to review!U5"]
    assert "write one of" in found[0]
    assert all(fault.startswith(FILE) for fault in found)


@pytest.mark.parametrize(
    ("row", "cells", "told"),
    [
        ("R0002", {"decision": "agree", "truth": "yes"}, "says the opposite"),
        ("R0002", {"decision": "overrule", "truth": "no", "reason_given": "x"}, "says the opposite"),
        ("R0001", {"decision": "agree"}, "does not tell it"),
        ("R0002", {"decision": "ask", "truth": "no"}, "leave one of the two out"),
        ("R0002", {"decision": "=1+1"}, "a formula"),
        ("R0002", {"decision": "agree", "reader": "x" * 200}, "write a name"),
        ("R0002", {"decision": "agree", "reason_given": "x" * 30_000}, "characters"),
        ("R0002", {"id": "R9999", "decision": "agree"}, "no such row"),
        ("R0002", {"id": "R0003", "decision": "agree"}, "no such row|agree"),
    ],
)
def test_what_contradicts_itself(files: Files, row: str, cells: Mapping[str, object], told: str) -> None:
    if told.endswith("|agree"):
        path = filled(files, {"R0002": cells, "R0003": {"decision": "agree"}})
        assert "stands already" in faults(files, path)[0]
        return
    assert told in faults(files, filled(files, {row: cells}))[0]


def test_a_verdict_that_has_changed_since_is_told(files: Files) -> None:
    path = filled(files, {"R0002": {"decision": "agree"}, "R0003": {"decision": "agree"}})
    sealed(files.bundles, CESIS, 20, [("site-search", Outcome.PASSED, True), ("press-contact", Outcome.PASSED, True)])
    found = faults(files, path)
    assert len(found) == 1
    assert "has changed since" in found[0]
    assert "taken anyway" in imported(files, path, "--anyway").output
    assert {one.status for one in said(files)} == {"contradicted"}


def test_an_answer_that_was_taken_back_cannot_be_decided(files: Files) -> None:
    path = filled(files, {"R0003": {"decision": "agree"}})
    with Casebook(files.casebook) as book:
        book.add_import("trial", Source("b.csv", "1" * 64, "long", ANSWERED, "anna"), [Given(CESIS, "Q2", None)], ANSWERED)
    assert "no such answer any more" in faults(files, path, "--anyway")[0]


def test_other_files_are_refused(files: Files, tmp_path: Path) -> None:
    other = tmp_path / "other.xlsx"
    book = openpyxl.Workbook()
    book.save(other)
    assert "not a workbook of" in faults(files, other)[0]
    empty = tmp_path / "empty.xlsx"
    empty.write_bytes(b"")
    assert "is empty" in faults(files, empty)[0]
    path = exported(files)
    renamed = openpyxl.load_workbook(path)
    renamed.worksheets[0].title = "Sheet9"
    renamed.save(other)
    assert "keep the names of the sheets" in faults(files, other)[0]
    headless = openpyxl.load_workbook(path)
    headless.worksheets[0].delete_rows(1)
    headless.save(other)
    assert len(faults(files, other)) == 5
    foreign = openpyxl.load_workbook(path)
    foreign["meta"]["B3"].value = "2019"
    foreign.save(other)
    assert "a review of 2019" in faults(files, other)[0]


def test_two_readers_are_compared(files: Files) -> None:
    path = exported(files)
    assert "AC1" not in imported(files, filled(files, {"R0002": {"decision": "agree"}}, path)).output
    assert "1 answers were read by two" in imported(files, filled(files, {"R0002": {"decision": "agree"}}, path), by="Berta").output
    assert "R0001" in [
        cell.value for cell in openpyxl.load_workbook(exported(files, "--readers", 2, "--reader", "Anna")).worksheets[0]["A"]
    ]
