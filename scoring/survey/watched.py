"""Whether what is observed can answer a question: the rule fits its type, and the indicators exist and give such values."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from audits import catalogue
from audits.audit import Indicator
from data.types import Kind
from scoring.survey.question import OBSERVABILITY, Option, Question
from scoring.survey.rules import RULES, SEEN
from scoring.table_cells import near

_KINDS = frozenset(kind.value for kind in Kind)
"""Those of the registry: of an edition's own kinds the catalogue knows nothing."""
_DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?")
_FOUND = ("any", "all")
_ONE = ("share-at-least", "number", "date", "newer-than", "level")
_DATED = ("date", "newer-than")
_COUNTED = ("number", "level")
_BY_OPTION = ("option", "overlap")


def faults(question: Question, kinds: Collection[str], *, ruled: bool) -> Iterator[str]:
    """Everything that is wrong with how the question is observed.

    ``kinds`` are those of all bodies; ``ruled`` says that its cell of the rule is filled: one that could not be read is no empty one.
    """
    unread = ruled and question.rule is None
    if not unread and question.observability in OBSERVABILITY:
        yield from _observability(question)
    yield from _rule(question)
    unknown = [indicator for indicator in question.indicators if indicator not in indicators()]
    for indicator in unknown:
        yield f"indicators: no indicator {indicator!r}; {near(indicator, indicators())}"
    if unknown or unread:
        return
    named = [indicators()[indicator] for indicator in question.indicators]
    for audit in (indicator.audit for indicator in named if indicator.audit.retired):
        yield f"indicators: {audit.id} is retired since {audit.retired}; choose another"
    yield from _reach(named, [kind for kind in (question.reach or kinds) if kind in _KINDS])
    yield from _values(question, named)
    yield from _seen(question)


@cache
def indicators() -> Mapping[str, Indicator]:
    """The whole catalogue by id."""
    return {indicator.audit.id: indicator for indicator in catalogue.load()}


def _observability(question: Question) -> Iterator[str]:
    given = [name for name, value in (("indicators", question.indicators), ("rule", question.rule)) if value]
    if question.observability == "no" and given:
        yield f"{', '.join(given)}: not empty, but observability is no; leave it empty, or write yes or partly"
    if question.observability != "no" and not question.rule:
        remedy = " or ".join((*(f"{name!r}" for name in _fitting(question)), "no as observability"))
        yield f"rule: is empty, but observability is {question.observability}; write {remedy}"
    if question.rule and not question.indicators:
        yield f"indicators: is empty, but {question.rule.name} needs what is observed; write ids of indicators"


def _rule(question: Question) -> Iterator[str]:
    rule = question.rule
    if rule is None or not question.type:
        return
    if question.type not in RULES[rule.name].types:
        fitting = _fitting(question)
        remedy = f"write {' or '.join(fitting)}" if fitting else "no rule judges it, write no as observability"
        yield f"rule: {rule.name} does not judge {question.type}; {remedy}"
    if rule.name in _ONE and len(question.indicators) > 1:
        yield f"indicators: {len(question.indicators)}, but {rule.name} looks at one; keep the one that answers"


def _fitting(question: Question) -> list[str]:
    """The rules that judge answers of its type."""
    return [name for name, form in RULES.items() if question.type in form.types]


def _reach(named: Sequence[Indicator], asked: Sequence[str]) -> Iterator[str]:
    """Every kind that is asked must be observed by one of the indicators, and every indicator observe one of the kinds."""
    if not asked:
        return
    for indicator in (indicator for indicator in named if not _kinds(indicator) & {*asked}):
        yield f"indicators: {indicator.audit.id} is asked of {' '.join(sorted(_kinds(indicator)))} only, this of {' '.join(asked)}; drop it"
    observed = frozenset().union(*map(_kinds, named)) if named else frozenset(asked)
    never = sorted({*asked} - observed)
    if never and never != sorted(asked):
        yield f"reach: {' '.join(never)}, but no indicator here is asked of them; write only kinds that are observed, or ask them apart"


def _kinds(indicator: Indicator) -> frozenset[str]:
    return frozenset(kind.value for kind in indicator.audit.reach if kind is not Kind.UNKNOWN)


def _values(question: Question, named: Sequence[Indicator]) -> Iterator[str]:
    name = question.rule.name if question.rule else ""
    if name in _FOUND:
        for indicator in named:
            yield from _presence(indicator, "indicators")
    for indicator in named[:1]:
        if name == "share-at-least" and indicator.audit.scope == "site":
            yield f"rule: {indicator.audit.id} has one answer for the whole site, no share; write any"
        if name in _DATED and not any(isinstance(value, str) and _DATE.fullmatch(value) for value in _told(indicator)):
            yield f"indicators: {indicator.audit.id} gives no dates, which {name} needs; choose another"
        if name in _COUNTED and not _counts(indicator) and not _shared(question, indicator):
            yield f"indicators: {indicator.audit.id} gives no numbers, which {name} needs; choose another"


def _presence(indicator: Indicator, column: str) -> Iterator[str]:
    audit = indicator.audit
    if audit.scope != "site":
        yield f"{column}: {audit.id} has an answer for every {audit.scope}; ask it by share-at-least"
    elif not indicator.asks_presence:
        yield f"{column}: {audit.id} only measures and finds whatever there is; compare its value"


def _told(indicator: Indicator) -> tuple[Any, ...]:
    return tuple(case.expect for case in indicator.cases if case.expect is not ... and case.expect is not None)


def _counts(indicator: Indicator) -> bool:
    return any(isinstance(value, int | float) and not isinstance(value, bool) for value in _told(indicator))


def _shared(question: Question, indicator: Indicator) -> bool:
    """Whether the number is the share of subjects that pass."""
    return question.type == "share" and indicator.audit.scope != "site"


def _seen(question: Question) -> Iterator[str]:
    name = question.rule.name if question.rule else ""
    shown = [option for option in question.options if option.seen]
    if name not in _BY_OPTION:
        if shown:
            yield f"options_seen: not empty, but the rule is {name or 'none'}; leave it empty, or write option or overlap as rule"
        return
    if not shown:
        yield f"options_seen: is empty, but {name} judges each option by it; say of at least one how it shows"
    used: set[str] = set()
    for option in shown:
        yield from _sign(option, question, used)
    for indicator in (indicator for indicator in question.indicators if indicator not in used):
        yield f"indicators: no option shows by {indicator}; drop it, or name it in options_seen"


def _sign(option: Option, question: Question, used: set[str]) -> Iterator[str]:
    match = SEEN.fullmatch(option.seen)
    if match is None or (match["absent"] and match["sign"]):
        yield f"options_seen: {option.seen!r}; write an indicator, 'not ' before it, or =value, >=number or ~word after it"
        return
    name, sign = match["indicator"], match["sign"]
    used.add(name)
    indicator = indicators().get(name)
    if indicator is None:
        yield f"options_seen: no indicator {name!r}; {near(name, indicators())}"
    elif name not in question.indicators:
        yield f"options_seen: {name} is not among indicators; add it there"
    elif not sign:
        yield from _presence(indicator, "options_seen")
    elif sign == ">=" and (not _counts(indicator) or not match["value"].isdigit()):
        yield f"options_seen: {option.seen!r} compares numbers; write a whole number, of an indicator that counts"
