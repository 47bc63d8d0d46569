"""A second night at servers that say what has not changed, truly or not: what is kept from the first, and what is asked for whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crawler.earlier import due
from data.types import Exchange, Observation
from tests.crawler.serving import Seen
from tests.hostile.behaviours import behaviour
from tests.hostile.web import HTML, PLAIN, Answer, Reply, Request, Said, Site, Web, page, robots

NEVER_DUE = 10**9
THEME = "The second night"
FRONT = page("Sākums", "/zinas", "/kontakti")


def versioned(said: Said, tag: str = '"v1"', told: Mapping[str, str] | None = None, status: int = 304) -> Answer:
    """A page under an entity tag: whoever has it is told so, with the headers ``told``."""

    async def answer(request: Request, reply: Reply) -> None:
        if request.headers.get("if-none-match") == tag:
            await reply.head(status, {"ETag": tag} if told is None else told)
        else:
            await reply.say(replace(said, headers={**said.headers, "ETag": tag}))

    return answer


def first_and_second(web: Web, site: Site, folder: Path, then: Mapping[str, Answer], **given: Any) -> tuple[Seen, Seen, dict[str, bool]]:
    """Two nights, with other routes in the second; and which of the second night's requests were conditional, by path."""
    given = {"rerender_nights": NEVER_DUE, **given}
    (folder / "a").mkdir()
    job = web.job(site, folder / "a", **given)
    [before] = web.visits([job])
    asked = len(site.asked)
    site.routes.update(then)
    [after] = web.visits([replace(job, path=folder / "b.sqlite", earlier=job.path, night=1)])
    return before, after, {row.target: "if-none-match" in row.request.headers for row in site.asked[asked:]}


def told(seen: Seen) -> set[tuple[object, ...]]:
    """The answers without times and snapshot."""

    def of(each: Observation) -> tuple[object, ...]:
        finding = each.finding
        evidence = tuple((one.url, one.sha256, one.locator, one.excerpt) for one in finding.evidence)
        return each.indicator, each.subject, finding.outcome, finding.value, finding.reason, evidence

    return {of(each) for each in seen.observations}


def exchange(seen: Seen, path: str) -> Exchange:
    """By which a page stands in the bundle."""
    found = next(each.exchange for each in seen.snapshot.pages if each.url.endswith(path))
    assert isinstance(found, Exchange)
    return found


def on_the_wire(seen: Seen, path: str) -> list[int]:
    """The statuses that came for an address, in order."""
    return [each.status for _, each in seen.exchanges if each.url.endswith(path)]


def town(web: Web, **routes: Answer) -> Site:
    """A small site whose pages have entity tags."""
    rest: dict[str, Answer] = {f"/{name}": answer for name, answer in routes.items()}
    return web.site("pilseta.test", {"/": FRONT, "/robots.txt": robots("User-agent: *", "Disallow: /iekseja"), **rest})


@behaviour(THEME, does="says that nothing has changed", told="the stored pages; the same answers, for a tenth of the bytes")
def test_nothing_has_changed(web: Web, tmp_path: Path) -> None:
    site = town(web, zinas=versioned(page("Ziņas", "/noteikumi.csv")), kontakti=versioned(page("Kontakti"), 'W/"k"'))
    site.routes["/noteikumi.csv"] = versioned(Said(b"a;b\n1;2\n", headers={"Content-Type": "text/csv"}))
    before, after, conditional = first_and_second(web, site, tmp_path, {})
    assert told(before) == told(after)
    assert before.statuses == after.statuses
    assert [each.facts for each in before.snapshot.documents] == [each.facts for each in after.snapshot.documents]
    assert {path for path, asked in conditional.items() if asked} == {"/zinas", "/kontakti", "/noteikumi.csv"}
    assert on_the_wire(after, "/zinas") == [304]
    page_then, page_now = exchange(before, "/zinas"), exchange(after, "/zinas")
    assert (page_now.status, page_now.body) == (200, page_then.body)
    assert page_now.at > page_then.at
    assert after.blobs[str(page_now.body)] == before.blobs[str(page_then.body)]
    assert {row["url"] for row in after.events("renewed")} == {f"{site.origin}{path}" for path, asked in conditional.items() if asked}


@behaviour(THEME, does="has a page changed", told="the page as it is now")
def test_a_page_has_changed(web: Web, tmp_path: Path) -> None:
    site = town(web, zinas=versioned(page("Ziņas")), kontakti=versioned(page("Kontakti")))
    now = versioned(page("Ziņas", "/jauna", text="Rakstiet mums: dome@pilseta.lv. " * 20), '"v2"')
    before, after, _ = first_and_second(web, site, tmp_path, {"/zinas": now, "/jauna": page("Jauna")})
    assert (on_the_wire(after, "/zinas"), on_the_wire(after, "/kontakti")) == ([200], [304])
    assert exchange(before, "/zinas").body != exchange(after, "/zinas").body
    assert after.statuses["/jauna"] == 200
    assert told(before) != told(after)


