"""The walk reads each page once, goes on where others stop, and tells what it left out."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.addresses import Scope
from crawler.answer import Answer
from crawler.aside import Aside
from crawler.egress import Egress
from crawler.fetch import Allowance, Fetcher
from crawler.frontier import Frontier, Lead
from crawler.gatherers.document import PdfReader
from crawler.ledger import Forgetful
from crawler.permits import Permits
from crawler.politeness import Politeness, Turns
from crawler.walk import Walk
from data.errors import GatherError
from data.types import Coverage, Exchange, Missing, Page, Role
from tests.crawler.serving import Routes, Said, Served, moved, page, settings, visited

SITE = "http://pilseta.test"


class Kept(Forgetful):
    """A ledger that remembers its log."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, dict[str, Any]]] = []

    def log(self, event: str, **facts: Any) -> None:
        self.rows.append((event, facts))


def role_of(each: Page, _body: bytes) -> Role:
    return each.role


def walk(ledger: Kept, **given: Any) -> Walk:
    """A walk whose answers are given by hand; nothing can be asked for."""

    def unasked(_: object) -> Awaitable[Any]:
        raise AssertionError("nothing may be asked for")

    chosen = settings(**given)
    egress = Egress({}, ())
    politeness = Politeness(Turns(0.0, 60.0, egress), ledger.log)
    fetcher = Fetcher(unasked, politeness, egress, chosen, ledger, Allowance(10**9, time.monotonic() + 60), Permits())
    return Walk(fetcher, Frontier(Scope.of(f"{SITE}/")), chosen, PdfReader(), role_of=role_of)


def answer(path: str, said: Said) -> Answer:
    """An answer as it would have come."""
    exchange = Exchange(
        url=SITE + path,
        method="GET",
        status=said.status,
        request_headers=(),
        response_headers=tuple(said.headers.items()),
        body="0" * 64,
        at=datetime.now(UTC),
        elapsed_ms=1,
        ip=None,
        redirected_from=(),
    )
    return Answer(exchange, said.body)


def taken(on: Walk, path: str, said: Said, depth: int = 1) -> Any:
    """What the walk makes of an answer."""
    lead = Lead(SITE + path, depth)
    on.frontier.meet(lead.url)
    try:
        return asyncio.run(on.take(lead, answer(path, said)))
    except GatherError as failure:
        return on.lose(lead, failure)


def test_a_large_page_is_read_in_another_process_to_the_same_end() -> None:
    large = page("Liela", "/a", "/b", text="Ļoti gara lapa. " * 40_000)

    async def both() -> tuple[Any, Any]:
        here, there = walk(Kept()), walk(Kept())
        async with Aside() as aside:
            there.aside = aside
            found = [await each.take(Lead(f"{SITE}/", 0), answer("/", large)) for each in (here, there)]
            assert aside.pid is not None
        assert (
            [lead.url for lead in here.frontier.waiting()] == [lead.url for lead in there.frontier.waiting()] == [f"{SITE}/a", f"{SITE}/b"]
        )
        return found[0], found[1]

    one, other = asyncio.run(both())
    assert replace(one, exchange=other.exchange) == other


def test_a_page_that_stops_our_reader_is_a_fault_of_ours() -> None:
    async def ask() -> Any:
        on = walk(Kept())
        # No process is so fast; it is given up twice, as one that hangs over a page would be.
        async with Aside(seconds=0.001) as on.aside:
            return await on.take(Lead(f"{SITE}/a", 1), answer("/a", page("Liela", text="Ļoti gara lapa. " * 40_000)))

    found = asyncio.run(ask())
    assert isinstance(found.exchange, Missing)
    assert (found.exchange.reason, found.exchange.detail[:27]) == ("audit-error", "the page stopped our reader")


def test_a_page_over_the_limit_is_not_read() -> None:
    found = taken(walk(Kept(), body_limit=1000), "/a", page("Liela", text="Ļoti gara lapa. " * 100))
    assert found.exchange == Missing("too-large", "HTTP 200")


def test_a_session_is_no_part_of_the_pages_address() -> None:
    found = taken(walk(Kept()), "/(S(lit3py55t21z5v55vlm25s55))/lapa", page("Lapa"))
    assert found.url == f"{SITE}/lapa"


@pytest.mark.parametrize(
    ("target", "event"),
    [("https://cits.lv/x", ("off-site", "https://cits.lv/x")), ("/b", ("known", f"{SITE}/b"))],
)
def test_a_page_that_only_sends_on_is_none(target: str, event: tuple[str, str]) -> None:
    ledger = Kept()
    on = walk(ledger)
    stub = Said(f'<title>Pārvietots</title><meta http-equiv="refresh" content="0;url={target}">'.encode())
    assert taken(on, "/a", stub) is None
    assert (list(on.pages), [(name, facts.get("detail") or facts.get("same_as")) for name, facts in ledger.rows]) == ([], [event])


def test_the_words_that_lead_to_a_redirect_lead_to_its_end(tmp_path: Path) -> None:
    routes: Routes = {"/": page("Sākums", "/vecais", "/jaunais"), "/vecais": moved("/jaunais"), "/jaunais": page("Jaunais")}
    with Served(routes) as site:
        seen = visited(site.url, tmp_path)
    [found] = [each for each in seen.snapshot.pages if each.url.endswith("/jaunais")]
    assert set(found.labels) == {"/vecais", "/jaunais"}
    assert seen.snapshot.coverage == Coverage(2, 2, 0, 0, 0, "exhausted")


def test_shells_are_never_joined_nor_do_they_close_their_kind(tmp_path: Path) -> None:
    shell = Said(
        b"<!doctype html><div id=app></div><script src=/app.js></script>" + b"".join(b"<a href=/zinas/%d>x</a>" % n for n in range(4))
    )
    routes: Routes = {
        "/": page("Sākums", *(f"/zinas/{number}" for number in range(20))),
        **{f"/zinas/{number}": shell for number in range(20)},
    }
    with Served({**routes, "/app.js": Said(b"")}) as site:
        seen = visited(site.url, tmp_path)
    assert len(seen.statuses) == 21
    assert seen.events("pattern-closed") == []
