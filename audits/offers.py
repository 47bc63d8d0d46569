"""What a site offers by its links: those that stand anywhere, each once, without the news; and where bookings, apps and chats live."""

from __future__ import annotations

import re
from collections.abc import Iterable

from audits.derive import Element, Link, PageView, SiteView, host_of
from audits.doors import is_form_place, takes_payments
from audits.ladder import asks
from audits.outline import Part, own
from audits.sections import Section, is_file, sections
from audits.services import Service
from data.text import says
from data.types import Evidence, Portal, Role
from data.vocabulary import Vocabulary

_UNTOLD = frozenset({Role.NEWS_ITEM, Role.NEWS, Role.SEARCH, Role.PRIVACY, Role.STATEMENT})
_PAID = 6
_BOOKING_HOST = re.compile(r"(?:e-?)?(?:pieraksts|rinda|rindas|vizites?|rezervacijas?|booking|queue)\.", re.IGNORECASE)
"""How a body's own calendar is called: ``pieraksts.<its domain>``."""
_STORES = ("play.google.com", "apps.apple.com", "itunes.apple.com", "appgallery.huawei.com")


def offered(site: SiteView) -> tuple[Link, ...]:
    """Every link of the front page, menus and footer too, and those of other pages' own content, one for each address and label."""
    if not site.pages:
        return ()
    first = site.front or site.pages[0]
    if "offered" not in first.made:
        links: dict[tuple[str, str], Link] = {}
        for link in (*first.links, *_own(page for page in site.pages if page.role not in _UNTOLD)):
            links.setdefault((link.url, link.label), link)
        first.made["offered"] = tuple(links.values())
    kept: tuple[Link, ...] = first.made["offered"]
    return kept


def saying(site: SiteView, words: Vocabulary, topic: str) -> list[Link]:
    """The offered links whose label says the topic."""
    if topic not in words.topics:
        raise KeyError(topic)
    return [*_by_topic(site, words).get(topic, ())] if site.pages else []


def _by_topic(site: SiteView, words: Vocabulary) -> dict[str, list[Link]]:
    """The offered links by the topics that their labels say: each label is read once."""
    made = (site.front or site.pages[0]).made
    key = f"offered {words.digest}"
    if key not in made:
        said: dict[str, list[Link]] = {}
        for link in offered(site):
            for topic in words.told(link.label):
                said.setdefault(topic, []).append(link)
        made[key] = said
    found: dict[str, list[Link]] = made[key]
    return found


def at(host: str, hosts: Iterable[str]) -> bool:
    """Whether a host is one of these, or below one."""
    return bool(host) and any(host == one or host.endswith(f".{one}") for one in hosts)


def about(site: SiteView, words: Vocabulary, topic: str) -> list[Section]:
    """Sections on the topic outside of the policies, which only mention it."""
    return [section for section in sections(site.pages, words, topic) if section.page.role not in {Role.PRIVACY, Role.STATEMENT}]


def bookings(site: SiteView, words: Vocabulary, hosts: Iterable[str]) -> list[Evidence]:
    """Ways to book a visit on the site: a form, a calendar of a booking service, or a link to where it is done."""
    known = tuple(hosts)
    found = [link.see() for link in offered(site) if at(link.host, known) or (words.label("booking", link.label) and _leads_on(link, site))]
    for section in about(site, words, "booking"):
        found += [part.element.see() for part in section.parts if asks(part)]
        found += [frame.see() for frame in section.media("iframe") if at(_source(frame), known) or is_form_place(_address(frame))]
        found += [link.see() for link in section.links if _books(link, words, site)]
    return found


def payments(site: SiteView, words: Vocabulary, portals: tuple[Portal, ...]) -> list[Link]:
    """Links to portals where one pays that speak of paying, themselves, by their heading or by the page's matter."""
    told = (page for page in site.pages if page.role not in {Role.NEWS_ITEM, Role.NEWS})
    parts = [part for page in told for part in own(page) if isinstance(part.element, Link) and takes_payments(part.element, words, portals)]
    found = [part.element for part in parts if isinstance(part.element, Link) and _speaks_of_paying(part, words)]
    about_it = sections(site.pages, words, "payment") if parts else []
    return found + [link for section in about_it for link in section.links if takes_payments(link, words, portals)]


