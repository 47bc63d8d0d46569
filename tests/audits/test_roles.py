"""What a page is for, from its address, its names, its shape and what others call it."""

from __future__ import annotations

import pytest

from audits.derive import PageView
from audits.roles import role_of
from data import vocabulary
from data.types import Missing, Page, Role

SITE = "https://www.piemers.test"
SERVICE = "<h1>Zemes noma</h1><h2>Apraksts</h2><h2>Kā saņemt</h2><h2>Maksa</h2>"
FORM = "<form method=post><input name=vards><textarea name=teksts></textarea></form>"
LIST = "".join(f"<article><h2><a href=/{n}/>Ziņa {n}</a></h2><time>0{n}.11.2026.</time></article>" for n in (1, 2, 3))


def role(path: str, html: str, *labels: str, depth: int = 1) -> Role:
    view = PageView(Page(SITE + path, Role.OTHER, depth, "", Missing("not-gathered"), labels), html, None)
    return role_of(view, vocabulary.load())


@pytest.mark.parametrize(
    ("path", "html", "expected"),
    [
        ("/kontakti", "", "contact"),
        ("/x", "<h1>KONTAKTI</h1>", "contact"),
        ("/x", "<title>Iestādes kontakti | Piemēra novads</title>", "contact"),
        ("/lv/pieklustamibas-pazinojums", "", "statement"),
        ("/x", "<h1>Piekļūstamības paziņojums</h1>", "statement"),
        ("/lv/vispareja-timeklvietnu-vienotas-platformas-privatuma-politika", "", "privacy"),
        ("/lapas-karte", "", "sitemap"),
        ("/x", "<h1>Vietnes saturs</h1>", "sitemap"),
        ("/x", "<h1>Kas atbild par lapas saturu</h1>", "other"),
        ("/x", "<h1>Novada vēstis</h1>", "news"),
        ("/x", "<h1>Laikraksts «Novada Vēstis»</h1>", "other"),
        ("/vestis/talka", "<h1>Talka</h1>", "news-item"),
        ("/index.php/lv/pakalpojumi", "<h1>Pakalpojumi</h1>", "services"),
        ("/lv/pakalpojumi/noma", SERVICE, "service"),
        ("/jebkur", SERVICE, "service"),
        ("/lv/jaunums/svetki", "<h1>Svētki</h1>", "news-item"),
        ("/svetki", "<article><h1>Svētki</h1><time class=entry-date>1.</time></article>", "news-item"),
        ("/index.php/jaunumi/7-svetki", "<h2>Svētki</h2><p class=published><time itemprop=datePublished>2. novembrī</time>", "news-item"),
        ("/index.php/jaunumi/sports", "<h2>Sports</h2>", "other"),
        ("/aktualitates", "<h1>Aktualitātes</h1>", "news"),
        ("/vesture.htm", "<h1>Novada vēsture</h1>", "other"),
        ("/redzi", "<h1>Redzi un ziņo!</h1>", "other"),
        ("/author/redaktors", f"<h1>Redaktors</h1>{LIST}", "news"),
        ("/domes-sedes", "<h1>Domes sēdes</h1>", "council"),
        ("/domes-sedes", f"<h1>Domes sēdes</h1>{LIST}", "council"),
        ("/?s=budzets", "<h1>Meklēšana</h1>", "search"),
        ("/meklet/", "<h1>Meklēt</h1><form role=search><input name=vards></form>", "search"),
        ("/zino-par-problemu", f"<h1>Ziņo par problēmu</h1>{FORM}", "form"),
        ("/iesaisties/zino", "<h1>Ziņo par bedri</h1>", "other"),
        ("/ru/kontakty", "<h1>Контакты</h1>", "contact"),
        ("/x.htm", "<h1>UZZINAS</h1>", "contact"),
        ("/x.htm", "<h1>Izziņas par dzīvesvietu</h1>", "other"),
        ("/anketa", f"<h1>Anketa</h1>{FORM}", "form"),
        ("/x", "<h1>X</h1><form method=post action=/search><input name=kur><input name=ko></form>", "other"),
        ("/sports", "<h1>Sports</h1>", "other"),
        ("/x", "", "other"),
    ],
)
def test_role(path: str, html: str, expected: str) -> None:
    assert role(path, html) == expected


def test_the_first_page_is_the_front_whatever_it_says() -> None:
    assert role("/kontakti", "<h1>Kontakti</h1>", depth=0) is Role.FRONT


def test_what_others_call_it_counts_last() -> None:
    assert role("/node/12", "<h1>Liepu iela 4</h1>", "Kontakti") is Role.CONTACT
    assert role("/node/12", "<h1>Privātuma politika</h1>", "Kontakti") is Role.PRIVACY
    assert role("/node/13", "<h1>Sports</h1>", "Pāriet uz lapas saturu") is Role.OTHER
