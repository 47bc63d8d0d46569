"""What a visit asks of DNS: the web host and its twin, the domains of the contacts, their policies and their signatures."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import dns.rdataset
import dns.rdatatype
import dns.rrset
import dns.zone
import pytest

from crawler.gatherers import dnssec
from crawler.names import Names
from data.types import Missing
from tests.crawler.resolving import Resolver, signed, zone
from tests.crawler.serving import PLAIN, Routes, Said, Seen, Served, moved, page, robots, visited
from tests.hostile.pki import leaf, served
from tests.hostile.web import Web

TOWN = 'www 300 IN A 127.0.0.1\n@ 300 IN A 127.0.0.1\n@ 300 IN CAA 0 issue "letsencrypt.org"\n'
MAIL = (
    '@ 300 IN MX 10 mx.pasts.test.\n@ 300 IN TXT "v=spf1 include:_spf.pasts.test -all"\n_spf 300 IN TXT "v=spf1 ip4:192.0.2.0/24 -all"\n'
    '_dmarc 300 IN TXT "v=DMARC1; p=reject"\n_mta-sts 300 IN TXT "v=STSv1; id=1"\n'
)
SITE: Routes = {
    "/robots.txt": robots(""),
    "/": page("Sākums", "/kontakti"),
    "/kontakti": page("Kontakti", text="Rakstiet: dome@pasts.test, buvvalde@pasts.test, piemers@inbox.lv, tiesibsargs@cits.test. " * 3),
}


def visit(folder: Path, resolver: str, routes: Routes = SITE, **given: Any) -> Seen:
    with Served(routes) as site:
        port = site.url.rstrip("/").rpartition(":")[2]
        names = {"www.piemers.test": "127.0.0.1", "piemers.test": "127.0.0.1"}
        return visited(f"http://www.piemers.test:{port}/", folder, hosts=names, resolver=resolver, **given)


def test_the_web_and_the_mail_of_the_contacts_are_asked(tmp_path: Path) -> None:
    with Resolver(zone("piemers.test", TOWN), zone("pasts.test", MAIL)) as resolver:
        told = visit(tmp_path, resolver.address).artifact("dns")
    assert told["web"] == {"host": "www.piemers.test", "twin": "piemers.test", "domain": "piemers.test"}
    assert told["mail"] == [{"domain": "pasts.test", "addresses": 2, "pages": 1}]
    assert told["freemail"] == [{"domain": "inbox.lv", "addresses": 1, "pages": 1}]
    assert told["answers"]["A www.piemers.test"]["records"] == ["127.0.0.1"]
    assert told["answers"]["CAA piemers.test"]["records"] == ['0 issue "letsencrypt.org"']
    assert "CAA test" not in told["answers"]
    assert told["answers"]["TXT _spf.pasts.test"]["records"] == ["v=spf1 ip4:192.0.2.0/24 -all"]
    assert told["answers"]["TXT _smtp._tls.pasts.test"]["absent"] == "no-name"
    assert told["policies"]["pasts.test"]["reason"] == "dns"
    assert {one: told["zones"][one]["signed"] for one in told["zones"]} == {
        "www.piemers.test": False,
        "pasts.test": False,
        "piemers.test": False,
    }
    assert "dome" not in str(told)


@pytest.mark.parametrize(("resolver", "detail"), [("none", "no resolver"), (None, "the site's name was given by hand")])
def test_nobody_is_asked(tmp_path: Path, resolver: Any, detail: str) -> None:
    seen = visit(tmp_path, resolver)
    assert seen.artifact("dns") == Missing("not-gathered", detail)
    assert seen.snapshot.coverage.stopped_by == "exhausted"


def test_a_resolver_that_fails_ends_no_visit(tmp_path: Path) -> None:
    odd = dict.fromkeys(("www.piemers.test", "piemers.test", "test"), "servfail")
    with Resolver(zone("piemers.test", TOWN), odd=odd) as resolver:
        seen = visit(tmp_path, resolver.address)
    assert seen.artifact("dns")["answers"]["A www.piemers.test"]["reason"] == "server-error"
    assert seen.snapshot.coverage.whole


def test_a_loop_of_includes_ends(tmp_path: Path) -> None:
    around = '@ 300 IN TXT "v=spf1 include:a.pasts.test -all"\na 300 IN TXT "v=spf1 include:pasts.test -all"\n'
    with Resolver(zone("piemers.test", TOWN), zone("pasts.test", around)) as resolver:
        told = visit(tmp_path, resolver.address).artifact("dns")
        assert resolver.asked.count("TXT a.pasts.test") == 1
    assert told["answers"]["TXT a.pasts.test"]["records"]


def test_includes_without_end_are_not_followed_without_end(tmp_path: Path) -> None:
    fan = "".join(f'n{place} 300 IN TXT "v=spf1 include:n{place + 1}.pasts.test -all"\n' for place in range(60))
    with Resolver(zone("piemers.test", TOWN), zone("pasts.test", '@ 300 IN TXT "v=spf1 include:n0.pasts.test -all"\n' + fan)) as resolver:
        visit(tmp_path, resolver.address)
        assert sum(question.startswith("TXT n") for question in resolver.asked) < 20


def looked(resolver: Resolver, name: str = "piemers.test") -> Any:
    async def asked() -> Any:
        host, _, port = resolver.address.rpartition(":")
        return await dnssec.gather(Names(((host, int(port)),), 2.0), name)

    return asyncio.run(asked())


def parent(*above: Any) -> dns.zone.Zone:
    made = zone("test", "piemers 300 IN NS ns.piemers.test.\n")
    for each in above:
        made.replace_rdataset(dns.name.from_text("piemers.test."), dns.rdataset.from_rdata(300, each))
    return made


def test_signatures_that_hold() -> None:
    town = zone("piemers.test", TOWN)
    with Resolver(town, parent(signed(town)), vouches=True) as resolver:
        assert looked(resolver) == {"zone": "piemers.test", "signed": True, "validated": True, "why": "", "ad": True}


def test_keys_that_the_zone_above_does_not_know() -> None:
    town, other = zone("piemers.test", TOWN), zone("piemers.test", TOWN)
    signed(town)
    with Resolver(town, parent(signed(other))) as resolver:
        told = looked(resolver)
    assert (told["validated"], told["why"]) == (False, "no DNSKEY matches the DS")


def test_a_signature_that_does_not_fit() -> None:
    town = zone("piemers.test", TOWN)
    above = signed(town)
    soa = town.find_rdataset(town.origin or "", dns.rdatatype.SOA)
    changed = soa[0].replace(serial=99)
    town.replace_rdataset(town.origin or "", dns.rdataset.from_rdata(300, changed))
    with Resolver(town, parent(above)) as resolver:
        told = looked(resolver)
    assert told["validated"] is False
    assert told["why"]


def test_what_we_cannot_compute_is_not_broken() -> None:
    town = zone("piemers.test", TOWN)
    above = signed(town)
    # GOST, as a digest and as an algorithm.
    for unknown in (above.replace(digest_type=3), above.replace(algorithm=12)):
        with Resolver(town, parent(unknown)) as resolver:
            assert (looked(resolver)["signed"], looked(resolver)["validated"]) == (True, None)
    origin = town.origin or ""
    signatures = town.find_rdataset(origin, dns.rdatatype.RRSIG, dns.rdatatype.SOA)
    town.replace_rdataset(origin, dns.rdataset.from_rdata(300, signatures[0].replace(algorithm=12)))
    with Resolver(town, parent(above)) as resolver:
        assert looked(resolver)["validated"] is None


def test_a_fault_of_ours_is_told_and_says_nothing_of_the_zone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> str:
        raise TypeError("a bug")

    monkeypatch.setattr(dnssec, "_checked", broken)
    town = zone("piemers.test", TOWN)
    with Resolver(town, parent(signed(town))) as resolver:
        assert looked(resolver) == {
            "zone": "piemers.test",
            "signed": True,
            "validated": None,
            "why": "",
            "ad": False,
            "fault": "TypeError: a bug",
        }
        seen = visit(tmp_path, resolver.address, {"/robots.txt": robots(""), "/": page("Sākums")})
    assert seen.artifact("dns")["zones"]["www.piemers.test"]["fault"] == "TypeError: a bug"
    assert {(told["zone"], told["error"]) for told in seen.events("dnssec-fault")} == {("piemers.test", "TypeError: a bug")}
    [judged] = [each.finding for each in seen.observations if each.indicator == "dns-dnssec"]
    assert (judged.outcome, judged.reason) == ("cantTell", "audit-error")


def test_more_signatures_than_any_zone_needs_are_not_tried() -> None:
    town = zone("piemers.test", TOWN)
    above = signed(town)
    origin = town.origin or ""
    signature = town.find_rdataset(origin, dns.rdatatype.RRSIG, dns.rdatatype.SOA)[0]
    many = [signature.replace(signature=bytes([number]) * 64) for number in range(13)]
    town.replace_rdataset(origin, dns.rdataset.from_rdata(300, *many))
    with Resolver(town, parent(above)) as resolver:
        assert looked(resolver)["validated"] is None


def test_where_the_server_vouches_for_what_we_find_wrong_nothing_is_decided() -> None:
    town, other = zone("piemers.test", TOWN), zone("piemers.test", TOWN)
    signed(town)
    with Resolver(town, parent(signed(other)), vouches=True) as resolver:
        told = looked(resolver)
    assert (told["validated"], told["why"], told["ad"]) == (None, "", True)


def test_a_server_that_holds_back_what_it_cannot_prove() -> None:
    town = zone("piemers.test", TOWN)
    with Resolver(town, parent(signed(town)), odd={"SOA piemers.test": "bogus"}) as resolver:
        assert (looked(resolver)["validated"], looked(resolver)["why"]) == (False, "SERVFAIL; CD: NOERROR")


def test_a_zone_without_signatures() -> None:
    with Resolver(zone("piemers.test", TOWN), parent()) as resolver:
        assert looked(resolver)["signed"] is False
    with Resolver(zone("piemers.test", TOWN), odd={"DS piemers.test": "servfail"}) as resolver:
        assert looked(resolver)["signed"] is None


POLICY = "version: STSv1\nmode: enforce\nmx: mx.pasts.test\nmax_age: 604800\n"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Said(POLICY.encode(), headers=PLAIN), {"status": 200, "body": POLICY, "large": False}),
        (Said(POLICY.encode() + b"#" * 70_000, headers=PLAIN), {"status": 200, "large": True}),
        (moved("/cits.txt"), {"status": 302}),
        (Said(b"nav", 404, PLAIN), {"status": 404}),
    ],
)
def test_the_policy_of_a_mail_domain_is_fetched(tmp_path: Path, answer: Said, told: dict[str, Any]) -> None:
    path = "/.well-known/mta-sts.txt"
    with Web() as web, Resolver(zone("piemers.test", TOWN), zone("pasts.test", MAIL)) as resolver:
        site = web.site("www.piemers.test", {"/": page("Sākums", text="dome@pasts.test pasts@pasts.test " * 20)})
        try:
            policy = web.site("mta-sts.pasts.test", {path: answer}, tls=served(leaf(None, "mta-sts.pasts.test"), tmp_path), port=443)
        except PermissionError:
            pytest.skip("this machine lets nobody listen at port 443")
        seen = web.visit(site, tmp_path, resolver=resolver.address).artifact("dns")
        found = seen["policies"]["pasts.test"]
        assert {name: found[name] for name in told} == told
        assert len(found["body"]) <= 64 * 1024
        assert policy.paths == ["/robots.txt", path]


def test_two_visits_of_a_run_ask_once(tmp_path: Path) -> None:
    with Web() as web, Resolver(zone("piemers.test", TOWN), zone("pasts.test", MAIL)) as resolver:
        names = ("viens.piemers.test", "otrs.piemers.test")
        sites = [web.site(name, {"/": page("Sākums", text="dome@pasts.test pasts@pasts.test " * 20)}) for name in names]
        seen = web.visits([web.job(site, tmp_path, resolver=resolver.address) for site in sites])
        assert [len(each.artifact("dns")["answers"]) > 10 for each in seen] == [True, True]
        assert resolver.asked
        assert len(resolver.asked) == len(set(resolver.asked))
