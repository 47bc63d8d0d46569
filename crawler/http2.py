"""The second HTTP client: HTTP/2, for the few servers that refuse HTTP/1.1, through the same gate and with the same headers."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import ClassVar

import h2.exceptions
import httpcore
from scrapy import Request
from scrapy.core.downloader.handlers._base_streaming import BaseStreamingDownloadHandler, _BaseResponseArgs
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadFailedError, DownloadTimeoutError
from scrapy.http import Headers
from scrapy.utils.httpobj import urlparse_cached

from crawler import failures
from crawler.addresses import origin
from crawler.egress import Egress

IDLE_SECONDS = 4.0
"""How long a connection may lie idle: shorter than the five seconds after which common servers close theirs."""
_PATIENCE = 3.0
"""Seconds that an address may take to accept, where the host has another."""
_REFUSAL = "no application protocol"
"""OpenSSL's text for the alert of RFC 7301; Python knows no constant for it."""
_HTTP_VERSION_NOT_SUPPORTED = 505
_SETTINGS = rb"b'\x00\x00"
"""How a first frame of HTTP/2 looks where a parser of HTTP/1.1 complains of it: a SETTINGS frame is always shorter than 65 kB."""
_FRAME_TYPE = rb"\x04\x00\x00\x00\x00\x00"
_ONE_HOP = frozenset({b"connection", b"keep-alive", b"proxy-connection", b"transfer-encoding", b"upgrade"})
"""Headers that HTTP/2 forbids (RFC 9113, 8.2.2)."""


def refuses_http1(error: BaseException) -> bool:
    """Whether a failure says that the server would have spoken HTTP/2: its handshake refused HTTP/1.1, or it answered in frames.

    No request was understood then, so that one by HTTP/2 is no repetition.
    """
    for cause in failures.causes(error):
        if isinstance(cause, ssl.SSLError) and _REFUSAL in str(cause):
            return True
        told = str(cause).encode("ascii", "backslashreplace")
        if _SETTINGS in told and _FRAME_TYPE in told:
            return True
    return False


class EgressBackend(httpcore.AnyIOBackend):
    """httpcore's way to the network: to permitted addresses only, one after another."""

    def __init__(self, egress: Egress) -> None:
        self._egress = egress

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 (httpcore's signature)
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to the host. Raises GatherError as ``Egress.addresses`` does, and httpcore's errors."""
        *others, last = await asyncio.to_thread(self._egress.addresses, host)
        for address in others:
            with contextlib.suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return await super().connect_tcp(address, port, _PATIENCE, local_address, socket_options)
        return await super().connect_tcp(last, port, timeout, local_address, socket_options)


class Http2DownloadHandler(BaseStreamingDownloadHandler[httpcore.Response]):
    """Scrapy's downloading by HTTP/2: with its limits on bytes, and a bound on the time of the whole exchange."""

    experimental: ClassVar[bool] = False
    supports_proxies: ClassVar[bool] = False

    def __init__(self, crawler: Crawler, egress: Egress, context: ssl.SSLContext) -> None:
        super().__init__(crawler)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=context,
            http1=False,
            http2=True,
            network_backend=EgressBackend(egress),
            max_connections=self._pool_size_total,
            keepalive_expiry=IDLE_SECONDS,
        )
        self._origins: set[str] = set()

    def speaks_with(self, url: str) -> bool:
        """Whether the server of this address is known to refuse HTTP/1.1."""
        return origin(url) in self._origins

    def remember(self, url: str) -> None:
        """From now on the server of this address is spoken with by HTTP/2."""
        self._origins.add(origin(url))

    def note_status(self, url: str, status: int) -> None:
        """A server that has no HTTP/1.1 may say so by a status; what is asked of it next is asked by HTTP/2."""
        if status == _HTTP_VERSION_NOT_SUPPORTED:
            self.remember(url)

    @asynccontextmanager
    async def _make_request(self, request: Request, timeout: float) -> AsyncGenerator[httpcore.Response, None]:  # noqa: ASYNC109 (Scrapy's signature)
        try:
            asked = self._pool.stream(request.method.encode(), _url(request), headers=_sent(request))
            async with asyncio.timeout(timeout), asked as response:
                yield response
        except TimeoutError as error:
            raise DownloadTimeoutError(f"Getting {request.url} took longer than {timeout} seconds.") from error
        except (h2.exceptions.ProtocolError, httpcore.ProtocolError) as error:
            raise DownloadFailedError(f"HTTP/2: {error}") from error

    @staticmethod
    def _extract_headers(response: httpcore.Response) -> Headers:
        if sum(len(name) + len(value) for name, value in response.headers) > failures.MOST_HEADERS:
            raise failures.HeadersTooLarge("the headers are larger than 64 KB")
        return Headers(response.headers)

    @staticmethod
    def _build_base_response_args(response: httpcore.Response, request: Request, headers: Headers) -> _BaseResponseArgs:
        stream = response.extensions["network_stream"]
        secure = stream.get_extra_info("ssl_object")
        return {
            "status": response.status,
            "url": request.url,
            "headers": headers,
            "certificate": secure.getpeercert(binary_form=True) if secure else None,
            "ip_address": ipaddress.ip_address(stream.get_extra_info("server_addr")[0]),
            "protocol": "HTTP/2",
        }

    @staticmethod
    def _iter_body_chunks(response: httpcore.Response) -> AsyncIterator[bytes]:
        return response.aiter_stream()

    @staticmethod
    def _is_dataloss_exception(exc: Exception) -> bool:
        return isinstance(exc, httpcore.RemoteProtocolError | httpcore.ReadError | h2.exceptions.ProtocolError)

    async def close(self) -> None:
        """Close the connections."""
        await self._pool.aclose()


def _sent(request: Request) -> list[tuple[bytes, bytes]]:
    rows = [(name, value) for name, values in request.headers.items() for value in values if name.lower() not in _ONE_HOP]
    return [(b"Host", urlparse_cached(request).netloc.rpartition("@")[2].encode("idna")), *rows]


def _url(request: Request) -> httpcore.URL:
    parts = urlparse_cached(request)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    host = (parts.hostname or "").encode("idna")
    return httpcore.URL(scheme=parts.scheme.encode(), host=host, port=parts.port, target=target.encode())
