"""What the alert book says of a night: the alerts decided in it, and those of earlier nights that still wait to be sent."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from crawler.alerts.book import Book
from reports.night.figures import Told


def told(path: Path, run: str) -> tuple[Told, ...]:
    """The alerts, newest first; none where there is no book. One without a channel is only in the feeds, and counts as sent.

    Raises ConfigError where the book cannot be read.
    """
    if not path.exists():
        return ()
    with Book(path) as book:
        waiting: dict[str, list[tuple[str, str]]] = {}
        for each in book.pending():
            for alert in each.message.alerts:
                waiting.setdefault(alert.id, []).append((each.message.channel, "failed" if each.failures else "pending"))
        kept = [each.alert for each in book.alerts()]
    shown = [alert for alert in kept if alert.run == run or alert.id in waiting]
    return tuple(Told(alert.text, alert.institutions, *_state(waiting.get(alert.id, ()))) for alert in shown)


def _state(waiting: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Failed where any channel failed, else pending where any still waits; with those channels."""
    states = {state for _, state in waiting}
    worst = next((state for state in ("failed", "pending") if state in states), "sent")
    return worst, ", ".join(channel for channel, _ in waiting)
