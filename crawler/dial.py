"""One way to connect for probes, the browsers' proxy and the second HTTP client: to permitted addresses only, the first that accepts."""

from __future__ import annotations

import asyncio
import socket
import ssl

import aiohappyeyeballs

from crawler.egress import Egress

_HEAD_START = 0.25
"""Seconds that one address has before the next is tried beside it (RFC 8305, 5)."""


async def connect(egress: Egress, host: str, port: int) -> socket.socket:
    """A connection to a host, by the first of its permitted addresses that accepts (happy eyeballs, RFC 8305).

    The addresses are those that egress gives at this moment, and no name is resolved after that: a DNS answer that changes cannot lead
    elsewhere. Raises Unreachable("dns"), Refused("private-address"), OSError where no address accepts. Waits without end: bound it.
    """
    found = await asyncio.to_thread(egress.addresses, host)
    infos = [_info(address, port) for address in found]
    return await aiohappyeyeballs.start_connection(infos, happy_eyeballs_delay=_HEAD_START, interleave=1)


async def open_stream(
    egress: Egress, host: str, port: int, *, context: ssl.SSLContext | None = None, limit: int = 64 * 1024
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """The same as a pair of streams, with TLS for this host where a context is given. Raises as ``connect``, and ssl.SSLError."""
    made = await connect(egress, host, port)
    try:
        return await asyncio.open_connection(sock=made, ssl=context, server_hostname=host if context else None, limit=limit)
    except BaseException:
        made.close()
        raise


def _info(address: str, port: int) -> aiohappyeyeballs.AddrInfoType:
    if ":" in address:
        return (socket.AF_INET6, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, port, 0, 0))
    return (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, port))
