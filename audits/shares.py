"""How many of the pages keep a rule: one answer for the site, with the share as its value, so that a report is not flooded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from audits.derive import PageView
from audits.kit import Seen, evidence, inapplicable
from data.types import Finding, Outcome, Role

ENOUGH = 20
"""Pages whose share says something of a site that was not seen as a whole."""
PERCENT_OF_PAGES = ("% lapu", "% of pages")
_UNSHOWN = re.compile(r"<script", re.IGNORECASE)
_REPEATING = frozenset({Role.SEARCH, Role.SITEMAP})


def share(having: Sequence[Seen], lacking: Sequence[Seen], least: int) -> Finding:
    """Passes where at least so many percent of the pages have it; the evidence shows some that have it, or those that lack it."""
    total = len(having) + len(lacking)
    if not total:
        return inapplicable(whole=True)
    value = round(100 * len(having) / total)
    kept = value >= least
    seen = having[:5] if kept else lacking
    return Finding(Outcome.PASSED if kept else Outcome.FAILED, value, evidence(seen), whole=total < ENOUGH)


def lasting(pages: Iterable[PageView]) -> list[PageView]:
    """Pages with content of their own: answers of a search and site maps only repeat what others say, and of a page that scripts build
    and no browser opened nothing is known.
    """
    return [page for page in pages if page.role not in _REPEATING and (page.text or not _UNSHOWN.search(page.html))]
