"""What went wrong on the network, in the words of the closed list; a fault of our own is not among them and is raised again."""

from __future__ import annotations

import asyncio
import errno
import socket
import ssl
from collections.abc import Iterator

import aiohttp
import httpcore
from aiohttp import http_exceptions
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)

from crawler.egress import TEMPORARY
from crawler.redirects import FOLLOWED
from data.errors import REASONS, BrowserFailed, GatherError, OutOfBudget, Refused, Unreachable, Unusable

_TRANSIENT = frozenset(name for name, reason in REASONS.items() if reason.passing)
_TROUBLE = _TRANSIENT - {"connection-refused"}
_OUR_OWN = frozenset(
    {errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOBUFS, errno.EADDRNOTAVAIL, errno.EPERM, errno.EACCES, errno.ENOSPC}
)
"""What the system refuses to us, and no site can help."""
_NO_WAY = frozenset({errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EHOSTDOWN, errno.ENETDOWN, errno.ECONNREFUSED})
_CUT = frozenset({errno.ECONNRESET, errno.EPIPE, errno.ECONNABORTED, errno.ESHUTDOWN, errno.ENOTCONN})
_OF_SCRAPY = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
    IgnoreRequest,
)
_OF_HTTPCORE = (httpcore.ProtocolError, httpcore.NetworkError, httpcore.UnsupportedProtocol)
_OF_THE_WIRE = (*_OF_SCRAPY, *_OF_HTTPCORE, aiohttp.ClientError, EOFError, OSError)
_TOO_MANY = ("Too many headers", "Oversized header block")
_TOO_SLOW = (DownloadTimeoutError, TimeoutError, httpcore.TimeoutException, aiohttp.ServerTimeoutError)
_NO_HTTP = (http_exceptions.HttpProcessingError, aiohttp.ClientResponseError, httpcore.ProtocolError)

MOST_HEADERS = 64 * 1024
"""Bytes of names and values that an answer's headers may have in all; beyond that they are no headers but an attack."""


class HeadersTooLarge(aiohttp.ClientError):
    """The headers of an answer are beyond all reason; their size in bytes is the message."""


def is_trouble(reason: str) -> bool:
    """Whether the host seems overloaded, so that it must be given longer rests; a closed port costs it nothing."""
    return reason in _TROUBLE


def is_transient(reason: str, detail: str = "") -> bool:
    """Whether a second try, later in the visit, may succeed; the detail tells a passing failure of DNS from a name that is none.

    >>> is_transient("timeout"), is_transient("dns", "permanent: a.lv: no such name"), is_transient("dns", "temporary: a.lv: try again")
    (True, False, True)
    """
    return reason in _TRANSIENT or (reason == "dns" and detail.startswith(TEMPORARY))


def of(error: Exception) -> GatherError:
    """The failure that an exception of Scrapy, aiohttp, httpcore, ssl or the system stands for, told with its type where it is rare.

    Raises the error itself where it is none of these: a fault of ours is never written down as the site's.
    """
    chain = tuple(causes(error))
    known = next((cause for cause in chain if isinstance(cause, GatherError)), None)
    if known is not None:
        return known
    detail = str(error)[:300] or type(error).__name__
    if isinstance(error, DownloadCancelledError) or (isinstance(error, IgnoreRequest) and "DOWNLOAD_MAXSIZE" in detail):
        return Unusable("too-large", detail)
    if isinstance(error, _TOO_SLOW):
        return Unreachable("timeout", detail)
    if not isinstance(error, _OF_THE_WIRE) or _numbers(chain) & _OUR_OWN:
        raise error
    return _of_the_wire(error, chain, detail)


def as_failure(reason: str, detail: str = "") -> GatherError:
    """The failure of that reason, of its proper kind."""
    kinds = {kind.family: kind for kind in (Unreachable, Refused, Unusable, OutOfBudget, BrowserFailed)}
    return kinds[REASONS[reason].family](reason, detail)