@behaviour(THEME, does="says 304 of another version than ours", told="the page, asked for whole; so is all else from then on")
@behaviour(THEME, does="answers a conditional request with 412", told="the page, asked for whole; so is all else from then on")
@pytest.mark.parametrize(("status", "headers"), [(304, {"ETag": '"cits"'}), (412, {})], ids=["another-tag", "412"])
def test_a_304_that_is_not_ours(status: int, headers: dict[str, str], web: Web, tmp_path: Path) -> None:
    site = town(web, zinas=versioned(page("Ziņas"), told=headers, status=status), kontakti=versioned(page("Kontakti")))
    _, after, conditional = first_and_second(web, site, tmp_path, {})
    assert (on_the_wire(after, "/zinas"), exchange(after, "/zinas").status) == ([status, 200], 200)
    assert conditional["/kontakti"] is False
    assert [row["url"] for row in after.events("not-renewed")] == [f"{site.url}zinas"]


@behaviour(THEME, does="says 304 although nobody asked whether anything changed", told="undecodable; never a page of ours")
def test_a_304_that_nobody_asked_for(web: Web, tmp_path: Path) -> None:
    async def not_modified(_: Request, reply: Reply) -> None:
        await reply.head(304, {"ETag": '"v1"'})

    site = town(web, zinas=page("Ziņas"), kontakti=versioned(page("Kontakti")))
    _, after, conditional = first_and_second(web, site, tmp_path, {"/zinas": not_modified})
    assert conditional["/zinas"] is False
    assert after.statuses == {"/": 200, "/zinas": "undecodable", "/kontakti": 200}


