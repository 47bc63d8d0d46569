"""The report of one institution: a page that stands alone, for the people who keep the site and those who use it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from audits import catalogue as rules
from audits.audit import Indicator
from audits.derive import PageView, site_view
from data.bundle import Bundle
from data.errors import REASONS
from data.text import fold
from data.types import Evidence, Missing, Observation, Outcome, Page, Role, Snapshot, Text
from reports import visit
from reports.entries import Entry, entries, page_of, theme_name
from reports.pictures import Album, Picture
from reports.places import Places, Quote, quote
from reports.sheet import Sheet, language
from reports.texts import BASES, LEVEL, OUTCOMES, ROLES
from reports.wording import LANGS

LARGEST = 3_000_000
"""Bytes that a report never exceeds."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is shown: places of one finding in full, evidence of one place, further places as links, pages, characters of pictures."""

    places: int
    evidence: int
    links: int
    pages: int
    pictures: int


_LIMITS = (
    Limits(12, 3, 100, 400, 1_900_000),
    Limits(6, 2, 30, 250, 1_200_000),
    Limits(3, 1, 10, 150, 500_000),
    Limits(1, 1, 0, 50, 100_000),
)
"""Tried in order until the report is small enough."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One piece of evidence as shown."""

    evidence: Evidence
    quote: Quote
    title: str
    lang: str
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fault was seen: the page, what it calls itself, and the evidence; ``absent`` when that is where one looked in vain."""

    url: str
    title: str
    lang: str
    role: str
    value: object
    confidence: float
    absent: bool
    seen: tuple[Seen, ...]


Unanswered = tuple[Entry, Outcome, list[tuple[str, str, str]], int]
"""An indicator without an answer: its outcome, some of its places (address, title, language), and how many there are."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A failing indicator as shown: places in full, places as links, and how many are left out."""

    entry: Entry
    basis: str
    front: bool
    places: tuple[Place, ...]
    links: tuple[Place, ...]
    left: int


