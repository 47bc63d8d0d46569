"""Which language a text is in: by its script, by the share of words a Latvian dictionary knows, by other languages' commonest words."""

from __future__ import annotations

import re
from functools import lru_cache

import simplemma

from audits.derive import PageView
from audits.outline import own, own_text
from data.text import words as words_of
from data.vocabulary import Vocabulary

OTHERS = ("de", "en", "et", "fi", "fr", "lt", "pl")
"""Languages told from Latvian by the vocabulary topic ``language-XX``; Russian and Ukrainian are told by their letters."""
ENOUGH = 12
"""Words below which a text says nothing: a heading and a date are in no language."""
_RUNNING = 4
"""Spaces from which a piece of text is more than a label of some menu."""
_LENGTH = 4000
"""Characters looked at; more do not change the answer."""
_COMMON = 0.14
"""Share of a language's commonest words from which a text is in it; running text has 0.3 to 0.5, a page of headings 0.15."""
_KNOWN, _FOREIGN = 0.55, 0.45
"""Share of words that the Latvian dictionary knows: running text and menus have 0.7 and more, other languages 0.1 to 0.35."""
_CYRILLIC = re.compile(r"[а-яёіїєґ]", re.IGNORECASE)
_UKRAINIAN = re.compile(r"[іїєґ]", re.IGNORECASE)


def language_of(text: str, vocabulary: Vocabulary) -> str | None:
    """The ISO 639-1 code of the text's language; None when it is too short, mixed, or of a language not known here."""
    return _language(text[:_LENGTH], vocabulary.digest, _commonest(vocabulary))


def spoken(page: PageView, vocabulary: Vocabulary) -> str | None:
    """The language of a page's own text; where nothing marks its content, that of what is left without menus and footers."""
    if page.tree.css_first("main, [role=main]") is not None:
        return language_of(page.main, vocabulary)
    running = " ".join(part.words for part in own(page) if part.kind == "text" and part.words.count(" ") >= _RUNNING)
    return language_of(running, vocabulary) or language_of(own_text(page), vocabulary) or language_of(page.main, vocabulary)


def _commonest(vocabulary: Vocabulary) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((code, frozenset(phrase.text for phrase in vocabulary[f"language-{code}"].text)) for code in OTHERS)


@lru_cache(maxsize=1024)
def _language(text: str, _digest: str, commonest: tuple[tuple[str, frozenset[str]], ...]) -> str | None:
    found = [word.casefold() for word in words_of(text) if word.isalpha()]
    if len(found) < ENOUGH:
        return None
    if sum(bool(_CYRILLIC.search(word)) for word in found) > len(found) / 2:
        return "uk" if _UKRAINIAN.search(text) else "ru"
    shares = sorted(((sum(word in common for word in found) / len(found), code) for code, common in commonest), reverse=True)
    known: float = simplemma.in_target_language(text, "lv")
    (best, code), (second, _other) = shares[:2]
    if known >= _KNOWN and best < known / 2:
        return "lv"
    return code if best >= _COMMON and known < _FOREIGN and second < best * 0.8 else None
