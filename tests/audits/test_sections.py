"""Sections on a topic, and what a label without a section is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from audits.audit import Case
from audits.cases import SITE, snapshot
from audits.derive import SiteView, site_view
from audits.sections import document_links, files, filled, leading_to, nowhere, present, sections, unasked
from data import registry, vocabulary
from data.types import Missing, Outcome, Page, Role

WORDS = vocabulary.load()


def site(pages: Mapping[str, str], front: str = "", missing: Mapping[str, str] | None = None) -> SiteView:
    taken = snapshot(Case("", Outcome.PASSED, front, pages=pages), WORDS)
    absent = tuple(Page(SITE + path, Role.OTHER, 1, "", Missing(reason)) for path, reason in (missing or {}).items())
    return site_view(replace(taken, pages=(*taken.pages, *absent)))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>Vakances</h1><p>Pašlaik to nav", ["Pašlaik to nav"]),
        ("<title>VAKANCES | Novads</title><p>Pašlaik to nav", ["Pašlaik to nav"]),
        ("<h1>Pašvaldība</h1><p>x<h2>Vakances</h2><p>Jurists<h3>Kā pieteikties</h3><p>Rakstiet<h2>Cits</h2><p>y", ["Jurists Rakstiet"]),
        ("<h1>P</h1><table><caption>Vakances</caption><tr><td>Jurists</table><p>y", ["Jurists"]),
        ("<h1>P</h1><details><summary>Vakances</summary>Jurists</details><p>y", ["Jurists"]),
        ("<h1>P</h1><h2><a href=/v>Vakances</a></h2><p>Tiek meklēts jurists", []),
        ("<h1>P</h1><h3><a href=#v>Vakances</a></h3><p>Jurists", ["Jurists"]),
        ("<h1>P</h1><p>Vakances: jurists", []),
    ],
)
def test_sections(html: str, expected: list[str]) -> None:
    found = sections(site({"/p/": html}).pages, WORDS, "vacancies")
    assert [section.text for section in found] == expected


def test_news_and_the_front_page_are_no_section() -> None:
    assert sections(site({"/jaunumi/v/": "<h1>Vakances</h1><p>Meklē"}, "<title>Vakances</title>").pages, WORDS, "vacancies") == []


@pytest.mark.parametrize(
    ("html", "says"),
    [
        ("<h1>Vakances</h1>", False),
        ("<h1>Vakances</h1><p>Informācija tiks publicēta drīzumā.", False),
        ("<h1>Vakances</h1><p>Šobrīd brīvu vakanču nav.", True),
        ("<h1>Vakances</h1><a href=/v.pdf>Jurists</a>", True),
        ("<h1>Vakances</h1><iframe src=/v></iframe>", True),
    ],
)
def test_a_section_that_says_something(html: str, *, says: bool) -> None:
    assert bool(filled(sections(site({"/p/": html}).pages, WORDS, "vacancies"), WORDS, 4)) is says


MENU = "<nav><a href='{}'>Vakances</a></nav>"


@pytest.mark.parametrize(
    ("front", "missing", "outcome", "reason"),
    [
        ("", {}, Outcome.FAILED, None),
        (MENU.format("/v/"), {"v/": "not-found"}, Outcome.FAILED, None),
        (MENU.format("/v/"), {"v/": "soft-404"}, Outcome.FAILED, None),
        (MENU.format("/v/"), {"v/": "robots"}, Outcome.CANT_TELL, "robots"),
        (MENU.format("/v/"), {"v/": "timeout"}, Outcome.CANT_TELL, "timeout"),
        (MENU.format("/v/"), {}, Outcome.CANT_TELL, "incomplete-look"),
        (MENU.format("#"), {}, Outcome.FAILED, None),
        (MENU.format("javascript:void(0)"), {}, Outcome.FAILED, None),
        (MENU.format("https://cvvp.nva.gov.lv/piemers"), {}, Outcome.PASSED, None),
        (MENU.format("/vakances.pdf"), {}, Outcome.PASSED, None),
    ],
)
def test_what_a_label_alone_is_worth(front: str, missing: Mapping[str, str], outcome: Outcome, reason: str | None) -> None:
    finding = nowhere(site({}, front, missing), WORDS, "vacancies")
    assert (finding.outcome, finding.reason) == (outcome, reason)


def test_where_a_label_alone_is_never_enough() -> None:
    finding = nowhere(site({}, MENU.format("https://cvvp.nva.gov.lv/piemers")), WORDS, "vacancies", value=0, leads=False)
    assert (finding.outcome, finding.value, finding.whole) == (Outcome.FAILED, 0, True)


def test_evidence_is_the_heading_never_the_people_below() -> None:
    finding = present(site({"/p/": "<h1>Trauksmes celšana</h1><p>Kontaktpersona Ilze Paraugs, tālr. 60000111"}), WORDS, "whistleblowing", 4)
    assert [seen.excerpt for seen in finding.evidence] == ["Trauksmes celšana"]


def test_links_to_documents_with_their_headings() -> None:
    html = "<h1>D</h1><h2>Veidlapas</h2><a href=/lv/media/7/download>a</a><a href=/b.DOCX?x=1>b</a><a href=/lapa/>c</a><a href=/fails>d</a>"
    taken = site({"/d/": html})
    assert [(link.label, [head.text for head in trail]) for link, trail in document_links(taken, ())] == [
        ("a", ["D", "Veidlapas"]),
        ("b", ["D", "Veidlapas"]),
    ]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>Vakances, izsoles, konkursi</h1><h2>Vakances</h2><h2>Izsoles</h2><p>Zeme Upē", [""]),
        ("<h1>Vakances</h1><h2>Vakances</h2><p>x<h2>Kā pieteikties</h2><p>y", ["x y"]),
        ("<h1>Darbs</h1><p><b>Vakances</b></p><p>Jurists<p><strong>Izsoles:</strong></p><p>Zeme", ["Jurists"]),
        ("<h1>Darbs</h1><p>Mums ir <b>vakances</b> birojā</p><p>Jurists", []),
    ],
)
def test_pages_of_several_matters_and_bold_lines(html: str, expected: list[str]) -> None:
    assert [section.text for section in sections(site({"/p/": html}).pages, WORDS, "vacancies")] == expected


def test_a_dated_item_is_news_by_whatever_address() -> None:
    html = "<title>Novads</title><h3>Aicina darbā</h3><p><i>22.04.2026.</i></p><p>Uzņēmums meklē strādniekus."
    assert sections(site({"/x/vakances": html}).pages, WORDS, "vacancies") == []
    assert len(sections(site({"/x/vakances": html.replace("22.04.2026.", "Visu gadu")}).pages, WORDS, "vacancies")) == 1


@pytest.mark.parametrize(
    ("html", "says"),
    [
        ("<a href=/p/>Vakances</a>", False),
        ("<a href=/>Uz sākumu</a>", False),
        ("<a href=/druka?id=1>Drukāt</a>", False),
        ("<p>Sadaļa tiek pārveidota, atvainojamies par neērtībām, un jauna informācija pagaidām nav pieejama nevienam.", False),
        ("<a href=/p/1/>Jurists</a>", True),
    ],
)
def test_a_way_back_or_a_promise_is_no_content(html: str, *, says: bool) -> None:
    assert bool(filled(sections(site({"/p/": f"<h1>Vakances</h1>{html}"}).pages, WORDS, "vacancies"), WORDS, 4)) is says


@pytest.mark.parametrize(
    ("pages", "outcome"),
    [({}, Outcome.INAPPLICABLE), ({"/p/": "<h1>Vakances</h1>"}, Outcome.INAPPLICABLE), ({"/p/": MENU.format("/v/")}, Outcome.CANT_TELL)],
)
def test_nothing_is_asked_of_what_is_not_there(pages: Mapping[str, str], outcome: Outcome) -> None:
    finding = unasked(site(pages), WORDS, "vacancies")
    assert (finding.outcome, finding.whole) == (outcome, outcome == Outcome.INAPPLICABLE)


def test_links_to_portals_by_what_they_are_for() -> None:
    taken = site({"/p/": "<a href=https://tapportals.mk.gov.lv/x>TAP</a><a href=https://likumi.lv/>Likumi</a>"})
    assert [link.label for link in leading_to(taken, registry.load().portals, "draft legislation")] == ["TAP"]


def test_files_are_found_once() -> None:
    taken = site({"/p/": "<main><a href=/a.pdf>A</a><a href=/a.pdf>vēlreiz</a><a href=/b/>B</a></main>"})
    assert [link.label for link in files(taken)] == ["A"]
