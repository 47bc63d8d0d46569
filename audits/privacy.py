"""The privacy policy: which pages it is, what they say, and whether they speak of this body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from audits.derive import Link, PageView, host_of
from audits.domains import registrable
from audits.kit import about, labelled, names
from audits.outline import frame, mark, own
from audits.places import where
from audits.sections import is_file
from audits.statement import sentences
from data.text import Phrases, fold, phrase, says
from data.types import Evidence, Institution, Role
from data.vocabulary import Vocabulary

_LONGEST = 200_000
_FORMS = frozenset({"pasvaldiba", "dome", "valstspilseta", "valstspilsetas"})
_ENOUGH = 8
"""Words below which a page of that name is only a place kept for one."""
_MAIL = re.compile(r"@\s?((?:[\w-]{1,63}\.){1,6}[a-z]{2,24})", re.IGNORECASE)


def privacy_pages(pages: Sequence[PageView], words: Vocabulary) -> list[PageView]:
    """Pages named as a privacy policy that say something, in the order of the site."""
    named = [page for page in about(pages, words, "privacy-page") if page.role not in {Role.FRONT, Role.NEWS_ITEM, Role.SEARCH}]
    return [page for page in named if says_something(page, pages)]


def unread(pages: Sequence[PageView], words: Vocabulary) -> list[Link]:
    """Links to a policy that is a file: it is there, but nobody here has read what it says."""
    return [link for link in labelled(pages, words, "privacy-page") if is_file(link.url)]


def says_something(page: PageView, pages: Sequence[PageView]) -> bool:
    """Whether the page's own text is more than a promise; what stands on every page, menus without landmarks too, is not its own."""
    called = set(names(page))
    return sum(len(told.split()) for told in _apart(page, pages) if told not in called) >= _ENOUGH


def own_words(page: PageView, pages: Sequence[PageView]) -> str:
    """What the page says itself, without what stands on every page."""
    return " ".join(_apart(page, pages))


def _apart(page: PageView, pages: Sequence[PageView]) -> Iterator[str]:
    common = frame(pages)
    return (part.words for part in own(page) if part.kind == "text" and mark(part) not in common)


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the policy that says a topic, with what follows it, and the words by which it does."""

    page: PageView
    text: str
    word: str
    at: str

    def see(self) -> Evidence:
        """Where it stands; only the word is shown, as the sentence may name a person."""
        return replace(where(self.page, self.at), excerpt=self.word)


def saying(pages: Iterable[PageView], words: Vocabulary, topic: str, reach: int = 2) -> Iterator[Said]:
    """Where pages say a topic, sentence by sentence, each with those after it: ``reach`` sentences in all."""
    for page in pages:
        told = sentences_of(page)
        for place, text in enumerate(told):
            word = words.text(topic, text)
            if word:
                yield Said(page, " ".join(told[place : place + reach]), word, text)


def sentences_of(page: PageView) -> list[str]:
    """The sentences of a page's own content, divided once."""
    if "sentences" not in page.made:
        page.made["sentences"] = sentences(page.main[:_LONGEST])
    found: list[str] = page.made["sentences"]
    return found


def named(body: Institution, text: str, site: str) -> bool:
    """Whether a text names the body: by its name in any form, its registration number, or an address at its own domain."""
    if body.reg_no and body.reg_no in text.replace(" ", ""):
        return True
    if says(text, _names(body.name.lv)) or body.name.en.lower() in text.lower():
        return True
    home = registrable(host_of(site))
    return any(f"{mark}{home}" in text.lower() for mark in ("@", "www."))


def of_another(said: Said, body: Institution, words: Vocabulary, site: str) -> bool:
    """Whether a sentence is of a text that is another body's: its address is elsewhere, and the page says who the controller is
    without ever naming this body. A body may well have its officer from outside, but not its controller.
    """
    home = registrable(host_of(site))
    elsewhere = [host for host in _MAIL.findall(said.text) if registrable(host.lower()) != home]
    if not elsewhere or named(body, said.text, site):
        return False
    return next(saying([said.page], words, "privacy-controller"), None) is not None and not named(body, said.page.main, site)


@lru_cache(maxsize=4096)
def _names(name: str) -> Phrases:
    short = " ".join(word for word in name.split() if fold(word) not in _FORMS)
    return Phrases([phrase(name), phrase(short or name)])
