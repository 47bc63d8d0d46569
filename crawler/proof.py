"""The proof of manners: what bundles say of how each host was asked, and whether any promise was broken."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from crawler.addresses import bare, host_of, origin
from crawler.robots import Robots, Rules, read
from data.bundle import Bundle
from data.types import Json

CLOCK_SLACK = 0.005
"""Seconds by which two times of one clock, rounded to thousandths, may err."""

Event = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as the log has it. Times are seconds since 1970 by a clock that does not jump within a run.

    ``owed`` is the rest that we owed before it by our own account, ``crawl_delay`` the one that robots.txt had asked for by then,
    ``wait`` what the answer asked for (Retry-After, None for nothing), counted from ``heard``.
    """

    url: str
    addresses: tuple[str, ...]
    purpose: str
    began: float
    ended: float
    owed: float
    crawl_delay: float
    heard: float
    wait: float | None
    allowed: bool


@dataclass(slots=True)
class _Seen:
    """What the logs tell of one host, in their order."""

    asked: list[Asked] = field(default_factory=list)
    robots: list[Event] = field(default_factory=list)
    told: defaultdict[str, list[Event]] = field(default_factory=lambda: defaultdict(list))

    @property
    def crawl_delay(self) -> float | None:
        """The longest Crawl-delay of its robots.txt, in seconds; None where it asked for none."""
        return max((event["crawl_delay"] for event in self.robots if event["crawl_delay"] is not None), default=None)


@dataclass(frozen=True, slots=True)
class Manners:
    """How one host was asked. Gaps are seconds from the end of one request to the start of the next; None for fewer than two.

    ``promised`` is the longest rest that was owed (our own delay, the site's Crawl-delay, or more after trouble) before any request;
    ``asked_to_wait`` are the waits that it asked for by Retry-After, ``waited`` those after which it was asked again, ``given_up``
    counts the times when the visit had no time to wait; ``silent`` counts the origins whose robots.txt could not be had, and
    ``left_alone`` tells why it was left alone, once for each time. ``bytes`` are of the bodies kept, ``shown_bytes`` came for the
    browser. ``broken`` are the promises that were broken, in words.
    """

    host: str
    addresses: tuple[str, ...]
    requests: int
    smallest_gap: float | None
    median_gap: float | None
    promised: float
    bytes: int
    shown_bytes: int
    crawl_delay: float | None
    allowed: int
    disallowed: int
    silent: int
    asked_to_wait: tuple[float, ...]
    waited: tuple[float, ...]
    given_up: int
    left_alone: tuple[str, ...]
    broken: tuple[str, ...]

    @property
    def kept(self) -> bool:
        """Whether every promise was kept."""
        return not self.broken


def manners(*bundles: Bundle) -> list[Manners]:
    """The manners of the visits of one run, host by host, those asked most first. Pure: from what the bundles hold."""
    seen: defaultdict[str, _Seen] = defaultdict(_Seen)
    kept: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    for bundle in bundles:
        _take(bundle, seen, shown)
        sizes = bundle.blob_sizes()
        for _, exchange in bundle.exchanges():
            kept[bare(host_of(exchange.url))] += sizes.get(exchange.body or "", 0)
    beside = _beside(seen)
    found = [_manners(host, of, kept[host], shown[host], beside[host]) for host, of in seen.items() if host and of.asked]
    return sorted(found, key=lambda each: (-each.requests, each.host))


def _take(bundle: Bundle, seen: defaultdict[str, _Seen], shown: Counter[str]) -> None:
    rules, delays = _rules(bundle), defaultdict[str, float](float)
    for event in bundle.log():
        host = str(event.get("host") or bare(host_of(str(event.get("url", "")))))
        if event["event"] == "browser-traffic":
            shown.update({bare(name): int(size) for name, size in event["bytes"].items()})
        elif event["event"] == "request":
            seen[host].asked.append(_asked(event, delays[host], rules))
        elif event["event"] == "robots":
            seen[host].robots.append(event)
            delays[host] = max(delays[host], event["crawl_delay"] or 0.0)
        else:
            seen[host].told[event["event"]].append(event)


def _rules(bundle: Bundle) -> dict[str, Rules]:
    """The rules of each origin, read anew from the robots.txt in the bundle."""
    blobs = bundle.snapshot().blobs
    found: dict[str, Rules] = {}
    for purpose, answer in bundle.exchanges():
        if purpose == "robots":
            body = blobs.get(answer.body or "", b"")
            place = origin((*answer.redirected_from, answer.url)[0])
            found[place] = read(answer.url, answer.status, body, answer.header("content-type") or "").rules()
    silent = (event["url"] for event in bundle.log() if event["event"] == "robots" and event.get("silent"))
    return found | {origin(url): Robots(url, None).rules() for url in silent}


