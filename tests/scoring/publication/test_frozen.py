"""A published edition: the same inputs give the same bytes, nothing is overwritten or left half done, and nothing in it is a formula."""

from __future__ import annotations

import csv
import json
import re
import stat
from pathlib import Path

import pandas as pd
import pytest

from data.errors import ConfigError
from scoring.publication import digest
from scoring.publication.about import Terms
from scoring.publication.digest import read
from scoring.publication.frozen import publish
from tests.scoring.editions_published import published
from tests.scoring.measured import RUN, SURVEY, measured


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_published_twice_the_bytes_are_equal(tmp_path: Path) -> None:
    files = measured(tmp_path)
    first, second = (published(tmp_path, out, files=files) for out in ("one", "two"))
    assert contents(first) == contents(second)
    assert first.name == second.name == f"sample-{RUN}"


def test_what_is_in_the_folder(tmp_path: Path) -> None:
    folder = published(tmp_path)
    results = [f"results/{name}.{ending}" for name in ("coverage", "leaves", "nodes", "scores") for ending in ("csv", "parquet")]
    opened = ("coverage", "groups", "leaves", "levels", "nodes", "observations", "scores", "tree")
    assert sorted(contents(folder)) == sorted(
        [
            "README.md",
            "about.json",
            "digest.json",
            *(f"inputs/{name}.csv" for name in ("observations", "statistics", "survey", "units", "visits")),
            *(f"methodology/sample/{name}.csv" for name in ("groups", "levels", "method", "tree")),
            *results,
            *(f"open-data/{name}.csv" for name in opened),
            "open-data/datapackage.json",
            "open-data/dcat.jsonld",
        ]
    )
    about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
    assert set(about["versions"]) == {"python", "eindekss", "numpy", "pandas", "pyarrow", "scipy"}
    assert about["judged_by"] == {"app": ["0.1.0"], "catalogue": ["c" * 64], "vocabulary": []}
    assert set(about["files"]) == {"survey", "statistics"}


def test_the_results_are_those_of_the_inputs_as_they_were_read(tmp_path: Path) -> None:
    files = measured(tmp_path)
    scores = files.read().scores()
    table = pd.read_csv(published(tmp_path, files=files) / "results/scores.csv", index_col="unit", engine="python")
    assert table["score"].equals(scores.root)
    assert table["rank"].equals(scores.ranks["overall"].rename("rank"))
    assert list(table["level"].fillna("")) == list(scores.levels)
    assert pd.isna(table["score"]["valka"])


def test_parquet_says_what_csv_says(tmp_path: Path) -> None:
    folder = published(tmp_path) / "results"
    for name in ("scores", "nodes", "coverage", "leaves"):
        other = pd.read_parquet(folder / f"{name}.parquet")
        pd.testing.assert_frame_equal(pd.read_csv(folder / f"{name}.csv", engine="python"), other, check_dtype=False)


def test_nothing_in_it_can_be_written_to(tmp_path: Path) -> None:
    folder = published(tmp_path)
    assert [path for path in [folder, *folder.rglob("*")] if stat.S_IMODE(path.stat().st_mode) & 0o222] == []


def test_an_edition_is_never_overwritten(tmp_path: Path) -> None:
    files = measured(tmp_path)
    before = contents(published(tmp_path, files=files))
    with pytest.raises(ConfigError, match="published already; an edition is never overwritten"):
        published(tmp_path, files=files, terms=Terms(licence="CC0-1.0"))
    assert contents(tmp_path / "editions" / f"sample-{RUN}") == before


def test_nothing_is_left_of_what_could_not_be_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(folder: Path) -> bytes:
        raise OSError(f"no room for {folder}")

    monkeypatch.setattr(digest, "digest_file", fails)
    with pytest.raises(OSError, match="no room"):
        published(tmp_path)
    assert list((tmp_path / "editions").iterdir()) == []


def test_who_came_first_keeps_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = measured(tmp_path)
    before = contents(published(tmp_path, files=files))
    monkeypatch.setattr(Path, "exists", lambda _: False)
    inputs = files.read()
    with pytest.raises(ConfigError, match="published meanwhile"):
        publish(inputs, tmp_path / "editions")
    monkeypatch.undo()
    assert [path.name for path in (tmp_path / "editions").iterdir()] == [f"sample-{RUN}"]
    assert contents(tmp_path / "editions" / f"sample-{RUN}") == before


def test_answers_alone_can_be_published(tmp_path: Path) -> None:
    files = measured(tmp_path)
    inputs = files.read()
    folder = publish(type(inputs)(inputs.methodology, inputs.units, survey=inputs.survey, files={"survey": files.survey}), tmp_path / "out")
    assert folder.name == "sample-answers"
    assert not (folder / "open-data/observations.csv").exists()


def test_hostile_cells_are_no_formulas_and_come_back_as_they_were(tmp_path: Path) -> None:
    files = measured(tmp_path)
    names = files.registry / "municipalities.csv"
    names.write_text(names.read_text(encoding="utf-8").replace("Talsi,Talsi", '"=cmd|\' /C calc\'!A0","+1\t;@SUM(A1)"'), encoding="utf-8")
    folder = published(tmp_path, files=files)
    cells = [cell for path in folder.rglob("*.csv") if "methodology" not in path.parts for row in _rows(path) for cell in row]
    assert "'=cmd|' /C calc'!A0" in cells
    assert "'+1\t;'@SUM(A1)" in cells
    assert '\'=HYPERLINK("http://evil.test";"x")' in cells
    assert [cell for cell in cells if re.search(r"(\A|[;\t\n])\s*[=+\-@]", cell) and not _is_number(cell)] == []
    assert "=cmd|' /C calc'!A0" in set(pd.read_parquet(folder / "results/scores.parquet")["name_lv"])


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as table:
        return list(csv.reader(table))


def _is_number(cell: str) -> bool:
    return bool(re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", cell))


def test_no_words_of_the_survey_are_open_data(tmp_path: Path) -> None:
    folder = published(tmp_path)
    assert "Bērziņš" in SURVEY
    assert "Bērziņš" in (folder / "inputs/survey.csv").read_text(encoding="utf-8")
    opened = [path.read_text(encoding="utf-8") for path in (folder / "open-data").iterdir()]
    assert [text for text in opened if "Bērziņš" in text or "evil.test" in text or "26000000" in text] == []


def test_the_digest_is_as_sha256sum_has_it(tmp_path: Path) -> None:
    files, whole = read(published(tmp_path))
    assert re.fullmatch("[0-9a-f]{64}", whole)
    assert "digest.json" not in files
    assert list(files) == sorted(files)
