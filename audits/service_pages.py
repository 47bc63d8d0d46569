"""Which pages describe a service: those that say so themselves, and those that a list of services leads to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from audits.catalogues import entry, listed, lists_services, may_be_named
from audits.derive import Link, PageView, SiteView
from audits.descriptions import is_described_where_listed
from audits.kit import names
from audits.ladder import aside, is_form, unsaying
from audits.outline import frame, own
from data.text import fold
from data.types import Role
from data.vocabulary import Vocabulary

_LEAST_WORDS, _SEVERAL = 10, 2
_OTHER = re.compile(r"/(?:en|eng|ru|rus|de)(?:[/._-]|$)")
_ROOTS = {"", "lv", "index.php", "lv/index.php"}
_WRAPS = {"li", "h2", "h3", "h4", "strong", "b", "span", "td", "th", "tr", "tbody"}


def describing(site: SiteView, words: Vocabulary) -> list[PageView]:
    """The pages that describe a service by themselves, and those that a list of services leads to and that say enough there."""
    pages = {page.url: page for page in site.pages if page.role == Role.SERVICE}
    common = frame(site.pages)
    for catalogue in catalogues(site, words):
        linked = (
            site.by_url.get(part.element.url) for part in listed(catalogue, common) if isinstance(part.element, Link) and entry(part, words)
        )
        for page in linked:
            if page and page.url not in pages and _may_be_listed(page, site, words) and _tells(page, catalogue, words):
                pages[page.url] = page
    for page in _beside(site, pages, words):
        pages.setdefault(page.url, page)
    return _once(_in_main_language(site, sorted(pages.values(), key=lambda page: (page.page.depth, page.url))))


def catalogues(site: SiteView, words: Vocabulary) -> list[PageView]:
    """The lists of services, and the pages of categories that they lead to."""
    if not site.pages:
        return []
    made = site.pages[0].made
    if "catalogues" not in made:
        named = _in_main_language(site, [page for page in site.pages if page.role != Role.FRONT and lists_services(page, words)])
        common = frame(site.pages)
        linked = (site.by_url.get(part.element.url) for page in named for part in listed(page, common) if isinstance(part.element, Link))
        categories = {page.url: page for page in linked if page and page not in named and _is_category(page, common)}
        made["catalogues"] = [*named, *categories.values()]
    kept: list[PageView] = made["catalogues"]
    return kept


def title_of(page: PageView, site: SiteView, words: Vocabulary) -> str:
    """What the page calls itself; where that is but the site's name, what links call it."""
    of_site = names(site.front) if site.front else []
    name = next((name for name in names(page) if name not in of_site), None)
    if name:
        return name
    return _labels(site, words).get(page.url) or next(iter(names(page)), page.url)


def _labels(site: SiteView, words: Vocabulary) -> Mapping[str, str]:
    """What pages' own links call each address, the first that says something."""
    made = site.pages[0].made
    if "labels of links" not in made:
        parts = (part for page in site.pages for part in own(page) if isinstance(part.element, Link))
        told = ((part.element.url, part.words) for part in parts if isinstance(part.element, Link) and part.words)
        labels: dict[str, str] = {}
        for url, label in told:
            if url not in labels and not unsaying(label, words):
                labels[url] = label
        made["labels of links"] = labels
    kept: Mapping[str, str] = made["labels of links"]
    return kept


def _is_category(page: PageView, common: frozenset[str]) -> bool:
    """Whether a page divides a list further: it leads to several pages below itself."""
    below = page.url.rstrip("/") + "/"
    links = {part.element.url for part in listed(page, common) if isinstance(part.element, Link)}
    return page.role in {Role.OTHER, Role.SERVICES} and sum(url.startswith(below) and url != below for url in links) >= _SEVERAL


def _tells(page: PageView, catalogue: PageView, words: Vocabulary) -> bool:
    """Whether a listed page tells of one service: by a part of a description, or because it says something and stands below the list or
    gives a form.
    """
    if is_described_where_listed(page, words):
        return True
    below = page.url.startswith(catalogue.url.rstrip("/") + "/") or _gives_form(page, words)
    return below and len(page.main.split()) >= _LEAST_WORDS and all(may_be_named(name, words) for name in names(page))


def _gives_form(page: PageView, words: Vocabulary) -> bool:
    parts = (part for part in own(page) if isinstance(part.element, Link) and not aside(part, words))
    return any(isinstance(part.element, Link) and is_form(part.element, part.trail, words) for part in parts)


def _may_be_listed(page: PageView, site: SiteView, words: Vocabulary) -> bool:
    if page.role not in {Role.OTHER, Role.FORM, Role.SERVICES}:
        return False
    return not lists_services(page, words) and page not in catalogues(site, words)


def _beside(site: SiteView, described: Mapping[str, PageView], words: Vocabulary) -> list[PageView]:
    """Pages that stand in one list with several that describe services: whatever the list is called, they are of its kind."""
    common = frame(site.pages)
    found: list[PageView] = []
    for page in site.pages:
        if page.role in {Role.OTHER, Role.SERVICES}:
            found += _of_its_lists(page, site, described, words, common)
    return found


def _of_its_lists(
    page: PageView, site: SiteView, described: Mapping[str, PageView], words: Vocabulary, common: frozenset[str]
) -> list[PageView]:
    lists: dict[int | str, list[tuple[bool, PageView]]] = {}
    told = page in catalogues(site, words)
    for part in listed(page, common):
        leads = site.by_url.get(part.element.url) if isinstance(part.element, Link) else None
        if leads and leads is not page and (leads.url in described or entry(part, words)):
            places: list[int | str] = [_box(part.element.node), *(_folder(leads.url) if told else ())]
            for place in places:
                lists.setdefault(place, []).append((leads.url in described, leads))
    kinds = (entries for entries in lists.values() if sum(known for known, _page in entries) >= _SEVERAL)
    return [leads for entries in kinds for known, leads in entries if not known and _may_be_one(leads, site, words)]


def _folder(url: str) -> tuple[str, ...]:
    """Where a page of a list of services is kept, when it is not at the site's root: there the descriptions are kept together."""
    folder = urlsplit(url).path.rstrip("/").rpartition("/")[0]
    return (folder,) if folder.strip("/") not in _ROOTS else ()


def _may_be_one(page: PageView, site: SiteView, words: Vocabulary) -> bool:
    enough = len(page.main.split()) >= _LEAST_WORDS
    return enough and _may_be_listed(page, site, words) and all(may_be_named(name, words) for name in names(page))


def _box(node: LexborNode) -> int:
    """The list that a link stands in."""
    box = node.parent
    while box is not None and box.parent is not None and (box.tag in _WRAPS or box.attributes.get("role") == "listitem"):
        box = box.parent
    return box.mem_id if box is not None else 0


def _in_main_language(site: SiteView, pages: Iterable[PageView]) -> list[PageView]:
    """A translated description is the same service: only those in the front page's language are counted, when there are any."""
    language = site.front.declared_language if site.front else None
    all_of_them = list(pages)
    kept = [page for page in all_of_them if page.declared_language in {language, None} and not _OTHER.match(urlsplit(page.url).path)]
    return kept or all_of_them


def _once(pages: list[PageView]) -> list[PageView]:
    """One page under several addresses (with and without a query) is one service."""
    kept: dict[tuple[str, str], PageView] = {}
    for page in pages:
        kept.setdefault((fold((names(page) or [page.url])[0]), page.main), page)
    return list(kept.values())
