"""Scrapy's side of the network: connections go only where egress permits, and headers are kept as they came over the wire."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterable
from typing import Self
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.connector import Connection
from scrapy import Request
from scrapy.core.downloader.handlers._aiohttp import AiohttpDownloadHandler, _ClientResponse
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadConnectionRefusedError, DownloadFailedError
from scrapy.http import Headers, Response
from scrapy.utils.httpobj import urlparse_cached

from crawler import failures, secure
from crawler.addresses import host_of, origin
from crawler.egress import Egress
from crawler.http2 import IDLE_SECONDS, Http2DownloadHandler, refuses_http1
from data.errors import GatherError
from data.settings import Settings

HEADERS_AS_SENT = "wire_headers"
"""In a request's meta: the answer's headers before decompression took its own away."""

_MOST_HEADER_LINES = 2000
_ONE_EACH: WeakKeyDictionary[Crawler, Egress] = WeakKeyDictionary()


def go_by(crawler: Crawler, egress: Egress) -> None:
    """Let a crawler use the egress of its run: what was found out for one visit is known to all, and DNS is asked once."""
    _ONE_EACH[crawler] = egress


def egress_of(crawler: Crawler) -> Egress:
    """The egress by which a crawler must go: that of its run, else one by the settings of the visit that it carries."""
    if crawler not in _ONE_EACH:
        settings: Settings = crawler.settings["EINDEKSS"]
        _ONE_EACH[crawler] = Egress(settings.hosts, settings.allow)
    return _ONE_EACH[crawler]


class EgressResolver(AbstractResolver):
    """Resolves for aiohttp: it connects to the addresses given here and to no other."""

    def __init__(self, egress: Egress) -> None:
        self._egress = egress

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC) -> list[ResolveResult]:
        """The permitted addresses of a host. Raises OSError, which aiohttp takes for a failure of DNS."""
        try:
            found = await asyncio.to_thread(self._egress.addresses, host)
        except GatherError as error:
            raise OSError(str(error)) from error
        kinds = ((address, socket.AF_INET6 if ":" in address else socket.AF_INET) for address in found)
        return [
            ResolveResult(hostname=host, host=address, port=port, family=kind, proto=0, flags=socket.AI_NUMERICHOST)
            for address, kind in kinds
            if family in (socket.AF_UNSPEC, kind)
        ]

    async def close(self) -> None:
        """Nothing is held."""


class _Response(_ClientResponse):
    async def start(self, connection: Connection) -> aiohttp.ClientResponse:
        """Scrapy's asserts that the connection still stands, which is for the server to decide."""
        if connection.transport is None or connection.transport.get_extra_info("peername") is None:
            raise aiohttp.ServerDisconnectedError
        if connection.protocol is not None and self.request_info.headers.get("Connection") == "close":
            connection.protocol.force_close()
        return await super().start(connection)


class EgressDownloadHandler(AiohttpDownloadHandler):
    """Scrapy's aiohttp client with our resolver, room for the long policy headers that real sites send, and HTTP/2 where it must be.

    Nothing is asked twice without a turn: where a connection broke, the failure is told, and from then on each request to that server
    has a connection of its own. No credentials: neither from the address, nor the environment, nor a file.
    """

    # Only the warning of Scrapy is turned off: the lock file pins the version that our tests ran with.
    experimental = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        egress = egress_of(crawler)
        self._ssl_context = secure.any_server()
        self._ssl_context.set_alpn_protocols(["http/1.1"])
        self._http2 = Http2DownloadHandler(crawler, egress, secure.any_server())
        self._plain_session = self._session
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                resolver=EgressResolver(egress),
                limit=self._pool_size_total,
                limit_per_host=self._pool_size_per_host,
                keepalive_timeout=IDLE_SECONDS,
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            response_class=_Response,
            skip_auto_headers=("Accept", "Accept-Encoding", "Content-Type", "User-Agent"),
            max_line_size=failures.MOST_HEADERS,
            max_field_size=failures.MOST_HEADERS,
            max_headers=_MOST_HEADER_LINES,
            trust_env=False,
        )
        # aiohttp would ask a second time at once, without a turn and without a word.
        self._session._retry_connection = False  # noqa: SLF001 (there is no other way)
        self._short_lived: set[str] = set()

    async def download_request(self, request: Request) -> Response:
        """The answer. Raises what ``failures.of`` understands."""
        if "@" in urlparse_cached(request).netloc:
            request = request.replace(url=without_credentials(request.url))
        if self._http2.speaks_with(request.url):
            return await self._http2.download_request(request)
        if origin(request.url) in self._short_lived:
            request.headers["Connection"] = "close"
        try:
            response = await super().download_request(request)
        except (DownloadFailedError, DownloadConnectionRefusedError) as error:
            return await self._once_more(request, error)
        self._http2.note_status(request.url, response.status)
        return response

    async def _once_more(self, request: Request, error: Exception) -> Response:
        self._short_lived.add(origin(request.url))
        if not refuses_http1(error):
            raise error
        self._http2.remember(request.url)
        return await self._http2.download_request(request)

    @staticmethod
    def _extract_headers(response: _ClientResponse) -> Headers:
        # As bytes: a name of a file in an old code page is no reason to lose the whole answer.
        size = sum(len(name) + len(value) for name, value in response.raw_headers)
        if size > failures.MOST_HEADERS:
            raise failures.HeadersTooLarge(f"{size} bytes of headers")
        return Headers(list(response.raw_headers))

    @staticmethod
    def _is_dataloss_exception(exc: Exception) -> bool:
        # Chunks that make no sense are no shorter body; that is raised, and told as what it is.
        return isinstance(exc, aiohttp.ClientPayloadError) and not failures.is_nonsense(str(exc))

    async def close(self) -> None:
        """Close the connections."""
        await self._http2.close()
        await self._plain_session.close()
        await super().close()


class EgressMiddleware:
    """The last gate before the wire: an address written as a number is never resolved, so it is judged here."""

    def __init__(self, egress: Egress) -> None:
        self._egress = egress

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make it."""
        return cls(egress_of(crawler))

    async def process_request(self, request: Request) -> None:
        """Raises Refused("private-address") or Unreachable("dns")."""
        await asyncio.to_thread(self._egress.addresses, host_of(request.url))

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep the headers as they came."""
        request.meta[HEADERS_AS_SENT] = header_rows(response.headers.items())
        return response


def without_credentials(url: str) -> str:
    """An address without the user and password in it: they are never sent.

    >>> without_credentials("https://janis:parole@piemers.lv:8443/a")
    'https://piemers.lv:8443/a'
    """
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def header_rows(items: Iterable[tuple[bytes, list[bytes]]]) -> tuple[tuple[str, str], ...]:
    """Scrapy's headers (name, values in bytes) as rows of text."""
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, values in items for value in values)
