"""The end of a night in one call: its changes are decided, written down, and sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from crawler.alerts import book as kept
from crawler.alerts import deliver, desk, feed
from crawler.alerts import recipients as known
from crawler.alerts.recipients import Recipients
from crawler.alerts.rules import TABLE, Rules, load
from crawler.night.record import NightRecord
from data.change import Change
from data.registry import Registry


@dataclass(frozen=True, slots=True)
class Post:
    """All that telling needs; made before the night begins, so that a fault in a table is known while somebody is awake."""

    rules: Rules
    recipients: Recipients
    registry: Registry
    book: Path = kept.BOOK
    feeds: Path = feed.FEEDS

    def tell(self, record: NightRecord, changes: Iterable[Change], common: Sequence[Mapping[str, str]] = ()) -> deliver.Delivered:
        """Decide what of a night is told, and send it with all that waited. Again for the same night, it adds nothing.

        ``common`` is as for ``desk.take``.
        """
        with kept.Book(self.book) as opened:
            at = datetime.now(UTC)
            desk.take(opened, record, changes, self.rules, self.recipients, self.registry, common=common, at=at)
            return deliver.deliver(opened, self.recipients, self.feeds)


def post(registry: Registry, rules: Path = TABLE, recipients: Path = known.FILE) -> Post:
    """The post by these tables. Raises ConfigError with every fault of the first that is wrong."""
    return Post(load(rules), known.load(recipients), registry)
