"""What is asked once in a run, by whichever visit comes first: the others are told what that one learned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable

from crawler.politeness import Politeness, Seat
from data.types import Json

Ask = Callable[[], Awaitable[Json]]


class Once:
    """The answers of a run by what was asked. A question that raised is not answered: the next visit asks it again."""

    def __init__(self) -> None:
        self._known: dict[str, Json] = {}
        self._asking: defaultdict[str, Seat] = defaultdict(Seat)

    def known(self, question: str) -> Json:
        """What was answered; None where nothing was."""
        return self._known.get(question)

    def note(self, question: str, answer: Json) -> None:
        """Remember what was learned on the way."""
        self._known[question] = answer

    async def told(self, question: str, ask: Ask, seconds: float, manners: Politeness) -> Json:
        """The answer, asked for only where nobody did; who comes meanwhile waits, ``seconds`` at most and no longer than the visit lasts.

        Raises what ``ask`` raises, and OutOfBudget.
        """
        if question not in self._known:
            async with self._asking[question].held(seconds, manners.stopping):
                if question not in self._known:
                    self._known[question] = await ask()
        return self._known[question]
