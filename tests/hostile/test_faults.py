"""Faults put into the crawler's own way: the connection is cut at every stage, DNS fails midway, the clock jumps."""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, Self

import pytest

from crawler.proof import manners
from data.bundle import Bundle
from tests.hostile.behaviours import behaviour
from tests.hostile.web import Reply, Request, Said, Web, page

TOWN = {
    "/": page("Sākums", "/kontakti", "/pakalpojumi", "/budzets.pdf"),
    "/kontakti": page("Kontakti", text="Tālrunis 63 000 000, e-pasts dome@pilseta.test. " * 5),
    "/pakalpojumi": page("Pakalpojumi", "/kontakti", text="Pakalpojumu saraksts. " * 20),
}
WHOLE = 12
"""More requests than a visit to the town makes."""

Ill = Callable[[Reply], Awaitable[None]]


async def cut(reply: Reply) -> None:
    reply.reset()


async def half(reply: Reply) -> None:
    await reply.head(200, {"Content-Type": "text/html", "Content-Length": "9999"})
    await reply.send(b"<!doctype html><title>P")
    reply.reset()


async def silent(reply: Reply) -> None:
    await reply.never()


def failing(after: int, how: Ill) -> Callable[[Request, Reply], Awaitable[None]]:
    """A town that answers so many requests, and then none."""
    left = [after]

    async def answer(request: Request, reply: Reply) -> None:
        if left[0] <= 0:
            await how(reply)
            return
        left[0] -= 1
        await reply.say(TOWN.get(request.path) or Said(b"nav", 404))

    return answer


@behaviour(
    "Faults of ours",
    does="cuts the connection after the first, second ... request",
    told="sealed as failed or partial; nothing is called absent",
)
@pytest.mark.parametrize("how", [cut, half])
@pytest.mark.parametrize("after", range(WHOLE))
def test_a_connection_cut_at_every_stage(web: Web, tmp_path: Path, after: int, how: Ill) -> None:
    site = web.site("pilseta.test", {"*": failing(after, how)})
    seen = web.visit(site, tmp_path, max_delay=0.05)
    coverage = seen.snapshot.coverage
    assert seen.manifest["status"] == "failed" if after < 2 else coverage.fetched > 0
    assert not coverage.whole if len(site.asked) > after else coverage.fetched >= len(TOWN)


@behaviour("Faults of ours", does="falls silent after some requests", told="`timeout`; sealed as failed or partial")
@pytest.mark.parametrize("after", [0, 1, 5])
def test_a_server_that_falls_silent_at_some_stage(web: Web, tmp_path: Path, after: int) -> None:
    site = web.site("pilseta.test", {"*": failing(after, silent)})
    seen = web.visit(site, tmp_path, timeout=0.3, max_delay=0.05)
    assert seen.manifest["status"] in {"failed", "partial", "complete"}
    assert not seen.snapshot.coverage.whole
    assert "timeout" in {*map(str, seen.statuses.values()), seen.snapshot.coverage.stopped_by}


@behaviour("Faults of ours", does="(our DNS fails in the middle of a visit)", told="`dns` for the pages not had; nothing is called absent")
def test_dns_that_fails_midway(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = web.site("pilseta.test", TOWN)
    real, asked = socket.getaddrinfo, [0]

    def getaddrinfo(host: str, *rest: Any, **named: Any) -> Any:
        if host != site.name:
            return real(host, *rest, **named)
        asked[0] += 1
        if asked[0] > 3:
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return real(site.address, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr("crawler.egress._REMEMBERED", 0.0)
    seen = web.visit(site, tmp_path, hosts={}, max_delay=0.05)
    assert seen.manifest["status"] in {"failed", "partial", "complete"}
    assert not seen.snapshot.coverage.whole
    assert "dns" in {*map(str, seen.statuses.values()), seen.snapshot.coverage.stopped_by}


@behaviour(
    "Faults of ours",
    does="(our clock jumps a day back or forth in the middle of a visit)",
    told="the visit is whole and its manners are proven",
)
@pytest.mark.parametrize("days", [-1, 1])
def test_a_clock_that_jumps(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    asked = [0]

    class Jumping(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            asked[0] += 1
            shift = timedelta(days=days) if asked[0] > 8 else timedelta()
            told = datetime.now(tz or UTC) + shift
            return cls(told.year, told.month, told.day, told.hour, told.minute, told.second, told.microsecond, tzinfo=told.tzinfo)

    for module in ("crawler.fetch", "crawler.visit", "data.bundle"):
        monkeypatch.setattr(f"{module}.datetime", Jumping)
    site = web.site("pilseta.test", TOWN)
    seen = web.visit(site, tmp_path, delay=0.05)
    assert seen.manifest["status"] == "complete"
    assert asked[0] > 8
    with Bundle(tmp_path / "pilseta-test.sqlite") as bundle:
        assert all(each.kept for each in manners(bundle))
