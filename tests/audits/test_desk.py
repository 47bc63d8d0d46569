"""Which pages are trusted to say how to reach the body, and in which order."""

from __future__ import annotations

from audits.audit import Case
from audits.cases import snapshot
from audits.derive import site_view
from audits.desk import desk
from data import vocabulary
from data.types import Outcome


def test_contacts_first_others_bodies_never() -> None:
    pages = {
        "/en/contacts": "<html lang=en><h1>Contacts</h1>",
        "/kontakti": "<html lang=lv><h1>Kontakti</h1>",
        "/sports": "<h1>Sports</h1>",
        "/jaunumi/a": "<h1>Svētki</h1>",
        "/pieklustamibas-pazinojums": "<h1>Piekļūstamības paziņojums</h1>",
        "/privatuma-politika": "<h1>Privātuma politika</h1>",
    }
    site = site_view(snapshot(Case("", Outcome.PASSED, pages=pages), vocabulary.load()))
    assert [page.url.removeprefix("https://www.piemers.test") for page in desk(site)] == ["/kontakti", "/en/contacts", "/", "/sports"]
