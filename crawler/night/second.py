"""The second look: what failed in passing, and what would raise an alert, is visited again later in the same night before it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from crawler.night.record import AGAIN, SEEN, SecondLook, Visited, saw
from crawler.night.seen import passing
from data.bundle import Bundle
from data.change import Change
from data.errors import BundleError

Labelled = Callable[[Bundle, Bundle], Sequence[Change]]
"""What differs between two visits to one body, and who moved."""
Wanted = Callable[[Sequence[Change]], Sequence[Change]]
"""Which of the changes would raise an alert."""


def nothing(_before: Bundle, _after: Bundle) -> Sequence[Change]:
    """For nights that compare nothing."""
    return ()


def everything(changes: Sequence[Change]) -> Sequence[Change]:
    """For nights in which every change counts."""
    return changes


@dataclass(slots=True)
class Comparing:
    """Compares tonight's bundles with the last good ones, each pair once."""

    earlier: Mapping[str, Path]
    labelled: Labelled = nothing
    wanted: Wanted = everything
    faults: list[str] = field(default_factory=list)
    """What could not be compared, and why."""
    _known: dict[Path, Sequence[Change]] = field(default_factory=dict)

    def changes(self, institution: str, path: Path) -> Sequence[Change]:
        """What has changed at a body since its last good bundle; nothing where there is none, or one of the two saw nothing."""
        if path not in self._known:
            self._known[path] = tuple(self._compared(institution, path))
        return self._known[path]

    def alarming(self, institution: str, path: Path) -> bool:
        """Whether any of that would raise an alert."""
        return bool(self.wanted(self.changes(institution, path)))

    def alarms(self, institution: str, path: Path) -> frozenset[str]:
        """What that is about: addresses of pages, services, sites."""
        return frozenset(change.subject for change in self.wanted(self.changes(institution, path)))

    def confirmed(self, institution: str, counting: Path) -> bool:
        """Whether all that would raise an alert in the bundle that counts was seen in the other look of tonight too."""
        alarms = self.wanted(self.changes(institution, counting))
        first = counting.parent.parent / counting.name
        if not alarms or counting.parent.name != AGAIN:
            return not alarms
        seen = {_said(change) for change in self.changes(institution, first)}
        return all(_said(change) in seen for change in alarms)

    def _compared(self, institution: str, path: Path) -> Iterator[Change]:
        before = self.earlier.get(institution)
        if before is None or not saw(path):
            return
        try:
            with Bundle(before) as old, Bundle(path) as new:
                yield from self.labelled(old, new)
        except BundleError as error:
            self.faults.append(f"{institution}: {error}")


def worth(visits: Iterable[Visited], folder: Path, comparing: Comparing) -> dict[str, str]:
    """Who is to be visited again, and because of what: ``failed`` or ``change``. A visit that we cut short is not over yet."""
    found = {}
    for made in sorted(visits, key=lambda each: each.institution):
        path = folder / made.path
        if made.stopped_by == "interrupted" or made.status not in {*SEEN, "failed"}:
            continue
        if passing(path):
            found[made.institution] = "failed"
        elif comparing.alarming(made.institution, path):
            found[made.institution] = "change"
    return found


def looked(institution: str, because: str, first: Path, again: Path) -> SecondLook:
    """Which of two looks counts: the second where it saw something."""
    kept = "again" if saw(again) else "first"
    return SecondLook(institution, because, first.name, f"{again.parent.name}/{again.name}", kept)


def _said(change: Change) -> tuple[object, ...]:
    return change.indicator, change.subject, change.now.outcome, change.now.value
