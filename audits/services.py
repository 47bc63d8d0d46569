"""The inventory of services: what a resident can ask of the body, recognised by page shape and words, on any content system."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from audits.catalogues import Mention, listed, lists_services, mentions, priced
from audits.derive import Element, Link, PageView, SiteView
from audits.descriptions import PARTS, fields, is_described
from audits.doors import Door, door
from audits.kit import names, slug
from audits.ladder import ELECTRONIC, LEVELS, apart, aside, asks, is_form, named_by, steps, unsaying
from audits.outline import Part, frame, mark, own
from audits.service_pages import catalogues, describing
from audits.situations import at_portal, groups, situation
from data.text import fold
from data.text import words as words_of
from data.types import Portal, Role
from data.vocabulary import Vocabulary

__all__ = [
    "ELECTRONIC",
    "LEVELS",
    "PARTS",
    "Service",
    "asks",
    "doors",
    "fields",
    "inventory",
    "is_described",
    "is_form",
]
_FORMS = 20


@dataclass(frozen=True)
class Service:
    """One service: its page (or the link or list that names it), its name, and how far it goes electronically, with what shows it.

    ``fields`` are the parts of its description by topic, ``details`` what each of them says (holder, fee, term...), ``steps`` what shows
    each level reached, ``keys`` the services at portals that it is, ``forms`` its forms to download. ``situation`` and ``target`` are by
    ``audits.situations``, ``heads`` the headings under which lists name it. ``page`` is None for a service that the site only links to or
    names; ``described`` says whether its page has the parts that make a description.
    """

    url: str
    title: str
    page: PageView | None
    level: int
    seen: tuple[Element, ...]
    fields: Mapping[str, Element] = field(default_factory=dict)
    steps: Mapping[int, Element] = field(default_factory=dict)
    keys: frozenset[str] = frozenset()
    details: Mapping[str, str] = field(default_factory=dict)
    forms: tuple[Link, ...] = ()
    situation: str | None = None
    target: frozenset[str] = frozenset()
    heads: tuple[str, ...] = ()
    described: bool = False

    @cached_property
    def channels(self) -> tuple[str, ...]:
        """The electronic ways to ask for it, from the lowest level up."""
        return tuple(LEVELS[level] for level in sorted(self.steps))


def inventory(site: SiteView, words: Vocabulary, portals: tuple[Portal, ...]) -> tuple[Service, ...]:
    """Every service of the site in its main language, ordered by address."""
    found = {page.url: _described(page, words, portals, site) for page in describing(site, words)}
    common = frame(site.pages)
    known: dict[str, str] = {}
    for service in found.values():
        _remember(known, service)
    leading = (each for page in site.pages if _may_list(page) for each in doors(page, words, portals))
    for each in leading:
        if each.exact and each.link.url not in common:
            _add(found, known, each, words)
    for page in catalogues(site, words):
        for mention in mentions(page, words, common):
            _mention(found, known, mention)
    for page in site.pages:
        for mention in priced(page, words, common):
            _mention(found, known, mention)
    if not any(service.page for service in found.values()):
        _by_their_forms(found, known, site, words)
    return tuple(sorted(_placed(found, site, words), key=lambda service: service.url))


def doors(page: PageView, words: Vocabulary, portals: tuple[Portal, ...]) -> list[Door]:
    """The links of the page's own content that lead to services at portals."""
    if "doors" not in page.made:
        found = (door(part.element, words, portals) for part in own(page) if isinstance(part.element, Link) and not aside(part, words))
        page.made["doors"] = [each for each in found if each is not None]
    kept: list[Door] = page.made["doors"]
    return kept


