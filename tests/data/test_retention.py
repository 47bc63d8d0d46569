"""What is kept and for how long: by examples, and by what must hold for any nights whatever."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.retention import GOOD, Held, Policy, night_of, plan

TODAY = date(2026, 11, 23)
NAMES = ["a", "b", "c", "d"]


def held(night: date, institution: str = "rezekne", status: str = "complete", **more: frozenset[str]) -> Held:
    return Held(f"{institution}-{night}-{status}", institution, night, status, f"snapshot {institution} {night}", **more)


@st.composite
def many(draw: st.DrawFn) -> list[Held]:
    ages = st.lists(
        st.tuples(
            st.integers(0, 500),
            st.sampled_from(["rezekne", "preili"]),
            st.sampled_from(["complete", "partial", "failed"]),
            st.frozensets(st.sampled_from(NAMES)),
            st.frozensets(st.sampled_from(NAMES)),
        ),
        max_size=40,
    )
    return [
        Held(str(number), whose, TODAY - timedelta(days=age), status, f"s{number}", bodies | pictures, pictures, pictures)
        for number, (age, whose, status, bodies, pictures) in enumerate(draw(ages))
    ]


policies = st.builds(Policy, st.integers(0, 60), st.integers(0, 60), st.integers(0, 6))
cited_ones = st.frozensets(st.sampled_from([f"s{number}" for number in range(40)] + NAMES), max_size=6)


@given(nights=many(), policy=policies, cited=cited_ones)
def test_every_bundle_stays_or_goes_and_what_must_stay_does(nights: list[Held], policy: Policy, cited: frozenset[str]) -> None:
    found = plan(nights, policy, TODAY, cited)
    assert sorted([*found.because, *found.go]) == sorted(one.name for one in nights)
    stay = [one for one in nights if one.name in found.because]
    for one in nights:
        assert one in stay or ((TODAY - one.night).days >= policy.nights and one.snapshot not in cited)
    for whose in {one.institution for one in nights if one.status in GOOD}:
        newest = max(one.night for one in nights if one.institution == whose and one.status in GOOD)
        assert any(one.night == newest and one.status in GOOD for one in stay if one.institution == whose)
    assert {body for one in nights for body in one.bodies} & cited <= {body for one in stay for body in one.bodies}


@given(nights=many(), policy=policies, cited=cited_ones)
def test_a_picture_that_is_recent_cited_or_no_picture_stays(nights: list[Held], policy: Policy, cited: frozenset[str]) -> None:
    found = plan(nights, policy, TODAY, cited)
    assert not found.pictures & cited
    for one in nights:
        if one.name in found.because and ((TODAY - one.night).days < policy.pictures or one.snapshot in cited):
            assert not found.pictures & one.pictures
        if one.name in found.because:
            assert not found.pictures & (one.bodies - one.pictures)


@given(nights=many(), policy=policies, cited=cited_ones)
def test_what_was_planned_once_is_settled(nights: list[Held], policy: Policy, cited: frozenset[str]) -> None:
    found = plan(nights, policy, TODAY, cited)
    rest = [one for one in nights if one.name in found.because]
    again = plan(rest, policy, TODAY, cited)
    assert (again.go, again.pictures) == ((), found.pictures)


@given(nights=many(), policy=policies, days=st.integers(1, 400))
def test_time_only_takes_away_and_month_ends_stay_for_ever(nights: list[Held], policy: Policy, days: int) -> None:
    now = plan(nights, policy, TODAY)
    later = plan(nights, policy, TODAY + timedelta(days=days))
    assert set(later.because) <= set(now.because)
    forever = Policy(policy.nights, policy.pictures, 0)
    ends = {(one.institution, one.night.year, one.night.month) for one in nights}
    stay = [one for one in nights if one.name in plan(nights, forever, TODAY + timedelta(days=days)).because]
    assert {(one.institution, one.night.year, one.night.month) for one in stay} == ends


def test_the_month_end_is_its_last_good_night() -> None:
    nights = [held(date(2026, 3, 29)), held(date(2026, 3, 30)), held(date(2026, 3, 31), status="failed"), held(date(2026, 10, 25))]
    found = plan(nights, Policy(), TODAY)
    assert found.because == {nights[1].name: "month-end", nights[3].name: "recent"}


def test_month_ends_may_end() -> None:
    nights = [held(date(2025, 3, 30)), held(date(2026, 9, 30)), held(date(2026, 11, 20))]
    assert plan(nights, Policy(months=6), TODAY).go == (nights[0].name,)


@pytest.mark.parametrize(
    ("at", "night"),
    [
        (datetime(2026, 11, 23, 20, 0, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 11, 24, 3, 0, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 11, 24, 9, 59, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 11, 24, 10, 0, tzinfo=UTC), date(2026, 11, 24)),
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), date(2026, 6, 30)),
    ],
)
def test_a_night_is_named_by_its_evening(at: datetime, night: date) -> None:
    assert night_of(at) == night
