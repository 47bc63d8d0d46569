"""Rests are kept for each host, grow with its troubles, and end when the visit does."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.egress import Egress
from crawler.pace import FAILURES, Pace, retry_after, wait_asked
from crawler.politeness import Impatient, Overloaded, Politeness, Spared, Turns, within
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
        ("Mon Nov 23 12:00:45 2026", 45.0),
        ("Mon Nov  2 12:00:45 2026", 0.0),
        ("Mon, 99 Nov 2026 12:00:45 GMT", None),
        ("1.5", None),
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


@pytest.mark.parametrize(
    ("status", "asked"), [(429, 30.0), (503, 30.0), (500, 30.0), (413, 30.0), (302, 30.0), (200, None), (404, None), (403, None)]
)
def test_a_wait_is_asked_for_only_where_the_header_means_it(status: int, asked: float | None) -> None:
    assert wait_asked(status, "30", NOON) == asked


def test_a_host_is_left_alone_after_failures_in_a_row_and_for_longer_each_time() -> None:
    pace = Pace(1.0, 2.0)
    for number in range(FAILURES):
        assert pace.alone == 0
        pace.answered(float(number), 0.1, trouble=True, failed="timeout")
    assert (pace.alone, pace.failed, pace.due()) == (1, "timeout", 4.0 + 30.0)
    pace.answered(100.0, 0.1, trouble=True, failed="reset")
    assert (pace.alone, pace.failed, pace.due()) == (2, "reset", 160.0)
    pace.answered(200.0, 0.1, trouble=False)
    assert (pace.alone, pace.failures, pace.due()) == (0, 0, 200.0 + pace.gap)


def test_a_success_between_failures_starts_the_count_anew_and_a_closed_port_counts() -> None:
    pace = Pace(1.0, 60.0)
    for number in range(2 * FAILURES):
        pace.answered(float(number), 0.1, trouble=False, failed="" if number == FAILURES - 1 else "connection-refused")
    assert (pace.alone, pace.failures) == (1, FAILURES)


def failing(pace: Pace, since: float) -> None:
    for _ in range(FAILURES):
        pace.answered(since, 0.1, trouble=False, failed="connection-refused")


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


def test_a_host_that_is_left_alone_is_waited_for_once_if_there_is_time_and_else_refused_with_its_reason() -> None:
    async def main(patience: float) -> list[dict[str, Any]]:
        politeness, told = manners()
        failing(politeness.pace("https://a.lv/"), time.monotonic() - 0.8)
        async with politeness.turn("https://www.a.lv/x", "page", patience) as pace:
            pace.answered(time.monotonic(), 0.0, trouble=False)
        return told

    told = asyncio.run(main(100.0))
    assert [row["event"] for row in told] == ["request", "answers-again"]
    assert told[0]["waited"] >= 0.15
    with pytest.raises(Spared) as refused:
        asyncio.run(main(0.4))
    assert (refused.value.reason, refused.value.family) == ("connection-refused", "Unreachable")
    assert "failed 5 times in a row" in refused.value.detail


def test_a_trial_that_fails_is_told_and_ends_the_patience() -> None:
    async def main() -> list[dict[str, Any]]:
        politeness, told = manners()
        failing(politeness.pace("https://a.lv/"), time.monotonic() - 0.9)
        async with politeness.turn("https://a.lv/x", "page", 100) as pace:
            pace.answered(time.monotonic(), 0.0, trouble=True, failed="rate-limited")
        with pytest.raises(Overloaded):
            async with politeness.turn("https://a.lv/y", "page", 100):
                raise AssertionError("the turn was given")
        return told

    told = asyncio.run(main())
    assert [row["event"] for row in told] == ["request", "left-alone", "spared"]
    assert (told[1]["failures"], told[1]["reason"], told[2]["url"]) == (6, "rate-limited", "https://a.lv/y")


def test_a_browsers_own_failures_are_not_the_hosts_and_its_answers_are() -> None:
    async def main() -> tuple[Pace, list[dict[str, Any]]]:
        politeness, told = manners()
        async with politeness.turn("https://a.lv/", "render", 10):
            politeness.shown("https://a.lv/", None, {}, "browser-crash")
        async with politeness.turn("https://a.lv/", "render", 10) as pace:
            politeness.shown("https://a.lv/", 503, {"retry-after": "20"}, None)
        return pace, told

    pace, told = asyncio.run(main())
    assert ([row["failed"] for row in told], told[1]["asked"]) == (["", "server-error"], 20.0)
    assert pace.due() >= time.monotonic() + 18


def test_names_on_one_address_have_one_turn_at_a_time_and_whoever_gives_up_blocks_nobody() -> None:
    egress = Egress({"a.lv": "127.0.9.1", "b.lv": "127.0.9.1", "c.lv": "127.0.9.1"}, ["127.0.0.0/8"])

    async def main() -> list[str]:
        turns, seen = Turns(0.0, 1.0, egress), []
        one, other = (Politeness(turns, lambda *_, **__: None) for _ in range(2))

        async def ask(politeness: Politeness, host: str, patience: float) -> None:
            try:
                async with politeness.turn(f"https://{host}/", "page", patience):
                    seen.append(f"{host} in")
                    await asyncio.sleep(0.2)
                    seen.append(f"{host} out")
            except OutOfBudget as over:
                seen.append(f"{host} {over.reason}")

        async with asyncio.TaskGroup() as group:
            group.create_task(ask(one, "a.lv", 10))
            await asyncio.sleep(0.05)
            group.create_task(ask(other, "b.lv", 0.05))
            cancelled = group.create_task(ask(other, "c.lv", 10))
            await asyncio.sleep(0.1)
            cancelled.cancel()
            group.create_task(ask(other, "b.lv", 10))
        return seen

    assert asyncio.run(main()) == ["a.lv in", "b.lv time", "a.lv out", "b.lv in", "b.lv out"]


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


def test_failures_that_were_ours_are_held_against_no_host() -> None:
    turns = Turns(0.0, 60.0, Egress())
    pace = turns.pace("a.lv")
    for _ in range(FAILURES):
        pace.answered(time.monotonic(), 1.0, trouble=True, failed="reset")
    assert pace.due() > time.monotonic()
    turns.forgive()
    assert pace.due() <= time.monotonic()
    assert (pace.failures, pace.alone, pace.gap) == (0, 0, 0.0)
