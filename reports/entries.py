"""What each indicator says of one institution, ready to be told: one entry an indicator, the places that matter most first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from audits.audit import THEMES, Audit, Indicator
from data.types import Observation, Outcome, Role, Text, Value
from reports.texts import OTHER_THEME
from scoring.frame import verdict

SITE_WEIGHT = 10
WEIGHTS: Mapping[Role, int] = {
    Role.FRONT: SITE_WEIGHT,
    Role.SERVICES: 3,
    Role.SERVICE: 3,
    Role.FORM: 3,
    Role.CONTACT: 3,
    Role.SEARCH: 3,
}
"""How much a page with a fault weighs in the order of findings: people come to some pages more often. Others weigh 1."""
_SERVICE_WEIGHT = 3
_BASES = ("law", "standard", "survey", "practice")
UNKNOWN_THEME = "other"
"""The theme of an indicator that the catalogue does not know."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator with all its observations of one institution, weightiest first. ``audit`` is None when the catalogue lost it."""

    id: str
    audit: Audit | None
    theme: str
    outcome: Outcome
    observations: tuple[Observation, ...]
    weight: int

    @property
    def title(self) -> Text:
        """Its name; the id of an indicator that the catalogue no longer knows."""
        return self.audit.title if self.audit else Text(self.id, self.id)

    @property
    def scope(self) -> str:
        """What it was asked of: site, page or service."""
        return self.observations[0].scope

    @property
    def measures(self) -> bool:
        """Whether its value speaks, not its outcome."""
        return self.audit is not None and self.audit.measures

    def having(self, *outcomes: Outcome) -> tuple[Observation, ...]:
        """Those of its observations with one of these outcomes."""
        return tuple(seen for seen in self.observations if seen.finding.outcome in outcomes)

    @property
    def failed(self) -> tuple[Observation, ...]:
        """Where the fault was seen."""
        return self.having(Outcome.FAILED)

    @property
    def measured(self) -> tuple[Observation, ...]:
        """Where there was an answer."""
        return self.having(Outcome.PASSED, Outcome.FAILED)

    @property
    def value(self) -> Value:
        """The value of the site, or the median over pages or services; None where nothing was measured."""
        values = [seen.finding.value for seen in self.measured]
        if len(values) == 1:
            return values[0]
        numbers = [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
        return median(numbers) if numbers else None


def entries(observations: Iterable[Observation], catalogue: Sequence[Indicator], roles: Mapping[str, Role]) -> tuple[Entry, ...]:
    """An entry for every indicator observed, in the order in which they are to be told; ``roles`` are those of pages by address."""
    known = {indicator.audit.id: indicator for indicator in catalogue}
    grouped: dict[str, list[Observation]] = {}
    for seen in observations:
        grouped.setdefault(seen.indicator, []).append(seen)
    found = [_entry(name, seen, known.get(name), roles) for name, seen in grouped.items()]
    return tuple(sorted(found, key=_order))


def page_of(observation: Observation) -> str:
    """The address judged, without what a family adds to it."""
    return observation.subject.split(" ", 1)[0]


def theme_name(theme: str) -> Text:
    """The name of a theme; one name for all that are unknown."""
    return THEMES.get(theme, OTHER_THEME)


def _entry(name: str, seen: Sequence[Observation], indicator: Indicator | None, roles: Mapping[str, Role]) -> Entry:
    ordered = sorted(seen, key=lambda each: (-_weight(each, roles), each.subject))
    return Entry(
        id=name,
        audit=indicator.audit if indicator else None,
        theme=indicator.theme if indicator else UNKNOWN_THEME,
        outcome=verdict(each.finding.outcome for each in seen),
        observations=tuple(ordered),
        weight=sum(_weight(each, roles) for each in seen if each.finding.outcome is Outcome.FAILED),
    )


def _weight(seen: Observation, roles: Mapping[str, Role]) -> int:
    if seen.scope == "site":
        return SITE_WEIGHT
    if seen.scope == "service":
        return _SERVICE_WEIGHT
    return WEIGHTS.get(roles.get(page_of(seen), Role.OTHER), 1)


def _order(entry: Entry) -> tuple[int, int, str]:
    basis = _BASES.index(entry.audit.source.basis) if entry.audit else len(_BASES)
    return (-entry.weight, basis, entry.id)
