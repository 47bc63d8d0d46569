"""The parts of a site that are about a topic: what stands under which heading, and what a mere label is worth.

A section is a whole page whose name says the topic, or what stands under a heading (or table caption) that says it, up to the next
heading of the same rank.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import islice, takewhile

from selectolax.lexbor import LexborNode

from audits.dates import dates
from audits.derive import Element, Link, PageView, SiteView, host_of
from audits.kit import Seen, absent, cant_tell, distinct, found, labelled, names, slug
from audits.outline import Part, bold_head, frame, mark, own, same
from data.text import SHORT, squeeze
from data.types import Document, Evidence, Exchange, Finding, Missing, Outcome, Portal, Role, Value
from data.vocabulary import Vocabulary

_PROMISE_WORDS = 25
"""A text of no more words that promises something says nothing else."""
_NAMING_LABELS = 2
_DATE_LETTERS = 30
_SEVERAL = re.compile(r"[,;/&]|\bun\b|\band\b", re.IGNORECASE)
_UNTOLD = frozenset({Role.NEWS_ITEM, Role.NEWS, Role.SEARCH, Role.SITEMAP})
"""Pages that repeat what others say: a headline about the budget is not the budget."""


@dataclass(frozen=True)
class Section:
    """Content about a topic: the page, the heading that says so (None for a whole page) and the pieces under it."""

    page: PageView
    head: Element | None
    parts: tuple[Part, ...]

    @cached_property
    def text(self) -> str:
        """What it says, on one line."""
        return squeeze(" ".join(part.words for part in self.parts if part.kind == "text"))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links in it, in order."""
        return tuple(part.element for part in self.parts if isinstance(part.element, Link))

    def media(self, *kinds: str) -> tuple[Element, ...]:
        """Its frames, players, pictures or forms."""
        return tuple(part.element for part in self.parts if part.kind in kinds)

    def see(self) -> Evidence:
        """Where it is: its heading only, as what stands below may name people."""
        head = self.head or next((heading for heading in self.page.headings if heading.level == 1), None)
        return head.see() if head else self.page.see("title", self.page.title)


def sections(pages: Sequence[PageView], words: Vocabulary, topic: str) -> list[Section]:
    """Every section on the topic; whole pages first. A headline in the news is none, nor is a page elsewhere that lists headlines."""
    told = [page for page in pages if page.role not in _UNTOLD]
    common = frame(pages)
    whole = [page for page in told if _says(page, words, topic) and not _of_several(page, words, topic)]
    taken = {id(page) for page in whole}
    under = (section for page in told if id(page) not in taken for section in _under_heads(page, words, topic))
    return [_without(section, common) for section in (*(Section(page, None, own(page)) for page in whole), *under)]


def filled(found_sections: Iterable[Section], words: Vocabulary, min_words: int) -> list[Section]:
    """Those that say something: so many words beyond their heading, or a link, a form or a player; a promise to say something is none.

    A link to a page that is one of them says nothing: that page is asked itself.
    """
    told = list(found_sections)
    pages = {section.page.url for section in told if section.head is None}
    return [section for section in told if _beyond_heading(section, words, min_words, pages)]


def present(site: SiteView, words: Vocabulary, topic: str, min_words: int) -> Finding:
    """Whether the site has a section on the topic that says something."""
    about = filled(sections(site.pages, words, topic), words, min_words)
    return found(True, *[section.see() for section in about], confidence=0.9) if about else nowhere(site, words, topic)


def leading_to(site: SiteView, portals: Iterable[Portal], role: str) -> list[Link]:
    """Links, outside the news, to portals whose role says so."""
    hosts = {host for portal in portals if role in portal.role for host in (portal.host, *portal.aliases)}
    told = (link for link in distinct(site.pages).values() if link.page.role != Role.NEWS_ITEM)
    return [link for link in told if link.host in hosts]


def kept(is_kept: bool, value: Value, *seen: Seen, confidence: float = 1.0) -> Finding:  # noqa: FBT001 (what the name asks)
    """Whether the newest that was seen meets what is expected; that nothing newer exists, only a whole look can say."""
    return found(value, *seen, confidence=confidence) if is_kept else absent(*seen, value=value, confidence=confidence)


