"""How an answer must have moved for a rule to speak: the words of the column ``change``, read and asked.

======================  ======================================================================================================
``passed>failed``       the outcome was the one and is the other; ``any`` stands for every other outcome
``falls 20 %``          the number is lower by at least so much (``rises 20 %``: higher)
``any``                 the outcome or the value is not what it was, and both were measured
``appears``             there was no answer, and there is one (``disappears``: the other way)
======================  ======================================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from data.change import Answer
from data.types import Outcome

UNMEASURED = frozenset({Outcome.CANT_TELL, Outcome.UNTESTED})
"""Outcomes that say nothing of the site: they neither make an alert nor end one."""

_OUTCOMES = {outcome.value: outcome for outcome in Outcome if outcome not in UNMEASURED}
_BY_SHARE = re.compile(r"(falls|rises) (\d+(?:\.\d+)?) ?%")
Moved = Callable[[Answer, Answer], bool]


@dataclass(frozen=True, slots=True)
class Shift:
    """A kind of change.

    ``lasting``: it makes a fault, which can be mended, and only that is told. ``repeats``: another such change while it lasts is a
    fact of its own (a number that falls once more).
    """

    words: str
    moved: Moved
    lasting: bool
    repeats: bool

    def holds(self, was: Answer, now: Answer) -> bool | None:
        """Whether ``now`` is such a change of ``was``; None where it was not measured."""
        return None if now.outcome in UNMEASURED else self.moved(was, now)


def shift(cell: str) -> Shift:
    """The change that a cell names. Raises ValueError saying what to write instead.

    >>> shift("falls 20 %").holds(Answer("a", Outcome.PASSED, 10), Answer("b", Outcome.PASSED, 8))
    True
    """
    if cell in _WORDS:
        return Shift(cell, _WORDS[cell], lasting=cell == "disappears", repeats=cell == "any")
    by_share = _BY_SHARE.fullmatch(cell)
    if by_share:
        return _of_number(cell, by_share[1], float(by_share[2]))
    if cell.count(">") == 1:
        return _of_outcome(cell)
    raise ValueError(f"{cell!r} is no change; write passed>failed, any>failed, falls 20 %, rises 20 %, any, appears or disappears")


def _of_number(cell: str, way: str, share: float) -> Shift:
    if not 0 < share <= (100 if way == "falls" else 10_000):
        raise ValueError(f"{cell!r} can never be; write a share above 0, of a fall at most 100")

    def moved(was: Answer, now: Answer) -> bool:
        before, after = _number(was), _number(now)
        if before is None or after is None or before <= 0:
            return False
        return after <= before * (1 - share / 100) if way == "falls" else after >= before * (1 + share / 100)

    return Shift(cell, moved, lasting=way == "falls", repeats=True)


def _number(answer: Answer) -> float | None:
    value = answer.value
    return None if isinstance(value, bool) or not isinstance(value, int | float) else float(value)


def _of_outcome(cell: str) -> Shift:
    before, after = (word.strip() for word in cell.split(">"))
    unknown = [word for word in (before, after) if word not in {*_OUTCOMES, "any"}]
    if unknown or after in {"any", before}:
        raise ValueError(f"{cell!r} is no change of outcome; write two different ones of {', '.join(_OUTCOMES)}, the first may be any")
    end = _OUTCOMES[after]

    def moved(was: Answer, now: Answer) -> bool:
        begun = was.outcome != end if before == "any" else was.outcome == _OUTCOMES[before]
        return begun and now.outcome == end

    return Shift(cell, moved, lasting=end is Outcome.FAILED, repeats=False)


def _differs(was: Answer, now: Answer) -> bool:
    measured = was.outcome not in {None, *UNMEASURED} and now.outcome is not None
    return measured and (was.outcome, was.value) != (now.outcome, now.value)


_WORDS: dict[str, Moved] = {
    "any": _differs,
    "appears": lambda was, now: was.outcome is None and now.outcome is not None,
    "disappears": lambda was, now: was.outcome not in {None, *UNMEASURED} and now.outcome is None,
}