def paid(services: Iterable[Service], words: Vocabulary) -> list[Element]:
    """Where the description of a service says that it is paid for online; to follow one's application is no payment."""
    shown = (service.steps[_PAID] for service in services if _PAID in service.steps)
    return [element for element in shown if words.text("paying", element.text) or element.node.tag == "form"]


def _speaks_of_paying(part: Part, words: Vocabulary) -> bool:
    return any(words.label("payment", text) for text in [part.words, *(head.text for head in part.trail)])


def apps(site: SiteView, words: Vocabulary) -> list[Link]:
    """Links to the shops of applications, without those of applications that others make for everyone."""
    others = words["mobile-app"].veto
    return [link for link in offered(site) if link.host in _STORES and not says(f"{link.label} {link.url}"[:190], others)]


def chats(site: SiteView, words: Vocabulary, makers: Iterable[str]) -> list[Evidence]:
    """A window to chat on the front page: by its maker's address, its name in the markup, or the label that opens it."""
    front, asked = site.front, tuple(makers)
    if front is None:
        return []
    key = f"chats {words.digest} {asked}"
    if key not in front.made:
        front.made[key] = _chats(front, site, words, asked)
    return [*front.made[key]]


def _chats(front: PageView, site: SiteView, words: Vocabulary, makers: tuple[str, ...]) -> list[Evidence]:
    loaded = next((maker for maker in makers if maker in front.html), None)
    found = [front.see("head", loaded)] if loaded else []
    # A selector of many parts is tried on every element; the letters it needs are looked for first.
    boxes = "[id*=chatbot], [class*=chatbot], [id*=chat-widget], [class*=chat-widget], [id*=chat_widget], [class*=chat-bot]"
    found += [element.see() for element in (front.elements(boxes)[:1] if "chat" in front.html else ())]
    labels = front.elements("button, [role=button], iframe[title], [aria-label]")[:300]
    found += [one.see() for one in labels if any(words.label("chatbot", text) for text in _names(one))]
    found += [head.see() for head in front.headings if words.label("chatbot", head.text) and _has_button(head)]
    return found + [link.see() for link in saying(site, words, "chatbot")]


def _has_button(head: Element) -> bool:
    """Whether a button or link stands beside a heading."""
    box = head.node.parent
    return box is not None and box.tag not in {"body", "main"} and box.css_first("button, a[href], [role=button]") is not None


def reports(site: SiteView, words: Vocabulary) -> list[Evidence]:
    """Ways to report a problem without a call: a form, a link that leads on, or an e-mail address."""
    told = [section for section in about(site, words, "report-a-problem") if _written_way(section)]
    links = [link for link in saying(site, words, "report-a-problem") if link.host != host_of(site.snapshot.site)]
    return [section.see() for section in told] + [link.see() for link in links]


def _written_way(section: Section) -> bool:
    if "@" in section.text or section.media("form", "iframe"):
        return True
    return any(link.url.startswith("mailto:") or link.host not in {"", host_of(section.page.url)} for link in section.links)


def living(site: SiteView, words: Vocabulary) -> list[Section]:
    """Sections on an application that is still given out."""
    return [section for section in about(site, words, "mobile-app") if not words.text("app-is-gone", section.text)]


def _names(element: Element) -> list[str]:
    named = (element.attribute("aria-label"), element.attribute("title"), element.text if len(element.node.html or "") < 400 else "")
    return [name for name in named if name]


def _books(link: Link, words: Vocabulary, site: SiteView) -> bool:
    if is_form_place(link.url) or _BOOKING_HOST.match(link.host):
        return True
    label = words.label("online-application", link.label) or words.label("booking", link.label)
    return bool(label) and _leads_on(link, site)


def _leads_on(link: Link, site: SiteView) -> bool:
    """Whether it leads away to where it is done, or to a page of the site with a form for it."""
    if not link.url.startswith("http") or is_file(link.url):
        return False
    if link.host != host_of(site.snapshot.site):
        return True
    page = site.by_url.get(link.url)
    return page is not None and any(asks(part) for part in own(page))


def _own(pages: Iterable[PageView]) -> list[Link]:
    return [part.element for page in pages for part in own(page) if isinstance(part.element, Link)]


def _address(frame: Element) -> str:
    return frame.attribute("src") or ""


def _source(frame: Element) -> str:
    return host_of(_address(frame))
