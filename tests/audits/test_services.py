"""The inventory of services: what counts as a service, what makes it one, and how far it goes."""

from __future__ import annotations

import pytest

from audits.audit import Case
from audits.cases import snapshot
from audits.derive import page_view, site_view
from audits.services import Service, inventory, is_described
from data import registry, vocabulary
from data.types import Outcome

WORDS, PORTALS = vocabulary.load(), registry.load().portals


def services(**pages: str) -> dict[str, Service]:
    """The inventory of a site with these pages, by the service's name."""
    paths = {f"/{name.replace('__', '/').replace('_', '-')}": html for name, html in pages.items()}
    site = site_view(snapshot(Case("", Outcome.PASSED, pages=paths), WORDS))
    return {service.title: service for service in inventory(site, WORDS, PORTALS)}


def described(html: str, path: str = "/lapa") -> bool:
    case = snapshot(Case("", Outcome.PASSED, pages={path: html}), WORDS)
    view = page_view(case.pages[1], case.blobs)
    assert view
    return is_described(view, WORDS)


def card(name: str, button: str = "", fields: str = "") -> str:
    """A service card as the unified platform (Drupal) shows it."""
    return f"""<!doctype html><html lang="lv"><head><title>{name} | Piemēra novads</title></head><body>
    <header role="banner"><nav><ul><li><a href="/lv/pakalpojumi">Pakalpojumi</a></li></ul></nav></header>
    <main role="main"><h1>{name}</h1>
      <div class="field field--name-field-price"><div class="field__label">Cena</div><div class="field__item">Bezmaksas</div></div>
      <div class="field"><div class="field__label">Izpildes termiņš darba dienās</div><div class="field__item">10</div></div>
      <div class="field"><div class="field__label">Saņēmējs</div><div class="field__item">Fiziska persona</div></div>{fields}{button}
    </main><footer><a href="https://latvija.gov.lv/">Latvija.gov.lv</a></footer></body></html>"""


def plain(name: str, content: str, menu: str = "") -> str:
    """A page of an old content system: tables, no landmarks, the menu in the middle of everything."""
    return f"""<html><head><title>{name}</title></head><body><table><tr><td><a href="/index.php/lv/">Sākums</a>
    <a href="/index.php/lv/kontakti">Kontakti</a>{menu}</td><td><h1>{name}</h1>{content}</td></tr></table></body></html>"""


TABLE = """<table><tr><td>Pakalpojuma apraksts</td><td>Izsniedz.</td></tr><tr><td>Maksa</td><td>2 EUR</td></tr>
<tr><td>Izpildes termiņš</td><td>5 dienas</td></tr></table>"""


@pytest.mark.parametrize(
    ("html", "path", "expected"),
    [
        (card("Zemes noma"), "/lv/pakalpojumi/zemes-noma", True),
        (card("ZEMES NOMA"), "/lv/pakalpojumi/zemes-noma-0", True),
        ("<h1>Noma</h1><h2>APRAKSTS</h2><h2>IZPILDES TERMINS</h2><h2>VEIDLAPAS</h2>", "/x", True),
        ("<h1>Noma</h1><dl><dt>Apraksts<dd>a<dt>Samaksa<dd>b<dt>Termiņš<dd>c</dl>", "/x", True),
        ("<h1>Noma</h1><p>Apraksts: a.<p>Samaksa: 5 EUR<p>Izpildes termiņš: 3 dienas", "/x", True),
        (plain("Izziņa", TABLE), "/index.php/lv/pakalpojumi/izzina", True),
        ("<h1>Noma</h1><p>Cena: 5 EUR", "/lv/pakalpojumi/noma", True),
        ("<h1>Noma</h1><p>Cena: 5 EUR", "/pakalpojumi/noma", False),
        ("<h1>Pakalpojumi</h1><ul><li><a href=/lv/pakalpojumi/a>Noma</a></ul>", "/lv/pakalpojumi", False),
        ("<h1>Pakalpojumu cenrādis</h1><h2>Cena</h2><h2>Termiņš</h2><h2>Saņēmējs</h2>", "/lv/pakalpojumi/cenradis", False),
        ("<h1>E-pakalpojumi</h1><h2>Kā saņemt</h2><h2>Maksa</h2><h2>Veidlapas</h2>", "/lv/pakalpojumi/e-pakalpojumi", False),
        ("<h1>P</h1><h2>Projekta apraksts</h2><h2>Finansējuma saņēmējs</h2><h2>Īstenošanas termiņš</h2>", "/x", False),
        ("<h1>Iepirkumi</h1><table><tr><th>Apraksts<th>Cena<th>Termiņš<tr><td>a<td>b<td>c</table>", "/x", False),
        ("<h1>L</h1><h2>Apraksts</h2><h2>Normatīvie akti</h2><h2>Pieteikumu termiņš</h2>", "/x", False),
        ("<nav><h2>Apraksts</h2><h2>Maksa</h2><h2>Veidlapas</h2></nav><h1>Sākums</h1>", "/x", False),
        ("", "/lv/pakalpojumi/x", False),
    ],
)
def test_a_page_describes_a_service(html: str, path: str, *, expected: bool) -> None:
    assert described(html, path) is expected