@behaviour(THEME, does="sends a body with a 304, or hangs up when it is asked conditionally", told="the page, asked for whole")
@pytest.mark.parametrize("hangs_up", [False, True], ids=["body", "hangs-up"])
def test_a_server_that_cannot_be_asked_so(web: Web, tmp_path: Path, *, hangs_up: bool) -> None:
    async def confused(request: Request, reply: Reply) -> None:
        if "if-none-match" not in request.headers:
            await reply.say(replace(page("Ziņas"), headers={**HTML, "ETag": '"v1"'}))
        elif hangs_up:
            reply.reset()
        else:
            # In one piece: a body that comes later may find that its 304 was read, and held good, before it.
            await reply.send(b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\n\r\nnekas')

    site = town(web, zinas=confused, kontakti=versioned(page("Kontakti")))
    _, after, _ = first_and_second(web, site, tmp_path, {})
    assert after.statuses == {"/": 200, "/zinas": 200, "/kontakti": 200}
    assert (on_the_wire(after, "/zinas"), on_the_wire(after, "/kontakti")) == ([200], [304])


@behaviour(THEME, does="sends another type, a length and an encoding with a 304", told="the stored page, read as it was when it came")
def test_a_304_with_odd_headers(web: Web, tmp_path: Path) -> None:
    async def chatty(request: Request, reply: Reply) -> None:
        if "if-none-match" in request.headers:
            odd = {"Content-Type": "text/plain; charset=utf-16", "Content-Encoding": "gzip", "Content-Length": "4", "X-Powered-By": "PHP/9"}
            await reply.head(304, {"ETag": '"v1"', **odd})
        else:
            await reply.say(replace(page("Ziņas"), headers={**HTML, "ETag": '"v1"', "X-Powered-By": "PHP/8", "X-Cits": "a"}))

    site = town(web, zinas=chatty, kontakti=versioned(page("Kontakti")))
    _, after, _ = first_and_second(web, site, tmp_path, {})
    now = exchange(after, "/zinas")
    assert (now.status, now.header("content-type"), now.header("content-encoding")) == (200, HTML["Content-Type"], None)
    assert (now.header("x-powered-by"), now.header("x-cits")) == ("PHP/9", "a"), "RFC 9111 4.3.4: what it says replaces what was stored"
    assert after.statuses == {"/": 200, "/zinas": 200, "/kontakti": 200}


@behaviour(THEME, does="gives pages by what the visitor sends (Vary)", told="asked conditionally only where we send the same as before")
def test_pages_that_vary(web: Web, tmp_path: Path) -> None:
    by_language = replace(page("Ziņas"), headers={**HTML, "Vary": "Accept-Language"})
    by_anything = replace(page("Kontakti"), headers={**HTML, "Vary": "Accept, *"})
    site = town(web, zinas=versioned(by_language), kontakti=versioned(by_anything))
    _, after, conditional = first_and_second(web, site, tmp_path, {})
    assert (conditional["/zinas"], conditional["/kontakti"]) == (True, False)
    assert after.statuses == {"/": 200, "/zinas": 200, "/kontakti": 200}


@behaviour(THEME, does="goes on saying 304 although its pages have changed", told="the page as it is now, in the night that is its turn")
def test_a_server_that_always_says_304(web: Web, tmp_path: Path) -> None:
    def stuck(said: Said) -> Answer:
        async def answer(request: Request, reply: Reply) -> None:
            if "if-none-match" in request.headers:
                await reply.head(304, {"ETag": '"v1"'})
            else:
                await reply.say(replace(said, headers={**HTML, "ETag": '"v1"'}))

        return answer

    site = town(web, zinas=stuck(page("Ziņas")), kontakti=stuck(page("Kontakti")))
    night = next(night for night in range(7) if due(f"{site.url}zinas", night, 7))
    job = web.job(site, tmp_path)
    web.visits([job])
    site.routes["/zinas"] = stuck(page("Ziņas", text="Pavisam cits saturs. " * 20))
    paths = [tmp_path / f"{number}.sqlite" for number in range(2)]
    [early] = web.visits([replace(job, path=paths[0], earlier=job.path, night=night + 1)])
    [late] = web.visits([replace(job, path=paths[1], earlier=paths[0], night=night + 7)])
    assert [on_the_wire(seen, "/zinas") for seen in (early, late)] == [[304], [200]]
    assert b"Pavisam cits" in late.blobs[str(exchange(late, "/zinas").body)]


@behaviour(THEME, does="tells by Last-Modified only what has not changed", told="the stored page; not where the date is that of the answer")
def test_dates_without_tags(web: Web, tmp_path: Path) -> None:
    old, now = "Mon, 02 Nov 2026 07:00:00 GMT", "Mon, 23 Nov 2026 07:00:00 GMT"

    def dated(said: Said, date: str) -> Answer:
        async def answer(request: Request, reply: Reply) -> None:
            headers = {**HTML, "Last-Modified": date, "Date": now}
            if request.headers.get("if-modified-since") == date:
                await reply.head(304, {"Date": now})
            else:
                await reply.say(replace(said, headers=headers))

        return answer

    site = town(web, zinas=dated(page("Ziņas"), old), kontakti=dated(page("Kontakti"), now))
    before, after, _ = first_and_second(web, site, tmp_path, {})
    assert (on_the_wire(after, "/zinas"), on_the_wire(after, "/kontakti")) == ([304], [200])
    assert told(before) == told(after)


@behaviour(THEME, does="has taken pages away, closed them or sends visitors on", told="what is there now; nothing is kept for what is gone")
def test_what_is_gone_is_gone(web: Web, tmp_path: Path) -> None:
    site = town(web, zinas=versioned(page("Ziņas")), kontakti=versioned(page("Kontakti")), iekseja=versioned(page("Iekšējā")))
    then: dict[str, Answer] = {"/zinas": Said(b"nav", 404, PLAIN), "/kontakti": Said(b"", 302, {"Location": "/iekseja"})}
    _, after, _ = first_and_second(web, site, tmp_path, then)
    assert after.statuses == {"/": 200, "/zinas": "not-found", "/kontakti": "robots"}


def test_robots_made_up_addresses_and_the_front_page_are_never_asked_conditionally(web: Web, tmp_path: Path) -> None:
    listing = Said(b"<urlset></urlset>", headers={"Content-Type": "text/xml"})
    site = town(web, zinas=versioned(page("Ziņas")), kontakti=versioned(page("Kontakti")))
    site.routes |= {
        "/": versioned(FRONT),
        "/robots.txt": versioned(robots("User-agent: *", "Disallow: /iekseja")),
        "/sitemap.xml": versioned(listing),
    }
    _, after, conditional = first_and_second(web, site, tmp_path, {})
    assert {path for path, asked in conditional.items() if asked} == {"/zinas", "/kontakti"}
    assert {status for purpose, each in after.exchanges if purpose != "page" for status in [each.status]} <= {200, 404}


def test_a_bundle_that_is_damaged_or_gone_costs_time_only(web: Web, tmp_path: Path) -> None:
    site = town(web, zinas=versioned(page("Ziņas")), kontakti=versioned(page("Kontakti")))
    job = web.job(site, tmp_path, rerender_nights=NEVER_DUE)
    [first] = web.visits([job])
    damaged = tmp_path / "damaged"
    sealed = bytearray(job.path.read_bytes())
    sealed[len(sealed) // 2] ^= 1
    damaged.write_bytes(sealed)
    for number, path in enumerate((damaged, tmp_path / "gone")):
        [seen] = web.visits([replace(job, path=tmp_path / f"{number}.sqlite", earlier=path, night=1)])
        assert len(seen.events("earlier-unusable")) == 1
        assert (seen.statuses, told(seen)) == (first.statuses, told(first))
