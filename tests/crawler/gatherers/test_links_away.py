"""Links to other sites are followed politely, once in a run, and what others do wrong is never charged to the site."""

from __future__ import annotations

import asyncio
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from crawler.abroad import Abroad, Told
from crawler.egress import Egress
from crawler.fetch import Allowance, Fetcher
from crawler.gatherers.links_away import PER_HOST, _Look, _nameless
from crawler.ledger import Forgetful
from crawler.permits import Permits
from crawler.politeness import Politeness, Turns
from data.errors import Unreachable
from data.settings import Settings
from tests.hostile.web import Reply, Request, Said, Web, moved, page, robots


def rows(seen: Any) -> dict[str, Any]:
    return {row["url"]: row for row in seen.artifact("links_away")["checked"]}


def left(seen: Any) -> dict[str, str]:
    return {row["url"]: row["reason"] for row in seen.artifact("links_away")["unchecked"]}


def test_each_address_is_asked_once_and_told_with_its_places(web: Web, tmp_path: Path) -> None:
    away = web.site("cits.test", {"/laba": page("Laba"), "/#": page("x")})
    site = web.site(
        "piemers.test", {"/": page("Sākums", "/otra", f"{away.url}laba", f"{away.url}nav"), "/otra": page("Otra", f"{away.url}nav#d")}
    )
    seen = web.visit(site, tmp_path, links_away=10)
    good, gone = rows(seen)[f"{away.url}laba"], rows(seen)[f"{away.url}nav"]
    assert (good["status"], good["reason"], good["found_on"], good["labels"]) == (200, None, [site.url], [f"{away.url}laba"])
    assert (gone["status"], gone["reason"], gone["found_on"]) == (404, "not-found", [site.url, f"{site.url}otra"])
    assert [(row.request.method, row.target) for row in away.asked] == [
        ("GET", "/robots.txt"),
        ("HEAD", "/nav"),
        ("GET", "/nav"),
        ("HEAD", "/laba"),
    ]
    assert seen.snapshot.coverage.whole


@pytest.mark.parametrize("status", [405, 501, 403, 404])
def test_head_refused_is_asked_by_get_for_the_beginning_only(status: int, web: Web, tmp_path: Path) -> None:
    sent = 0

    async def large(request: Request, reply: Reply) -> None:
        nonlocal sent
        if request.method == "HEAD":
            await reply.head(status, {"Content-Length": "0"})
            return
        await reply.head(200, {"Content-Type": "text/html"})
        for _ in range(1000):
            await reply.send(b"x" * 65536)
            sent += 1

    away = web.site("cits.test", {"/liels": large})
    site = web.site("piemers.test", {"/": page("Sākums", f"{away.url}liels")})
    seen = web.visit(site, tmp_path, links_away=10)
    assert rows(seen)[f"{away.url}liels"]["status"] == 200
    assert sent < 1000
    assert not any("x" * 100 in body.decode("latin-1") for body in seen.blobs.values())


def test_robots_of_the_other_site_are_obeyed(web: Web, tmp_path: Path) -> None:
    away = web.site("cits.test", {"/robots.txt": robots("User-agent: *", "Disallow: /slegts"), "/slegts": page("S"), "/valejs": page("V")})
    site = web.site("piemers.test", {"/": page("Sākums", f"{away.url}slegts", f"{away.url}valejs")})
    seen = web.visit(site, tmp_path, links_away=10)
    assert (list(rows(seen)), left(seen)) == ([f"{away.url}valejs"], {f"{away.url}slegts": "robots"})


def test_addresses_inside_are_never_asked(web: Web, tmp_path: Path) -> None:
    inside = web.forbidden()
    away = web.site(
        "cits.test",
        {"/iekša": Said(status=302, headers={"Location": inside.url}), "/iek": Said(status=302, headers={"Location": inside.url})},
    )
    site = web.site("piemers.test", {"/": page("Sākums", inside.url, "http://10.0.0.1/x", f"{away.url}iek")})
    seen = web.visit(site, tmp_path, links_away=10)
    assert (rows(seen), left(seen)) == (
        {},
        {inside.url: "not-gathered", "http://10.0.0.1/x": "private-address", f"{away.url}iek": "private-address"},
    )
    assert inside.asked == []


