"""Whether the look at a site was whole: an address that robots.txt shuts and that holds no content of the site takes nothing from it."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from data.text import fold
from data.types import Missing, Snapshot

_TOOLS = re.compile(
    r"/(?:mekle\w*|search|find|suche|login|logout|signin|ielogoties|pieslegties|autorizacija|registracija-lietotajam|wp-admin|wp-login\.php"
    r"|wp-json|xmlrpc\.php|administrator|admin|user|account|profils|cart|grozs|checkout|cgi-bin|print|drukat)(?:[/.]|$)",
    re.ASCII,
)
"""Addresses of what a site does, not of what it says: its search, logins, its back room, its printer."""
_ASKS = frozenset({"s", "q", "search", "query", "meklet", "keyword", "search_api_fulltext", "replytocom", "print", "add-to-cart"})
"""Parameters that ask a page to search, to print, or to answer a comment."""


def whole(snapshot: Snapshot) -> bool:
    """Whether nothing that says something was left unseen: only then can one say that something is absent.

    Sites shut their search and their login to all robots (RFC 9309); what they would show stands elsewhere, or is no content.
    """
    seen = snapshot.coverage
    if seen.stopped_by != "exhausted" or seen.failed:
        return False
    return seen.refused <= sum(is_tool(page.url) for page in snapshot.pages if _shut(page.exchange))


def is_tool(url: str) -> bool:
    """Whether an address is that of a search, a login or the like."""
    parts = urlsplit(url)
    asked = {name.lower() for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    return bool(_TOOLS.search(fold(parts.path)) or asked & _ASKS)


def _shut(exchange: object) -> bool:
    return isinstance(exchange, Missing) and exchange.reason == "robots"
