"""Advice on how many to review."""

from __future__ import annotations

from itertools import product
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.agreement.intervals import wilson
from scoring.agreement.sample_size import allocation, half_width, more


@st.composite
def progress(draw: st.DrawFn) -> tuple[int, int, int]:
    there_are = draw(st.integers(0, 300))
    reviewed = draw(st.integers(0, there_are))
    return draw(st.integers(0, reviewed)), reviewed, there_are


@given(progress(), st.sampled_from([0.03, 0.05, 0.1]))
def test_enough_and_no_more(state: tuple[int, int, int], within: float) -> None:
    wrong, reviewed, there_are = state
    found = more(wrong, reviewed, there_are, within)
    assert found.reviewed == reviewed + found.more <= there_are
    assert found.half_width <= within
    share = (wrong + 1.920729) / (reviewed + 3.841459)
    assert found.more == 0 or half_width(share, found.reviewed - 1, there_are) > within


def test_of_an_endless_population_as_by_hand() -> None:
    # Around one half, Wilson's half width is z / (2 sqrt(n + z2)): 381 for five points.
    assert more(0, 0, 10_000_000).reviewed == 381
    assert half_width(0.3, 50, 10**9) == pytest.approx((wilson(15, 50).high - wilson(15, 50).low) / 2, abs=1e-6)


def test_of_43_bodies() -> None:
    found = more(3, 9, 43)
    assert 25 <= found.more <= 34, "nearly all of so few must be read"
    assert more(0, 43, 43).more == 0
    assert more(0, 0, 1).reviewed == 1
    assert more(0, 0, 0).more == 0


@pytest.mark.parametrize("state", [(2, 1, 5), (0, 6, 5), (-1, 0, 5)])
def test_refuses_what_cannot_be(state: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="at most"):
        more(*state)


@given(st.lists(st.tuples(st.integers(0, 80), st.floats(0, 0.5)), min_size=1, max_size=6), st.integers(0, 150))
def test_allocation_keeps_its_bounds(strata: list[tuple[int, float]], extra: int) -> None:
    sizes, spreads = [size for size, _ in strata], [spread for _, spread in strata]
    least = sum(min(size, 10) for size in sizes)
    given_ = allocation(sizes, spreads, least + extra)
    assert sum(given_) == min(sum(sizes), least + extra)
    assert all(min(size, 10) <= one <= size for size, one in zip(sizes, given_, strict=True))


@given(st.lists(st.tuples(st.integers(2, 7), st.floats(0.05, 0.5)), min_size=2, max_size=3), st.integers(0, 8))
def test_allocation_varies_least_of_all(strata: list[tuple[int, float]], extra: int) -> None:
    sizes, spreads = [size for size, _ in strata], [spread for _, spread in strata]
    total = min(sum(sizes), len(sizes) + extra)

    def variance(counts: tuple[int, ...]) -> float:
        return sum(size**2 * spread**2 * (1 / n - 1 / size) for size, spread, n in zip(sizes, spreads, counts, strict=True))

    best = min(variance(one) for one in product(*(range(1, size + 1) for size in sizes)) if sum(one) == total)
    assert variance(allocation(sizes, spreads, total, least=1)) == pytest.approx(best, abs=1e-9)


def test_allocation_in_proportion_to_size_times_spread() -> None:
    assert allocation([1000, 1000], [0.1, 0.3], 200) == (50, 150)
    assert allocation([300, 100], [0, 0], 40, least=0) == (30, 10)
    assert allocation([5, 100], [0.5, 0.0], 30, least=0) == (5, 25)
    assert ceil(sum(allocation([], [], 0))) == 0
    with pytest.raises(ValueError, match="fewer of each"):
        allocation([50, 50], [0.5, 0.5], 15)