@pytest.mark.parametrize(
    ("button", "level", "shown"),
    [
        ("", 1, "Zemes noma"),
        ("<a href='/lv/media/512/download'>Iesnieguma veidlapa</a>", 2, "Iesnieguma veidlapa"),
        ("<p>Iesniegums jāparaksta ar drošu elektronisko parakstu.</p>", 3, "Iesniegums jāparaksta ar drošu elektronisko parakstu."),
        ("<p>Sūtiet uz e-adresi.</p><a href=/f.doc>Iesniegums</a>", 3, "Sūtiet uz e-adresi."),
        ("<form method=post><input name=a><input type=email name=b><button>Sūtīt</button></form>", 4, "Sūtīt"),
        ("<form role=search><input name=s><input name=t></form>", 1, "Zemes noma"),
        ("<form method=post>Vai noderēja? <input type=radio name=r><button>Jā</button></form>", 1, "Zemes noma"),
        ("<a href='https://forms.gle/abc'>Pieteikties</a>", 4, "Pieteikties"),
        ("<a href='https://latvija.gov.lv/Services/6965'>Saņemt pakalpojumu</a>", 5, "Saņemt pakalpojumu"),
        ("<a href='https://www.latvija.lv/lv/PPK/zeme/noma/p6996/ProcesaApraksts'>šeit</a>", 5, "šeit"),
        ("<a href='https://www.latvija.lv/Epakalpojumi/EP214/Apraksts'>šeit</a>", 5, "šeit"),
        ("<a href='https://epakalpojumi.liepaja.lv/noma'>šeit</a>", 5, "šeit"),
        ("<a href='https://latvija.lv/Epakalpojumi/EP155/Instrukcija'>Iesniegums</a>", 1, "Zemes noma"),
        ("<a href='https://latvija.lv/lv/Eaddress/write?address=_default@90000000017'>E-adrese</a>", 1, "Zemes noma"),
        ("<a href='https://latvija.gov.lv/Services/12'>Iesniegums iestādei</a>", 1, "Zemes noma"),
        ("<a href='https://latvija.gov.lv'>Latvija.gov.lv</a>", 1, "Zemes noma"),
        ("<a href='https://bis.gov.lv/bisp/'>BIS</a><a href='https://www.epakalpojumi.lv/'>Apmaksāt</a>", 6, "Apmaksāt"),
    ],
)
def test_the_ladder_and_what_shows_the_level(button: str, level: int, shown: str) -> None:
    service = services(lv__pakalpojumi__noma=card("Zemes noma", button))["Zemes noma"]
    assert (service.level, service.seen[0].text) == (level, shown)


def test_fields_are_told_by_topic_with_their_place() -> None:
    extra = "<div class=field__label>Pakalpojuma turētājs</div><h2>Nepieciešamie dokumenti</h2>"
    service = services(lv__pakalpojumi__noma=card("Zemes noma", fields=extra))["Zemes noma"]
    assert {topic: element.text for topic, element in service.fields.items()} == {
        "service-fee": "Cena",
        "service-term": "Izpildes termiņš darba dienās",
        "service-receiver": "Saņēmējs",
        "service-holder": "Pakalpojuma turētājs",
        "service-form": "Nepieciešamie dokumenti",
    }


def test_a_menu_without_landmarks_lifts_no_service() -> None:
    menu = "<a href='https://latvija.gov.lv/Services/12'>E-pakalpojums</a><form><input name=vards><input name=epasts></form>"
    pages = {f"index_php_{name}": plain(f"Izziņa {name}", TABLE, menu) for name in "abcdef"}
    found = services(**pages)
    assert {title: service.level for title, service in found.items()} == {f"Izziņa {name}": 1 for name in "abcdef"}


