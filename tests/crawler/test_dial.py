"""Connections are made to permitted addresses only, and to the first that accepts."""

from __future__ import annotations

import asyncio
import socket
import ssl
from pathlib import Path

import pytest

from crawler import secure
from crawler.dial import connect, open_stream
from crawler.egress import Egress
from data.errors import Refused
from tests.crawler.serving import Served, page
from tests.hostile.pki import leaf, served

ALLOWED = ("127.0.0.0/8", "::1/128")


def reached(hosts: str, port: int) -> str:
    async def there() -> str:
        made = await connect(Egress({"piemers.test": hosts}, ALLOWED), "piemers.test", port)
        with made:
            return str(made.getpeername()[0])

    return asyncio.run(asyncio.wait_for(there(), 5))


@pytest.mark.parametrize("dead", ["::1", "127.0.0.9", "::1,127.0.0.9,127.0.0.10"])
def test_a_dead_address_is_passed_over(dead: str) -> None:
    with socket.create_server(("127.0.0.2", 0)) as listener:
        assert reached(f"{dead},127.0.0.2", listener.getsockname()[1]) == "127.0.0.2"


def test_an_address_that_may_not_be_contacted_is_not() -> None:
    with socket.create_server(("127.0.0.2", 0)) as listener, pytest.raises(Refused):
        asyncio.run(connect(Egress({"piemers.test": "127.0.0.2"}), "piemers.test", listener.getsockname()[1]))


def test_nobody_accepts() -> None:
    with socket.create_server(("127.0.0.2", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(OSError, match=r"Connect call failed|Multiple exceptions"):
        reached("::1,127.0.0.2", port)


def test_tls_is_spoken_for_the_name(tmp_path: Path) -> None:
    names: list[str | None] = []
    context = served(leaf(None, "piemers.test"), tmp_path)
    context.sni_callback = lambda _socket, name, _context: names.append(name)

    async def spoken(port: int) -> str | None:
        egress = Egress({"piemers.test": "127.0.0.1"}, ALLOWED)
        _, writer = await open_stream(egress, "piemers.test", port, context=secure.any_server())
        session: ssl.SSLObject = writer.get_extra_info("ssl_object")
        writer.transport.abort()
        return session.version()

    with Served({"/": page("Sākums")}) as site:
        site.socket = context.wrap_socket(site.socket, server_side=True)
        assert asyncio.run(spoken(int(site.server_address[1]))) == "TLSv1.3"
    assert names == ["piemers.test"]
