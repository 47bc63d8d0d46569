"""Scrapy's side of the network: connections go only where egress permits, and headers are kept as they came over the wire."""

from __future__ import annotations

import asyncio
import socket
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from scrapy import Request
from scrapy.core.downloader.handlers._aiohttp import AiohttpDownloadHandler, _ClientResponse
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response

from crawler.addresses import host_of
from crawler.egress import Egress
from data.errors import GatherError
from data.settings import Settings

HEADERS_AS_SENT = "wire_headers"
"""In a request's meta: the answer's headers before decompression took its own away."""

_LONGEST_FIELD = 64 * 1024


def egress_of(crawler: Crawler) -> Egress:
    """The egress by which a crawler must go, from the settings of the visit that it carries."""
    settings: Settings = crawler.settings["EINDEKSS"]
    return Egress(settings.hosts, settings.allow)


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


class EgressDownloadHandler(AiohttpDownloadHandler):
    """Scrapy's aiohttp client with our resolver, and room for the long policy headers that real sites send."""

    # Only the warning of Scrapy is turned off: the lock file pins the version that our tests ran with.
    experimental = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._plain_session = self._session
        connector = aiohttp.TCPConnector(
            resolver=EgressResolver(egress_of(crawler)), limit=self._pool_size_total, limit_per_host=self._pool_size_per_host
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            response_class=_ClientResponse,
            skip_auto_headers=("Accept", "Accept-Encoding", "Content-Type", "User-Agent"),
            max_line_size=_LONGEST_FIELD,
            max_field_size=_LONGEST_FIELD,
            trust_env=False,
        )

    @staticmethod
    def _extract_headers(response: _ClientResponse) -> Headers:
        # As bytes: a name of a file in an old code page is no reason to lose the whole answer.
        return Headers(list(response.raw_headers))

    async def close(self) -> None:
        """Close the connections."""
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


def header_rows(items: object) -> tuple[tuple[str, str], ...]:
    """Scrapy's headers (name, values in bytes) as rows of text."""
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in items  # type: ignore[attr-defined]
        for value in values
    )
