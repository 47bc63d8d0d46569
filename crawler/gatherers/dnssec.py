"""Whether a zone's own signatures hold: its keys against the DS records of the zone above, its SOA against its keys (RFC 4035, 5)."""

from __future__ import annotations

from dataclasses import dataclass

import dns.dnssec
import dns.exception
import dns.name
import dns.rdataclass
import dns.rdatatype
import dns.rrset

from crawler.names import Names
from data.types import Json


@dataclass(frozen=True, slots=True)
class _Signed:
    records: dns.rrset.RRset
    signatures: dns.rrset.RRset | None


async def gather(names: Names, zone: str) -> Json:
    """``signed`` (there is a DS), ``validated`` (the signatures hold; None where that cannot be told), ``why`` they do not, and ``ad``.

    ``ad`` is what the server says of it. The zone above is taken at its word: the chain to the root is the server's to check.
    """
    above = await names.ask(zone, "DS")
    if not above["records"]:
        return {"zone": zone, "signed": None if above.get("reason") else False, "validated": None, "why": "", "ad": False}
    soa = await names.ask(zone, "SOA")
    told = {"zone": zone, "signed": True, "ad": soa["ad"]}
    if soa.get("reason") == "server-error" and (await names.ask(zone, "SOA", unchecked=True))["records"]:
        return told | {"validated": False, "why": "SERVFAIL; CD: NOERROR"}
    why = await _fault(names, zone)
    return told | {"validated": None if why is None else not why, "why": why or ""}


async def _fault(names: Names, zone: str) -> str | None:
    """What is wrong with the signatures; empty when nothing is, None where they cannot be seen."""
    above, keys, soa = [await _signed(names, zone, kind) for kind in ("DS", "DNSKEY", "SOA")]
    if above is None or keys is None or soa is None or keys.signatures is None or soa.signatures is None:
        return None
    name = dns.name.from_text(zone)
    trusted = [key for key in keys.records for it in above.records if _matches(zone, key, it)]
    if not trusted:
        return "no DNSKEY matches the DS"
    try:
        dns.dnssec.validate(keys.records, keys.signatures, {name: dns.rrset.from_rdata_list(name, 0, trusted)})
        dns.dnssec.validate(soa.records, soa.signatures, {name: keys.records})
    except dns.exception.UnsupportedAlgorithm:
        return None
    except dns.exception.DNSException as error:
        return str(error) or type(error).__name__
    return ""


async def _signed(names: Names, zone: str, kind: str) -> _Signed | None:
    message = await names.message(zone, kind)
    if message is None:
        return None
    name, wanted = dns.name.from_text(zone), dns.rdatatype.from_text(kind)
    found = message.get_rrset(message.answer, name, dns.rdataclass.IN, wanted)
    return (
        None if found is None else _Signed(found, message.get_rrset(message.answer, name, dns.rdataclass.IN, dns.rdatatype.RRSIG, wanted))
    )


def _matches(zone: str, key: Json, above: Json) -> bool:
    try:
        made = dns.dnssec.make_ds(dns.name.from_text(zone), key, above.digest_type, validating=True)
    except (dns.exception.DNSException, ValueError):
        return False
    return bool(made == above)
