"""What a page's source must hold for a CSS selector to find anything: letters are sought many times faster than a tree is searched.

Read for the selectors that checks write, and on the safe side: what is not understood asks for nothing. Names of classes and values may
be written with character references («&#100;ate»), tags and names of attributes never.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

_FUNCTION = re.compile(r":[a-z-]+\([^()]*\)")
_NESTED = 6
_STEP = re.compile(
    r"\[\s*(?P<attribute>[a-z][a-z0-9_-]*)\s*(?:[~|^$*]?=\s*(?P<value>\"[^\"]*\"|'[^']*'|[^\]\s]+)[^\]]*)?\]"
    r"|[.#](?P<name>[a-z_-][a-z0-9_-]*)|(?P<tag>[a-z][a-z0-9-]*)|:{1,2}[a-z-]+|[\s>+~*]+"
)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_WORD = re.compile("[a-z0-9_-]{2,}")
_UNWRITTEN = frozenset({"html", "head", "body", "tbody", "tr", "colgroup", "img", "p", "br"})
"""Elements that a parser makes without their tag having been written: around others, from an end tag, from another name."""
_CODED = re.compile(
    r"&#(?:x0*(?:2d|3\d|[46][1-9a-f]|[57][0-9af])|0*(?:4[589]|5[0-7]|6[5-9]|[7-9]\d|1[01]\d|12[0-2]))(?![\da-f])|&(?:lowbar|underbar|fjlig)"
)
"""A letter, digit, hyphen or underscore that is written by its number."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What the source of one alternative of a selector holds, in lower case: as written, and what may be written by numbers instead."""

    plain: tuple[str, ...]
    values: tuple[str, ...]


def may_find(selector: str, holds: Callable[[str], bool], *, coded: bool) -> bool:
    """Whether a selector may find something on a page, of whose source ``holds`` tells what it holds, all in lower case.

    ``coded`` says that the page writes letters by their numbers.
    """
    needs = needed(selector)
    return any(all(map(holds, () if coded else one.values)) and all(map(holds, one.plain)) for one in needs)


def writes_by_number(source: str) -> bool:
    """Whether a source, in lower case, writes letters as character references."""
    return _CODED.search(source) is not None


@lru_cache(maxsize=1 << 10)
def needed(selector: str) -> tuple[Needs, ...]:
    """What each alternative of a selector needs."""
    told = selector.lower()
    if "\\" in told or any(mark in quoted for quoted in _QUOTED.findall(told) for mark in ",()[]"):
        return (Needs((), ()),)
    for _ in range(_NESTED):
        told = _FUNCTION.sub("", told)
    return tuple(_alternative(one) for one in told.split(",")) if "(" not in told else (Needs((), ()),)


def _alternative(told: str) -> Needs:
    if "".join(step[0] for step in _STEP.finditer(told)) != told:
        return Needs((), ())
    plain: list[str] = []
    values: list[str] = []
    for step in _STEP.finditer(told):
        plain += [step["attribute"]] if step["attribute"] else []
        plain += [f"<{step['tag']}"] if step["tag"] and step["tag"] not in _UNWRITTEN else []
        values += [step["name"]] if step["name"] else list(_longest(step["value"] or ""))
    return Needs(tuple(plain), tuple(values))


def _longest(value: str) -> Iterator[str]:
    """The longest word of a value."""
    yield from sorted(_WORD.findall(value), key=len)[-1:]
