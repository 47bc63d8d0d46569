"""The command, from bundles and a casebook to files: alike from store and bundles, with evidence, and nothing that a spreadsheet runs."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from data.casebook import Casebook, Source
from data.casebook_rows import Given
from data.errors import ConfigError
from data.store import Store
from data.types import Outcome
from scoring.methodology import EDITIONS
from scoring.validation.asked import validated
from scoring.validation.cli import review, validate
from scoring.validation.tables import COLUMNS
from tests.scoring.sealed import sealed

P, F, C = Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL
NOW = datetime(2026, 11, 2, tzinfo=UTC)
HEAD = (
    "id,block,type,text_lv,text_en,hint_lv,hint_en,options,options_lv,options_en,options_seen,required,asked_if,reach,low,high,unit_lv,unit_en,"
    "observability,indicators,rule,evidence,url,origin,note\n"
)
TABLE = (
    "B01,communication,yes-no,Vai ir budžets?,Is there a budget?,,,,,,,yes,,,,,,,yes,budget,any,,yes,proposal,\n"
    "B02,communication,yes-no,Vai ir personāla saraksts?,Is there a list of staff?,,,,,,,yes,,,,,,,yes,staff-list,any,,,proposal,\n"
    "B03,communication,yes-no,Vai ir iekšējā kārtība?,Is there an internal rule?,,,,,,,yes,,,,,,,no,,,,,proposal,\n"
    "B04,communication,url,Kur ir budžets?,Where is the budget?,,,,,,,yes,,,,,,,yes,budget,page,,,proposal,\n"
)
GIVEN = [
    *(Given("dobele", question, answer=True) for question in ("B01", "B02", "B03")),
    Given("dobele", "B04", "https://dobele.test/"),
    Given("cesis", "B01", answer=True, url="https://cesis.test/=1+1"),
    Given("cesis", "B04", "https://cesis.test/budzets"),
    Given("valka", "B01", answer=False),
]
Reading = Callable[[Path], list[str]]


def of_bundles(folder: Path) -> list[str]:
    return ["--bundles", str(folder)]


def of_store(folder: Path) -> list[str]:
    path = folder.parent / "store.db"
    with Store(path) as store:
        store.merge_folder(folder)
    return ["--store", str(path)]


READINGS = pytest.mark.parametrize("reading", [of_bundles, of_store], ids=["bundles", "store"])


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """The proposal's tables with a questionnaire of four questions, by which answers count as contradicted early."""
    folder = tmp_path / "small"
    shutil.copytree(EDITIONS / "2026-proposal", folder)
    with (EDITIONS / "2026-proposal" / "tree.csv").open(encoding="utf-8", newline="") as file:
        columns, *rows = csv.reader(file)
    leaf = next(row for row in rows if row[columns.index("source")] == "observed")
    leaf[columns.index("parent")] = "communication"
    with (folder / "tree.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *(row for row in rows if row[0] in {"index", "communication"}), leaf])
    (folder / "alternatives.csv").unlink()
    (folder / "survey.csv").write_text(HEAD + TABLE, encoding="utf-8")
    method = folder / "method.csv"
    method.write_text(method.read_text(encoding="utf-8").replace("contradict_below,0.05", "contradict_below,0.25"), encoding="utf-8")
    return folder


@pytest.fixture
def bundles(tmp_path: Path) -> Path:
    """Dobele has a budget and no list of staff; of Cēsis it could not be told; Valka was not visited."""
    folder = tmp_path / "bundles"
    sealed(folder, "dobele", 3, [("budget", P, "2026"), ("staff-list", F, False)])
    sealed(folder, "cesis", 3, [("budget", F, False), ("staff-list", F, False)])
    sealed(folder, "riga", 3, [("budget", P, "2026"), ("staff-list", F, False)])
    return folder


@pytest.fixture
def casebook(tmp_path: Path) -> Path:
    path = tmp_path / "casebook.db"
    with Casebook(path) as book:
        book.add_import("small", Source("a.xlsx", "a" * 64, "long", NOW, "anna"), GIVEN, NOW)
    return path


def run(edition: Path, casebook: Path, *more: str) -> Result:
    return CliRunner().invoke(validate, ["-e", str(edition), "--casebook", str(casebook), *more], catch_exceptions=False)


@READINGS
def test_the_whole_way(edition: Path, bundles: Path, casebook: Path, tmp_path: Path, reading: Reading) -> None:
    out, seeds = tmp_path / "out", tmp_path / "seeds.csv"
    done = run(edition, casebook, *reading(bundles), "--out", str(out), "--seeds", str(seeds), "--lang", "en")
    assert done.exit_code == 0
    assert "dobele B02; claimed yes, observed no; more was claimed than was seen" in done.output
    table = pd.read_csv(out / "verdicts.csv", keep_default_na=False)
    assert tuple(table.columns) == COLUMNS
    told = {(row.institution, row.question): (row.status, row.reason) for row in table.itertuples()}
    assert told == {
        ("cesis", "B01"): ("not-measured", "not-gathered"),
        ("cesis", "B04"): ("not-measured", "not-gathered"),
        ("dobele", "B01"): ("confirmed", ""),
        ("dobele", "B02"): ("contradicted", ""),
        ("dobele", "B03"): ("not-observable", ""),
        ("dobele", "B04"): ("confirmed", ""),
        ("valka", "B01"): ("not-measured", "not-visited"),
    }
    parquet = pd.read_parquet(out / "verdicts.parquet")
    assert parquet["chance"].dtype == "float64"
    assert list(parquet["status"]) == list(table["status"])
    assert pd.read_csv(seeds).to_dict("records") == [
        {"institution": "cesis", "url": "https://cesis.test/=1+1", "question": "B01"},
        {"institution": "cesis", "url": "https://cesis.test/budzets", "question": "B04"},
        # Its front page could not be had, in these bundles.
        {"institution": "dobele", "url": "https://dobele.test/", "question": "B04"},
    ]


@READINGS
def test_every_verdict_opens_its_evidence(edition: Path, bundles: Path, casebook: Path, tmp_path: Path, reading: Reading) -> None:
    run(edition, casebook, *reading(bundles), "--out", str(tmp_path))
    record = json.loads((tmp_path / "verdicts.json").read_text(encoding="utf-8"))
    assert all(record[name] for name in ("edition", "questionnaire", "methodology", "catalogue", "accuracy", "software"))
    found = {(each["institution"], each["question"]): each for each in record["verdicts"]}
    against = found["dobele", "B02"]
    (seen,) = against["seen"]
    assert (seen["indicator"], seen["outcome"], seen["evidence"][0]["url"]) == ("staff-list", "failed", "https://dobele.test/")
    assert Path(against["bundle"]).is_file()
    assert (against["later"], against["whole"], against["run"]) == (True, True, "2026-11-03")
    assert "after the date" in against["note"]["en"]
    assert found["valka", "B01"]["bundle"] is None


def test_the_same_twice(edition: Path, bundles: Path, casebook: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        run(edition, casebook, "--bundles", str(bundles), "--out", str(tmp_path / name))
    names = ("verdicts.csv", "verdicts.json", "verdicts.parquet")
    assert all((tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes() for name in names)


def test_one_body_is_told_with_the_chances_of_all(edition: Path, bundles: Path, casebook: Path) -> None:
    everybody = validated(str(edition), casebook=casebook, bundles=bundles)
    alone = validated(str(edition), casebook=casebook, bundles=bundles, institution="dobele")
    assert alone.verdicts == tuple(verdict for verdict in everybody.verdicts if verdict.institution == "dobele")
    assert set(everybody.seeds()["institution"]) == {"cesis", "dobele"}
    assert set(alone.seeds()["institution"]) == {"dobele"}


def test_latvian(edition: Path, bundles: Path, casebook: Path, tmp_path: Path) -> None:
    told = run(edition, casebook, "--bundles", str(bundles), "--out", str(tmp_path)).output
    assert "Atbildes, kas neatbilst novērotajam:" in told
    assert "iestādes vietne nav apmeklēta" in told


def test_what_is_not_there_is_told(edition: Path, bundles: Path, casebook: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such casebook"):
        validated(str(edition), bundles=bundles, casebook=tmp_path / "none.db")
    with pytest.raises(ConfigError, match="has answered nothing"):
        validated(str(edition), casebook=casebook, bundles=bundles, institution="dobeles-novads")
    with pytest.raises(ConfigError, match="no run"):
        validated(str(edition), casebook=casebook, bundles=bundles, run="never")
    empty = tmp_path / "empty.db"
    Casebook(empty).close()
    with pytest.raises(ConfigError, match="no answers to small"):
        validated(str(edition), bundles=bundles, casebook=empty)


def test_the_verbs_of_review_are_those_that_are_there() -> None:
    done = CliRunner().invoke(review, ["--help"], catch_exceptions=False)
    assert done.exit_code == 0
    assert CliRunner().invoke(review, ["nothing"]).exit_code == 2