def of_status(status: int) -> str | None:
    """Why an answer of this status is no content; None when it is.

    A redirect that was not followed does not say where to; a 401 asks for a login, which we never give.

    >>> [of_status(status) for status in (200, 302, 304, 404, 401, 403, 408, 429, 503)]
    [None, 'redirect-nowhere', 'undecodable', 'not-found', 'login', 'forbidden', 'timeout', 'rate-limited', 'server-error']
    """
    if 200 <= status < 300:
        return None
    if status < 200 or status > 599:
        return "protocol"
    if status < 400:
        return "redirect-nowhere" if status in FOLLOWED else "undecodable"
    if status >= 500:
        return "server-error"
    return {401: "login", 404: "not-found", 408: "timeout", 410: "not-found", 429: "rate-limited"}.get(status, "forbidden")


def _of_the_wire(error: Exception, chain: tuple[BaseException, ...], detail: str) -> GatherError:
    def caused_by(*kinds: type[BaseException]) -> bool:
        return any(isinstance(cause, kinds) for cause in chain)

    if caused_by(CannotResolveHostError, aiohttp.ClientConnectorDNSError, socket.gaierror):
        return Unreachable("dns", f"{TEMPORARY}: {detail}")
    if caused_by(aiohttp.ClientSSLError, ssl.SSLError, ssl.CertificateError):
        return Unreachable("tls", f"{_tls_words(chain)}{detail}")
    if caused_by(http_exceptions.LineTooLong, HeadersTooLarge) or any(words in detail for words in _TOO_MANY):
        return Unreachable("headers", detail)
    numbers = _numbers(chain)
    if errno.ETIMEDOUT in numbers:
        return Unreachable("timeout", detail)
    cut = caused_by(ConnectionResetError, ConnectionAbortedError, BrokenPipeError)
    if numbers & _NO_WAY or (isinstance(error, DownloadConnectionRefusedError | httpcore.ConnectError) and not cut):
        return Unreachable("connection-refused", detail)
    gone = cut or caused_by(aiohttp.ServerDisconnectedError)
    return _of_a_broken_answer(error, numbers, detail, odd=caused_by(*_NO_HTTP), gone=gone)


def _of_a_broken_answer(error: Exception, numbers: set[int | None], detail: str, *, odd: bool, gone: bool) -> GatherError:
    if numbers & _CUT or gone or isinstance(error, ConnectionError | httpcore.NetworkError):
        return Unreachable("reset", detail)
    if isinstance(error, ResponseDataLossError | asyncio.IncompleteReadError) and not is_nonsense(detail):
        return Unreachable("truncated", detail)
    if odd or isinstance(error, ResponseDataLossError):
        return Unreachable("protocol", detail)
    if isinstance(error, OSError | aiohttp.ClientOSError | EOFError):
        return Unreachable("reset", f"{type(error).__name__}: {detail}")
    return Unusable("undecodable", f"{type(error).__name__}: {detail}")


def is_nonsense(detail: str) -> bool:
    """Whether a body broke off because its chunks make no sense, rather than because too little came."""
    return "TransferEncodingError" in detail and "Not enough data" not in detail


def _tls_words(chain: tuple[BaseException, ...]) -> str:
    """OpenSSL's own word for it, such as ``TLSV13_ALERT_CERTIFICATE_REQUIRED``, where it has one."""
    words = (str(getattr(cause, "reason", None) or "") for cause in chain if isinstance(cause, ssl.SSLError))
    word = next((word for word in words if word), "")
    return f"{word}: " if word else ""


def _numbers(chain: tuple[BaseException, ...]) -> set[int | None]:
    """The system's numbers of the errors; OpenSSL's and DNS's count otherwise, and aiohttp passes them on as if they were the system's."""
    if any(isinstance(cause, ssl.SSLError | socket.gaierror) for cause in chain):
        return set()
    return {cause.errno for cause in chain if isinstance(cause, OSError)}


def causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what led to it, outermost first."""
    waiting = [error]
    seen: list[BaseException] = []
    while waiting:
        one = waiting.pop()
        if any(one is each for each in seen):
            continue
        seen.append(one)
        yield one
        inner = (getattr(one, "os_error", None), one.__cause__ or one.__context__)
        waiting.extend(each for each in inner if isinstance(each, BaseException))
