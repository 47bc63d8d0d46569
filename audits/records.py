"""Dated records that a body publishes one after another: agendas, minutes, recordings, deadlines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from selectolax.lexbor import LexborNode

from audits.dates import dates
from audits.derive import Element, Link, PageView, SiteView, host_of
from audits.kit import names, slug
from audits.outline import Part, bold_head, own
from audits.rows import LINE_START, published, row_text, with_lead
from audits.sections import Section, file_name, is_file, named_topics
from data.text import Phrases, fold, phrase
from data.text import says as says_it
from data.types import Evidence, Institution, Role
from data.vocabulary import Vocabulary

_AHEAD = timedelta(days=400)
"""A date further ahead of the visit is no date of a meeting or a deadline."""
_BARE_YEAR_WORDS = 4
"""A line of no more words may be a year alone: «2026. gads»."""
_HIDDEN_DATE = re.compile(r"(?<!\d)(20\d\d)[-_.](\d\d)[-_.](\d\d)(?!\d)|(?<!\d)(\d\d)[-_.](\d\d)[-_.](20\d\d)(?!\d)")
_YEAR = re.compile(r"(2(?<![\d./–-]2)0[0-4]\d)(?!\d)")


@dataclass(frozen=True)
class Record:
    """One entry: the link or text that says it, and its date (None when none is told)."""

    day: date | None
    element: Element
    words: str

    def see(self) -> Evidence:
        """Where it is."""
        told = not self.day or any(dates(self.words))
        return self.element.see(self.words if told else f"{self.words} · {self.day}")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A link or line with the topics that it and the headings above it say."""

    part: Part
    says: Mapping[str, str]
    under: frozenset[str]


def records(site: SiteView, words: Vocabulary, topic: str, taken_at: datetime, meeting: str = "of-council") -> list[Record]:
    """Links and lines of all pages that say the topic, or stand under a heading that says it; the newest first, undated last.

    ``meeting`` says whose they must be: ``of-council``, ``committee`` or ``commission``.
    """
    entries = (entry for entry in _entries(site, words) if topic in entry.says or topic in entry.under)
    found = [record for entry in entries if (record := _record(entry, site, words, topic, taken_at, meeting))]
    return sorted(found, key=lambda record: record.day or date.min, reverse=True)


def said(site: SiteView, words: Vocabulary, topic: str) -> list[Part]:
    """The links and lines of all pages that say the topic themselves."""
    return [entry.part for entry in _entries(site, words) if topic in entry.says]


def _entries(site: SiteView, words: Vocabulary) -> list[_Entry]:
    """Every part of every page that says any topic: what a site says is read once, whatever is asked of it later."""
    key = f"entries {words.digest}"
    if key not in site.made:
        told = [page for page in site.pages if page.role not in {Role.SEARCH, Role.SITEMAP}]
        site.made[key] = [entry for page in told for entry in _page_entries(page, words)]
    entries: list[_Entry] = site.made[key]
    return entries


def _page_entries(page: PageView, words: Vocabulary) -> Iterator[_Entry]:
    trail: tuple[Element, ...] | None = None
    heads: frozenset[str] = frozenset()
    bold: frozenset[str] = frozenset()
    for part in own(page):
        if part.kind not in {"link", "text"}:
            continue
        if part.trail is not trail:
            trail, bold = part.trail, frozenset()
            heads = frozenset(topic for head in part.trail for topic in words.told(head.text))
        says = words.told(_opening(part))
        if bold_head(part):
            bold = frozenset(says)
        under = heads | bold if part.kind == "link" else frozenset()
        if says or under:
            yield _Entry(part, says, under)


def _opening(part: Part) -> str:
    """What a line is about: all of a short one; of a longer one that begins with a day, its first words («Komisijas sēde 25.11.: ...»)."""
    if part.kind != "text" or len(part.words) < 2 * _LABEL_WORDS:
        return part.words
    told = part.words.split()
    if len(told) <= _LABEL_WORDS:
        return part.words
    opening = " ".join(told[:_LABEL_WORDS])
    return opening if dates(opening) else part.words


_LABEL_WORDS = 12


def deadlines(section: Section, taken_at: datetime, words: Vocabulary) -> list[Evidence]:
    """The entries of a section with a date that is not past: each the end of something that is open now.

    The day on which the page was last changed ends nothing. The evidence shows the date only: what stands beside it may name people.
    """
    last = taken_at.date() + _AHEAD
    lines = (part for part in section.parts if part.kind == "text")
    dated = [
        (day, told, part.element)
        for part in lines
        for day, told, before in with_lead(part.words)
        if not words.label("page-changed", before)
    ]
    return list({_row_of(element): element.see(told) for day, told, element in dated if taken_at.date() <= day <= last}.values())


