"""The verb that tells the faults of a questionnaire, or what it asks about."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from click.testing import CliRunner

from data.errors import SurveyError
from scoring.methodology import load as load_methodology
from scoring.survey.cli import survey
from scoring.survey.questionnaire import load
from scoring.survey.summary import asked, unasked, weight
from tests.scoring.survey.questionnaire_sample import ROWS, TREE, with_cells, written


def run(*args: str) -> str:
    """What the verb tells; what it raises is raised."""
    return CliRunner().invoke(survey, ["check", *args], catch_exceptions=False).output


@pytest.mark.parametrize(("lang", "words"), [("lv", "kļūdu nav"), ("en", "no fault")])
def test_a_right_questionnaire_is_summed_up(lang: str, words: str, tmp_path: Path) -> None:
    told = run(str(written(tmp_path)), "--lang", lang)

    assert words in told.splitlines()[0]
    assert f": {len(ROWS)}, sha256 " in told
    assert "(10): chatbot, council-minutes," in told
    assert told.rstrip().endswith("100.0 %")


def test_a_wrong_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match=r"survey\.csv:11: type: 'essay' is unknown"):
        run(str(written(tmp_path, with_cells("Q10", type="essay"))))


def test_what_nobody_is_asked_about_is_told(tmp_path: Path) -> None:
    folder = written(tmp_path, tree=TREE.replace("rss-feed", "sitemap-file"))
    found, methodology = load(folder), load_methodology(folder)

    assert [leaf.code for leaf in unasked(found, methodology)] == ["feed"]
    assert "sitemap-file" not in asked(found)
    assert weight(found, methodology) == pytest.approx(0.75)
    assert "feed" in run(str(folder), "--lang", "en")


def test_an_unknown_weight_is_not_summed(tmp_path: Path) -> None:
    folder = written(tmp_path, tree=TREE.replace("search,site,1,team", "search,site,,unknown"))

    assert math.isnan(weight(load(folder), load_methodology(folder)))
    assert "a weight is not known" in run(str(folder), "--lang", "en")
