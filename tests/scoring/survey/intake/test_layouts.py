"""The layouts in which answers come: LimeSurvey, MS Forms, our own form, a row a body or a row an answer."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest

from data.casebook_rows import NOT_APPLICABLE
from data.errors import ConfigError
from scoring.survey.form_layout import ANSWERS, COLUMNS, FORM, META, TICK, VERSION, row_id
from scoring.survey.intake.intake import Intake
from scoring.survey.questionnaire import Questionnaire
from tests.scoring.survey.intake import asked
from tests.scoring.survey.intake.makers import Rows, text, xlsx, xlsx_fast


@pytest.fixture(scope="module")
def questionnaire(tmp_path_factory: pytest.TempPathFactory) -> Questionnaire:
    return asked.questionnaire(tmp_path_factory.mktemp("edition"))


def taken(tmp_path: Path, data: bytes, questionnaire: Questionnaire) -> Intake:
    (tmp_path / "a.dat").write_bytes(data)
    return asked.read(tmp_path / "a.dat", questionnaire)


def refused(tmp_path: Path, data: bytes, questionnaire: Questionnaire) -> list[str]:
    with pytest.raises(ConfigError) as error:
        taken(tmp_path, data, questionnaire)
    return list(error.value.faults)


LIMESURVEY: Rows = [
    (
        *("id", "submitdate", "lastpage", "startlanguage", "seed", "token", "email", "K1", "K1url", "K2", "K2[other]"),
        *("K3[SQ001]", "K3[phone]", "K3[SQ003]", "K3[other]", "K4", "K6", "W9", "W8[comment]"),
    ),
    (
        *(7, "2026-05-04 11:12:13", 5, "lv", 99, "abc", "ilze.kalnina@dobele.lv", "Y", "https://dobele.lv/m", "A2", ""),
        *("Y", "", "N", "pa faksu", "12.0", "2026-05-01 00:00:00", "A3", "ar piebildi"),
    ),
    (8, "", 2, "lv", 98, "abd", "x@riga.lv", "N", "", "", "", *[""] * 8),
    (9, "1980-01-01 00:00:00", 5, "en", 97, "abe", "info@pasts.ogresnovads.lv", "N", "", "other", "brālis", *[""] * 8),
]


@pytest.mark.parametrize("make", [lambda rows: text(rows, ","), xlsx_fast])
def test_limesurvey_by_codes(make: Any, tmp_path: Path, questionnaire: Questionnaire) -> None:
    found = taken(tmp_path, make(LIMESURVEY), questionnaire)
    assert found.shape == "limesurvey"
    assert asked.said(found) == {
        ("dobeles-novads", "K1"): True,
        ("dobeles-novads", "K2"): "bought",
        ("dobeles-novads", "K3"): ("email", "other"),
        ("dobeles-novads", "K4"): 12,
        ("dobeles-novads", "K6"): "2026-05-01",
        ("dobeles-novads", "W9"): "2",
        ("ogres-novads", "K1"): False,
        ("ogres-novads", "K2"): "other",
    }
    first = next(each for each in found.given if each.question == "K1")
    assert (first.url, first.at) == ("https://dobele.lv/m", datetime(2026, 5, 4, tzinfo=UTC))
    assert [each.remark for each in found.given if each.remark] == ["pa faksu", "brālis"]
    assert {each.at for each in found.given if each.institution == "ogres-novads"} == {None}
    assert any("was begun and never submitted; left out" in line for line in found.told)
    assert any("W-8 has an address or remark and no answer" in line for line in found.told)


def test_limesurvey_in_full(tmp_path: Path, questionnaire: Questionnaire) -> None:
    reached = "Kā ar jums sazināties?"
    who = "Kurš atbild par vietni?"
    rows: Rows = [
        [
            *("Response ID", "Date submitted", "Start language", "Iestādes nosaukums", "K1. Vai vietnē ir meklēšana?"),
            *(f"{reached} [E-pasts]", f"{reached} [E-adrese (latvija.lv)]", who),
        ],
        [1, "2026-05-04", "lv", "Dobeles novada pašvaldība", "Jā", "Jā", "Nē", "Ārpakalpojums"],
    ]
    found = taken(tmp_path, text(rows), questionnaire)
    assert asked.said(found) == {
        ("dobeles-novads", "K1"): True,
        ("dobeles-novads", "K3"): ("email",),
        ("dobeles-novads", "K2"): "bought",
    }


def test_ms_forms(tmp_path: Path, questionnaire: Questionnaire) -> None:
    head = ["ID", "Start time", "Completion time", "Email", "Name", "Does the site have a search?", "How can you be reached?\xa0"]
    head += ["Share of e-applications", "When was the site changed?"]
    begun, day = datetime(2026, 5, 4, 9), datetime(2026, 1, 2)  # noqa: DTZ001 (a spreadsheet knows no zone)
    reached = "E-mail;E-address, at latvija.lv;"
    first: list[Any] = [1, begun, begun, "anna.berzina@riga.lv", "Anna Bērziņa", "Yes", reached, 45, day]
    second: list[Any] = [2, begun, begun + timedelta(1), "a@liepaja.lv", "Juris", "No", "", "0,5 %", "5/6/2026"]
    rows: Rows = [head, first, second]
    assert refused(tmp_path, xlsx_fast(rows), questionnaire) == [
        "a.dat: Answers!I3: K6: '5/6/2026' may be read in two ways, day or month first; write for example 2026-05-31 or 31.05.2026"
    ]
    second[-1] = "5 June 2026"
    found = taken(tmp_path, xlsx_fast(rows), questionnaire)
    assert found.shape == "ms-forms"
    assert asked.said(found) == {
        ("riga", "K1"): True,
        ("riga", "K3"): ("email", "e-address"),
        ("riga", "K5"): 45,
        ("riga", "K6"): "2026-01-02",
        ("liepaja", "K1"): False,
        ("liepaja", "K5"): 0.5,
        ("liepaja", "K6"): "2026-06-05",
    }
    assert [each.at.day for each in found.given if each.at] == [4, 4, 4, 4, 5, 5, 5]


def form(meta: dict[str, Any], rows: Rows, lang: str = "lv") -> bytes:
    """Our own form as a body sends it back."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = ANSWERS[lang]
    for row in (["E-indeksa aptauja"], [], [title[lang] for title in COLUMNS.values()], *rows):
        sheet.append(list(row))
    sheet.merge_cells("A4:E4")
    hidden = book.create_sheet(META)
    hidden.sheet_state = "veryHidden"
    for each in meta.items():
        hidden.append(each)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


