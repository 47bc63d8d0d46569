"""Applying online for a place in a kindergarten or school: by a service, a portal, or a form of the body's own."""

from __future__ import annotations

from audits.derive import SiteView
from audits.kit import absent, found
from audits.ladder import ELECTRONIC, apart, sentence_of, steps
from audits.sections import Section, filled, nowhere, sections
from audits.services import Service, doors
from data.types import Evidence, Finding, Portal, Role
from data.vocabulary import Vocabulary

_LEAST_WORDS = 5


def applied(site: SiteView, services: tuple[Service, ...], words: Vocabulary, portals: tuple[Portal, ...], place: str) -> Finding:
    """A service named after the place and the act of applying, online; else a section on it that leads to a portal or holds a form.

    ``place`` is ``kindergarten`` or ``school``: the topics are ``<place>``, ``<place>-application`` and ``<place>-place``.
    """
    named = [service for service in services if _is_it(service.title, words, place)]
    online = [service for service in named if service.level >= ELECTRONIC]
    if online:
        return found(True, *online[0].seen)
    about = [section for section in filled(sections(site.pages, words, place), words, _LEAST_WORDS) if _tells(section, words, place)]
    ways = [way for section in about for way in _ways(section, site, words, portals)] or _told(site, words, portals, place)
    if ways:
        return found(True, *ways, confidence=0.8)
    seen = [*[element.see() for service in named for element in service.seen[:1]], *[section.see() for section in about]]
    return absent(*seen, confidence=0.8) if seen else nowhere(site, words, f"{place}-place")


def _told(site: SiteView, words: Vocabulary, portals: tuple[Portal, ...], place: str) -> list[Evidence]:
    """Links to services at portals whose sentence says it, on whatever page: «Pieteikties 1. klasei var portālā»."""
    pages = (page for page in site.pages if page.role not in {Role.NEWS, Role.NEWS_ITEM, Role.SEARCH, Role.PRIVACY, Role.STATEMENT})
    leading = (each.link for page in pages for each in doors(page, words, portals))
    return [link.see() for link in leading if _is_it(sentence_of(link), words, place)]


def _tells(section: Section, words: Vocabulary, place: str) -> bool:
    return section.page.role not in {Role.PRIVACY, Role.STATEMENT} and _is_it(section.see().excerpt, words, place)


def _ways(section: Section, site: SiteView, words: Vocabulary, portals: tuple[Portal, ...]) -> list[Evidence]:
    held = {link.url for link in section.links}
    leading = [each.link.see() for each in doors(section.page, words, portals) if each.link.url in held]
    forms = [element.see() for level, element in steps(section.parts, words, []).items() if level == ELECTRONIC]
    return leading + forms + [element.see() for element in apart(section.parts, words, site).values()]


def _is_it(name: str, words: Vocabulary, place: str) -> bool:
    return bool(words.label(place, name) and words.label(f"{place}-application", name))
