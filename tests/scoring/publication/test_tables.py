"""What is open data, and what is not."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from scoring.publication.tables import frozen_inputs, open_data, results, thawed, without_query
from tests.scoring.measured import measured


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://a.lv/b?name=J%C4%81nis#c", "https://a.lv/b"),
        ("https://user:word@a.lv/b", "https://a.lv/b"),
        ("https://a.lv/b?x=1 image-alt", "https://a.lv/b image-alt"),
        ("mailto:janis@a.lv", "withheld"),
        ("janis@a.lv", "withheld"),
        ("tel:+37126000000", "withheld"),
        ("http://[a", "withheld"),
        ("a.lv", "a.lv"),
    ],
)
def test_addresses_are_shown_without_what_may_tell_of_a_person(address: str, shown: str) -> None:
    assert without_query(address) == shown


def test_thawed_inputs_give_the_same_scores(tmp_path: Path) -> None:
    inputs = measured(tmp_path).read()
    again = thawed(inputs.methodology, frozen_inputs(inputs)).scores()
    assert again.root.equals(inputs.scores().root)
    assert again.table().equals(inputs.scores().table())


def test_two_pages_that_differ_by_their_query_stay_two(tmp_path: Path) -> None:
    inputs = measured(tmp_path).read()
    tables = frozen_inputs(inputs)
    seen = tables["observations"]
    twice = pd.concat([seen.assign(subject=seen["subject"] + mark) for mark in ("?page=1", "?page=2")])
    shown = open_data(inputs.scores(), {**tables, "observations": twice})["observations"]
    assert not shown.duplicated(["unit", "indicator", "subject"]).any()
    assert {"https://cesis.test/", "https://cesis.test/ 2"} <= set(shown["subject"])


def test_bodies_that_the_edition_does_not_measure_are_left_out(tmp_path: Path) -> None:
    inputs = measured(tmp_path).read()
    fewer = type(inputs)(inputs.methodology, inputs.units.drop("riga"), inputs.observed, inputs.survey, inputs.statistics, inputs.visits)
    assert [name for name, table in frozen_inputs(fewer).items() if "riga" in set(table["unit"])] == []
    assert list(results(fewer.scores())["scores"]["unit"]) == ["cesis", "talsi", "valka"]
