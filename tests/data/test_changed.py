"""Changes in a file: what was written is read, and a line that is no change is named."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import changed
from data.change import Answer, Change, Label
from data.errors import ConfigError
from data.types import Evidence, Outcome

_WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
_VALUES = st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.floats(allow_nan=False, allow_infinity=False) | _WORDS
_ANSWERS = st.builds(Answer, _WORDS, st.none() | st.sampled_from(Outcome), _VALUES, st.none() | _WORDS)
_MOMENTS = st.none() | st.datetimes(timezones=st.just(UTC))
_EVIDENCE = st.builds(Evidence, _WORDS, st.none() | _WORDS, _WORDS, _WORDS, st.none() | _WORDS, _MOMENTS)
_CHANGES = st.builds(
    Change, _WORDS, _WORDS, _WORDS, _ANSWERS, _ANSWERS, st.sampled_from(Label), _WORDS, st.lists(_EVIDENCE, max_size=2).map(tuple)
)


@settings(max_examples=60)
@given(st.lists(_CHANGES, max_size=4))
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, changes: list[Change]) -> None:
    path = changed.write(tmp_path_factory.mktemp("run") / changed.NAME, changes)
    assert changed.read(path) == tuple(changes)
    assert [each.name for each in path.parent.iterdir()] == [changed.NAME]


def test_no_file_is_no_change(tmp_path: Path) -> None:
    assert changed.read(tmp_path / changed.NAME) == ()


def test_every_bad_line_is_named(tmp_path: Path) -> None:
    said = Answer("a", Outcome.PASSED)
    path = changed.write(
        tmp_path / changed.NAME, [Change("riga", "x", "", said, said, Label.SITE, "", (Evidence("u", at=datetime.now(UTC)),))]
    )
    path.write_text(path.read_text(encoding="utf-8") + '{"institution": "riga"}\nhalf', encoding="utf-8")
    with pytest.raises(ConfigError) as told:
        changed.read(path)
    assert [fault.split(": ")[0] for fault in told.value.faults] == [f"{path}:2", f"{path}:3"]
