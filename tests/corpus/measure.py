"""Visits the corpus, judges what was seen, and sets the answers beside the truth."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from urllib.parse import urlsplit

from audits import catalogue
from audits.accuracy import Answer, said, tallies
from audits.run import judge
from crawler.progress import Progress
from crawler.visit import Job
from crawler.visits import run_visits
from data import registry, vocabulary
from data.bundle import Bundle
from data.errors import ConfigError
from data.settings import Settings
from data.types import Institution, Json, Kind, Observation, Site, Snapshot, Text, Value
from tests.corpus.bodies import DAY, Body, bodies, truth
from tests.corpus.served import at_port, served

NOON = datetime.combine(DAY, time(12), UTC)
LOW = 0.8
"""The precision below which an indicator is named."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_IS = frozenset({"present", "absent", "none"})


@dataclass(frozen=True, slots=True)
class Level:
    """A service of a body: the level that is true and the one that was told; None where the service is not there, or was not found."""

    body: str
    path: str
    true: int | None
    told: int | None


@dataclass(frozen=True, slots=True)
class Measured:
    """All answers beside the truth, by body and indicator, and the services' levels. ``unknown`` are ids that nobody answers."""

    answers: tuple[Answer, ...]
    levels: tuple[Level, ...]
    unknown: frozenset[str]

    def asked(self) -> list[Answer]:
        """The answers of indicators that ask whether something is there; a measure always is."""
        asking = {indicator.audit.id for indicator in catalogue.load() if indicator.asks_presence}
        return [answer for answer in self.answers if answer.indicator in asking]

    def dates(self) -> list[bool]:
        """Whether each day that is true of a body, and was told, is right."""
        valued = [answer for answer in self.answers if answer.value_right is not None]
        return [answer.value_right is True for answer in valued if _DAY.fullmatch(str(answer.true_value))]

    def levels_right(self) -> list[bool]:
        """Whether the level of each service that is there is right; one that was not found is not."""
        return [level.true == level.told for level in self.levels if level.true is not None]

    def low(self) -> dict[str, float]:
        """The precision of those indicators that imagine too much, by id."""
        shares = {name: count.precision for name, count in tallies(self.asked()).items()}
        return {name: share for name, share in shares.items() if share is not None and share < LOW}


def measure(halves: Sequence[str], folder: Path | None = None, progress: Progress | None = None) -> Measured:
    """Visit the bodies of these halves and compare. Bundles already in ``folder`` are judged anew instead of visited again.

    Raises ConfigError where the truth of a body cannot be read.
    """
    chosen = bodies(*halves)
    truths = {body.id: _truth(body) for body in chosen}
    with tempfile.TemporaryDirectory() as own:
        paths = _visited(chosen, folder or Path(own), progress)
        judged = {body.id: _judged(paths[body.id]) for body in chosen}
    known = {indicator.audit.id for indicator in catalogue.load()}
    answers = [answer for body in chosen for answer in _answers(body, truths[body.id], judged[body.id], known)]
    levels = [level for body in chosen for level in _levels(body, truths[body.id], judged[body.id])]
    unknown = {indicator for told in truths.values() for indicator in told["answers"]} - known
    return Measured(tuple(answers), tuple(levels), frozenset(unknown))


def _truth(body: Body) -> dict[str, Json]:
    told = truth(body)
    wrong = [f"{name} = {answer!r}" for name, answer in told["answers"].items() if answer.get("is") not in _IS]
    if wrong:
        raise ConfigError([f"{body.half}/{body.id}/truth.toml: {each}: write is = present, absent or none" for each in wrong])
    return told


def _visited(chosen: Sequence[Body], folder: Path, progress: Progress | None) -> Mapping[str, Path]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = {body.id: folder / f"{body.id}.sqlite" for body in chosen}
    waiting = [body for body in chosen if not paths[body.id].exists()]
    with served(waiting) as sites:
        addresses = {body.host: str(sites[body.id].server_address[0]) for body in waiting}
        settings = alone(addresses)
        jobs = []
        for body in waiting:
            at_port(sites[body.id], body)
            url = f"http://{body.host}:{sites[body.id].server_address[1]}/"
            jobs.append(Job(_institution(body, url), "corpus", settings, paths[body.id]))
        if jobs:
            run_visits(jobs, progress, at_once=2, tabs=2)
    return paths


def alone(hosts: Mapping[str, str]) -> Settings:
    """Settings for a visit of bodies at these addresses that asks nothing of the world outside."""
    apart = Settings(resolver="none", open_data="none", odata="none", links_away=0)
    return replace(apart, delay=0.0, render=4, hosts=hosts, allow=("127.0.0.0/8",))


def _institution(body: Body, url: str) -> Institution:
    return Institution(body.id, Text(body.name, body.name_en), Kind(body.kind), (Site(url),), reg_no=body.reg_no)


def _judged(path: Path) -> tuple[Observation, ...]:
    with Bundle(path) as bundle:
        seen: Snapshot = replace(bundle.snapshot(), taken_at=NOON)
        return judge(seen, catalogue.load(), vocabulary.load(), registry.load().portals, _fail)


def _fail(indicator: str, error: Exception) -> None:
    raise RuntimeError(f"{indicator} raised") from error


def _answers(body: Body, told: Json, observations: Iterable[Observation], known: set[str]) -> list[Answer]:
    seen: dict[str, list[Observation]] = {}
    for observation in observations:
        seen.setdefault(observation.indicator, []).append(observation)
    found = []
    for indicator in sorted(told["answers"].keys() & known):
        true = told["answers"][indicator]
        answer, value = said(seen.get(indicator, ()))
        found.append(Answer(body.id, indicator, true["is"], answer, _value(true.get("value")), value))
    return found


def _value(told: Json) -> Value:
    """A value as indicators tell it: a list with commas, a day as it is written in ISO 8601."""
    if isinstance(told, list):
        return ",".join(map(str, told))
    return told.isoformat() if isinstance(told, date) else told


def _levels(body: Body, told: Json, observations: Iterable[Observation]) -> list[Level]:
    true = {_path(service["path"], body): int(service["level"]) for service in told.get("services", ())}
    seen = {_path(each.subject, body): each.finding.value for each in observations if each.indicator == "service-level"}
    levels = {path: value if isinstance(value, int) else None for path, value in seen.items()}
    return [Level(body.id, path, true.get(path), levels.get(path)) for path in sorted(true.keys() | levels.keys())]


def _path(url: str, body: Body) -> str:
    """A path on the body's own site, or the whole address elsewhere; after a ``#`` the name of what stands in a list there."""
    parts = urlsplit(url)
    own = parts.hostname in {None, body.host}
    return parts._replace(scheme="", netloc="", path=parts.path.rstrip("/") or "/").geturl() if own else url.rstrip("/")
