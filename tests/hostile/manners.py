"""What must hold after every visit to the hostile servers, read off their own logs and off the bundles."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from protego import Protego

from data.types import Exchange, Missing, Observation, Outcome, Page
from tests.crawler.serving import Said, Seen

if TYPE_CHECKING:
    from tests.hostile.web import Answer, Asked

SLACK = 0.02
"""Seconds by which the servers may notice late that a client has gone."""
_JUDGED = frozenset({Outcome.PASSED, Outcome.FAILED})


class Logged(Protocol):
    """What is needed of a site."""

    name: str
    address: str
    port: int
    routes: dict[str, Answer]
    asked: list[Asked]

    @property
    def origin(self) -> str:
        """Its address without the last slash."""


def check(sites: Sequence[Logged], visits: Sequence[Seen]) -> None:
    """Raises AssertionError with every broken promise."""
    broken = [*_at_the_servers(sites), *(fault for seen in visits for fault in judged_unseen(seen))]
    if broken:
        raise AssertionError("\n".join(broken))


def _at_the_servers(sites: Sequence[Logged]) -> Iterator[str]:
    for site in sites:
        rows = [row for row in site.asked if row.document]
        yield from (f"{site.name}: {row.target} was asked for at a forbidden address" for row in rows if site.address == "127.0.8.1")
        yield from _disallowed(site, rows)
        yield from _too_soon(site, rows)
        yield from _methods(site)
        yield from _overlap(site.name, rows)
    for address in {site.address for site in sites}:
        yield from _overlap(address, [row for site in sites if site.address == address for row in site.asked if row.document])


def _disallowed(site: Logged, rows: Sequence[Asked]) -> Iterator[str]:
    told = site.routes.get("/robots.txt")
    if not isinstance(told, Said):
        return
    silent = told.status >= 500 or told.status == 429
    text = told.body.decode("utf-8-sig", "replace")
    html = "html" in told.headers.get("Content-Type", "") or text.lstrip().startswith("<")
    rules = Protego.parse(text if told.status == 200 and not html else "")
    for row in rows:
        if row.target != "/robots.txt" and (silent or not rules.can_fetch(f"{site.origin}{row.target}", "eindekss")):
            yield f"{site.name}: {row.target} was asked for although robots.txt disallows it"


def _too_soon(site: Logged, rows: Sequence[Asked]) -> Iterator[str]:
    delay = _crawl_delay(site)
    for before, after in pairwise(rows):
        if after.started - before.started < delay - SLACK:
            yield f"{site.name}: {after.target} came {after.started - before.started:.3f} s after {before.target}, asked were {delay:g}"
    for number, row in enumerate(rows):
        rest = _asked_to_rest(row)
        yield from (
            f"{site.name}: {later.target} came {later.started - row.ended:.3f} s after a Retry-After of {rest:g}"
            for later in rows[number + 1 :]
            if later.started - row.ended < rest - SLACK
        )


def _crawl_delay(site: Logged) -> float:
    told = site.routes.get("/robots.txt")
    if not isinstance(told, Said) or told.status != 200:
        return 0.0
    return float(Protego.parse(told.body.decode("utf-8-sig", "replace")).crawl_delay("eindekss") or 0.0)


def _asked_to_rest(row: Asked) -> float:
    if row.retry_after is None or row.status not in {429, 503}:
        return 0.0
    if row.retry_after.isdigit():
        return min(float(row.retry_after), 10.0**6)
    try:
        until = parsedate_to_datetime(row.retry_after)
    except ValueError:
        return 0.0
    answered = datetime.now(UTC) - timedelta(seconds=time.monotonic() - row.ended)
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - answered).total_seconds())


def _methods(site: Logged) -> Iterator[str]:
    for row in site.asked:
        if row.request.method not in {"GET", "HEAD"}:
            yield f"{site.name}: {row.request.method} {row.target}"
        if {"cookie", "authorization", "proxy-authorization"} & row.request.headers.keys() and row.document:
            yield f"{site.name}: {row.target} was asked for with credentials or cookies"
        if "eindekss/" not in row.request.headers.get("user-agent", ""):
            yield f"{site.name}: {row.target} was asked for without saying who we are"


def _overlap(where: str, rows: Iterable[Asked]) -> Iterator[str]:
    for before, after in pairwise(sorted(rows, key=lambda row: row.started)):
        if after.started < before.ended - SLACK:
            yield f"{where}: {after.target} was asked for while {before.target} was under way"


def judged_unseen(seen: Seen) -> Iterator[str]:
    """Observations that say passed or failed of what was not seen."""
    snapshot = seen.snapshot
    pages: dict[str, Page] = {page.url: page for page in snapshot.pages}
    front = pages.get(snapshot.site)
    for each in seen.observations:
        if each.finding.outcome not in _JUDGED:
            continue
        yield from _on_a_lost_page(each, pages)
        if each.finding.whole and each.finding.outcome == Outcome.FAILED and not snapshot.coverage.whole:
            yield f"{each.indicator}: says that something is absent after an incomplete look"
        if front is not None and isinstance(front.exchange, Missing) and not _of_tls(each, front.exchange):
            yield f"{each.indicator}: {each.finding.outcome} although the front page was {front.exchange.reason}"


def _on_a_lost_page(observation: Observation, pages: dict[str, Page]) -> Iterator[str]:
    for url in {observation.subject.partition(" ")[0], *(evidence.url for evidence in observation.finding.evidence)}:
        page = pages.get(url)
        if page is None or isinstance(page.exchange, Exchange) or observation.indicator == "broken-links":
            continue
        if page.depth or not _of_tls(observation, page.exchange):
            yield f"{observation.indicator}: {observation.finding.outcome} on {url}, which was {page.exchange.reason}"


def _of_tls(observation: Observation, why: Missing) -> bool:
    """A certificate that lets nobody in is a finding of its own."""
    return why.reason == "tls" and observation.indicator in {"certificate", "tls-protocol"}
