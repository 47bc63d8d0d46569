"""The proof of manners: what a bundle's own log says of how each host was asked, and whether any promise was broken."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from crawler.addresses import bare, host_of
from data.bundle import Bundle
from data.types import Exchange, Json

CLOCK_SLACK = 0.005
"""Seconds by which two stamps of one clock may err."""

Event = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Manners:
    """How one host was asked. Gaps are seconds from the start of one request to the start of the next; None for fewer than two.

    ``promised`` is the longest rest that was owed (our own delay, the site's Crawl-delay, or more after trouble) before any request;
    ``short`` are the addresses asked for sooner than was owed before them. ``bytes`` are of the bodies kept.
    """

    host: str
    requests: int
    smallest_gap: float | None
    median_gap: float | None
    promised: float
    bytes: int
    crawl_delay: float | None
    disallowed: int
    asked_to_wait: tuple[float, ...]
    given_up: int
    short: tuple[str, ...]

    @property
    def kept(self) -> bool:
        """Whether every promise was kept."""
        return not self.short


def manners(bundle: Bundle) -> list[Manners]:
    """The manners of a visit, host by host, those asked most first. Pure: from what the bundle holds."""
    events: defaultdict[str, list[Event]] = defaultdict(list)
    for event in bundle.log():
        events[_host(event)].append(event)
    weights = _weights(bundle.exchanges(), bundle.blob_sizes())
    found = [_manners(host, seen, weights.get(host, 0)) for host, seen in events.items() if host and _of(seen, "request")]
    return sorted(found, key=lambda each: (-each.requests, each.host))


def lines(found: Sequence[Manners]) -> Iterator[str]:
    """The proof in words."""
    for each in found:
        gaps = "one request" if each.smallest_gap is None else f"gap at least {each.smallest_gap:.3f} s, median {each.median_gap:.3f} s"
        yield f"{each.host}: {each.requests} requests, {gaps}, owed up to {each.promised:.3f} s, {each.bytes} bytes kept"
        if each.crawl_delay is not None:
            yield f"  robots.txt asks for {each.crawl_delay:g} s between requests"
        if each.disallowed:
            yield f"  {each.disallowed} addresses not asked for because robots.txt disallows them"
        if each.asked_to_wait:
            yield f"  asked {len(each.asked_to_wait)} times to come back later, after up to {max(each.asked_to_wait):g} s"
        if each.given_up:
            yield f"  {each.given_up} times the wait was longer than the visit's patience: not asked again"
        yield from (f"  SOONER THAN OWED: {url}" for url in each.short)
    yield "Every promise was kept." if all(each.kept for each in found) else "A promise was broken."


def _manners(host: str, events: list[Event], kept: int) -> Manners:
    requests = _of(events, "request")
    gaps = [_seconds(before, after) for before, after in pairwise(requests)]
    short = tuple(after["url"] for gap, after in zip(gaps, requests[1:], strict=True) if gap < after["gap"] - CLOCK_SLACK)
    delays = [event["crawl_delay"] for event in _of(events, "robots") if event["crawl_delay"] is not None]
    return Manners(
        host=host,
        requests=len(requests),
        smallest_gap=min(gaps, default=None),
        median_gap=statistics.median(gaps) if gaps else None,
        promised=max((event["gap"] for event in requests[1:]), default=0.0),
        bytes=kept,
        crawl_delay=max(delays, default=None),
        disallowed=sum(event["reason"] == "robots" for event in _of(events, "refused")),
        asked_to_wait=tuple(event["retry_after"] for event in _of(events, "trouble") if event["retry_after"] is not None),
        given_up=len(_of(events, "impatient")),
        short=short,
    )


def _weights(exchanges: Iterable[tuple[str, Exchange]], sizes: Mapping[str, int]) -> dict[str, int]:
    weights: defaultdict[str, int] = defaultdict(int)
    for _, exchange in exchanges:
        weights[bare(host_of(exchange.url))] += sizes.get(exchange.body or "", 0)
    return weights


def _of(events: list[Event], kind: str) -> list[Event]:
    return [event for event in events if event["event"] == kind]


def _host(event: Event) -> str:
    return str(event.get("host") or bare(host_of(str(event.get("url", "")))))


def _seconds(before: Event, after: Event) -> float:
    return (datetime.fromisoformat(after["at"]) - datetime.fromisoformat(before["at"])).total_seconds()
