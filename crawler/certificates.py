"""What is wrong with a server's certificate and with the TLS that it speaks, each fault by its code; pure, but for the trusted roots."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, rsa
from cryptography.x509.oid import AuthorityInformationAccessOID
from OpenSSL import SSL, crypto

OF_THE_CERTIFICATE = ("expired", "not-yet-valid", "self-signed", "other-host", "no-chain", "untrusted")
"""Faults for which a browser warns. Besides these there are ``old-protocol`` (before TLS 1.2), ``weak`` (key, signature or cipher) and
``client-certificate`` (the server wants one of us)."""

_OLD = frozenset({"SSLv2", "SSLv3", "TLSv1", "TLSv1.1"})
_WEAK_CIPHERS = ("RC4", "DES", "NULL", "EXP", "MD5", "ADH", "AECDH")
_LEAST_RSA, _LEAST_EC = 2048, 224
"""Bits: NIST SP 800-131A rev. 2 disallows less since 2014."""
_EXPIRED, _SELF_SIGNED, _NO_ISSUER = 10, 18, frozenset({2, 20, 21})
"""Numbers of X509_verify_cert: has expired; self-signed; the issuer could not be found."""
_MOMENT = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a server showed in a handshake: the protocol and cipher agreed on, and the certificates it sent (DER), its own first."""

    host: str
    protocol: str
    cipher: str
    chain: tuple[bytes, ...]


def read(der: bytes) -> x509.Certificate | None:
    """The certificate; None where it is none."""
    try:
        return x509.load_der_x509_certificate(der)
    except ValueError:
        return None


def names(certificate: x509.Certificate) -> list[str]:
    """The hosts and addresses that it is made out to (the common name does not count: RFC 9525)."""
    try:
        extension = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return []
    return [*extension.value.get_values_for_type(x509.DNSName), *map(str, extension.value.get_values_for_type(x509.IPAddress))]


def faults(shown: Shown, ca: Path | None, now: datetime) -> list[str]:
    """The codes of all that is wrong, in a fixed order; ``ca`` is trusted besides the system's authorities.

    >>> faults(Shown("piemers.lv", "TLSv1", "AES128-SHA", ()), None, datetime(2026, 11, 23, tzinfo=UTC))
    ['old-protocol', 'untrusted']
    """
    found = set(_of_the_protocol(shown))
    leaf = read(shown.chain[0]) if shown.chain else None
    found.update(_of_the_leaf(leaf, shown.host, now) if leaf else ["untrusted"])
    if leaf:
        found.update(_of_the_chain(leaf, shown.chain, ca, now))
    return [code for code in ("old-protocol", *OF_THE_CERTIFICATE, "weak") if code in found]


def _of_the_protocol(shown: Shown) -> Iterator[str]:
    if shown.protocol in _OLD:
        yield "old-protocol"
    if any(mark in shown.cipher for mark in _WEAK_CIPHERS):
        yield "weak"


def _of_the_leaf(leaf: x509.Certificate, host: str, now: datetime) -> Iterator[str]:
    if now > leaf.not_valid_after_utc:
        yield "expired"
    if now < leaf.not_valid_before_utc:
        yield "not-yet-valid"
    if not any(_covers(name.lower(), host.lower()) for name in names(leaf)):
        yield "other-host"
    if _is_weak(leaf):
        yield "weak"


def _covers(name: str, host: str) -> bool:
    try:
        return ipaddress.ip_address(name) == ipaddress.ip_address(host)
    except ValueError:
        return name in {host, "*." + host.partition(".")[2]}


def _is_weak(leaf: x509.Certificate) -> bool:
    key = leaf.public_key()
    short = (isinstance(key, rsa.RSAPublicKey) and key.key_size < _LEAST_RSA) or (
        isinstance(key, ec.EllipticCurvePublicKey) and key.key_size < _LEAST_EC
    )
    return short or isinstance(key, dsa.DSAPublicKey) or isinstance(leaf.signature_hash_algorithm, hashes.MD5 | hashes.SHA1)


def _of_the_chain(leaf: x509.Certificate, sent: tuple[bytes, ...], ca: Path | None, now: datetime) -> Iterator[str]:
    """Whether an authority vouches for it, asked of a moment in which the certificate itself is in force: age is told apart."""
    moment = min(max(now, leaf.not_valid_before_utc + _MOMENT), leaf.not_valid_after_utc - _MOMENT)
    store = _trusted(ca)
    store.set_time(moment.astimezone(UTC).replace(tzinfo=None))
    others = [each for each in map(read, sent[1:]) if each]
    try:
        crypto.X509StoreContext(
            store, crypto.X509.from_cryptography(leaf), [crypto.X509.from_cryptography(each) for each in others]
        ).verify_certificate()
    except crypto.X509StoreContextError as error:
        number = error.errors[0] if error.errors else 0
        yield _word(number, leaf, others)


def _word(number: int, leaf: x509.Certificate, others: list[x509.Certificate]) -> str:
    if number == _SELF_SIGNED:
        return "self-signed"
    if number == _EXPIRED:
        return "expired"
    # An issuer that the server did not send, and of which the certificate says where it is to be had, is a chain left out; the address
    # is not asked: it is no site's of ours.
    issuer_sent = any(each.subject == leaf.issuer for each in others)
    return "no-chain" if number in _NO_ISSUER and not issuer_sent and _tells_of_its_issuer(leaf) else "untrusted"


def _tells_of_its_issuer(leaf: x509.Certificate) -> bool:
    try:
        places = leaf.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return False
    return any(place.access_method == AuthorityInformationAccessOID.CA_ISSUERS for place in places)


def _trusted(ca: Path | None) -> crypto.X509Store:
    context = SSL.Context(SSL.TLS_CLIENT_METHOD)
    context.set_default_verify_paths()
    if ca:
        context.load_verify_locations(str(ca).encode())
    store = context.get_cert_store()
    if store is None:
        raise RuntimeError("a fresh context has a store")
    return store
