"""Latvian words as people write them: with and without diacritics, in any case ending, in labels, slugs and running text.

Two words agree when they share a key. The keys of a word are its own stem and the stem of its lemma, both without diacritics; the
stem is found by cutting the longest known ending, the method of K. Krēsliņš' stemmer ("A stemming algorithm for Latvian", 1996) cut
down to the endings of nouns and adjectives; lemmas come from simplemma. Words shorter than four letters must be equal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import simplemma

_WORD = re.compile(r"[^\W_]+")
_ENDINGS = frozenset(
    {
        *("ajiem", "ajam", "ajai", "ajas", "ajos", "ajie", "iem", "ies", "ijas", "iju", "ija", "ijai", "ijam"),
        *("am", "as", "ai", "em", "es", "ei", "im", "is", "os", "us", "um", "ie", "ais", "a", "e", "i", "o", "s", "u"),
    }
)
_LONGEST_ENDING = max(map(len, _ENDINGS))
_MARKED = re.compile(r"[^\x00-\x7f]+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_ADDRESS = re.compile(r"(?<![\w.+-])([\w+-][\w.+-]{0,63})@([\w-]{1,63}(?:\.[\w-]{1,63}){1,6})")
_PERSON = re.compile(r"^[a-z]+[._-][a-z]{2,}\d?$")
_PRIVATE = {"gmail.com", "inbox.lv", "mail.ru", "yahoo.com", "outlook.com", "hotmail.com", "one.lv", "tvnet.lv", "apollo.lv", "icloud.com"}
"""Hosts of mailboxes that persons keep."""
_OFFICE = re.compile(
    r"past[s]?|dome|info|pasvaldiba|kanceleja|novad|administracija|kac|office|contact|birojs|centrs|mail|pakalpojumi|bibliot|skola"
    r"|pagast|parvald|muzej|nams|kultur|turis|policij|dienest|bernudarz|pirmsskol"
)
_LEMMATIZER = simplemma.Lemmatizer(cache_max_size=1)
"""What it finds is remembered here as keys, not there once more: a night meets more words than there is memory for."""
SHORT = 200
"""Labels come back again and again, and what was found in them is remembered; a text of more characters than this is read once."""
LONGEST = 250_000
"""Characters of a text that are read, a long book; a page that goes on has not been written by people."""
_SOFTENED = {"z": "d", "s": "t", "c": "k"}
"""Genitive plural softens d to ž, t to š: «sēde», «sēžu»; without diacritics z and s."""


def fold(text: str) -> str:
    """Lower case without diacritics: ``"Piekļūstamības"`` becomes ``"pieklustamibas"``."""
    plain = text.casefold()
    if plain.isascii():
        return plain
    # A table is asked for every letter, the plain ones too: right for words, three times as long for texts.
    if len(plain) <= SHORT and (plain := plain.translate(_BARE)).isascii():
        return plain
    for marked, bare in _LATVIAN:
        plain = plain.replace(marked, bare)
    return _MARKED.sub(lambda found: "".join(map(_plain, found[0])), plain)


def _stripped(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


_BARE = {code: bare for code in range(0xC0, 0x180) if (bare := _stripped(chr(code))).isascii()}
"""The letters of Latin alphabets and what is left of each without its marks: most words need no more."""
_LATVIAN = tuple((marked, _BARE[ord(marked)]) for marked in "āčēģīķļņšūž")
"""Nearly all marked letters of a text here: to replace each throughout is three times as fast as to stop at every one."""
_plain = lru_cache(maxsize=1 << 12)(_stripped)
"""Letter by letter, as few letters come again and again."""


def words(text: str) -> list[str]:
    """The words of a text or slug, in order: letters and digits, everything else divides."""
    return _WORD.findall(unicodedata.normalize("NFC", text))


def lowered(text: str) -> str:
    """The text in small letters, each at the place that it has in the text: a search in it needs not ask for both cases, which is slow.

    >>> lowered("İela ŽĪGURU")
    'İela žīguru'
    """
    small = text.lower()
    return small if len(small) == len(text) else "".join(each if len(each.lower()) > 1 else each.lower() for each in text)


def squeeze(text: str) -> str:
    """The text on one line: every run of white space is one space; hyphens and spaces that nobody sees are none."""
    return _short(text) if len(text) <= SHORT else _squeezed(text)


def _squeezed(text: str) -> str:
    return " ".join((text if text.isascii() else _UNSEEN.sub("", text)).split())


_short = lru_cache(maxsize=1 << 13)(_squeezed)
"""What menus say is said on every page."""


def personal(address: str) -> bool:
    """Whether an e-mail address looks like a person's: ``name.surname@``, or any at a private mailbox that names no office."""
    local, _at, host = fold(address).partition("@")
    return bool(_PERSON.match(local) or host in _PRIVATE) and not _OFFICE.search(local)


