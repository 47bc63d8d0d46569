"""The inventory of services: what a resident can ask of the body, recognised by page shape and words, on any content system."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from audits.derive import Element, Form, Link, PageView, SiteView
from audits.doors import Door, door, is_form_place
from audits.kit import names, slug
from audits.outline import Part, frame, mark, own
from audits.sections import file_name, is_file
from data.text import LONGEST, fold, keys
from data.text import words as words_of
from data.types import Portal, Role
from data.vocabulary import Vocabulary

LEVELS = (
    "mentioned",
    "described",
    "form to download",
    "e-mail or e-address with e-signature",
    "online form",
    "portal service",
    "with payment or status",
)
"""The ladder, 0 to 6: how far a service goes electronically (after MK 402 p. 2.1 and the EU eGovernment Benchmark)."""
ELECTRONIC = 4
"""From this level on, the service is asked for online."""
PARTS = (
    "service-description",
    "service-request",
    "service-fee",
    "service-term",
    "service-form",
    "service-holder",
    "service-receiver",
    "service-basis",
)
"""Vocabulary topics of the parts of a service's description (MK noteikumi Nr. 400, 3.1)."""
_TELLING = {"service-request", "service-fee", "service-form", "service-holder"}
"""A page with none of these describes something else: a project, a tender, a meeting."""
_ENOUGH, _ENOUGH_AT_ADDRESS = 3, 1
_CARD_ADDRESS = re.compile(r"^/(?:lv|en|ru|de)/(?:pakalpojumi|services)/[^/]+/?$")
_TERM_TAGS = {"dt", "strong", "b", "label", "legend"}
_TERM_WORDS = 8
_VISITOR_FIELDS = {"text", "email", "tel", "date", "number", "file", ""}
_SEARCH = re.compile(r"search|mekl", re.IGNORECASE)


@dataclass(frozen=True)
class Service:
    """One service: its page (or the link that names it), its name, and how far it goes electronically, with what shows it.

    ``fields`` are the parts of its description by topic, ``steps`` what shows each level reached, ``keys`` the services at portals
    that it is. ``page`` is None for a service that the site only links to.
    """

    url: str
    title: str
    page: PageView | None
    level: int
    seen: tuple[Element, ...]
    fields: Mapping[str, Element] = field(default_factory=dict)
    steps: Mapping[int, Element] = field(default_factory=dict)
    keys: frozenset[str] = frozenset()


def inventory(site: SiteView, words: Vocabulary, portals: tuple[Portal, ...]) -> tuple[Service, ...]:
    """Every service of the site in its main language, ordered by address."""
    pages = _once(_in_main_language(site, [page for page in site.pages if page.role == Role.SERVICE]))
    common = frame(site.pages)
    found = {page.url: _described(page, words, portals, site) for page in pages}
    leading = (each for page in site.pages if _may_list(page) for each in doors(page, words, portals))
    known: dict[str, str] = {}
    for service in found.values():
        _remember(known, service)
    for each in leading:
        if each.exact and each.link.url not in common:
            _add(found, known, each)
    return tuple(sorted(found.values(), key=lambda service: service.url))


def is_described(page: PageView, words: Vocabulary) -> bool:
    """Whether the page describes one service: enough of the parts that MK 400 3.1 asks for stand as headings or terms."""
    if any(words.label("not-a-service", name) for name in [*names(page), slug(page.url)]):
        return False
    if not _may_describe(page, words):
        return False
    parts = fields(page, words)
    enough = _ENOUGH_AT_ADDRESS if _CARD_ADDRESS.match(urlsplit(page.url).path) else _ENOUGH
    return len(parts) >= enough and bool(_TELLING & parts.keys())


def _may_describe(page: PageView, words: Vocabulary) -> bool:
    """Whether a telling part is named anywhere in the text: hardly any page names one, and only those are taken apart."""
    if len(page.text) > LONGEST:
        return True
    keyed = [keys(word) for word in words_of(page.text)]
    return any(words[topic].label.first(keyed) is not None for topic in _TELLING)


def fields(page: PageView, words: Vocabulary) -> dict[str, Element]:
    """The parts of a description that the page has, by topic, each with the heading or term that names it."""
    found: dict[str, Element] = {}
    for term, element in _terms(page):
        for part in PARTS:
            if part not in found and words.label(part, term):
                found[part] = element
    return found


def doors(page: PageView, words: Vocabulary, portals: tuple[Portal, ...]) -> list[Door]:
    """The links of the page's own content that lead to services at portals."""
    found = (door(part.element, words, portals) for part in own(page) if isinstance(part.element, Link))
    return [each for each in found if each is not None]


def _described(page: PageView, words: Vocabulary, portals: tuple[Portal, ...], site: SiteView) -> Service:
    common = frame(site.pages)
    leading = [each for each in doors(page, words, portals) if each.link.url not in common]
    parts = [part for part in own(page) if part.kind == "text" or mark(part) not in common]
    steps = _steps(parts, words, leading) | _apart(parts, words, site)
    level = max(steps, default=1)
    first = [heading for heading in page.headings if heading.level == 1][:1]
    seen = (steps[level],) if level in steps else tuple(first)
    keys = frozenset(each.key for each in leading if each.exact)
    return Service(page.url, (names(page) or [page.url])[0], page, level, seen, fields(page, words), steps, keys)


def _apart(parts: list[Part], words: Vocabulary, site: SiteView) -> dict[int, Element]:
    """An online form on a page of its own: the service leads to it by a label that says so."""
    links = [part.element for part in parts if isinstance(part.element, Link) and words.label("online-application", part.words)]
    forms = (link for link in links if link.url in site.by_url and any(asks(one) for one in own(site.by_url[link.url])))
    first = next(forms, None)
    return {4: first} if first else {}


