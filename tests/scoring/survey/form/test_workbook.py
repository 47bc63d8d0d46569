"""The workbook that a body fills in: what it holds, what it lets be changed, and what it accepts."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest

from data.types import Text
from scoring.survey.form import workbook
from scoring.survey.form.about import Form, Shown
from scoring.survey.form.rows import OPTION, QUESTION, rows
from scoring.survey.form_layout import ANSWERS, BESIDE, COLUMNS, FORM, META, META_KEYS, VERSION
from scoring.survey.questionnaire import load
from tests.scoring.survey.form.filled import HEADER, column
from tests.scoring.survey.intake import asked
from tests.scoring.survey.questionnaire_sample import with_cells, written

SOFFICE = shutil.which("soffice")
PROPOSAL = load("2026-proposal")
SEEN = {
    "L07": Shown(True, "https://www.dobele.lv/pazinojums", datetime(2026, 5, 4, tzinfo=UTC)),
    "IR02": Shown(False, "", datetime(2026, 5, 4, tzinfo=UTC)),
}


def form(lang: str = "lv", **more: Any) -> Form:
    return Form(PROPOSAL, lang, asked.bodies().institutions["dobeles-novads"], until=date(2026, 12, 31), contact="a@b.lv", **more)


@pytest.fixture(scope="module", params=["lv", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def path(lang: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workbook.write(form(lang), tmp_path_factory.mktemp("form") / "form.xlsx")


@pytest.fixture(scope="module")
def book(path: Path) -> Any:
    return openpyxl.load_workbook(path)


def test_every_question_stands_there_in_its_language(book: Any, lang: str) -> None:
    sheet = book[ANSWERS[lang]]
    told = {row[0]: row[1] for row in sheet.iter_rows(min_row=HEADER + 1, max_col=2, values_only=True) if row[0]}
    questions = PROPOSAL.asked("novads")
    options = {f"{one.id}[{option.code}]": option.text[lang] for one in questions if one.type == "multiple" for option in one.options}
    assert told == {one.id: one.text[lang] for one in questions} | options
    assert [cell.value for cell in sheet[HEADER]] == [
        title[lang] for title in (*COLUMNS.values(), BESIDE["hint"], BESIDE["expects"], BESIDE["checked"])
    ]
    titles = [row[1] for row in sheet.iter_rows(min_row=HEADER + 1, max_col=2, values_only=True) if not row[0]]
    assert titles == [block.title[lang] for block in PROPOSAL.blocks]


def test_the_explanations_tell_what_when_and_for_what(book: Any, lang: str) -> None:
    told = "\n".join(str(cell.value) for (cell,) in book.worksheets[0].iter_rows() if cell.value)
    words = {
        "lv": ("Dobeles novads", "31", "2026-12-31", "a@b.lv", "personas datus"),
        "en": ("Dobele", "2026-12-31", "a@b.lv", "personal data"),
    }
    assert [word for word in words[lang] if word not in told] == []


def test_the_hidden_sheet_says_whose_form_it_is(book: Any, lang: str) -> None:
    sheet = book[META]
    assert sheet.sheet_state == "hidden"
    assert {row[0]: row[1] for row in sheet.iter_rows(values_only=True)} == dict(
        zip(META_KEYS, (FORM, str(VERSION), "2026-proposal", "dobeles-novads", PROPOSAL.digest, lang), strict=True)
    )


def test_only_answers_can_be_changed(book: Any, lang: str) -> None:
    sheet = book[ANSWERS[lang]]
    open_ = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    wanted = set()
    for place, row in enumerate(rows(PROPOSAL, PROPOSAL.asked("novads"), lang), HEADER + 1):
        wanted |= {f"C{place}"} if row.kind == OPTION else {f"{letter}{place}" for letter in "CDE"} if row.kind == QUESTION else set()
    assert open_ == wanted
    assert all(page.protection.sheet for page in book)
    assert all(page.protection.password is None for page in book)


def test_every_answer_is_checked(book: Any, lang: str) -> None:
    sheet = book[ANSWERS[lang]]
    checks = {str(cell): each for each in sheet.data_validations.dataValidation for cell in str(each.sqref).split()}
    open_ = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert {cell for told in checks for cell in cells(told)} == open_
    assert all(each.error and each.errorTitle and len(each.error) <= 255 and len(each.errorTitle) <= 32 for each in checks.values())


def cells(told: str) -> list[str]:
    """The cells of a range within one column."""
    first, _, last = told.partition(":")
    letter, start, end = first[0], int(first[1:]), int((last or first)[1:])
    return [f"{letter}{row}" for row in range(start, end + 1)]


def check(book: Any, lang: str, question: str) -> Any:
    """The check of a question's answer."""
    sheet = book[ANSWERS[lang]]
    row = next(cell.row for cell in sheet["A"] if cell.value == question)
    return next(
        each
        for each in sheet.data_validations.dataValidation
        if f"C{row}" in {cell for told in str(each.sqref).split() for cell in cells(told)}
    )


