"""Profiles of a body in social networks: which links lead to one, and to which network."""

from __future__ import annotations

import re
from collections.abc import Iterable

from audits.derive import Link, PageView, host_of
from data.types import Role

_NETWORKS = {
    "facebook.com": "facebook",
    "fb.com": "facebook",
    "fb.me": "facebook",
    "instagram.com": "instagram",
    "youtube.com": "youtube",
    "x.com": "x",
    "twitter.com": "x",
    "tiktok.com": "tiktok",
    "linkedin.com": "linkedin",
    "draugiem.lv": "draugiem",
    "flickr.com": "flickr",
    "threads.net": "threads",
    "threads.com": "threads",
    "t.me": "telegram",
    "whatsapp.com": "whatsapp",
    "bsky.app": "bluesky",
}
_SAME = re.compile(r"^(?:m|mobile|business|[a-z]{2}(?:-[a-z]{2})?)\.(?=[^.]+\.[^.]+$)")
"""Other hosts of a network: for telephones, for a language."""
_NO_PROFILE = re.compile(
    r"/(sharer?|share\.php|dialog|plugins|intent|shareArticle|sharing|say|watch|embed|shorts|live|streams|status|p|reel|posts|events|photo|videos|permalink"
    r"|login|privacy|policy|policies|legal|terms|help|about|explore|hashtag|search|home|results|playlist|tr|i)(/|\.php|\?|$)|[?&](u|url|text|status)=",
    re.IGNORECASE,
)
_OTHERS = {Role.NEWS_ITEM, Role.STATEMENT, Role.PRIVACY}
"""Pages whose links to networks are somebody else's."""


def profiles(pages: Iterable[PageView]) -> dict[str, list[Link]]:
    """By network the links to profiles, one for each address, in the order of the pages."""
    found: dict[str, dict[str, Link]] = {}
    for page in pages:
        for link in page.links if page.role not in _OTHERS else ():
            name = network(link.url)
            if name:
                found.setdefault(name, {}).setdefault(link.url, link)
    return {name: list(links.values()) for name, links in sorted(found.items())}


def network(url: str) -> str | None:
    """The network where the address is a profile; None for any other address, a shared post or a network's own pages."""
    host = host_of(url)
    name = _NETWORKS.get(host) or _NETWORKS.get(_SAME.sub("", host))
    if name is None:
        return None
    path = url.split("://", 1)[-1].partition("/")[2]
    return name if path and not _NO_PROFILE.search(f"/{path}") else None