def write(bundle: Bundle, folder: Path, langs: Sequence[str] = LANGS, observations: Iterable[Observation] | None = None) -> list[Path]:
    """Write ``report.LANG.html`` for each language into the folder; returns the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    judged = None if observations is None else tuple(observations)
    written = []
    for lang in langs:
        path = folder / name(lang)
        path.write_text(render(bundle, lang, judged, others=[other for other in langs if other != lang]), encoding="utf-8")
        written.append(path)
    return written


def name(lang: str) -> str:
    """The file name of a report in this language."""
    return f"report.{lang}.html"


def render(
    bundle: Bundle,
    lang: str,
    observations: Iterable[Observation] | None = None,
    catalogue: Sequence[Indicator] | None = None,
    others: Sequence[str] = (),
) -> str:
    """The report as HTML, under 3 MB, with no script and nothing fetched from elsewhere.

    ``observations`` stand in for those sealed in the bundle; ``others`` are languages whose report lies beside this one.
    """
    judged = tuple(bundle.observations() if observations is None else observations)
    known = rules.load() if catalogue is None else catalogue
    writer = _Writer(bundle, lang, judged, known, others)
    html = ""
    for limits in _LIMITS:
        html = writer.fill(limits)
        if len(html.encode()) < LARGEST:
            break
    return html


_SHUT_OUT = frozenset({"forbidden", "rate-limited", "challenge", "block-page"})
"""Reasons that the keeper of a site can take away by letting us in."""


class _Writer:
    """Gathers what the template shows of one bundle."""

    def __init__(
        self, bundle: Bundle, lang: str, judged: tuple[Observation, ...], known: Sequence[Indicator], others: Sequence[str]
    ) -> None:
        self.bundle, self.lang, self.others = bundle, lang, others
        self.snapshot: Snapshot = bundle.snapshot()
        self.views = site_view(self.snapshot).by_url
        self.roles = {page.url: page.role for page in self.snapshot.pages}
        self.entries = entries(judged, known, self.roles)
        self.places = Places(self.snapshot)
        self.visit = visit.facts(bundle, self.snapshot)
        self.statuses = visit.statuses(bundle, self.snapshot)

    def fill(self, limits: Limits) -> str:
        """The report as HTML; of long lists and of pictures no more than the limits allow."""
        album = Album(self.snapshot.blobs, limits.pictures)
        front = self._front(album)
        return Sheet(self.lang).fill(
            "report.html.j2",
            others=self.others,
            snapshot=self.snapshot,
            visit=self.visit,
            front=front,
            totals=[(outcome, sum(entry.outcome is outcome for entry in self.entries)) for outcome in OUTCOMES],
            themes=self._themes(),
            findings=[self._finding(entry, limits, album) for entry in self.entries if entry.outcome is Outcome.FAILED],
            unknown=self._unknown(limits),
            level=LEVEL,
            unseen=self._unseen(limits),
            refused=self._refused(),
            passed=self._passed(),
            inapplicable=[entry for entry in self.entries if entry.outcome is Outcome.INAPPLICABLE],
            values=[entry for entry in self.entries if entry.measures and entry.value is not None and entry.scope != "service"],
            services=self._services(),
            pages=[self._page(page) for page in self.snapshot.pages[: limits.pages]],
        )

    def _page(self, page: Page) -> tuple[Page, str, str, Text, int | None]:
        return page, self._title(page.url), self._language(page.url), ROLES[page.role], self.statuses.get(page.url)

    def _front(self, album: Album) -> tuple[Picture | None, Picture | None]:
        page = next((page for page in self.snapshot.pages if page.role is Role.FRONT and page.artifacts), None)
        wide, narrow = (page.artifacts.get(kind) if page else None for kind in ("screenshot", "screenshot_mobile"))
        return (
            album.top(wide, 560, 0.62) if isinstance(wide, str) else None,
            album.top(narrow, 200, 1.74) if isinstance(narrow, str) else None,
        )

    def _themes(self) -> list[tuple[str, list[Entry], list[tuple[Outcome, int]]]]:
        told = list(OUTCOMES)
        by_theme: dict[str, list[Entry]] = {}
        for entry in self.entries:
            by_theme.setdefault(theme_name(entry.theme)[self.lang], []).append(entry)
        found = []
        for theme, inside in sorted(by_theme.items(), key=lambda item: fold(item[0])):
            marks = sorted(inside, key=lambda entry: told.index(entry.outcome))
            counts = [(outcome, sum(entry.outcome is outcome for entry in inside)) for outcome in told]
            found.append((theme, marks, [(outcome, number) for outcome, number in counts if number]))
        return found

    def _finding(self, entry: Entry, limits: Limits, album: Album) -> Finding:
        failed = entry.failed
        full = failed[: limits.places]
        links = failed[limits.places : limits.places + limits.links]
        return Finding(
            entry=entry,
            basis=BASES[entry.audit.source.basis][self.lang] if entry.audit else "",
            front=any(self.roles.get(page_of(seen)) is Role.FRONT for seen in failed),
            places=tuple(self._place(seen, limits.evidence, album) for seen in full),
            links=tuple(self._place(seen, 0, album) for seen in links),
            left=len(failed) - len(full) - len(links),
        )

    def _place(self, seen: Observation, evidence: int, album: Album) -> Place:
        url, role = page_of(seen), self.roles.get(page_of(seen))
        most = 5 * evidence if seen.scope == "site" else evidence
        shown = tuple(self._seen(found, album) for found in seen.finding.evidence[:most])
        title, lang = self._title(url), self._language(url)
        told = seen.finding
        return Place(url, title, lang, ROLES[role][self.lang] if role else "", told.value, told.confidence, told.whole, shown)

    def _seen(self, found: Evidence, album: Album) -> Seen:
        box = self.places.box(found) if found.screenshot else None
        picture = album.around(found.screenshot, box) if box and found.screenshot else None
        return Seen(found, quote(found), self._title(found.url), self._language(found.url), picture)

    def _title(self, url: str) -> str:
        view: PageView | None = self.views.get(url)
        return view.title[:160] if view else ""

    def _language(self, url: str) -> str:
        view = self.views.get(url)
        return language(view.declared_language if view else None)

    def _passed(self) -> list[tuple[str, list[Entry]]]:
        holding = [entry for entry in self.entries if entry.outcome is Outcome.PASSED and not entry.measures]
        named = sorted(holding, key=lambda entry: (fold(theme_name(entry.theme)[self.lang]), fold(entry.title[self.lang])))
        return [(theme, list(inside)) for theme, inside in groupby(named, key=lambda entry: theme_name(entry.theme)[self.lang])]

    def _unseen(self, limits: Limits) -> list[tuple[str, list[str], int]]:
        reasons: dict[str, list[str]] = {}
        for page in self.snapshot.pages:
            missing = page.exchange if isinstance(page.exchange, Missing) else page.artifacts.get("dom")
            if isinstance(missing, Missing):
                reasons.setdefault(missing.reason, []).append(page.url)
        return [(reason, urls[: limits.links], len(urls)) for reason, urls in sorted(reasons.items())]

    def _refused(self) -> bool:
        """Whether a server shut us out, so that its keeper should read how to let us in; robots.txt may well shut out a part."""
        reasons = {page.exchange.reason for page in self.snapshot.pages if isinstance(page.exchange, Missing)}
        shown = {each.reason for page in self.snapshot.pages for each in page.artifacts.values() if isinstance(each, Missing)}
        front = {page.exchange.reason for page in self.snapshot.pages if page.role is Role.FRONT and isinstance(page.exchange, Missing)}
        return bool(_SHUT_OUT & (reasons | shown)) or "robots" in front

    def _unknown(self, limits: Limits) -> list[tuple[str, list[Unanswered]]]:
        """For each reason the indicators that have no answer for it, those most often without one first."""
        reasons: dict[str, list[Unanswered]] = {}
        for entry in self.entries:
            open_ones: dict[str, list[Observation]] = {}
            for seen in entry.having(Outcome.UNTESTED, Outcome.CANT_TELL):
                open_ones.setdefault(seen.finding.reason if seen.finding.reason in REASONS else "unclear", []).append(seen)
            for reason, asked in open_ones.items():
                urls = [page_of(seen) for seen in asked[: min(limits.links, 10)]]
                places = [(url, self._title(url), self._language(url)) for url in urls]
                reasons.setdefault(reason, []).append((entry, asked[0].finding.outcome, places, len(asked)))
        return sorted(reasons.items(), key=lambda item: (-len(item[1]), item[0]))

    def _services(self) -> tuple[list[Entry], list[tuple[str, str, str, list[Observation | None]]]]:
        asked = sorted((entry for entry in self.entries if entry.scope == "service"), key=lambda entry: (not entry.measures, entry.id))
        cells = {(seen.subject, entry.id): seen for entry in asked for seen in entry.observations if seen.subject != self.snapshot.site}
        urls = sorted({subject for subject, _ in cells})
        rows = [(url, self._title(url), self._language(url), [cells.get((url, entry.id)) for entry in asked]) for url in urls]
        return asked, rows