META_TOLD = {"form": FORM, "version": VERSION, "edition": asked.EDITION, "institution": "riga", "lang": "lv"}
FORM_ROWS: Rows = [
    ["", "Vietne"],
    ["K1", "Vai vietnē ir meklēšana?", "jā", "www.riga.lv/meklet", "augšā"],
    ["K2", "Kurš atbild par vietni?", "Ārpakalpojums"],
    [row_id("K3", "email"), "E-pasts", TICK, "-"],
    [row_id("K3", "phone"), "Tālrunis", ""],
    [row_id("K3", "e-address"), "E-adrese", "Jā"],
    ["K4", "Cik?", 3],
    ["K5", "Daļa", ""],
    ["W-8", "", "nav attiecināms"],
]


@pytest.mark.parametrize("lang", ["lv", "en"])
def test_our_own_form(lang: str, tmp_path: Path, questionnaire: Questionnaire) -> None:
    found = taken(tmp_path, form(META_TOLD | {"questionnaire": questionnaire.digest}, FORM_ROWS, lang), questionnaire)
    assert (found.shape, found.told) == ("form", ())
    assert asked.said(found) == {
        ("riga", "K1"): True,
        ("riga", "K2"): "bought",
        ("riga", "K3"): ("email", "e-address"),
        ("riga", "K4"): 3,
        ("riga", "W-8"): NOT_APPLICABLE,
    }
    assert (found.given[0].url, found.given[0].remark, found.given[0].place) == (
        "https://www.riga.lv/meklet",
        "augšā",
        f"{ANSWERS[lang]}!C5",
    )


