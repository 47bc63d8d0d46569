"""What the verb that checks a methodology says."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from click.testing import CliRunner

from data.errors import MethodologyError
from scoring.cli import methodology
from scoring.methodology import load
from scoring.methodology_summary import unknown, weights


def test_the_weights_of_the_leaves_sum_to_one() -> None:
    table = weights(load("2026-proposal"))
    assert math.isclose(table["effective"].sum(), 1)
    blocks = table.groupby("block", sort=False)["effective"].sum()
    assert blocks.round(12).to_dict() == dict.fromkeys(["communication", "support", "open-data-block", "services", "internal"], 0.2)


def test_a_good_edition_is_told_by_source_and_block() -> None:
    said = CliRunner().invoke(methodology, ["check", "2026-proposal"], catch_exceptions=False).output.splitlines()
    found = load("2026-proposal")
    counts = [sum(leaf.source == source for leaf in found.tree.leaves) for source in ("observed", "survey", "statistics", "combined")]
    assert said[0] == "2026-proposal: no fault"
    assert said[1] == f"{found.title.en}, digest {found.digest}"
    assert said[2] == f"{sum(counts)} leaves: {counts[0]} observed, {counts[1]} survey, {counts[2]} statistics, {counts[3]} combined"
    assert next(line.split() for line in said if line.strip().startswith("internal")) == ["internal", "20.0%", "-", "20.0%", "-", "-"]


def test_in_latvian() -> None:
    said = CliRunner().invoke(methodology, ["check", "2026-proposal", "--lang", "lv"], catch_exceptions=False).output
    assert load("2026-proposal").title.lv in said


def test_what_is_unknown_is_named() -> None:
    found = load("2015-reconstruction")
    weightless, postless = unknown(found)
    said = CliRunner().invoke(methodology, ["check", "2015-reconstruction"], catch_exceptions=False).output
    assert "infrastructure" in weightless
    assert "e-government" not in weightless
    assert "ep01" in postless
    assert f"{len(weightless)} weights are unknown" in said
    assert f"{len(postless)} leaves have unknown goalposts" in said


def test_faults_are_raised_for_the_menu_to_tell(tmp_path: Path) -> None:
    (tmp_path / "tree.csv").write_text("code\n", encoding="utf-8")
    with pytest.raises(MethodologyError, match="no column parent"):
        CliRunner().invoke(methodology, ["check", str(tmp_path)], catch_exceptions=False)
