"""Latvian words as people write them: with and without diacritics, in any case ending, in labels, slugs and running text.

Two words agree when they share a key. The keys of a word are its own stem and the stem of its lemma, both without diacritics; the
stem is found by cutting the longest known ending, the method of K. Krēsliņš' stemmer ("A stemming algorithm for Latvian", 1996) cut
down to the endings of nouns and adjectives; lemmas come from simplemma. Words shorter than four letters must be equal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

import simplemma

_WORD = re.compile(r"[^\W_]+")
_ENDINGS = tuple(
    sorted(
        (
            *("ajiem", "ajam", "ajai", "ajas", "ajos", "ajie", "ajos", "iem", "ies", "ijas", "iju", "ija", "ijai", "ijam"),
            *("am", "as", "ai", "em", "es", "ei", "im", "is", "os", "us", "um", "ie", "im", "ais", "a", "e", "i", "o", "s", "u"),
        ),
        key=len,
        reverse=True,
    )
)
_SOFTENED = {"z": "d", "s": "t", "c": "k"}
"""Genitive plural softens d to ž, t to š: «sēde», «sēžu»; without diacritics z and s."""


def fold(text: str) -> str:
    """Lower case without diacritics: ``"Piekļūstamības"`` becomes ``"pieklustamibas"``."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words(text: str) -> list[str]:
    """The words of a text or slug, in order: letters and digits, everything else divides."""
    return _WORD.findall(unicodedata.normalize("NFC", text))


def squeeze(text: str) -> str:
    """The text on one line: every run of white space is one space."""
    return " ".join(text.split())


def stem(folded: str) -> str:
    """The word without its ending, never shorter than three letters."""
    for ending in _ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= 3:
            return folded[: -len(ending)]
    return folded


@lru_cache(maxsize=65536)
def keys(word: str) -> frozenset[str]:
    """What a word is recognised by; two words are forms of one when they share a key."""
    folded = fold(word)
    if len(folded) < 4 or folded.isdigit():
        return frozenset({folded})
    found = {stem(folded), stem(fold(simplemma.lemmatize(word.casefold(), "lv")))}
    if folded.endswith(("u", "a")):
        found |= {key[:-1] + _SOFTENED[key[-1]] for key in tuple(found) if key[-1] in _SOFTENED}
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One or more words that follow each other, in any form."""

    text: str
    words: tuple[frozenset[str], ...]

    def within(self, keyed: list[frozenset[str]]) -> bool:
        """Whether the phrase stands anywhere in these words."""
        last = len(keyed) - len(self.words)
        return any(self._at(keyed, start) for start in range(last + 1))

    def _at(self, keyed: list[frozenset[str]], start: int) -> bool:
        return all(own & keyed[start + place] for place, own in enumerate(self.words))


@cache
def phrase(text: str) -> Phrase:
    """A phrase to look for, from its dictionary form."""
    return Phrase(text, tuple(keys(word) for word in words(text)))


@lru_cache(maxsize=16384)
def _keyed(text: str) -> tuple[frozenset[str], ...]:
    return tuple(keys(word) for word in words(text))


def says(text: str, phrases: Iterable[Phrase]) -> str | None:
    """The first of the phrases that stands in the text, in its dictionary form; None if none does."""
    keyed = list(_keyed(text))
    return next((wanted.text for wanted in phrases if wanted.within(keyed)), None)
