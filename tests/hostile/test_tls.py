"""TLS that is old, expired, self-signed, for another host, without its chain or impossible: a finding of its own."""

from __future__ import annotations

import contextlib
import socket
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data.types import Missing, Outcome
from tests.crawler.serving import Seen, Served
from tests.hostile.behaviours import behaviour
from tests.hostile.pki import Party, authority, leaf, served
from tests.hostile.web import Said, Web, page

NAME = "pilseta.test"
ROUTES = {"/": page("Sākums", "/a"), "/a": page("A")}


@pytest.fixture(scope="module")
def root() -> Party:
    """An authority that the visits trust, as they would one of the system's."""
    return authority()


Look = Callable[..., Seen]


@pytest.fixture
def look(web: Web, tmp_path: Path, root: Party) -> Look:
    """Visits a site with that TLS."""
    ca = tmp_path / "ca.pem"
    ca.write_bytes(root.pem)

    def visit(context: ssl.SSLContext) -> Seen:
        return web.visit(web.site(NAME, ROUTES, tls=context), tmp_path, ca=ca)

    return visit


def outcome(seen: Seen, indicator: str) -> Outcome:
    [found] = [each.finding.outcome for each in seen.observations if each.indicator == indicator]
    return found


def judged(seen: Seen) -> tuple[list[str], Outcome, Outcome]:
    assert {path: status for path, status in seen.statuses.items() if path in ROUTES} == {"/": 200, "/a": 200}
    return seen.artifact("tls")["faults"], outcome(seen, "certificate"), outcome(seen, "tls-protocol")


def test_tls_as_it_should_be(look: Look, tmp_path: Path, root: Party) -> None:
    middle = authority("Starpnieks", root)
    seen = look(served(leaf(middle, NAME), tmp_path, middle))
    assert judged(seen) == ([], Outcome.PASSED, Outcome.PASSED)
    assert seen.artifact("tls")["chain"] == 2


@behaviour(
    "TLS", does="TLS 1.0 and nothing newer", told="the pages are seen; `old-protocol`, tls-protocol failed, certificate judged alone"
)
def test_old(look: Look, tmp_path: Path, root: Party) -> None:
    seen = look(served(leaf(root, NAME, bits=2048), tmp_path, old=True))
    assert judged(seen) == (["old-protocol"], Outcome.PASSED, Outcome.FAILED)
    assert seen.artifact("tls")["protocol"] == "TLSv1"


@behaviour("TLS", does="An expired certificate", told="the pages are seen; `expired`, certificate failed")
def test_expired(look: Look, tmp_path: Path, root: Party) -> None:
    seen = look(served(leaf(root, NAME, days=(-90, -2)), tmp_path))
    assert judged(seen) == (["expired"], Outcome.FAILED, Outcome.PASSED)


@behaviour("TLS", does="A certificate that is not yet valid", told="the pages are seen; `not-yet-valid`, certificate failed")
def test_not_yet_valid(look: Look, tmp_path: Path, root: Party) -> None:
    seen = look(served(leaf(root, NAME, days=(2, 90)), tmp_path))
    assert judged(seen) == (["not-yet-valid"], Outcome.FAILED, Outcome.PASSED)


@behaviour("TLS", does="A certificate that signed itself", told="the pages are seen; `self-signed`, certificate failed")
def test_self_signed(look: Look, tmp_path: Path) -> None:
    assert judged(look(served(leaf(None, NAME), tmp_path))) == (["self-signed"], Outcome.FAILED, Outcome.PASSED)


@behaviour("TLS", does="A certificate for another host", told="the pages are seen; `other-host`, certificate failed")
def test_other_host(look: Look, tmp_path: Path, root: Party) -> None:
    assert judged(look(served(leaf(root, "mitinatajs.test"), tmp_path))) == (["other-host"], Outcome.FAILED, Outcome.PASSED)


@behaviour(
    "TLS", does="A certificate without its chain", told="the pages are seen; `no-chain`, certificate failed; the issuer is not fetched"
)
def test_no_chain(web: Web, look: Look, tmp_path: Path, root: Party) -> None:
    forbidden = web.forbidden()
    seen = look(served(leaf(authority("Starpnieks", root), NAME, issuer_told=True), tmp_path))
    assert judged(seen) == (["no-chain"], Outcome.FAILED, Outcome.PASSED)
    assert forbidden.asked == []


@behaviour("TLS", does="A certificate of an authority that nobody knows", told="the pages are seen; `untrusted`, certificate failed")
def test_untrusted(look: Look, tmp_path: Path) -> None:
    stranger = authority("Svešais")
    seen = look(served(leaf(stranger, NAME), tmp_path, stranger))
    assert judged(seen) == (["untrusted"], Outcome.FAILED, Outcome.PASSED)