def unasked(site: SiteView, words: Vocabulary, topic: str) -> Finding:
    """The finding when what is asked about is not there at all, so nothing can be asked of it; unless it may be where nobody looked."""
    finding = nowhere(site, words, topic, leads=False)
    if finding.outcome == Outcome.CANT_TELL:
        return finding
    return Finding(Outcome.INAPPLICABLE, None, finding.evidence, whole=True)


def nowhere(site: SiteView, words: Vocabulary, topic: str, *, value: Value = False, leads: bool = True) -> Finding:
    """The finding when no section says anything: a label that leads to nothing does not count, one that leads away does if it ``leads``."""
    empty = sections(site.pages, words, topic)
    if empty:
        return absent(*[section.see() for section in empty], value=value, confidence=0.8)
    fates = [_fate(link, site, value, leads) for link in labelled(site.pages, words, topic) if link.page.role not in _UNTOLD]
    told = [fate for fate in fates if fate is not None]
    return min(told, key=lambda fate: _ORDER[fate.outcome]) if told else absent(*site.pages[:1], value=value)


_ORDER = {Outcome.PASSED: 0, Outcome.CANT_TELL: 1, Outcome.FAILED: 2}


def document_links(site: SiteView, documents: tuple[Document, ...]) -> list[tuple[Link, tuple[Element, ...]]]:
    """Links of pages' own content that lead to files, with the headings above; a file is known by having been fetched or by its name."""
    known = {document.url for document in documents}
    parts = ((part.element, part.trail) for page in site.pages for part in own(page))
    return [(link, trail) for link, trail in parts if isinstance(link, Link) and (link.url in known or _FILE.search(link.url))]


_FILE = re.compile(r"\.(pdf|docx?|odt|rtf|xlsx?|ods|csv|edoc|asice|zip)(\?.*)?$|/media/\d+/download", re.IGNORECASE)


def is_file(url: str) -> bool:
    """Whether an address names a document: by its ending, or by the download address of the unified platform."""
    return _is_file(url) if len(url) <= SHORT else bool(_FILE.search(url))


@lru_cache(maxsize=1 << 13)
def _is_file(url: str) -> bool:
    return bool(_FILE.search(url))


def files(site: SiteView) -> list[Link]:
    """The links of pages' own content that lead to files, one for each address; found once for the site."""
    if "files" not in site.made:
        links = (part.element for page in site.pages for part in own(page) if isinstance(part.element, Link))
        first: dict[str, Link] = {}
        for link in links:
            if is_file(link.url):
                first.setdefault(link.url, link)
        site.made["files"] = list(first.values())
    found: list[Link] = site.made["files"]
    return found


def file_name(url: str) -> str:
    """The last part of an address, as it is written."""
    return url.split("?", maxsplit=1)[0].rstrip("/").rsplit("/", 1)[-1]


def _says(page: PageView, words: Vocabulary, topic: str) -> bool:
    return page.role != Role.FRONT and topic in named_topics(page, words)


def named_topics(page: PageView, words: Vocabulary) -> frozenset[str]:
    """Every topic that a page's names or slug say."""
    key = f"named {words.digest}"
    if key not in page.made:
        named = [*names(page), slug(page.url)]
        if not any(heading.level == 1 for heading in page.headings):
            # Where pages do not name themselves, the links that lead to them do; but a dated item is news by whatever name.
            named = [page.title] if _dated_item(page) else [*named, *page.labels[:_NAMING_LABELS]]
        page.made[key] = frozenset(topic for name in named for topic in words.told(name))
    topics: frozenset[str] = page.made[key]
    return topics


def _dated_item(page: PageView) -> bool:
    """Whether a date stands alone on a line of the page, as under a headline; cells of a table are no lines."""
    texts = (part for part in own(page) if part.kind == "text" and len(part.words) <= _DATE_LETTERS and part.words[:1].isdigit())
    return any(part.words.strip(" .") == told.strip(" .") and not _cell(part) for part in texts for _day, told in dates(part.words))


def _cell(part: Part) -> bool:
    row = part.element.node.parent
    return part.element.node.tag in {"td", "th", "li"} and row is not None and sum(1 for _cell in row.iter()) > 1


