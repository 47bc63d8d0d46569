"""A forward proxy on loopback for the browsers: it connects only where egress permits, so that no page leads a browser inside."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from crawler.dial import open_stream
from crawler.egress import Egress
from crawler.traffic import Traffic
from data.errors import GatherError

logger = logging.getLogger(__name__)

_LONGEST_HEAD = 64 * 1024
_CHUNK = 64 * 1024
_SAFE = frozenset({"GET", "HEAD"})
_OWN_HEADERS = (b"proxy-", b"connection:", b"keep-alive:", b"authorization:")
"""Taken out: what is meant for a proxy, and credentials, which a page's address or script may carry and which are never sent."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The first line of a request, understood: to which host and port, and what to send there."""

    method: str
    host: str
    port: int
    head: bytes


class EgressProxy:
    """``async with EgressProxy(egress) as proxy``: point a browser at ``proxy.url``.

    https passes as a tunnel (CONNECT), unread; plain http only as GET and HEAD, everything else is answered 405. A host that may
    not be contacted is answered 403, one that is not found 502. What passed is counted, for ``drain``.
    """

    def __init__(self, egress: Egress, seconds: float = 30.0) -> None:
        self._egress, self._seconds = egress, seconds
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()
        self._passed = Traffic()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=_LONGEST_HEAD)
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._server is not None:
            self._server.close()
        for task in tuple(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)
        if self._server is not None:
            await self._server.wait_closed()

    @property
    def url(self) -> str:
        """Where it listens, such as ``http://127.0.0.1:41234``. Raises RuntimeError outside ``async with``."""
        if self._server is None:
            raise RuntimeError("the proxy is not running; use it with async with")
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def drain(self) -> Traffic:
        """What passed since this was asked last."""
        passed, self._passed = self._passed, Traffic()
        return passed

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._open.add(task)
            task.add_done_callback(self._open.discard)
        try:
            await self._pass_on(reader, writer)
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
            logger.debug("the browser's connection ended: %s", error)
        except asyncio.CancelledError:
            logger.debug("the proxy closes")
        finally:
            await _close(writer)

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), self._seconds)
        asked = understand(head)
        if asked is None:
            return await _answer(writer, "400 Bad Request")
        if asked.method not in {"CONNECT", *_SAFE}:
            self._passed.refused[asked.host, "method"] += 1
            return await _answer(writer, "405 Method Not Allowed", b"Allow: GET, HEAD\r\n")
        try:
            there = await self._connect(asked)
        except GatherError as failure:
            self._passed.refused[asked.host, failure.reason] += 1
            return await _answer(writer, "403 Forbidden" if failure.family == "Refused" else "502 Bad Gateway")
        except (OSError, TimeoutError):
            return await _answer(writer, "502 Bad Gateway")
        if asked.method == "CONNECT":
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        else:
            there[1].write(asked.head)
        return await self._both_ways(asked, (reader, writer), there)

    async def _connect(self, asked: Asked) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        async with asyncio.timeout(self._seconds):
            return await open_stream(self._egress, asked.host, asked.port, limit=_LONGEST_HEAD)

    async def _both_ways(
        self,
        asked: Asked,
        here: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        there: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    ) -> None:
        # Plain http carries one request on a connection: what the browser sends after its head is not passed on.
        up = asyncio.create_task(_copy(here[0], there[1])) if asked.method == "CONNECT" else None
        down = asyncio.create_task(_copy(there[0], here[1], lambda size: self._passed.bytes.update({asked.host: size})))
        try:
            await down
        finally:
            for task in (up, down):
                if task is not None:
                    task.cancel()
            await asyncio.gather(*(task for task in (up, down) if task), return_exceptions=True)
            await _close(there[1])


def understand(head: bytes) -> Asked | None:
    r"""The request in a head, with its address made relative and its proxy headers taken out; None when it is no proxy request.

    >>> understand(b"GET http://a.lv:81/x?y HTTP/1.1\r\nHost: a.lv:81\r\nProxy-Connection: keep-alive\r\n\r\n")
    Asked(method='GET', host='a.lv', port=81, head=b'GET /x?y HTTP/1.1\r\nHost: a.lv:81\r\nConnection: close\r\n\r\n')
    """
    first, *lines = head[:-4].split(b"\r\n")
    try:
        method, target, version = first.decode("ascii").split(" ")
        parts = urlsplit(f"//{target}" if method == "CONNECT" else target)
        host, port = parts.hostname, parts.port or 80
    except ValueError:
        return None
    if not host or not version.startswith("HTTP/1.") or parts.scheme not in {"", "http"}:
        return None
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    kept = [line for line in lines if not line.lower().startswith(_OWN_HEADERS)]
    return Asked(method, host, port, b"\r\n".join([f"{method} {path} {version}".encode(), *kept, b"Connection: close", b"", b""]))


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter, count: Callable[[int], None] | None = None) -> None:
    with contextlib.suppress(OSError):
        while chunk := await source.read(_CHUNK):
            if count is not None:
                count(len(chunk))
            target.write(chunk)
            await target.drain()
        if target.can_write_eof():
            target.write_eof()


async def _answer(writer: asyncio.StreamWriter, status: str, headers: bytes = b"") -> None:
    writer.write(f"HTTP/1.1 {status}\r\n".encode() + headers + b"Content-Length: 0\r\nConnection: close\r\n\r\n")
    await writer.drain()


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
