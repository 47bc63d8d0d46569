"""The servers of the simulated country, all in one process: HTTP/1.1 at every body's address, and who steers them."""

from __future__ import annotations

import asyncio
import contextlib
import json
import resource
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import urlsplit

from benchmarks.country.fates import Weather
from benchmarks.country.land import Land, Reply, Request
from benchmarks.country.places import CANARIES

_REASONS = {200: "OK", 304: "Not Modified", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 503: "Service Unavailable"}
_LONGEST_HEAD = 65_536


class Wire(asyncio.Protocol):
    """One connection: requests without bodies, answered one after another."""

    def __init__(self, land: Land) -> None:
        self._land = land
        self._left = b""
        self._wire: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Somebody calls."""
        self._wire = transport if isinstance(transport, asyncio.Transport) else None

    def data_received(self, data: bytes) -> None:
        """A part of a request, or a whole one, came."""
        self._left += data
        while b"\r\n\r\n" in self._left:
            head, self._left = self._left.split(b"\r\n\r\n", 1)
            request = _request(head)
            reply = self._land.reply(request)
            asyncio.get_running_loop().call_later(reply.latency, self._send, request, reply)
        if len(self._left) > _LONGEST_HEAD and self._wire is not None:
            self._wire.abort()

    def _send(self, request: Request, reply: Reply) -> None:
        if self._wire is None or self._wire.is_closing() or reply.fate == "silent":
            return
        if reply.fate == "reset":
            self._wire.abort()
            return
        size = {} if reply.status == 304 else {"Content-Length": str(len(reply.body))}
        closes = request.headers.get("connection", "").lower() == "close"
        ends = {"Connection": "close"} if closes else {}
        told = {"Date": format_datetime(datetime.now(UTC), usegmt=True), **reply.headers, **size, **ends}
        head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        body = b"" if request.method == "HEAD" else reply.body
        sent = f"HTTP/1.1 {reply.status} {_REASONS[reply.status]}\r\n{head}\r\n".encode("latin-1") + body
        self._land.counts["bytes"] += len(sent)
        self._wire.write(sent)
        if closes:
            self._wire.close()


def _request(head: bytes) -> Request:
    first, *rows = head.decode("latin-1").split("\r\n")
    method, target, _ = (*first.split(" "), "", "")[:3]
    headers = {name.lower(): value.strip() for name, _, value in (row.partition(":") for row in rows)}
    return Request(method, headers.get("host", "").partition(":")[0], urlsplit(target).path, headers)


class Steering(asyncio.Protocol):
    """The generator's own entrance, which no crawl meets: a line of JSON in, a line of JSON out."""

    def __init__(self, land: Land, servers: Doors) -> None:
        self._land, self._doors = land, servers

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Somebody steers."""
        self._wire = transport

    def data_received(self, data: bytes) -> None:
        """``{"night": 2}``, ``{"cut": "network"}`` (``dns``, or nothing), or ``{}``; the answer tells how things are."""
        asyncio.get_running_loop().create_task(self._heed(json.loads(data)))

    async def _heed(self, asked: Mapping[str, object]) -> None:
        if "night" in asked:
            self._land.go_to(int(str(asked["night"])))
            await self._doors.go_by_the_weather()
        if "cut" in asked:
            self._land.set_cut(str(asked["cut"]))
        used = resource.getrusage(resource.RUSAGE_SELF)
        told = {
            "night": self._land.night,
            "cut": self._land.cut,
            "happened": self._land.happened,
            "cpu_seconds": used.ru_utime + used.ru_stime,
            "peak_mib": used.ru_maxrss >> 10,
            **self._land.counts,
        }
        if isinstance(self._wire, asyncio.Transport):
            self._wire.write(json.dumps(told).encode() + b"\n")


class Doors:
    """The listening sockets, one for each address; those of bodies that refuse connections are closed."""

    def __init__(self, land: Land, port: int) -> None:
        self._land, self._port = land, port
        self._open: dict[str, asyncio.Server] = {}

    async def go_by_the_weather(self) -> None:
        """Listen where somebody is to answer, and nowhere else."""
        wanted = {site.place.address for site in self._land.sites.values() if site.weather is not Weather.REFUSED} | {*CANARIES}
        for address in self._open.keys() - wanted:
            self._open.pop(address).close()
        for address in sorted(wanted - self._open.keys()):
            self._open[address] = await asyncio.get_running_loop().create_server(lambda: Wire(self._land), address, self._port, backlog=64)


def many_doors(count: int) -> None:
    """Let this process open so many sockets, as far as it may."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4 * count + 1_000
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(wanted, hard)), hard))
