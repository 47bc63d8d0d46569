"""How long a host is left in peace between two requests: our own rest, its wish, its troubles, whichever is longest."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from crawler import failures

FAILURES = 5
"""Failures in a row, of whatever kind of request, after which a host is left alone for a while."""
_FIRST_BACKOFF = 0.5
_FALL = 0.7
"""What is left of the adaptive rest after a good answer, unless the host is slow."""
_LONGEST_REST = 10.0**9
"""Seconds; whoever asks for more means never."""
_LONE_RESTS = 30
"""How many of our own rests a host is left alone for, the first time."""
_LONGEST_LONE = 3600.0


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, given in seconds or as a date (RFC 9110 10.2.3); None when it is neither.

    >>> retry_after("120", datetime(2026, 1, 1, tzinfo=UTC)), retry_after("Thu, 01 Jan 2026 00:01:00 GMT", datetime(2026, 1, 1, tzinfo=UTC))
    (120.0, 60.0)
    """
    if value is None:
        return None
    if value.strip().isascii() and value.strip().isdigit():
        return min(float(value), _LONGEST_REST)
    try:
        when = parsedate_to_datetime(value)
        rest = (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp() - now.timestamp()
    except (ValueError, OverflowError, IndexError):
        return None
    return min(max(0.0, rest), _LONGEST_REST)


def wait_asked(status: int, value: str | None, now: datetime) -> float | None:
    """Seconds that an answer asks us to stay away; None when it does not.

    Retry-After speaks of a wait with 429 (RFC 6585), with 503 and other server errors, with a content too large for now, and with a
    redirect, where it says how long to wait before following (RFC 9110 10.2.3). Beside any other status it has no meaning.
    """
    return retry_after(value, now) if status in {413, 429} or 300 <= status < 400 or status >= 500 else None


@dataclass(frozen=True, slots=True)
class Heard:
    """What the last request of a turn came to: when, why it counts as a failure (empty when it does not), and the rest asked for."""

    at: float
    failed: str
    asked: float | None


@dataclass(slots=True)
class Pace:
    """How long one host rests between two requests, in seconds, and whether it is left alone altogether. Times are of a steady clock.

    A host is left alone after FAILURES failures in a row, for longer each time; the request after that is a trial, whose failure leaves
    it alone again at once, and whose success ends it.
    """

    least: float
    most: float
    crawl_delay: float = 0.0
    adaptive: float = 0.0
    rested_from: float = float("-inf")
    not_before: float = float("-inf")
    failures: int = 0
    failed: str = ""
    """Why the last request failed."""
    alone: int = 0
    """How many times in a row it was left alone; 0 while all is well."""
    alone_until: float = float("-inf")
    heard: Heard | None = None

    @property
    def gap(self) -> float:
        """The rest after an answer: ours, the site's own wish, or what its troubles call for, whichever is longest."""
        return max(self.least, self.crawl_delay, self.adaptive)

    def due(self) -> float:
        """When the next request may start."""
        return max(self.rested_from + self.gap, self.not_before, self.alone_until)

    def was_asked(self) -> bool:
        """Whether the wait is the host's own wish (Retry-After, a long Crawl-delay) and not our common rest."""
        return self.not_before > self.rested_from + self.gap or self.crawl_delay > self.most

    def answered(self, now: float, elapsed: float, *, trouble: bool, asked: float | None = None, failed: str = "") -> None:
        """Note an answer, or none: how long it took, whether the host is in trouble (no answer, 429, 5xx), what Retry-After asked.

        ``failed`` is the reason why the request counts as a failure of the host, also where it is in no trouble (a closed port).
        """
        self.rested_from = now
        failed = failed or ("server-error" if trouble else "")
        if trouble:
            self.adaptive = min(self.most, max(2 * self.gap, _FIRST_BACKOFF))
        else:
            # A host that takes long is given as long to rest; an average, so that one slow page is forgotten. Trouble is forgotten slowly.
            self.adaptive = min(self.most, max((self.adaptive + elapsed) / 2, _FALL * self.adaptive))
        if asked is not None:
            self.not_before = max(self.not_before, now + asked)
        self.heard = Heard(now, failed, asked)
        self._count(now, failed)

    def ended(self, began: float, reason: str | None, asked: float | None = None) -> None:
        """Note the end of something that began at ``began``, and the reason of the closed list why it came to nothing, if it did."""
        now, failed = time.monotonic(), reason if reason and failures.is_transient(reason) else ""
        self.answered(now, now - began, trouble=failures.is_trouble(failed), asked=asked, failed=failed)

    def forgive(self) -> None:
        """Forget its failures, which were ours: it is left alone no longer. What it asked for itself stays."""
        self.adaptive = 0.0
        self._count(0.0, "")

    def _count(self, now: float, failed: str) -> None:
        if not failed:
            self.failures, self.failed, self.alone, self.alone_until = 0, "", 0, float("-inf")
            return
        self.failures, self.failed = self.failures + 1, failed
        if self.failures >= FAILURES or self.alone:
            rest = max(1.0, self.gap, _LONE_RESTS * self.least)
            self.alone += 1
            self.alone_until = now + min(_LONGEST_LONE, rest * 2 ** (self.alone - 1))
