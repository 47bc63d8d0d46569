"""What is wrong with a server's certificate and with the TLS that it speaks, each fault by its code; pure."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, rsa
from cryptography.x509.oid import AuthorityInformationAccessOID

OF_THE_CERTIFICATE = ("expired", "not-yet-valid", "self-signed", "other-host", "no-chain", "untrusted")
"""Faults for which a browser warns. Besides these there are ``old-protocol`` (before TLS 1.2), ``weak`` (key, signature or cipher) and
``client-certificate`` (the server wants one of us)."""

_OLD = frozenset({"SSLv2", "SSLv3", "TLSv1", "TLSv1.1"})
_WEAK_CIPHERS = ("RC4", "DES", "NULL", "EXP", "MD5", "ADH", "AECDH")
_LEAST_RSA, _LEAST_EC = 2048, 224
"""Bits: NIST SP 800-131A rev. 2 disallows less since 2014."""
_NOT_YET, _EXPIRED, _SELF_SIGNED, _NO_ISSUER = 9, 10, 18, frozenset({2, 20, 21})
"""Numbers of X509_verify_cert: not yet valid; has expired; self-signed; the issuer could not be found."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a server showed in a handshake: the protocol and cipher agreed on, and the certificates it sent (DER), its own first."""

    host: str
    protocol: str
    cipher: str
    chain: tuple[bytes, ...]
    verdict: int | None = None
    """Why no authority vouches for it: the number of OpenSSL's X509_verify_cert; None where one does. OpenSSL builds the chain before it
    looks at dates, so that a number of age says that the chain is whole."""


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


def faults(shown: Shown, now: datetime) -> list[str]:
    """The codes of all that is wrong, in a fixed order.

    >>> faults(Shown("piemers.lv", "TLSv1", "AES128-SHA", ()), datetime(2026, 11, 23))
    ['old-protocol', 'untrusted']
    """
    found = set(_of_the_protocol(shown))
    leaf = read(shown.chain[0]) if shown.chain else None
    found.update([*_of_the_leaf(leaf, shown.host, now), *_of_the_chain(leaf, shown)] if leaf else ["untrusted"])
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


def _of_the_chain(leaf: x509.Certificate, shown: Shown) -> Iterator[str]:
    if shown.verdict is None:
        return
    if shown.verdict == _SELF_SIGNED:
        yield "self-signed"
    elif shown.verdict in _NO_ISSUER and not _issuer_sent(leaf, shown.chain) and _tells_of_its_issuer(leaf):
        # The address at which the issuer is to be had is not asked: it is no site's of ours.
        yield "no-chain"
    elif shown.verdict == _EXPIRED:
        yield "expired"
    elif shown.verdict != _NOT_YET:
        yield "untrusted"


def _issuer_sent(leaf: x509.Certificate, sent: tuple[bytes, ...]) -> bool:
    return any(each.subject == leaf.issuer for each in map(read, sent[1:]) if each)


def _tells_of_its_issuer(leaf: x509.Certificate) -> bool:
    try:
        places = leaf.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return False
    return any(place.access_method == AuthorityInformationAccessOID.CA_ISSUERS for place in places)
