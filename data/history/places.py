"""Where a subject lies on its site, whatever the site's host is called: what lets an answer be followed when a site moves."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from data.addresses import host


def place(subject: str, site: str) -> str:
    """The subject without scheme and host where it lies on the site, and as it is where it does not.

    >>> place("https://www.madona.lv/lat/kontakti?x=1 color-contrast", "http://madona.lv/")
    '/lat/kontakti?x=1 color-contrast'
    >>> place("https://latvija.gov.lv/ppk/1", "https://madona.lv/")
    'https://latvija.gov.lv/ppk/1'
    """
    address, _, rule = subject.partition(" ")
    if not _same_host(address, site):
        return subject
    parts = urlsplit(address)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
    return f"{path} {rule}" if rule else path


def _same_host(address: str, site: str) -> bool:
    return "://" in address and (there := _host_of(_origin(address))) is not None and there == _host_of(_origin(site))


def _origin(address: str) -> str:
    """Scheme and host: thousands of subjects share one."""
    return "/".join(address.split("/", 3)[:3])


@lru_cache(1 << 10)
def _host_of(origin: str) -> str | None:
    try:
        return host(origin)
    except ValueError:
        return None
