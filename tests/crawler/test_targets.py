"""Whether an address of others answers: asked politely, for as little as tells it, and what servers do with HEAD is no fault of a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.crawler.portal import Portal, dataset, resource
from tests.crawler.serving import Answer as Plain
from tests.hostile.web import Answer, Reply, Request, Said, Site, Web, page

CSV = {"Content-Type": "text/csv"}
UNTOLD = {"Content-Type": "application/octet-stream"}


def looked(web: Web, folder: Path, **files: Answer) -> tuple[dict[str, Any], Site]:
    """How these files of a body answered, by name, and the site they lie on."""
    host = web.site("faili.test", {f"/{name}": said for name, said in files.items()})
    sets = [dataset("kopa", "pn", *(resource(f"{host.url}{name}") for name in files))]
    actions = Portal({"pn": "Piemēra novads"}, sets).routes()
    portal = web.site("dati.test", {path: _speaking(said) for path, said in actions.items()})
    site = web.site("piemers.test", {"/": page("Sākums")})
    seen = web.visit(site, folder, open_data=f"{portal.url}dati")
    told = seen.artifact("open_data")["checked"]
    assert not any(b"slepens" in body for body in seen.blobs.values())
    return {each["url"].rpartition("/")[2]: each for each in told}, host


def _speaking(said: Plain) -> Answer:
    async def speak(request: Request, reply: Reply) -> None:
        await reply.say(said if isinstance(said, Said) else said(request.target))

    return speak


def asked(host: Site) -> list[tuple[str, str, str]]:
    """Method, path and range of all that was asked but robots.txt."""
    rows = (row.request for row in host.asked if row.request.path != "/robots.txt")
    return [(each.method, each.path, each.headers.get("range", "")) for each in rows]


def test_headers_are_enough_where_they_tell_what_a_file_is(web: Web, tmp_path: Path) -> None:
    told, host = looked(web, tmp_path, a=Said(b"slepens", headers={**CSV, "Content-Length": "7"}))
    assert (told["a"]["status"], told["a"]["reason"], told["a"]["type"], told["a"]["size"]) == (200, None, "text/csv", 7)
    assert asked(host) == [("HEAD", "/a", "")]


def test_only_the_beginning_of_a_file_is_asked_for_and_read(web: Web, tmp_path: Path) -> None:
    sent = 0

    async def huge(request: Request, reply: Reply) -> None:
        nonlocal sent
        await reply.head(200, {**UNTOLD, "Content-Length": str(10**12)})
        while request.method == "GET":
            await reply.send(b"%PDF-1.7" * 8192)
            sent += 1

    async def part(request: Request, reply: Reply) -> None:
        whole = request.method == "HEAD"
        await reply.head(200 if whole else 206, UNTOLD if whole else {**UNTOLD, "Content-Range": "bytes 0-3/4000", "Content-Length": "4"})
        if not whole:
            await reply.send(b"a;b\n")

    told, host = looked(web, tmp_path, **{"huge": huge, "part.csv": part})
    assert (told["huge"]["kind"], told["huge"]["reason"], told["huge"]["size"]) == ("pdf", None, 10**12)
    assert (told["part.csv"]["kind"], told["part.csv"]["status"], told["part.csv"]["size"]) == ("csv", 206, 4000)
    assert {(method, span) for method, _, span in asked(host)} == {("HEAD", ""), ("GET", "bytes=0-16383")}
    assert sent < 1000


def test_a_server_without_head_is_asked_so_once(web: Web, tmp_path: Path) -> None:
    async def no_head(request: Request, reply: Reply) -> None:
        await reply.say(Said(b"a;b\n", 405 if request.method == "HEAD" else 200, CSV))

    told, host = looked(web, tmp_path, a=no_head, b=no_head, c=no_head)
    assert [each["reason"] for each in told.values()] == [None] * 3
    assert sorted(method for method, _, _ in asked(host)) == ["GET", "GET", "GET", "HEAD"]


def test_what_head_is_answered_is_no_last_word(web: Web, tmp_path: Path) -> None:
    async def shy(request: Request, reply: Reply) -> None:
        if request.method == "HEAD":
            reply.reset()
        else:
            await reply.say(Said(b"{}", headers={"Content-Type": "application/json"}))

    async def hidden(request: Request, reply: Reply) -> None:
        await reply.say(Said(b"a;b\n", 404 if request.method == "HEAD" else 200, CSV))

    told, _ = looked(web, tmp_path, shy=shy, hidden=hidden, gone=Said(b"", 410))
    assert {name: (each["status"], each["reason"]) for name, each in told.items()} == {
        "shy": (200, None),
        "hidden": (200, None),
        "gone": (410, "not-found"),
    }


@pytest.mark.parametrize(
    ("where", "reason"),
    [("http://127.0.8.1/x", "private-address"), ("http://10.0.0.1/x", "private-address")],
)
def test_where_nothing_may_or_can_be_asked_nothing_is(where: str, reason: str, web: Web, tmp_path: Path) -> None:
    inside = web.forbidden()
    told, _ = looked(web, tmp_path, a=Said(status=302, headers={"Location": where}))
    assert told["a"]["reason"] == reason
    assert inside.asked == []
