"""Rests are kept for each host, grow with its troubles, and end when the visit does."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.egress import Egress
from crawler.pace import Pace, retry_after
from crawler.politeness import Impatient, Politeness, Turns, within
from data.errors import OutOfBudget

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("30", 30.0),
        (" 0 ", 0.0),
        ("Mon, 23 Nov 2026 12:00:45 GMT", 45.0),
        ("Mon, 23 Nov 2026 11:00:00 GMT", 0.0),
        ("Monday, 23-Nov-26 12:00:45 GMT", 45.0),
        ("soon", None),
        ("-5", None),
        ("", None),
        (None, None),
        ("\xb2", None),
        ("9" * 400, 10.0**9),
        ("Thu, 01 Jan 9999 00:00:00 -9999", None),
        ("1e3", None),
    ],
)
def test_retry_after_in_seconds_or_as_a_date(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOON) == seconds


def test_the_longest_of_our_rest_the_sites_wish_and_its_troubles_counts() -> None:
    assert [Pace(1, 60).gap, Pace(1, 60, crawl_delay=5).gap, Pace(1, 60, crawl_delay=5, adaptive=9).gap] == [1, 5, 9]


def test_trouble_doubles_the_rest_up_to_the_limit_and_good_answers_shorten_it() -> None:
    pace = Pace(1.0, 10.0)
    gaps = []
    for trouble in (True, True, True, True, False, False, False, False):
        pace.answered(0.0, 0.1, trouble=trouble)
        gaps.append(round(pace.gap, 2))
    assert gaps == [2.0, 4.0, 8.0, 10.0, 7.0, 4.9, 3.43, 2.4]


def test_a_slow_host_is_given_as_long_to_rest() -> None:
    pace = Pace(1.0, 60.0)
    for _ in range(6):
        pace.answered(0.0, 8.0, trouble=False)
    assert 7 < pace.gap < 8


def test_retry_after_counts_from_the_answer() -> None:
    pace = Pace(1.0, 60.0)
    pace.answered(100.0, 0.1, trouble=True, asked=30.0)
    assert pace.due() == 130.0


def manners(least: float = 0.0) -> tuple[Politeness, list[dict[str, Any]]]:
    told: list[dict[str, Any]] = []
    egress = Egress({name: f"127.0.9.{at}" for at, name in enumerate(("a.lv", "www.a.lv", "b.lv", "c.lv"), 1)}, ["127.0.0.0/8"])
    return Politeness(Turns(least, 60.0, egress), lambda event, **facts: told.append({"event": event, **facts})), told


def test_one_host_has_one_turn_at_a_time_and_www_is_the_same_host() -> None:
    async def main() -> list[str]:
        politeness, _ = manners()
        seen: list[str] = []

        async def ask(url: str, name: str) -> None:
            async with politeness.turn(url, "page", 10):
                seen.append(f"{name} in")
                await asyncio.sleep(0.02)
                seen.append(f"{name} out")

        await asyncio.gather(ask("https://www.a.lv/1", "a"), ask("http://a.lv/2", "b"))
        return seen

    assert asyncio.run(main()) == ["a in", "a out", "b in", "b out"]


def test_two_hosts_do_not_wait_for_each_other() -> None:
    async def main() -> float:
        politeness, _ = manners(least=0.3)
        started = time.monotonic()
        for url in ("https://a.lv/", "https://b.lv/", "https://c.lv/"):
            async with politeness.turn(url, "page", 10):
                pass
        return time.monotonic() - started

    assert asyncio.run(main()) < 0.3


def test_every_turn_is_logged_with_its_gap() -> None:
    async def main() -> list[dict[str, Any]]:
        politeness, told = manners(least=0.1)
        for _ in range(2):
            async with politeness.turn("https://a.lv/x", "page", 10):
                pass
        return told

    first, second = asyncio.run(main())
    assert 0 <= first.pop("ended") - first.pop("began") < 0.1
    assert first == {
        "event": "request",
        "host": "a.lv",
        "url": "https://a.lv/x",
        "addresses": ["127.0.9.1"],
        "purpose": "page",
        "robots": "not-needed",
        "failed": "",
        "gap": 0.1,
        "waited": pytest.approx(0.0, abs=0.05),
    }
    assert second["waited"] == pytest.approx(0.1, abs=0.05)


def test_impatience_is_told_apart_from_the_end_of_time() -> None:
    async def main(pace_given: dict[str, float]) -> None:
        politeness, _ = manners()
        pace = politeness.pace("https://a.lv/")
        pace.rested_from = time.monotonic()
        for name, value in pace_given.items():
            setattr(pace, name, value)
        async with politeness.turn("https://a.lv/", "page", 1.0):
            raise AssertionError("the turn was given")

    with pytest.raises(Impatient):
        asyncio.run(main({"not_before": time.monotonic() + 600}))
    with pytest.raises(Impatient):
        asyncio.run(main({"crawl_delay": 86400}))
    with pytest.raises(OutOfBudget) as end:
        asyncio.run(main({"adaptive": 30}))
    assert end.value.reason == "time"


def test_a_wait_ends_at_once_when_the_visit_is_stopped() -> None:
    async def main() -> float:
        politeness, _ = manners(least=30)
        politeness.pace("https://a.lv/").rested_from = started = time.monotonic()
        asyncio.get_running_loop().call_later(0.05, politeness.stopping.set)
        with pytest.raises(OutOfBudget):
            async with politeness.turn("https://a.lv/", "page", 60):
                pass
        return time.monotonic() - started

    assert asyncio.run(main()) < 1


@pytest.mark.parametrize(
    ("takes", "seconds", "stopped_after", "told"),
    [(0.0, 5.0, None, "done"), (5.0, 0.1, None, "time"), (5.0, -1.0, None, "time"), (5.0, 5.0, 0.1, "interrupted")],
    ids=["in-time", "too-late", "no-time", "stopped"],
)
def test_work_is_waited_for_within_reason(takes: float, seconds: float, stopped_after: float | None, told: str) -> None:
    ended: list[str] = []

    async def work() -> str:
        try:
            await asyncio.sleep(takes)
        finally:
            ended.append("ended")
        return "done"

    async def main() -> str:
        stopping = asyncio.Event()
        if stopped_after is not None:
            asyncio.get_running_loop().call_later(stopped_after, stopping.set)
        try:
            return await within(work(), seconds, stopping)
        except OutOfBudget as over:
            return over.reason

    started = time.monotonic()
    assert asyncio.run(main()) == told
    assert ended == ["ended"]
    assert time.monotonic() - started < 2
