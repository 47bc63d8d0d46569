"""Pages that are one page under two addresses: what a site says of that is believed as far as the pages bear it out.

``rel=canonical`` (RFC 6596; element in the head or Link header) joins a page to another only when

- the page names one address, of the site itself (another host's claim to the content is no reason to lose a page);
- that address answers with a page, neither with an error nor with a redirect back;
- that page looks like this one: the same headline, and nearly the same words (``crawler.likeness``).

So a page is not lost on a site all of whose pages name the front page, a second page of a list that names the first, or an address that is
not found. A site whose claims were wrong ``_LIES`` times is not asked for the pages that it names any more.

Without a claim, two addresses are joined when they differ in their parameters only, or one is the front page, and the text is the same to
the letter; so are those whose paths differ in capitals only, which some servers do not mind. Pages that scripts must fill say nothing yet
and are never joined.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from crawler.addresses import Scope, canonical, fingerprint
from crawler.likeness import distance
from crawler.reading import Reading

_NEARLY = 6
"""Bits by which the words of a page may differ from those of the page that it calls itself."""
_SAYS_SOMETHING = 200
"""Characters without which two texts are alike by chance."""
_LIES = 5


@dataclass(frozen=True, slots=True)
class _Known:
    url: str
    headings: tuple[str, ...]
    title: str
    likeness: int
    digest: str


@dataclass(slots=True)
class Twins:
    """The pages seen so far, as far as their twins are known by it. ``lies`` counts the claims that were not borne out."""

    lies: int = 0
    _pages: dict[str, _Known] = field(default_factory=dict)
    _by_text: dict[tuple[str, str], str] = field(default_factory=dict)
    _front: _Known | None = None

    def meet(self, url: str, reading: Reading, *, front: bool = False) -> None:
        """Note a page."""
        known = _Known(url, reading.headings, reading.title, reading.likeness, reading.digest)
        self._pages[fingerprint(url)] = known
        if _speaks(reading):
            self._by_text.setdefault((_path(url), reading.digest), url)
            if front:
                self._front = known

    def same(self, url: str, reading: Reading) -> str | None:
        """The page seen before that shows the same text at the same path, or at the front; None when there is none."""
        if not _speaks(reading):
            return None
        if self._front is not None and self._front.digest == reading.digest:
            return self._front.url
        return self._by_text.get((_path(url), reading.digest))

    def claimed(self, url: str, reading: Reading, scope: Scope) -> str | None:
        """The other page of the site that a page says it is; None when it says nothing that could be so."""
        named = {found for found in map(canonical, reading.ways.canonicals) if found is not None}
        if len(named) != 1 or reading.shell:
            return None
        [target] = named
        return target if target in scope and fingerprint(target) != fingerprint(url) else None

    @property
    def trusted(self) -> bool:
        """Whether the site's claims are still worth a request."""
        return self.lies < _LIES

    def bears_out(self, target: str, reading: Reading) -> bool:
        """Whether the page at the claimed address looks like this one."""
        known = self._pages.get(fingerprint(target))
        if known is None:
            return False
        named = known.headings == reading.headings if reading.headings else known.title == reading.title
        return named and distance(known.likeness, reading.likeness) <= _NEARLY


def _path(url: str) -> str:
    return urlsplit(fingerprint(url)).path.lower()


def _speaks(reading: Reading) -> bool:
    return reading.length >= _SAYS_SOMETHING and not reading.shell