def test_portals_come_first_then_networks_then_what_most_pages_link_to(web: Web, tmp_path: Path) -> None:
    common, rare = web.site("biezi.test", {"*": page("B")}), web.site("reti.test", {"*": page("R")})
    portal, network = web.site("www.epakalpojumi.lv", {"*": page("P")}), web.site("www.facebook.com", {"*": page("F")})
    front = page("Sākums", "/otra", rare.url + "a", common.url, network.url + "piemers", portal.url + "x")
    site = web.site("piemers.test", {"/": front, "/otra": page("Otra", common.url)})
    seen = web.visit(site, tmp_path, links_away=3)
    assert set(rows(seen)) == {portal.url + "x", network.url + "piemers", common.url}
    assert left(seen) == {rare.url + "a": "pages"}
    assert web.visit(site, tmp_path / "0", links_away=0).snapshot.artifacts["links_away"].reason == "not-gathered"


def test_of_one_host_so_many_and_no_more(web: Web, tmp_path: Path) -> None:
    away = web.site("cits.test", {"*": page("C")})
    site = web.site("piemers.test", {"/": page("Sākums", *(f"{away.url}{number}" for number in range(PER_HOST + 5)))})
    seen = web.visit(site, tmp_path, links_away=100)
    assert (len(rows(seen)), len(left(seen))) == (PER_HOST, 5)


def test_buttons_that_share_are_not_followed(web: Web, tmp_path: Path) -> None:
    away = web.site("cits.test", {"*": page("C")})
    site = web.site(
        "piemers.test", {"/": page("Sākums", f"{away.url}share.php?u=https%3A%2F%2Fpiemers.test", f"{away.url}sharer/sharer.php?u=x")}
    )
    assert rows(web.visit(site, tmp_path, links_away=10)) == {}


def test_visits_of_one_run_ask_once_between_them(web: Web, tmp_path: Path) -> None:
    away = web.site("cits.test", {"*": page("C")})
    towns = [web.site(f"pilseta{number}.test", {"/": page(f"Pilsēta {number}", f"{away.url}kopigs")}) for number in range(3)]
    seen = web.visits([web.job(town, tmp_path, links_away=10) for town in towns], at_once=3)
    assert [rows(each)[f"{away.url}kopigs"]["status"] for each in seen] == [200, 200, 200]
    assert away.paths == ["/robots.txt", "/kopigs"]


def test_when_the_visit_is_stopped_the_rest_is_unchecked_and_the_look_stays_whole(web: Web, tmp_path: Path) -> None:
    asked = threading.Event()

    async def silent(_request: Request, reply: Reply) -> None:
        asked.set()
        await reply.never()

    away = web.site("cits.test", {"/robots.txt": robots(""), "*": silent})
    site = web.site("piemers.test", {"/": page("Sākums", f"{away.url}a", f"{away.url}b")})
    seen = web.visit(site, tmp_path, links_away=10, seconds=2.5, timeout=30)
    assert asked.is_set()
    assert set(left(seen).values()) == {"time"}
    assert seen.snapshot.coverage.stopped_by == "exhausted"


def test_a_host_that_does_not_answer_is_asked_once(web: Web, tmp_path: Path) -> None:
    async def silent(_request: Request, reply: Reply) -> None:
        await reply.never()

    away = web.site("cits.test", {"/robots.txt": robots(""), "*": silent})
    site = web.site("piemers.test", {"/": page("Sākums", f"{away.url}a", f"{away.url}b")})
    seen = web.visit(site, tmp_path, links_away=10, timeout=1)
    assert {url: (row["status"], row["reason"]) for url, row in rows(seen).items()}[f"{away.url}a"] == (None, "timeout")
    assert left(seen)[f"{away.url}b"] == "timeout"
    assert seen.snapshot.coverage.whole


