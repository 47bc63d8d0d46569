"""How a check says what it found."""

from __future__ import annotations

import pytest

from audits import kit
from data import vocabulary
from data.types import Evidence, Finding, Outcome, Value
from tests.audits.seen import URL, view

SEEN = Evidence(URL, excerpt="redzēts")


@pytest.mark.parametrize(
    ("finding", "outcome", "value", "whole"),
    [
        (kit.found(True, SEEN), Outcome.PASSED, True, False),
        (kit.found(3, SEEN, whole=True), Outcome.PASSED, 3, True),
        (kit.broken(False, SEEN), Outcome.FAILED, False, False),
        (kit.absent(SEEN), Outcome.FAILED, False, True),
        (kit.counted(2, [SEEN]), Outcome.PASSED, 2, True),
        (kit.tally([SEEN, SEEN]), Outcome.FAILED, 2, False),
        (kit.tally([SEEN, SEEN], value=1), Outcome.FAILED, 1, False),
        (kit.tally([], SEEN), Outcome.PASSED, 0, True),
        (kit.inapplicable(SEEN), Outcome.INAPPLICABLE, None, False),
        (kit.inapplicable(SEEN, whole=True), Outcome.INAPPLICABLE, None, True),
        (kit.cant_tell("unclear", SEEN), Outcome.CANT_TELL, None, False),
    ],
)
def test_answers(finding: Finding, outcome: Outcome, value: Value, whole: bool) -> None:  # noqa: FBT001 (a column of the table)
    assert (finding.outcome, finding.value, finding.whole, set(finding.evidence)) == (outcome, value, whole, {SEEN})


def test_evidence_is_of_elements_and_pages_and_has_an_end() -> None:
    page = view("<p id=a>Viens</p>" + "<p>vēl</p>" * 100)
    finding = kit.broken(101, *page.elements("p"))
    assert (finding.value, len(finding.evidence)) == (101, kit.EVIDENCE_LIMIT)
    assert finding.evidence[0] == Evidence(URL, locator="#a", excerpt="Viens")
    assert kit.found(True, page).evidence == (Evidence(URL),)


def test_labelled_gives_each_address_once() -> None:
    pages = [view("<a href=/k>Kontakti</a><a href=/z>Ziņas</a>"), view("<a href=/k>KONTAKTI</a><a href=/en>Contacts</a>")]
    found = kit.labelled(pages, vocabulary.load(), "role-contact")
    assert [(link.label, link.href) for link in found] == [("Kontakti", "/k"), ("Contacts", "/en")]


@pytest.mark.parametrize(
    ("html", "url", "expected"),
    [
        ("<h1>Kontakti</h1>", URL, 1),
        ("<title>Kontakti – Piemēra novads</title>", URL, 1),
        ("<title>Kontakti | Piemēra novads</title>", URL, 1),
        ("<p>A", "https://www.piemers.test/lv/kontakti/", 1),
        ("<p>A", "https://www.piemers.test/kontaktinformacija?view=easy", 1),
        ("<h2>Kontakti</h2>", URL, 0),
        ("<title>Piemēra novads – Kontakti</title>", URL, 0),
    ],
)
def test_about_asks_heading_title_and_address(html: str, url: str, expected: int) -> None:
    assert len(kit.about([view(html, url)], vocabulary.load(), "role-contact")) == expected


@pytest.mark.parametrize(
    ("html", "labels", "expected"),
    [
        ("<title>Piemēra novada dome</title><b>Kontakti</b>", ("Kontakti", "Sazināties"), ["Kontakti", "Piemēra novada dome"]),
        ("<title>Piemēra novada dome</title><h1>Uzziņas</h1>", ("Kontakti",), ["Uzziņas", "Piemēra novada dome"]),
        ("<p>A", (), []),
    ],
)
def test_a_page_without_a_heading_is_called_what_its_links_say(html: str, labels: tuple[str, ...], expected: list[str]) -> None:
    page = view(html)
    page.labels = labels
    assert kit.names(page) == expected
