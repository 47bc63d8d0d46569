"""What a sealed bundle tells a night: what was not seen in it and why, and whether that may have been our own network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from crawler import failures
from crawler.night.record import Visited
from crawler.visits import LOST, Ended
from data import rows
from data.bundle import Bundle
from data.errors import BundleError
from data.types import Missing

OURS = frozenset({"dns", "connection-refused", "timeout", "tls", "reset", "truncated", "browser-crash", "browser-timeout", "browser-hung"})
"""Reasons that a sickness of our own machine or network may bring about; an answer of the site, of whatever status, is none."""
_MANY = 0.2
"""The share of pages and documents lost in passing from which on a visit is made again although it saw the rest."""


def doubtful(path: Path) -> bool:
    """Whether anything in a bundle was not seen for a reason that may be ours: pages, documents, requests besides them, artifacts."""
    with Bundle(path) as bundle:
        if OURS & {reason for reason in bundle.addresses().values() if reason}:
            return True
        if any(reason in OURS for reason in _troubles(bundle)):
            return True
        snapshot = bundle.snapshot()
        told = (value for artifacts in (snapshot.artifacts, *(page.artifacts for page in snapshot.pages)) for value in artifacts.values())
        return any(isinstance(value, Missing) and value.reason in OURS for value in told)


def passing(path: Path) -> bool:
    """Whether what was not seen may be over in a moment: nothing at all was seen, or much of it was lost, for passing reasons."""
    with Bundle(path) as bundle:
        gone = [reason for reason in bundle.addresses().values() if reason]
        lost = sum(failures.is_transient(reason) or reason in OURS for reason in gone)
        if bundle.manifest["status"] == "failed":
            # The page itself may only tell that robots.txt could not be read.
            return lost > 0 or any(failures.is_transient(reason) for reason in _troubles(bundle))
        seen = bundle.manifest["coverage"]["fetched"]
        return lost > 0 and lost >= _MANY * (seen + len(gone))


def _troubles(bundle: Bundle) -> Iterator[str]:
    """Why requests failed, those for robots.txt and for probes too."""
    for row in bundle.log():
        if row["event"] == "request":
            yield str(row.get("failed", ""))
        elif row["event"] in {"failed", "robots"}:
            # Where another visit asked for robots.txt, no request of this one tells that it could not be read.
            yield str(row.get("reason", "")) or ("server-error" if row.get("silent") else "")


def visited(how: Ended, began: datetime, *, again: bool) -> Visited:
    """How a visit ended, with what its bundle tells."""
    reasons, errors = _told(how)
    return Visited(
        institution=how.institution,
        status=how.status,
        stopped_by=how.stopped_by or (how.detail.strip().splitlines() or [""])[-1],
        path=how.path.name,
        fetched=how.fetched,
        rendered=how.rendered,
        bytes=how.bytes,
        seconds=how.seconds or round((datetime.now(UTC) - began).total_seconds(), 1),
        began=began,
        ended=datetime.now(UTC),
        again=again,
        reasons=reasons,
        audit_errors=errors,
    )


def recalled(how: Ended, *, again: bool) -> Visited:
    """A visit that was sealed before the night was broken off and written into no record: its times are those of its manifest."""
    with Bundle(how.path) as bundle:
        began, ended = rows.moment(bundle.manifest["started"]), rows.moment(bundle.manifest["finished"])
    reasons, errors = _told(how)
    seconds = round((ended - began).total_seconds(), 1)
    seen = (how.fetched, how.rendered, how.bytes, seconds, began, ended, again, reasons, errors)
    return Visited(how.institution, how.status, how.stopped_by, how.path.name, *seen)


def _told(how: Ended) -> tuple[Mapping[str, int], int]:
    if how.status == LOST:
        return {}, 0
    try:
        with Bundle(how.path) as bundle:
            return dict(sorted(Counter(reason for reason in bundle.addresses().values() if reason).items())), len(bundle.faults())
    except BundleError:
        return {}, 0
