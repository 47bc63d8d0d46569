"""The proof of manners in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crawler.proof import Manners


def lines(found: Sequence[Manners]) -> Iterator[str]:
    """Host by host what was done, then whether every promise was kept."""
    for each in found:
        yield from _of_host(each)
    yield "Every promise was kept." if all(each.kept for each in found) else "A promise was broken."


def _of_host(each: Manners) -> Iterator[str]:
    gaps = "" if each.smallest_gap is None else f", between them at least {each.smallest_gap:.3f} s, median {each.median_gap:.3f} s"
    yield f"{each.host}: {_counted(each.requests, 'request')}{gaps}, owed up to {each.promised:.3f} s"
    yield f"  {each.bytes} bytes kept, {each.shown_bytes} bytes for the browser, at {', '.join(each.addresses) or 'no known address'}"
    yield from _robots(each)
    if each.asked_to_wait:
        longest = max(each.asked_to_wait)
        yield f"  asked {_counted(len(each.asked_to_wait), 'time')} to come back later (Retry-After), after up to {longest:g} s;"
        yield f"    {_counted(len(each.waited), 'time')} asked again, {len(each.asked_to_wait) - len(each.waited)} not any more"
    if each.given_up:
        yield f"  {_counted(each.given_up, 'time')} the wait was longer than the visit's patience: not asked again"
    yield from (f"  left alone after {why}" for why in each.left_alone)
    yield from (f"  {fault}" for fault in each.broken)


def _robots(each: Manners) -> Iterator[str]:
    yield f"  robots.txt: {each.allowed} allowed and asked for, {each.disallowed} disallowed and not asked for"
    if each.crawl_delay is not None:
        yield f"  robots.txt asks for {each.crawl_delay:g} s between requests"
    if each.silent:
        yield f"  robots.txt could not be had at {_counted(each.silent, 'origin')}: nothing was asked for there"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
