"""The evidence of a verdict as a page shows it: by indicator, with pictures cut from the visit's own screenshots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from audits import catalogue
from audits.audit import Audit
from audits.derive import PageView, site_view
from data.bundle import Bundle
from data.errors import BundleError
from data.types import Evidence, Missing, Page, Role, Snapshot
from reports.pictures import Album, Picture
from reports.places import Places, Quote, quote
from reports.sheet import language
from reports.visit import Facts, facts
from scoring.validation.verdict import Seen

_SHUT_OUT = frozenset({"forbidden", "rate-limited", "challenge", "block-page"})
ROBOTS = "robots"
_TOP = 640, 0.5
"""Width of the upper part of a page that is shown, and its height by that width."""


@dataclass(frozen=True, slots=True)
class Place:
    """A piece of evidence as shown; ``framed`` tells whether the picture is of the very place, or only of the top of its page."""

    evidence: Evidence
    quote: Quote
    title: str
    lang: str
    picture: Picture | None
    framed: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One indicator of a verdict: its observations, some of its evidence, and how many places are left out."""

    audit: Audit | None
    indicator: str
    rows: tuple[Seen, ...]
    places: tuple[Place, ...]
    left: int


@contextmanager
def visited(path: Path | None, snapshot: str) -> Iterator[Visit]:
    """The visit of that snapshot; one of which nothing can be shown where its bundle is gone, or holds another."""
    with ExitStack() as opened:
        bundle = None
        if path is not None:
            with suppress(BundleError):
                bundle = opened.enter_context(Bundle(path))
        same = bundle is not None and bundle.snapshot().id == snapshot
        yield Visit(bundle if same else None)


class Visit:
    """The visit behind a dossier; without its bundle there are no pictures and no titles. The bundle stays open while it is used."""

    def __init__(self, bundle: Bundle | None = None) -> None:
        self.snapshot: Snapshot | None = bundle.snapshot() if bundle else None
        self.facts: Facts | None = facts(bundle, self.snapshot) if bundle and self.snapshot else None
        self._audits: Mapping[str, Audit] = {each.audit.id: each.audit for each in catalogue.load()}
        self._views: Mapping[str, PageView] = site_view(self.snapshot).by_url if self.snapshot else {}
        self._places = Places(self.snapshot) if self.snapshot else None
        self._pages: Mapping[str, Page] = {page.url: page for page in self.snapshot.pages} if self.snapshot else {}

    def album(self, budget: int) -> Album:
        """An empty album of its pictures."""
        return Album(self.snapshot.blobs if self.snapshot else {}, budget)

    @property
    def refused(self) -> bool:
        """Whether the site turned us away, so that its keeper should read how to let us in; robots.txt may well shut out a part."""
        missing = [(page.role, page.exchange.reason) for page in self._pages.values() if isinstance(page.exchange, Missing)]
        return any(reason in _SHUT_OUT or (reason == ROBOTS and role is Role.FRONT) for role, reason in missing)

    def told(self, seen: Iterable[Seen], album: Album, most: int) -> tuple[Told, ...]:
        """The observations by indicator, each with at most so many pieces of evidence."""
        grouped: dict[str, list[Seen]] = {}
        for row in seen:
            grouped.setdefault(row.indicator, []).append(row)
        return tuple(self._told(name, tuple(rows), album, most) for name, rows in grouped.items())

    def title(self, url: str) -> str:
        """What a page calls itself; empty where that is not known."""
        view = self._views.get(url)
        return view.title[:160] if view else ""

    def _told(self, name: str, rows: tuple[Seen, ...], album: Album, most: int) -> Told:
        every = [each for row in rows for each in row.evidence]
        places = tuple(self._place(each, album, first=each is every[0]) for each in every[:most])
        return Told(self._audits.get(name), name, rows, places, len(every[most:]))

    def _place(self, found: Evidence, album: Album, *, first: bool) -> Place:
        view = self._views.get(found.url)
        box = self._places.box(found) if self._places and found.screenshot else None
        framed = album.around(found.screenshot, box) if box and found.screenshot else None
        # One page with nothing to frame looks like the next: the first is enough to know the site by.
        top = self._screenshot(found) if first else None
        picture = framed or (album.top(top, *_TOP) if top else None)
        lang = language(view.declared_language if view else None)
        return Place(found, quote(found), self.title(found.url), lang, picture, framed is not None)

    def _screenshot(self, found: Evidence) -> str | None:
        page = self._pages.get(found.url)
        shown = found.screenshot or (page.artifacts.get("screenshot") if page else None)
        return shown if isinstance(shown, str) else None