def _under_heads(page: PageView, words: Vocabulary, topic: str) -> Iterator[Section]:
    places = _headings(page, words).get(topic, ())
    if not places or f"veto-{topic}" in named_topics(page, words):
        # What stands below is of another matter: pay in a vacancy is no report on pay.
        return
    parts = own(page)
    for place in places:
        part = parts[place]
        if part.kind != "heading":
            yield Section(page, part.element, tuple(takewhile(partial(_beside, part), islice(parts, place + 1, None))))
        elif not _teaser(part):
            head = part.element.node
            yield Section(page, part.element, tuple(takewhile(partial(_below, head), islice(parts, place + 1, None))))


def _of_several(page: PageView, words: Vocabulary, topic: str) -> bool:
    """Whether a page of several matters («Vakances, izsoles, konkursi») has a heading of its own for this one."""
    return topic in _headings(page, words) and any(_SEVERAL.search(name) for name in names(page) if words.label(topic, name))


def _headings(page: PageView, words: Vocabulary) -> Mapping[str, list[int]]:
    """Of each topic the places of the headings, below the first level, that say it."""
    key = f"headings {words.digest}"
    if key not in page.made:
        said: dict[str, list[int]] = {}
        for place, part in enumerate(own(page)):
            if (part.kind == "heading" and part.element.node.tag != "h1") or (part.kind == "text" and bold_head(part)):
                for topic in words.told(part.words):
                    said.setdefault(topic, []).append(place)
        page.made[key] = said
    found: dict[str, list[int]] = page.made[key]
    return found


def _below(head: LexborNode, part: Part) -> bool:
    return any(same(above.node, head) for above in part.trail)


def _beside(head: Part, part: Part) -> bool:
    """Whether a piece belongs to a bold line: until the next heading, or the next line of that kind."""
    return part.kind != "heading" and part.trail == head.trail and not bold_head(part)


def _teaser(part: Part) -> bool:
    """Whether a heading only leads to another page, which is judged itself."""
    links = (Link(node, part.element.page) for node in part.element.node.css("a[href]"))
    return any(link.url != part.element.page.url for link in links)


def _beyond_heading(section: Section, words: Vocabulary, min_words: int, pages: set[str]) -> bool:
    leading = (link for link in section.links if link.url not in pages)
    if section.media("form", "iframe", "video", "audio") or any(_tells(link, section.page, words) for link in leading):
        return True
    said = len(section.text.split())
    if said > _PROMISE_WORDS or not words.text("promise", section.text):
        return said >= min_words
    # A promise of one thing beside another that is told; an excuse beside the promise is shorter.
    kept_back = sum(len(part.words.split()) for part in section.parts if part.kind == "text" and not words.text("promise", part.words))
    return kept_back >= 2 * min_words


def _tells(link: Link, page: PageView, words: Vocabulary) -> bool:
    """Whether a link leads to something: not to the page itself or one above it, nor to print or share it."""
    above = page.url.startswith(link.url) and (link.url.endswith("/") or link.url == page.url)
    return not above and not words.label("page-tool", link.label)


def _without(section: Section, common: frozenset[str]) -> Section:
    return Section(section.page, section.head, tuple(part for part in section.parts if mark(part) not in common)) if common else section


def _fate(link: Link, site: SiteView, value: Value, leads: bool) -> Finding | None:  # noqa: FBT001 (as nowhere was asked)
    """What a label alone is worth, by what it leads to."""
    if not link.url.startswith("http") or link.url in site.by_url:
        return None
    page = next((page for page in site.snapshot.pages if page.url == link.url), None)
    if page is not None and isinstance(page.exchange, Missing):
        gone = page.exchange.reason in {"not-found", "soft-404"}
        return absent(link, value=value) if gone else cant_tell(page.exchange.reason, link)
    if page is not None and isinstance(page.exchange, Exchange) and page.exchange.status >= 400:
        return absent(link, value=value)
    away = link.host != host_of(site.snapshot.site)
    if away or is_file(link.url):
        return found(True if value is False else None, link, confidence=0.7) if leads else None
    return cant_tell("incomplete-look", link)
