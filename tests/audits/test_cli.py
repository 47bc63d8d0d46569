"""The analyst's verbs, as typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from audits import catalogue, draft
from audits.cli import explain, list_indicators, try_indicator
from data.errors import ConfigError


def test_list_names_every_indicator() -> None:
    shown = CliRunner().invoke(list_indicators, ["--lang", "lv"]).output
    assert [indicator.audit.id for indicator in catalogue.load() if indicator.audit.title.lv not in shown] == []


def test_list_as_json_holds_both_languages_and_sources() -> None:
    rows = json.loads(CliRunner().invoke(list_indicators, ["--json"]).output)
    assert len(rows) == len(catalogue.load()) >= 30
    assert all(row["title"]["lv"] and row["title"]["en"] and row["source"]["name"]["lv"] for row in rows)


@pytest.mark.parametrize(("lang", "words"), [("lv", "Kas to prasa"), ("en", "Who asks for it")])
def test_explain(lang: str, words: str) -> None:
    shown = CliRunner().invoke(explain, ["viewport", "--lang", lang]).output
    assert words in shown
    assert "audits/checks/site/viewport.py" in shown


def test_explain_suggests_near_names() -> None:
    error = CliRunner().invoke(explain, ["viewprot"]).exception
    assert isinstance(error, ConfigError)
    assert str(error).startswith("no indicator 'viewprot'; did you mean viewport")


def test_try_plays_the_cases() -> None:
    shown = CliRunner().invoke(try_indicator, ["viewport"]).output
    assert "ok    zoom forbidden: failed False" in shown
    assert "WRONG" not in shown


def test_new_writes_one_file_and_never_over_another(tmp_path: Path) -> None:
    (tmp_path / "contact").mkdir()
    path = draft.write("water-outages", "contact", tmp_path)
    assert path == tmp_path / "contact" / "water_outages.py"
    assert 'id="water-outages"' in path.read_text(encoding="utf-8")
    with pytest.raises(ConfigError, match="is there already"):
        draft.write("water-outages", "contact", tmp_path)


def test_new_lists_all_faults_at_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        draft.write("Water_Outages", "weather", tmp_path)
    assert len(caught.value.faults) == 2
