"""Dated records that a body publishes one after another: agendas, minutes, recordings, deadlines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from audits.dates import dates
from audits.derive import Element, Link, PageView, SiteView
from audits.sections import Part, Section, file_name, own
from data.types import Evidence, Missing, Role
from data.vocabulary import Vocabulary

_AHEAD = timedelta(days=400)
"""A date further ahead of the visit is no date of a meeting or a deadline."""
_ROW_LETTERS = 300
_HIDDEN_DATE = re.compile(r"(?<!\d)(20\d\d)[-_.](\d\d)[-_.](\d\d)(?!\d)|(?<!\d)(\d\d)[-_.](\d\d)[-_.](20\d\d)(?!\d)")
_YEAR = re.compile(r"(?<![\d./-])(20[0-4]\d)(?!\d)(?!\.\s?[–-]\s?20)")


@dataclass(frozen=True)
class Record:
    """One entry: the link or text that says it, and its date (None when none is told)."""

    day: date | None
    element: Element
    words: str

    def see(self) -> Evidence:
        """Where it is."""
        return self.element.see(self.words or None)


def records(site: SiteView, words: Vocabulary, topic: str, taken_at: datetime) -> list[Record]:
    """Links and lines of all pages that say the topic, or stand under a heading that says it; the newest first, undated last."""
    told = [page for page in site.pages if page.role not in {Role.SEARCH, Role.SITEMAP}]
    found = [record for page in told for part in own(page) if (record := _record(part, page, site, words, topic, taken_at))]
    return sorted(found, key=lambda record: record.day or date.min, reverse=True)


def deadlines(section: Section, taken_at: datetime) -> list[tuple[date, Element]]:
    """The dates of a section that are not past: each the end of something that is open now."""
    dated = [(day, part.element) for part in section.parts if part.kind == "text" for day, _words in dates(part.words)]
    return [(day, element) for day, element in dated if taken_at.date() <= day <= taken_at.date() + _AHEAD]


def day_of(link: Element, label: str, taken_at: datetime) -> date | None:
    """The newest sensible date that a link's label, its file's name, or its row in a list or table says."""
    for told in (label, _named(link), _row(link)):
        days = [day for day, _words in dates(told) if day <= taken_at.date() + _AHEAD]
        if days:
            return max(days)
    return None


def years(text: str, taken_at: datetime) -> set[int]:
    """The years that a label says, none later than the next; of a range such as 2022–2028 the last is no year of a record."""
    return {int(year) for year in _YEAR.findall(text) if int(year) <= taken_at.year + 1}


def gone(link: Link, site: SiteView) -> bool:
    """Whether the visit saw that the link leads to nothing."""
    missing = (page.exchange for page in site.snapshot.pages if page.url == link.url)
    return any(isinstance(exchange, Missing) and exchange.reason in {"not-found", "soft-404"} for exchange in missing)


def _record(part: Part, page: PageView, site: SiteView, words: Vocabulary, topic: str, taken_at: datetime) -> Record | None:
    heads = [element.text for element in part.trail]
    if (part.kind == "text" and part.element.node.tag == "a") or any(words.label("other-meeting", told) for told in [part.words, *heads]):
        return None
    says = words.label(topic, part.words)
    if not (says or (part.kind == "link" and any(words.label(topic, head) for head in heads))):
        return None
    if not _of_council(part, page, heads, words):
        return None
    if isinstance(part.element, Link):
        return None if gone(part.element, site) else Record(day_of(part.element, part.words, taken_at), part.element, part.words)
    day = day_of(part.element, part.words, taken_at) if part.kind == "text" else None
    return Record(day, part.element, part.words) if day else None


def _of_council(part: Part, page: PageView, heads: list[str], words: Vocabulary) -> bool:
    return page.role == Role.COUNCIL or any(words.label("of-council", told) for told in [part.words, page.title, *heads])


def _named(link: Element) -> str:
    name = file_name(link.url) if isinstance(link, Link) else ""
    match = _HIDDEN_DATE.search(name)
    if not match:
        return ""
    return f"{match[1]}-{match[2]}-{match[3]}" if match[1] else f"{match[4]}.{match[5]}.{match[6]}"


def _row(link: Element) -> str:
    node = link.node.parent
    while node is not None and node.tag not in {"tr", "li", "p", "article", "body", "td"}:
        node = node.parent
    if node is not None and node.tag == "td":
        node = node.parent
    text = Element(node, link.page).text if node is not None and node.tag != "body" else ""
    return text if len(text) <= _ROW_LETTERS else ""