def test_a_name_that_is_none_is_an_answer_where_others_answer(web: Web, tmp_path: Path) -> None:
    away = web.site("cits.test", {"*": page("C")})
    site = web.site("piemers.test", {"/": page("Sākums", away.url, "http://nav-tada.invalid/")})
    seen = web.visit(site, tmp_path, links_away=10)
    row = rows(seen)["http://nav-tada.invalid/"]
    assert (row["status"], row["reason"]) == (None, "dns")


def test_where_hardly_a_name_is_found_our_own_dns_is_to_blame(web: Web, tmp_path: Path) -> None:
    site = web.site("piemers.test", {"/": page("Sākums", "http://nav-tada.invalid/", "http://nav-citas.invalid/")})
    seen = web.visit(site, tmp_path, links_away=10)
    assert (rows(seen), set(left(seen).values())) == ({}, {"dns"})


DEAD = "http://nav-tada.invalid/"


def test_a_robots_txt_that_leads_to_no_host_says_nothing_of_the_page(web: Web, tmp_path: Path) -> None:
    away = web.site("cits.test", {"/robots.txt": moved(f"{DEAD}robots.txt"), "*": page("C")})
    led = web.site("ved.test", {"/x": moved(away.url)})
    good = web.site("labs.test", {"*": page("L")})
    site = web.site("piemers.test", {"/": page("Sākums", away.url, f"{led.url}x", good.url)})
    seen = web.visit(site, tmp_path, links_away=10)
    assert (list(rows(seen)), left(seen)) == ([good.url], {away.url: "dns", f"{led.url}x": "dns"})


def test_a_redirect_to_a_name_that_is_none_leads_nowhere(web: Web, tmp_path: Path) -> None:
    led, good = web.site("ved.test", {"/x": moved(DEAD)}), web.site("labs.test", {"*": page("L")})
    site = web.site("piemers.test", {"/": page("Sākums", f"{led.url}x", good.url)})
    row = rows(web.visit(site, tmp_path, links_away=10))[f"{led.url}x"]
    assert (row["status"], row["reason"]) == (None, "dns")


@pytest.mark.parametrize("detail", ["temporary: c.lv: try again", "http://c.lv/robots.txt"])
def test_only_a_name_that_does_not_exist_is_an_answer(detail: str) -> None:
    with pytest.raises(Unreachable):
        _nameless(Unreachable("dns", detail))
    assert _nameless(Unreachable("dns", "permanent: c.lv: no such name")).reason == "dns"


def test_a_name_not_found_is_no_truth_for_other_visits_before_it_was_doubted() -> None:
    async def asked() -> tuple[Told, dict[str, Told]]:
        egress, ledger, abroad = Egress(), Forgetful(), Abroad()
        fetcher = Fetcher(_unasked, Politeness(Turns(0.0, 0.0, egress), ledger.log), egress, Settings(), ledger, _allowance(), Permits())
        look = _Look(fetcher, abroad, time.monotonic() + 30)
        await look.go([DEAD])
        return look.checked[DEAD], abroad.known

    told, known = asyncio.run(asked())
    assert ((told.status, told.reason), known) == ((None, "dns"), {})


def _unasked(_: object) -> Any:
    raise AssertionError("nothing may be asked for")


def _allowance() -> Allowance:
    return Allowance(10**6, time.monotonic() + 30)


@pytest.mark.parametrize("doubted", [True, False])
def test_only_answers_speak_for_our_dns(doubted: bool) -> None:  # noqa: FBT001 (a case of the test)
    abroad = Abroad()
    answer = Told(None, "timeout", "") if doubted else Told(200, None, "")
    look = _Look(None, abroad, 0.0, {DEAD: Told(None, "dns", ""), "http://c.lv/": answer})  # type: ignore[arg-type]
    look.doubt()
    assert look.unchecked == ({DEAD: "dns"} if doubted else {})
    assert set(abroad.known) == (set() if doubted else {DEAD})


def test_unusual_ports_are_not_knocked_at(web: Web, tmp_path: Path) -> None:
    inside = web.forbidden()
    site = web.site("piemers.test", {"/": page("Sākums", inside.url)})
    seen = web.visit(site, tmp_path, links_away=10, allow=("127.0.0.0/8",))
    assert (rows(seen), left(seen), inside.asked) == ({}, {inside.url: "not-gathered"}, [])
