"""A bundle sealed again as another night would have made it: later, with other pages, answers lost, engines or seed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from audits import catalogue
from audits.replay import versions
from audits.run import judge
from data import registry, rows, vocabulary
from data.bundle import Bundle, BundleWriter
from data.types import Coverage, Exchange, Json, Missing, Page


@dataclass(frozen=True)
class Night:
    """What differs from the first night."""

    change: Callable[[str, str], str] = lambda _url, html: html
    """The HTML of a page, by its address."""
    lost: Mapping[str, str] = field(default_factory=dict)
    """Reasons by address."""
    left_out: frozenset[str] = frozenset()
    coverage: Callable[[Coverage], Coverage] = lambda coverage: coverage
    facts: Mapping[str, Json] = field(default_factory=dict)
    later: timedelta = timedelta()
    artifacts: Mapping[str, Mapping[str, Json | Missing]] = field(default_factory=dict)
    """Of pages, by address."""
    sent: Mapping[str, str | int] = field(default_factory=dict)
    """What was answered to a request for an address of which no page was written: a status, or the address it leads to."""
    shown: Callable[[str, str], str] = lambda _url, dom: dom
    """The DOM that the browser made of a page, by its address."""
    site_artifacts: Mapping[str, Json | Missing] = field(default_factory=dict)
    """Of the site, by name, in place of those that were."""
    site: tuple[str, str] | None = None
    """The origin that it was, and the one that it is now."""


def again(bundle: Bundle, path: Path, night: Night) -> Path:
    """The bundle as that night would have made it, judged by today's rules."""
    old = bundle.snapshot()
    with BundleWriter(path, _manifest(bundle, night)) as writer:
        for page in old.pages:
            if page.url not in night.left_out:
                writer.page(_page(page, old.blobs, writer, night))
        for url, answered in night.sent.items():
            writer.exchange(_answer(url, answered, old.taken_at), "page")
        for name, value in {**old.artifacts, **night.site_artifacts}.items():
            writer.artifact(name, value)
        taken = writer.snapshot(night.coverage(old.coverage), str(bundle.manifest["status"]))
        return writer.seal(judge(taken, catalogue.load(), vocabulary.load(), registry.load().portals))


def _answer(url: str, answered: str | int, at: datetime) -> Exchange:
    if isinstance(answered, int):
        return Exchange(url, "GET", answered, (), (), None, at, 1)
    return Exchange(answered, "GET", 200, (), (), None, at, 1, redirected_from=(url,))


def _manifest(bundle: Bundle, night: Night) -> dict[str, Json]:
    started = rows.stamp(rows.moment(bundle.manifest["started"]) + night.later)
    facts = {name: value for name, value in bundle.manifest.items() if name not in {"schema", "status", "coverage"}}
    named = {**facts["versions"], **versions(), **night.facts.get("versions", {})}
    made: dict[str, Json] = {**facts, "started": started, **night.facts, "versions": named}
    if night.site:
        made["site"] = made["site"].replace(*night.site)
    return made


def _page(page: Page, blobs: Mapping[str, bytes], writer: BundleWriter, night: Night) -> Page:
    artifacts = {name: _kept(page.url, name, it, blobs, writer, night) for name, it in _artifacts(page, night).items()}
    if page.url in night.lost:
        return replace(page, exchange=Missing(night.lost[page.url]), artifacts={})
    if not isinstance(page.exchange, Exchange) or page.exchange.body is None:
        return page
    html = night.change(page.url, blobs[page.exchange.body].decode())
    moved = replace(page.exchange, body=writer.blob(html.replace(*night.site).encode() if night.site else html.encode()))
    made = replace(page, exchange=moved, artifacts=artifacts)
    return made if night.site is None else _at(made, *night.site)


def _artifacts(page: Page, night: Night) -> Mapping[str, Json | Missing]:
    return night.artifacts.get(page.url, page.artifacts)


def _kept(url: str, name: str, told: Json | Missing, blobs: Mapping[str, bytes], writer: BundleWriter, night: Night) -> Json | Missing:
    """What the artifact says; a DOM or a picture is kept in the new bundle too."""
    if not isinstance(told, str) or told not in blobs:
        return told
    return writer.blob(night.shown(url, blobs[told].decode()).encode() if name == "dom" else blobs[told])


def _at(page: Page, was: str, now: str) -> Page:
    exchange = page.exchange
    there = replace(exchange, url=exchange.url.replace(was, now)) if isinstance(exchange, Exchange) else exchange
    return replace(page, url=page.url.replace(was, now), exchange=there, found_on=page.found_on and page.found_on.replace(was, now))
