"""Whatever is answered comes back equal, in every layout and charset; whatever bytes come, nothing crashes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from data.casebook_rows import NOT_APPLICABLE, Given, Said
from data.errors import ConfigError
from scoring.survey.intake.intake import intake
from scoring.survey.questionnaire import Questionnaire
from tests.scoring.survey.intake import asked, makers

Answers = Mapping[str, Mapping[str, Said]]
BODIES = ("riga", "dobeles-novads", "ogres-novads", "fm")
LETTERS = "aābcčdeēfgģhiījkķlļmnņoprsštuūvzž =+-@;,|\"'.\n1"
WORDS = st.text(LETTERS, min_size=1, max_size=40).map(str.strip).filter(lambda text: any(sign.isalpha() for sign in text))
NUMBERS = st.one_of(st.integers(0, 100_000), st.integers(0, 9_999_999).map(lambda number: number / 100))
SAID: Mapping[str, st.SearchStrategy[Said]] = {
    "K1": st.booleans(),
    "K2": st.sampled_from(["own-unit", "bought", "other"]),
    "K3": st.lists(st.sampled_from(["email", "phone", "e-address", "other"]), min_size=1, unique=True).map(
        lambda ticked: tuple(code for code in ("email", "phone", "e-address", "other") if code in ticked)
    ),
    "K4": NUMBERS,
    "K5": st.integers(0, 10_000).map(lambda number: number // 100 if number % 100 == 0 else number / 100),
    "K6": st.dates(min_value=date(1960, 1, 1), max_value=date(2099, 1, 1)).map(str),
    "K7": st.sampled_from(["https://www.riga.lv/", "http://a.lv/b?c=d;e#f", "https://latvija.gov.lv/ē"]),
    "W-8": WORDS,
    "W9": st.sampled_from(["0", "1", "2"]),
}
ANSWERS: st.SearchStrategy[Answers] = st.dictionaries(
    st.sampled_from(BODIES),
    st.fixed_dictionaries({}, optional={name: st.one_of(how, st.just(NOT_APPLICABLE)) for name, how in SAID.items()}).filter(bool),
    min_size=1,
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1257", "iso8859-13")


@pytest.fixture(scope="module")
def questionnaire(tmp_path_factory: pytest.TempPathFactory) -> Questionnaire:
    return asked.questionnaire(tmp_path_factory.mktemp("edition"))


def cell(question: str, said: Said, comma: str) -> str:
    """An answer as a person writes it."""
    if said == NOT_APPLICABLE:
        return "nav attiecināms" if comma == "," else "not applicable"
    if isinstance(said, bool):
        return {",": ("nē", "jā"), ".": ("no", "yes")}[comma][said]
    if isinstance(said, tuple):
        return "; ".join(said)
    return f"{said} %".replace(".", comma) if question == "K5" else str(said).replace(".", comma) if question == "K4" else str(said)


def wide(answers: Answers, comma: str) -> makers.Rows:
    head = ["institution", *SAID]
    return [head, *([body, *(cell(name, said[name], comma) if name in said else "" for name in SAID)] for body, said in answers.items())]


def long(answers: Answers, comma: str) -> makers.Rows:
    head = ["Iestāde", "Jautājums", "Atbilde"]
    return [head, *([body, name, cell(name, answer, comma)] for body, said in answers.items() for name, answer in said.items())]


def expected(answers: Answers) -> dict[tuple[str, str], Said]:
    return {(body, name): answer for body, said in answers.items() for name, answer in said.items()}


def came_back(path: Path, data: bytes, questionnaire: Questionnaire) -> dict[tuple[str, str], Said]:
    (path / "a.dat").write_bytes(data)
    return asked.said(asked.read(path / "a.dat", questionnaire))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    answers=ANSWERS,
    layout=st.sampled_from([wide, long]),
    comma=st.sampled_from(",."),
    delimiter=st.sampled_from(";,\t|"),
    encoding=st.sampled_from(ENCODINGS),
)
def test_tables_as_text(
    tmp_path: Path,
    questionnaire: Questionnaire,
    answers: Answers,
    layout: Callable[[Answers, str], makers.Rows],
    comma: str,
    delimiter: str,
    encoding: str,
) -> None:
    data = makers.text(layout(answers, comma), delimiter, encoding)
    assert came_back(tmp_path, data, questionnaire) == expected(answers)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=ANSWERS, layout=st.sampled_from([wide, long]), make=st.sampled_from([makers.xlsx_fast, makers.ods]))
def test_workbooks(
    tmp_path: Path,
    questionnaire: Questionnaire,
    answers: Answers,
    layout: Callable[[Answers, str], makers.Rows],
    make: Callable[[makers.Rows], bytes],
) -> None:
    assert came_back(tmp_path, make(layout(answers, ",")), questionnaire) == expected(answers)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=ANSWERS.filter(lambda answers: not any(small(said.get("K5")) for said in answers.values())))
def test_values_typed_in_a_workbook(tmp_path: Path, questionnaire: Questionnaire, answers: Answers) -> None:
    """Numbers, truths and days as a spreadsheet keeps them."""
    head = ["institution", *SAID]
    rows = [head, *([body, *(typed(name, said.get(name)) for name in SAID)] for body, said in answers.items())]
    assert came_back(tmp_path, makers.xlsx_fast(rows), questionnaire) == expected(answers)


def small(said: Said) -> bool:
    """A share that needs the sign of per cent."""
    return isinstance(said, float) and 0 < said < 1


def typed(question: str, said: Said) -> Any:
    """An answer in the type that a spreadsheet would give it."""
    if question == "K6" and said not in (None, NOT_APPLICABLE):
        return date.fromisoformat(str(said))
    return "; ".join(said) if isinstance(said, tuple) else "" if said is None else said


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=600))
@example(data=b"PK\x03\x04")
@example(data=b"institution;K1\nriga;\xff\n")
@example(data=b'"')
@example(data=b"\xff\xfe")
@example(data=b"sep=;\n")
def test_any_bytes(tmp_path: Path, questionnaire: Questionnaire, data: bytes) -> None:
    never_crashes(tmp_path, data, questionnaire)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.lists(st.one_of(WORDS, st.sampled_from(["institution", "K1", "K3[email]", "riga", "yes", "id", "answer", "K5", "=1"])))
    )
)
def test_any_table(tmp_path: Path, questionnaire: Questionnaire, rows: list[list[str]]) -> None:
    never_crashes(tmp_path, makers.text(rows), questionnaire)


@cache
def sound() -> Mapping[str, bytes]:
    """Workbooks that are right."""
    rows: makers.Rows = [["institution", "K1", "K4"], ["riga", "yes", 5], ["ogres-novads", "no", 6]]
    return {"xlsx": makers.xlsx(rows), "fast": makers.xlsx_fast(rows), "ods": makers.ods(rows)}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(["xlsx", "fast", "ods"]),
    changes=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=20),
)
def test_workbooks_with_wrong_bytes(tmp_path: Path, questionnaire: Questionnaire, kind: str, changes: list[tuple[float, int]]) -> None:
    never_crashes(tmp_path, changed(sound()[kind], changes), questionnaire)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(["xlsx", "fast", "ods"]),
    changes=st.lists(st.tuples(st.floats(0, 0.999), st.integers(32, 126)), min_size=1, max_size=6),
)
def test_workbooks_with_wrong_letters(tmp_path: Path, questionnaire: Questionnaire, kind: str, changes: list[tuple[float, int]]) -> None:
    parts = {"xl/worksheets/sheet1.xml", "content.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"}
    data = makers.repacked(sound()[kind], lambda name, part: changed(part, changes) if name in parts else part)
    never_crashes(tmp_path, data, questionnaire)


def changed(data: bytes, changes: list[tuple[float, int]]) -> bytes:
    """The bytes with some of them replaced."""
    made = bytearray(data)
    for where, byte in changes:
        made[int(where * len(made))] = byte
    return bytes(made)


def never_crashes(path: Path, data: bytes, questionnaire: Questionnaire) -> None:
    """It is read, or refused in words."""
    (path / "a.xlsx").write_bytes(data)
    found, faults = attempt(path / "a.xlsx", questionnaire)
    assert bool(found) != bool(faults)
    assert all(fault.startswith("a.xlsx") and fault.isprintable() for fault in faults)


def attempt(path: Path, questionnaire: Questionnaire) -> tuple[tuple[Given, ...], tuple[str, ...]]:
    """The answers, or the faults."""
    try:
        return intake(path, questionnaire, asked.bodies()).given, ()
    except ConfigError as error:
        return (), error.faults


@pytest.mark.parametrize("words", ["ā", "āā", "Š", "ž", "Jā; ķēde"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_single_letter_is_latvian(tmp_path: Path, questionnaire: Questionnaire, words: str, encoding: str) -> None:
    answers: Answers = {"riga": {"W-8": words}}
    assert came_back(tmp_path, makers.text(long(answers, "."), ";", encoding), questionnaire) == expected(answers)
