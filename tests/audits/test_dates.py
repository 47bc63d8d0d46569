"""Dates as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.dates import dates, malformed, month_named, months

SECOND_OF_SEPTEMBER = date(2026, 9, 2)


@pytest.mark.parametrize(
    "written",
    [
        "02.09.2026.",
        "2.09.2026",
        "2.9.2026.",
        "02. 09. 2026.",
        "02/09/2026",
        "2026-09-02",
        "2026-09-02T10:15:00+03:00",
        "2026.09.02.",
        "2026. gada 2. septembrī",
        "2026.gada 2.septembris",
        "2026.g. 2. septembra",
        "2026. GADA 2. SEPTEMBRĪ",
        "2. septembris, 2026",
        "2.septembrī 2026",
        "2 September 2026",
        "September 2nd, 2026",
    ],
)
def test_the_same_day_in_every_way_of_writing(written: str) -> None:
    assert [day for day, _words in dates(f"Lapa atjaunota {written} un vairs ne.")] == [SECOND_OF_SEPTEMBER]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025. gada 3. marts, 14.07.2020. un 2024-02-29", [date(2025, 3, 3), date(2020, 7, 14), date(2024, 2, 29)]),
        ("janvārī februāris martā aprīļa maijs", []),
        ("2026. gada 1. jūnijā un 2. jūlijā", [date(2026, 6, 1)]),
        ("2026. gada 30. junija", [date(2026, 6, 30)]),
        ("Nr. 445, tālrunis 67.12.34.56, adrese 127.0.0.11, versija 4.14.1", []),
        ("reģ. Nr. 90000000017, 1.2.2026.3", [date(2026, 2, 1)]),
        ("", []),
    ],
)
def test_dates_in_running_text(text: str, expected: list[date]) -> None:
    assert [day for day, _words in dates(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pēdējo reizi tika izvērtēta 23.012.2020.", ("23.012.2020",)),
        ("31.02.2020. un 30.09.2020.", ("31.02.2020",)),
        ("2020. gada 31. septembrī", ("2020. gada 31. septembrī",)),
        ("00.00.0000", ("00.00.0000",)),
        ("12.05.20233", ()),
        ("viss kārtībā 01.01.2026.", ()),
    ],
)
def test_malformed_dates_are_told_apart(text: str, expected: tuple[str, ...]) -> None:
    assert malformed(text) == expected


@settings(deadline=None)
@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)), st.text(max_size=20))
def test_every_day_is_found_as_latvians_write_it(day: date, before: str) -> None:
    text = f"{before} | {day.day:02}.{day.month:02}.{day.year}."
    assert dates(text)[-1] == (day, text.rpartition("| ")[2].removesuffix("."))


@settings(deadline=None)
@given(st.text())
def test_any_text_is_read_without_error(text: str) -> None:
    assert all(words in text for _day, words in dates(text))
    assert all(words in text for words in malformed(text))
    assert all(words in text for _day, words in months(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026. gada oktobris", [(2026, 10)]),
        ("Atalgojums 2026.gada oktobrī", [(2026, 10)]),
        ("AMATPERSONU ATALGOJUMS OKTOBRIS 2026", [(2026, 10)]),
        ("jūnijs, 2026 un jūlijs 2026", [(2026, 6), (2026, 7)]),
        ("2026. g. maijs", [(2026, 5)]),
        ("atalgojums-2026-10.xlsx", [(2026, 10)]),
        ("atalgojums_10_2026.pdf", [(2026, 10)]),
        ("29_10_2026.pdf", []),
        ("Par 10.2026", [(2026, 10)]),
        ("October 2026", [(2026, 10)]),
        ("29.10.2026.", []),
        ("2026-10-29", []),
        ("oktobris", []),
        ("2026. gads", []),
        ("2026-13", []),
    ],
)
def test_months(text: str, expected: list[tuple[int, int]]) -> None:
    assert [(day.year, day.month) for day, _words in months(text)] == expected


@pytest.mark.parametrize(("text", "expected"), [("Oktobris", 10), ("par maiju", 5), ("JUNIJS", 6), ("Gada pārskats", None), ("", None)])
def test_a_month_without_a_year(text: str, expected: int | None) -> None:
    assert month_named(text) == expected
