"""Lists of services: their names, what stands in them, and pages that they lead to."""

from __future__ import annotations

import pytest

from audits.audit import Case
from audits.cases import snapshot
from audits.catalogues import lists_services, mentions, priced
from audits.derive import PageView, site_view
from audits.services import inventory
from data import registry, vocabulary
from data.types import Outcome

WORDS, PORTALS = vocabulary.load(), registry.load().portals


def view(html: str, path: str = "/pakalpojumi/") -> PageView:
    site = site_view(snapshot(Case("", Outcome.PASSED, pages={path: html}), WORDS))
    return next(page for page in site.pages if page.page.depth)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Pakalpojumi", True),
        ("PAKALPOJUMU KATALOGS", True),
        ("Pakalpojumu apraksti", True),
        ("Elektroniskie pakalpojumi", True),
        ("Iesniegumi, veidlapas", True),
        ("Pakalojumi", True),
        ("Услуги", True),
        ("E-services", True),
        ("Maksas pakalpojumu cenrādis", False),
        ("Pakalpojumu sniedzēji", False),
        ("Iepirkumi", False),
    ],
)
def test_a_list_of_services_by_its_name(title: str, *, expected: bool) -> None:
    assert lists_services(view(f"<title>{title}</title><h1>{title}</h1><ul><li>x</ul>", "/x"), WORDS) is expected


@pytest.mark.parametrize(
    ("html", "names"),
    [
        ("<ul><li>Zemes noma<li>Koku ciršana;<li>Arhīva izziņa.</ul>", ["Zemes noma", "Koku ciršana", "Arhīva izziņa"]),
        ("<ul><li><a href=/a>A</a><li><a href=/b>B</a><li><a href=/c>C</a><li>Zemes noma</ul>", ["Zemes noma"]),
        ("<ul><li>Zemes noma<li>Koku ciršana</ul>", []),
        ("<table><tr><td>Noma<td>būvvaldē<tr><td>Izziņa<td>arhīvā<tr><td>Kapavieta<td>dienestā</table>", ["Noma", "Izziņa", "Kapavieta"]),
        ("<h2>Kā saņemt</h2><ul><li>Ierodoties<li>Zvanot<li>Rakstot</ul>", []),
        ("<ul><li>Klātienē<li>Pa pastu<li>E-pastā: a@b.lv<li>Tālrunis 80000100</ul>", []),
        ("<ul><li>zemes noma<li>koku ciršana<li>izziņa</ul>", []),
        ("<nav><ul><li>Zemes noma<li>Koku ciršana<li>Izziņa</ul></nav>", []),
        (
            "<div role=list><div role=listitem>Noma</div><div role=listitem>Īre</div><div role=listitem>Izziņa</div></div>",
            ["Noma", "Īre", "Izziņa"],
        ),
        (
            "<p><a href=/a>A</a><br><a href=/b>B</a> (tiešsaistē)<br>Malkas pabalsts<br>Kapavieta</p><a href=/c>C</a>",
            ["Malkas pabalsts", "Kapavieta"],
        ),
        ("<p><a href=/a>A</a><br><a href=/b>B</a><br>Aizpildītās veidlapas nes uz kanceleju.</p><a href=/c>C</a>", []),
        ("<p>Liepu iela 1<br>Piemērs<br>Novads</p><a href=/a>A</a><a href=/b>B</a><a href=/c>C</a>", []),
        ("<h2>Citi pakalpojumi</h2><ul><li>Noma<li>Īre<li>Izziņa</ul>", ["Noma", "Īre", "Izziņa"]),
    ],
)
def test_services_that_are_only_named(html: str, names: list[str]) -> None:
    page = view(f"<h1>Pakalpojumi</h1>{html}")
    assert [mention.name for mention in mentions(page, WORDS, frozenset())] == names


def test_a_price_list_names_services_and_a_long_one_goods() -> None:
    def rows(count: int) -> list[str]:
        table = "".join(f"<tr><td>Telpu {'abcdefghijklmnopqrstuvwxyz'[place]} noma<td>5 EUR" for place in range(count))
        page = view(f"<title>Cenrādis</title><h1>Cenrādis</h1><table>{table}</table>", "/cenradis")
        return [mention.name for mention in priced(page, WORDS, frozenset())]

    assert rows(2) == ["Telpu a noma", "Telpu b noma"]
    assert rows(25) == []


def levels(**pages: str) -> dict[str, int]:
    paths = {f"/{name.replace('__', '/').replace('_', '-')}": html for name, html in pages.items()}
    site = site_view(snapshot(Case("", Outcome.PASSED, pages=paths), WORDS))
    return {service.title: service.level for service in inventory(site, WORDS, PORTALS)}


NOMA = "<title>Noma</title><h1>Noma</h1><h2>Apraksts</h2><h2>Maksa</h2><h2>Termiņš</h2>"
PLAIN = "<title>{0}</title><h1>{0}</h1><p>Par to vienojas ar speciālistu, ierodoties klātienē vai piezvanot uz iestādi darba laikā."


def test_a_list_leads_to_services_that_are_told_of_in_plain_words() -> None:
    listing = "<h1>Pakalpojumi</h1><ul><li><a href=/pakalpojumi/aprupe>Aprūpe mājās</a><li>Noma<li>Izziņa<li>Kapavieta</ul>"
    assert levels(pakalpojumi=listing, pakalpojumi__aprupe=PLAIN.format("Aprūpe mājās"), noma=NOMA) == {
        "Aprūpe mājās": 1,
        "Noma": 1,
        "Izziņa": 0,
        "Kapavieta": 0,
    }


