# ruff: noqa: E501 (each odd file is one line of a table)
"""Files as they come: each is read rightly, or refused whole in words that name the cell; none crashes, none is imported by half."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest

from data.casebook import Casebook, Given, Source
from data.errors import ConfigError
from scoring.survey.intake.take import Order, add, read
from scoring.survey.questionnaire import Questionnaire
from tests.scoring.survey.intake import asked
from tests.scoring.survey.intake.makers import Rows, ods, repacked, text, xlsx, xlsx_fast

NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)
HEAD = ["institution", "K1", "K2", "K4"]
RIGA = ["riga", "jā", "own-unit", 12]
OGRE = ["ogres-novads", "nē", "bought", 7]
PLAIN: Rows = [HEAD, RIGA, OGRE]
LONG = ["institution", "question", "answer"]


def sheet_change(**cells: Any) -> Callable[[Any], None]:
    """Sets cells of a sheet."""

    def change(sheet: Any) -> None:
        for address, value in cells.items():
            sheet[address] = value

    return change


def merged(area: str) -> Callable[[Any], None]:
    """Merges a range."""

    def change(sheet: Any) -> None:
        sheet.merge_cells(area)

    return change


def percent(sheet: Any) -> None:
    sheet["D2"].number_format = "0%"


def hidden(sheet: Any) -> None:
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True


def zipped(**parts: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return made.getvalue()


def zip_bomb() -> bytes:
    """A sheet that would unpack to a gigabyte."""
    return repacked(xlsx(PLAIN), {"xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * 80_000_000}, 9)


def lying_bomb() -> bytes:
    """The directory says that a part is small; it is not."""
    data = bytearray(repacked(xlsx(PLAIN), {"xl/worksheets/sheet1.xml": b" " * 3_000_000}))
    size = (3_000_000).to_bytes(4, "little")
    assert data.count(size) == 2
    return bytes(data).replace(size, (1000).to_bytes(4, "little"))


def in_sheet(old: bytes, new: bytes, data: bytes | None = None) -> bytes:
    """A workbook with something else in the XML of its sheet."""
    return repacked(data or xlsx(PLAIN), lambda name, part: part.replace(old, new) if name == "xl/worksheets/sheet1.xml" else part)


def shared_bomb() -> bytes:
    """One text of 30,000 letters in ten thousand cells."""
    return xlsx_fast([HEAD, *([["riga", *["x" * 30_000] * 3]] * 3_000)])


def with_hidden_sheet() -> bytes:
    book = openpyxl.Workbook()
    for row in PLAIN:
        book.active.append(row)
    secret = book.create_sheet("Secret")
    secret.append(["institution", "K1"])
    secret.append(["jelgava", "jā"])
    secret.sheet_state = "hidden"
    made = BytesIO()
    book.save(made)
    return made.getvalue()


SHEET = "a.xlsx: Atbildes"
REFUSED: dict[str, tuple[str, Callable[[], bytes], list[str]]] = {
    "empty": ("a.xlsx", lambda: b"", ["a.xlsx: is empty"]),
    "blank": ("a.csv", lambda: b" \r\n \n", ["a.csv: is empty"]),
    "a header and no more": ("a.csv", lambda: text([HEAD]), ["a.csv: holds no answers"]),
    "an empty sheet": ("a.xlsx", lambda: xlsx([]), ["a.xlsx: no sheet has a header row that is understood"]),
    "words": ("a.csv", "Labdien! Atbildes sūtīsim rīt.".encode, ["a.csv: no sheet has a header row"]),
    "a PDF": ("a.xlsx", lambda: b"%PDF-1.7\n%\xe2\xe3", ["a.xlsx: a PDF, no table"]),
    "a web page": ("a.xls", lambda: b"<html><table><tr><td>institution", ["a.xls: a web page, no table"]),
    "bytes": ("a.csv", lambda: bytes(range(256)) * 40, ["a.csv: neither a workbook nor a table"]),
    "an old workbook": ("a.xls", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, ["a.xls: an old workbook (.xls)"]),
    "a workbook under a password": (
        "a.xlsx",
        lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        ["a.xlsx: is encrypted; save it without a password"],
    ),
    "a document under a password": (
        "a.ods",
        lambda: repacked(ods(PLAIN), {"META-INF/manifest.xml": b"<m><manifest:encryption-data/></m>"}),
        ["a.ods: is encrypted"],
    ),
    "a zip": ("a.xlsx", lambda: zipped(letter_xml=b"<a/>"), ["a.xlsx: a ZIP, but no workbook"]),
    "a zip of nothing": ("a.xlsx", zipped, ["a.xlsx: an empty ZIP"]),
    "half a workbook": ("a.xlsx", lambda: xlsx(PLAIN)[:2000], ["a.xlsx: not a workbook, or a broken one"]),
    "a binary workbook": ("a.xlsb", lambda: zipped(xl__workbook_xml=b"<a/>").replace(b"workbook.xml", b"workbook.bin"), ["a.xlsb: a binary"]),
    "a zip bomb": ("a.xlsx", zip_bomb, ["a.xlsx: unpacks to 80,0"]),
    "a bomb that lies": ("a.xlsx", lying_bomb, ["a.xlsx: not a workbook, or a broken one"]),
    "a bomb of shared texts": ("a.xlsx", shared_bomb, ["a.xlsx: Answers: more than 200,000,000 characters"]),
    "entities": (
        "a.xlsx",
        lambda: in_sheet(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet'),
        [f"{SHEET}: declares a document type"],
    ),
    "broken XML": ("a.xlsx", lambda: in_sheet(b"</sheetData>", b""), [f"{SHEET}: a part of the workbook is broken"]),
    "a charset that nobody knows": ("a.xlsx", lambda: in_sheet(b"<worksheet", b'<?xml version="1.0" encoding="UTF-9"?><worksheet'), [f"{SHEET}: a part of the workbook is broken"]),
    "elements without end": ("a.xlsx", lambda: in_sheet(b"<sheetData>", b"<a>" * 300), [f"{SHEET}: elements lie 200 deep"]),
    "a cell far off": ("a.xlsx", lambda: xlsx(PLAIN, change=sheet_change(XFD1048576=1)), [f"{SHEET}: reaches to row 1,048,576"]),
    "a cell nowhere": ("a.xlsx", lambda: in_sheet(b'r="B2"', b'r="B99999999999"'), [f"{SHEET}: a cell stands nowhere"]),
    "a row a million times": (
        "a.ods",
        lambda: repacked(
            ods(PLAIN), lambda _name, part: part.replace(b"<table:table-row>", b'<table:table-row table:number-rows-repeated="1000000">', 1)
        ),
        ["a.ods: Atbildes: reaches to row 1,000,000"],
    ),
    "a row beyond counting": (
        "a.ods",
        lambda: repacked(
            ods(PLAIN), lambda _name, part: part.replace(b"<table:table-row>", b'<table:table-row table:number-rows-repeated="99999999999">', 1)
        ),
        ["a.ods: Atbildes: reaches to row 99,999,999,999"],
    ),
    "a formula": ("a.xlsx", lambda: xlsx(PLAIN, change=sheet_change(D2="=6*2")), [f"{SHEET}!D2: holds a formula; write the value itself"]),
    "a formula in a document": (
        "a.ods",
        lambda: ods(PLAIN, formula="of:=TRUE()", valuetype="boolean", booleanvalue="true"),
        ["a.ods: Atbildes!B2: holds a formula"],
    ),
    "formulas that fill a range": (
        "a.xlsx",
        lambda: in_sheet(b'<c r="D2" t="n">', b'<c r="D2" t="n"><f t="array" ref="D2:D3">1</f>'),
        [f"{SHEET}!D2: holds a formula", f"{SHEET}!D3: holds a formula"],
    ),
    "a formula that names the body": ("a.xlsx", lambda: xlsx(PLAIN, change=sheet_change(A2='="riga"')), [f"{SHEET}!A2: holds a formula"]),
    "an error": ("a.xlsx", lambda: in_sheet(b'<c r="D2" t="n"><v>12', b'<c r="D2" t="e"><v>#N/A'), [f"{SHEET}!D2: holds an error"]),
    "cells merged across bodies": ("a.xlsx", lambda: xlsx(PLAIN, change=merged("B2:B3")), ["a.xlsx: Atbildes!B2:B3: merged cells"]),
    "cells merged across questions": ("a.xlsx", lambda: xlsx(PLAIN, change=merged("B2:C2")), ["a.xlsx: Atbildes!B2:C2: merged cells"]),
    "headings merged": ("a.xlsx", lambda: xlsx(PLAIN, change=merged("B1:C1")), ["a.xlsx: Atbildes!B1:C1: merged cells", f"{SHEET}!C2: stands under no"]),
    "cells merged in a document": (
        "a.ods",
        lambda: ods([HEAD, ["riga", "jā", 12], OGRE], numbercolumnsspanned="2"),
        ["a.ods: Atbildes!B2:C2: merged cells"],
    ),
    "two headers that differ": ("a.xlsx", lambda: xlsx([HEAD, ["", "K2", "K1", "K4"], RIGA]), [f"{SHEET}!B2: the second header", f"{SHEET}!C2: the second"]),
    "a body twice": ("a.xlsx", lambda: xlsx([*PLAIN, ["Rīgas valstspilsēta", "nē"]]), [f"{SHEET}!A4: riga has a row already at Atbildes!A2"]),
    "a question twice": ("a.xlsx", lambda: xlsx([["institution", "K1", "k1"], ["riga", "jā", "nē"]]), [f"{SHEET}!C1: means the same as Atbildes!B1 (K1)"]),
    "an answer twice": ("a.csv", lambda: text([LONG, ["riga", "K1", "jā"], ["Rīga", "k1", "jā"]]), ["a.csv: C3: riga K1 is answered already at C2"]),
    "an unknown option": ("a.csv", lambda: text([HEAD, ["riga", "jā", "kaimiņi", "1"]]), ["a.csv: C2: K2: 'kaimiņi' is no option; write one of own-unit, bought, other"]),
    "one unknown of several": ("a.csv", lambda: text([["institution", "K3"], ["riga", "email;fakss"]]), ["a.csv: B2: K3: 'fakss' is no option"]),
    "an unknown heading": ("a.csv", lambda: text([[*HEAD, "Does the site have a serch?"], [*RIGA, "no"]]), ["a.csv: E1: 'Does the site have a serch?' is no question; did you mean K1?"]),
    "an unknown question": ("a.csv", lambda: text([LONG, ["riga", "K99", "jā"]]), ["a.csv: B2: no question 'K99'"]),
    "a cell under no heading": ("a.csv", lambda: text([HEAD, [*RIGA, "kas tas"]]), ["a.csv: E2: stands under no heading"]),
    "an unknown body": ("a.csv", lambda: text([HEAD, ["Rigas noavds", "jā", "", ""]]), ["a.csv: A2: no institution 'Rigas noavds'"]),
    "no body": ("a.csv", lambda: text([HEAD, ["", "jā", "", ""]]), ["a.csv: A2: no institution; write its id"]),
    "two bodies in a row": ("a.csv", lambda: text([["institution", "reg nr", "K1"], ["ogres-novads", "90011524360", "jā"]]), ["a.csv: A2: the cells of this row name different institutions (ogres-novads, riga)"]),
    "a wrong number of registration": ("a.csv", lambda: text([["reg nr", "K1"], ["90011524361", "jā"]]), ["a.csv: A2: '90011524361' fails its check digit"]),
    "no column of bodies": ("a.csv", lambda: text([["K1", "K2"], ["jā", "bought"]]), ["a.csv: A1: no column names the institutions"]),
    "neither yes nor no": ("a.csv", lambda: text([HEAD, ["riga", "varbūt\x07", "", ""]]), ["a.csv: B2: K1: 'varbūt' is neither yes nor no"]),
    "no number": ("a.csv", lambda: text([HEAD, ["riga", "", "", "daudz"]]), ["a.csv: D2: K4: 'daudz' is not a number"]),
    "a number out of bounds": ("a.csv", lambda: text([HEAD, ["riga", "", "", "-3"]]), ["a.csv: D2: K4: -3 is below 0"]),
    "a number that became a date": ("a.xlsx", lambda: xlsx([HEAD, ["riga", "", "", date(2026, 5, 1)]]), [f"{SHEET}!D2: K4: the spreadsheet made a date of it"]),
    "a number in per cent": ("a.xlsx", lambda: xlsx(PLAIN, change=percent), [f"{SHEET}!D2: K4: 12 is formatted as per cent"]),
    "a share that may be two": ("a.csv", lambda: text([["institution", "K5"], ["riga", "0,45"]]), ["a.csv: B2: K5: 0,45 may be 45 % or 0.45 %"]),
    "a share above all": ("a.csv", lambda: text([["institution", "K5"], ["riga", "145 %"]]), ["a.csv: B2: K5: 145 % is no share"]),
    "a date that may be two": ("a.csv", lambda: text([["institution", "K6"], ["riga", "05/06/2026"]]), ["a.csv: B2: K6: '05/06/2026' may be read in two ways"]),
    "no day of the calendar": ("a.csv", lambda: text([["institution", "K6"], ["riga", "31.02.2026"]]), ["a.csv: B2: K6: '31.02.2026' is no day"]),
    "a number that is no date": ("a.xlsx", lambda: xlsx([["institution", "K6"], ["riga", 7]]), [f"{SHEET}!B2: K6: 7 is not a date"]),
    "no address": ("a.csv", lambda: text([["institution", "K7"], ["riga", "javascript:alert(1)"]]), ["a.csv: B2: K7: 'javascript:alert(1)' is not"]),
    "an address with a password": ("a.csv", lambda: text([["institution", "K7"], ["riga", "https://a:b@riga.lv/"]]), ["a.csv: B2: K7: 'https://a:b@riga.lv/' is not an address"]),
    "an address of a file": ("a.csv", lambda: text([["institution", "K7"], ["riga", "file:///etc/passwd"]]), ["a.csv: B2: K7: 'file:///etc/passwd' is not"]),
    "an endless address": ("a.csv", lambda: text([["institution", "K7"], ["riga", "https://riga.lv/" + "x" * 3000]]), ["a.csv: B2: K7: an address of 3,016 characters"]),
    "a book in a cell": ("a.csv", lambda: text([["institution", "W-8"], ["ogres-novads", "x" * 30_000]]), ["a.csv: B2: W-8: 30,000 characters"]),
    "letters that no charset has": ("a.csv", lambda: "Iestāde;K1\nogres-novads;jā\nRīga;j".encode() + b"\xff\xfe;", ["a.csv: "]),
    "quotes that do not close": ("a.csv", lambda: b'institution;K1\nriga;"j\xc4\x81\n', ["a.csv: row 2 is not CSV"]),
    "ticks and an answer": ("a.csv", lambda: text([["institution", "K3", "K3[email]"], ["riga", "phone", "x"]]), ["a.csv: B2: K3 is answered here, and option by option"]),
    "words in the place of a tick": ("a.csv", lambda: text([["institution", "K3[email]", "K3[phone]"], ["riga", "dome@riga.lv", "x"]]), ["a.csv: B2: K3: 'dome@riga.lv' neither ticks"]),
    "a level that is none": ("a.csv", lambda: text([["institution", "W9"], ["riga", "3"]]), ["a.csv: B2: W9: '3' is no option; write one of 0, 1, 2"]),
}  # fmt: skip


@pytest.fixture(scope="module")
def questionnaire(tmp_path_factory: pytest.TempPathFactory) -> Questionnaire:
    return asked.questionnaire(tmp_path_factory.mktemp("edition"))


@pytest.fixture
def casebook(tmp_path: Path) -> Path:
    """A casebook in which something stands already."""
    path = tmp_path / "casebook.db"
    with Casebook(path) as book:
        book.add_import(asked.EDITION, Source("before.csv", "0" * 64, "long", NOW, "Anna"), [Given("riga", "K1", False)], NOW)
    return path


def order(path: Path, casebook: Path) -> Order:
    return Order(path, casebook, casebook.with_name("mapping.csv"), "Ilze", NOW)


def rows(casebook: Path) -> list[Any]:
    with Casebook(casebook) as book:
        return [*book.history(asked.EDITION), *book.imports(asked.EDITION)]


def imported(path: Path, casebook: Path, questionnaire: Questionnaire) -> Iterator[str]:
    """An import from beginning to end, and what it tells."""
    wanted = order(path, casebook)
    found = read(wanted, questionnaire, asked.bodies())
    yield from found.told
    yield from add(wanted, found, questionnaire.edition, NOW)


@pytest.mark.parametrize("name", REFUSED)
def test_refused_whole_and_in_words(name: str, tmp_path: Path, casebook: Path, questionnaire: Questionnaire) -> None:
    file, make, told = REFUSED[name]
    (tmp_path / file).write_bytes(make())
    before = rows(casebook)
    with pytest.raises(ConfigError) as refused:
        list(imported(tmp_path / file, casebook, questionnaire))
    faults = [fault for fault in refused.value.faults if "wait for a meaning" not in fault]
    assert len(faults) == len(told), faults
    assert [fault[: len(begin)] for fault, begin in zip(faults, told, strict=True)] == told
    assert all(fault.isprintable() and len(fault) < 400 for fault in faults)
    assert rows(casebook) == before


READ: dict[str, tuple[str, Callable[[], bytes], dict[tuple[str, str], Any], str]] = {
    "plain": ("a.xlsx", lambda: xlsx(PLAIN), {}, "1 corrected"),
    "another name": ("a.dat", lambda: xlsx(PLAIN), {}, ""),
    "a document": ("a.ods", lambda: ods(PLAIN), {}, ""),
    "macros": ("a.xlsm", lambda: repacked(xlsx(PLAIN), {"xl/vbaProject.bin": b"Sub Auto_Open()"}), {}, "holds macros; they were left alone"),
    "a link to elsewhere": ("a.xlsx", lambda: repacked(xlsx(PLAIN), {"xl/externalLinks/externalLink1.xml": b"<!DOCTYPE x><x/>"}), {}, ""),
    "a hidden sheet": ("a.xlsx", with_hidden_sheet, {}, "a.xlsx: Secret: a hidden sheet, not read"),
    "hidden rows": ("a.xlsx", lambda: xlsx(PLAIN, change=hidden), {}, "Atbildes!A3: 1 hidden row from here on"),
    "hidden columns": ("a.xlsx", lambda: xlsx(PLAIN, change=hidden), {}, "Atbildes!C1: 1 hidden column read like the others"),
    "titles above": ("a.xlsx", lambda: xlsx([["Aptauja 2026"], [], *PLAIN], change=merged("A1:D1")), {}, ""),
    "two headers that agree": (
        "a.csv",
        lambda: text([HEAD, ["", "Vai vietnē ir meklēšana?", "Kurš atbild par vietni?", "Cik e-pakalpojumu?"], RIGA, OGRE]),
        {},
        "a second header row was passed over",
    ),
    "a mark of its bytes": ("a.csv", lambda: b"\xef\xbb\xbf" + text(PLAIN), {}, "read as UTF-8, cells divided by ';'"),
    "UTF-16": ("a.csv", lambda: text(PLAIN, "\t", "utf-16"), {}, "read as utf-16-le, cells divided by 'tab'"),
    "the code page of the Baltic": ("a.csv", lambda: text([["Iestāde", *HEAD[1:]], *PLAIN[1:]], ",", "cp1257"), {}, "read as windows-1257"),
    "a first line for Excel": ("a.csv", lambda: b"sep=|\r\n" + text(PLAIN, "|"), {}, "cells divided by '|'"),
    "a semicolon within quotes": ("a.csv", lambda: text([[*HEAD, "K3"], [*RIGA, "email;phone"], OGRE], ","), {("riga", "K3"): ("email", "phone")}, ""),
    "dates as numbers": ("a.xlsx", lambda: xlsx([[*HEAD, "K6"], [*RIGA, 46173], OGRE]), {("riga", "K6"): "2026-05-31"}, ""),
    "formulas as text": ("a.csv", lambda: text([[*HEAD, "W-8"], RIGA, [*OGRE, "=cmd|'/c calc'!A1"]]), {("ogres-novads", "W-8"): "=cmd|'/c calc'!A1"}, ""),
    "thousands or decimals": ("a.csv", lambda: text([HEAD, RIGA, [*OGRE[:3], "1.234"]]), {("ogres-novads", "K4"): 1.234}, "a.csv: D3: K4: '1.234' was read as 1.234"),
    "empty rows and columns": ("a.xlsx", lambda: xlsx([["", *HEAD, ""], [], ["", *RIGA], [], ["", *OGRE], [" "]]), {}, ""),
    "answers of nobody asked": ("a.csv", lambda: text([[*HEAD, "K3"], RIGA, [*OGRE, "phone"]]), {("ogres-novads", "K3"): ("phone",)}, "K3 is asked only if K1=yes"),
    "a formula in no column of ours": ("a.xlsx", lambda: xlsx([[*HEAD, "Nr."], [*RIGA, "=ROW()"], OGRE]), {}, ""),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_read_rightly(name: str, tmp_path: Path, casebook: Path, questionnaire: Questionnaire) -> None:
    file, make, more, told = READ[name]
    (tmp_path / file).write_bytes(make())
    said = " / ".join(imported(tmp_path / file, casebook, questionnaire))
    assert told in said
    plain = {(row[0], question): answer for row in PLAIN[1:] for question, answer in zip(HEAD[1:], row[1:], strict=True)}
    expected = {key: {"jā": True, "nē": False}.get(value, value) for key, value in plain.items()} | more
    with Casebook(casebook) as book:
        assert {(each.institution, each.question): each.answer for each in book.answers(asked.EDITION)} == expected
    before = rows(casebook)
    again = list(imported(tmp_path / file, casebook, questionnaire))
    assert "imported before" in again[-1]
    assert rows(casebook) == before


def test_a_folder_and_what_is_not_there(tmp_path: Path, casebook: Path, questionnaire: Questionnaire) -> None:
    for name, told in {"": "a folder; give one file", "none.xlsx": "cannot be read"}.items():
        with pytest.raises(ConfigError, match=told):
            list(imported(tmp_path / name, casebook, questionnaire))


def test_of_very_many_faults_the_first_are_told(tmp_path: Path, casebook: Path, questionnaire: Questionnaire) -> None:
    (tmp_path / "a.csv").write_bytes(text([LONG, *([f"nobody {number}", "K1", "yes"] for number in range(2_000))]))
    with pytest.raises(ConfigError) as refused:
        list(imported(tmp_path / "a.csv", casebook, questionnaire))
    assert refused.value.faults[500] == "and 1,500 more faults"
    assert "2000 rows wait for a meaning" in refused.value.faults[501]


@pytest.mark.slow
def test_a_hundred_thousand_rows(tmp_path: Path, questionnaire: Questionnaire) -> None:
    many = (
        [body, "K1", "yes", f"service {number}"]
        for number in range(20_000)
        for body in ("riga", "ogres-novads", "jelgava", "liepaja", "ventspils")
    )
    (tmp_path / "a.xlsx").write_bytes(xlsx_fast([["institution", "question", "answer", "subject"], *many]))
    last = list(imported(tmp_path / "a.xlsx", tmp_path / "casebook.db", questionnaire))[-1]
    assert "100000 new, 0 corrected" in last