def test_a_form_that_was_changed(tmp_path: Path, questionnaire: Questionnaire) -> None:
    found = taken(tmp_path, form(META_TOLD | {"questionnaire": "0" * 64}, FORM_ROWS), questionnaire)
    assert found.told == ("a.dat: meta: the questionnaire was changed after the form was made; its questions were read by their ids",)
    bad = META_TOLD | {"version": 2, "edition": "2025", "institution": "nobody"}
    assert [fault.partition(";")[0] for fault in refused(tmp_path, form(bad, FORM_ROWS), questionnaire)] == [
        "a.dat: meta: the form has version '2', this eindekss reads 1",
        "a.dat: meta: the form is of edition '2025', not sample",
        "a.dat: meta: no institution 'nobody'",
    ]
    nobody = refused(tmp_path, form(META_TOLD | {"institution": ""}, FORM_ROWS), questionnaire)
    assert nobody == ["a.dat: meta: the form is of nobody; show the sheet and write the institution's id beside 'institution'"]


def test_our_own_form_as_a_table(tmp_path: Path, questionnaire: Questionnaire) -> None:
    head = ["iestāde", *(title.lv for title in COLUMNS.values())]
    rows = [["riga", *row] for row in FORM_ROWS[1:]] + [["ogres-novads", "K1", "Vai vietnē ir meklēšana?", "nē"]]
    found = taken(tmp_path, text([head, *rows]), questionnaire)
    assert found.shape == "long"
    assert asked.said(found)[("riga", "K3")] == ("email", "e-address")
    assert asked.said(found)[("ogres-novads", "K1")] is False


def test_a_row_an_answer(tmp_path: Path, questionnaire: Questionnaire) -> None:
    rows: Rows = [
        ["Reģ. nr.", "Jautājums", "Atbilde", "Priekšmets", "Saite", "Piezīme", "Datums"],
        [90011524360, "Vai vietnē ir meklēšana?", "jā", "riga.lv", "riga.lv/m", "@x", "04.05.2026"],
        ["LV 9001-152-4360", "K1", "nē", "old.riga.lv", "nav", "", ""],
        ["90011524360", "K2", "", "", "", "", ""],
        ["90011524360", "K5", 0.45, "", "", "", ""],
        ["90011524360", "K4", "[atsaukts]", "", "", "", ""],
    ]

    def percent(sheet: Any) -> None:
        sheet["C5"].number_format = "0.0%"

    found = taken(tmp_path, xlsx(rows, change=percent), questionnaire)
    told = [(each.question, each.subject, each.answer, each.url, each.remark, each.at) for each in found.given]
    assert told == [
        ("K1", "riga.lv", True, "https://riga.lv/m", "@x", datetime(2026, 5, 4, tzinfo=UTC)),
        ("K1", "old.riga.lv", False, "", "", None),
        ("K5", "", 45, "", "", None),
        ("K4", "", None, "", "", None),
    ]


def test_several_sheets_are_read_together(tmp_path: Path, questionnaire: Questionnaire) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Labdien!"])
    for name, row in {"Rīga": ["riga", "jā"], "Ogre": ["ogres-novads", "nē"]}.items():
        sheet = book.create_sheet(name)
        sheet.append(["Iestāde", "K1"])
        sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    found = taken(tmp_path, made.getvalue(), questionnaire)
    assert asked.said(found) == {("riga", "K1"): True, ("ogres-novads", "K1"): False}
    assert found.told == ("a.dat: Sheet: no header row that is understood; the sheet was left alone",)
    book["Ogre"]["A2"] = "riga"
    made = io.BytesIO()
    book.save(made)
    assert refused(tmp_path, made.getvalue(), questionnaire) == ["a.dat: Ogre!B2: riga K1 is answered already at Rīga!B2; keep one"]
