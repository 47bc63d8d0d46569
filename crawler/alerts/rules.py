"""Who wants to hear of which change: ``data/inputs/alerts.csv``, read strictly, with every fault of it told at once."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from audits import catalogue
from crawler.alerts.reach import MATTERS
from crawler.alerts.shift import Shift, shift
from data import cells
from data.change import Change, Label
from data.errors import ConfigError
from data.registry import FOLDER
from data.tables import Faults, Reader, Row, once, read
from data.types import Text

TABLE = FOLDER / "alerts.csv"
"""The rules that come with eindekss."""
PLACEHOLDERS = ("was", "now", "nights")
"""What a text may name in braces: the value before, the value now, and for how many nights it has been so."""

_CONFIRMED = re.compile(r"([1-9]\d?) (look|night)s?")
_AUDIENCE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Severity(StrEnum):
    """How soon somebody should act, the soonest first."""

    URGENT = "urgent"
    IMPORTANT = "important"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Confirmed:
    """How often it must have been seen before it is told: so many looks, or nights in a row that could measure it."""

    number: int
    nights: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """One row. ``indicator`` is an id, a pattern such as ``security-headers-*``, or one of ``reach.MATTERS``.

    ``audiences`` are ``institution`` (the body itself), ``group`` (the list of its group), or lists that the settings name.
    """

    id: str
    indicator: str
    change: Shift
    confirmed: Confirmed
    audiences: tuple[str, ...]
    severity: Severity
    text: Text

    def takes(self, change: Change) -> bool:
        """Whether this is a change that the rule speaks of. Only what the site did counts."""
        if change.label is not Label.SITE or not fnmatchcase(change.indicator, self.indicator):
            return False
        return bool(self.change.holds(change.was, change.now))


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules in their order: of two that take one change, the first tells an audience of it."""

    rows: tuple[Rule, ...]

    def of(self, name: str) -> Rule | None:
        """The rule of that id, if there still is one."""
        return next((rule for rule in self.rows if rule.id == name), None)

    def taking(self, change: Change) -> tuple[tuple[Rule, tuple[str, ...]], ...]:
        """The rules that take a change, each with the audiences that no rule before it tells."""
        told: set[str] = set()
        found = []
        for rule in self.rows:
            if rule.takes(change) and (left := tuple(each for each in rule.audiences if each not in told)):
                told.update(left)
                found.append((rule, left))
        return tuple(found)


def wanted(changes: Iterable[Change], rules: Rules) -> tuple[Change, ...]:
    """The changes that would raise an alert: those worth a second look in the same night."""
    return tuple(change for change in changes if rules.taking(change))


def load(path: Path = TABLE) -> Rules:
    """Read and check the rules. Raises ConfigError with every fault: file, line, column and remedy."""
    faults = Faults()
    rows = read(path, _columns(), faults)
    once(rows, "id", faults)
    if faults.found:
        raise ConfigError(faults.found)
    return Rules(tuple(_rule(row) for row in rows))


def _columns() -> dict[str, Reader]:
    return {
        "id": cells.identifier,
        "indicator": _indicator([*MATTERS, *(each.audit.id for each in catalogue.load())]),
        "change": shift,
        "confirmed": _confirmed,
        "audience": _audiences,
        "severity": cells.one_of(tuple(Severity)),
        "text_lv": _sentence,
        "text_en": _sentence,
    }


def _rule(row: Row) -> Rule:
    severity = Severity(row["severity"])
    text = Text(row["text_lv"], row["text_en"])
    return Rule(row["id"], row["indicator"], row["change"], row["confirmed"], row["audience"], severity, text)


def _indicator(known: Sequence[str]) -> Reader:
    def reader(cell: str) -> str:
        if not any(fnmatchcase(each, cell) for each in known) or not cell:
            raise ValueError(
                f"{cell!r} names no indicator; 'eindekss list' shows them, and {', '.join(MATTERS)} are those of the visit itself"
            )
        return cell

    return reader


def _confirmed(cell: str) -> Confirmed:
    found = _CONFIRMED.fullmatch(cell)
    if not found:
        raise ValueError(f"{cell!r} does not say how often; write for example 1 look, 2 looks or 3 nights")
    return Confirmed(int(found[1]), found[2] == "night")


def _audiences(cell: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in cell.split("|"))
    bad = [name for name in names if not _AUDIENCE.fullmatch(name)]
    if bad or len(set(names)) < len(names):
        raise ValueError(f"{cell!r} names no audience; write institution, group or the name of a list, several with | between, each once")
    return names


def _sentence(cell: str) -> str:
    text = cells.words(cell)
    try:
        named: list[Any] = [(name, given, how) for _, name, given, how in string.Formatter().parse(text) if name is not None]
    except ValueError:
        named = [(text, "", None)]
    if any(name not in PLACEHOLDERS or given or how for name, given, how in named):
        raise ValueError(f"{cell!r} has braces around something else than {', '.join(PLACEHOLDERS)}; write {{was}}, {{now}} or {{nights}}")
    return text
