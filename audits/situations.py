"""Which situation of life a service belongs to, and whom it is for: by its address at the portal, the heading that lists it, its name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from urllib.parse import unquote

from data.text import fold
from data.vocabulary import Vocabulary

SITUATIONS = (
    "family",
    "education",
    "health",
    "social",
    "home",
    "environment",
    "business",
    "work",
    "finance",
    "transport",
    "culture",
    "agriculture",
    "participation",
    "law",
    "bereavement",
)
"""The situations of life under which Latvia presents its e-services (the categories of eriga.lv and of the catalogue of latvija.gov.lv),
and the loss of a relative, for which sites keep their cemeteries and burials together."""
GROUPS = ("residents", "entrepreneurs", "families", "seniors", "youth", "disabled", "visitors", "organisations")
"""Whom services are sorted for."""


_MATTERS = frozenset({"families"})
_GROUP_WORDS = 3
_DATIVE = re.compile(r"(?:[āēīaei]m|iem|ei|parents|families|vecāk\w*|vecak\w*)\b|семьям|родителям", re.IGNORECASE)
_PERSONS = re.compile(r"(?:\w+ ){0,2}(\w+(?:niek|taj|ej|ist|iet)iem)$")
"""Endings of those who do something, in the case that speaks to them."""


@cache
def _topic(name: str) -> str:
    return f"situation-{name}"


def situation(told: Iterable[str], words: Vocabulary) -> str | None:
    """The first situation that any of these names says, the surest name first; None when none does."""
    return next((name for text in told for name in SITUATIONS if words.label(_topic(name), text)), None)


def at_portal(url: str) -> list[str]:
    """The category in an address of the state's catalogue (``/PPK/<category>/<subcategory>/``), as words."""
    _before, found, rest = unquote(url).partition("/PPK/")
    if not found:
        return []
    return [fold(step.replace("-", " ")) for step in rest.split("/")[:2] if not step.startswith("p")]


def addressed(label: str, words: Vocabulary, *, heads: bool) -> frozenset[str]:
    """Whom a short label of a list of services speaks to: «Ģimenēm» does, «Ģimene» is a matter; over a part of the list
    «Zvejniekiem» is a group of its own.
    """
    told = groups(label, words)
    if not _DATIVE.search(label):
        told -= _MATTERS
    own = _PERSONS.match(fold(label)) if heads and not told and len(label.split()) <= _GROUP_WORDS else None
    return told | ({own[1]} if own else set())


def groups(text: str, words: Vocabulary) -> frozenset[str]:
    """The groups of people that a label, or a line on who may ask for the service, names."""
    return frozenset(name for name in GROUPS if words.text(f"group-{name}", text))
