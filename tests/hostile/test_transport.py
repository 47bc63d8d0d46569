"""Servers that are silent, cut the line, talk nonsense, send odd or huge headers, or live at odd addresses."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from crawler import egress
from data.errors import Unreachable
from tests.crawler.serving import Seen
from tests.hostile.behaviours import behaviour
from tests.hostile.pki import leaf, served
from tests.hostile.web import Reply, Request, Web, page

NAME = "pilseta.test"
HTML = page("Odd").body
Handler = Callable[[Request, Reply], Awaitable[None]]


def sending(*parts: bytes, pause: float = 0.0, cut: bool = False) -> Handler:
    """Sends these bytes, with pauses between, and closes; ``cut`` closes by a reset."""

    async def answer(_asked: Request, reply: Reply) -> None:
        for part in parts:
            await reply.send(part)
            await asyncio.sleep(pause)
        if cut:
            reply.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
            reply.reset()

    return answer


async def silent(_asked: Request, reply: Reply) -> None:
    await reply.never()


def answered(*lines: bytes, body: bytes = HTML, end: bytes = b"\r\n") -> bytes:
    """A whole answer with these lines of headers."""
    length = b"Content-Length: %d" % len(body)
    return end.join([b"HTTP/1.1 200 OK", b"Content-Type: text/html; charset=utf-8", length, *lines, b"", b""]) + body


def around(web: Web, folder: Path, odd: Handler, **given: Any) -> tuple[Seen, int]:
    """A site with one odd page among good ones: what was seen, and how often the odd page was asked for."""
    site = web.site(NAME, {"/": page("Sākums", "/odd", "/a"), "/odd": odd, "/a": page("A")})
    seen = web.visit(site, folder, **{"timeout": 1.0, **given})
    assert (seen.statuses["/"], seen.statuses["/a"]) == (200, 200)
    return seen, site.paths.count("/odd")


@behaviour("Transport", does="Accepts and never answers", told="timeout, after one more try")
def test_silence(web: Web, tmp_path: Path) -> None:
    seen, asked = around(web, tmp_path, silent)
    assert (seen.statuses["/odd"], asked) == ("timeout", 2)


PARTIAL = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@behaviour("Transport", does="Cuts the connection before or within the headers", told="reset, after one more try")
@pytest.mark.parametrize("parts", [(b"",), (PARTIAL,)], ids=["before", "headers"])
def test_a_reset(parts: tuple[bytes, ...], web: Web, tmp_path: Path) -> None:
    seen, asked = around(web, tmp_path, sending(*parts, pause=0.05, cut=True))
    assert (seen.statuses["/odd"], asked) == ("reset", 2)


@behaviour("Transport", does="Closes before or within the headers", told="reset, after one more try")
@pytest.mark.parametrize("parts", [(), (b"HTTP/1.1 200 OK\r\nContent-Ty",)], ids=["before", "headers"])
def test_an_early_end(parts: tuple[bytes, ...], web: Web, tmp_path: Path) -> None:
    seen, asked = around(web, tmp_path, sending(*parts))
    assert (seen.statuses["/odd"], asked) == ("reset", 2)


CHUNKED = PARTIAL + b"Transfer-Encoding: chunked\r\n\r\n"


@behaviour("Transport", does="Sends less than it promised, in one piece or in chunks", told="truncated, after one more try")
@pytest.mark.parametrize("cut", [False, True], ids=["closed", "reset"])
@pytest.mark.parametrize("part", [PARTIAL + b"Content-Length: 1000\r\n\r\n<html>", CHUNKED + b"400\r\n<html>"], ids=["length", "chunks"])
def test_a_short_body(*, part: bytes, cut: bool, web: Web, tmp_path: Path) -> None:
    seen, asked = around(web, tmp_path, sending(part, cut=cut))
    assert (seen.statuses["/odd"], asked) == ("truncated", 2)


@behaviour(
    "Transport",
    does="Answers with no HTTP: garbage, another protocol, HTTP/0.9, impossible chunks or lengths",
    told="protocol, not asked again",
)
@pytest.mark.parametrize(
    "part",
    [
        b"\x00\x01\x02\xff\xfe\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        HTML,
        CHUNKED + b"zz\r\n<html>",
        PARTIAL + b"Content-Length: many\r\n\r\n<html>",
        PARTIAL + b"Content-Length: 6\r\nContent-Length: 7\r\n\r\n<html>x",
        b"HTTP/1.1 abc OK\r\n\r\n",
    ],
    ids=["garbage", "ssh", "http-0.9", "chunks", "length", "two-lengths", "status"],
)
def test_no_http(part: bytes, web: Web, tmp_path: Path) -> None:
    seen, asked = around(web, tmp_path, sending(part))
    assert (seen.statuses["/odd"], asked) == ("protocol", 1)


@behaviour("Transport", does="20 KB of headers, in one or in hundreds", told="the page, with all its headers")
@pytest.mark.parametrize(
    "lines", [(b"X-Policy: " + b"x" * 20_000,), tuple(b"X-%03d: %s" % (n, b"x" * 30) for n in range(500))], ids=["one", "many"]
)
def test_long_headers(lines: tuple[bytes, ...], web: Web, tmp_path: Path) -> None:
    seen, _ = around(web, tmp_path, sending(answered(*lines)))
    assert seen.statuses["/odd"] == 200
    assert sum(len(value) for name, value in headers(seen) if name.startswith("X-")) >= 15_000


@behaviour("Transport", does="More than 64 KB of headers, in one or in hundreds", told="headers, not asked again")
@pytest.mark.parametrize(
    "lines",
    [
        (b"X-Policy: " + b"x" * 70_000,),
        tuple(b"X-%03d: %s" % (n, b"x" * 200) for n in range(400)),
        tuple(b"X-%04d: x" % n for n in range(3000)),
    ],
    ids=["one", "many", "thousands"],
)
def test_too_long_headers(lines: tuple[bytes, ...], web: Web, tmp_path: Path) -> None:
    seen, asked = around(web, tmp_path, sending(answered(*lines)))
    assert (seen.statuses["/odd"], asked) == ("headers", 1)


def headers(seen: Seen) -> list[tuple[str, str]]:
    [exchange] = [each for _, each in seen.exchanges if each.url.endswith("/odd")]
    return list(exchange.response_headers)


@behaviour(
    "Transport", does="Headers in windows-1257 or bare UTF-8, twice the same, folded over lines", told="the page; the headers as they came"
)
@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (("X-Nosaukums: Ādaži".encode("windows-1257"),), [("X-Nosaukums", "Ādaži".encode("windows-1257").decode("latin-1"))]),
        (("X-Nosaukums: Ādaži".encode(),), [("X-Nosaukums", "Ādaži".encode().decode("latin-1"))]),
        ((b"X-Two: a", b"X-Two: b"), [("X-Two", "a"), ("X-Two", "b")]),
    ],
    ids=["windows-1257", "utf-8", "twice"],
)
def test_odd_headers(lines: tuple[bytes, ...], kept: list[tuple[str, str]], web: Web, tmp_path: Path) -> None:
    seen, _ = around(web, tmp_path, sending(answered(*lines)))
    assert seen.statuses["/odd"] == 200
    assert [row for row in headers(seen) if row[0].startswith("X-")] == kept


@behaviour("Transport", does="Folded headers, line ends of LF alone, 100 or 103 first, HTTP/1.0, no length", told="the page")
@pytest.mark.parametrize(
    "part",
    [
        answered(b"X-Folded: a", b"  b"),
        answered(end=b"\n"),
        b"HTTP/1.1 100 Continue\r\n\r\n" + answered(),
        b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n" + answered(),
        b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + HTML,
        b"HTTP/1.1 200\r\nContent-Type: text/html\r\n\r\n" + HTML,
    ],
    ids=["folded", "lf", "100", "103", "http-1.0", "no-words"],
)
def test_old_ways(part: bytes, web: Web, tmp_path: Path) -> None:
    seen, asked = around(web, tmp_path, sending(part))
    assert (seen.statuses["/odd"], asked) == (200, 1)


@behaviour("Transport", does="Headers that come slowly", told="the page, if within the time for a request; else timeout")
@pytest.mark.parametrize(("times", "status"), [(6, 200), (200, "timeout")], ids=["slow", "too-slow"])
def test_slow_headers(times: int, status: int | str, web: Web, tmp_path: Path) -> None:
    drops = (PARTIAL, *(b"X-%d: x\r\n" % number for number in range(times)), b"\r\n" + HTML)
    seen, _ = around(web, tmp_path, sending(*drops, pause=0.05))
    assert seen.statuses["/odd"] == status


class Forgetful:
    """Promises to keep connections, and cuts each one when it is used again."""

    def __init__(self, host: str) -> None:
        self._listener = socket.create_server((host, 0))
        self.port = int(self._listener.getsockname()[1])
        self.answered: list[str] = []
        self.cut: list[str] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _serve(self) -> None:
        try:
            while True:
                self._meet(self._listener.accept()[0])
        except OSError:
            return

    def _meet(self, client: socket.socket) -> None:
        with client:
            client.settimeout(10)
            path = _path(client)
            links = [f"/{number}" for number in range(8)] if path == "/" else []
            answer = page(path, *links) if path != "/robots.txt" else page("", text="User-agent: *")
            self.answered.append(path)
            client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(answer.body) + answer.body)
            if again := _path(client):
                self.cut.append(again)


def _path(client: socket.socket) -> str:
    head = client.recv(65536).decode("latin-1")
    return head.split(" ")[1] if head else ""


@behaviour(
    "Transport",
    does="Keeps connections, and cuts them when they are used again",
    told="no page is lost, and none is asked for twice at once",
)
def test_kept_connections_that_are_cut(web: Web, tmp_path: Path) -> None:
    server = Forgetful("127.0.9.1")
    try:
        seen = web.visit(f"http://{NAME}:{server.port}/", tmp_path, hosts={NAME: "127.0.9.1"})
    finally:
        server.close()
    assert {path: seen.statuses[path] for path in ["/", *(f"/{number}" for number in range(8))]} == dict.fromkeys(
        ["/", *(f"/{number}" for number in range(8))], 200
    )
    assert len(server.cut) == 1


@behaviour("Transport", does="Lives at an IPv6 address only", told="the pages, the TLS look and the browser's look")
def test_ipv6_only(web: Web, tmp_path: Path) -> None:
    site = web.site(NAME, {"/": page("Sākums", "/a"), "/a": page("A")}, address="::1", tls=served(leaf(None, NAME), tmp_path))
    seen = web.visit(site, tmp_path, render=1)
    assert (seen.statuses["/"], seen.statuses["/a"]) == (200, 200)
    assert seen.artifact("tls")["faults"] == ["self-signed"]
    assert seen.snapshot.coverage.rendered == 1
    assert {exchange.ip for _, exchange in seen.exchanges} == {"::1"}


@behaviour(
    "Transport",
    does="Has a dead address beside a living one, IPv6 or IPv4",
    told="the pages, by the living one, to client, TLS look and browser",
)
@pytest.mark.parametrize("dead", ["::1", "127.0.9.200"])
def test_a_dead_address_first(dead: str, web: Web, tmp_path: Path) -> None:
    site = web.site(NAME, {"/": page("Sākums", "/a"), "/a": page("A")}, tls=served(leaf(None, NAME), tmp_path))
    seen = web.visit(site, tmp_path, render=1, hosts={NAME: f"{dead},{site.address}"})
    assert (seen.statuses["/"], seen.statuses["/a"]) == (200, 200)
    assert seen.artifact("tls")["host"] == NAME
    assert seen.snapshot.coverage.rendered == 1
    assert {exchange.ip for _, exchange in seen.exchanges} == {site.address}


@behaviour("Transport", does="Nothing listens at any of its addresses", told="connection-refused")
def test_nobody_there(web: Web, tmp_path: Path) -> None:
    with socket.create_server(("127.0.9.1", 0)) as taken:
        port = taken.getsockname()[1]
    seen = web.visit(f"http://{NAME}:{port}/", tmp_path, hosts={NAME: "::1,127.0.9.1"})
    assert seen.statuses == {"/": "connection-refused"}


@behaviour("Transport", does="Its name does not exist", told="dns, and DNS is asked for it once")
def test_no_such_name(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = web.site(NAME, {"/": page("Sākums")})
    asked = dns(monkeypatch, Unreachable("dns", f"permanent: {NAME}: Name or service not known"))
    seen = web.visit(site, tmp_path, hosts={})
    assert (seen.statuses, site.connections) == ({"/": "dns"}, 0)
    assert asked.count(NAME) == 1


@behaviour("Transport", does="DNS cannot tell for now", told="asked again after a while, twice at most; then dns")
@pytest.mark.parametrize(("times", "status"), [(2, 200), (99, "dns")])
def test_passing_trouble_of_dns(times: int, status: int | str, web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = web.site(NAME, {"/": page("Sākums")})
    trouble = Unreachable("dns", f"temporary: {NAME}: Temporary failure in name resolution")
    asked = dns(monkeypatch, *[trouble] * times, (ipaddress.ip_address(site.address),))
    seen = web.visit(site, tmp_path, hosts={})
    assert seen.statuses == {"/": status}
    # The whole run asks once: what one part has learned, all know.
    assert asked.count(NAME) == 3


def dns(monkeypatch: pytest.MonkeyPatch, *answers: Unreachable | tuple[egress.Address, ...]) -> list[str]:
    """DNS that answers this in turn, the last for ever; returns the names it is asked for. Other names than the site's do not exist."""
    asked: list[str] = []

    def ask(host: str) -> tuple[egress.Address, ...]:
        asked.append(host)
        answer = answers[min(asked.count(NAME), len(answers)) - 1] if host == NAME else Unreachable("dns", "permanent: no such name")
        if isinstance(answer, Unreachable):
            raise answer
        return answer

    monkeypatch.setattr(egress, "_ask_dns_once", ask)
    monkeypatch.setattr(egress, "_PAUSES", (0.05, 0.05))
    return asked
