"""What can show from outside, each a question that a look answers by yes, no, in part, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.types import Value
from scoring.survey.rules import SEEN
from scoring.validation.look import Look
from scoring.validation.sight import ABSENT, FOUND, INAPPLICABLE, SOME, UNKNOWN, Sight, sight
from scoring.validation.verdict import Seen

NO_VALUE, NOT_APPLICABLE = "no-rule-value", "not-applicable"


@dataclass(frozen=True, slots=True)
class Fact:
    """What a look says of a sign.

    ``holds`` is None where it is not known, for a ``reason``; ``part`` where it holds of some pages or services and not of others.
    ``by_value`` says that it rests on what was read, not on whether something was found.
    """

    sign: Sign
    holds: bool | None
    reason: str | None = None
    part: bool = False
    by_value: bool = False
    rows: tuple[Seen, ...] = ()

    @property
    def indicator(self) -> str:
        """Of which indicator."""
        return self.sign.indicator

    @property
    def found(self) -> bool | None:
        """Whether what the sign speaks of was seen: the opposite of whether it holds, for a sign that something is not there."""
        return None if self.holds is None else self.holds != self.sign.negated


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that shows: the ``indicator`` is found (``word`` empty), or what was read of it compares with ``value``.

    ``word`` is ``=``, ``>=``, ``~`` (contains), ``share`` (at least that share of its pages pass) or ``days`` (its date is at most so many
    days old). ``negated`` turns the whole around.
    """

    indicator: str
    word: str = ""
    value: str | float = ""
    negated: bool = False

    def of(self, look: Look | None, on: date | None = None) -> Fact:
        """What a look says of it; dates are counted from the day ``on``, unless given from that of the look."""
        seen = sight(look, self.indicator)
        # Of a share, the pages that were not measured are left out, as the methodology has it.
        if seen.state == UNKNOWN and not (self.word == "share" and seen.answered):
            return Fact(self, None, seen.reason, rows=seen.shown)
        if seen.state == INAPPLICABLE:
            return Fact(self, None, NOT_APPLICABLE, rows=seen.shown)
        return self._found(seen) if not self.word else self._read(seen, on or (look.at.date() if look else None))

    def _found(self, seen: Sight) -> Fact:
        part = seen.state == SOME
        # What only counts was never checked for being there; how often its numbers are right was.
        by_value = seen.counted and all(row.measures for row in seen.rows)
        return Fact(self, (seen.state == FOUND) != self.negated and not part, None, part, by_value, seen.shown)

    def _read(self, seen: Sight, on: date | None) -> Fact:
        holds = self._compared(seen, on)
        if holds is None:
            return Fact(self, None, NO_VALUE, rows=seen.shown)
        return Fact(self, holds != self.negated, by_value=self._by_value(seen), rows=seen.shown)

    def _by_value(self, seen: Sight) -> bool:
        """Whether what was read decides: not where nothing was found, nor in a share of pages, which errs as the indicator does."""
        if self.word == "share":
            return seen.counted and seen.rows[0].scope == "site"
        return seen.newest is not None if self.word == "days" else seen.state != ABSENT or seen.counted

    def _compared(self, seen: Sight, on: date | None) -> bool | None:
        if self.word == "share":
            return None if seen.share is None else seen.share >= float(self.value)
        if self.word == "days":
            return _recent(seen, on, int(float(self.value)))
        if self.word == ">=":
            return max(seen.numbers) >= float(self.value) if seen.numbers else False if seen.state == ABSENT else None
        if self.word == "=":
            return any(_same(row.value, str(self.value)) for row in seen.answered)
        return any(_contains(row, str(self.value).casefold()) for row in seen.answered)


def sign(text: str) -> Sign | None:
    """The sign as an option's ``seen`` writes it (``not chatbot``, ``service-level>=3``); None where nothing is written."""
    found = SEEN.fullmatch(text.strip())
    if found is None:
        return None
    return Sign(found["indicator"], found["sign"] or "", (found["value"] or "").strip(), bool(found["absent"]))


def _recent(seen: Sight, on: date | None, days: int) -> bool | None:
    if seen.newest is None:
        # Looked for on the whole site and nothing there: what is not there is not recent.
        return False if seen.state == ABSENT else None
    return None if on is None else (on - seen.newest).days <= days


def _same(value: Value, word: str) -> bool:
    if isinstance(value, bool):
        return word.casefold() in ({"true", "yes"} if value else {"false", "no"})
    try:
        return float(str(value)) == float(word)
    except ValueError:
        return str(value).casefold() == word.casefold()


def _contains(row: Seen, word: str) -> bool:
    return word in str(row.value).casefold() or any(word in each.excerpt.casefold() for each in row.evidence)
