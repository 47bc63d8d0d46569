"""Where the site's keepers take mail: the domains of the addresses on its pages, counted while the walk goes; no address is kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from audits import mail
from audits.derive import PageView
from audits.domains import registrable
from data import vocabulary
from data.types import Json, Page, Role

MOST = 3
"""Domains that are asked about."""
_PAGES = 60
_LARGE = 300_000
"""Contact pages read, and other pages, and characters of one page: what is used most shows long before."""
_KEPT = 2000
_ENOUGH = 2
"""Addresses of one domain from which it may be a body's own, though it is not its site's."""
_FOREMOST = frozenset({Role.FRONT, Role.CONTACT})
_SIGNS = ("@", "[at]", "(at)", "cfemail", "&#64;", "&#x40;")


@dataclass(slots=True)
class MailDomains:
    """The domains seen on one walk, bounded whatever the site."""

    pages: Counter[str] = field(default_factory=Counter)
    _addresses: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _foremost: set[str] = field(default_factory=set)
    _read: Counter[bool] = field(default_factory=Counter)

    def meet(self, page: Page, text: str) -> None:
        """Count the addresses of a page. Raises what its reading raises."""
        contact = page.role == Role.CONTACT
        if len(text) > _LARGE or self._read[contact] >= _PAGES or not any(sign in text for sign in _SIGNS):
            return
        self._read[contact] += 1
        for domain, locals_ in _found(page, text).items():
            if domain in self.pages or len(self.pages) < _KEPT:
                self.pages[domain] += 1
                self._addresses[domain] |= locals_
                self._foremost |= {domain} if page.role in _FOREMOST else set()

    def own(self, host: str, strangers: frozenset[str]) -> list[Json]:
        """The domains taken to be the body's: those of its site, most used first; where there are none, at most one that is plainly so.

        Never another body's. Pages give addresses of others too, as of an ombudsman or of who made the site.
        """
        free, home = providers(), registrable(host)
        known = [one for one in self.pages if one not in free and one not in strangers and registrable(one) not in strangers]
        known.sort(key=lambda one: (-len(self._addresses[one]), -self.pages[one], one))
        of_site = [one for one in known if registrable(one) == home]
        return [self._told(one) for one in of_site[:MOST] or list(filter(self._plainly, known))[:1]]

    def _plainly(self, domain: str) -> bool:
        often = 2 * self.pages[domain] >= self._read.total()
        return len(self._addresses[domain]) >= _ENOUGH and (often or domain in self._foremost)

    def free(self) -> list[Json]:
        """The providers of free mail whose addresses the site gives."""
        return [self._told(one) for one in sorted(providers() & self.pages.keys())]

    def _told(self, domain: str) -> Json:
        return {"domain": domain, "addresses": len(self._addresses[domain]), "pages": self.pages[domain]}


def _found(page: Page, text: str) -> dict[str, set[int]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for address, _ in mail.addresses(PageView(page, text, None)):
        local, _, domain = address.rpartition("@")
        found[domain.lower()].add(hash(local))
    return found


def providers() -> frozenset[str]:
    """The domains of providers of free mail, as the vocabulary lists them."""
    return frozenset(phrase.text.lower() for phrase in vocabulary.load()["free-mail"].text)
