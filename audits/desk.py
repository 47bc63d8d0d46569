"""Where a body says how to reach it: its pages in the order in which a visitor would trust them."""

from __future__ import annotations

from audits.derive import PageView, SiteView
from data.text import fold
from data.types import Role

_TRUST = {Role.CONTACT: 0, Role.FRONT: 1, Role.SERVICES: 2, Role.OTHER: 3}
_OTHERS = {Role.STATEMENT, Role.PRIVACY, Role.NEWS, Role.NEWS_ITEM, Role.SEARCH}
"""Pages that give other bodies' addresses: the Ombudsman's, the Data State Inspectorate's, an event's."""


def desk(site: SiteView) -> list[PageView]:
    """The contact pages in the site's main language first, then the front page, then all others that speak for the body."""
    language = site.front.declared_language if site.front else None
    pages = [page for page in site.pages if page.role not in _OTHERS]
    return sorted(
        pages, key=lambda page: (_TRUST.get(page.role, 4), page.declared_language not in {language, None}, page.page.depth, page.url)
    )


def folded(page: PageView) -> str:
    """All that can be read on the page, in lower case without diacritics; made once."""
    if "folded" not in page.made:
        page.made["folded"] = fold(page.text)
    text: str = page.made["folded"]
    return text
