"""What a walk notes for later: addresses on other sites that pages link to, search forms, and what pages call themselves."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from crawler.addresses import canonical
from crawler.forms import SearchForm
from crawler.reading import Reading
from crawler.shapes import deed, media

MOST_AWAY = 5000
"""Foreign addresses that are noted; a site that links to more of them is a catalogue."""
_SHARING = re.compile(
    r"/(sharer?(\.php)?|sharearticle|share-offsite|sharing|intent|dialog|pin/create|addtoany)(/|\?|$)|[?&](u|url|text|link|body)=http|^https?://wa\.me/\?",
    re.IGNORECASE,
)
"""Buttons that hand a page on: where they lead is told by the page that they stand on."""
_PORTS = frozenset({None, 80, 443, 8080, 8443})
_PLACES = 20
_LABELS = 5
_LABEL = 200
_FORMS = 200
_TITLES = 1000


@dataclass(slots=True)
class Away:
    """A foreign address: on how many pages it stands, the first of them, and the words that offer it there."""

    pages: int = 0
    found_on: list[str] = field(default_factory=list)
    labels: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Outward:
    """The notes of one walk, bounded whatever the site."""

    away: dict[str, Away] = field(default_factory=dict)
    forms: Counter[SearchForm] = field(default_factory=Counter)
    form_places: dict[SearchForm, tuple[str, frozenset[str]]] = field(default_factory=dict)
    """Where each form was seen first, and the addresses that are linked there."""
    titles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Of each page its first-level headings and its title."""

    def foreign(self, url: str, label: str, page: str) -> None:
        """Note a link to another site; buttons that share a page, pictures and films lead to nothing that a resident looks for."""
        spelled = canonical(url)
        if spelled is None or (spelled not in self.away and (len(self.away) >= MOST_AWAY or _unasked(spelled))):
            return
        known = self.away.setdefault(spelled, Away())
        if page not in known.found_on[-1:]:
            known.pages += 1
            known.found_on += [page] if len(known.found_on) < _PLACES else []
        if label and (label[:_LABEL] in known.labels or len(known.labels) < _LABELS):
            known.labels[label[:_LABEL]] += 1

    def page(self, url: str, reading: Reading) -> None:
        """Note what a page calls itself, and the forms on it."""
        if len(self.titles) < _TITLES:
            self.titles[url] = (*reading.headings[:1], reading.title)
        for form in reading.searches:
            if form in self.forms or len(self.forms) < _FORMS:
                self.forms[form] += 1
                self.form_places.setdefault(form, (url, frozenset(link.url for link in reading.links)))


def usual_port(url: str) -> bool:
    """Whether a canonical address is at a port where websites are.

    >>> usual_port("https://a.lv/"), usual_port("http://a.lv:8080/"), usual_port("http://a.lv:22/")
    (True, True, False)
    """
    return urlsplit(url).port in _PORTS


def _unasked(url: str) -> bool:
    return deed(url) or media(url) or bool(_SHARING.search(unquote(url)))