def test_described_and_listed_is_one_service() -> None:
    listing = """<h1>E-pakalpojumi</h1><a href="https://latvija.gov.lv/Services/7">Zemes noma</a>
    <a href="https://www.latvija.lv/Services/8/terms">Koku ciršana</a><a href="https://latvija.gov.lv/Services/9">Deklarēšana</a>"""
    noma = card("Zemes noma")
    koki = card("Atļauja koku ciršanai", "<a href='https://latvija.gov.lv/lv/Services/8'>Pieteikt</a>")
    found = services(e_pakalpojumi=listing, lv__pakalpojumi__noma=noma, lv__pakalpojumi__koki=koki)
    assert {title: (service.level, service.page is not None) for title, service in found.items()} == {
        "Zemes noma": (5, True),
        "Atļauja koku ciršanai": (5, True),
        "Deklarēšana": (5, False),
    }


def test_a_translation_and_a_second_address_are_no_second_service() -> None:
    lease = card("Land lease").replace('lang="lv"', 'lang="en"')
    noma = card("Zemes noma")
    assert list(services(lv__pakalpojumi__noma=noma, lv__pakalpojumi__noma_0=noma, en__services__lease=lease)) == ["Zemes noma"]


def test_news_name_no_service() -> None:
    assert services(jaunumi__a="<h1>Jauns e-pakalpojums</h1><a href='https://latvija.gov.lv/Services/7'>šeit</a>") == {}


FEE = "<h2>Maksa</h2><p>Bez maksas</p><h2>Izpildes termiņš</h2><p>Mēnesis</p><h2>Saņēmējs</h2><p>Ikviens</p>"
PROSE = "Malkas sagatavošanas vietas ierāda mežzinis, kuram jāzvana vismaz trīs dienas pirms došanās uz mežu."


def test_a_contest_or_an_auction_that_a_list_of_services_names_may_be_asked_for() -> None:
    lists = "".join(
        f"<li><a href=/pakalpojumi/{name}>{label}</a>"
        for name, label in {
            "a": "Jaunatnes projektu konkurss skolām",
            "b": "Cirsmu ikgadējā izsole",
            "c": "Izsoles",
            "d": "Projektu konkursi",
        }.items()
    )
    found = services(
        pakalpojumi=f"<h1>Pakalpojumi</h1><ul>{lists}</ul>",
        pakalpojumi__a=f"<h1>Jaunatnes projektu konkurss skolām</h1>{FEE}",
        pakalpojumi__b=f"<h1>Cirsmu ikgadējā izsole</h1><p>{PROSE}",
        pakalpojumi__c=f"<h1>Izsoles</h1><p>{PROSE}",
        pakalpojumi__d=f"<h1>Projektu konkursi</h1><p>{PROSE}",
    )
    assert {name: one.described for name, one in found.items()} == {
        "Jaunatnes projektu konkurss skolām": True,
        "Cirsmu ikgadējā izsole": False,
    }


def test_what_stands_in_one_table_or_one_folder_with_descriptions_is_of_their_kind() -> None:
    rows = {"x/a": "Zemes noma", "x/b": "Koku ciršana", "x/c": "Malkas vieta"}
    table = "".join(f"<tr><td><a href=/{path}>{name}</a><td>Mežniecība" for path, name in rows.items())
    found = services(
        pakalpojumi=f"<h1>Pakalpojumi</h1><table>{table}</table><table><tr><td><a href=/x/d>Pirts noma</a><td>Pirts</table>",
        x__a=f"<h1>Zemes noma</h1>{FEE}",
        x__b=f"<h1>Koku ciršana</h1>{FEE}",
        x__c=f"<h1>Malkas vieta</h1><p>{PROSE}",
        x__d=f"<h1>Pirts noma</h1><p>{PROSE}",
    )
    assert {name: one.level for name, one in found.items()} == {"Zemes noma": 1, "Koku ciršana": 1, "Malkas vieta": 1, "Pirts noma": 1}


def test_the_last_crumb_is_no_service() -> None:
    found = services(saraksts="<h1>Novada pakalpojumi</h1><ul><li>Novada pakalpojumi</ul><ul><li>Zemes noma<li>Pirts noma<li>Malka</ul>")
    assert set(found) == {"Zemes noma", "Pirts noma", "Malka"}
