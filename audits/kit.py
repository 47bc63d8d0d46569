"""How a check says what it found: five answers and a few questions that many checks ask."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from urllib.parse import urlsplit

from audits.derive import Element, Heading, Link, PageView
from data.text import Phrases, fold, phrase, says
from data.types import Evidence, Finding, Outcome, Value
from data.vocabulary import Vocabulary

EVIDENCE_LIMIT = 20
"""Places shown for one finding; the value still counts them all."""

_NAMES = 10
"""First-level headings taken for a page's names; a page with more has not named itself by them."""

Seen = Evidence | Element | PageView


def found(value: Value, *seen: Seen, confidence: float = 1.0, whole: bool = False) -> Finding:
    """The expectation holds, and here is where. ``whole`` when only a look at the whole site can say so."""
    return Finding(Outcome.PASSED, value, evidence(seen), confidence=confidence, whole=whole)


def broken(value: Value, *seen: Seen, confidence: float = 1.0) -> Finding:
    """Something was seen that does not meet the expectation."""
    return Finding(Outcome.FAILED, value, evidence(seen), confidence=confidence)


def absent(*looked_at: Seen, value: Value = False, confidence: float = 1.0) -> Finding:
    """Looked for on the whole site and not seen; the evidence says where one looked. After an incomplete look: cantTell."""
    return Finding(Outcome.FAILED, value, evidence(looked_at), confidence=confidence, whole=True)


def counted(value: int, seen: Iterable[Seen], confidence: float = 1.0) -> Finding:
    """How many the whole site has. After an incomplete look the number is only a lower bound: cantTell."""
    return Finding(Outcome.PASSED, value, evidence(seen), confidence=confidence, whole=True)


def tally(faults: Sequence[Seen], *looked_at: Seen, value: int | None = None) -> Finding:
    """How many faults the site has: any one fails, and the number seen is the value; none holds only after a whole look.

    ``value`` is their number where a fault is shown by several pieces of evidence.
    """
    if faults:
        return broken(len(faults) if value is None else value, *faults)
    return found(0, *looked_at, whole=True)


def inapplicable(*seen: Seen, whole: bool = False) -> Finding:
    """There is nothing here that the question could be asked of. ``whole`` when only a look at the whole site can say so."""
    return Finding(Outcome.INAPPLICABLE, None, evidence(seen), whole=whole)


def cant_tell(reason: str, *seen: Seen, value: Value = None, confidence: float = 1.0) -> Finding:
    """What was seen does not decide it; ``reason`` is of the closed list."""
    return Finding(Outcome.CANT_TELL, value, evidence(seen), reason, confidence)


def untested(reason: str) -> Finding:
    """Nobody looked here, so nothing is said; what was seen elsewhere on the site stands. ``reason`` is of the closed list."""
    return Finding(Outcome.UNTESTED, reason=reason)


def evidence(seen: Iterable[Seen]) -> tuple[Evidence, ...]:
    """Where it was seen: evidence of elements and pages, the first twenty."""
    return tuple(item if isinstance(item, Evidence) else item.see() for item in islice(seen, EVIDENCE_LIMIT))


def labelled(pages: Iterable[PageView], words: Vocabulary, topic: str) -> list[Link]:
    """Links whose label or slug says the topic, one for each address they lead to, in the order of the pages."""
    if topic not in words.topics:
        raise KeyError(topic)
    if not isinstance(pages, tuple) or not pages:
        return list(_by_topic(distinct(pages), words).get(topic, {}).values())
    made = pages[0].made
    if "labelled" not in made or made["labelled"][:2] != (pages, words):
        made["labelled"] = (pages, words, _by_topic(distinct(pages), words))
    return list(made["labelled"][2].get(topic, {}).values())


def _by_topic(links: Mapping[tuple[str, str], Link], words: Vocabulary) -> dict[str, dict[str, Link]]:
    """The first link of each address that says a topic, by topic."""
    found: dict[str, dict[str, Link]] = {}
    for (url, label), link in links.items():
        for topic in words.told(label):
            found.setdefault(topic, {}).setdefault(url, link)
    return found


def distinct(pages: Iterable[PageView]) -> dict[tuple[str, str], Link]:
    """The first link of each address and label: a menu stands on every page and is read once."""
    if not isinstance(pages, tuple) or not pages:
        return _distinct(pages)
    made = pages[0].made
    if "distinct" not in made or made["distinct"][0] is not pages:
        made["distinct"] = (pages, _distinct(pages))
    found: dict[tuple[str, str], Link] = made["distinct"][1]
    return found


def _distinct(pages: Iterable[PageView]) -> dict[tuple[str, str], Link]:
    found: dict[tuple[str, str], Link] = {}
    for page in pages:
        for link in page.links:
            found.setdefault((link.url, link.label), link)
    return found


def about(pages: Iterable[PageView], words: Vocabulary, topic: str) -> list[PageView]:
    """Pages that are about the topic: their first heading, title or slug says it."""
    return [page for page in pages if words.label(topic, slug(page.url)) or any(words.label(topic, name) for name in names(page))]


def names(page: PageView) -> list[str]:
    """What a page calls itself: its first-level headings (where it has none, what most links call it) and the first part of its title.

    A heading that is a link to the front page names the site, and so does a title that says the same.
    """
    if "names" not in page.made:
        title = page.title.replace(" | ", " – ").replace(" - ", " – ").split(" – ")[0]
        heads = [heading for heading in page.headings if heading.level == 1]
        of_site = {heading.text for heading in heads if page.page.depth > 0 and _leads_home(heading)}
        first = tuple(islice((heading.text for heading in heads if heading.text not in of_site), _NAMES))
        first = first or (*page.labels[:1], *(_second(page) if of_site else ()))
        page.made["names"] = (*first, title) if title and title not in of_site else first
    return [*page.made["names"]]


def _leads_home(heading: Heading) -> bool:
    link = heading.node.css_first("a[href]")
    target = urlsplit(heading.page.link(link).url) if link is not None else None
    return target is not None and not target.query and _HOME.fullmatch(target.path) is not None


def _second(page: PageView) -> tuple[str, ...]:
    """The first heading of the second level in the content."""
    return tuple(islice((heading.text for heading in page.headings if heading.level == 2 and heading.place not in _AROUND), 1))


_HOME = re.compile(r"/?(?:(?:lv|en|ru)/?)?")
_AROUND = frozenset({"nav", "header", "footer", "aside", "search"})


def slug(url: str) -> str:
    """The last part of an address, as words."""
    return fold(url.rstrip("/").rsplit("/", 1)[-1].split("?")[0].replace("-", " ").replace("_", " "))


def named(pages: Iterable[PageView], labels: Iterable[str]) -> list[PageView]:
    """Pages whose first heading, title or slug says one of these labels, in any form of its words."""
    wanted = Phrases(phrase(label) for label in labels)
    return [page for page in pages if any(says(name, wanted) for name in (*names(page), slug(page.url)))]
