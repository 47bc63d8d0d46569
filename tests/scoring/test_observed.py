"""Which visit speaks for a body, from the store and from bundles alike."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from data.errors import ConfigError
from data.store import Store
from data.types import Outcome
from scoring.matrix import matrix
from scoring.observed import VISIT, Observed, observed
from scoring.rollup import COLUMNS
from scoring.tree import Node, Tree
from tests.scoring.sealed import sealed

P, F, U = Outcome.PASSED, Outcome.FAILED, Outcome.UNTESTED
Reading = Callable[[Path], Path]


def of_bundles(folder: Path) -> Path:
    return folder


def of_store(folder: Path) -> Path:
    path = folder.parent / "store.db"
    with Store(path) as store:
        assert store.merge_folder(folder).refused == ()
    return path


READINGS = pytest.mark.parametrize("reading", [of_bundles, of_store], ids=["bundles", "store"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Cēsis was seen twice; Rīga was seen, and could not be reached later; Valka never could."""
    within = tmp_path / "bundles"
    sealed(within, "cesis", 1, [("https", P, True), ("errors", F, 3)])
    sealed(within, "cesis", 3, [("https", F, False), ("errors", P, 0), ("errors", F, 7)])
    sealed(within, "riga", 1, [("https", P, True), ("newest", P, "2026-10-30")], "partial")
    sealed(within, "riga", 3, [("https", U, None)], "failed")
    sealed(within, "valka", 3, [("https", U, None)], "failed")
    return within


def told(found: Observed) -> dict[tuple[str, str, str], tuple[str, float | None]]:
    rows = found.rows()
    numbers = [None if pd.isna(number) else float(number) for number in rows["number"]]
    keys = zip(rows["unit"], rows["code"], rows["subject"], strict=True)
    return dict(zip(keys, zip(rows["outcome"], numbers, strict=True), strict=True))


@READINGS
def test_the_newest_visit_that_saw_anything_speaks(folder: Path, reading: Reading) -> None:
    found = observed(reading(folder))
    assert found.visits[["run", "status"]].to_dict("index") == {
        "cesis": {"run": "2026-11-03", "status": "complete"},
        "riga": {"run": "2026-11-01", "status": "partial"},
        "valka": {"run": "2026-11-03", "status": "failed"},
    }
    assert told(found) == {
        ("cesis", "errors", "https://cesis.test/"): ("passed", 0.0),
        ("cesis", "errors", "https://cesis.test/1"): ("failed", 7.0),
        ("cesis", "https", "https://cesis.test/"): ("failed", 0.0),
        ("riga", "https", "https://riga.test/"): ("passed", 1.0),
        ("riga", "newest", "https://riga.test/"): ("passed", None),
        ("valka", "https", "https://valka.test/"): ("untested", None),
    }


@READINGS
def test_a_named_run(folder: Path, reading: Reading) -> None:
    source = reading(folder)
    assert observed(source, "2026-11-01").visits.index.tolist() == ["cesis", "riga"]
    assert observed(source, "2026-11-03").visits["status"].to_dict() == {"cesis": "complete", "riga": "failed", "valka": "failed"}
    with pytest.raises(ConfigError, match="no run '2025'; the newest there are: 2026-11-03, 2026-11-01"):
        observed(source, "2025")


@READINGS
def test_only_some_indicators(folder: Path, reading: Reading) -> None:
    assert {code for _, code, _ in told(observed(reading(folder), indicators=["newest"]))} == {"newest"}
    # nothing was seen of it, and the bodies are there all the same
    empty = observed(reading(folder), indicators=["nothing"])
    assert empty.visits.index.tolist() == ["cesis", "riga", "valka"]
    assert empty.rows().empty


@READINGS
def test_where_it_is_from(folder: Path, reading: Reading) -> None:
    found = observed(reading(folder))
    assert tuple(found.visits.columns) == VISIT[1:]
    row = found.visits.to_dict("index")["cesis"]
    assert (row["app"], row["catalogue"], row["name_lv"], row["kind"]) == ("0.1.0", "c" * 64, "cesis lv", "novads")
    rows = found.rows()
    assert tuple(rows.columns) == (*COLUMNS, "confidence")
    assert rows["at"].unique().tolist() == [pd.Timestamp("2026-11-03T03:00", tz="UTC"), pd.Timestamp("2026-11-01T03:00", tz="UTC")]


@READINGS
def test_a_failed_visit_leaves_its_body_in_the_matrix_with_nothing_known(folder: Path, reading: Reading) -> None:
    found = observed(reading(folder))
    tree = Tree(
        (
            Node("index"),
            Node("https", "index", source="observed", indicator="https", rollup="pass"),
            Node("age", "index", source="observed", indicator="newest", rollup="age-days"),
        )
    )
    made = matrix(tree, found.visits, observed=found.rows())
    assert made.basis.to_dict("index") == {
        "cesis": {"https": "observed", "age": ""},
        "riga": {"https": "observed", "age": "observed"},
        "valka": {"https": "", "age": ""},
    }
    assert made.applicable.all(axis=None)
    ages = made.values["age"]
    assert ages["riga"] == 2.0


def test_the_newest_version_of_an_indicator_counts(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    bundle = sealed(tmp_path / "bundles", "cesis", 1, [("https", F, False)])
    with Store(path) as store:
        store.merge_folder(bundle.parent)
        again = dict(next(iter(store.rows("observations"))), version=2, outcome="passed", value="true", subject="https://cesis.test/b")
        store.db.table("observations").insert(again)
        store.db.conn.commit()
    assert told(observed(path)) == {("cesis", "https", "https://cesis.test/b"): ("passed", 1.0)}


def test_bundles_that_cannot_be_read_are_all_named(folder: Path) -> None:
    for name in ("a", "b"):
        (folder / f"{name}.sqlite").write_bytes(b"nothing")
    (folder / "cesis-1.overlay.sqlite").write_bytes(b"no bundle, and not taken for one")
    with pytest.raises(ConfigError) as refused:
        observed(folder)
    assert [Path(fault.split(":")[0]).name for fault in refused.value.faults] == ["a.sqlite", "b.sqlite"]


def test_no_store_and_no_bundles(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nav\.db: no such store"):
        observed(tmp_path / "nav.db")
    assert not (tmp_path / "nav.db").exists()
    (tmp_path / "empty").mkdir()
    assert observed(tmp_path / "empty").visits.empty
    assert observed(tmp_path / "empty").rows().empty


@READINGS
def test_where_a_bundle_lies_and_when_it_was_merged_make_no_difference(folder: Path, reading: Reading, tmp_path: Path) -> None:
    moved = tmp_path / "other" / "deep"
    shutil.copytree(folder, moved / "est")
    assert told(observed(moved.parent)) == told(observed(reading(folder)))
