"""What cookies are for and how long they live, and which hosts are known to follow people: by the tables of the vocabulary."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from fnmatch import fnmatchcase
from functools import lru_cache

from data import third_parties
from data.types import Json
from data.vocabulary import Vocabulary

KINDS = ("necessary", "preferences", "statistics", "marketing", "media")
UNKNOWN = "unknown"
_DAY = 86400


def kind_of(name: str, words: Vocabulary, kinds: Sequence[str] = KINDS) -> str:
    """The kind of a cookie by its name; ``unknown`` where no table names it."""
    return next((kind for kind in kinds if any(fnmatchcase(name, phrase.text) for phrase in words[f"cookie-{kind}"].text)), UNKNOWN)


def days(cookie: Json, at: datetime | None) -> int:
    """The days that a cookie lives from this moment, rounded; 0 for one of the session."""
    expires = cookie.get("expires")
    if at is None or not isinstance(expires, int | float) or expires <= 0:
        return 0
    return max(0, round((min(expires, 1e11) - at.timestamp()) / _DAY))


def tracker_of(host: str, words: Vocabulary, kinds: tuple[str, ...], categories: tuple[str, ...]) -> str:
    """The known tracker that a host belongs to, by our own table or by the list of third parties; empty when it is none."""
    return _of_the_table(host, words, kinds) or _listed(host, categories)


def _listed(host: str, categories: tuple[str, ...]) -> str:
    known = third_parties.party(host)
    return known.name if known and known.category in categories else ""


def _of_the_table(host: str, words: Vocabulary, kinds: tuple[str, ...]) -> str:
    known = _known(tuple(phrase.text for kind in kinds for phrase in words[f"tracker-{kind}"].text))
    labels = host.lower().split(".")
    return next((name for place in range(len(labels) - 1) if (name := ".".join(labels[place:])) in known), "")


@lru_cache(maxsize=16)
def _known(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name.lower() for name in names)