def _asked(event: Event, crawl_delay: float, rules: Mapping[str, Rules]) -> Asked:
    stamp = datetime.fromisoformat(event["at"]).timestamp()
    began, url = event.get("began", stamp), event["url"]
    ended = event.get("ended", began)
    judged = rules.get(origin(url)) if event["purpose"] != "robots" and event["robots"] != "not-needed" else None
    return Asked(
        url=url,
        addresses=tuple(event.get("addresses", ())),
        purpose=event["purpose"],
        began=began,
        ended=ended,
        owed=event["gap"],
        crawl_delay=crawl_delay,
        heard=event.get("heard", ended),
        wait=event.get("asked"),
        allowed=judged is None or judged.allows(url),
    )


def _beside(seen: Mapping[str, _Seen]) -> defaultdict[str, list[str]]:
    """What was asked for while the same server address was being asked for something else, by host."""
    by_address: defaultdict[str, list[tuple[Asked, str]]] = defaultdict(list)
    for host, of in seen.items():
        for each in of.asked:
            for address in each.addresses:
                by_address[address].append((each, host))
    found: defaultdict[str, list[str]] = defaultdict(list)
    for address, rows in by_address.items():
        for (before, _), (after, host) in pairwise(sorted(rows, key=lambda row: row[0].began)):
            if after.began < before.ended - CLOCK_SLACK:
                found[host].append(f"AT THE SAME TIME AS {before.url}, at {address}: {after.url}")
    return found


def _manners(host: str, seen: _Seen, kept: int, shown: int, beside: Sequence[str]) -> Manners:
    asked = sorted(seen.asked, key=lambda each: each.began)
    gaps = [after.began - before.ended for before, after in pairwise(asked)]
    waits = [each for each in asked if each.wait is not None]
    return Manners(
        host=host,
        addresses=tuple(sorted({address for each in asked for address in each.addresses})),
        requests=len(asked),
        smallest_gap=min(gaps, default=None),
        median_gap=statistics.median(gaps) if gaps else None,
        promised=max((each.owed for each in asked[1:]), default=0.0),
        bytes=kept,
        shown_bytes=shown,
        crawl_delay=seen.crawl_delay,
        allowed=sum(each.purpose != "robots" for each in asked),
        disallowed=sum(event["reason"] == "robots" for event in seen.told["refused"]),
        silent=sum(bool(event.get("silent")) for event in seen.robots),
        asked_to_wait=tuple(each.wait for each in waits if each.wait is not None),
        waited=tuple(wait for each in waits if (wait := _waited(each, asked)) is not None),
        given_up=len(seen.told["impatient"]),
        left_alone=tuple(f"{event['failures']} failures in a row ({event['reason']})" for event in seen.told["left-alone"]),
        broken=(*dict.fromkeys(_broken(asked, seen)), *beside),
    )


def _waited(answer: Asked, asked: Sequence[Asked]) -> float | None:
    """Seconds after which the host was asked again; None when it was not."""
    return min((each.began - answer.heard for each in asked if each.began > answer.began), default=None)


def _broken(asked: Sequence[Asked], seen: _Seen) -> Iterator[str]:
    for before, after in pairwise(asked):
        rest = after.began - before.ended
        if rest < -CLOCK_SLACK:
            yield f"WHILE {before.url} WAS UNDER WAY: {after.url}"
        elif rest < max(after.owed, after.crawl_delay) - CLOCK_SLACK:
            yield f"SOONER THAN OWED (after {rest:.3f} s, owed were {max(after.owed, after.crawl_delay):.3f}): {after.url}"
    for each in asked:
        if not each.allowed:
            yield f"ALTHOUGH ROBOTS.TXT DISALLOWS IT: {each.url}"
        waited = _waited(each, asked)
        if each.wait is not None and waited is not None and waited < each.wait - CLOCK_SLACK:
            yield f"AGAIN AFTER {waited:.3f} s, Retry-After was {each.wait:g}: {each.url}"
    for event in seen.told["left-alone"]:
        yield from (
            f"WHILE IT WAS TO BE LEFT ALONE: {each.url}"
            for each in asked
            if event["since"] + CLOCK_SLACK < each.began < event["since"] + event["rest"] - CLOCK_SLACK
        )
