"""Certificates as bad as a test wants them, and servers' TLS contexts with them."""

from __future__ import annotations

import ssl
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Party:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: Key

    @property
    def pem(self) -> bytes:
        """The certificate alone."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def secret(self) -> bytes:
        """The key."""
        return self.key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


def authority(name: str = "Saknes CA", signer: Party | None = None) -> Party:
    """An authority: a root, or one that another signed."""
    return _signed(name, ec.generate_private_key(ec.SECP256R1()), signer, [x509.BasicConstraints(ca=True, path_length=None)], (-30, 300))


def leaf(signer: Party | None, *names: str, days: tuple[int, int] = (-1, 90), bits: int = 0, issuer_told: bool = False) -> Party:
    """A server's certificate for these names; without a signer it signs itself. ``days`` from now; ``bits`` of RSA, else P-256."""
    key: Key = rsa.generate_private_key(65537, bits) if bits else ec.generate_private_key(ec.SECP256R1())
    extensions: list[x509.ExtensionType] = [x509.SubjectAlternativeName([x509.DNSName(name) for name in names])]
    if issuer_told:
        place = x509.UniformResourceIdentifier("http://127.0.8.1/ca.crt")
        extensions.append(
            x509.AuthorityInformationAccess([x509.AccessDescription(AuthorityInformationAccessOID.CA_ISSUERS, place)]),
        )
    return _signed(names[0], key, signer, extensions, days)


def served(own: Party, folder: Path, *chain: Party, old: bool = False) -> ssl.SSLContext:
    """A server's context with a certificate and the rest of its chain; ``old`` speaks TLS 1.0 and nothing else."""
    path = folder / f"{own.certificate.serial_number}.pem"
    path.write_bytes(own.secret + own.pem + b"".join(each.pem for each in chain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.load_cert_chain(path)
    if old:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
    return context


def _signed(name: str, key: Key, signer: Party | None, extensions: Sequence[x509.ExtensionType], days: tuple[int, int]) -> Party:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(
        subject_name=subject, issuer_name=signer.certificate.subject if signer else subject, public_key=key.public_key()
    )
    builder = (
        builder.serial_number(x509.random_serial_number()).not_valid_before(now + days[0] * _DAY).not_valid_after(now + days[1] * _DAY)
    )
    for extension in extensions:
        builder = builder.add_extension(extension, critical=isinstance(extension, x509.BasicConstraints))
    return Party(builder.sign(signer.key if signer else key, hashes.SHA256()), key)
