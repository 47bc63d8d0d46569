"""Which situation of life a service belongs to, and whom it is for: by its address at the portal, the heading that lists it, its name."""

from __future__ import annotations

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
)
"""The situations of life under which Latvia presents its e-services (the categories of eriga.lv and of the catalogue of latvija.gov.lv)."""
GROUPS = ("residents", "entrepreneurs", "families", "seniors", "youth", "disabled", "visitors", "organisations")
"""Whom services are sorted for."""


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


def groups(text: str, words: Vocabulary) -> frozenset[str]:
    """The groups of people that a label, or a line on who may ask for the service, names."""
    return frozenset(name for name in GROUPS if words.text(f"group-{name}", text))