def day_of(link: Element, label: str, taken_at: datetime, words: Vocabulary) -> date | None:
    """The newest sensible date that a link's label, its file's name, or its row in a list or table says; not that of publication."""
    last = taken_at.date() + _AHEAD
    for told in (label, _named(link), row_text(link)):
        days = [day for day, _told, before in with_lead(told) if day <= last and not words.label("page-changed", before)]
        if len(days) > 1:
            put_up = published(link, words)
            days = [day for day in days if day != put_up] or days
        if days:
            return max(days)
    return None


def years(text: str, taken_at: datetime) -> set[int]:
    """The years that a label says, none later than the next; neither the end of a range (2022–2028) nor the year of a day counts."""
    return {year for told in _YEAR.findall(text) if (year := int(told)) <= taken_at.year + 1} if "20" in text else set()


def newest_year(site: SiteView, words: Vocabulary, topic: str, taken_at: datetime) -> tuple[int, list[Element]] | None:
    """The newest year that headings, lines, links and names of files about the topic say, with where; None when none says one."""
    found = [(year, part.element) for one in _with_years(site, taken_at) for part, year in _about(one, site, words, topic)]
    newest = max((year for year, _element in found), default=None)
    return None if newest is None else (newest, [element for year, element in found if year == newest])


_Dated = tuple[Part, str, set[int]]
"""A part that says years, with the name of the file that it leads to."""


def _with_years(site: SiteView, taken_at: datetime) -> list[_Dated]:
    """Every part that says a year, found once, whatever is asked of it later."""
    if "years" not in site.made:
        told = [page for page in site.pages if page.role not in {Role.SEARCH, Role.SITEMAP, Role.NEWS, Role.NEWS_ITEM}]
        named = ((part, _file_words(part)) for page in told for part in own(page))
        dated = ((part, name, years(part.words, taken_at) | years(name, taken_at)) for part, name in named)
        site.made["years"] = [one for one in dated if one[2] and not _headline(one[0], site)]
    found: list[_Dated] = site.made["years"]
    return found


def _file_words(part: Part) -> str:
    return slug(file_name(part.element.url)) if isinstance(part.element, Link) and is_file(part.element.url) else ""


def _about(one: _Dated, site: SiteView, words: Vocabulary, topic: str) -> Iterator[tuple[Part, int]]:
    """A link speaks for itself or by its headings; so does a line of a year alone; a longer line must name the topic itself."""
    part, name, told = one
    if part.kind == "text" and part.element.node.tag == "a":
        # The link itself is a part of its own.
        return
    under = [element.text for element in part.trail]
    if "©" in part.words or words.label("page-changed", part.words[:LINE_START]) or words.text("promise", part.words):
        return
    says = words.told(part.words)
    if part.kind == "link" and (_another(says, topic) or _of_other(says, site.snapshot.institution)):
        return
    naming = [*under, part.words, name] if part.kind == "link" else [part.words]
    about = topic in named_topics(part.element.page, words)
    if isinstance(part.element, Link) and part.element.host != host_of(site.snapshot.site) and not about:
        # A report elsewhere is this body's where its own page on reports leads there; otherwise it is another's.
        naming = under
    if about and part.kind == "text" and words.text(topic, part.words):
        naming = names(part.element.page) or naming
        naming = [*naming, slug(part.element.page.url), *part.element.page.labels[:1]]
    if part.kind == "heading" or len(part.words.split()) <= _BARE_YEAR_WORDS:
        naming += [*under, *names(part.element.page)]
    if not any(words.label(topic, one) for one in naming) or any(words.label(f"veto-{topic}", one) for one in [part.words, *under]):
        return
    if not (isinstance(part.element, Link) and gone(part.element, site)):
        yield from ((part, year) for year in told)


def _another(says: Mapping[str, str], topic: str) -> bool:
    """Whether a label names another paper that stands on one page with this one («Budžets, pārskati un atlīdzība»), and not this one."""
    return topic not in says and any(other in says for other in _YEARLY if other != topic)


def _of_other(says: Mapping[str, str], body: Institution) -> bool:
    """Whether a label names a kind of body that this one's own name does not: «Sociālā dienesta gada pārskats» at a municipality."""
    kind = says.get("kind-of-body")
    return kind is not None and says_it(body.name.lv, Phrases([phrase(kind)])) is None


_YEARLY = ("annual-report", "budget", "pay")


