"""The command: drafts, notices that are given once, workbooks that are filled in and read back, and what becomes of the score."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
from click.testing import CliRunner

from data.casebook import Casebook
from data.errors import ConfigError
from data.guard import legible
from reports.dossier.cli import dossier
from reports.dossier.workbook import write_workbook
from scoring.validation.asked import validated
from scoring.validation.counted import counted
from scoring.validation.reply_cli import reply
from tests.reports.dossier import made
from tests.scoring.validation.booked import CESIS, Files, booked

DAY = "2026-11-10"


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return booked(tmp_path)


def run(files: Files, *given: str) -> list[str]:
    options = ["--edition", str(files.edition), "--bundles", str(files.bundles), "--casebook", str(files.casebook)]
    out = ["--out", str(files.edition.parent / "out")]
    return CliRunner().invoke(dossier, [*options, *out, "--at", DAY, *given], catch_exceptions=False).output.splitlines()


def why(files: Files, at: datetime) -> str:
    found = validated(str(files.edition), casebook=files.casebook, bundles=files.bundles)
    with Casebook(files.casebook) as book:
        table = counted(found.verdicts, book.adjudications("trial"), book.notices("trial"), book.replies("trial"), at)
    return str(table[(table["institution"] == CESIS) & (table["question"] == "Q1")]["why"].item())


def test_a_draft_writes_no_notice(files: Files) -> None:
    told = run(files, CESIS, "--format", "html")
    assert (
        told[-1] == f"{CESIS}: 0 confirmed, 0 partly, 2 contradicted, 1 not-observable, 0 not-measured; 1 to be replied to, 0 of them newly"
    )
    assert [Path(line).name for line in told[:-1]] == [f"dossier.{CESIS}.lv.html", f"dossier.{CESIS}.en.html"]
    with Casebook(files.casebook) as book:
        assert book.notices("trial") == ()


def test_notice_is_given_once_and_its_day_can_only_be_put_off(files: Files) -> None:
    order = (CESIS, "--format", "xlsx", "--lang", "lv", "--issue")
    told = [run(files, *order)[-1], run(files, *order)[-1], run(files, *order, "--reply-by", "2026-11-20")[-1]]
    told += [run(files, *order, "--reply-by", "2026-12-20")[-1], run(files, *order, "--reply-by", "2026-12-20")[-1], run(files, *order)[-1]]
    assert told == [f"{count} notices were written down" for count in (1, 0, 0, 1, 0, 0)]
    with Casebook(files.casebook) as book:
        first, second = book.notices("trial")
    assert (first.question, first.reply_by) == ("Q1", datetime(2026, 11, 25, 21, 59, 59, tzinfo=UTC))
    assert second.reply_by == datetime(2026, 12, 20, 21, 59, 59, tzinfo=UTC)
    assert first.verdict["claimed"] is True
    assert first.verdict["direction"] == "over"
    assert first.verdict["seen"][0]["evidence"]


def test_a_workbook_filled_in_is_read_back_and_keeps_the_points(files: Files) -> None:
    run(files, CESIS, "--format", "xlsx", "--lang", "lv", "--issue")
    assert why(files, datetime(2026, 11, 12, tzinfo=UTC)) == "may-reply"
    assert why(files, datetime(2026, 12, 12, tzinfo=UTC)) == "no-reply"
    path = files.edition.parent / "out" / f"dossier.{CESIS}.lv.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["atbildes"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    [row] = [cell.row for cell in sheet["A"] if cell.value == "Q1"]
    sheet.cell(row, heads["nostāja"], "iebilstam")
    sheet.cell(row, heads["paskaidrojums"], "=Meklētājs ir galvenē")
    sheet.cell(row, heads["paskaidrojums"]).data_type = "s"
    book.save(path)
    order = [str(path), "--edition", str(files.edition), "--casebook", str(files.casebook), "--received", "2026-11-13"]
    told = CliRunner().invoke(reply, order, catch_exceptions=False).output.splitlines()
    assert told == [f"{path.name}: 1 disputes, 0 agreements, 1 rows left empty", "1 replies are new"]
    with Casebook(files.casebook) as opened:
        [found] = opened.replies("trial")
    assert (found.institution, found.question, found.text, found.source) == (CESIS, "Q1", "=Meklētājs ir galvenē", path.name)
    assert why(files, datetime(2026, 12, 12, tzinfo=UTC)) == "replied"


def test_every_body_and_those_that_did_not_answer(files: Files) -> None:
    told = run(files, "--every", "--format", "html", "--lang", "en")
    assert sum(line.endswith(".html") for line in told) == 3
    with pytest.raises(ConfigError, match="liepaja has answered nothing"):
        run(files, "liepaja", "--format", "html")
    with pytest.raises(ConfigError, match="name the institutions"):
        run(files, "--format", "html")


def test_without_a_browser_the_page_is_there_and_no_notice(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EINDEKSS_BROWSER", str(files.casebook))
    with pytest.raises(ConfigError, match="no PDF was made, nor any notice written down; the HTML is there"):
        run(files, CESIS, "--issue")
    assert (files.edition.parent / "out" / f"dossier.{CESIS}.lv.html").is_file()
    with Casebook(files.casebook) as book:
        assert book.notices("trial") == ()


@pytest.mark.parametrize("lang", ["lv", "en"])
def test_the_workbook_holds_no_formula_and_is_the_same_each_time(tmp_path: Path, lang: str) -> None:
    first, second = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    for path in (first, second):
        write_workbook(made.dossier([made.notice()], name="=cmd()"), path, lang)
    assert first.read_bytes() == second.read_bytes()
    book = openpyxl.load_workbook(first)
    how, sheet, meta = book.worksheets
    assert legible("=cmd()") in str(how["A1"].value)
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row]
    assert all(cell.data_type in {"s", "n"} for cell in cells)
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["Q1", "Q3", "Q2", "Q4"]
    assert sheet.protection.sheet
    [choice] = sheet.data_validations.dataValidation
    assert choice.formula1 == {"lv": '"iebilstam,piekrītam"', "en": '"dispute,agree"'}[lang]
    open_ones = {cell.column_letter for cell in sheet[2] if not cell.protection.locked}
    assert open_ones == {"H", "I", "J"}
    assert meta.sheet_state == "hidden"
