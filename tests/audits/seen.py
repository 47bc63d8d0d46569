"""Pages as checks see them, made from a line of HTML."""

from __future__ import annotations

from audits.derive import PageView
from data.types import Json, Missing, Page, Role

URL = "https://www.piemers.test/sadala/lapa"


def view(html: str, url: str = URL, role: Role = Role.OTHER, **artifacts: Json) -> PageView:
    """The view of a page with this HTML."""
    return PageView(Page(url, role, 1, "", Missing("not-gathered"), artifacts=artifacts), html, None)
