"""How much of a visit each kind of address may have: kinds take turns, and one that goes on without saying anything new is closed.

A kind is a shape of addresses (``crawler.shapes.pattern``); words in one folder beyond ``_SIBLINGS`` are of one kind too. After each page
of a kind we ask whether it brought anything: words that no page of its kind had (numbers and the names of months and days do not
count), or a way to an address that is of another kind and no trap itself.

- A kind that may never end (a trap by its shape: calendar, facets, growing path; or one told apart by numbers and parameters only) is
  *closed* when as many pages in a row brought nothing as brought something before, and not fewer than ``_TRAP_EMPTY`` or ``_EMPTY``.
  What is no trap by its shape must also go on by itself: half of those pages led to more of their own kind, or were pages known already.
  Forty cards of employees in one list may be as like as they are: they end, and are all seen. Where the path names them, as it does things
  and seldom the pages of a list, their whole share is seen before.
- All traps together have a third of the pages of a visit; what they offer beyond that is closed too.
- A kind told apart by words is never closed, since people wrote the words: beyond its share it waits until all others have had theirs.

What a closed kind leaves out is a *hole* in the look, unless nothing can be expected of it: the kind was closed because its pages had
stopped to bring anything. So an empty calendar makes no visit incomplete, and a news archive that was cut off makes every one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from crawler.shapes import countable, pattern, trap

_SIBLINGS = 40
_TRAP_EMPTY, _EMPTY = 4, 10
_LOST = 5
_NEW_WORDS = 3
"""Words that make a page say something new; fewer may be a greeting, a counter in words or a random key."""
_MOST_WORDS = 50_000


@dataclass(slots=True)
class Kind:
    """What is known of one kind of address. ``barren`` pages in a row brought nothing, and ``idle`` of them made their kind longer or
    were twins; ``fresh`` brought something, the first left out; ``lost`` addresses were no pages.
    """

    shape: str
    trap: str | None
    offered: int = 0
    seen: int = 0
    fresh: int = 0
    barren: int = 0
    idle: int = 0
    lost: int = 0
    left_out: int = 0
    least: int = _EMPTY
    closed: str | None = None
    turns: Counter[int] = field(default_factory=Counter)
    words: set[int] = field(default_factory=set)

    @property
    def hole(self) -> bool:
        """Whether what was left out may hold something new."""
        return self.left_out > 0 and (self.closed is None or not self._spent)

    @property
    def hopeless(self) -> bool:
        """Whether hardly one of its addresses is a page; what else it offers waits for all others."""
        return self.lost >= _LOST and self.lost > 2 * self.seen

    @property
    def _spent(self) -> bool:
        if self.trap:
            return self.barren >= max(_TRAP_EMPTY, self.fresh)
        return self.barren >= max(_EMPTY, self.fresh) and self.seen >= self.least and 2 * self.idle >= self.barren

    def is_new(self, words: frozenset[int]) -> bool:
        """Whether these words say something that no page of this kind has said."""
        return len(words - self.words) >= _NEW_WORDS

    def note(self, words: frozenset[int], ways: int, *, idle: bool = False) -> bool:
        """Note a page of this kind that was seen; False when it brought nothing. ``ways`` counts the new addresses it led to; ``idle``
        tells that it led to new ones of its own kind, or is a page that was known.
        """
        brought = self.is_new(words) or ways > 0
        if len(self.words) < _MOST_WORDS:
            self.words |= words
        self.seen += 1
        self.barren = 0 if brought else self.barren + 1
        self.idle = 0 if brought else self.idle + idle
        self.fresh += brought and self.seen > 1
        if self.closed is None and self._spent and (self.trap or countable(self.shape)):
            self.closed = self.trap or "near-duplicates"
        return brought


@dataclass(slots=True)
class Shares:
    """All kinds of one visit. ``share`` is how many addresses of a kind come before all others have had their turn; traps have less."""

    share: int
    trap_share: int
    trap_pages: int
    kinds: dict[str, Kind] = field(default_factory=dict)
    _siblings: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    closings: int = 0
    """How often kinds were closed."""
    _trapped: int = 0

    def of(self, url: str) -> Kind:
        """The kind of an address."""
        shape = self._grouped(pattern(url))
        if shape not in self.kinds:
            kind = self.kinds[shape] = Kind(shape, trap(url), least=_EMPTY if "?" in shape else self.share)
            if self._trapped >= self.trap_pages:
                kind.closed = kind.trap
        return self.kinds[shape]

    def late(self, kind: Kind) -> bool:
        """Whether the kind has had its share, so that what else it offers waits for all others."""
        return kind.hopeless or kind.offered > (self.trap_share if kind.trap else self.share)

    def note(self, url: str, words: frozenset[int], ways: int, *, idle: bool = False) -> bool:
        """Note a page that was seen; False when it brought nothing."""
        kind = self.of(url)
        was = kind.closed
        brought = kind.note(words, ways, idle=idle)
        self.closings += kind.closed != was
        self._trapped += kind.trap is not None
        if kind.trap and self._trapped == self.trap_pages:
            for each in self.kinds.values():
                each.closed = each.closed or each.trap
            self.closings += 1
        return brought

    def holes(self) -> int:
        """How many addresses were left out that may hold something new."""
        return sum(kind.left_out for kind in self.kinds.values() if kind.hole)

    def _grouped(self, shape: str) -> str:
        folder, _, last = shape.rpartition("/")
        if not last or last.isdigit() or any(mark in last for mark in "*?0") or shape.startswith("…"):
            return shape
        known = self._siblings[folder]
        if last not in known and len(known) >= _SIBLINGS:
            return f"{folder}/*"
        known.add(last)
        return shape
