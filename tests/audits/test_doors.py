"""Where links lead: a service at a portal, a way of writing to a body, a place to pay."""

from __future__ import annotations

import pytest

from audits.derive import Link, PageView
from audits.doors import door, e_address, is_form_place, leads_to_service, pays_at, takes_payments
from data import registry, vocabulary
from data.types import Missing, Page, Role

WORDS, PORTALS = vocabulary.load(), registry.load().portals


def link(url: str, label: str = "šeit") -> Link:
    page = Page("https://www.piemers.test/", Role.OTHER, 0, "", Missing("not-gathered"))
    return PageView(page, f'<a href="{url}">{label}</a>', None).links[0]


@pytest.mark.parametrize(
    ("url", "key", "exact"),
    [
        ("https://latvija.gov.lv/Services/6965", "latvija.lv/services/6965", True),
        ("https://www.latvija.lv/lv/services/6965/terms", "latvija.lv/services/6965", True),
        ("https://latvija.lv/lv/PPK/vide/koki/p22/ProcesaApraksts", "latvija.lv/ppk/vide/koki/p22", True),
        ("https://www.latvija.lv/LV/PPK/Vide/Koki/p22", "latvija.lv/ppk/vide/koki/p22", True),
        ("https://latvija.lv/Epakalpojumi/EP214/Instrukcija", "latvija.lv/epakalpojumi/ep214", True),
        ("https://www.epakalpojumi.lv/", "epakalpojumi.lv/", False),
        ("https://www.epakalpojumi.lv/pii/rinda", "epakalpojumi.lv/pii/rinda", True),
        (
            "https://www.eriga.lv/ServiceCards/Default.aspx?cardExternalId=RD008454AJ0015",
            "eriga.lv/servicecards/default.aspx?cardexternalid=rd008454aj0015",
            True,
        ),
        ("https://bis.gov.lv/", "bis.gov.lv/", False),
        ("https://epakalpojumi.liepaja.lv/noma", "epakalpojumi.liepaja.lv/noma", True),
    ],
)
def test_doors_to_services(url: str, key: str, *, exact: bool) -> None:
    found = door(link(url), WORDS, PORTALS)
    assert found
    assert (found.key, found.exact) == (key, exact)


@pytest.mark.parametrize(
    ("url", "label"),
    [
        ("https://latvija.gov.lv/", "Portāls"),
        ("https://latvija.gov.lv/Services", "Pakalpojumi"),
        ("https://latvija.lv/BUJ", "Jautājumi"),
        ("https://latvija.lv/Epakalpojumi/EP155/Instrukcija", "Iesniegums"),
        ("https://latvija.lv/lv/Eaddress/write?address=_default@90000000017", "E-adrese"),
        ("https://mana.latvija.lv/e-adrese/", "šeit"),
        ("https://latvija.gov.lv/Services/155", "Iesniegums iestādei"),
        ("https://likumi.lv/ta/id/1", "Noteikumi"),
        ("https://notlatvija.lv/Services/1", "x"),
        ("mailto:pasts@piemers.test", "e-pasts"),
        ("http://[bad", "x"),
    ],
)
def test_no_door(url: str, label: str) -> None:
    assert door(link(url, label), WORDS, PORTALS) is None


@pytest.mark.parametrize(
    ("url", "number"),
    [
        ("https://latvija.lv/lv/Eaddress/write?address=_default@90000038741", "90000038741"),
        ("https://www.latvija.gov.lv/EADDRESS/Write?address=_DEFAULT%4090000038741", "90000038741"),
        ("https://latvija.lv/lv/Eaddress/write?address=_default@123", None),
        ("https://piemers.test/lv/Eaddress/write?address=_default@90000038741", None),
    ],
)
def test_e_address(url: str, number: str | None) -> None:
    assert e_address(url) == number


def test_places_to_pay() -> None:
    assert takes_payments(link("https://www.epakalpojumi.lv/"), WORDS, PORTALS)
    assert takes_payments(link("https://latvija.gov.lv/Services/6965", "Nodokļa apmaksa"), WORDS, PORTALS)
    assert not takes_payments(link("https://latvija.gov.lv/Services/6965", "Dzīvesvietas deklarēšana"), WORDS, PORTALS)
    assert not takes_payments(link("https://likumi.lv/"), WORDS, PORTALS)


def test_paying_straight_at_the_portal() -> None:
    assert pays_at(link("https://www.epakalpojumi.lv/novads/nin", "Nekustamā īpašuma nodokļa samaksa"), WORDS, PORTALS)
    assert not pays_at(link("https://www.epakalpojumi.lv/novads/pii", "Bērna pieteikšana"), WORDS, PORTALS)
    assert not pays_at(link("https://www.banka.test/", "Nodokļa apmaksa"), WORDS, PORTALS)


@pytest.mark.parametrize(
    ("url", "leads"),
    [
        ("https://licences.piemers.test/pieteikums", True),
        ("https://licences.piemers.test/", False),
        ("https://licences.cits.test/pieteikums", False),
        ("https://muzejs.piemers.test/jaunumi", False),
    ],
)
def test_a_system_of_the_bodys_own(url: str, *, leads: bool) -> None:
    found = door(link(url), WORDS, PORTALS)
    assert (found is not None) is leads
    assert found is None or not found.exact


@pytest.mark.parametrize(
    ("label", "expected"),
    [("Nodokļa apmaksa", True), ("Epakalpojumi.lv", False), ("E-pakalpojumu portāls", False), ("BIS", False), ("Portāls", False)],
)
def test_a_front_page_called_as_a_service(label: str, *, expected: bool) -> None:
    found = door(link("https://www.epakalpojumi.lv/", label), WORDS, PORTALS)
    assert found is not None
    assert leads_to_service(found, WORDS) is expected


def test_places_of_forms() -> None:
    assert is_form_place("https://docs.google.com/forms/d/x")
    assert not is_form_place("https://example.test/forms.gle")
