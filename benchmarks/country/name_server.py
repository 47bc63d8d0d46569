"""A name server for the simulated country: it knows its hosts and nothing else, and can be silent."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import cast

import dns.exception
import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset


class NameServer(asyncio.DatagramProtocol):
    """Answers with the addresses of hosts (A); a name that it does not know does not exist. ``silent``: it answers nobody."""

    def __init__(self, hosts: Mapping[str, str]) -> None:
        self._hosts = hosts
        self.silent = False
        self._wire: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The socket stands."""
        self._wire = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """A question came."""
        if self.silent or self._wire is None:
            return
        try:
            asked = dns.message.from_wire(data)
        except dns.exception.DNSException:
            return
        self._wire.sendto(self._answer(asked).to_wire(), addr)

    def _answer(self, asked: dns.message.Message) -> dns.message.Message:
        said = dns.message.make_response(asked)
        said.flags |= dns.flags.RA
        question = asked.question[0]
        address = self._hosts.get(question.name.to_text(omit_final_dot=True).lower())
        if address is None:
            said.set_rcode(dns.rcode.NXDOMAIN)
        elif question.rdtype == dns.rdatatype.A:
            said.answer.append(dns.rrset.from_text(question.name, 300, "IN", "A", address))
        return said
