"""Bodies, observations, answers and statistics come together; what is wrong in them is told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.errors import ConfigError
from data.types import Outcome
from scoring.inputs import inputs
from scoring.methodology import load
from tests.scoring.measured import measured
from tests.scoring.sealed import sealed


def test_every_source_of_a_score_is_read(tmp_path: Path) -> None:
    found = measured(tmp_path).read()
    assert found.observed is not None
    assert found.visits is not None
    assert sorted(found.observed["code"].unique()) == ["broken-links", "form-count", "site-search"]
    assert list(found.units.index) == list(found.visits.index) == ["cesis", "riga", "talsi", "valka"]
    known = found.matrix()
    values, bases = known.values.loc["cesis"].to_dict(), known.basis.loc["cesis"].to_dict()
    assert {code: (values[code], bases[code]) for code in values} == {
        "search": (1.0, "observed"),
        "links": (3.0, "observed"),
        "forms": (4.0, "both"),
        "papers": (50.0, "survey"),
        "use": (55.0, "statistics"),
    }


def test_whom_no_group_takes_is_named(tmp_path: Path) -> None:
    files = measured(tmp_path)
    assert files.read().left_out == ()
    # Visited by its address, so that nobody knows how many live there.
    sealed(files.bundles, "citur", 3, [("site-search", Outcome.PASSED, True)])
    found = files.read()
    assert found.left_out == ("citur",)
    assert not set(found.left_out) & set(found.units.index)


def test_who_could_not_be_reached_has_no_score(tmp_path: Path) -> None:
    scores = measured(tmp_path).read().scores()
    assert scores.evidence.to_dict() == {"cesis": "sufficient", "riga": "sufficient", "talsi": "sufficient", "valka": "insufficient"}


def test_without_observations_the_answers_alone_are_read(tmp_path: Path) -> None:
    files = measured(tmp_path)
    found = inputs(load(files.edition), survey=files.survey, registry=files.registry)
    assert found.observed is None
    assert found.statistics is None
    assert list(found.units.index) == ["cesis", "riga", "talsi", "valka"]
    assert set(found.matrix().basis.loc["riga"]) == {"", "survey"}


def test_the_faults_of_both_tables_are_told_together(tmp_path: Path) -> None:
    files = measured(tmp_path)
    files.survey.write_text("institution,question,answer\nnowhere,EP01,1\ncesis,XX99,1\n", encoding="utf-8")
    files.statistics.write_text("institution,question,answer\ncesis,EP13,maybe\n", encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        files.read()
    told = [fault.replace(f"{tmp_path}/", "") for fault in refused.value.faults]
    starts = [
        "survey.csv:2: institution: no institution 'nowhere'",
        "survey.csv:3: question: no question 'XX99'",
        "statistics.csv:2: answer: 'maybe'",
    ]
    assert [fault[: len(start)] for fault, start in zip(told, starts, strict=True)] == starts