def _described(page: PageView, words: Vocabulary, portals: tuple[Portal, ...], site: SiteView) -> Service:
    common = frame(site.pages)
    leading = [each for each in doors(page, words, portals) if each.link.url not in common]
    parts = [part for part in own(page) if (part.kind == "text" or mark(part) not in common) and not aside(part, words)]
    reached = steps(parts, words, leading) | apart(parts, words, site)
    level = max(reached, default=1)
    first = [heading for heading in page.headings if heading.level == 1][:1]
    told = fields(parts, words)
    return Service(
        url=page.url,
        title=_title(page, site, words),
        page=page,
        level=level,
        seen=(reached[level],) if level in reached else tuple(first),
        fields={topic: one.element for topic, one in told.items()},
        steps=reached,
        keys=frozenset(each.key for each in leading if each.exact),
        details={topic: one.says for topic, one in told.items()},
        forms=tuple(_forms(parts, words)),
        target=groups(told["service-receiver"].says, words) if "service-receiver" in told else frozenset(),
        described=page.role == Role.SERVICE or is_described(page, words, named=True),
    )


def _title(page: PageView, site: SiteView, words: Vocabulary) -> str:
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


def _forms(parts: Sequence[Part], words: Vocabulary) -> list[Link]:
    return [part.element for part in parts if isinstance(part.element, Link) and is_form(part.element, part.trail, words)][:_FORMS]


def _placed(found: Mapping[str, Service], site: SiteView, words: Vocabulary) -> Iterator[Service]:
    """Each with the situation of life it belongs to: its category at the portal, the heading that lists it, or its own name."""
    heads: dict[str, list[str]] = {}
    for catalogue in catalogues(site, words):
        for part in listed(catalogue, frame(site.pages)):
            if isinstance(part.element, Link):
                own_name = [] if lists_services(catalogue, words) else names(catalogue)[:1]
                heads.setdefault(part.element.url, []).extend([*_above(part.trail), *own_name])
    for service in found.values():
        above = heads.get(service.url, []) + list(service.heads)
        told = [*above, *(name for one in (service.url, *service.keys) for name in at_portal(one)), service.title]
        target = service.target | frozenset(group for head in above for group in groups(head, words))
        yield replace(service, situation=situation(told, words), target=target, heads=tuple(above))


def _above(trail: Sequence[Element]) -> list[str]:
    return [head.text for head in reversed(trail) if head.node.tag != "h1"]


def _add(found: dict[str, Service], known: dict[str, str], each: Door, words: Vocabulary) -> None:
    """A door to a service known by its key or its name belongs to that service; else it is a service that only the link names."""
    name = named_by(each.link, words)
    url = known.get(each.key) or (None if unsaying(name, words) else known.get(_called(name)))
    if url is None:
        url, seen = each.link.url, (each.link,)
        found[url] = Service(url, name, None, 5, seen, steps={5: each.link}, keys=frozenset({each.key}))
    elif 5 not in found[url].steps:
        reached, keys = {**found[url].steps, 5: each.link}, found[url].keys | {each.key}
        found[url] = replace(found[url], level=max(5, found[url].level), seen=(each.link,), steps=reached, keys=keys)
    else:
        found[url] = replace(found[url], keys=found[url].keys | {each.key})
    _remember(known, found[url] if not unsaying(found[url].title, words) else replace(found[url], title=""))


def _mention(found: dict[str, Service], known: dict[str, str], mention: Mention) -> None:
    """A name in a list is a service of level 0 (1 where a table tells of it), unless it was found under that name elsewhere."""
    called = _called(mention.name)
    if not called or called in known:
        return
    url = f"{mention.element.page.url}#{called.replace(' ', '-')}"
    found[url] = Service(url, mention.name, None, int(mention.told), (mention.element,), heads=tuple(_above(mention.trail)))
    _remember(known, found[url])


def _by_their_forms(found: dict[str, Service], known: dict[str, str], site: SiteView, words: Vocabulary) -> None:
    """Where no service is described, what tells of one is its form in a list of forms: a service of level 2 by the form's name."""
    common = frame(site.pages)
    for page in site.pages:
        if not _may_list(page) or not any(words.label("form-heading", name) for name in [*names(page), slug(page.url)]):
            continue
        parts = [part for part in own(page) if mark(part) not in common]
        for form in _forms(parts, words):
            called = _called(named_by(form, words))
            if called and called not in known and not words.label("general-application", form.label):
                url = f"{page.url}#{called.replace(' ', '-')}"
                found[url] = Service(url, form.label, None, 2, (form,), steps={2: form}, forms=(form,))
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
