"""What a night looks for while it goes on, and what comes of it in the morning: alerts, the page of the morning, its metrics."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from audits.labels import labelled
from crawler.alerts import recipients, rules
from crawler.alerts.servers import servers
from crawler.alerts.tell import Post
from crawler.night import second
from crawler.night.record import NightRecord
from data import changed
from data.change import Change
from data.errors import ConfigError
from data.registry import Registry
from data.store import Store
from reports.night import metrics, morning
from reports.night.alerted import told
from reports.night.figures import Told


@dataclass(slots=True)
class Ending:
    """The end of one night, made before it begins, so that a fault in a table of alerts is known while somebody is awake.

    ``folder`` is that of the run; the alert book and the feeds lie beside the store. ``measured`` is a file for metrics.
    """

    folder: Path
    store: Path
    post: Post
    registry: Registry
    measured: Path | None = None
    faults: list[str] = field(default_factory=list)
    """What could not be told."""
    _changes: Sequence[Change] | None = None

    @classmethod
    def of(cls, folder: Path, store: Path, registry: Registry, measured: Path | None = None) -> Ending:
        """By the tables of this installation. Raises ConfigError with every fault in them."""
        asked = store.with_name(recipients.FILE.name)
        known = recipients.load(asked) if asked.is_file() else recipients.Recipients()
        post = Post(rules.load(), known, registry, store.with_name("alerts.db"), store.with_name("feeds"))
        return cls(folder, store, post, registry, measured)

    @property
    def labelled(self) -> second.Labelled:
        """What differs between two visits, and who moved."""
        return labelled

    def wanted(self, changes: Sequence[Change]) -> Sequence[Change]:
        """Which of the changes would raise an alert."""
        return rules.wanted(changes, self.post.rules)

    def take(self, changes: Sequence[Change]) -> None:
        """The changes that count: kept beside the bundles for the morning."""
        changed.write(self.folder / changed.NAME, changes)
        self._changes = changes

    def tell(self, record: NightRecord) -> Iterator[Path]:
        """Send the alerts and write the morning; the files written. What fails is noted in ``faults`` and keeps nothing else back."""
        self._send(record)
        alerts = self._alerts(record)
        try:
            names = {each.id: each.name for each in self.registry.institutions.values()}
            found = morning.gather(self.folder, alerts, names)
            yield from morning.write(found, self.folder)
            if self.measured:
                yield metrics.write(found, self.measured)
        except ConfigError as error:
            self.faults += error.faults

    def _send(self, record: NightRecord) -> None:
        if self._changes is None:
            return
        try:
            self.post.tell(record, self._changes, (_platforms(self.store), servers(self.folder)))
        except ConfigError as error:
            self.faults += error.faults

    def _alerts(self, record: NightRecord) -> tuple[Told, ...]:
        """What the book says, not what was sent just now: a night started again sends nothing, and has its alerts all the same."""
        try:
            return told(self.post.book, record.run)
        except ConfigError as error:
            self.faults += error.faults
            return ()


def _platforms(store: Path) -> dict[str, str]:
    """What the site of each body is built with, where that is known."""
    with Store(store) as opened:
        found = opened.db.query("select institution, value from current where indicator = 'platform' and value is not null")
        values = {row["institution"]: json.loads(row["value"]) for row in found}
    return {institution: value for institution, value in values.items() if isinstance(value, str)}
