"""What is another each time it is measured: one answer within its tolerance, whichever was first, and no slow drift is lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits import catalogue
from data.errors import RegistryError
from data.history.spells import Seen, Spell, spells
from data.history.tolerances import TABLE, Tolerance, alike, load
from data.types import Outcome, Value

TIMES = frozenset({"ms", "s"})
LEAP = Tolerance(1000, 0.5)


def test_every_duration_of_the_catalogue_has_a_tolerance_and_nothing_else_has() -> None:
    timed = {each.audit.id for each in catalogue.load() if each.audit.unit and each.audit.unit.en in TIMES}
    assert load().keys() == timed
    assert "largest-contentful-paint" in timed


@given(one=st.integers(0, 60_000), other=st.integers(0, 60_000))
def test_it_does_not_matter_which_was_first(one: int, other: int) -> None:
    assert alike(one, one, LEAP)
    assert alike(one, other, LEAP) == alike(other, one, LEAP) == (abs(one - other) < max(1000, max(one, other) / 2))
    assert alike(one, other) == (one == other)


@pytest.mark.parametrize(("one", "other"), [(True, 1), (1, None), ("1", 1), (False, 0)])
def test_only_numbers_are_measured(one: Value, other: Value) -> None:
    assert not alike(one, other, LEAP)


def told(*values: int, indicator: str = "time-to-first-byte") -> list[Spell]:
    """The spells of these values, night by night."""
    begin = datetime(2026, 11, 1, 3, tzinfo=UTC)
    nights = (
        Seen(indicator, "/", "https://a.test/", 1, Outcome.PASSED, value, f"{number}", begin + timedelta(days=number))
        for number, value in enumerate(values)
    )
    return list(spells("a", nights, load()))


def test_what_only_varies_is_one_spell() -> None:
    assert [(spell.value, spell.times) for spell in told(90, 140, 700, 60, 90)] == [(90, 5)]
    assert len(told(90, 140, indicator="request-count")) == 2


def test_what_moved_and_what_drifted_ends_a_spell() -> None:
    assert [(spell.value, spell.times) for spell in told(100, 1500, 1400, 90)] == [(100, 1), (1500, 2), (90, 1)]
    drifting = told(*range(100, 2100, 100))
    assert [spell.value for spell in drifting] == [100, 1100]


def test_all_faults_at_once(tmp_path: Path) -> None:
    table = tmp_path / "tolerances.csv"
    table.write_text("indicator,least,share,basis\na,nan,0.5,law\nb,1,1,law\nc,-1,x,\nd,1,0.5,law\nd,1,0.5,law\n")
    with pytest.raises(RegistryError) as error:
        load(table)
    assert [fault.split(": ")[:2] for fault in error.value.faults] == [
        [f"{table}:2", "least"],
        [f"{table}:3", "share"],
        [f"{table}:4", "least"],
        [f"{table}:4", "share"],
        [f"{table}:4", "basis"],
        [f"{table}:6", "indicator"],
    ]
    assert TABLE.is_file()
