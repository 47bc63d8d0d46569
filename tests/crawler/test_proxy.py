"""Browsers reach the public web through the proxy, and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from crawler.egress import Egress
from crawler.proxy import EgressProxy

Ask = Callable[[bytes], Awaitable[bytes]]


async def asked(request: str, allow: tuple[str, ...] = ("127.0.0.2/32",)) -> tuple[bytes, EgressProxy]:
    """What the proxy answers; a site called piemers.test runs at 127.0.0.2, and {port} in the request is its port."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok" + head)
        writer.close()

    site = await asyncio.start_server(serve, "127.0.0.2", 0)
    port = site.sockets[0].getsockname()[1]
    egress = Egress({"piemers.test": "127.0.0.2", "iekseji.test": "127.0.0.3"}, allow)
    async with site, EgressProxy(egress, seconds=2) as proxy:
        reader, writer = await asyncio.open_connection("127.0.0.1", int(proxy.url.rpartition(":")[2]))
        writer.write(request.replace("{port}", str(port)).encode())
        answer = await asyncio.wait_for(reader.read(), 5)
        writer.close()
    return answer, proxy


def test_plain_http_passes_with_a_relative_address_and_neither_proxy_headers_nor_credentials() -> None:
    answer, proxy = asyncio.run(
        asked("GET http://piemers.test:{port}/a?b HTTP/1.1\r\nHost: piemers.test\r\nProxy-X: 1\r\nAuthorization: Basic eDp5\r\n\r\n")
    )
    assert answer.startswith(b"HTTP/1.1 200 OK")
    assert b"okGET /a?b HTTP/1.1\r\nHost: piemers.test\r\nConnection: close\r\n\r\n" in answer
    assert proxy.drain().bytes["piemers.test"] == len(answer)


def test_a_tunnel_carries_bytes_both_ways_unread() -> None:
    answer, _ = asyncio.run(asked("CONNECT piemers.test:{port} HTTP/1.1\r\n\r\nGET /inside HTTP/1.1\r\n\r\n"))
    assert answer.startswith(b"HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 200 OK")
    assert b"GET /inside" in answer


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        ("CONNECT iekseji.test:443", b"403"),
        ("CONNECT 127.0.0.1:22", b"403"),
        ("CONNECT [::1]:22", b"403"),
        ("GET http://localhost/", b"403"),
        ("GET http://169.254.169.254/latest/", b"403"),
        ("GET http://nav-tada.invalid/", b"502"),
        ("CONNECT piemers.test:1", b"502"),
        ("POST http://piemers.test:{port}/", b"405"),
        ("DELETE http://piemers.test:{port}/", b"405"),
        ("GET ftp://piemers.test/", b"400"),
        ("GET /relative", b"400"),
        ("nonsense", b"400"),
    ],
)
def test_everything_else_is_refused(request_line: str, status: bytes) -> None:
    line = request_line if request_line == "nonsense" else f"{request_line} HTTP/1.1"
    answer, _ = asyncio.run(asked(f"{line}\r\nHost: x\r\n\r\n"))
    assert answer.split(b" ")[1] == status


def test_refusals_are_counted_by_host_and_reason() -> None:
    _, proxy = asyncio.run(asked("CONNECT iekseji.test:443 HTTP/1.1\r\n\r\n"))
    assert proxy.drain().account() == {"bytes": {}, "refused": [{"host": "iekseji.test", "reason": "private-address", "times": 1}]}


def test_it_has_no_address_before_it_runs() -> None:
    with pytest.raises(RuntimeError):
        _ = EgressProxy(Egress()).url
