"""Which pages are the privacy policy."""

from __future__ import annotations

import pytest

from audits.privacy import named, of_another, privacy_pages, saying, unread
from data import vocabulary
from data.types import Institution, Kind, Role, Text
from tests.audits.seen import view

TEXT = "<main><p>Personas datu apstrādes pārzinis ir novada pašvaldība, kas datus glabā likumā noteikto laiku."


@pytest.mark.parametrize(
    ("html", "role", "expected"),
    [
        (f"<h1>Privātuma politika</h1>{TEXT}", Role.PRIVACY, True),
        (f"<title>Fizisko personu datu aizsardzība | Novads</title>{TEXT}", Role.OTHER, True),
        (f"<h1>Privacy policy</h1>{TEXT}", Role.OTHER, True),
        ("<h1>Privātuma politika</h1><main>Drīzumā", Role.PRIVACY, False),
        (f"<h1>Jauna privātuma politika</h1>{TEXT}", Role.NEWS_ITEM, False),
        (f"<h1>Datu aizsardzības speciālists</h1>{TEXT}", Role.OTHER, False),
        (f"<h1>Kontakti</h1>{TEXT}", Role.CONTACT, False),
    ],
)
def test_named_so_and_saying_something(html: str, role: Role, expected: bool) -> None:  # noqa: FBT001 (a column of the table)
    assert bool(privacy_pages([view(html, role=role)], vocabulary.load())) == expected


def test_a_promise_among_menus_is_no_policy() -> None:
    menu = "".join(f"<a href=/{number}>Sadaļa {number}</a> " for number in range(30)) + "<p>Ūdens iela 5, Rīga, tālrunis, pasts un vēl kas."
    page = "<table><tr><td>{0}<td><h1>{1}</h1><p>{2}</table>"
    others = [view(page.format(menu, f"Lapa {number}", "Saturs " * number), f"https://www.piemers.test/{number}") for number in range(8)]
    promised = view(page.format(menu, "Personas datu aizsardzība", "Informācija tiek gatavota."))
    assert privacy_pages([*others, promised], vocabulary.load()) == []


def test_sentences_that_say_a_topic_come_with_the_next() -> None:
    page = view("<h1>Privātuma politika</h1><main><p>Datu pārzinis: Ādažu novada dome. Runājiet ar Annu Ozolu. Dati ir droši.</main>")
    [said] = saying([page], vocabulary.load(), "privacy-controller")
    assert (said.word, "Ādažu" in said.text, "Annu" in said.see().excerpt) == ("pārzinis", True, False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pārzinis ir Ādažu novada pašvaldība", True),
        ("pārzinis ir ĀDAŽU NOVADA DOME", True),
        ("controller: Adazi Municipality", True),
        ("pārzinis, reģ. Nr. 9000 0048 472", True),
        ("rakstiet uz das@adazunovads.lv", True),
        ("pārzinis ir Carnikavas novada dome", False),
        ("pārzinis ir Valsts kanceleja", False),
        ("rakstiet uz das@cits.lv", False),
    ],
)
def test_whether_a_text_names_the_body(text: str, expected: bool) -> None:  # noqa: FBT001 (a column of the table)
    name = Text("Ādažu novada pašvaldība", "Adazi Municipality")
    body = Institution("adazi", name, Kind.MUNICIPALITY, (), reg_no="90000048472")
    assert named(body, text, "https://www.adazunovads.lv/") == expected


def test_only_a_file_that_nobody_reads_is_unread() -> None:
    front = view('<a href="/dati.pdf">Datu aizsardzība</a> <a href="/privatums">Privātuma politika</a> <a href="/plans.pdf">Plāns</a>')
    assert [link.href for link in unread((front,), vocabulary.load())] == ["/dati.pdf"]


@pytest.mark.parametrize(
    ("controller", "address", "expected"),
    [
        ("Kalna novada dome", "specialists@kalnanovads.test", True),
        ("Piemēra novada pašvaldība", "specialists@juristi.test", False),
        ("Kalna novada dome", "specialists@piemers.test", False),
        ("Kalna novada dome", "tālrunis 60000104", False),
    ],
)
def test_an_officer_is_anothers_where_the_controller_is_too(controller: str, address: str, expected: bool) -> None:  # noqa: FBT001 (a column)
    page = view(f"<h1>Privātums</h1><main><p>Datu pārzinis ir {controller}. Datus sargā likums. Datu aizsardzības speciālists: {address}.")
    body = Institution("piemers", Text("Piemēra novada pašvaldība", "Example Municipality"), Kind.MUNICIPALITY, ())
    said = next(saying([page], vocabulary.load(), "privacy-officer"))
    assert of_another(said, body, vocabulary.load(), "https://www.piemers.test/") == expected
