"""The log of a night: one JSON object a line, whatever happened to the night before."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.night.log import FILE, NightLog
from data.errors import ConfigError


def test_a_line_an_event_in_the_file_and_on_the_stream(tmp_path: Path) -> None:
    stream = io.StringIO()
    with NightLog(tmp_path, "vakars", stream) as log:
        log("visit-began", institution="riga", path=tmp_path, since=datetime(2026, 11, 23, tzinfo=UTC), name="Rīga\nun \x1b[31mcita")
    text = (tmp_path / FILE).read_text(encoding="utf-8")
    assert text == stream.getvalue()
    [row] = map(json.loads, text.splitlines())
    assert [*row][:3] == ["at", "event", "run"]
    assert (row["event"], row["run"], row["path"], row["since"]) == ("visit-began", "vakars", str(tmp_path), "2026-11-23T00:00:00+00:00")
    assert row["name"] == "Rīga\nun \x1b[31mcita"


def test_what_a_killed_night_left_half_is_cut(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"event": "a"}\n{"event": "vis', encoding="utf-8")
    with NightLog(tmp_path, "vakars") as log:
        log("b")
    assert [json.loads(line)["event"] for line in (tmp_path / FILE).read_text(encoding="utf-8").splitlines()] == ["a", "b"]


def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigError, match="--out"):
        NightLog(tmp_path / "file", "vakars")