def masked(text: str) -> str:
    """The text without persons' e-mail addresses: only their domain is left."""
    if "@" not in text:
        return text
    return _ADDRESS.sub(lambda found: f"…@{found[2]}" if personal(found[0]) else found[0], text)


def stem(folded: str) -> str:
    """The word without its ending, never shorter than three letters."""
    for length in range(min(_LONGEST_ENDING, len(folded) - 3), 0, -1):
        if folded[-length:] in _ENDINGS:
            return folded[:-length]
    return folded


@lru_cache(maxsize=1 << 14)
def keys(word: str) -> frozenset[str]:
    """What a word is recognised by; two words are forms of one when they share a key."""
    folded = fold(word)
    if len(folded) < 4 or folded.isdigit():
        return frozenset({folded})
    found = {stem(folded), stem(fold(_LEMMATIZER.lemmatize(word.casefold(), "lv")))}
    if folded.endswith(("u", "a")):
        found |= {key[:-1] + _SOFTENED[key[-1]] for key in tuple(found) if key[-1] in _SOFTENED}
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One or more words that follow each other, in any form."""

    text: str
    words: tuple[frozenset[str], ...]


class Phrases:
    """Phrases to look for together: each word of a text is compared only with the phrases that begin like it."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self.all = tuple(phrases)
        self._starts: dict[str, list[int]] = {}
        for place, wanted in enumerate(self.all):
            for key in wanted.words[0] if wanted.words else ():
                self._starts.setdefault(key, []).append(place)
        self._keys = frozenset(self._starts)

    def __iter__(self) -> Iterator[Phrase]:
        return iter(self.all)

    def first(self, keyed: Sequence[frozenset[str]]) -> str | None:
        """The first of the phrases that stands anywhere in these words; None if none does."""
        # Hardly any word begins a phrase; those that do not are passed over as fast as can be.
        begins = ((start, word) for start, word in enumerate(keyed) if not word.isdisjoint(self._keys))
        place = min((place for start, word in begins for place in self._starting(word) if self._at(place, keyed, start)), default=None)
        return None if place is None else self.all[place].text

    def _starting(self, word: frozenset[str]) -> Iterator[int]:
        return (place for key in word if key in self._starts for place in self._starts[key])

    def _at(self, place: int, keyed: Sequence[frozenset[str]], start: int) -> bool:
        return _stands(self.all[place], keyed, start)


class Index:
    """Phrases of many topics, looked for together: a label is read once, however many topics are asked of it."""

    def __init__(self, topics: Mapping[str, Iterable[Phrase]]) -> None:
        self._starts: dict[str, list[tuple[str, int, Phrase]]] = {}
        for topic, phrases in topics.items():
            for place, wanted in enumerate(phrases):
                for key in wanted.words[0] if wanted.words else ():
                    self._starts.setdefault(key, []).append((topic, place, wanted))
        self._keys = frozenset(self._starts)

    def found(self, keyed: Sequence[frozenset[str]]) -> dict[str, str]:
        """Of each topic that stands in these words its first phrase, in dictionary form."""
        first: dict[str, tuple[int, str]] = {}
        begins = ((start, word) for start, word in enumerate(keyed) if not word.isdisjoint(self._keys))
        for start, word in begins:
            for topic, place, wanted in self._starting(word):
                if (topic not in first or place < first[topic][0]) and _stands(wanted, keyed, start):
                    first[topic] = (place, wanted.text)
        return {topic: text for topic, (_place, text) in first.items()}

    def _starting(self, word: frozenset[str]) -> Iterator[tuple[str, int, Phrase]]:
        return (entry for key in word if key in self._starts for entry in self._starts[key])


def _stands(wanted: Phrase, keyed: Sequence[frozenset[str]], start: int) -> bool:
    words = wanted.words
    return start + len(words) <= len(keyed) and all(own & keyed[start + step] for step, own in enumerate(words))


@cache
def phrase(text: str) -> Phrase:
    """A phrase to look for, from its dictionary form."""
    return Phrase(text, tuple(keys(word) for word in words(text)))


def says(text: str, phrases: Phrases) -> str | None:
    """The first of the phrases that stands in the text, in its dictionary form; None if none does."""
    if not phrases.all:
        return None
    return _said(text, phrases) if len(text) <= SHORT else phrases.first([keys(word) for word in words(text[:LONGEST])])


@lru_cache(maxsize=1 << 13)
def _said(text: str, phrases: Phrases) -> str | None:
    return phrases.first(_keyed(text))


def spelled(text: str) -> tuple[frozenset[str], ...]:
    """The keys of each word of a text, in order; those of a label are remembered."""
    return _keyed(text) if len(text) <= SHORT else tuple(keys(word) for word in words(text[:LONGEST]))


@lru_cache(maxsize=1 << 13)
def _keyed(text: str) -> tuple[frozenset[str], ...]:
    return tuple(keys(word) for word in words(text))
