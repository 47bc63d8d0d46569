"""How a visit was made, told from its bundle: when, how far, how politely, with what, and why it ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from urllib.parse import urlsplit

from audits.wholeness import whole
from data.bundle import Bundle
from data.errors import REASONS
from data.types import LOOK, Coverage, Exchange, Missing, Role, Snapshot, Text
from reports.texts import TEXTS

_PACED = frozenset({"robots", "sitemap", "page", "document", "probe"})
_FOUND, _HOLDS = 200, 304


@dataclass(frozen=True, slots=True)
class Facts:
    """What a report tells of the visit. ``gap`` is the median of seconds between requests to the site; None when there were too few."""

    status: str
    ended: Text
    started: datetime
    duration: timedelta | None
    run: str
    seed: int
    settings: str
    versions: Mapping[str, str]
    coverage: Coverage
    purposes: Mapping[str, int]
    gap: float | None
    crawl_delay: float | None
    bundle: str
    snapshot: str
    carried: int
    """How many pages are judged as an earlier visit showed them, since nothing in them had changed."""
    agent: str
    """The User-Agent of its requests; by which name alone we go where none was made."""

    @property
    def requests(self) -> int:
        """How many requests were made over HTTP, the browser's own not counted."""
        return sum(number for purpose, number in self.purposes.items() if purpose in _PACED)


def facts(bundle: Bundle, snapshot: Snapshot) -> Facts:
    """What is known of the visit behind this bundle."""
    told = bundle.manifest
    finished = told.get("finished")
    exchanges = bundle.exchanges()
    return Facts(
        status=told["status"],
        ended=_ended(told["status"], snapshot),
        started=snapshot.taken_at,
        duration=datetime.fromisoformat(finished) - snapshot.taken_at if finished else None,
        run=told["run"],
        seed=told["seed"],
        settings=str(told.get("settings", "")),
        versions={name: str(version) for name, version in sorted(told["versions"].items()) if version},
        coverage=snapshot.coverage,
        purposes=Counter(purpose for purpose, _ in exchanges),
        gap=_gap(bundle, snapshot),
        crawl_delay=_crawl_delay(snapshot),
        bundle=bundle.path.name,
        snapshot=snapshot.id,
        carried=sum(LOOK in page.artifacts for page in snapshot.pages),
        agent=next((agent for _, seen in exchanges if (agent := _agent(seen))), "eindekss/…"),
    )


def statuses(bundle: Bundle, snapshot: Snapshot) -> Mapping[str, int]:
    """The HTTP status that each page answered with, also where its body was of no use; without those that never answered.

    A page that was renewed by a 304 has the status of the answer that still holds; only a 200 is ever renewed.
    """
    renewed = {row["url"] for row in bundle.log() if row["event"] == "renewed"}
    answered: dict[str, int] = {}
    for purpose, seen in bundle.exchanges():
        if purpose == "page":
            told = _FOUND if seen.status == _HOLDS and seen.url in renewed else seen.status
            answered |= dict.fromkeys((*seen.redirected_from, seen.url), told)
    known = {page.url: page.exchange.status for page in snapshot.pages if isinstance(page.exchange, Exchange)}
    return {page.url: status for page in snapshot.pages if (status := known.get(page.url, answered.get(page.url)))}


def _ended(status: str, snapshot: Snapshot) -> Text:
    """Why the visit ended, or why it failed: what kept us from the front page."""
    front = next((page for page in snapshot.pages if page.role is Role.FRONT), None)
    if status == "failed" and front and isinstance(front.exchange, Missing):
        return REASONS[front.exchange.reason].what
    stopped_by = snapshot.coverage.stopped_by
    if stopped_by in REASONS:
        return REASONS[stopped_by].what
    return TEXTS["exhausted"] if whole(snapshot) else TEXTS["some_unseen"]


def _agent(seen: Exchange) -> str | None:
    return next((value for name, value in seen.request_headers if name.lower() == "user-agent" and value.startswith("eindekss/")), None)


def _gap(bundle: Bundle, snapshot: Snapshot) -> float | None:
    host = urlsplit(snapshot.site).hostname
    moments = sorted(seen.at for purpose, seen in bundle.exchanges() if purpose in _PACED and urlsplit(seen.url).hostname == host)
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(moments)]
    return round(median(gaps), 1) if len(gaps) > 2 else None


def _crawl_delay(snapshot: Snapshot) -> float | None:
    robots = snapshot.artifacts.get("robots")
    delay = robots.get("crawl_delay") if isinstance(robots, dict) else None
    return float(delay) if isinstance(delay, int | float) else None
