"""Every observation that counts stands with its version and its evidence, from bundles and from a store alike."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.errors import ConfigError
from data.store import Store
from scoring.publication.used import EVIDENCE, KEY, evidence
from tests.scoring.measured import measured


def test_the_evidence_of_what_counts(tmp_path: Path) -> None:
    files = measured(tmp_path)
    visits = files.read().visits
    assert visits is not None
    found = evidence(files.bundles, visits, {"site-search", "form-count"})
    assert tuple(found.columns) == (*KEY, *EVIDENCE)
    assert len(found) == 6
    [row] = found[(found["unit"] == "valka") & (found["code"] == "site-search")].to_dict("records")
    assert row["subject"] == row["url"] == "https://valka.test/"
    assert (row["version"], row["reason"], row["pieces"]) == (1, "dns", 1)
    assert row["snapshot"] == visits["snapshot"]["valka"]


def test_the_store_says_the_same(tmp_path: Path) -> None:
    files = measured(tmp_path)
    with Store(tmp_path / "store.db") as store:
        store.merge_folder(files.bundles)
    visits = files.read().visits
    assert visits is not None
    told = [
        evidence(source, visits, {"broken-links"}).sort_values("unit", ignore_index=True)
        for source in (files.bundles, tmp_path / "store.db")
    ]
    pd.testing.assert_frame_equal(told[0], told[1])


def test_a_source_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such store"):
        evidence(tmp_path / "nowhere", pd.DataFrame({"snapshot": []}), ())
