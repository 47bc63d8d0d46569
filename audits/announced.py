"""Pages that tell one piece of news, known by the list that leads to them where neither their address nor their shape says so."""

from __future__ import annotations

from audits.dates import dates
from audits.derive import Link, PageView, SiteView
from audits.outline import frame, own_links
from data.types import Role

_BOXES, _BOX, _LINKS = 3, 600, 1
"""Boxes around a link that are read, how many characters the largest may hold, and how many addresses: a box of one entry."""


def announced(site: SiteView) -> frozenset[str]:
    """The pages that the lists of news lead to with a day beside, and no menu does."""
    listed = {link.url for page in site.pages if page.role == Role.NEWS for link in own_links(page) if _of_day(link)}
    if not listed:
        return frozenset()
    menus = {url for page in site.pages for url in _around(page)}
    return frozenset(listed - menus - frame(site.pages))


def _around(page: PageView) -> set[str]:
    """Where the links beside the page's own content lead."""
    own = {link.node.mem_id for link in own_links(page)}
    return {link.url for link in page.links if link.node.mem_id not in own}


def _of_day(link: Link) -> bool:
    """Whether a day stands beside it, in the same small box."""
    node = link.node.parent
    for _ in range(_BOXES):
        if node is None or len(told := node.text(separator=" ")) > _BOX:
            return False
        if dates(told):
            return len({link.attributes.get("href") for link in node.css("a[href]")}) <= _LINKS
        node = node.parent
    return False
