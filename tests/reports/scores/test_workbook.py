"""The workbook holds what the tables hold, no cell of it computes anything, and LibreOffice reads it as it was written."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from data.guard import legible
from reports.scores.sheets import sheets
from reports.scores.texts import SHEETS
from reports.scores.workbook import write_workbook
from tests.reports.scores import made

SOFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_workbook(made.results(), tmp_path_factory.mktemp("book"), "lv")


def _cells(path: Path) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(path)
    return {page.title: [[cell.value for cell in row] for row in page.iter_rows()] for page in book}


def test_every_sheet_is_there(book: Path) -> None:
    assert list(_cells(book)) == [name.lv for key, name in SHEETS.items() if key not in {"rules", "sides", "answers"}]


def test_no_cell_begins_a_formula_and_none_links(book: Path) -> None:
    cells = [cell for rows in _cells(book).values() for row in rows for cell in row if isinstance(cell, str)]
    with zipfile.ZipFile(book) as parts:
        pages = "".join(parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/"))
    assert f"'{made.HOSTILE}" in cells
    assert [cell for cell in cells if re.match(r"\s*[=+\-@]", cell)] == []
    assert "<f>" not in pages
    assert "<hyperlink" not in pages


def test_who_has_too_little_evidence_is_told_in_words(book: Path) -> None:
    head, *rows = _cells(book)["Rezultāti"]
    score, rank = head.index("Punkti"), head.index("Vieta")
    lacking = [row for row in rows if row[score] == "nepietiekami pierādījumi"]
    assert len(lacking) == len(made.blocked())
    assert [row[rank] for row in lacking] == [None] * len(lacking)
    assert {type(row[score]) for row in rows if row not in lacking} == {float}


def test_numbers_are_whole_and_blanks_are_blank(book: Path) -> None:
    frame = made.scores().matrix.values
    _, codes, *rows = _cells(book)["Vērtības"]
    order = made.results().tables["ranking"]["unit"]
    for unit, row in zip(order, rows, strict=True):
        told = dict(zip(codes, row, strict=True))
        known = {code: told[code] for code in frame.columns if told[code] is not None}
        assert known == pytest.approx(frame.loc[unit].dropna().to_dict(), abs=1e-12)


def test_the_method_is_documented(book: Path) -> None:
    head, *rows = _cells(book)["Metode"]
    about = [cell for row in _cells(book)["Par"] for cell in row]
    place = {name: head.index(name) for name in ("Kods", "Svars", "Faktiskais svars indeksā", "Svara izcelsme", "Pārvēršana punktos")}
    leaves = {leaf.code for leaf in made.edition().tree.leaves}
    effective = {str(row[place["Kods"]]): row[place["Faktiskais svars indeksā"]] for row in rows}
    assert sum(float(str(effective[code])) for code in leaves) == pytest.approx(1)
    assert {row[place["Svara izcelsme"]] for row in rows[1:]} == {"vienāds, līdz svaru nosaka metodikas komanda"}
    assert made.edition().digest in about
    assert "answers.csv" in about


def test_the_same_results_give_the_same_bytes(book: Path, tmp_path: Path) -> None:
    assert write_workbook(made.results(), tmp_path, "lv").read_bytes() == book.read_bytes()


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not there")
def test_libreoffice_reads_it_as_it_was_written(book: Path, tmp_path: Path) -> None:
    """A conversion from xlsx to xlsx writes what LibreOffice understood; anything that it had to repair would differ."""
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    command = [
        str(SOFFICE),
        home,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(tmp_path / "out"),
        str(book),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    ours, theirs = _cells(book), _cells(tmp_path / "out" / book.name)
    assert list(theirs) == list(ours)
    for name, rows in ours.items():
        for row, (mine, other) in enumerate(zip(_whole(rows), _whole(theirs[name]), strict=True), 1):
            assert [cell for cell in mine if isinstance(cell, str)] == [cell for cell in other if isinstance(cell, str)], (
                f"{name}, row {row}"
            )
            assert _numbers(mine) == pytest.approx(_numbers(other), rel=1e-13, abs=1e-13), f"{name}, row {row}"


def test_every_sheet_is_what_was_to_be_written(book: Path) -> None:
    _, asked = sheets(made.results(), "lv")
    ours = _cells(book)
    for sheet in asked:
        heads = 2 if any(column.code for column in sheet.columns) else 1
        for place, column in enumerate(sheet.columns):
            told = [row[place] for row in ours[sheet.name][heads:]]
            texts = [legible(cell) if isinstance(cell, str) else None for cell in column.cells]
            assert [cell for cell in told if isinstance(cell, str)] == [text for text in texts if text]
            assert ours[sheet.name][0][place] == column.title


def _whole(rows: list[list[object]]) -> list[list[object]]:
    """The rows without empty cells and rows at the end, which a program may write or leave."""
    kept = [[*row] for row in rows]
    for row in kept:
        while row and row[-1] is None:
            row.pop()
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _numbers(row: list[object]) -> list[float]:
    """The numbers of a row; LibreOffice keeps fifteen digits of them."""
    return [float(cell) for cell in row if isinstance(cell, int | float)]
