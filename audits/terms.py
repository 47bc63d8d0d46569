"""From when until when something is open: the entries of a section that tell a beginning and an end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from audits.dates import dates
from audits.derive import Element, PageView, SiteView
from audits.kit import names
from audits.outline import own
from audits.rows import page_published, row, row_text, under, with_lead
from audits.sections import Section, named_topics
from data.types import Evidence, Role
from data.vocabulary import Vocabulary

_LEAD_WORDS = 4
_DASHES = {"-", "–", "—", "‒"}
_LONGEST = 200
"""Days; what began earlier is another matter that the entry speaks of."""


@dataclass(frozen=True)
class Term:
    """An entry's end and, where it is told, its beginning; ``told`` are the words that say the dates and nothing else."""

    begins: date | None
    ends: date
    element: Element
    words: str

    @property
    def days(self) -> int | None:
        """How many days lie between; None when no sensible beginning is told."""
        length = (self.ends - self.begins).days if self.begins else -1
        return length if 0 <= length <= _LONGEST else None

    def see(self) -> Evidence:
        """Where it is, by its dates only: what stands beside them may name people."""
        return self.element.see(f"{self.begins or '?'} – {self.ends}")


def terms(section: Section, words: Vocabulary) -> list[Term]:
    """The entries of a section that tell an end, each once."""
    found: dict[int, Term] = {}
    for part in section.parts:
        if part.kind not in {"text", "link"}:
            continue
        whole = _term(part.element, part.words, words)
        if whole and whole.begins:
            # A line that tells both ends is an entry by itself, whatever box it shares with other entries.
            found[part.element.node.mem_id] = whole
            continue
        around = row(part.element) or part.element
        if around.node.mem_id not in found:
            term = _term(around, row_text(part.element) or part.words, words)
            if term:
                found[around.node.mem_id] = term
    return list({(term.begins, term.ends, term.words): term for term in found.values()}.values())


def linked(section: Section, site: SiteView) -> list[PageView]:
    """Pages of the site that a section leads to, one for each entry."""
    pages = (site.by_url.get(link.url) for link in section.links)
    return list({page.url: page for page in pages if page is not None and page is not section.page and page.role != Role.FRONT}.values())


def of_page(page: PageView, words: Vocabulary) -> Term | None:
    """The term that a page about one entry tells: its end in a line, its beginning there or by the day it was published."""
    whole = Section(page, None, own(page))
    told = [term for part in whole.parts if part.kind == "text" and (term := _term(part.element, part.words, words))]
    if not told:
        return None
    begins = told[0].begins or page_published(page, words)
    return Term(begins, told[0].ends, told[0].element, told[0].words)


def exempt(term: Term, words: Vocabulary, topic: str) -> bool:
    """Whether the entry is of a kind that the term does not bind."""
    told = [term.words, *names(term.element.page)]
    return topic in named_topics(term.element.page, words) or any(words.text(topic, one) for one in told)


def _term(around: Element, text: str, words: Vocabulary) -> Term | None:
    begins, ends = _columns(around, words)
    before: date | None = None
    for day, _told, lead in with_lead(text):
        if lead.strip(" .") in _DASHES and before:
            begins, ends = begins or before, ends or day
        elif _says(lead, words, "term-ends"):
            ends = ends or day
        elif _says(lead, words, "term-begins") or _says(lead, words, "page-changed"):
            begins = begins or day
        before = day
    return Term(begins, ends, around, text) if ends else None


def _says(lead: str, words: Vocabulary, topic: str) -> bool:
    return bool(words.label(topic, " ".join(lead.split()[-_LEAD_WORDS:])))


def _columns(around: Element, words: Vocabulary) -> tuple[date | None, date | None]:
    return next(_days(around, words, "term-begins"), None), next(_days(around, words, "term-ends"), None)


def _days(around: Element, words: Vocabulary, topic: str) -> Iterator[date]:
    cells = under(around, words, topic)
    # A cell that tells both, «no 1. līdz 14.», is read as running text.
    return (found[0][0] for cell in cells if len(found := dates(cell)) == 1)
