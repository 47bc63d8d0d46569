"""How alike two pages are, by their words: a fingerprint of 64 bits whose bits differ the less, the more words are shared (simhash).

M. Charikar, "Similarity estimation techniques from rounding algorithms" (2002); for pages: G. Manku et al., "Detecting near-duplicates
for web crawling" (2007). Numbers and the names of months and days do not count: a page that differs in them only says nothing new.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache
from struct import Struct

BITS = 64

_LANE = 16
_SPREAD = [sum(1 << (_LANE * place) for place in range(8) if byte >> place & 1) for byte in range(256)]
"""A byte with each of its bits in a lane of its own, so that 64 counts are added up in one sum."""
_LANES = Struct(f"<{BITS}H")
_NO_NUMBER = 0
_MOST_WORDS = 20_000
_LONGEST = 400_000
"""Characters and words that are compared; less than a lane can count."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_TIME = re.compile(
    r"gad[asāu]|(?:janv|febr|mart|aprīl|maij|jūnij|jūlij|august|septembr|oktobr|novembr|decembr|pirmdien|otrdien|trešdien|ceturtdien|piektdien|sestdien"
    r"|svētdien|januar|march|april|june|july|septem|octob|novem|decem|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|январ|феврал|март|апрел|июн|июл|август|сентябр|октябр|ноябр|декабр)\w*|may"
)


def words_of(text: str) -> frozenset[int]:
    """The distinct words of a text that count, each as a number that is the same on every machine.

    >>> words_of("Domes sēde 23. novembrī") == words_of("2027: domes SĒDE decembrī")
    True
    """
    found = set(_WORD.findall(text[:_LONGEST].lower()))
    return frozenset(map(_number, found if len(found) <= _MOST_WORDS else sorted(found)[:_MOST_WORDS])) - {_NO_NUMBER}


def simhash(words: Iterable[int]) -> int:
    """The fingerprint of a set of words; 0 for none."""
    votes_of = [*map(_spread, words)]
    total, count = sum(votes_of), len(votes_of)
    lanes = _LANES.unpack(total.to_bytes(_LANES.size, "little"))
    return sum(1 << place for place, votes in enumerate(lanes) if 2 * votes > count)


def distance(one: int, other: int) -> int:
    """How many bits of two fingerprints differ, 0 to 64."""
    return (one ^ other).bit_count()


@lru_cache(1 << 13)
def _number(word: str) -> int:
    if _TIME.fullmatch(word):
        return _NO_NUMBER
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "little")


@lru_cache(1 << 13)
def _spread(number: int) -> int:
    return sum(_SPREAD[byte] << (8 * _LANE * place) for place, byte in enumerate(number.to_bytes(8, "little")))
