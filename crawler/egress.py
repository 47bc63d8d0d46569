"""The one place that decides which network address may be contacted: public ones, and those allowed by hand."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from data.errors import ConfigError, Refused, Unreachable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
"""All that IANA gives out for use on the public IPv6 network (RFC 4291, 2.4)."""
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_REMEMBERED = 60.0
"""Seconds for which an answer of DNS is used again; each use is judged anew."""
_NEVER = ("is_multicast", "is_unspecified", "is_reserved", "is_link_local")
_ALSO_NOT_GLOBAL = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2001:2::/48", "3fff::/20")))
"""Of IANA's special-purpose registries, what Python's own list did not know in every version that we run on."""
_PASSING = frozenset({socket.EAI_AGAIN, socket.EAI_MEMORY, socket.EAI_SYSTEM, socket.EAI_FAIL})
_PAUSES = (0.5, 1.5)
"""Seconds after which DNS is asked again, where it said that it cannot tell for now; no server of a site is troubled by that."""
_FAILURE_REMEMBERED = 5.0
TEMPORARY = "temporary"
"""How the detail of a failure of DNS begins that a later try may not meet."""
PERMANENT = "permanent"
"""How it begins where the name of the address that was asked for does not exist."""


class Egress:
    """Which address a host name leads to, and whether it may be contacted.

    ``hosts`` gives names their addresses (several with commas between) before DNS is asked, as /etc/hosts does; ``allow`` are
    networks (CIDR) permitted besides the globally routable ones. Every client resolves here and connects to the address returned, so
    that neither a redirect nor a changing DNS answer leads inside. Raises ConfigError for a malformed address or network.
    """

    def __init__(self, hosts: Mapping[str, str] | None = None, allow: Iterable[str] = ()) -> None:
        faults: list[str] = []
        self._allow = tuple(_parsed_networks(allow, faults))
        self._hosts = dict(_parsed_hosts(hosts or {}, faults))
        self._answers: dict[str, tuple[float, tuple[Address, ...] | Unreachable]] = {}
        if faults:
            raise ConfigError(faults)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The host names known by hand, each with its first address."""
        return {name: str(found[0]) for name, found in self._hosts.items()}

    def permits(self, address: str | Address) -> bool:
        """Whether this address may be contacted.

        >>> Egress().permits("10.0.0.1"), Egress(allow=["10.0.0.0/8"]).permits("10.0.0.1"), Egress().permits("::ffff:10.0.0.1")
        (False, True, False)
        """
        parsed = ipaddress.ip_address(address) if isinstance(address, str) else address
        return all(self._permits_one(each) for each in _faces(parsed))

    def addresses(self, host: str) -> tuple[str, ...]:
        """The permitted addresses of a host, best first.

        Of a name that leads both inside and outside, the addresses outside only. Raises Unreachable("dns") when there is none at all
        (its detail says whether for now or for good), Refused("private-address") when none is permitted. Asks DNS, so it blocks.
        """
        found = self._lookup(_plain(host))
        permitted = tuple(str(address) for address in found if self.permits(address))
        if not permitted:
            raise Refused("private-address", f"{host} is {', '.join(map(str, found))}")
        return permitted

    def resolve(self, host: str) -> str:
        """The address to connect to; raises as ``addresses`` does."""
        return self.addresses(host)[0]

    def _permits_one(self, address: Address) -> bool:
        if any(address.version == network.version and address in network for network in self._allow):
            return True
        if any(address.version == network.version and address in network for network in _ALSO_NOT_GLOBAL):
            return False
        if isinstance(address, ipaddress.IPv6Address) and address not in _GLOBAL_UNICAST:
            return False
        return address.is_global and not any(getattr(address, trait) for trait in _NEVER)

    def _lookup(self, host: str) -> tuple[Address, ...]:
        if host in self._hosts:
            return self._hosts[host]
        until, found = self._answers.get(host, (0.0, ()))
        if time.monotonic() >= until:
            found = self._asked(host)
            lasting = _FAILURE_REMEMBERED if isinstance(found, Unreachable) else _REMEMBERED
            self._answers[host] = (time.monotonic() + lasting, found)
        if isinstance(found, Unreachable):
            raise Unreachable(found.reason, found.detail)
        return found

    @staticmethod
    def _asked(host: str) -> tuple[Address, ...] | Unreachable:
        try:
            return _ask_dns(host)
        except Unreachable as failure:
            return failure


def _ask_dns(host: str) -> tuple[Address, ...]:
    for pause in _PAUSES:
        try:
            return _ask_dns_once(host)
        except Unreachable as failure:
            if not failure.detail.startswith(TEMPORARY):
                raise
        time.sleep(pause)
    return _ask_dns_once(host)


def _ask_dns_once(host: str) -> tuple[Address, ...]:
    try:
        answers = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        kind = TEMPORARY if getattr(error, "errno", None) in _PASSING else PERMANENT
        raise Unreachable("dns", f"{kind}: {host[:100]}: {error}") from error
    found = dict.fromkeys(ipaddress.ip_address(str(answer[4][0]).partition("%")[0]) for answer in answers)
    if not found:
        raise Unreachable("dns", f"{PERMANENT}: {host[:100]} has no address")
    return tuple(found)


def _faces(address: Address) -> Iterator[Address]:
    """The addresses that are truly reached by this one: IPv4 may travel inside IPv6, and each of them must be permitted."""
    if isinstance(address, ipaddress.IPv4Address):
        yield address
    elif address.ipv4_mapped:
        yield address.ipv4_mapped
    elif address in _NAT64:
        yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    else:
        yield address
        yield from (address.teredo or ())
        if address.sixtofour:
            yield address.sixtofour


def _plain(host: str) -> str:
    return host.strip("[]").rstrip(".").lower()


def _parsed_networks(allow: Iterable[str], faults: list[str]) -> Iterator[Network]:
    for text in allow:
        try:
            yield ipaddress.ip_network(text, strict=False)
        except ValueError:
            faults.append(f"--allow-address {text!r} is no network; write it as 127.0.0.0/8 or fd00::/8")


def _parsed_hosts(hosts: Mapping[str, str], faults: list[str]) -> Iterator[tuple[str, tuple[Address, ...]]]:
    for name, text in hosts.items():
        try:
            yield _plain(name), tuple(ipaddress.ip_address(each.strip()) for each in text.split(","))
        except ValueError:
            faults.append(f"hosts: {name!r} has the address {text!r}, which is none; write it as 127.0.0.11 or fd00::1")
