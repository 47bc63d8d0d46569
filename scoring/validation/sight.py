"""What one indicator says of a whole body: its answers about site, pages or services as one, as the methodology rolls them up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data.types import Outcome, Value
from scoring.frame import verdict
from scoring.validation.look import FAILED_VISIT, Look
from scoring.validation.verdict import Seen

FOUND, ABSENT, SOME, INAPPLICABLE, UNKNOWN = "found", "absent", "some", "inapplicable", "unknown"
_SHOWN = 10
_UNTOLD = frozenset({Outcome.CANT_TELL, Outcome.UNTESTED})
_ANSWERED = frozenset({Outcome.PASSED, Outcome.FAILED})


@dataclass(frozen=True, slots=True)
class Sight:
    """What was seen of one indicator of one body.

    ``state`` is found, absent, some (on some pages or services and not on others), inapplicable, or unknown for a ``reason``. ``rows``
    are the observations, those that speak first.
    """

    indicator: str
    state: str
    reason: str | None = None
    rows: tuple[Seen, ...] = ()

    @property
    def shown(self) -> tuple[Seen, ...]:
        """As many of the observations as are told beside a verdict."""
        return self.rows[:_SHOWN]

    @property
    def answered(self) -> tuple[Seen, ...]:
        """The observations that passed or failed."""
        return tuple(row for row in self.rows if row.outcome in _ANSWERED)

    @property
    def value(self) -> Value:
        """What was measured, where one observation was; None of several."""
        told = self.answered
        return told[0].value if len(told) == 1 else None

    @property
    def numbers(self) -> tuple[float, ...]:
        """The numbers that were measured."""
        found = (_number(row) for row in self.answered)
        return tuple(number for number in found if number is not None)

    @property
    def counted(self) -> bool:
        """Whether it measures a number, rather than asking whether something is there."""
        return any(isinstance(row.value, int | float) and not isinstance(row.value, bool) for row in self.answered)

    @property
    def share(self) -> float | None:
        """The share of subjects that passed, 0 to 1; of one answer about a site that is in per cent, that. None where none answered."""
        told = self.answered
        if not told:
            return None
        if len(told) == 1 and told[0].scope == "site":
            number = _number(told[0])
            return number / 100 if self.counted and number is not None else float(self.state == FOUND)
        return sum(row.outcome == Outcome.PASSED for row in told) / len(told)

    @property
    def newest(self) -> date | None:
        """The newest date among the values."""
        return max((found for row in self.answered if (found := day(row.value))), default=None)


def sight(look: Look | None, indicator: str) -> Sight:
    """What a look shows of an indicator."""
    if look is None:
        return Sight(indicator, UNKNOWN, "not-visited")
    rows = look.seen.get(indicator, ())
    if not rows:
        return Sight(indicator, UNKNOWN, look.lost() if look.status == FAILED_VISIT else "not-gathered")
    return _of_one(indicator, rows) if len(rows) == 1 else _of_many(indicator, rows)


def _of_one(indicator: str, rows: Sequence[Seen]) -> Sight:
    (row,) = rows
    if row.outcome in _UNTOLD:
        return Sight(indicator, UNKNOWN, row.reason or "unclear", tuple(rows))
    return Sight(indicator, _state(row), None, tuple(rows))


def _of_many(indicator: str, rows: Sequence[Seen]) -> Sight:
    """As ``scoring.frame.verdict`` has it, but that what passed here and failed there is told as such."""
    states = {_state(row) for row in rows}
    if {FOUND, ABSENT} <= states:
        return Sight(indicator, SOME, None, _first(rows, (Outcome.FAILED, Outcome.PASSED)))
    spoken = verdict(row.outcome for row in rows)
    ordered = _first(rows, (spoken,))
    if spoken in _UNTOLD:
        return Sight(indicator, UNKNOWN, ordered[0].reason or "unclear", ordered)
    return Sight(indicator, _state(ordered[0]), None, ordered)


def _state(row: Seen) -> str:
    if row.outcome == Outcome.PASSED:
        # Of what is only measured, the value says whether it is there: as audits.accuracy.said, and for a count that is nought.
        nothing = row.value is False or (row.measures and row.value == 0)
        return ABSENT if nothing else FOUND
    return {Outcome.FAILED: ABSENT, Outcome.INAPPLICABLE: INAPPLICABLE}.get(row.outcome, UNKNOWN)


def _first(rows: Sequence[Seen], order: Sequence[Outcome]) -> tuple[Seen, ...]:
    places = {outcome: place for place, outcome in enumerate(order)}
    return tuple(sorted(rows, key=lambda row: (places.get(row.outcome, len(places)), not row.evidence, row.subject)))


def _number(row: Seen) -> float | None:
    # That nothing was found is no nought: whoever tells no time of answer does not answer in no time.
    return float(row.value) if isinstance(row.value, int | float) and not isinstance(row.value, bool) else None


def day(value: Value) -> date | None:
    """The date that a value begins with (``2026-05-31``); None where it begins with none."""
    try:
        return date.fromisoformat(str(value)[:10]) if isinstance(value, str) else None
    except ValueError:
        return None
