"""How complete a walk was, and what it left out on purpose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from crawler.frontier import Frontier
from crawler.ledger import Ledger
from data.errors import REASONS
from data.types import Coverage, Document, Missing, Page

REFUSED = frozenset(name for name, reason in REASONS.items() if reason.family == "Refused")
"""Reasons by which the site, or we, said no."""
_ANSWERED = frozenset({"not-found", "soft-404", "not-html", "off-site"})
"""Reasons that are answers: the look is complete though there is no page."""
_MOST_CLOSED = 100


def coverage(seen: Iterable[Page | Document], frontier: Frontier, rendered: int, stopped_by: str) -> Coverage:
    """How complete the look was. What closed kinds of address left out counts as unseen where it may hold something new."""
    seen = tuple(seen)
    lost = Counter(each.exchange.reason for each in seen if isinstance(each.exchange, Missing))
    refused = sum(count for reason, count in lost.items() if reason in REFUSED)
    failed = sum(count for reason, count in lost.items() if reason not in REFUSED | _ANSWERED)
    holes = frontier.holes()
    stopped_by = "pages" if holes and stopped_by == "exhausted" else stopped_by
    return Coverage(len(seen) + len(frontier) + holes, len(seen) - refused - failed, rendered, refused, failed, stopped_by)


def tell(ledger: Ledger, frontier: Frontier) -> None:
    """Write down what was left out: addresses that are no pages, hosts that are not the site, kinds of address that were closed."""
    if frontier.dropped:
        ledger.log("passed-over-in-all", **frontier.dropped)
    if frontier.unread:
        ledger.log("links-unread", count=frontier.unread)
    if frontier.strangers:
        ledger.log("hosts-left-out", **frontier.strangers)
    closed = sorted(frontier.closed(), key=lambda row: (-row[2], row[0].shape))
    for kind, reason, left_out in closed[:_MOST_CLOSED]:
        hole = kind.hole or not kind.closed
        ledger.log("pattern-closed", pattern=kind.shape, reason=reason, seen=kind.seen, left_out=left_out, hole=hole)
