"""The artifact ``links_checked``: the site's own links that lead to nothing, by what the walk was answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crawler.frontier import Frontier
from data.types import Document, Json, Missing, Page

_BROKEN = frozenset({"not-found", "soft-404"})
_MOST = 500


def gather(seen: Iterable[Page | Document], frontier: Frontier, stopped_by: str) -> Json:
    """``broken``: addresses answered with 404 or 410, or a soft 404, each with its pages and words; ``unchecked``: the rest, with why."""
    lost = sorted(((each.url, each.exchange) for each in seen if isinstance(each.exchange, Missing)), key=lambda pair: pair[0])
    broken = [_told(url, why, frontier) for url, why in lost if why.reason in _BROKEN and frontier.found_on(url)]
    unchecked = [{"url": url, "reason": why.reason} for url, why in lost if why.reason not in _BROKEN]
    return {"broken": broken[:_MOST], "unchecked": [*unchecked, *_waiting(frontier, stopped_by)][:_MOST]}


def _told(url: str, why: Missing, frontier: Frontier) -> Json:
    status = why.detail.removeprefix("HTTP ")
    return {
        "url": url,
        "status": int(status) if status.isdigit() else None,
        "found_on": list(frontier.found_on(url)),
        "labels": list(frontier.labels(url)),
    }


def _waiting(frontier: Frontier, stopped_by: str) -> Iterator[Json]:
    return ({"url": lead.url, "reason": stopped_by} for lead in frontier.waiting())
