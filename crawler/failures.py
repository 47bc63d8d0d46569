"""What went wrong on the network, in the words of the closed list."""

from __future__ import annotations

import errno
import ssl

import aiohttp
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)

from data.errors import REASONS, BrowserFailed, GatherError, OutOfBudget, Refused, Unreachable, Unusable

_TROUBLE = frozenset({"timeout", "reset", "server-error", "rate-limited"})
_TRANSIENT = _TROUBLE | {"dns", "connection-refused"}


def is_trouble(reason: str) -> bool:
    """Whether the host seems overloaded, so that it must be given longer rests; a closed port costs it nothing."""
    return reason in _TROUBLE


def is_transient(reason: str) -> bool:
    """Whether a second try, later in the visit, may succeed."""
    return reason in _TRANSIENT


def of(error: Exception) -> GatherError:
    """The failure that an exception of Scrapy or aiohttp stands for."""
    detail = str(error)[:300]
    if isinstance(error, GatherError):
        return error
    if isinstance(error, DownloadCancelledError) or (isinstance(error, IgnoreRequest) and "DOWNLOAD_MAXSIZE" in detail):
        return Unusable("too-large", detail)
    if isinstance(error, CannotResolveHostError):
        return Unreachable("dns", detail)
    if isinstance(error, (DownloadTimeoutError, TimeoutError)):
        return Unreachable("timeout", detail)
    if isinstance(error, ResponseDataLossError):
        return Unreachable("reset", detail)
    return _of_cause(error, detail)


def as_failure(reason: str, detail: str = "") -> GatherError:
    """The failure of that reason, of its proper kind."""
    kinds = {kind.family: kind for kind in (Unreachable, Refused, Unusable, OutOfBudget, BrowserFailed)}
    return kinds[REASONS[reason].family](reason, detail)


def of_status(status: int) -> str | None:
    """Why an answer of this status is no content; None when it is.

    A redirect that leads nowhere is no answer that can be read.

    >>> [of_status(status) for status in (200, 302, 404, 403, 408, 429, 503)]
    [None, 'undecodable', 'not-found', 'forbidden', 'timeout', 'rate-limited', 'server-error']
    """
    if 200 <= status < 300:
        return None
    if status < 400:
        return "undecodable"
    if status >= 500:
        return "server-error"
    return {404: "not-found", 408: "timeout", 410: "not-found", 429: "rate-limited"}.get(status, "forbidden")


def _of_cause(error: Exception, detail: str) -> GatherError:
    causes = tuple(_causes(error))
    if any(isinstance(cause, (aiohttp.ClientSSLError, ssl.SSLError)) for cause in causes):
        return Unreachable("tls", detail)
    if any(getattr(cause, "errno", None) == errno.ETIMEDOUT for cause in causes):
        return Unreachable("timeout", detail)
    if isinstance(error, DownloadConnectionRefusedError):
        return Unreachable("connection-refused", detail)
    lost = (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError, OSError)
    if isinstance(error, DownloadFailedError) and any(isinstance(cause, lost) for cause in causes):
        return Unreachable("reset", detail)
    return Unusable("undecodable", f"{type(error).__name__}: {detail}")


def _causes(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        inner = getattr(error, "os_error", None)
        if isinstance(inner, BaseException):
            found.append(inner)
        error = error.__cause__ or error.__context__
    return found
