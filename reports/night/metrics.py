"""The last night as metrics of Prometheus, in a file that node_exporter's textfile collector reads.

Names follow https://prometheus.io/docs/practices/naming/: base units, one meaning each, moments as seconds since 1970. All are gauges: a
night is told as it was, and the next one replaces it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

from data.change import Label
from data.errors import ConfigError
from reports.night import figures
from reports.night.figures import Morning
from reports.night.standing import Stand, standings

_STATES = ("sent", "pending", "failed")


def registry(morning: Morning) -> CollectorRegistry:
    """The metrics of a morning. Whatever is not known has no sample: nothing is told as 0 that was not counted."""
    found = _Metrics(CollectorRegistry())
    _moments(found, morning)
    _counts(found, morning)
    _bodies(found, morning)
    return found.registry


def write(morning: Morning, path: Path) -> Path:
    """Write the metrics, whole or not at all; returns the path. Raises ConfigError where that cannot be done."""
    if path.suffix != ".prom":
        raise ConfigError(f"{path}: the collector reads only names that end in .prom; write for example eindekss.prom")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_to_textfile(str(path), registry(morning))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written ({error.strerror}); let us write there, or choose another file") from error
    return path


class _Metrics:
    """Gauges as they are told."""

    def __init__(self, into: CollectorRegistry) -> None:
        self.registry = into

    def one(self, name: str, meaning: str, value: float | datetime | None) -> None:
        """A gauge without labels; a moment as seconds since 1970, nothing where there is no value."""
        if value is not None:
            Gauge(f"eindekss_{name}", meaning, registry=self.registry).set(value.timestamp() if isinstance(value, datetime) else value)

    def many(self, name: str, meaning: str, label: str, values: Mapping[str, float]) -> None:
        """A gauge with one label."""
        gauge = Gauge(f"eindekss_{name}", meaning, [label], registry=self.registry)
        for key, value in sorted(values.items()):
            gauge.labels(key).set(value)


def _moments(found: _Metrics, morning: Morning) -> None:
    record, totals = morning.record, figures.totals(morning.record)
    found.many("night_info", "The night that the other metrics tell of.", "run", {record.run: 1})
    found.one("night_begin_timestamp_seconds", "When the night began.", record.began)
    found.one("night_end_timestamp_seconds", "When the night ended; absent while it goes on.", record.ended)
    found.one("night_expected_end_timestamp_seconds", "When the plan expected it to end.", record.expected_end)
    found.one("night_duration_seconds", "How long it took, or has taken so far.", totals.seconds)
    found.one(
        "night_exit_code", "0 complete, 3 partial, 2 this machine lacked something, 1 a bug; absent while it goes on.", record.exit_code
    )
    found.one("night_paused_seconds", "How long this machine could not look.", totals.paused_seconds)
    found.one("night_visit_seconds", "All visits together, by the clock.", totals.visit_seconds)
    found.one("night_expected_visit_seconds", "All visits together, as planned.", totals.expected_seconds)
    found.one("night_cpu_seconds", "Processor time of the night and its visits, at least.", totals.cpu_seconds)


def _counts(found: _Metrics, morning: Morning) -> None:
    record, totals = morning.record, figures.totals(morning.record)
    met = figures.failures(standings(record))
    found.many("night_bodies", "Bodies by where they stand.", "status", {stand.value: totals.stands[stand] for stand in Stand})
    found.many(
        "night_pages", "Pages and documents fetched, pages rendered.", "kind", {"fetched": totals.fetched, "rendered": totals.rendered}
    )
    found.one("night_stored_bytes", "Bytes of the bundles of the night.", totals.bytes)
    found.many(
        "night_failures", "Pages and documents not measured at bodies that we could look at.", "reason", {e.reason: e.pages for e in met}
    )
    found.many("night_failed_bodies", "Bodies out of reach, by what ended the look.", "reason", {e.reason: e.ended for e in met if e.ended})
    causes = {cause: len(names) for cause, names in figures.of_ours(standings(record))}
    found.many("night_unseen_bodies", "Bodies not looked at because of us, by cause.", "cause", causes)
    labels = {label.value: number for label, number, _ in figures.by_label(morning.changes)}
    told = {label.value: 0 for label in Label} | labels if morning.compared else {}
    found.many("night_changes", "Answers that are not what they were, by who moved; absent while nothing is told.", "label", told)
    states = Counter(each.state for each in morning.alerts)
    found.many("night_alerts", "Alerts of the night.", "state", {**dict.fromkeys(_STATES, 0), **states})
    pauses = Counter(each.cause for each in record.pauses)
    found.many("night_pauses", "Times that this machine could not look.", "cause", pauses)
    found.many(
        "night_second_looks", "Bodies looked at twice, by the look that counts.", "kept", Counter(each.kept for each in record.second)
    )
    found.one("night_audit_errors", "Checks of ours that broke.", totals.audit_errors)
    broken = {indicator: len(met) for indicator, met in morning.faults.items()}
    found.many("night_broken_checks", "Bodies at which a check of ours broke.", "indicator", broken)
    found.one("disk_free_bytes", "Free on the disk of the bundles when the night last wrote its record.", record.disk_free)


def _bodies(found: _Metrics, morning: Morning) -> None:
    """How old the last measurement of each body is: its moment, so that the age is right whenever it is asked."""
    last = {each.institution: each.last_seen.timestamp() for each in morning.record.order if each.last_seen}
    seen = [each for each in standings(morning.record) if each.stand in {Stand.COMPLETE, Stand.PARTIAL} and each.look]
    last |= {each.institution: each.look.ended.timestamp() for each in seen if each.look}
    planned = {each.institution for each in morning.record.order}
    found.many("body_last_measured_timestamp_seconds", "When something of the body was last measured.", "institution", last)
    found.one("bodies_never_measured", "Bodies of the plan of which nothing was ever measured.", len(planned - last.keys()))
    found.one("oldest_measurement_timestamp_seconds", "The oldest of these moments.", min(last.values(), default=None))
