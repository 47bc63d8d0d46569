"""The domains at which a body takes mail: its own first, never another body's, never a provider's of free mail."""

from __future__ import annotations

from crawler.mail_domains import MOST, MailDomains
from data.types import Missing, Page, Role


def met(*texts: str, role: Role = Role.OTHER) -> MailDomains:
    found = MailDomains()
    for place, text in enumerate(texts):
        found.meet(Page(f"https://www.piemers.lv/{place}", role, 1, "", Missing("not-gathered")), f"<main><p>{text}</p></main>")
    return found


def own(found: MailDomains, *strangers: str) -> list[str]:
    return [each["domain"] for each in found.own("www.piemers.lv", frozenset(strangers))]


def test_where_its_site_s_own_are_met_there_are_no_others() -> None:
    found = met("a@skola.lv b@skola.lv c@skola.lv", "dome@piemers.lv", "x@pasts.piemers.lv y@pasts.piemers.lv")
    assert own(found) == ["pasts.piemers.lv", "piemers.lv"]
    assert own(met("dome@piemers.lv pasts@tiesibsargs.lv info@tiesibsargs.lv")) == ["piemers.lv"]


def test_another_domain_is_its_own_only_where_that_is_plain() -> None:
    assert own(met("dome@adazi.lv")) == []
    assert own(met("dome@adazi.lv pasts@adazi.lv a@b.lv c@b.lv d@b.lv")) == ["b.lv"]
    rare = ("dome@adazi.lv pasts@adazi.lv", "x@y.lv", "x@y.lv")
    assert own(met(*rare)) == []
    found = met(*rare[1:])
    found.meet(Page("https://www.piemers.lv/", Role.FRONT, 0, "", Missing("not-gathered")), f"<p>{rare[0]}</p>")
    assert own(found) == ["adazi.lv"]


def test_other_bodies_and_free_mail_are_not_its_own() -> None:
    found = met("a@gmail.com b@gmail.com", "c@cits.lv d@cits.lv")
    assert own(found, "cits.lv") == []
    assert found.free() == [{"domain": "gmail.com", "addresses": 2, "pages": 1}]


def test_what_is_counted_is_bounded() -> None:
    assert len(own(met(" ".join(f"a@x{number}.piemers.lv" for number in range(20))))) == MOST
    assert sum(met(*["dome@piemers.lv"] * 100).pages.values()) == 60
    assert sum(met(*["dome@piemers.lv"] * 100, role=Role.CONTACT).pages.values()) == 60
    assert own(met("dome@piemers.lv " + "x" * 400_000)) == []


def test_a_base_that_is_no_address_changes_nothing() -> None:
    assert own(met("<base href='//['><a href=/x>dome@piemers.lv</a>")) == ["piemers.lv"]


def test_addresses_spelt_against_machines_count() -> None:
    assert own(met("dome [at] piemers.lv")) == ["piemers.lv"]
