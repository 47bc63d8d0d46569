"""What DNS says: every question answered at most once in a run, in bounded time, each answer with its raw records, server and time."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlsplit

import dns.asyncquery
import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.resolver
import dns.rrset

from data.given import server
from data.settings import Settings
from data.text import masked
from data.types import Json

MOST_RECORDS = 50
LONGEST = 4000
"""Records of one answer that are kept, and characters of one record: more says nothing more."""
_TRIES = 2
_SECONDS = 4.0
"""How often a server is asked, and the seconds that it has each time."""
_AT_ONCE = 8
_ALIASES = 8
_PAYLOAD = 1232
"""The bytes of an answer by UDP that pass everywhere (DNS flag day 2020); what is longer comes by TCP."""
_REASONS = {dns.rcode.SERVFAIL: "server-error", dns.rcode.REFUSED: "forbidden"}
_PASSING = frozenset({"timeout", "reset"})
"""Reasons that say nothing of the next time."""
_WITHOUT_EDNS = frozenset({dns.rcode.FORMERR, dns.rcode.NOTIMP})
Place = tuple[str, int]


class Names:
    """The answers of a run, shared by its visits; ``servers`` are asked in turn until one answers.

    An answer tells ``name``, ``type``, ``records`` (as a zone file writes them, without persons' addresses; the strings of a TXT record put
    together), ``aliases`` (the
    CNAMEs on the way), ``rcode``, ``ad`` (the server vouches for the signatures), ``resolver``, ``at``, ``ms``; and, where there are no
    records, ``absent`` (``no-name``: NXDOMAIN, ``no-data``) or the ``reason`` why it is not known: SERVFAIL, a refusal, a time-out and
    an answer that makes no sense are never absence.
    """

    def __init__(self, servers: tuple[Place, ...], seconds: float = _SECONDS) -> None:
        self.servers, self._seconds = servers, seconds
        self._asked: dict[tuple[str, str, bool], asyncio.Future[Json]] = {}
        self._full: dict[tuple[str, str, bool], dns.message.Message] = {}
        self._turns = asyncio.Semaphore(_AT_ONCE)

    @classmethod
    def of(cls, settings: Settings) -> Names | None:
        """As the settings say; None where nothing is to be asked, or this machine knows no server."""
        seconds = min(_SECONDS, settings.timeout)
        if settings.resolver == "none":
            return None
        servers = (_place(settings.resolver),) if settings.resolver else _system()
        return cls(servers, seconds) if servers else None

    async def ask(self, name: str, kind: str, *, unchecked: bool = False) -> Json:
        """The answer to one question; ``unchecked`` asks a server that checks signatures for what it would hold back (RFC 4035, 3.2.2)."""
        key = (name.rstrip(".").lower(), kind, unchecked)
        if key not in self._asked:
            self._asked[key] = asyncio.ensure_future(self._answer(key))
            self._asked[key].add_done_callback(partial(self._forget, key))
        return await asyncio.shield(self._asked[key])

    def _forget(self, key: tuple[str, str, bool], asked: asyncio.Future[Json]) -> None:
        """What only the moment kept from being answered is asked again by the next visit."""
        if asked.cancelled() or asked.exception() or asked.result().get("reason") in _PASSING:
            self._asked.pop(key, None)

    async def message(self, name: str, kind: str) -> dns.message.Message | None:
        """The whole message of an answer, with signatures; None where none came."""
        await self.ask(name, kind)
        return self._full.get((name.rstrip(".").lower(), kind, False))

    async def _answer(self, key: tuple[str, str, bool]) -> Json:
        name, kind, _ = key
        began, at = time.monotonic(), datetime.now(UTC)
        told: dict[str, Json] = {"name": name, "type": kind, "records": [], "aliases": [], "rcode": None, "ad": False}
        try:
            dns.name.from_text(name)
            async with self._turns:
                told |= await self._resolved(key)
        except (dns.exception.DNSException, UnicodeError, OSError, EOFError) as error:
            told |= {"reason": _reason(error), "detail": str(error)[:200]}
        return told | {"at": at.isoformat(), "ms": round(1000 * (time.monotonic() - began))}

    async def _resolved(self, key: tuple[str, str, bool]) -> dict[str, Json]:
        name, kind, unchecked = key
        aliases: list[str] = []
        for _ in range(_ALIASES):
            message, place = await self._by_any(name, kind, unchecked=unchecked)
            told = _told(message) | {"resolver": _shown(place)}
            aliases += told["aliases"]
            if not told.get("led"):
                self._full[key] = message
                return {**told, "aliases": aliases}
            name = told["led"]
        return {**told, "aliases": aliases, "reason": "redirect-loop"}

    async def _by_any(self, name: str, kind: str, *, unchecked: bool) -> tuple[dns.message.Message, Place]:
        fault: Exception = TimeoutError()
        for place in self.servers * _TRIES:
            try:
                return await self._by(place, name, kind, unchecked=unchecked), place
            except (dns.exception.DNSException, OSError, EOFError) as error:
                fault = error
        raise fault

    async def _by(self, place: Place, name: str, kind: str, *, unchecked: bool) -> dns.message.Message:
        for plain in (False, True):
            query = _query(name, kind, unchecked=unchecked, plain=plain)
            message, _ = await dns.asyncquery.udp_with_fallback(
                query, place[0], timeout=self._seconds, port=place[1], ignore_unexpected=True, ignore_errors=True
            )
            if message.rcode() not in _WITHOUT_EDNS:
                break
        return message


def _query(name: str, kind: str, *, unchecked: bool, plain: bool) -> dns.message.QueryMessage:
    if plain:
        return dns.message.make_query(name, kind)
    query = dns.message.make_query(name, kind, use_edns=0, payload=_PAYLOAD, want_dnssec=True)
    query.flags |= dns.flags.AD | (dns.flags.CD if unchecked else 0)
    return query


def _told(message: dns.message.Message) -> dict[str, Json]:
    code = message.rcode()
    told: dict[str, Json] = {"rcode": dns.rcode.to_text(code), "aliases": [], "ad": bool(message.flags & dns.flags.AD)}
    if code not in {dns.rcode.NOERROR, dns.rcode.NXDOMAIN} or not isinstance(message, dns.message.QueryMessage):
        return told | {"records": [], "reason": _REASONS.get(code, "protocol")}
    chain = message.resolve_chaining()
    aliases = [str(alias[0].target).rstrip(".").lower() for alias in chain.cnames]
    if chain.answer is not None:
        return told | {"aliases": aliases, "records": _records(chain.answer)}
    return told | {"aliases": aliases, "records": []} | _nothing(message, aliases)


def _nothing(message: dns.message.Message, aliases: list[str]) -> dict[str, Json]:
    """What an answer without the records means: absence, an alias to be followed by ourselves, or a server that only sends us on."""
    if message.rcode() == dns.rcode.NXDOMAIN:
        return {"absent": "no-name"}
    kinds = {rrset.rdtype for rrset in message.authority}
    if dns.rdatatype.SOA in kinds:
        return {"absent": "no-data"}
    if aliases:
        return {"led": aliases[-1]}
    return {"reason": "protocol"} if dns.rdatatype.NS in kinds else {"absent": "no-data"}


def _records(rrset: dns.rrset.RRset) -> list[str]:
    return sorted(_written(record)[:LONGEST] for record in list(rrset)[:MOST_RECORDS])


def _written(record: Json) -> str:
    """A record without persons' addresses; the mailbox of a SOA is nobody's business."""
    if record.rdtype == dns.rdatatype.TXT:
        return masked(b"".join(record.strings).decode("utf-8", "backslashreplace"))
    if record.rdtype == dns.rdatatype.SOA:
        return str(record.replace(rname=dns.name.root).to_text())
    return masked(str(record.to_text()))


def _reason(error: Exception) -> str:
    if isinstance(error, (dns.exception.Timeout, TimeoutError)):
        return "timeout"
    if isinstance(error, ConnectionRefusedError):
        return "connection-refused"
    return "reset" if isinstance(error, (OSError, EOFError)) and not isinstance(error, dns.exception.DNSException) else "protocol"


def _place(text: str) -> Place:
    parts = urlsplit(f"//{server(text)}")
    return parts.hostname or "", parts.port or 53


def _shown(place: Place) -> str:
    return f"[{place[0]}]:{place[1]}" if ":" in place[0] else f"{place[0]}:{place[1]}"


def _system() -> tuple[Place, ...]:
    try:
        known = dns.resolver.Resolver(configure=True)
    except (dns.exception.DNSException, OSError):
        return ()
    return tuple((str(address), known.port) for address in known.nameservers if isinstance(address, str) and "://" not in address)[:3]
