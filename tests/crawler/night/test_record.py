"""The record of a night comes back as it was written, whatever it holds."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.night.record import FILE, NightRecord, Pause, Planned, SecondLook, Visited, counting, read, write
from data.errors import ConfigError
from tests.crawler.serving import Served, page, visited

WORDS = st.text(max_size=8)
NUMBERS = st.integers(0, 10**9)
SECONDS = st.floats(0, 1e6)
MOMENTS = st.datetimes(timezones=st.just(UTC))
MAYBE = st.none() | MOMENTS
RECORDS = st.builds(
    NightRecord,
    run=WORDS,
    began=MOMENTS,
    ended=MAYBE,
    until=MAYBE,
    expected_end=MAYBE,
    order=st.lists(st.builds(Planned, WORDS, WORDS, WORDS, MAYBE, NUMBERS, SECONDS, SECONDS), max_size=3).map(tuple),
    visits=st.lists(
        st.builds(
            Visited,
            *(WORDS, WORDS, WORDS, WORDS, NUMBERS, NUMBERS, NUMBERS, SECONDS, MOMENTS, MOMENTS),
            again=st.booleans(),
            reasons=st.dictionaries(WORDS, NUMBERS, max_size=3),
            audit_errors=NUMBERS,
            cpu_seconds=st.none() | SECONDS,
        ),
        max_size=3,
    ).map(tuple),
    pauses=st.lists(st.builds(Pause, MOMENTS, MAYBE, WORDS, WORDS), max_size=3).map(tuple),
    stopped=st.none() | WORDS,
    second=st.lists(st.builds(SecondLook, WORDS, WORDS, WORDS, WORDS, WORDS), max_size=3).map(tuple),
    exit_code=st.none() | NUMBERS,
    disk_free=NUMBERS,
    bytes=NUMBERS,
    cpu_seconds=st.none() | SECONDS,
)


@given(RECORDS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_it_comes_back_as_it_was_written(tmp_path: Path, record: NightRecord) -> None:
    assert read(write(tmp_path, record)) == record
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"run": 1}', '{"order": [], "visits": 3}'])
def test_what_is_no_record(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match="not the record of a night"):
        read(tmp_path / FILE)
    with pytest.raises(ConfigError, match="cannot be read"):
        read(tmp_path / "none" / FILE)


def test_the_second_look_counts_where_it_saw_something(tmp_path: Path) -> None:
    with Served({"*": page("Sākums")}) as site:
        visited(site.url, tmp_path)
        assert counting(tmp_path) == {"piemers": tmp_path / "piemers.sqlite"}
        visited(site.url, tmp_path / "again")
    assert counting(tmp_path) == {"piemers": tmp_path / "again" / "piemers.sqlite"}
    visited(site.url, tmp_path / "again")
    assert counting(tmp_path) == {"piemers": tmp_path / "piemers.sqlite"}


def test_a_visit_takes_the_place_of_an_earlier_one() -> None:
    at = datetime(2026, 11, 23, 22, tzinfo=UTC)
    record = NightRecord("r", at, order=tuple(Planned(name, "", "never", None, 1, 1.0, 1.0) for name in "ab"))
    made = [Visited("a", status, "", "a.sqlite", 1, 0, size, 1.0, at, at, again) for status, size, again in _THREE]
    for each in made:
        record = record.visited(each)
    assert [(each.status, each.again) for each in record.visits] == [("complete", False), ("partial", True)]
    assert (record.bytes, record.left(), [each.status for each in record.first()]) == (50, ("b",), ["complete"])


_THREE = (("lost", 10, False), ("complete", 20, False), ("partial", 30, True))