def _headline(part: Part, site: SiteView) -> bool:
    """Whether it only announces what another page tells: a link to news, a heading that is a link, all on the front page but files."""
    if isinstance(part.element, Link):
        target = site.by_url.get(part.element.url)
        is_news = target is not None and target.role == Role.NEWS_ITEM
        return is_news or (part.element.page.role == Role.FRONT and not is_file(part.element.url))
    return part.element.page.role == Role.FRONT or (part.kind == "heading" and part.element.node.css_first("a[href]") is not None)


def gone(link: Link, site: SiteView) -> bool:
    """Whether the visit saw that the link leads to nothing."""
    return link.url in site.lost


def _record(entry: _Entry, site: SiteView, words: Vocabulary, topic: str, taken_at: datetime, meeting: str) -> Record | None:
    part, heads = entry.part, [element.text for element in entry.part.trail]
    if topic not in entry.says and (any(other in entry.says for other in _PAPERS) or _under_another(heads, topic, words)):
        return None
    if part.kind == "text" and (part.element.node.tag == "a" or _DENIES.search(fold(part.words))):
        return None
    if whose(part, words) != meeting:
        return None
    day = day_of(part.element, part.words, taken_at, words)
    if not isinstance(part.element, Link):
        return Record(day, part.element, part.words) if day else None
    if gone(part.element, site):
        return None
    return Record(day or _above(heads, part.element.page, taken_at), part.element, part.words)


def _under_another(heads: list[str], topic: str, words: Vocabulary) -> bool:
    """Whether the nearest heading that names a paper names another: «Lēmumi» below «Protokoli un lēmumi»."""
    said = (words.told(head) for head in reversed(heads))
    nearest = next((one for one in said if any(paper in one for paper in _PAPERS)), None)
    return nearest is not None and topic not in nearest


_DENIES = re.compile(r"\bnetiek \w+|\bnav (?:pub|ievi|piee)|\bnepublic|\bnot published")
"""A line that says that there is no such paper here."""
_PAPERS = ("council-agenda", "council-minutes", "decision", "recording")
"""What stands side by side under one heading; a label that names another of them is no entry of this one."""
_OWNERS = ("committee", "commission", "of-council")
_BOTH = re.compile(r"\bun\b|\band\b|[,/&;]", re.IGNORECASE)


def whose(part: Part, words: Vocabulary) -> str:
    """Whose meeting a piece belongs to, by the nearest that tells: its own words, its row, the headings upwards, the page.

    ``of-council``, ``committee``, ``commission``, ``other`` (a school's, a company's...), or empty when nothing tells.
    """
    page, heads = part.element.page, [element.text for element in reversed(part.trail)]
    for told in (part.words, row_text(part.element), *heads):
        owner = _owner(told, words)
        if owner:
            return owner
    if page.role == Role.COUNCIL and not any(_owner(name, words) in _OWNERS[:2] for name in names(page)):
        return "of-council"
    owners = [_owner(name, words) for name in [*names(page), page.title]]
    return next((owner for owner in owners if owner), "")


def _owner(told: str, words: Vocabulary) -> str:
    said = words.told(told)
    owners = [owner for owner in _OWNERS if owner in said]
    if len(owners) > 1 and _BOTH.search(told):
        # «Domes un komiteju sēdes»: what is under it may be either; the council stands first.
        return "of-council" if "of-council" in owners else ""
    if owners:
        return owners[0]
    return "other" if "other-meeting" in said else ""


def _above(heads: list[str], page: PageView, taken_at: datetime) -> date | None:
    """The day that the nearest heading, or the page's own name, says: one page or heading for each meeting."""
    days = (day for told in [*reversed(heads), *names(page)] for day, _words in dates(told))
    return next((day for day in days if day <= taken_at.date() + _AHEAD), None)


def of_council(page: PageView, told: Iterable[str], words: Vocabulary) -> bool:
    """Whether something on a page belongs to the council's meetings: by the page, or by what is told of it (label, headings)."""
    return page.role == Role.COUNCIL or "of-council" in named_topics(page, words) or any(words.label("of-council", one) for one in told)


def _named(link: Element) -> str:
    name = file_name(link.url) if isinstance(link, Link) else ""
    match = _HIDDEN_DATE.search(name)
    if not match:
        return ""
    return f"{match[1]}-{match[2]}-{match[3]}" if match[1] else f"{match[4]}.{match[5]}.{match[6]}"


def _row_of(element: Element) -> int:
    """What tells one entry from another: its row in a table or list, else itself."""
    node: LexborNode | None = element.node
    while node is not None and node.tag not in {"tr", "li", "body"}:
        node = node.parent
    return element.node.mem_id if node is None or node.tag == "body" else node.mem_id
