"""The looks that answers are held against, read from the store or from bundles: only the indicators asked for, with their evidence."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from audits import catalogue
from data import rows
from data.bundle import Bundle
from data.errors import BundleError
from data.store import Store
from data.types import Evidence, Observation
from scoring.observed import Visit, bundles, check_store, visits_of_bundles, visits_of_store
from scoring.validation.look import Look, domains, key
from scoring.validation.verdict import Seen

_NOTHING: Mapping[str, Collection[str]] = MappingProxyType({})
_OF_A_PAGE = 1
"""Pieces of evidence that are kept of an answer about one page; there are many pages, and the answer names its page."""
_NEWEST = """
select * from observations as one
where snapshot = ? and indicator in (select value from json_each(?))
and version = (select max(version) from observations where snapshot = one.snapshot and indicator = one.indicator)
order by indicator, subject
"""


def looks(
    source: Path, indicators: Collection[str], run: str | None = None, asked: Mapping[str, Collection[str]] = _NOTHING
) -> dict[str, Look]:
    """The look at each body that counts (see ``scoring.observed``), from a store or a folder of bundles.

    ``asked`` are the addresses that bodies give, by institution: of those bodies the bundle is opened and told which of them were there.
    Raises ConfigError when there is no such run, store or folder.
    """
    measures = frozenset(each.audit.id for each in catalogue.load() if each.audit.measures)
    found = _of_bundles(source, indicators, run) if source.is_dir() else _of_store(source, indicators, run)
    made = {look.institution: look for look in found}
    return {name: _measured(_addressed(look, asked.get(name, ())), measures) for name, look in sorted(made.items())}


def _of_store(path: Path, indicators: Collection[str], run: str | None) -> Iterator[Look]:
    check_store(path)
    wanted = json.dumps(sorted(indicators))
    with Store(path) as store:
        manifests = {row["id"]: json.loads(row["manifest"]) for row in store.rows("snapshots")}
        places = {row["snapshot"]: Path(row["path"]) for row in store.rows("bundles")}
        for visit in visits_of_store(store, run):
            told = (rows.observation(row) for row in store.db.query(_NEWEST, [visit["snapshot"], wanted]))
            yield _look(visit, manifests[visit["snapshot"]], told, places.get(visit["snapshot"]))


def _of_bundles(folder: Path, indicators: Collection[str], run: str | None) -> Iterator[Look]:
    visits, places = visits_of_bundles(bundles(folder), run)
    wanted = frozenset(indicators)
    for visit in visits:
        with Bundle(places[visit["snapshot"]]) as bundle:
            told = [observation for observation in bundle.observations() if observation.indicator in wanted]
            yield _look(visit, bundle.manifest, told, bundle.path)


def _look(visit: Visit, manifest: Mapping[str, Any], observations: Iterable[Observation], bundle: Path | None) -> Look:
    who, at = manifest["institution"], rows.moment(visit["taken_at"])
    found: dict[str, list[Seen]] = {}
    for observation in observations:
        found.setdefault(observation.indicator, []).append(_seen(observation, visit))
    urls = [visit["site"], *(url for site in who["sites"] for url in (site["url"], *site["aliases"]))]
    return Look(
        institution=visit["unit"],
        snapshot=visit["snapshot"],
        at=at,
        coverage=rows.coverage(manifest["coverage"]),
        seen={indicator: tuple(told) for indicator, told in found.items()},
        status=visit["status"],
        run=visit["run"],
        site=visit["site"],
        kind=visit["kind"],
        hosts=domains(urls),
        bundle=bundle,
        versions={name: str(visit[name]) for name in ("app", "catalogue", "vocabulary") if visit[name]},
    )


def _seen(observation: Observation, visit: Visit) -> Seen:
    finding = observation.finding
    shown: tuple[Evidence, ...] = finding.evidence if observation.scope == "site" else finding.evidence[:_OF_A_PAGE]
    return Seen(
        indicator=observation.indicator,
        version=observation.version,
        snapshot=observation.snapshot,
        subject=observation.subject,
        outcome=finding.outcome,
        value=finding.value,
        reason=finding.reason,
        confidence=finding.confidence,
        evidence=shown,
        at=rows.moment(visit["taken_at"]),
        scope=observation.scope,
        whole=finding.whole,
    )


def _addressed(look: Look, urls: Collection[str]) -> Look:
    """With what the bundle knows of these addresses; one that is no longer where the store says knows of none."""
    if not urls or look.bundle is None:
        return look
    try:
        with Bundle(look.bundle) as bundle:
            there = bundle.addresses()
    except BundleError:
        return look
    wanted = frozenset(map(key, urls))
    found: dict[str, str | None] = {}
    for url, reason in there.items():
        name = key(url)
        # Two forms of one address: it is there if either is.
        if name in wanted and (reason is None or name not in found):
            found[name] = reason
    return replace(look, addresses=found)


def _measured(look: Look, measures: Collection[str]) -> Look:
    """With the mark of what only measures."""
    told = {name: tuple(replace(row, measures=name in measures) for row in seen) for name, seen in look.seen.items()}
    return replace(look, seen=told)
