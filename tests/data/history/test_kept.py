"""The history of a store: the same for the same bundles in any order, and a night that failed ends nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.bundle import Bundle
from data.history import History
from data.history.places import place
from data.store import Store
from data.types import Outcome
from tests.data.nights import nights, seal

NAMES = ("first", "second", "third", "failed", "other", "anew")


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    return nights(tmp_path_factory.mktemp("bundles"))


def merged(folder: Path, paths: Sequence[Path], *, ask_between: bool = False) -> list[Any]:
    """All that the history says of both bodies."""
    with Store(folder / "eindekss.db") as store:
        history = History(store)
        for path in paths:
            with Bundle(path) as bundle:
                store.merge(bundle)
            if ask_between:
                history.of("rezekne")
        return [(history.of(body), history.standing(body)) for body in ("preili", "rezekne")]


@settings(max_examples=15)
@given(order=st.permutations(NAMES), again=st.lists(st.sampled_from(NAMES), max_size=4), ask=st.booleans())
def test_any_order_any_number_of_times_gives_the_same_history(
    bundles: Mapping[str, Path],
    order: list[str],
    again: list[str],
    ask: bool,  # noqa: FBT001 (drawn)
) -> None:
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        expected = merged(Path(one), [bundles[name] for name in NAMES])
        assert merged(Path(other), [bundles[name] for name in (*order, *again)], ask_between=ask) == expected


def test_spells_and_what_stands(tmp_path: Path, bundles: Mapping[str, Path]) -> None:
    preili, rezekne = merged(tmp_path, [bundles[name] for name in NAMES if name != "anew"])
    assert [(one.indicator, one.outcome, one.value, one.first_seen.day, one.last_confirmed.day, one.times) for one in rezekne[0]] == [
        ("hsts", Outcome.FAILED, None, 1, 1, 1),
        ("hsts", Outcome.PASSED, None, 3, 3, 1),
        ("notices", Outcome.PASSED, 3, 1, 2, 2),
        ("notices", Outcome.PASSED, 4, 3, 3, 1),
    ]
    # The newest visit failed: the value of the night before stands, and says that it is a day old.
    [last] = preili[1]
    assert (last.spell.outcome, last.stale, last.age) == (Outcome.PASSED, True, 1)
    assert not any(one.stale for one in rezekne[1])


def test_a_second_look_of_a_run_counts_unless_it_saw_nothing(tmp_path: Path) -> None:
    """Both of one day have the same run; the later moment is told by the site's answers."""
    passed = seal(tmp_path / "a.sqlite", "rezekne", 4, [("hsts", Outcome.PASSED, None)])
    failed = seal(tmp_path / "b.sqlite", "rezekne", 4, [("hsts", Outcome.UNTESTED, None)], "failed")
    for order in ([passed, failed], [failed, passed]):
        with tempfile.TemporaryDirectory() as folder:
            found = merged(Path(folder), order)[1]
        assert [(one.spell.outcome, one.stale) for one in found[1]] == [(Outcome.PASSED, False)]


def test_a_site_that_moved_keeps_its_places() -> None:
    assert place("https://www.vraa.gov.lv/lv/a?b=1", "https://vraa.gov.lv/") == place(
        "https://vdaa.gov.lv/lv/a?b=1", "https://www.vdaa.gov.lv/"
    )
    assert place("not an address", "https://a.test/") == "not an address"


def test_a_history_that_was_never_asked_for_is_empty(tmp_path: Path) -> None:
    with Store(tmp_path / "eindekss.db") as store:
        assert History(store).standing("nobody") == ()
        assert History(store).of("nobody") == ()


def test_moments_are_moments(tmp_path: Path, bundles: Mapping[str, Path]) -> None:
    found = merged(tmp_path, [bundles["first"]])[1][0]
    assert all(isinstance(one.first_seen, datetime) for one in found)
