"""The certificate is written down as it is, good or bad."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import trustme

from crawler.egress import Egress
from crawler.gatherers import tls
from data.types import Missing
from tests.crawler.serving import Served, page


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[trustme.CA, Path]:
    ca = trustme.CA()
    path = tmp_path_factory.mktemp("pki") / "ca.pem"
    ca.cert_pem.write_to_path(path)
    return ca, path


@contextmanager
def secure(certificate: trustme.LeafCert) -> Iterator[int]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    certificate.configure_cert(context)
    with Served({"/": page("Sākums")}) as site:
        site.socket = context.wrap_socket(site.socket, server_side=True)
        yield site.server_address[1]


def look(host: str, port: int, ca: Path | None, allow: tuple[str, ...] = ("127.0.0.0/8",)) -> Any:
    egress = Egress({"www.piemers.test": "127.0.0.1", "cits.test": "127.0.0.1"}, allow)
    return asyncio.run(tls.gather(egress, host, ca, 3.0, port))


def test_a_good_certificate_is_verified_and_told(authority: tuple[trustme.CA, Path]) -> None:
    ca, path = authority
    with secure(ca.issue_cert("www.piemers.test", "piemers.test")) as port:
        seen = look("www.piemers.test", port, path)
    assert {name: seen[name] for name in ("host", "protocol", "verified", "error", "names")} == {
        "host": "www.piemers.test",
        "protocol": "TLSv1.3",
        "verified": True,
        "error": None,
        "names": ["www.piemers.test", "piemers.test"],
    }
    assert datetime.fromisoformat(seen["not_before"]) < datetime.now(UTC) < datetime.fromisoformat(seen["not_after"])
    assert seen["chain"] >= 1


@pytest.mark.parametrize(
    ("host", "trusted", "error"),
    [("www.piemers.test", False, "unable to get local issuer certificate"), ("cits.test", True, "other-host")],
)
def test_a_bad_certificate_is_told_with_what_is_wrong(host: str, trusted: bool, error: str, authority: tuple[trustme.CA, Path]) -> None:  # noqa: FBT001
    ca, path = authority
    with secure(ca.issue_cert("www.piemers.test")) as port:
        seen = look(host, port, path if trusted else None)
    assert (seen["verified"], seen["error"].startswith(error) or error in seen["error"]) == (False, True)
    assert seen["names"] == ["www.piemers.test"]


def test_an_expired_certificate_is_told(authority: tuple[trustme.CA, Path]) -> None:
    ca, path = authority
    with secure(
        ca.issue_cert("www.piemers.test", not_after=datetime(2020, 1, 1, tzinfo=UTC), not_before=datetime(2019, 1, 1, tzinfo=UTC))
    ) as port:
        seen = look("www.piemers.test", port, path)
    assert (seen["verified"], seen["error"], seen["not_after"]) == (False, "certificate has expired", "2020-01-01T00:00:00+00:00")


def dripping(listener: socket.socket) -> None:
    client, _ = listener.accept()
    with client, contextlib.suppress(OSError):
        client.sendall(b"\x16\x03\x03\x40\x00")
        for _ in range(60):
            client.sendall(b"\x02")
            time.sleep(0.05)


def test_a_handshake_without_end_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = threading.Thread(target=dripping, args=(listener,))
        server.start()
        started = time.monotonic()
        egress = Egress({"www.piemers.test": "127.0.0.1"}, ("127.0.0.0/8",))
        seen = asyncio.run(tls.gather(egress, "www.piemers.test", None, 0.5, listener.getsockname()[1]))
        took = time.monotonic() - started
        server.join()
    assert isinstance(seen, Missing)
    assert (seen.reason, took < 2) == ("timeout", True)


def test_where_nothing_speaks_tls_the_artifact_is_missing(authority: tuple[trustme.CA, Path]) -> None:
    with Served({}) as plain:
        port = plain.server_address[1]
        assert look("www.piemers.test", port, None).reason == "tls"
        assert look("www.piemers.test", port, None, allow=()).reason == "private-address"
    assert look("www.piemers.test", 9, authority[1]).reason == "connection-refused"
    assert threading.active_count() < 20
