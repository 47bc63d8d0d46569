"""The artifact ``tls``: the site's certificate and the protocol it speaks, seen in a handshake of our own, with the code of each fault."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography import x509

from crawler import certificates, secure
from crawler.certificates import Shown
from crawler.dial import open_stream
from crawler.egress import Egress
from data.errors import GatherError
from data.types import Json, Missing

_LATE = 2.0
"""Seconds in which a server says, after the handshake, that it wants a certificate of us (TLS 1.3 lets it say so late)."""
_CLIENT_CERTIFICATE = frozenset({"TLSV13_ALERT_CERTIFICATE_REQUIRED", "TLSV1_ALERT_CERTIFICATE_REQUIRED"})
_NO_TLS = frozenset(
    {"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNKNOWN_PROTOCOL", "PACKET_LENGTH_TOO_LONG", "RECORD_LAYER_FAILURE", "NOT_SSL_RECORD_LAYER"}
)
_OLD = frozenset({"UNSUPPORTED_PROTOCOL", "TLSV1_ALERT_PROTOCOL_VERSION", "VERSION_TOO_LOW", "WRONG_SSL_VERSION"})


async def gather(egress: Egress, host: str, ca: Path | None, seconds: float, port: int = 443, *, lost: bool = False) -> Json | Missing:
    """What the host shows to a client that trusts the system's authorities and ``ca``; ``lost`` where no page could be had for TLS.

    ``faults`` are the codes of ``crawler.certificates``. Missing where nothing answers on the port, or where no handshake comes about;
    its detail then begins with ``no-tls``, ``old-protocol``, ``client-certificate``, ``name-refused`` or ``handshake``. All of it takes
    ``seconds`` at most. Nothing is asked for: no request is made.
    """
    try:
        async with asyncio.timeout(seconds):
            return await _look(egress, host, ca, port, lost=lost)
    except GatherError as failure:
        return failure.missing()
    except TimeoutError as error:
        return Missing("timeout", str(error))
    except ConnectionRefusedError as error:
        return Missing("connection-refused", str(error))
    except ssl.SSLError as error:
        return Missing("tls", f"{_word(error)}: {error.reason or error}")
    except OSError as error:
        return Missing("reset", str(error))


async def _look(egress: Egress, host: str, ca: Path | None, port: int, *, lost: bool) -> Json | Missing:
    verdict, complaint = None, ""
    try:
        shown, late = await _handshake(secure.any_server(verified=True, ca=ca), egress, host, port, lost=lost)
    except ssl.SSLCertVerificationError as error:
        verdict, complaint = error.verify_code, error.verify_message
        shown, late = await _handshake(secure.any_server(), egress, host, port, lost=lost)
    shown = replace(shown, verdict=verdict)
    if certificates.read(shown.chain[0] if shown.chain else b"") is None:
        return Missing("tls", "handshake: the certificate cannot be read")
    return _told(shown, complaint, [*certificates.faults(shown, datetime.now(UTC)), *late])


async def _handshake(context: ssl.SSLContext, egress: Egress, host: str, port: int, *, lost: bool) -> tuple[Shown, list[str]]:
    reader, writer = await open_stream(egress, host, port, context=context)
    try:
        session: ssl.SSLObject = writer.get_extra_info("ssl_object")
        cipher, own = session.cipher(), session.getpeercert(binary_form=True)
        chain = _chain(session) or ((own,) if own else ())
        shown = Shown(host, session.version() or "", cipher[0] if cipher else "", chain)
        return shown, await _late(reader) if lost else []
    finally:
        writer.transport.abort()


async def _late(reader: asyncio.StreamReader) -> list[str]:
    try:
        async with asyncio.timeout(_LATE):
            await reader.read(1)
    except ssl.SSLError as error:
        return ["client-certificate" if error.reason in _CLIENT_CERTIFICATE else "handshake"]
    except (TimeoutError, OSError):
        return []
    return []


def _told(shown: Shown, complaint: str, faults: list[str]) -> dict[str, Json]:
    wrong = [code for code in faults if code in certificates.OF_THE_CERTIFICATE]
    return {
        "host": shown.host,
        "protocol": shown.protocol,
        "cipher": shown.cipher or None,
        "chain": len(shown.chain),
        **_certificate(certificates.read(shown.chain[0]) if shown.chain else None),
        "verified": not wrong,
        "error": (complaint or ", ".join(wrong)) if wrong else None,
        "faults": list(faults),
    }


def _certificate(certificate: x509.Certificate | None) -> dict[str, Json]:
    if certificate is None:
        return {"issuer": "", "subject": "", "not_before": None, "not_after": None, "names": []}
    return {
        "issuer": certificate.issuer.rfc4514_string(),
        "subject": certificate.subject.rfc4514_string(),
        "not_before": certificate.not_valid_before_utc.isoformat(),
        "not_after": certificate.not_valid_after_utc.isoformat(),
        "names": certificates.names(certificate),
    }


def _word(error: ssl.SSLError) -> str:
    reason = error.reason or ""
    if reason in _CLIENT_CERTIFICATE:
        return "client-certificate"
    if reason in _NO_TLS:
        return "no-tls"
    if reason in _OLD:
        return "old-protocol"
    return "name-refused" if "UNRECOGNIZED_NAME" in reason else "handshake"


def _chain(session: ssl.SSLObject) -> tuple[bytes, ...]:
    """The certificates that the server sent. Public since Python 3.13; before, only the inner object tells."""
    if hasattr(session, "get_unverified_chain"):
        return tuple(session.get_unverified_chain() or ())
    inner: Any = getattr(session, "_sslobj", None)
    chain = inner.get_unverified_chain() if hasattr(inner, "get_unverified_chain") else None
    return tuple(ssl.PEM_cert_to_DER_cert(each.public_bytes()) for each in chain or ())