def _steps(parts: list[Part], words: Vocabulary, leading: list[Door]) -> dict[int, Element]:
    """What shows each level of the ladder, looked for in the page's own content only."""
    shown = {
        2: _first(part for part in parts if isinstance(part.element, Link) and is_form(part.element, part.trail, words)),
        3: _first(part for part in parts if part.kind == "text" and words.text("e-signature-channel", part.words)),
        4: _first(part for part in parts if asks(part) or (isinstance(part.element, Link) and is_form_place(part.element.url))),
        5: leading[0].link if leading else None,
    }
    if leading or shown[4]:
        shown[6] = _first(part for part in parts if isinstance(part.element, Link) and words.label("service-payment-or-status", part.words))
    return {level: element for level, element in shown.items() if element is not None}


def is_form(link: Link, trail: Iterable[Element], words: Vocabulary) -> bool:
    """Whether a link offers a form to download: a file whose label, name or nearest heading says so."""
    if not is_file(link.url):
        return False
    told = [link.label, slug(file_name(link.url).rsplit(".", 1)[0])]
    if any(words.label("form-template", name) for name in told):
        return True
    heads = [element.text for element in trail][-1:] or [*names(link.page), slug(link.page.url)]
    return any(words.label("form-heading", head) for head in heads) and not any(words.label("not-a-form", name) for name in told)


def asks(part: Part) -> bool:
    """Whether a piece of content is a form that a visitor fills in, not a search or a vote on the page."""
    if part.kind != "form":
        return False
    form = Form(part.element.node, part.element.page)
    written = [one for one in form.fields if one.node.tag == "textarea" or (one.attribute("type") or "").lower() in _VISITOR_FIELDS]
    searching = _SEARCH.search(f"{form.action} {form.attribute('role')} {form.attribute('class')} {form.attribute('id')}")
    return len(written) >= 2 and not searching


def _add(found: dict[str, Service], known: dict[str, str], each: Door) -> None:
    """A door to a service known by its key or its name belongs to that service; else it is a service that only the link names."""
    url = known.get(each.key) or known.get(_called(each.link.label))
    if url is None:
        url, label, seen = each.link.url, each.link.label, (each.link,)
        found[url] = Service(url, label, None, 5, seen, steps={5: each.link}, keys=frozenset({each.key}))
    elif 5 not in found[url].steps:
        steps, keys = {**found[url].steps, 5: each.link}, found[url].keys | {each.key}
        found[url] = replace(found[url], level=max(5, found[url].level), seen=(each.link,), steps=steps, keys=keys)
    else:
        found[url] = replace(found[url], keys=found[url].keys | {each.key})
    _remember(known, found[url])


def _remember(known: dict[str, str], service: Service) -> None:
    """By what a service is known again: its keys at portals and its name."""
    for mark_of_it in (*service.keys, _called(service.title)):
        known.setdefault(mark_of_it, service.url)
    known.pop("", None)


def _called(name: str) -> str:
    """A name as it is compared; empty when it has no words."""
    return " ".join(fold(word) for word in words_of(name))


def _may_list(page: PageView) -> bool:
    return page.role not in {Role.NEWS_ITEM, Role.NEWS, Role.SEARCH, Role.STATEMENT, Role.PRIVACY}


def _in_main_language(site: SiteView, pages: list[PageView]) -> list[PageView]:
    """A translated description is the same service: only those in the front page's language are counted, when there are any."""
    language = site.front.declared_language if site.front else None
    kept = [
        page
        for page in pages
        if page.declared_language in {language, None} and not page.url.startswith((f"{site.snapshot.site}en/", f"{site.snapshot.site}ru/"))
    ]
    return kept or pages


def _once(pages: list[PageView]) -> list[PageView]:
    """One page under several addresses (with and without a query) is one service."""
    kept: dict[tuple[str, str], PageView] = {}
    for page in pages:
        kept.setdefault((fold((names(page) or [page.url])[0]), page.main), page)
    return list(kept.values())


def _terms(page: PageView) -> Iterator[tuple[str, Element]]:
    """Headings, terms, row headers and words before a colon: what can name a part of a description."""
    for part in own(page):
        node, tag = part.element.node, part.element.node.tag
        if (part.kind == "heading" and tag != "h1") or (part.kind == "text" and (tag in _TERM_TAGS or _is_label(part) or _heads_row(part))):
            yield part.words, part.element
        elif part.kind == "text" and ":" in part.words and node.tag != "a":
            yield _before_colon(part.words), part.element


def _before_colon(text: str) -> str:
    label = text.split(":", 1)[0]
    return label if len(label.split()) <= _TERM_WORDS else ""


def _is_label(part: Part) -> bool:
    return "label" in (part.element.attribute("class") or "") or "title" in (part.element.attribute("class") or "")


def _heads_row(part: Part) -> bool:
    """Whether it is the first cell of a table row that has others: a header row of many columns lists, it does not describe."""
    cell = part.element.node
    while cell.parent is not None and cell.tag not in {"td", "th", "body"}:
        cell = cell.parent
    row = cell.parent
    if cell.tag not in {"td", "th"} or row is None:
        return False
    cells = [node for node in row.iter() if node.tag in {"td", "th"}]
    return len(cells) == 2 and cells[0].mem_id == cell.mem_id and cells[1].tag == "td" and len(part.words.split()) <= _TERM_WORDS


def _first(parts: Iterable[Part]) -> Element | None:
    return next((part.element for part in parts), None)
