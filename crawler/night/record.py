"""What a night writes down of itself while it goes on, so that the morning can read it and a night that was broken off can go on."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from data.errors import BundleCorrupt, ConfigError

FILE = "night.json"
"""What the record is called in the folder of its run."""
AGAIN = "again"
"""The folder, within that of the run, in which the second looks lie."""
SEEN = frozenset({"complete", "partial"})
"""The statuses of visits that saw something."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A visit that is to be made: ``because`` it was ``never`` seen, the last visit ``failed``, or its last look is the ``oldest``.

    ``pages`` and ``seconds`` are its budget, ``expected_seconds`` what it will probably take.
    """

    institution: str
    lane: str
    because: str
    last_seen: datetime | None
    pages: int
    seconds: float
    expected_seconds: float


@dataclass(frozen=True, slots=True)
class Visited:
    """A visit that was made and counted, or was lost through a fault of ours; ``reasons`` counts why pages and documents were not seen."""

    institution: str
    status: str
    stopped_by: str
    path: str
    fetched: int
    rendered: int
    bytes: int
    seconds: float
    began: datetime
    ended: datetime
    again: bool = False
    reasons: Mapping[str, int] = field(default_factory=dict)
    audit_errors: int = 0
    cpu_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """A spell in which we were sick: no visit began, and what failed on the network meanwhile does not count.

    ``cause``: network, dns, clock, disk, memory or browser.
    """

    began: datetime
    ended: datetime | None
    cause: str
    detail: str


@dataclass(frozen=True, slots=True)
class SecondLook:
    """A body visited twice, ``because`` it ``failed`` in passing or a ``change`` would raise an alert; ``kept``: first or again."""

    institution: str
    because: str
    first: str
    again: str
    kept: str


@dataclass(frozen=True, slots=True)
class NightRecord:
    """One night. ``exit_code`` is None until it has ended; ``stopped`` tells why it ended before its plan was done.

    ``cpu_seconds`` is the processor time of the night and its visits, at least; None where others make them.
    """

    run: str
    began: datetime
    ended: datetime | None = None
    until: datetime | None = None
    expected_end: datetime | None = None
    order: tuple[Planned, ...] = ()
    visits: tuple[Visited, ...] = ()
    pauses: tuple[Pause, ...] = ()
    stopped: str | None = None
    second: tuple[SecondLook, ...] = ()
    exit_code: int | None = None
    disk_free: int = 0
    bytes: int = 0
    cpu_seconds: float | None = None
    untold: Mapping[str, str] = field(default_factory=dict)
    """By institution, the bundle from which the next night counts changes, where tonight's were not told: they were not seen twice."""

    def visited(self, made: Visited) -> Self:
        """With this visit, in the place of an earlier one to the same body in the same look."""
        others = tuple(each for each in self.visits if (each.institution, each.again) != (made.institution, made.again))
        visits = (*others, made)
        return replace(self, visits=visits, bytes=sum(each.bytes for each in visits))

    def paused(self, pause: Pause) -> Self:
        """With this spell, or with its end where its beginning is known."""
        others = tuple(each for each in self.pauses if each.began != pause.began)
        return replace(self, pauses=(*others, pause))

    def first(self) -> tuple[Visited, ...]:
        """The visits of the first look."""
        return tuple(each for each in self.visits if not each.again)

    def left(self) -> tuple[str, ...]:
        """The bodies of the plan that were not visited."""
        seen = {each.institution for each in self.visits}
        return tuple(each.institution for each in self.order if each.institution not in seen)


def write(folder: Path, record: NightRecord) -> Path:
    """Keep the record in the folder of its run, whole or not at all. Raises ConfigError where there is no room."""
    path = folder / FILE
    half = path.with_name(f"{FILE}.part")
    text = json.dumps(asdict(record), ensure_ascii=False, indent=1, default=datetime.isoformat) + "\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with half.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written ({error.strerror}); make room there, or choose another folder with --out") from error
    return path


def read(path: Path) -> NightRecord:
    """The record in a file. Raises ConfigError where it is none."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return _record(told)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}); give the folder of a night") from error
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise ConfigError(f"{path}: not the record of a night ({error}); move it away to begin that night anew") from error


def counting(folder: Path) -> dict[str, Path]:
    """The bundle that counts for each body of a run: its second look where that saw something, else its first."""
    found = {path.stem: path for path in _bundles(folder)}
    return dict(sorted({**found, **{path.stem: path for path in _bundles(folder / AGAIN) if saw(path)}}.items()))


def saw(path: Path) -> bool:
    """Whether a bundle is whole and its visit saw something."""
    # Imported late: what only reads the record needs no database.
    from data.bundle import Bundle  # noqa: PLC0415

    try:
        with Bundle(path) as bundle:
            return bundle.manifest["status"] in SEEN
    except BundleCorrupt:
        return False


def _bundles(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.glob("*.sqlite")) if not path.name.endswith(".overlay.sqlite"))


def _record(told: dict[str, Any]) -> NightRecord:
    return NightRecord(
        **{
            **told,
            **_moments(told, "began", "ended", "until", "expected_end"),
            "order": tuple(Planned(**{**each, **_moments(each, "last_seen")}) for each in told["order"]),
            "visits": tuple(Visited(**{**each, **_moments(each, "began", "ended")}) for each in told["visits"]),
            "pauses": tuple(Pause(**{**each, **_moments(each, "began", "ended")}) for each in told["pauses"]),
            "second": tuple(SecondLook(**each) for each in told["second"]),
        }
    )


def _moments(told: Mapping[str, Any], *names: str) -> dict[str, datetime | None]:
    return {name: datetime.fromisoformat(told[name]) if told[name] is not None else None for name in names}
