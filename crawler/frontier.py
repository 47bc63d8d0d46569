"""What is still to be visited: breadth first, each page once, and no calendar may eat the visit."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from crawler.addresses import Scope, canonical, fingerprint
from crawler.shapes import deed, likely_document, media, pattern, trap

SITEMAP_DEPTH = 3
"""Addresses known only from a sitemap wait until two clicks from the front page have been seen."""


@dataclass(frozen=True, slots=True)
class Lead:
    """An address to visit: how many clicks from the front page, where it was found, and whether it was tried before."""

    url: str
    depth: int
    found_on: str | None = None
    document: bool = False
    retried: bool = False


@dataclass(slots=True)
class Frontier:
    """The queue of one visit. ``share`` is how many addresses of one shape come before all others have had their turn."""

    scope: Scope
    share: int = 50
    trap_share: int = 15
    _queue: list[tuple[bool, bool, int, int, Lead]] = field(default_factory=list)
    _known: dict[str, str] = field(default_factory=dict)
    _waiting: dict[str, int] = field(default_factory=dict)
    _patterns: Counter[str] = field(default_factory=Counter)
    _labels: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _found_on: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _order: int = 0
    dropped: Counter[str] = field(default_factory=Counter)

    def offer(self, url: str, depth: int, found_on: str | None = None, label: str = "") -> str | None:
        """Put an address in the queue. Returns why not: ``known``, ``off-site``, ``malformed``, ``media``, ``deed`` or the trap's name."""
        spelled = canonical(url)
        if spelled is None:
            return "malformed"
        if spelled not in self.scope:
            return "off-site"
        key = fingerprint(spelled)
        self._note(key, found_on, label)
        if key in self._known:
            self._come_nearer(key, depth, found_on)
            return "known"
        if refusal := self._refusal(spelled):
            self.dropped[refusal] += 1
            return refusal
        self._known[key] = spelled
        self._waiting[key] = depth
        self._put(Lead(spelled, depth, found_on, likely_document(spelled)))
        return None

    def take(self, *, pages: bool = True, documents: bool = True) -> Lead | None:
        """The next address, of the kinds for which there is budget left; None when there is none."""
        passed_over: list[tuple[bool, bool, int, int, Lead]] = []
        found: Lead | None = None
        while self._queue and found is None:
            entry = heapq.heappop(self._queue)
            if not self._is_current(entry[-1]):
                continue
            if documents if entry[-1].document else pages:
                found = entry[-1]
            else:
                passed_over.append(entry)
        for entry in passed_over:
            heapq.heappush(self._queue, entry)
        if found is not None:
            self._waiting.pop(fingerprint(found.url), None)
        return found

    def again(self, lead: Lead) -> None:
        """Try once more, when everything else has been visited."""
        self.put_back(Lead(lead.url, lead.depth, lead.found_on, lead.document, retried=True))

    def put_back(self, lead: Lead) -> None:
        """Put back what was taken and could not be tried."""
        self._waiting[fingerprint(lead.url)] = lead.depth
        self._put(lead)

    def meet(self, url: str) -> bool:
        """Note an address reached by a redirect; False when that page is known already."""
        key = fingerprint(url)
        if key in self._known:
            return False
        self._known[key] = url
        return True

    def labels(self, url: str) -> tuple[str, ...]:
        """The texts of the links that lead there, commonest first."""
        return tuple(label for label, _ in self._labels[fingerprint(url)].most_common(10))

    def found_on(self, url: str) -> tuple[str, ...]:
        """The pages that link there, in the order of their finding."""
        return tuple(self._found_on[fingerprint(url)])

    def __len__(self) -> int:
        return len(self._waiting)

    def waiting(self) -> Iterator[Lead]:
        """What has not been visited, in the order in which it would have been."""
        leads = (entry[-1] for entry in sorted(self._queue, key=lambda entry: entry[:-1]))
        return (lead for lead in leads if self._is_current(lead))

    def _is_current(self, lead: Lead) -> bool:
        return self._waiting.get(fingerprint(lead.url)) == lead.depth

    def _come_nearer(self, key: str, depth: int, found_on: str | None) -> None:
        """A page that waits is found again by a shorter way."""
        if depth < self._waiting.get(key, 0):
            self._waiting[key] = depth
            url = self._known[key]
            self._put(Lead(url, depth, found_on, likely_document(url)))

    def _note(self, key: str, found_on: str | None, label: str) -> None:
        if label:
            self._labels[key][label[:200]] += 1
        if found_on and found_on not in self._found_on[key] and len(self._found_on[key]) < 20:
            self._found_on[key].append(found_on)

    def _refusal(self, url: str) -> str | None:
        if media(url):
            return "media"
        if deed(url):
            return "deed"
        kind = trap(url)
        if kind == "growing-path":
            return kind
        shape = pattern(url)
        if kind and self._patterns[shape] >= self.trap_share:
            return kind
        self._patterns[shape] += 1
        return None

    def _put(self, lead: Lead) -> None:
        late = self._patterns[pattern(lead.url)] > self.share
        self._order += 1
        heapq.heappush(self._queue, (lead.retried, late, lead.depth + lead.document, self._order, lead))
