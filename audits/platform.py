"""What a site is built with, known by the marks that content systems leave in addresses, headers and source."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urljoin, urlsplit

from audits.derive import PageView, SiteView, host_of
from data.platforms import ENOUGH, Mark, load
from data.types import Evidence

READ = 6
"""Pages whose source is read: those nearest to the front page. Each page of a system bears its marks."""
_SOURCE = 300_000
"""Characters of a page's source that are read."""
_MOST_PATHS = 5000
_ADDRESS = re.compile(r"""(?:src|srcset|href|action)=(?:"([^"<>]{1,500})"|'([^'<>]{1,500})'|([^\s"'<>]{1,500}))""")


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
        self.lowered = [page.source if len(page.html) <= _SOURCE else page.html[:_SOURCE].lower() for page in self.pages]
        self.generators = [(page, meta) for page in self.pages for meta in page.elements("meta[name=generator i]")]
        self.first = {_path(page.url): page for page in reversed(site.pages)}
        for page, source in zip(self.pages, self.lowered, strict=True):
            for path in self._own(page, source):
                self.first.setdefault(path, page)
        self.paths = "\n".join(self.first)

    def shows(self, mark: Mark) -> Evidence | None:
        """Where a mark is seen first."""
        match mark.where:
            case "path":
                found = mark.pattern.search(self.paths)
                return self.first[found[0]].see("", found[0]) if found else None
            case "query":
                return self._query(mark)
            case "host":
                return self.pages[0].see("", self.host) if self.host in mark.any_of else None
            case "meta":
                told = ((page, meta.attribute("content") or "") for page, meta in self.generators)
                return next((page.see("meta[name=generator i]", each) for page, each in told if each.lower().startswith(mark.any_of)), None)
            case "header":
                return self._header(mark)
        return self._html(mark)

    def _query(self, mark: Mark) -> Evidence | None:
        if not any(each in self.paths for each in mark.any_of):
            return None
        told = (path for path in self.first if any(each in path.partition("?")[2] for each in mark.any_of))
        return next((self.first[path].see("", path) for path in told), None)

    def _header(self, mark: Mark) -> Evidence | None:
        name, _, words = mark.any_of[0].partition(": ")
        told = ((page, page.header(name)) for page in self.pages)
        return next((page.see(name, value) for page, value in told if value is not None and words in value.lower()), None)

    def _html(self, mark: Mark) -> Evidence | None:
        for page, source in zip(self.pages, self.lowered, strict=True):
            place = next((place for each in mark.any_of if (place := source.find(each)) >= 0), -1)
            if place >= 0:
                return page.see("", source[max(0, place - 20) : place + 80])
        return None

    def _own(self, page: PageView, source: str) -> Iterator[str]:
        """The site's own addresses in a page's source, without their host."""
        raw = dict.fromkeys("".join(found) for found in _ADDRESS.findall(source))
        for address in islice(raw, _MOST_PATHS):
            one = address.split(",")[0].split(" ")[0]
            if one.startswith("/") and not one.startswith("//"):
                yield one.partition("#")[0]
            elif "/" in one and (path := self._local(page, one)):
                yield path

    def _local(self, page: PageView, address: str) -> str:
        try:
            whole = urljoin(page.url, address)
        except ValueError:
            return ""
        return _path(whole) if host_of(whole) == self.host else ""


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}{f'?{parts.query}' if parts.query else ''}".lower()
