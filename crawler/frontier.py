"""What is still to be visited: breadth first, each page once, kinds of address in turn, and no calendar may eat the visit."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from crawler.addresses import Scope, canonical, fingerprint, host_of
from crawler.shapes import deed, likely_document, media
from crawler.shares import Kind, Shares

SITEMAP_DEPTH = 3
"""Addresses known only from a sitemap or a feed wait until two clicks from the front page have been seen."""
_MOST_PLACES = 20
_LATE = 3
"""Pages of a kind after which one that says nothing new is no longer believed to lead to anything new."""


@dataclass(frozen=True, slots=True)
class Lead:
    """An address to visit: how many clicks from the front page, where it was found, and whether it was tried before."""

    url: str
    depth: int
    found_on: str | None = None
    document: bool = False
    retried: bool = False


_Entry = tuple[bool, bool, int, int, int, Lead]
"""Tried before, late, clicks, the turn of its kind, the order of finding."""


@dataclass(slots=True)
class Frontier:
    """The queue of one visit. ``share`` is how many addresses of one kind come before all others have had their turn.

    ``trap_share`` is the same for kinds that look endless, and ``trap_pages`` the most pages that all of those may have.
    """

    scope: Scope
    share: int = 50
    trap_share: int = 15
    trap_pages: int = 50
    shares: Shares = field(init=False)
    dropped: Counter[str] = field(default_factory=Counter)
    unread: int = 0
    """Links on pages with more of them than are read of one."""
    strangers: dict[str, str] = field(default_factory=dict)
    """Hosts that were offered and are not crawled although they may look like the site's, with the reason."""
    _queue: list[_Entry] = field(default_factory=list)
    _known: dict[str, str] = field(default_factory=dict)
    _waiting: dict[str, int] = field(default_factory=dict)
    _joined: dict[str, str] = field(default_factory=dict)
    _labels: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _found_on: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _order: int = 0

    def __post_init__(self) -> None:
        self.shares = Shares(self.share, self.trap_share, self.trap_pages)

    def offer(self, url: str, depth: int, found_on: str | None = None, label: str = "", *, late: bool = False) -> str | None:
        """Put an address in the queue. Returns why not: ``known``, ``off-site``, ``malformed``, ``media``, ``deed``, or why its kind is
        closed. A ``late`` one waits until all others have been seen.
        """
        spelled = canonical(url)
        if spelled is None:
            return "malformed"
        if spelled not in self.scope:
            return self._stranger(spelled)
        key = fingerprint(spelled)
        self._note(key, found_on, label)
        if key in self._known:
            self._come_nearer(key, depth, found_on)
            return "known"
        if refusal := _refusal(spelled):
            self.dropped[refusal] += 1
            return refusal
        self._known[key] = spelled
        return self._accept(key, Lead(spelled, depth, found_on, likely_document(spelled)), late=late)

    def take(self, *, pages: bool = True, documents: bool = True) -> Lead | None:
        """The next address, of the kinds for which there is budget left; None when there is none."""
        passed_over: list[_Entry] = []
        found: Lead | None = None
        while self._queue and found is None:
            entry = heapq.heappop(self._queue)
            if not self._is_current(entry[-1]):
                continue
            if not entry[1] and self.shares.of(entry[-1].url).hopeless:
                heapq.heappush(self._queue, (entry[0], True, *entry[2:]))
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
        self._put(lead, self.shares.of(lead.url))

    def meet(self, url: str) -> bool:
        """Note an address reached by a redirect; False when that page is known already."""
        key = fingerprint(url)
        if key in self._known:
            return False
        self._known[key] = canonical(url) or url
        return True

    def seen(self, url: str) -> bool:
        """Whether the address was visited already."""
        key = fingerprint(url)
        return key in self._known and key not in self._waiting

    def claim(self, url: str, lead: Lead) -> Lead | None:
        """Take an address out of its turn, since a page says that it is the same; None when its kind is closed."""
        kind, key = self.shares.of(url), fingerprint(url)
        if kind.closed:
            return None
        self._waiting.pop(key, None)
        kind.offered += key not in self._known
        self._known.setdefault(key, url)
        return Lead(self._known[key], lead.depth, lead.found_on)

    def join(self, url: str, page: str) -> bool:
        """What leads to one address leads to a page that goes by another; False when that one leads back."""
        key, other = fingerprint(url), self._key(page)
        if self._key(url) == other:
            return False
        self._joined[key] = other
        self._labels[other] += self._labels.pop(key, Counter())
        places = [*self._found_on[other], *(each for each in self._found_on.pop(key, []) if each not in self._found_on[other])]
        self._found_on[other] = places[:_MOST_PLACES]
        return True

    def poor(self, url: str, words: frozenset[int]) -> bool:
        """Whether a page says nothing that others of its kind have not said; what it leads to may wait."""
        kind = self.shares.of(url)
        return kind.seen >= _LATE and not kind.is_new(words)

    def saw(self, url: str, words: frozenset[int], ways: int, *, idle: bool = False) -> None:
        """Note what a page that was seen has brought (see ``Kind.note``); closes its kind when nothing more can be expected of it."""
        before = self.shares.closings
        self.shares.note(url, words, ways, idle=idle)
        if self.shares.closings != before:
            for lead in [entry[-1] for entry in self._queue]:
                kind = self.shares.of(lead.url)
                if kind.closed and not lead.document and self._waiting.pop(fingerprint(lead.url), None) is not None:
                    kind.left_out += 1

    def labels(self, url: str) -> tuple[str, ...]:
        """The texts of the links that lead there, commonest first."""
        return tuple(label for label, _ in self._labels[self._key(url)].most_common(10))

    def found_on(self, url: str) -> tuple[str, ...]:
        """The pages that link there, in the order of their finding."""
        return tuple(self._found_on[self._key(url)])

    def __len__(self) -> int:
        return len(self._waiting)

    def waiting(self) -> Iterator[Lead]:
        """What has not been visited, in the order in which it would have been."""
        leads = (entry[-1] for entry in sorted(self._queue, key=lambda entry: entry[:-1]))
        return (lead for lead in leads if self._is_current(lead))

    def holes(self) -> int:
        """How many addresses were left out, or not even read, that may hold something new."""
        return self.shares.holes() + self.unread

    def closed(self) -> Iterator[tuple[Kind, str, int]]:
        """The kinds of which something was left out: each with the reason and how many; ``share`` where the visit ended first."""
        waiting = Counter(self.shares.of(lead.url).shape for lead in self.waiting())
        for kind in self.shares.kinds.values():
            if kind.closed and kind.left_out:
                yield kind, kind.closed, kind.left_out
            elif waiting[kind.shape] and self.shares.late(kind):
                yield kind, kind.trap or "share", waiting[kind.shape]

    def _accept(self, key: str, lead: Lead, *, late: bool) -> str | None:
        kind = self.shares.of(lead.url)
        if kind.closed and not lead.document:
            kind.left_out += 1
            self.dropped[kind.closed] += 1
            return kind.closed
        kind.offered += 1
        self._waiting[key] = lead.depth
        self._put(lead, kind, late=late)
        return None

    def _stranger(self, url: str) -> str:
        why = self.scope.why_not(url)
        if why != "off-site" and len(self.strangers) < 100:
            self.strangers.setdefault(host_of(url), why)
        return "off-site"

    def _key(self, url: str) -> str:
        key = fingerprint(url)
        for _ in range(10):
            if key not in self._joined:
                break
            key = self._joined[key]
        return key

    def _is_current(self, lead: Lead) -> bool:
        return self._waiting.get(fingerprint(lead.url)) == lead.depth

    def _come_nearer(self, key: str, depth: int, found_on: str | None) -> None:
        """A page that waits is found again by a shorter way."""
        if depth < self._waiting.get(key, 0):
            self._waiting[key] = depth
            url = self._known[key]
            self._put(Lead(url, depth, found_on, likely_document(url)), self.shares.of(url))

    def _note(self, key: str, found_on: str | None, label: str) -> None:
        key = self._joined.get(key, key)
        if label:
            self._labels[key][label[:200]] += 1
        if found_on and found_on not in self._found_on[key] and len(self._found_on[key]) < _MOST_PLACES:
            self._found_on[key].append(found_on)

    def _put(self, lead: Lead, kind: Kind, *, late: bool = False) -> None:
        self._order += 1
        depth = lead.depth + lead.document
        kind.turns[depth] += 1
        entry = (lead.retried, late or self.shares.late(kind), depth, kind.turns[depth], self._order, lead)
        heapq.heappush(self._queue, entry)


def _refusal(url: str) -> str | None:
    if media(url):
        return "media"
    return "deed" if deed(url) else None
