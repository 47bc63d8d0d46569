"""Dated entries: the newest agenda, what is still open, the newest year."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from audits.audit import Case
from audits.cases import TAKEN_AT, snapshot
from audits.derive import SiteView, site_view
from audits.outline import own
from audits.records import deadlines, newest_year, records, said, whose, years
from audits.sections import sections
from data import vocabulary
from data.types import Outcome

WORDS = vocabulary.load()


def site(pages: Mapping[str, str]) -> SiteView:
    return site_view(snapshot(Case("", Outcome.PASSED, pages=pages), WORDS))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<a href=/a.pdf>Protokols Nr. 14, 29.10.2026.</a>", ["2026-10-29"]),
        ("<a href=/protokols-2026-10-29.pdf>Protokols</a>", ["2026-10-29"]),
        ("<a href=/29_10_2026_protokols.edoc>PROTOKOLS</a>", ["2026-10-29"]),
        ("<ul><li>2026. gada 29. oktobris <a href=/a.pdf>Protokols</a></ul>", ["2026-10-29"]),
        ("<h2>Protokoli</h2><a href=/a>24.09.2026.</a><a href=/b>29.10.2026.</a>", ["2026-10-29", "2026-09-24"]),
        ("<h2>Finanšu komiteja</h2><a href=/a.pdf>Protokols 29.10.2026.</a>", []),
        ("<a href=/a.pdf>Protokols 29.10.2126.</a>", [None]),
        ("<a href=/a.pdf>Lēmums 29.10.2026.</a>", []),
        ("<h2>Protokoli un lēmumi</h2><a href=/a.pdf>Lēmums Nr. 7, 12.11.2026.</a><a href=/b.pdf>29.10.2026.</a>", ["2026-10-29"]),
    ],
)
def test_records(html: str, expected: list[str | None]) -> None:
    found = records(site({"/d/": f"<h1>Domes sēdes</h1>{html}"}), WORDS, "council-minutes", TAKEN_AT)
    assert [record.day.isoformat() if record.day else None for record in found] == expected


@pytest.mark.parametrize(
    ("html", "open_still"),
    [
        ("<ul><li>Jurists, līdz 10.12.2026.<li>Lietvedis, līdz 01.11.2026.</ul>", 1),
        ("<table><tr><td>Jurists<td>24.11.2026.<td>10.12.2026.</table>", 1),
        ("<p>Termiņš 23.11.2026.", 1),
        ("<p>Līdz 10.12.2036.", 0),
        ("<p>Pastāvīgi", 0),
        ("<p>Lapa labota: 23.11.2026.", 0),
        ("<p>Publicēts 23.11.2026., viedokļi līdz 05.12.2026.", 1),
    ],
)
def test_deadlines(html: str, open_still: int) -> None:
    (section,) = sections(site({"/v/": f"<h1>Vakances</h1>{html}"}).pages, WORDS, "vacancies")
    assert len(deadlines(section, TAKEN_AT, WORDS)) == open_still


def test_a_deadline_shows_its_date_and_nobody() -> None:
    page = {"/v/": "<h1>Vakances</h1><p>Pieteikties līdz 10.12.2026. pie Annas Paraudziņas"}
    (section,) = sections(site(page).pages, WORDS, "vacancies")
    assert [seen.excerpt for seen in deadlines(section, TAKEN_AT, WORDS)] == ["10.12.2026"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Budžets 2026", {2026}),
        ("2025. un 2026. gads", {2025, 2026}),
        ("2022.–2028. gadam", {2022}),
        ("2025-2027", {2025}),
        ("29.01.2026.", set()),
        ("stratēģija 2035", set()),
        ("Nr. 20261, 1999", set()),
    ],
)
def test_years(text: str, expected: set[int]) -> None:
    assert years(text, TAKEN_AT) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>Budžets</h1><a href=/uploads/2026/11/b-2025.pdf>Budžets</a>", 2025),
        ("<h1>Dokumenti</h1><a href=/b.pdf>Budžets 2026</a><a href=/p.pdf>Programma 2027</a>", 2026),
        ("<h1>Budžets</h1><h2>2026. gads</h2><a href=/b.pdf>Lejupielādēt</a>", 2026),
        ("<h1>Projekts</h1><p>Projekta budžets 2026. gadā", None),
        ("<h1>Līdzdalības budžets</h1><p>2026. gads", None),
        ("<h1>Budžets</h1><p>Skatīt pielikumā", None),
    ],
)
def test_newest_year(html: str, expected: int | None) -> None:
    found = newest_year(site({"/b/": html}), WORDS, "budget", TAKEN_AT)
    assert (found[0] if found else None) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>Domes sēdes</h1><a href=/a>Protokols</a>", "of-council"),
        ("<h1>Domes un komiteju sēdes</h1><a href=/a>Protokols</a>", "of-council"),
        ("<h1>Domes un komiteju sēdes</h1><a href=/a>Finanšu komitejas protokols</a>", "committee"),
        ("<h1>Domes sēdes</h1><h2>Finanšu komiteja</h2><a href=/a>Protokols</a>", "committee"),
        ("<h1>Domes sēdes</h1><ul><li>Iepirkumu komisija: <a href=/a>protokols</a></ul>", "commission"),
        ("<h1>Domes Finanšu komitejas sēdes</h1><a href=/a>Protokols</a>", "committee"),
        ("<h1>Jauniešu dome</h1><a href=/a>Protokols</a>", "other"),
        ("<h1>Piekļūstamība</h1><a href=/a>Protokols</a>", ""),
    ],
)
def test_whose_meeting_the_nearest_words_tell(html: str, expected: str) -> None:
    (part,) = [part for part in own(site({"/s/": html}).by_url["https://www.piemers.test/s/"]) if part.kind == "link"]
    assert whose(part, WORDS) == expected


def test_a_bold_line_heads_the_links_below() -> None:
    page = {"/d/": "<h1>Domes sēdes</h1><p><b>Protokoli</b></p><a href=/a>29.10.2026.</a><p><b>Lēmumi</b></p><a href=/b>12.11.2026.</a>"}
    found = records(site(page), WORDS, "council-minutes", TAKEN_AT)
    assert [record.day.isoformat() for record in found if record.day] == ["2026-10-29"]


def test_what_is_promised_is_not_there_yet() -> None:
    page = {"/p/": "<h1>Publiskie pārskati</h1><a href=/p.pdf>2019. gada publiskais pārskats</a><p>2025. gada pārskats tiek sagatavots."}
    found = newest_year(site(page), WORDS, "annual-report", TAKEN_AT)
    assert found is not None
    assert found[0] == 2019


def test_another_bodys_report_is_not_ours() -> None:
    page = {"/i/": "<h1>Iestādes</h1><a href=https://cita.test/p>Pārvaldes 2025. gada publiskais pārskats</a>"}
    assert newest_year(site(page), WORDS, "annual-report", TAKEN_AT) is None


def test_links_and_lines_that_say_it_themselves() -> None:
    page = {"/d/": "<h1>Dokumenti</h1><a href=/a>Amatpersonu atalgojums</a><a href=/b>Budžets</a>"}
    assert {part.words for part in said(site(page), WORDS, "officials-pay")} == {"Amatpersonu atalgojums"}
