"""The inventory of services: what a resident can ask of the body, recognised by page shape and words, on any content system."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from audits.catalogues import Mention, Told, listed, lists_services, mentions, priced, told_of
from audits.derive import Element, Link, PageView, SiteView
from audits.descriptions import PARTS, fields, is_described
from audits.doors import Door, door, leads_to_service, pays_at
from audits.kit import names, slug
from audits.ladder import ELECTRONIC, LEVELS, apart, aside, asks, is_form, named_by, steps, unsaying
from audits.outline import Part, frame, mark, own
from audits.service_pages import catalogues, describing, title_of
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
    known: dict[str, str] = {}
    for service in found.values():
        _remember(known, service)
    _from_sections(found, known, site, words, portals)
    _from_doors(found, known, site, words, portals)
    _from_lists(found, known, site, words)
    if not any(service.page for service in found.values()):
        _by_their_forms(found, known, site, words)
    return tuple(sorted(_placed(found, site, words), key=lambda service: service.url))


def _from_sections(
    found: dict[str, Service], known: dict[str, str], site: SiteView, words: Vocabulary, portals: tuple[Portal, ...]
) -> None:
    common = frame(site.pages)
    for page in catalogues(site, words):
        for told in told_of(page, words, common):
            _section(found, known, told, words, portals)


def _from_doors(found: dict[str, Service], known: dict[str, str], site: SiteView, words: Vocabulary, portals: tuple[Portal, ...]) -> None:
    """Services at portals that pages link to; a link to a portal's front page is one where a list of services calls it so."""
    common = frame(site.pages)
    lists = {page.url for page in catalogues(site, words)}
    leading = (each for page in site.pages if _may_list(page) for each in doors(page, words, portals))
    for each in leading:
        if each.link.url in common:
            continue
        if each.exact:
            _add(found, known, each, words, portals)
        elif each.link.page.url in lists and leads_to_service(each, words):
            _add(found, known, _called_apart(each), words, portals)


def _from_lists(found: dict[str, Service], known: dict[str, str], site: SiteView, words: Vocabulary) -> None:
    common = frame(site.pages)
    for page in catalogues(site, words):
        for mention in mentions(page, words, common):
            _mention(found, known, mention)
    for page in site.pages:
        for mention in priced(page, words, common):
            _mention(found, known, mention)


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
        title=title_of(page, site, words),
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
        above = [head for head in (*heads.get(service.url, []), *service.heads) if _called(head) != _called(service.title)]
        told = [*above, *(name for one in (service.url, *service.keys) for name in at_portal(one)), service.title]
        target = service.target | frozenset(group for head in above for group in groups(head, words))
        yield replace(service, situation=situation(told, words), target=target, heads=tuple(above))


def _above(trail: Sequence[Element]) -> list[str]:
    return [head.text for head in reversed(trail) if head.node.tag != "h1"]


def _called_apart(each: Door) -> Door:
    """A link to a portal's front page as a door of its own: services that lead there are told apart by their names."""
    return replace(each, key=f"{each.key} {_called(each.link.label)}")


def _add(
    found: dict[str, Service], known: dict[str, str], each: Door, words: Vocabulary, portals: tuple[Portal, ...], title: str = ""
) -> None:
    """A door to a service known by its key or its name belongs to that service; else it is a service that only the link names."""
    name = title or named_by(each.link, words)
    url = known.get(each.key) or (None if unsaying(name, words) else known.get(_called(name)))
    shown: dict[int, Element] = {5: each.link, **({6: each.link} if pays_at(each.link, words, portals) else {})}
    if url is None:
        url = each.link.url if each.link.url not in found else f"{each.link.url}#{_called(name).replace(' ', '-')}"
        found[url] = Service(url, name, None, max(shown), (each.link,), steps=shown, keys=frozenset({each.key}))
    else:
        known_one = found[url]
        reached = {**shown, **known_one.steps}
        level = max(known_one.level, *reached)
        seen = known_one.seen if level == known_one.level else (reached[level],)
        found[url] = replace(known_one, level=level, seen=seen, steps=reached, keys=known_one.keys | {each.key})
    _remember(known, found[url] if not unsaying(found[url].title, words) else replace(found[url], title=""))


def _section(found: dict[str, Service], known: dict[str, str], told: Told, words: Vocabulary, portals: tuple[Portal, ...]) -> None:
    """A service that a list tells of under its heading: a door there is called by the heading; else it has the steps shown there."""
    page = told.head.page
    inside = {part.element.node.mem_id for part in told.parts if isinstance(part.element, Link)}
    leading = [each for each in doors(page, words, portals) if each.link.node.mem_id in inside]
    if any(isinstance(part.element, Link) and part.element.url in found for part in told.parts) or _called(told.name) in known:
        return
    exact = next((each for each in leading if each.exact), None)
    if exact is not None:
        _add(found, known, exact, words, portals, told.name)
        return
    reached = steps(told.parts, words, leading)
    level = max(reached, default=1)
    url = f"{page.url}#{_called(told.name).replace(' ', '-')}"
    found[url] = Service(url, told.name, None, level, (reached.get(level, told.head),), steps=reached)
    _remember(known, found[url])


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
