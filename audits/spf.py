"""SPF as RFC 7208 reads it: which record counts, which other names it leads to, how many look-ups it costs and how it ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from data.types import Json

LOOKUPS = 10
"""Terms that ask DNS, at most, in one evaluation (RFC 7208, 4.6.4)."""
_ASKING = frozenset({"include", "a", "mx", "ptr", "exists", "redirect"})
_TERM = re.compile(r"([+\-~?]?)([a-z][a-z0-9_.-]*)(?:[:=]([^\s/]*))?(?:/\S*)?", re.IGNORECASE)
_MOST_TERMS = 300
_DEEPEST = LOOKUPS + 1
Ask = Callable[[str], Json]
"""The TXT answer of a name, as the artifact holds it."""


@dataclass(slots=True)
class Evaluated:
    """What a record comes to: ``lookups`` counted through all includes, ``ends`` (the last ``all`` with its sign, empty without one),
    ``faults`` that make it void, ``reason`` where an answer on the way is not known, and the answers that were read.
    """

    lookups: int = 0
    ends: str = ""
    faults: list[str] = field(default_factory=list)
    reason: str = ""
    answers: list[Json] = field(default_factory=list)


def records(answer: Json) -> list[str]:
    """The SPF records among the TXT records of a name; more than one makes them all void (RFC 7208, 4.5)."""
    return [text for text in answer["records"] if text.lower() == "v=spf1" or text.lower().startswith("v=spf1 ")]


def terms(record: str) -> Iterator[tuple[str, str, str]]:
    """The terms of a record as sign, name and value, lower case."""
    for written in record.split()[1:][:_MOST_TERMS]:
        matched = _TERM.fullmatch(written)
        yield (matched[1] or "+", matched[2].lower(), (matched[3] or "").lower()) if matched else ("", "?", written)


def leads_to(record: str) -> list[str]:
    """The names whose records are read along with this one; those made of macros depend on each letter and cannot be asked for.

    >>> leads_to("v=spf1 a include:_spf.pasts.lv include:%{i}.x.lv redirect=b.lv")
    ['_spf.pasts.lv', 'b.lv']
    """
    return [value.rstrip(".") for _, name, value in terms(record) if name in {"include", "redirect"} and value and "%" not in value]


def evaluate(domain: str, ask: Ask) -> Evaluated:
    """What the record of a domain comes to. ``lookups`` stops growing soon after the limit."""
    seen = Evaluated()
    _enter(domain, ask, seen, (), included=False)
    return seen


def _enter(domain: str, ask: Ask, seen: Evaluated, path: tuple[str, ...], *, included: bool) -> None:
    answer = ask(domain)
    seen.answers.append(answer)
    found = records(answer)
    if answer.get("reason"):
        seen.reason = seen.reason or answer["reason"]
    elif len(found) != 1:
        seen.faults.append(f"{domain}: {len(found)} SPF")
    else:
        _read(domain, found[0], ask, seen, path, included=included)


def _read(domain: str, record: str, ask: Ask, seen: Evaluated, path: tuple[str, ...], *, included: bool) -> None:
    said = list(terms(record))
    seen.faults += [f"{domain}: {value}" for _, name, value in said if name == "?"]
    ends = [sign + name for sign, name, _ in said if name == "all"]
    if not included:
        seen.ends = ends[0] if ends else ""
    for _, name, value in said:
        if name == "all":
            break
        if name in _ASKING and not (name == "redirect" and ends):
            _follow(name, value.rstrip("."), ask, seen, (*path, domain), included=included)


def _follow(name: str, target: str, ask: Ask, seen: Evaluated, path: tuple[str, ...], *, included: bool) -> None:
    seen.lookups += 1
    if seen.lookups > LOOKUPS or len(path) > _DEEPEST or name not in {"include", "redirect"}:
        return
    if target in path:
        seen.faults.append(f"{target}: {name} loop")
    elif target and "%" not in target:
        _enter(target, ask, seen, path, included=included or name == "include")
