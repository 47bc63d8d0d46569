"""What a site is built with, known by the marks that content systems leave in addresses, headers and source."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from audits.derive import PageView, SiteView, host_of
from data.platforms import ENOUGH, Mark, load
from data.types import Evidence

READ = 12
"""Pages whose source is read: those nearest to the front page. Each page of a system bears its marks."""
_ADDRESS = re.compile(
    r"""\b(?:src|href|srcset|action|content)\s*=\s*(?:"([^"<>]{1,500})"|'([^'<>]{1,500})'|([^\s"'<>]{1,500}))""", re.IGNORECASE
)
_MOST_PATHS = 5000


@dataclass(frozen=True, slots=True)
class Platform:
    """A system that was recognised, with the points that its marks gave and where they were seen."""

    id: str
    points: int
    seen: tuple[Evidence, ...]


def recognised(site: SiteView) -> Platform | None:
    """The system with the most points, the first of the table where several have as many; None where nothing tells."""
    front = site.pages[0] if site.pages else None
    if front is None:
        return None
    if "platform" not in front.made:
        front.made["platform"] = _most(_Source(site), load())
    known: Platform | None = front.made["platform"]
    return known


def _most(source: _Source, marks: Iterable[Mark]) -> Platform | None:
    seen: Mapping[str, list[Evidence]] = defaultdict(list)
    own: Counter[str] = Counter()
    upon: dict[str, str | None] = {}
    for mark in marks:
        upon.setdefault(mark.platform, mark.upon)
        shown = source.shows(mark)
        if shown is not None:
            own[mark.platform] += mark.points
            seen[mark.platform].append(shown)
    points = {name: own[name] + own[upon[name] or ""] for name in upon if own[name] >= ENOUGH}
    best = max(points, key=points.__getitem__, default=None)
    if best is None:
        return None
    return Platform(best, points[best], tuple(seen[best] + seen.get(upon[best] or "", [])))


class _Source:
    """The addresses, headers and source of a few pages, as marks are sought in them."""

    def __init__(self, site: SiteView) -> None:
        self.pages = site.pages[:READ]
        self.host = host_of(self.pages[0].url)
        self.lowered = {page.url: page.html.lower() for page in self.pages}
        first: dict[str, PageView] = {}
        for page, address in self._own(site):
            if len(first) < _MOST_PATHS:
                first.setdefault(address, page)
        self.first = first
        self.paths = "\n".join(first)

    def shows(self, mark: Mark) -> Evidence | None:
        """Where a mark is seen first."""
        if mark.where == "path":
            found = mark.pattern.search(self.paths)
            return self.first[found[0]].see("", found[0]) if found else None
        if mark.where == "query":
            return next(
                (self.first[path].see("", path) for path in self.first if any(each in path.partition("?")[2] for each in mark.any_of)), None
            )
        if mark.where == "host":
            return self.pages[0].see("", self.host) if self.host in mark.any_of else None
        told = (self._on(page, mark) for page in self.pages)
        return next((evidence for evidence in told if evidence), None)

    def _on(self, page: PageView, mark: Mark) -> Evidence | None:
        if mark.where == "header":
            name, _, words = mark.any_of[0].partition(": ")
            value = page.header(name)
            return page.see(name, value) if value is not None and words in value.lower() else None
        if mark.where == "meta":
            told = [meta.attribute("content") or "" for meta in page.elements("meta[name=generator i]")]
            return next((page.see("meta[name=generator i]", each) for each in told if each.lower().startswith(mark.any_of)), None)
        source = self.lowered[page.url]
        place = next((place for each in mark.any_of if (place := source.find(each)) >= 0), -1)
        return page.see("", page.html[max(0, place - 20) : place + 80]) if place >= 0 else None

    def _own(self, site: SiteView) -> Iterator[tuple[PageView, str]]:
        """Each own address without its host, lower-case, with a page where it stands."""
        for page in site.pages:
            yield page, _path(page.url)
        for page in self.pages:
            for found in _ADDRESS.finditer(page.html):
                address = (found[1] or found[2] or found[3]).split(",")[0].split(" ")[0]
                if "/" in address and (path := self._local(page, address)):
                    yield page, path

    def _local(self, page: PageView, address: str) -> str:
        try:
            whole = urljoin(page.url, address)
        except ValueError:
            return ""
        return _path(whole) if host_of(whole) == self.host else ""


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}{f'?{parts.query}' if parts.query else ''}".lower()
