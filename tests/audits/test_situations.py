"""Situations of life and target groups, by the words that sites and portals use."""

from __future__ import annotations

import pytest

from audits.audit import Case
from audits.cases import snapshot
from audits.derive import site_view
from audits.services import inventory
from audits.situations import addressed, at_portal, groups, situation
from data import registry, vocabulary
from data.types import Outcome

WORDS, PORTALS = vocabulary.load(), registry.load().portals


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Dzīves vieta, nekustamais īpašums, būvniecība", "home"),
        ("Finanses, nodokļi, pabalsti, finanšu deklarācijas", "social"),
        ("Izglītība un zinātne", "education"),
        ("KOMERCDARBIBA", "business"),
        ("Kultūra, māksla, sports", "culture"),
        ("Lauksaimniecība, zivkopība", "agriculture"),
        ("Nodarbinātība, darba tiesības, darba aizsardzība", "work"),
        ("Transports, tūrisms", "transport"),
        ("Vides aizsardzība", "environment"),
        ("Sociālā palīdzība", "social"),
        ("Семья", "family"),
        ("Business", "business"),
        ("Darba laiks", None),
        ("Pieteikšanās kārtība", None),
        ("Uzņēmējiem", None),
        ("Apbedīšana", "bereavement"),
        ("Kapsētas, parki, vide", "environment"),
    ],
)
def test_a_situation_by_its_label(label: str, name: str | None) -> None:
    assert situation([label], WORDS) == name


def test_a_category_in_the_address_of_the_state_catalogue() -> None:
    assert at_portal("https://www.latvija.lv/lv/PPK/Tiesibu-aizsardziba/Arhivu-pakalpojumi/p6996/ProcesaApraksts") == [
        "tiesibu aizsardziba",
        "arhivu pakalpojumi",
    ]
    assert at_portal("https://latvija.gov.lv/Services/6965") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Fiziska persona, juridiska persona", {"residents", "entrepreneurs"}),
        ("UZNEMEJIEM", {"entrepreneurs"}),
        ("Senioriem un cilvēkiem ar invaliditāti", {"seniors", "disabled"}),
        ("Предпринимателям", {"entrepreneurs"}),
        ("Būvvalde", set()),
    ],
)
def test_target_groups(text: str, names: set[str]) -> None:
    assert groups(text, WORDS) == names


def test_a_service_knows_its_situation_its_target_and_what_its_description_says() -> None:
    card = """<title>Noma</title><h1>Noma</h1><dl><dt>Saņēmējs<dd>Juridiska persona<dt>Cena<dd>28 EUR gadā<dt>Izpildes termiņš<dd>1 mēnesis
    <dt>Pakalpojuma turētājs<dd>Īpašumu nodaļa<dt>Veidlapas<dd><a href=/f.docx>Iesniegums</a></dl>"""
    listing = "<h1>Pakalpojumi</h1><h2>Iedzīvotājiem</h2><h3>Vide</h3><ul><li><a href=/pakalpojumi/noma>Noma</a></ul>"
    site = site_view(snapshot(Case("", Outcome.PASSED, pages={"/pakalpojumi": listing, "/pakalpojumi/noma": card}), WORDS))
    (service,) = inventory(site, WORDS, PORTALS)
    assert (service.situation, sorted(service.target), service.level) == ("environment", ["entrepreneurs", "residents"], 2)
    assert service.details["service-fee"] == "28 EUR gadā"
    assert service.details["service-term"] == "1 mēnesis"
    assert service.details["service-holder"] == "Īpašumu nodaļa"
    assert [form.label for form in service.forms] == ["Iesniegums"]
    assert service.channels == ("form to download",)


@pytest.mark.parametrize(
    ("label", "heads", "expected"),
    [
        ("Ģimenēm", True, {"families"}),
        ("Ģimene", True, set()),
        ("GIMENEM AR BERNIEM", True, {"families"}),
        ("Zvejniekiem", True, {"zvejniekiem"}),
        ("Meža īpašniekiem", True, {"ipasniekiem"}),
        ("Karte zvejniekiem", False, set()),
        ("Uzņēmējiem", False, {"entrepreneurs"}),
        ("Noteikumiem", True, set()),
    ],
)
def test_whom_a_label_speaks_to(label: str, expected: set[str], *, heads: bool) -> None:
    assert addressed(label, WORDS, heads=heads) == expected
