"""A real DNS server on loopback, UDP and TCP, that answers from zones as a resolver does, or fails as a test tells it to."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import struct
import threading
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any, Self

import dns.dnssec
import dns.dnssectypes
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset
import dns.zone
from cryptography.hazmat.primitives.asymmetric import ec
from dns.rdtypes.ANY.DS import DS
from dns.rdtypes.dnskeybase import Flag

SOA = "@ 300 IN SOA ns.{origin} post.{origin} 1 3600 600 86400 300\n@ 300 IN NS ns.{origin}\nns 300 IN A 192.0.2.53\n"
_MOST_ALIASES = 8


def zone(origin: str, text: str) -> dns.zone.Zone:
    """A zone with its SOA, and these lines of a zone file."""
    return dns.zone.from_text(SOA.format(origin=f"{origin}.") + text, f"{origin}.", relativize=False)


def signed(plain: dns.zone.Zone) -> DS:
    """Sign a zone with a key of its own; returns the DS that belongs into the zone above."""
    private = ec.generate_private_key(ec.SECP256R1())
    key = dns.dnssec.make_dnskey(private.public_key(), dns.dnssectypes.Algorithm.ECDSAP256SHA256, flags=Flag.ZONE | Flag.SEP)
    dns.dnssec.sign_zone(plain, keys=[(private, key)], add_dnskey=True, dnskey_ttl=300, lifetime=10**7)
    made = dns.dnssec.make_ds(plain.origin or "", key, "SHA256")
    assert isinstance(made, DS)
    return made


class Resolver:
    """``with Resolver(zone(...)) as server``: answers at ``server.address``; ``asked`` holds the questions as ``TYPE name``.

    ``odd`` gives names a behaviour: ``servfail``, ``refused``, ``silent``, ``formerr`` (to questions with EDNS), ``truncated`` (UDP holds
    nothing, TCP all), ``cut`` (truncated, and TCP hangs up), ``lame`` (only sends on), ``alias`` (a CNAME without what it leads to),
    ``bogus`` (SERVFAIL unless asked for what is unchecked), ``garbage``. ``vouches`` sets AD for what has signatures.
    """

    def __init__(self, *zones: dns.zone.Zone, odd: Mapping[str, str] | None = None, vouches: bool = False) -> None:
        self.zones, self.odd, self.vouches = zones, dict(odd or {}), vouches
        self.asked: list[str] = []
        self._servers: list[_Tcp | _Udp] = []
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        for _ in range(20):
            tcp = _Tcp(("127.0.0.1", 0), self)
            try:
                udp = _Udp(("127.0.0.1", tcp.server_address[1]), self)
            except OSError:
                tcp.server_close()
                continue
            self._servers = [tcp, udp]
            break
        self._threads = [threading.Thread(target=one.serve_forever, kwargs={"poll_interval": 0.02}) for one in self._servers]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for one in self._servers:
            one.shutdown()
            one.server_close()
        for thread in self._threads:
            thread.join()

    @property
    def address(self) -> str:
        """Where it answers, as the setting wants it."""
        return "{}:{}".format(*self._servers[0].socket.getsockname())

    def reply(self, wire: bytes, *, tcp: bool) -> bytes | None:
        """The answer to one question; None for none."""
        query = dns.message.from_wire(wire)
        question = query.question[0]
        name = question.name.to_text(omit_final_dot=True).lower()
        self.asked.append(f"{dns.rdatatype.to_text(question.rdtype)} {name}")
        odd = self.odd.get(f"{dns.rdatatype.to_text(question.rdtype)} {name}", self.odd.get(name, ""))
        if odd == "silent" or (odd == "cut" and tcp):
            return None
        if odd == "garbage":
            return wire[:2] + b"\xff\xff\xff"
        answer = dns.message.make_response(query, recursion_available=True)
        failing = {"servfail": dns.rcode.SERVFAIL, "refused": dns.rcode.REFUSED}
        if odd in failing or (odd == "formerr" and query.edns >= 0) or (odd == "bogus" and not query.flags & dns.flags.CD):
            answer.set_rcode(failing.get(odd, dns.rcode.FORMERR if odd == "formerr" else dns.rcode.SERVFAIL))
        elif odd in {"truncated", "cut"} and not tcp:
            answer.flags |= dns.flags.TC
        elif odd == "lame":
            answer.authority.append(dns.rrset.from_text(question.name, 300, "IN", "NS", "ns.cits.test."))
        else:
            self._fill(answer, question.name, question.rdtype, signatures=bool(query.ednsflags & dns.flags.DO), follow=odd != "alias")
        return bytes(answer.to_wire())

    def _fill(self, answer: dns.message.Message, name: dns.name.Name, kind: Any, *, signatures: bool, follow: bool) -> None:
        for _ in range(_MOST_ALIASES):
            home = self._home(name, kind)
            if home is None:
                answer.set_rcode(dns.rcode.NXDOMAIN)
                return
            found = self._found(home, name, kind)
            alias = self._found(home, name, dns.rdatatype.CNAME) if found is None else None
            told = found or alias
            if told is None:
                _nothing(answer, home, name)
                return
            answer.answer.append(told)
            proof = self._found(home, name, dns.rdatatype.RRSIG, told.rdtype) if signatures else None
            answer.answer += [proof] if proof else []
            answer.flags |= dns.flags.AD if self.vouches and proof else 0
            if alias is None or not follow:
                return
            name = alias[0].target

    def _home(self, name: dns.name.Name, kind: Any) -> dns.zone.Zone | None:
        """The zone that speaks for a name; a DS is kept by the zone above."""
        fitting = [one for one in self.zones if one.origin is not None and name.is_subdomain(one.origin)]
        if kind == dns.rdatatype.DS:
            fitting = [one for one in fitting if one.origin != name] or fitting
        return max(fitting, key=lambda one: len(one.origin or ()), default=None)

    @staticmethod
    def _found(home: dns.zone.Zone, name: dns.name.Name, kind: Any, covers: Any = dns.rdatatype.NONE) -> dns.rrset.RRset | None:
        with contextlib.suppress(KeyError):
            return home.find_rrset(name, kind, covers)
        return None


def _nothing(answer: dns.message.Message, home: dns.zone.Zone, name: dns.name.Name) -> None:
    known = any(other == name or other.is_subdomain(name) for other in home.nodes)
    if not known and not answer.answer:
        answer.set_rcode(dns.rcode.NXDOMAIN)
    answer.authority.append(home.find_rrset(home.origin, dns.rdatatype.SOA))  # type: ignore[arg-type]


class _Udp(socketserver.ThreadingUDPServer):
    daemon_threads = True

    def __init__(self, place: tuple[str, int], resolver: Resolver) -> None:
        self.resolver = resolver
        super().__init__(place, _UdpAnswer)


class _UdpAnswer(socketserver.BaseRequestHandler):
    server: _Udp

    def handle(self) -> None:
        """Answer one datagram."""
        wire, where = self.request
        reply = self.server.resolver.reply(wire, tcp=False)
        if reply is not None:
            where.sendto(reply, self.client_address)


class _Tcp(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, place: tuple[str, int], resolver: Resolver) -> None:
        self.resolver = resolver
        super().__init__(place, _TcpAnswer)


class _TcpAnswer(socketserver.BaseRequestHandler):
    server: _Tcp
    request: socket.socket

    def handle(self) -> None:
        """Answer one question that came by a stream."""
        for wire in _framed(self.request):
            reply = self.server.resolver.reply(wire, tcp=True)
            if reply is None:
                return
            self.request.sendall(struct.pack("!H", len(reply)) + reply)


def _framed(connection: socket.socket) -> Iterator[bytes]:
    with connection.makefile("rb") as stream:
        while len(head := stream.read(2)) == 2:
            yield stream.read(struct.unpack("!H", head)[0])