def choices(book: Any, name: str) -> list[str]:
    """The words of a list by its name."""
    sheet, place = book.defined_names[name].attr_text.split("!")
    return (
        [cell.value for (cell,) in book[sheet.strip("'")][place.replace("$", "")]]
        if ":" in place
        else [book[sheet.strip("'")][place].value]
    )


def test_lists_numbers_days_and_addresses(book: Any, lang: str) -> None:
    yes_no = choices(book, check(book, lang, "L07").formula1)
    assert yes_no == {"lv": ["jā", "nē", "nav attiecināms"], "en": ["yes", "no", "not applicable"]}[lang]
    level = check(book, lang, "L40")
    assert choices(book, level.formula1)[:-1] == [option.text[lang] for option in PROPOSAL["L40"].options]
    number = check(book, lang, "SZ13")
    assert number.type == "custom"
    assert re.fullmatch(r"OR\(AND\(ISNUMBER\((C\d+)\),\1>=0\.0,\1<=2000\.0\),\1=list_\d+\)", number.formula1)
    assert "2000" in number.error
    assert re.search(r">=0\.0,C\d+<=100\.0", check(book, lang, "SZ14").formula1)
    assert "DATE(2099,12,31)" in check(book, lang, "L10").formula1
    assert (
        check(book, lang, "AD03").error
        == {
            "lv": "Ierakstiet vienu adresi bez atstarpēm, piemēram, https://www.piemers.lv/lapa.",
            "en": "Write one address without spaces, for example https://www.piemers.lv/page.",
        }[lang]
    )
    assert check(book, lang, "IR04[facebook]").formula1 == '"x"'


def test_what_need_not_be_answered_turns_grey(book: Any, lang: str) -> None:
    sheet = book[ANSWERS[lang]]
    row = {cell.value: cell.row for cell in sheet["A"]}
    rules = {str(area.sqref): [rule.formula[0] for rule in found] for area, found in sheet.conditional_formatting._cf_rules.items()}
    (formula,) = rules[f"A{row['L09']}:H{row['L09']}"]
    own, above = f"$C${row['L08']}", f"$C${row['L07']}"
    assert re.fullmatch(
        rf'OR\(AND\({re.escape(own)}<>"",ISNA\(MATCH\({re.escape(own)},list_\d+,0\)\)\),'
        rf'AND\({re.escape(above)}<>"",ISNA\(MATCH\({re.escape(above)},list_\d+,0\)\)\)\)',
        formula,
    )
    assert f"A{row['SZ01']}:H{row['SZ01']}" not in rules
    assert sum(bool(question.asked_if) for question in PROPOSAL.asked("novads")) <= len(rules)


