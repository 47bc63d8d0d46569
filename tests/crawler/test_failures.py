"""What a library raises and what a server answers become reasons of the closed list."""

from __future__ import annotations

import errno
import ssl

import aiohttp
import httpcore
import pytest
from aiohttp import http_exceptions
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)

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
        (caused(DownloadConnectionRefusedError("cut in the handshake"), ConnectionResetError()), "reset"),
        (caused(DownloadFailedError("cut"), aiohttp.ServerDisconnectedError()), "reset"),
        (caused(DownloadFailedError("odd"), ValueError("no HTTP")), "undecodable"),
        (caused(DownloadFailedError("no HTTP"), http_exceptions.BadStatusLine("x")), "protocol"),
        (caused(DownloadFailedError("long"), http_exceptions.LineTooLong(b"Set-Cookie", 65536)), "headers"),
        (caused(DownloadFailedError("large"), failures.HeadersTooLarge("90000")), "headers"),
        (caused(DownloadFailedError("cut"), ConnectionResetError(errno.ECONNRESET, "reset")), "reset"),
        (caused(DownloadConnectionRefusedError("no way"), OSError(errno.EHOSTUNREACH, "no route")), "connection-refused"),
        (caused(CannotResolveHostError("changed"), Refused("private-address")), "private-address"),
        (ResponseDataLossError("Response payload is not completed: <ContentLengthError: 400, message='Not enough data'>"), "truncated"),
        (caused(ResponseDataLossError("cut"), ConnectionResetError(errno.ECONNRESET, "reset")), "reset"),
        (ResponseDataLossError("<TransferEncodingError: 400, message='Invalid character in chunk size'>"), "protocol"),
        (DownloadCancelledError("larger"), "too-large"),
        (httpcore.ReadTimeout(), "timeout"),
        (httpcore.RemoteProtocolError("no HTTP/2"), "protocol"),
        (httpcore.ConnectError("closed"), "connection-refused"),
        (httpcore.ReadError("cut"), "reset"),
        (ssl.SSLEOFError("cut"), "tls"),
        (caused(DownloadFailedError("late"), caused(aiohttp.ClientOSError(1, "[SSL]"), ssl.SSLError(1, "[SSL]"))), "tls"),
        (BrokenPipeError(errno.EPIPE, "gone"), "reset"),
    ],
)
def test_an_exception_has_its_reason(error: Exception, reason: str) -> None:
    assert failures.of(error).reason == reason


@pytest.mark.parametrize(
    "fault", [TypeError("ours"), AttributeError("ours"), KeyError("ours"), ValueError("ours"), OSError(errno.EMFILE, "too many open files")]
)
def test_a_fault_of_ours_is_never_the_sites(fault: Exception) -> None:
    with pytest.raises(type(fault)):
        failures.of(fault)


def test_only_a_passing_failure_of_dns_is_tried_again() -> None:
    assert [failures.is_transient("dns", detail) for detail in ("temporary: a.lv: try again", "permanent: a.lv: no such name", "")] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        *((status, None) for status in (200, 203, 206)),
        *((status, "undecodable") for status in (300, 304)),
        *((status, "redirect-nowhere") for status in (301, 302, 303, 307, 308)),
        *((status, "forbidden") for status in (400, 403, 405, 451)),
        (401, "login"),
        (101, "protocol"),
        (999, "protocol"),
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
