"""Where a redirect leads, or why it leads nowhere: decided from what was said alone, one hop at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from w3lib.url import safe_url_string

from crawler.addresses import Scope, absolute, canonical, host_of
from data.errors import GatherError, Refused, Unusable

FOLLOWED = frozenset({301, 302, 303, 307, 308})
"""The statuses that browsers follow (https://fetch.spec.whatwg.org/#redirect-status); all we send are GETs, so they are alike."""
_ASKING = frozenset({300, 305, 306})
"""A choice that we cannot make, and two that are no longer in use (RFC 9110 15.4): they lead nowhere."""
_SHOWN = 300
"""Characters of an address in a detail."""


@dataclass(frozen=True, slots=True)
class Hop:
    """An answer that may be a redirect, with its headers as they came over the wire.

    ``chain`` are the addresses asked before ``url``; ``cookie`` tells whether one of those answers set a cookie.
    """

    url: str
    status: int
    headers: Sequence[tuple[str, str]]
    chain: tuple[str, ...] = ()
    cookie: bool = False

    def all(self, name: str) -> tuple[str, ...]:
        """The values of a header."""
        return tuple(value for key, value in self.headers if key.lower() == name)


MayContact = Callable[[str], bool]
"""Whether an address of IP may be contacted."""


def next_address(hop: Hop, scope: Scope | None, most: int, permits: MayContact) -> str | GatherError | None:
    """The address to ask next; the failure, where there is none; None where the answer is no redirect.

    Without a ``scope`` it may lead to any site. ``most`` redirects are followed in a row. The failures are ``redirect-nowhere``,
    ``redirect-scheme``, ``redirect-loop``, ``redirect-cookie`` (a loop in which a cookie was set, which we do not keep),
    ``redirect-chain``, ``private-address`` (an IP address that is not permitted) and ``off-site``.
    """
    if hop.status in _ASKING:
        return Unusable("redirect-nowhere", f"{hop.url}: HTTP {hop.status}")
    if hop.status not in FOLLOWED:
        return None
    told = tuple(dict.fromkeys(location.strip() for location in hop.all("location")))
    if len(told) != 1 or not told[0]:
        return Unusable("redirect-nowhere", f"{hop.url}: {len(told)} different Locations" if len(told) > 1 else f"{hop.url}: no Location")
    found = _address(hop, told[0])
    return found if isinstance(found, GatherError) else _judged(hop, found, scope, most, permits)


def as_sent(location: str) -> str:
    r"""A Location as it was meant: bare UTF-8, which arrives as Latin-1, is read as such; other bytes are escaped as they are.

    >>> as_sent("/p\xc4\x81rvalde"), as_sent("/p\xe2rvalde"), as_sent("/p%C4%81rvalde")
    ('/pārvalde', '/p%E2rvalde', '/p%C4%81rvalde')
    """
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return "".join(sign if sign < "\x80" else f"%{ord(sign):02X}" for sign in location)
    except UnicodeEncodeError:
        return location


def _address(hop: Hop, location: str) -> str | GatherError:
    """The address that is meant, spelled as in the Location but for user, fragment and what must be escaped."""
    given = as_sent(location)
    # RFC 3986 would let a bare "http:" stand for the page itself.
    meant = "" if given.lower().rstrip("/") in {"http:", "https:"} else absolute(hop.url, given) or ""
    scheme = _scheme(meant)
    if scheme not in {"http", "https"}:
        return Unusable("redirect-scheme" if scheme else "redirect-nowhere", f"{hop.url} → {location[:_SHOWN]}")
    found = canonical(meant)
    if found is None:
        return Unusable("redirect-nowhere", f"{hop.url} → {location[:_SHOWN]}, which is no address")
    place, path = urlsplit(found), urlsplit(safe_url_string(meant.strip()))
    return urlunsplit((place.scheme, place.netloc, path.path or "/", path.query, ""))


def _scheme(url: str) -> str:
    try:
        return urlsplit(url).scheme
    except ValueError:
        return ""


def _judged(hop: Hop, meant: str, scope: Scope | None, most: int, permits: MayContact) -> str | GatherError:
    asked = (*hop.chain, hop.url)
    found = canonical(meant) or meant
    if found in asked:
        # Our spelling leaves out sessions and marks of tracking. A site that insists on one is asked once as it wishes.
        if meant in asked or [canonical(each) for each in asked].count(found) > 1:
            return _loop(hop, found)
        found = meant
    if len(asked) > most:
        return Unusable("redirect-chain", _path((*asked, found)))
    if scope is not None and found not in scope:
        return _foreign(found, permits)
    return found


def _loop(hop: Hop, found: str) -> GatherError:
    asked = (*hop.chain, hop.url)
    since = asked.index(found) if found in asked else 0
    way = _path((*asked[since:], found))
    if hop.cookie or hop.all("set-cookie"):
        return Unusable("redirect-cookie", way)
    here, there = urlsplit(hop.url), urlsplit(found)
    ping_pong = here.scheme != there.scheme and (here.hostname, here.path) == (there.hostname, there.path)
    return Unusable("redirect-loop", f"http and https send us to each other: {way}" if ping_pong else way)


def _foreign(found: str, permits: MayContact) -> GatherError:
    host = host_of(found)
    try:
        inside = not permits(host)
    except ValueError:
        inside = False
    return Refused("private-address", found) if inside else Unusable("off-site", found)


def _path(addresses: Iterable[str]) -> str:
    return " → ".join(each[:_SHOWN] for each in addresses)