def test_accessible_and_printable(book: Any, lang: str, path: Path) -> None:
    sheet = book[ANSWERS[lang]]
    assert [page.merged_cells.ranges for page in book] == [set() for _ in book]
    assert sheet.freeze_panes == "C3"
    assert sheet.print_title_rows == "$2:$2"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert book.properties.title == form(lang).title
    assert {each.name: each.value for each in book.custom_doc_props.props} == {"Language": lang}
    assert book.active.title == book.worksheets[0].title
    with zipfile.ZipFile(path) as parts:
        pages = "".join(parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/"))
    assert "<f>" not in pages
    assert "<hyperlink" not in pages


def test_the_same_form_gives_the_same_bytes(path: Path, lang: str, tmp_path: Path) -> None:
    assert workbook.write(form(lang), tmp_path / "again.xlsx").read_bytes() == path.read_bytes()


@pytest.mark.parametrize("propose", [False, True])
def test_what_was_seen_stands_beside_and_is_no_answer_unless_asked(propose: bool, tmp_path: Path) -> None:  # noqa: FBT001 (a case)
    book = openpyxl.load_workbook(workbook.write(form(seen=SEEN, propose=propose), tmp_path / "form.xlsx"))
    sheet = book["atbildes"]
    row = {cell.value: cell.row for cell in sheet["A"]}
    told = {
        name: [sheet.cell(row[name], column(sheet, BESIDE[title].lv)).value for title in ("seen", "seen_url", "seen_at")] for name in SEEN
    }
    assert told == {"L07": ["jā", "https://www.dobele.lv/pazinojums", "2026-05-04"], "IR02": ["nav atrasts", None, "2026-05-04"]}
    assert [sheet.cell(row[name], 3).value for name in ("L07", "IR02")] == [("jā" if propose else None), None]
    assert sheet.cell(row["L07"], 4).value == ("https://www.dobele.lv/pazinojums" if propose else None)
    assert all(sheet.cell(row[name], column(sheet, "redzēts")).protection.locked for name in SEEN)


HOSTILE = '=HYPERLINK("http://evil.test";"x")'


def test_no_text_of_a_table_becomes_a_formula(tmp_path: Path) -> None:
    cells_ = {"text_lv": HOSTILE, "options_lv": f"{HOSTILE} | @cmd", "options_en": "+1 | -2", "hint_lv": "{x}", "hint_en": "=1"}
    questionnaire = load(written(tmp_path, with_cells("Q3", **cells_)))
    path = workbook.write(Form(questionnaire, "lv", contact=HOSTILE), tmp_path / "form.xlsx")
    sheets = openpyxl.load_workbook(path)
    texts = [cell for page in sheets for row in page.iter_rows() for cell in row if isinstance(cell.value, str)]
    with zipfile.ZipFile(path) as parts:
        pages = "".join(
            parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/") or name == "xl/workbook.xml"
        )
    assert "<f>" not in pages
    assert any(cell.value == HOSTILE for cell in texts)
    formulas = re.findall(r"<formula\d?>(.*?)</formula", pages)
    assert formulas
    assert "HYPERLINK" not in "".join(formulas)
    assert all(re.fullmatch(r"[A-Z0-9_a-z$(),.&;<>=\" ]+", formula) for formula in formulas)


def test_a_form_for_anyone_lets_its_body_be_written(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(workbook.write(Form(PROPOSAL, "en", kind="ministry"), tmp_path / "form.xlsx"))
    row = next(row for row in book[META].iter_rows() if row[0].value == "institution")
    assert (row[1].value or "", row[1].protection.locked) == ("", False)
    asked_ = {cell.value for cell in book["answers"]["A"]}
    assert "SZ15" in asked_
    assert "L36" not in asked_
    assert Form(PROPOSAL, "en").title == Text("-", PROPOSAL.title.en).en


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not there")
def test_libreoffice_reads_it_as_it_was_written(path: Path, book: Any, lang: str, tmp_path: Path) -> None:
    """A conversion from xlsx to xlsx writes what LibreOffice understood; anything that it had to repair would differ."""
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    to = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(path)]
    subprocess.run([str(SOFFICE), home, "--headless", *to], check=True, capture_output=True, timeout=180)
    theirs = openpyxl.load_workbook(tmp_path / "out" / path.name)
    assert theirs.sheetnames == book.sheetnames
    for page in book:
        mine, others = (
            [(cell.coordinate, cell.value) for row in each.iter_rows() for cell in row if cell.value is not None]
            for each in (page, theirs[page.title])
        )
        assert mine == others
    sheet, other = book[ANSWERS[lang]], theirs[ANSWERS[lang]]
    assert _checked(other) == _checked(sheet)
    assert other.protection.sheet


def _checked(sheet: Any) -> dict[str, str]:
    """The kind of check of each cell."""
    return {cell: each.type for each in sheet.data_validations.dataValidation for told in str(each.sqref).split() for cell in cells(told)}
