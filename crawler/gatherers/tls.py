"""The artifact ``tls``: the site's certificate and the protocol it speaks, seen in a handshake of our own."""

from __future__ import annotations

import asyncio
import ssl
from pathlib import Path
from typing import Any

from cryptography import x509

from crawler.egress import Egress
from data.errors import GatherError
from data.types import Json, Missing


async def gather(egress: Egress, host: str, ca: Path | None, seconds: float, port: int = 443) -> Json | Missing:
    """What the host shows to a client that trusts the system's authorities and ``ca``; Missing where nothing answers on the port.

    All of it takes ``seconds`` at most.
    """
    try:
        async with asyncio.timeout(seconds):
            return await _look(await asyncio.to_thread(egress.resolve, host), host, ca, port)
    except GatherError as failure:
        return failure.missing()
    except TimeoutError as error:
        return Missing("timeout", str(error))
    except ConnectionRefusedError as error:
        return Missing("connection-refused", str(error))
    except ssl.SSLError as error:
        return Missing("tls", str(error))
    except OSError as error:
        return Missing("reset", str(error))


async def _look(address: str, host: str, ca: Path | None, port: int) -> Json:
    strict = ssl.create_default_context()
    if ca:
        strict.load_verify_locations(ca)
    try:
        return {**await _handshake(strict, address, host, port), "verified": True, "error": None}
    except ssl.SSLCertVerificationError as error:
        fault = error.verify_message
    except ssl.SSLError as error:
        fault = error.reason or str(error)
    return {**await _handshake(_lenient(), address, host, port), "verified": False, "error": fault}


def _lenient() -> ssl.SSLContext:
    """Speaks with everybody, so that what is wrong can be written down."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    return context


async def _handshake(context: ssl.SSLContext, address: str, host: str, port: int) -> dict[str, Json]:
    _, writer = await asyncio.open_connection(address, port, ssl=context, server_hostname=host)
    try:
        secure: ssl.SSLObject = writer.get_extra_info("ssl_object")
        cipher, shown = secure.cipher(), secure.getpeercert(binary_form=True)
        return {
            "host": host,
            "protocol": secure.version(),
            "cipher": cipher[0] if cipher else None,
            "chain": _chain_length(secure),
            **_told(x509.load_der_x509_certificate(shown) if shown else None),
        }
    finally:
        writer.transport.abort()


def _told(certificate: x509.Certificate | None) -> dict[str, Json]:
    if certificate is None:
        return {"issuer": "", "subject": "", "not_before": None, "not_after": None, "names": []}
    return {
        "issuer": certificate.issuer.rfc4514_string(),
        "subject": certificate.subject.rfc4514_string(),
        "not_before": certificate.not_valid_before_utc.isoformat(),
        "not_after": certificate.not_valid_after_utc.isoformat(),
        "names": _names(certificate),
    }


def _names(certificate: x509.Certificate) -> list[str]:
    try:
        extension = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except (x509.ExtensionNotFound, ValueError):
        return []
    return [*extension.value.get_values_for_type(x509.DNSName), *map(str, extension.value.get_values_for_type(x509.IPAddress))]


def _chain_length(secure: ssl.SSLObject) -> int:
    """Certificates that the server sent. Public since Python 3.13; before, only the inner object tells."""
    teller: Any = secure if hasattr(secure, "get_unverified_chain") else getattr(secure, "_sslobj", None)
    chain = teller.get_unverified_chain() if hasattr(teller, "get_unverified_chain") else None
    return len(chain or ())
