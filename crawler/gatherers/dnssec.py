"""Whether a zone's own signatures hold: its keys against the DS records of the zone above, its SOA against its keys (RFC 4035, 5)."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import dns.dnssec
import dns.exception
import dns.name
import dns.rdataclass
import dns.rdatatype
import dns.rrset
from dns.dnssecalgs import get_algorithm_cls

from crawler.names import Names
from data.types import Json

_MOST = 12
"""Keys, DS records and signatures that are tried with each other; a zone with more is made to hurt (CVE-2023-50387)."""
_DIGESTS = frozenset({1, 2, 4})
"""SHA-1, SHA-256 and SHA-384: the digests of a DS that the library knows."""

_LONGEST = 300
"""Characters of a fault of ours that are kept."""
_Pair = tuple[dns.rrset.RRset, dns.rrset.RRset]
"""Records and the signatures of them."""


@dataclass(frozen=True, slots=True)
class _Signed:
    records: dns.rrset.RRset
    signatures: dns.rrset.RRset | None


async def gather(names: Names, zone: str) -> Json:
    """``signed`` (there is a DS), ``validated`` (the signatures hold; None where that cannot be told), ``why`` they do not, and ``ad``.

    ``ad`` is what the server says of it. The zone above is taken at its word: the chain to the root is the server's to check. Where our own
    check broke, ``fault`` says how, and nothing is said of the zone.
    """
    above = await names.ask(zone, "DS")
    if not above["records"]:
        return {"zone": zone, "signed": None if above.get("reason") else False, "validated": None, "why": "", "ad": False}
    soa = await names.ask(zone, "SOA")
    told = {"zone": zone, "signed": True, "ad": soa["ad"]}
    if soa.get("reason") == "server-error" and (await names.ask(zone, "SOA", unchecked=True))["records"]:
        return told | {"validated": False, "why": "SERVFAIL; CD: NOERROR"}
    try:
        why = await _wrong(names, zone)
    except Exception as fault:  # noqa: BLE001 (what stops our check says nothing of the zone, must not end the visit, and is told)
        return told | {"validated": None, "why": "", "fault": f"{type(fault).__name__}: {fault}"[:_LONGEST]}
    if why and soa["ad"]:
        # Two who checked do not agree: that is not decided.
        why = None
    return told | {"validated": None if why is None else not why, "why": why or ""}


async def _wrong(names: Names, zone: str) -> str | None:
    """What is wrong with the signatures; empty when nothing is, None where they cannot be seen, or not computed by us."""
    above, keys, soa = [await _signed(names, zone, kind) for kind in ("DS", "DNSKEY", "SOA")]
    if above is None or keys is None or soa is None or keys.signatures is None or soa.signatures is None:
        return None
    given = (above.records, keys.records, keys.signatures, soa.signatures)
    if any(len(each) > _MOST or not any(map(_computable, each)) for each in given):
        return None
    try:
        return await asyncio.to_thread(
            _checked, dns.name.from_text(zone), above.records, (keys.records, keys.signatures), (soa.records, soa.signatures)
        )
    except dns.exception.UnsupportedAlgorithm:
        return None


def _checked(name: dns.name.Name, above: dns.rrset.RRset, keys: _Pair, soa: _Pair) -> str:
    trusted = [key for key in keys[0] for it in above if _computable(it) and _matches(name, key, it)]
    if not trusted:
        return "no DNSKEY matches the DS"
    if not any(_computable(key) for key in trusted):
        raise dns.exception.UnsupportedAlgorithm
    try:
        dns.dnssec.validate(*keys, {name: dns.rrset.from_rdata_list(name, 0, trusted)})
        dns.dnssec.validate(*soa, {name: keys[0]})
    except dns.exception.ValidationFailure as error:
        return str(error) or type(error).__name__
    return ""


def _computable(record: Json) -> bool:
    """Whether the algorithm of a DS, a key or a signature, and the digest of a DS, are such as we can compute and may trust."""
    policy = dns.dnssec.default_policy
    if record.rdtype == dns.rdatatype.DS and (record.digest_type not in _DIGESTS or not policy.ok_to_validate_ds(record.digest_type)):
        return False
    try:
        get_algorithm_cls(record.algorithm)
    except dns.exception.UnsupportedAlgorithm:
        return False
    return policy.ok_to_validate(record)


async def _signed(names: Names, zone: str, kind: str) -> _Signed | None:
    message = await names.message(zone, kind)
    if message is None:
        return None
    name, wanted = dns.name.from_text(zone), dns.rdatatype.from_text(kind)
    found = message.get_rrset(message.answer, name, dns.rdataclass.IN, wanted)
    return (
        None if found is None else _Signed(found, message.get_rrset(message.answer, name, dns.rdataclass.IN, dns.rdatatype.RRSIG, wanted))
    )


def _matches(name: dns.name.Name, key: Json, above: Json) -> bool:
    try:
        made = dns.dnssec.make_ds(name, key, above.digest_type, validating=True)
    except (dns.exception.DNSException, ValueError):
        return False
    return bool(made == above)
