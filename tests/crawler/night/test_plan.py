"""The plan of a night: its order, its budgets and its expected end, for whatever bodies and whatever is known of them."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from crawler.night.budget import Known, Look, budget, pace
from crawler.night.plan import HERE, lane_of, lines, plan, planned, run_of, until_of
from crawler.night.record import Planned
from data.settings import Settings
from data.types import Institution, Kind, Site, Text

START = datetime(2026, 11, 23, 20, tzinfo=UTC)
LOOKS = st.builds(Look, st.integers(0, 500), st.booleans(), st.floats(0.1, 5000))
KNOWN = st.builds(
    Known,
    st.none() | st.datetimes(datetime(2026, 1, 1), datetime(2026, 11, 1), timezones=st.just(UTC)),  # noqa: DTZ001 (hypothesis wants it so)
    st.booleans(),
    st.lists(LOOKS, max_size=3).map(tuple),
    st.booleans(),
)
ORDERS = st.lists(st.tuples(st.sampled_from("abc"), st.floats(1, 1000)), max_size=12).map(
    lambda each: tuple(
        Planned(str(place), lane + (str(place) if lane == "a" else ""), "never", None, 1, 1.0, took)
        for place, (lane, took) in enumerate(each)
    )
)
"""Visits of which some share a lane."""


def body(name: str, lane: str = "") -> Institution:
    return Institution(name, Text(name, name), Kind.MUNICIPALITY, (Site(f"https://www.{name}.lv/", lane=lane),))


@given(st.dictionaries(st.sampled_from("abcdefgh"), KNOWN, max_size=8))
def test_the_order(known: dict[str, Known]) -> None:
    order = planned([body(name) for name in "hgfedcba"], known, Settings())
    assert sorted(each.institution for each in order) == list("abcdefgh")
    kinds = [(not known.get(each.institution, Known()).left, ["never", "failed", "oldest"].index(each.because)) for each in order]
    assert kinds == sorted(kinds)
    for before, after in itertools.pairwise(order):
        same = before.because == after.because and known.get(before.institution, Known()).left == known.get(after.institution, Known()).left
        if same and before.last_seen and after.last_seen:
            assert before.last_seen <= after.last_seen


@given(KNOWN, st.integers(1, 400), st.floats(1, 4000), st.floats(0.1, 10))
def test_a_budget_is_within_its_bounds(known: Known, pages: int, seconds: float, usual: float) -> None:
    settings = Settings(pages=pages, seconds=seconds)
    given = budget(known, settings, usual)
    assert min(50, pages) <= given.pages <= pages
    assert min(300.0, seconds) <= given.seconds <= seconds
    assert 0 < given.expected <= seconds
    if known.looks and known.looks[0].exhausted:
        # Whatever it had, and a quarter more, is seen again.
        assert given.pages >= min(pages, 1.25 * known.looks[0].fetched)
    else:
        assert (given.pages, given.seconds) == (pages, seconds)


@given(ORDERS, st.integers(1, 5), st.none() | st.integers(0, 3000))
def test_no_slot_and_no_lane_is_used_twice_at_a_time(order: tuple[Planned, ...], slots: int, minutes: int | None) -> None:
    until = None if minutes is None else START + timedelta(seconds=minutes)
    made = plan("r", order, START, until, slots)
    spans = list(zip(order, made.begins, made.ends, strict=True))
    for each, begin, end in spans:
        assert end == pytest.approx(begin + each.expected_seconds)
        beside = [other for other, since, till in spans if since <= begin < till]
        assert len(beside) <= slots
        assert [other.lane for other in beside].count(each.lane) == 1
    assert until is None or made.expected_end <= max(until, START)
    assert {*made.left} == {each for each, _, end in spans if until and START + timedelta(seconds=end) > until}


@given(ORDERS, st.integers(1, 5))
def test_the_expected_end_is_bounded_as_for_any_list(order: tuple[Planned, ...], slots: int) -> None:
    took = sum(each.expected_seconds for each in order)
    assume(order)
    alone = len({each.lane for each in order}) == len(order)
    end = (plan("r", order, START, None, slots).expected_end - START).total_seconds()
    assert end >= max(took / slots, *(each.expected_seconds for each in order), 0) - 0.01
    assert end <= (took / slots + max(each.expected_seconds for each in order) if alone else took) + 0.01


def test_one_lane_is_visited_one_after_the_other() -> None:
    order = planned([body("a", "platforma"), body("b", "platforma"), body("c")], {}, Settings(pages=10, render=0, delay=0.5))
    made = plan("r", order, START, None, 3)
    assert (made.begins, made.ends) == ((0.0, 20.0, 0.0), (20.0, 40.0, 20.0))
    assert [lane_of(body("a", "x")), lane_of(body("a"))] == ["x", "www.a.lv"]


def test_the_pace_is_that_of_the_known() -> None:
    looks = [Known(looks=(Look(10, True, seconds),)) for seconds in (10.0, 30.0, 500.0)]
    assert (pace(looks, Settings()), pace([Known(looks=(Look(0, True, 3.0),))], Settings(delay=2.0))) == (3.0, 3.5)


def test_the_plan_in_words() -> None:
    known = {"a": Known(START - timedelta(days=3), failed=True, looks=(Look(40, True, 3600.0),)), "b": Known(left=True)}
    order = planned([body(name) for name in "abc"], known, Settings(pages=100, seconds=7200.0))
    told = [*lines(plan("night-2026-11-23", order, START, until_of(START, time(22, 45)), 2))]
    assert told[0] == "night-2026-11-23: 3 institutions, 2 at a time"
    assert [line.split()[:2] for line in told[1:3]] == [["no", "time"], ["no", "time"]]
    assert "  100 pages" in told[1]
    assert "never seen; lane www.b.lv" in told[1]
    assert told[3].startswith("no time  a    50 pages, 120 min at most,  60.0 min expected  (its last visit failed, seen 2026-11-20")
    assert told[4] == "No time for 3 before 22:45: they go first the next night."
    assert told[5] == "Expected end: 2026-11-23 22:00 (Europe/Riga)"


def test_a_night_has_the_name_of_its_evening_whatever_the_clocks_do() -> None:
    spring = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    assert (run_of(spring), until_of(spring, time(6)).astimezone(UTC).hour) == ("night-2026-03-28", 3)
    assert run_of(datetime(2026, 7, 1, 12, 0, tzinfo=HERE)) == "night-2026-07-01"
    assert run_of(datetime(2026, 7, 1, 11, 59, tzinfo=HERE)) == "night-2026-06-30"
