"""How long a host is left in peace between two requests: our own rest, its wish, its troubles, whichever is longest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_FIRST_BACKOFF = 0.5
_LONGEST_REST = 10.0**9
"""Seconds; whoever asks for more means never."""


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
        return max(0.0, (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp() - now.timestamp())
    except (ValueError, OverflowError):
        return None


@dataclass(slots=True)
class Pace:
    """How long one host rests between two requests, in seconds. Times are of a steady clock."""

    least: float
    most: float
    crawl_delay: float = 0.0
    adaptive: float = 0.0
    rested_from: float = float("-inf")
    not_before: float = float("-inf")

    @property
    def gap(self) -> float:
        """The rest after an answer: ours, the site's own wish, or what its troubles call for, whichever is longest."""
        return max(self.least, self.crawl_delay, self.adaptive)

    def due(self) -> float:
        """When the next request may start."""
        return max(self.rested_from + self.gap, self.not_before)

    def was_asked(self) -> bool:
        """Whether the wait is the host's own wish (Retry-After, a long Crawl-delay) and not our common rest."""
        return self.not_before > self.rested_from + self.gap or self.crawl_delay > self.most

    def answered(self, now: float, elapsed: float, *, trouble: bool, asked: float | None = None) -> None:
        """Note an answer: how long it took, whether the host is in trouble (no answer, 429, 5xx), and what Retry-After asked."""
        self.rested_from = now
        if trouble:
            self.adaptive = min(self.most, max(2 * self.gap, _FIRST_BACKOFF))
        else:
            # A host that takes long is given as long to rest; an average, so that one slow page is soon forgotten.
            self.adaptive = min(self.most, (self.adaptive + elapsed) / 2)
        if asked is not None:
            self.not_before = max(self.not_before, now + asked)
