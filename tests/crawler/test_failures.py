"""What a library raises and what a server answers become reasons of the closed list."""

from __future__ import annotations

import errno
import ssl

import aiohttp
import pytest
from scrapy.exceptions import CannotResolveHostError, DownloadConnectionRefusedError, DownloadFailedError, DownloadTimeoutError

from crawler import failures
from data.errors import REASONS, Refused


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (Refused("robots"), "robots"),
        (CannotResolveHostError("a.lv"), "dns"),
        (DownloadTimeoutError("slow"), "timeout"),
        (TimeoutError(), "timeout"),
        (DownloadConnectionRefusedError("closed"), "connection-refused"),
        (caused(DownloadConnectionRefusedError("silent"), OSError(errno.ETIMEDOUT, "timed out")), "timeout"),
        (caused(DownloadConnectionRefusedError("wrong"), ssl.SSLError("handshake")), "tls"),
        (caused(DownloadFailedError("cut"), aiohttp.ServerDisconnectedError()), "reset"),
        (caused(DownloadFailedError("odd"), ValueError("no HTTP")), "undecodable"),
        (ValueError("anything else"), "undecodable"),
    ],
)
def test_an_exception_has_its_reason(error: Exception, reason: str) -> None:
    assert failures.of(error).reason == reason


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        *((status, None) for status in (200, 203, 206)),
        *((status, "undecodable") for status in (300, 302, 304)),
        *((status, "forbidden") for status in (400, 401, 403, 405, 451)),
        *((status, "not-found") for status in (404, 410)),
        (408, "timeout"),
        (429, "rate-limited"),
        *((status, "server-error") for status in (500, 503, 520, 599)),
    ],
)
def test_a_status_has_its_reason(status: int, reason: str | None) -> None:
    assert failures.of_status(status) == reason


@pytest.mark.parametrize("reason", [name for name, about in REASONS.items() if about.family != "Judgement"])
def test_every_reason_of_the_crawler_has_a_failure_of_its_family(reason: str) -> None:
    failure = failures.as_failure(reason, "why")
    assert (failure.reason, failure.family, failure.detail) == (reason, REASONS[reason].family, "why")