def test_a_list_by_any_name_is_known_by_what_it_lists() -> None:
    listing = "<h1>Ko darām</h1><a href=/a>Noma</a><br><a href=/b>Īre</a><br><a href=/c>Aprūpe</a><p>Vēl: <a href=/d>Par mums</a></p>"
    pages = {"a": NOMA, "b": NOMA.replace("Noma", "Īre"), "c": PLAIN.format("Aprūpe"), "d": PLAIN.format("Par mums")}
    assert levels(ko_daram=listing, **pages) == {"Noma": 1, "Īre": 1, "Aprūpe": 1}


def test_offices_and_price_lists_are_no_services() -> None:
    listing = "<h1>Pakalpojumi</h1><a href=/pakalpojumi/d>Sociālais dienests</a><a href=/pakalpojumi/k>Klientu apkalpošanas centrs</a>"
    pages = {"pakalpojumi__d": PLAIN.format("Sociālais dienests"), "pakalpojumi__k": PLAIN.format("Klientu apkalpošanas centrs")}
    assert levels(pakalpojumi=listing, **pages) == {}


def test_a_table_with_fee_and_term_describes() -> None:
    table = "<tr><th>Pakalpojums<th>Cena<th>Termiņš<tr><td>Noma<td>5<td>3<tr><td>Izziņa<td>1<td>2<tr><td>Kapavieta<td>0<td>1"
    assert levels(pakalpojumi=f"<h1>Pakalpojumi</h1><table>{table}</table>") == {"Noma": 1, "Izziņa": 1, "Kapavieta": 1}


def test_where_nothing_is_described_the_form_tells_of_the_service() -> None:
    forms = "<title>Veidlapas</title><a href=/a.docx>Iesniegums par zemes nomu</a><br><a href=/b.docx>Iesniegums brīvā formā</a>"
    assert levels(veidlapas=forms) == {"Iesniegums par zemes nomu": 2}
    assert levels(veidlapas=forms, noma=NOMA) == {"Noma": 1}


def test_two_links_that_say_nothing_are_two_services() -> None:
    listing = (
        "<h1>E-pakalpojumi</h1><p><a href=https://latvija.gov.lv/Services/1>šeit</a> <a href=https://latvija.gov.lv/Services/2>šeit</a>"
    )
    site = site_view(snapshot(Case("", Outcome.PASSED, pages={"/e": listing}), WORDS))
    assert [service.level for service in inventory(site, WORDS, PORTALS)] == [5, 5]


LONG = """<h1>Pakalpojumi</h1><h2 id=a>Diploma atzīšana</h2><p>Pieteikties var portālā: <a href=https://latvija.gov.lv/Services/7>pieteikt</a>.</p>
<h2 id=b>Apliecības dublikāts</h2><p>Jāierodas ar personu apliecinošu dokumentu, un dublikātu izsniedz pēc desmit dienām.</p>
<h2 id=c>Nometnes saskaņošana</h2><p>Aizpilda <a href=/f.docx>pieteikuma veidlapu</a> un nogādā pārvaldē divas nedēļas iepriekš.</p>
<p><b>Zemes noma</b></p><p>Iesniegumu iesniedz kancelejā, un par to lemj mēneša laikā.</p>"""


def test_a_long_list_tells_of_services_under_headings() -> None:
    assert levels(pakalpojumi=LONG) == {"Diploma atzīšana": 5, "Apliecības dublikāts": 1, "Nometnes saskaņošana": 2, "Zemes noma": 1}


def test_headings_without_a_way_to_ask_are_no_services() -> None:
    plain = "<h2>{}</h2><p>Mēs strādājam visu iedzīvotāju labā jau daudzus gadus.</p>"
    assert levels(pakalpojumi="<h1>Pakalpojumi</h1>" + "".join(map(plain.format, ("Vīzija", "Misija", "Vērtības")))) == {}


def test_a_service_is_not_sorted_by_a_heading_that_is_its_own_name() -> None:
    site = site_view(snapshot(Case("", Outcome.PASSED, pages={"/pakalpojumi": LONG}), WORDS))
    assert [service.heads for service in inventory(site, WORDS, PORTALS)] == [(), (), (), ()]


def test_the_front_page_of_a_portal_is_a_service_where_a_list_calls_it_so() -> None:
    listing = (
        "<h1>Pakalpojumi</h1><ul><li><a href=https://www.epakalpojumi.lv/>Nekustamā īpašuma nodokļa apmaksa</a>"
        "<li><a href=https://www.epakalpojumi.lv>Bērna pieteikšana pirmsskolā</a>"
        "<li><a href=https://bis.gov.lv/>Būvniecības informācijas sistēma</a>"
        "<li><a href=https://www.epakalpojumi.lv/>E-pakalpojumu portāls</a></ul>"
    )
    assert levels(pakalpojumi=listing) == {"Nekustamā īpašuma nodokļa apmaksa": 6, "Bērna pieteikšana pirmsskolā": 5}
    assert levels(par_mums="<h1>Par mums</h1><a href=https://www.epakalpojumi.lv/>Nekustamā īpašuma nodokļa apmaksa</a>") == {}


def test_a_listed_page_that_gives_a_form_tells_of_a_service() -> None:
    listing = "<h1>Pakalpojumi</h1><ul><li><a href=/12>Uzņemšana bērnudārzā</a><li><a href=/13>Novada vēsture</a></ul>"
    form = (
        "<title>{0}</title><h1>{0}</h1><p>Bērnu piesaka, atnākot pie vadītājas. Jāaizpilda arī dota <a href=/f.doc>iesnieguma veidlapa</a>."
    )
    assert levels(pakalpojumi=listing, **{"12": form.format("Uzņemšana bērnudārzā"), "13": PLAIN.format("Novada vēsture")}) == {
        "Uzņemšana bērnudārzā": 2
    }
