"""What an indicator says of itself, and how it is refused when it says too little."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from audits.accuracy import Tally
from data.types import Finding, Json, Kind, Outcome, Role, Text, Value

Basis = Literal["law", "standard", "survey", "practice"]
Scope = Literal["site", "page", "service"]
MUNICIPAL = frozenset({Kind.STATE_CITY, Kind.MUNICIPALITY, Kind.UNKNOWN})
"""Bodies bound by the Local Government Law; an address the registry does not know is given the benefit of being asked."""
STATE = frozenset({Kind.MINISTRY, Kind.AGENCY, Kind.CONSTITUTIONAL, Kind.OTHER})
"""Bodies of the state, which plan policy and prepare legal acts; companies do not."""
EVERYONE = frozenset(Kind)
THEMES: dict[str, Text] = {
    "access": Text("Piekļūstamība", "Accessibility"),
    "contact": Text("Saziņa un atbalsts", "Contact and support"),
    "content": Text("Saturs", "Content"),
    "council": Text("Domes darbs", "Council"),
    "documents": Text("Dokumenti", "Documents"),
    "language": Text("Valoda", "Language"),
    "open_data": Text("Atvērtie dati", "Open data"),
    "openness": Text("Atklātība", "Openness"),
    "participation": Text("Līdzdalība", "Participation"),
    "performance": Text("Ātrdarbība", "Performance"),
    "platform": Text("Platforma", "Platform"),
    "privacy": Text("Privātums", "Privacy"),
    "security": Text("Drošība", "Security"),
    "services": Text("Pakalpojumi", "Services"),
    "site": Text("Vietne", "Website"),
}
"""The folders under ``checks/`` and their names."""


@dataclass(frozen=True, slots=True)
class Source:
    """Who asks for it: a law, a standard, a survey question, or good practice where no legal text was confirmed."""

    basis: Basis
    name: Text
    url: str = ""


@dataclass(frozen=True, slots=True)
class Audit:
    """The definition of one indicator.

    ``why`` tells what it means for a resident, ``method`` how it is seen, ``advice`` what to do when it fails. ``reach`` are the kinds
    of institution it is asked of, ``roles`` the pages a page audit looks at (all, when empty). ``options`` hold every threshold.
    ``measures`` marks an indicator that only measures: it passes whenever it could be measured, and its value speaks, in ``unit``.
    """

    id: str
    version: int
    scope: Scope
    title: Text
    why: Text
    method: Text
    advice: Text
    source: Source
    options: Mapping[str, Json] = field(default_factory=dict)
    reach: frozenset[Kind] = EVERYONE
    roles: frozenset[Role] = frozenset()
    measures: bool = False
    unit: Text | None = None
    since: str = "2026"
    retired: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """An example with its answer.

    ``html`` is the page judged (page scope) or the front page; ``pages`` are further pages by path. ``given`` holds artifacts by name and,
    under ``institution``, ``taken_at``, ``documents`` and ``stopped_by``, what else differs from a plain complete visit. For a family,
    ``audit`` names the member. ``expect`` is the finding's value; leave it ``...`` when only the outcome matters.
    """

    name: str
    outcome: Outcome
    html: str = "<!doctype html><html lang=lv><title>Piemēra novads</title><body><main><h1>Piemēra novads</h1></main>"
    pages: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, Any] = field(default_factory=dict)
    expect: Value | Any = ...
    reason: str | None = None
    audit: str | None = None


Check = Callable[..., Finding]


@dataclass(frozen=True, slots=True)
class Indicator:
    """An audit with its check, its cases and the place it was found in: what the catalogue holds."""

    audit: Audit
    theme: str
    check: Check
    asks: tuple[str, ...]
    cases: tuple[Case, ...]
    path: str
    measured: Tally | None = None
    """How often it was right and wrong on the labelled corpus; None where it was never measured."""

    @property
    def asks_presence(self) -> bool:
        """Whether it asks if something is there: a measure does so only where its value is yes or no."""
        values = {type(case.expect) for case in self.cases if case.expect is not ... and case.expect is not None}
        return not self.audit.measures or values == {bool}


_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def faults(audit: Audit, check: Check, cases: tuple[Case, ...], known: frozenset[str]) -> list[str]:
    """Everything that is wrong with a definition, each with its remedy; ``known`` are the names a check may ask for."""
    found = []
    if not _ID.fullmatch(audit.id):
        found.append(f"id {audit.id!r} is not kebab-case; write lower-case words joined by '-'")
    if audit.scope not in {"site", "page", "service"}:
        found.append(f"scope {audit.scope!r} is unknown; write site, page or service")
    if audit.measures and audit.unit is None:
        found.append("measures without a unit; say what its value counts in `unit`")
    unknown = [name for name in asked(check) if name not in known]
    if unknown:
        found.append(f"check asks for {', '.join(unknown)}, which nobody provides; known are {', '.join(sorted(known))}")
    return found + _case_faults(audit, cases)


def asked(check: Check) -> tuple[str, ...]:
    """The names in a check's signature: what it declares that it needs."""
    return tuple(inspect.signature(check).parameters)


def _case_faults(audit: Audit, cases: tuple[Case, ...]) -> list[str]:
    outcomes = {case.outcome for case in cases}
    if Outcome.PASSED not in outcomes:
        return ["no case passes; add one that does"]
    if outcomes == {Outcome.PASSED} and not (audit.measures and len({case.expect for case in cases}) > 1):
        return ["no case fails (or, for a measure, shows another value); add one"]
    return []