@behaviour("TLS", does="A key of 1024 bits", told="the pages are seen; `weak`, tls-protocol failed")
def test_weak(look: Look, tmp_path: Path, root: Party) -> None:
    assert judged(look(served(leaf(root, NAME, bits=1024), tmp_path))) == (["weak"], Outcome.PASSED, Outcome.FAILED)


@behaviour("TLS", does="An expired certificate that signed itself, for another host, by TLS 1.0", told="each fault by its own code")
def test_everything_at_once(look: Look, tmp_path: Path) -> None:
    seen = look(served(leaf(None, "cits.test", days=(-9, -1), bits=1024), tmp_path, old=True))
    assert judged(seen) == (["old-protocol", "expired", "self-signed", "other-host", "weak"], Outcome.FAILED, Outcome.FAILED)


class Refusing(Served):
    """A server that stays until what it said of a failed handshake was read: a reset would overtake it."""

    def get_request(self) -> tuple[socket.socket, Any]:
        """Shake hands; raises what the handshake raises, which the server takes for a request that never came."""
        connection, address = super().get_request()
        if isinstance(connection, ssl.SSLSocket):
            connection.settimeout(10)
            try:
                connection.do_handshake()
            except OSError:
                _leave(connection)
                raise
        return connection, address


def _leave(connection: socket.socket) -> None:
    with contextlib.suppress(OSError), connection:
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(4096):
            pass


@pytest.fixture
def refused(web: Web, tmp_path: Path, root: Party) -> Look:
    """Visits a site whose handshakes fail: on a server that says why before it hangs up, as asyncio's does not."""
    ca = tmp_path / "ca.pem"
    ca.write_bytes(root.pem)

    def visit(context: ssl.SSLContext | None) -> Seen:
        with Refusing({"*": page("Sākums")}, "127.0.9.1") as site:
            if context:
                site.socket = context.wrap_socket(site.socket, server_side=True, do_handshake_on_connect=False)
            seen = web.visit(f"https://{NAME}:{site.server_address[1]}/", tmp_path, ca=ca, hosts={NAME: "127.0.9.1"})
        assert site.asked == []
        assert seen.statuses == {"/": "tls"}
        return seen

    return visit


def why(seen: Seen) -> str:
    """How the artifact begins that tells why no handshake came about."""
    artifact = seen.artifact("tls")
    assert isinstance(artifact, Missing)
    assert artifact.reason == "tls"
    assert outcome(seen, "certificate") == outcome(seen, "tls-protocol") == Outcome.UNTESTED
    return artifact.detail.partition(":")[0]


def with_alert(context: ssl.SSLContext, alert: int) -> ssl.SSLContext:
    context.sni_callback = lambda *_: alert
    return context


def demanding(context: ssl.SSLContext, folder: Path) -> ssl.SSLContext:
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(folder / "ca.pem")
    return context


@behaviour("TLS", does="Plain HTTP on the port of https", told="`tls`; the artifact says no-tls")
def test_plain_http(refused: Look) -> None:
    assert why(refused(None)) == "no-tls"


@behaviour("TLS", does="A handshake that refuses the name (SNI)", told="`tls`; the artifact says name-refused")
def test_name_refused(refused: Look, tmp_path: Path, root: Party) -> None:
    assert why(refused(with_alert(served(leaf(root, NAME), tmp_path), ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME))) == "name-refused"


@behaviour("TLS", does="A handshake that ends in an alert", told="`tls`; the artifact says handshake")
def test_alert(refused: Look, tmp_path: Path, root: Party) -> None:
    assert why(refused(with_alert(served(leaf(root, NAME), tmp_path), ssl.ALERT_DESCRIPTION_HANDSHAKE_FAILURE))) == "handshake"


@behaviour("TLS", does="A client certificate demanded (TLS 1.2)", told="`tls`; none is sent; the artifact says handshake")
def test_client_certificate(refused: Look, tmp_path: Path, root: Party) -> None:
    context = demanding(served(leaf(root, NAME), tmp_path), tmp_path)
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    assert why(refused(context)) == "handshake"


@behaviour(
    "TLS", does="A client certificate demanded (TLS 1.3, told after the handshake)", told="`tls`; none is sent; `client-certificate`"
)
def test_client_certificate_told_late(refused: Look, tmp_path: Path, root: Party) -> None:
    seen = refused(demanding(served(leaf(root, NAME), tmp_path), tmp_path))
    assert seen.artifact("tls")["faults"] == ["client-certificate"]


@behaviour("TLS", does="A front page that refuses us", told="`forbidden`; no handshake of our own besides")
def test_a_site_that_refuses_us_is_left_in_peace(web: Web, tmp_path: Path, root: Party) -> None:
    site = web.site(NAME, {"/": Said(b"<h1>Forbidden</h1>", 403)}, tls=served(leaf(root, NAME), tmp_path))
    seen = web.visit(site, tmp_path)
    assert seen.statuses == {"/": "forbidden"}
    assert isinstance(seen.artifact("tls"), Missing)
    assert site.connections == len(site.asked)
