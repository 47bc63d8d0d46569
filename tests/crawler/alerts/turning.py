"""Changes, nights and rules for the tests of alerts, made by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from crawler.alerts.decide import Decision, Night, Shared, decide
from crawler.alerts.matter import Step, matters
from crawler.alerts.rules import Confirmed, Rule, Rules, Severity
from crawler.alerts.shift import shift
from data.change import Answer, Change, Label
from data.types import Evidence, Outcome, Text, Value

PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
AT = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)


def rule(name: str = "gone", indicator: str = "statement", change: str = "passed>failed", **other: object) -> Rule:
    """A rule that speaks at once unless told otherwise: ``nights`` or ``looks``, ``audiences``."""
    nights = int(str(other.get("nights", 0)))
    confirmed = Confirmed(nights or int(str(other.get("looks", 1))), bool(nights))
    audiences = tuple(str(other.get("audiences", "analysts")).split("|"))
    text = Text(f"{name}: bija {{was}}, ir {{now}}, naktis: {{nights}}.", f"{name}: was {{was}}, is {{now}}, nights: {{nights}}.")
    return Rule(name, indicator, shift(change), confirmed, audiences, Severity.IMPORTANT, text)


def turn(
    body: str = "riga",
    night: int = 1,
    was: Outcome | None = PASSED,
    now: Outcome | None = FAILED,
    *,
    label: Label = Label.SITE,
    values: tuple[Value, Value] = (None, None),
    indicator: str = "statement",
    excerpt: str = "",
) -> Change:
    """A change of a body between the night before and this one."""
    seen = Evidence(f"https://{body}.test/", "ab" * 32, excerpt=excerpt, at=AT)
    before, after = Answer(f"{body}-{night - 1}", was, values[0]), Answer(f"{body}-{night}", now, values[1])
    return Change(body, indicator, f"https://{body}.test/", before, after, label, "same rules and pages", (seen,))


def night(number: int, bodies: Iterable[str] = ("riga",), *, looks: int = 1, shared: tuple[Shared, ...] = ()) -> Night:
    """A night in which these bodies were measured."""
    return Night(f"night-{number}", dict.fromkeys(bodies, looks), shared=shared)


@dataclass(slots=True)
class Told:
    """Nights one after another, with what each gave kept for the next."""

    rules: Rules
    steps: list[Step] = field(default_factory=list)

    def __call__(self, which: Night, *changes: Change) -> Decision:
        decided = decide(changes, self.rules, matters(self.steps), which)
        self.steps += decided.steps
        return decided


def told(*rows: Rule) -> Told:
    """Nights under these rules."""
    return Told(Rules(rows))


def texts(decided: Decision) -> Sequence[str]:
    """What was told, in English."""
    return [alert.text.en for alert in decided.alerts]
