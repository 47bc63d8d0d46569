"""The metrics of a night, read back by the library's own parser, and what docs/metrics.md says of them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from data.errors import ConfigError
from reports.night import figures, metrics
from tests.reports.night import made

DOCS = Path(__file__).parents[3] / "docs/metrics.md"


def read(path: Path) -> dict[tuple[str, str], float]:
    """By name and the value of the one label."""
    families = text_string_to_metric_families(path.read_text(encoding="utf-8"))
    return {(one.name, "".join(one.labels.values())): one.value for family in families for one in family.samples}


def test_the_file_is_read_back_as_the_night_was(tmp_path: Path) -> None:
    told = read(metrics.write(made.morning(), tmp_path / "eindekss.prom"))
    assert told["eindekss_night_begin_timestamp_seconds", ""] == made.BEGAN.timestamp()
    assert told["eindekss_night_duration_seconds", ""] == 7200
    assert told["eindekss_night_exit_code", ""] == 1
    assert {label: value for (name, label), value in told.items() if name == "eindekss_night_bodies"} == {
        "complete": 2,
        "partial": 1,
        "unreachable": 1,
        "ours": 3,
    }
    assert told["eindekss_night_failed_bodies", "dns"] == 1
    assert told["eindekss_night_unseen_bodies", "network"] == 1
    assert told["eindekss_night_changes", "site"] == 3
    assert told["eindekss_night_alerts", "pending"] == 1
    assert told["eindekss_night_broken_checks", "page-titles"] == 1
    assert told["eindekss_body_last_measured_timestamp_seconds", "saldus-novads"] == made.at(94).timestamp()
    assert told["eindekss_body_last_measured_timestamp_seconds", "talsu-novads"] == made.at(-24 * 60).timestamp()
    assert told["eindekss_bodies_never_measured", ""] == 0
    assert [path.name for path in tmp_path.iterdir()] == ["eindekss.prom"]


def test_what_is_not_known_is_not_told_as_nothing(tmp_path: Path) -> None:
    open_night = replace(made.record(), ended=None, exit_code=None, expected_end=None, visits=(), cpu_seconds=None)
    told = read(metrics.write(figures.Morning(open_night, compared=False), tmp_path / "eindekss.prom"))
    names = {name for name, _ in told}
    unknown = ("night_end_timestamp_seconds", "night_exit_code", "night_cpu_seconds", "night_changes")
    assert names.isdisjoint({f"eindekss_{name}" for name in unknown})


def test_names_and_words_follow_the_conventions() -> None:
    for family in metrics.registry(made.morning()).collect():
        assert re.fullmatch(r"eindekss_[a-z_]+", family.name)
        assert not family.name.endswith(("_total", "_count", "_ms", "_minutes"))
        assert family.documentation.endswith(".")


def test_every_metric_is_documented_and_no_other() -> None:
    told = {family.name for family in metrics.registry(made.morning()).collect()}
    named = set(re.findall(r"eindekss_[a-z_]+", DOCS.read_text(encoding="utf-8")))
    assert named == told


def test_the_example_rules_are_rules() -> None:
    block = re.search(r"```yaml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert block
    assert block[1].count("- alert:") == block[1].count("expr:") == block[1].count("summary:") >= 4


def test_a_file_that_the_collector_would_not_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"\.prom"):
        metrics.write(made.morning(), tmp_path / "eindekss.txt")
    (tmp_path / "shut.prom").mkdir()
    with pytest.raises(ConfigError, match="cannot be written"):
        metrics.write(made.morning(), tmp_path / "shut.prom")
