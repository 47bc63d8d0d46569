"""What is asked once in a run: others wait for the answer, a question that failed is asked again, and nobody waits beyond his time."""

from __future__ import annotations

import asyncio

import pytest

from crawler.egress import Egress
from crawler.once import Once
from crawler.politeness import Politeness, Turns
from data.errors import OutOfBudget, Unreachable


def manners() -> Politeness:
    return Politeness(Turns(0.0, 0.0, Egress()), lambda *_given, **_facts: None)


def test_whoever_comes_first_asks_and_the_others_are_told() -> None:
    async def go() -> tuple[list[object], int]:
        once, asked, free = Once(), [], asyncio.Event()

        async def ask() -> str:
            asked.append(1)
            await free.wait()
            return "atbilde"

        waiting = [asyncio.ensure_future(once.told("?", ask, 9.0, manners())) for _ in range(3)]
        await asyncio.sleep(0)
        free.set()
        return [*await asyncio.gather(*waiting), await once.told("?", ask, 9.0, manners())], len(asked)

    assert asyncio.run(go()) == (["atbilde"] * 4, 1)


def test_a_question_that_failed_is_asked_again_and_none_is_an_answer() -> None:
    async def go() -> list[object]:
        once = Once()

        async def fails() -> None:
            raise Unreachable("timeout")

        async def nothing() -> None:
            return None

        with pytest.raises(Unreachable):
            await once.told("?", fails, 9.0, manners())
        found = [await once.told("?", nothing, 9.0, manners()), await once.told("?", fails, 9.0, manners())]
        once.note("!", 7)
        return [*found, once.known("!"), once.known("-")]

    assert asyncio.run(go()) == [None, None, 7, None]


def test_nobody_waits_longer_than_he_has_time_or_than_his_visit_lasts() -> None:
    async def go() -> list[str]:
        once, stopped = Once(), manners()
        stopped.stopping.set()
        first = asyncio.ensure_future(once.told("?", asyncio.Event().wait, 9.0, manners()))
        await asyncio.sleep(0)
        reasons = []
        for seconds, visit in ((0.0, manners()), (9.0, stopped)):
            with pytest.raises(OutOfBudget) as caught:
                await once.told("?", asyncio.Event().wait, seconds, visit)
            reasons.append(caught.value.reason)
        first.cancel()
        return reasons

    assert asyncio.run(go()) == ["time", "interrupted"]
