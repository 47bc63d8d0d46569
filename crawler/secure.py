"""How TLS is spoken where only reading is wanted: with every server, however old; what is wrong with it is a finding of its own."""

from __future__ import annotations

import ssl
from pathlib import Path

_LEGACY_SERVER_CONNECT = 0x4
"""``ssl.OP_LEGACY_SERVER_CONNECT``, which Python names since 3.12: servers without secure renegotiation (RFC 5746)."""


def any_server(*, verified: bool = False, ca: Path | None = None) -> ssl.SSLContext:
    """A context that speaks with all servers from TLS 1.0 on and believes every certificate.

    Where ``verified``, an authority of the system's or of ``ca`` must vouch for the certificate, to whomever it is made out. Fit for GET
    without credentials and for nothing else: who listens or changes what comes is not known. The newest protocol that both know is
    spoken, so that a good server sees nothing unusual.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.options |= _LEGACY_SERVER_CONNECT
    if verified:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_default_certs()
    if verified and ca:
        context.load_verify_locations(ca)
    return context
