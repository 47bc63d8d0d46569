"""The history of a store: the same for the same bundles in any order, and a night that failed ends nothing."""

from __future__ import annotations

import itertools
import random
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.bundle import Bundle
from data.history import History, Spell
from data.history.places import place
from data.history.spells import UNMEASURED
from data.store import Store, rebuild
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


def test_the_newest_look_of_a_run_that_saw_something_counts(tmp_path: Path) -> None:
    """Three looks of one night: the second turned, the third saw nothing."""
    looks = [
        seal(tmp_path / "a.sqlite", "rezekne", 4, [("hsts", Outcome.PASSED, None)], hour=1),
        seal(tmp_path / "b.sqlite", "rezekne", 4, [("hsts", Outcome.FAILED, None)], "partial", hour=3),
        seal(tmp_path / "c.sqlite", "rezekne", 4, [("hsts", Outcome.UNTESTED, None)], "failed", hour=5),
    ]
    for order in itertools.permutations(looks):
        with tempfile.TemporaryDirectory() as folder:
            found = merged(Path(folder), order)[1]
        assert [(one.outcome, one.first_seen.hour, one.times) for one in found[0]] == [(Outcome.FAILED, 3, 1)]
        assert [(one.spell.outcome, one.stale) for one in found[1]] == [(Outcome.FAILED, False)]


@dataclass(frozen=True)
class Look:
    """A visit of one night: at which hour, how it ended, and what it said."""

    day: int
    hour: int
    status: str
    outcome: Outcome
    value: int | None

    @property
    def saw(self) -> bool:
        return self.status != "failed"


LOOKS = st.builds(
    Look,
    st.integers(1, 5),
    st.integers(0, 4),
    st.sampled_from(["complete", "partial", "failed"]),
    st.sampled_from([Outcome.PASSED, Outcome.FAILED, Outcome.UNTESTED, Outcome.CANT_TELL]),
    st.sampled_from([None, 1, 2]),
)


@settings(max_examples=25)
@given(st.lists(LOOKS, min_size=1, max_size=8, unique_by=lambda look: (look.day, look.hour)), st.randoms())
def test_told_night_by_night_it_is_what_a_rebuilt_store_tells(looks: list[Look], chance: random.Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        bundles = Path(folder) / "bundles"
        paths = [
            seal(bundles / f"{number}.sqlite", "rezekne", it.day, [("notices", it.outcome, it.value)], it.status, hour=it.hour)
            for number, it in enumerate(looks)
        ]
        chance.shuffle(paths)
        with Store(Path(folder) / "grown.db") as store:
            for path in paths:
                with Bundle(path) as bundle:
                    store.merge(bundle)
                History(store).of("rezekne")
            grown = History(store).of("rezekne"), History(store).standing("rezekne")
        rebuild(Path(folder) / "anew.db", bundles)
        with Store(Path(folder) / "anew.db") as store:
            assert (History(store).of("rezekne"), History(store).standing("rezekne")) == grown
    spells, standing = grown
    assert [(one.outcome, one.value, one.first_seen, one.last_confirmed, one.times) for one in spells] == _spells(looks)
    assert [(one.spell, one.stale, one.age) for one in standing] == _standing(looks, spells)


def _counting(looks: Sequence[Look]) -> list[Look]:
    """Of each night the newest that saw something, else the newest."""
    nights: dict[int, Look] = {}
    for look in sorted(looks, key=lambda one: (one.saw, one.hour)):
        nights[look.day] = look
    return [nights[day] for day in sorted(nights)]


def _spells(looks: Sequence[Look]) -> list[tuple[Outcome, int | None, datetime, datetime, int]]:
    """The plainest way to tell them: runs of equal answers among what was measured."""
    measured = [each for each in _counting(looks) if each.saw and each.outcome not in UNMEASURED]
    groups = [(key, [_at(each) for each in group]) for key, group in itertools.groupby(measured, lambda each: (each.outcome, each.value))]
    return [(*key, times[0], times[-1], len(times)) for key, times in groups]


def _standing(looks: Sequence[Look], spells: Sequence[Spell]) -> list[tuple[Spell, bool, int]]:
    """The last good value, however many nights failed since; stale unless the newest night confirmed it."""
    newest = _at(_counting(looks)[-1])
    return [(spell, spell.last_confirmed != newest, (newest - spell.last_confirmed).days) for spell in spells[-1:]]


def _at(look: Look) -> datetime:
    return datetime(2026, 11, look.day, look.hour, tzinfo=UTC)


@pytest.mark.parametrize("status", ["failed", "partial"])
def test_no_failure_overwrites_the_last_good_value(tmp_path: Path, status: str) -> None:
    good = seal(tmp_path / "1.sqlite", "rezekne", 1, [("notices", Outcome.PASSED, 7)])
    bad = [seal(tmp_path / f"{day}.sqlite", "rezekne", day, [("notices", Outcome.UNTESTED, None)], status) for day in range(2, 9)]
    [(last,)] = [merged(tmp_path / "store", [*bad, good])[1][1]]
    assert (last.spell.outcome, last.spell.value, last.spell.times, last.stale, last.age) == (Outcome.PASSED, 7, 1, True, 7)


def test_a_site_that_moved_keeps_its_spell(tmp_path: Path) -> None:
    nights = [(1, "old.test"), (2, "www.old.test"), (3, "new.test")]
    paths = [seal(tmp_path / f"{day}.sqlite", "rezekne", day, [("notices", Outcome.PASSED, 7)], host=host) for day, host in nights]
    [(spells, standing)] = merged(tmp_path / "store", paths)[1:]
    [spell] = spells
    assert (spell.times, spell.subject, spell.first_seen.day, spell.last_confirmed.day) == (3, "https://new.test/", 1, 3)
    assert [one.stale for one in standing] == [False]


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
