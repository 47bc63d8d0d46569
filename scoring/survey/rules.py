"""How a rule is written in a cell, which types of questions each rule judges, and how an option may show from outside."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from scoring.survey.question import Rule
from scoring.table_cells import near, whole, within

SIDES = ("both", "over", "under")
"""Which difference contradicts: any, only an answer above what was observed, or only one below."""
_DAYS = whole(0, 36_500)


@dataclass(frozen=True, slots=True)
class Form:
    """How a rule is written, which types it judges, and what reads the words after its name."""

    example: str
    types: tuple[str, ...]
    read: Callable[[str, list[str]], Rule]


def _bare(name: str, words: list[str]) -> Rule:
    if words:
        raise ValueError(f"takes nothing after it; write {name}")
    return Rule(name)


def _least(name: str, words: list[str]) -> Rule:
    (least,) = words
    return Rule(name, least=within(0, 1)(least))


def _days(name: str, words: list[str]) -> Rule:
    (days,) = words
    return Rule(name, days=_DAYS(days))


def _tolerance(name: str, words: list[str]) -> Rule:
    tolerance, *rest = words
    side = rest[0] if rest else "both"
    if len(rest) > 1 or side not in SIDES:
        raise ValueError(f"{' '.join(rest)!r} is no side; write one of {', '.join(SIDES)}, or nothing")
    relative = tolerance.endswith("%")
    amount = within(0, 1000)(tolerance.removesuffix("%"))
    return Rule(name, tolerance=amount / 100 if relative else amount, relative=relative, side=side)


RULES: Mapping[str, Form] = {
    "any": Form("any", ("yes-no",), _bare),
    "all": Form("all", ("yes-no",), _bare),
    "share-at-least": Form("share-at-least 0.9", ("yes-no",), _least),
    "newer-than": Form("newer-than 365", ("yes-no",), _days),
    "number": Form("number 10%", ("number", "share"), _tolerance),
    "date": Form("date 31", ("date",), _days),
    "level": Form("level", ("level",), _bare),
    "option": Form("option", ("single",), _bare),
    "overlap": Form("overlap", ("multiple",), _bare),
    "page": Form("page", ("url",), _bare),
}
"""All rules by name. ``docs/survey.md`` tells what each means, with an example."""
SEEN = re.compile(
    r"(?P<absent>not )?(?P<indicator>[a-z0-9]+(?:-[a-z0-9]+)*)"
    r"(?:(?P<sign>=|>=|~)(?P<value>[^\s=~>|][^=~>|]*))?"
)
"""How an option shows: the indicator is found, is not, has this value, at least this number, or this word in its value or evidence."""


def rule(cell: str) -> Rule:
    """The rule of a cell. Raises ValueError."""
    name, *words = cell.split() or [""]
    if name not in RULES:
        raise ValueError(f"no rule {name!r}; {near(name, RULES)}")
    form = RULES[name]
    try:
        return form.read(name, words)
    except ValueError as error:
        told = "" if "unpack" in str(error) else f" ({error})"
        raise ValueError(f"{cell!r} is not how {name} is written{told}; write for example {form.example!r}") from None
