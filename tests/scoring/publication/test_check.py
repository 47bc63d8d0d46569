"""A check finds what was changed in a published edition, and says which score it moves, from what to what."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from frictionless import validate

from data.errors import ConfigError
from scoring.publication.check import check
from tests.scoring.editions_published import altered, covered_up, meddled, published


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return published(tmp_path)


def test_what_nobody_touched_comes_out_the_same(folder: Path) -> None:
    found = check(folder)
    assert (found.changed, found.different, found.notes) == ((), (), ())
    assert found.whole
    assert found.sha256 == json.loads((folder / "digest.json").read_bytes())["sha256"]


def test_a_moved_copy_is_as_good(folder: Path, tmp_path: Path) -> None:
    assert check(folder.rename(tmp_path / "copy")).whole


def test_a_changed_byte_of_a_result_is_named_by_file_unit_and_column(folder: Path) -> None:
    meddled(folder, "results/scores.csv", "62.50008928571429", "92.50008928571429")
    found = check(folder)
    assert not found.whole
    [changed] = found.changed
    assert changed.startswith("results/scores.csv: its bytes were changed: SHA-256 was ")
    assert found.different == ("results/scores.csv: cesis, score: was '92.50008928571429', is '62.50008928571429'",)


def test_a_changed_methodology_is_named_even_when_covered_up(folder: Path) -> None:
    meddled(folder, "methodology/sample/tree.csv", "papers,index,2,", "papers,index,4,")
    [changed] = check(folder).changed
    assert changed.startswith("methodology/sample/tree.csv: its bytes were changed")
    covered_up(folder)
    found = check(folder)
    assert found.changed == ()
    assert found.different[0].startswith("methodology/sample: published with the tables of SHA-256 ")
    assert any(line.startswith("results/scores.csv: cesis, score: was '62.50008928571429', is '") for line in found.different)
    assert "open-data/tree.csv: papers, weight: was '2.0', is '4.0'" in found.different


def test_a_changed_input_is_named_even_when_covered_up(folder: Path) -> None:
    meddled(folder, "inputs/survey.csv", "talsi,VI03,,passed,81.3,81.3", "talsi,VI03,,passed,99,99.0")
    [changed] = check(folder).changed
    assert changed.startswith("inputs/survey.csv: its bytes were changed")
    covered_up(folder)
    found = check(folder)
    assert found.changed == ()
    assert "results/leaves.csv: talsi papers, value: was '81.3', is '99.0'" in found.different
    assert any(line.startswith("results/scores.csv: talsi, score: was '23.22") for line in found.different)
    assert any(line.startswith("results/scores.parquet: talsi, score: was '23.22") for line in found.different)
    assert not any(" cesis" in line for line in found.different if line.startswith("results/"))


def test_bands_of_ranks_come_out_the_same_and_rest_on_frozen_errors(tmp_path: Path) -> None:
    folder = published(tmp_path, "banded", runs=200)
    assert check(folder).whole
    table = (folder / "open-data/bands.csv").read_text(encoding="utf-8").splitlines()
    assert table[0] == "unit,rank,low,high,median,mean,ranked"
    assert table[4] == "valka,,,,,,0.0"
    assert validate(str(folder / "open-data/datapackage.json")).valid
    meddled(folder, "about.json", '"runs": 200', '"runs": 100')
    covered_up(folder)
    assert any(line.startswith("results/bands.csv: ") for line in check(folder).different)


def test_files_that_came_and_went_are_named(folder: Path) -> None:
    folder.chmod(0o755)
    (folder / "results").chmod(0o755)
    (folder / "results/nodes.csv").unlink()
    (folder / "more.csv").write_text("x\n", encoding="utf-8")
    assert check(folder).changed == ("more.csv: was not published; take it away", "results/nodes.csv: is gone")


def test_a_parquet_file_that_says_something_else_is_named(folder: Path) -> None:
    path = folder / "results/scores.parquet"
    path.chmod(0o644)
    path.write_bytes((folder / "results/nodes.parquet").read_bytes())
    told = [line for line in check(folder).different if line.startswith("results/scores.parquet")]
    assert told == [f"results/scores.parquet: its columns are unit, node, points; they were {', '.join(_columns(folder))}"]


def _columns(folder: Path) -> list[str]:
    return (folder / "results/scores.csv").read_text(encoding="utf-8").splitlines()[0].split(",")


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("inputs/survey.csv", "81.3,81.3", "81.3,many", "cannot be computed again: inputs/survey.csv: number: 'many' in row "),
        ("inputs/observations.csv", ",failed,", ",banana,", "cannot be computed again: inputs/observations.csv: outcome: 'banana' is none"),
        ("inputs/units.csv", "talsi,Talsi", "cesis,Talsi", "cannot be computed again: what is frozen makes no sense"),
        ("methodology/sample/tree.csv", "papers,index", "papers,nowhere", "cannot be computed again: "),
        ("about.json", '"format": 1', '"format": 2', "cannot be computed again: about.json: format 2; this eindekss knows 1"),
        ("about.json", '"edition": "sample"', '"edition": "../sample"', "cannot be computed again: about.json: not what eindekss wrote"),
        (
            "about.json",
            '"survey": {\n      "unit"',
            '"../survey": {\n      "unit"',
            "cannot be computed again: about.json: not what eindekss wrote",
        ),
    ],
)
def test_what_can_no_longer_be_computed_is_told(folder: Path, name: str, old: str, new: str, said: str) -> None:
    meddled(folder, name, old, new)
    found = check(folder)
    assert found.changed
    assert found.different[-1].startswith(said)


def test_another_version_of_the_software_is_noted_but_no_fault(folder: Path) -> None:
    altered(folder, "about.json", lambda text: text.replace('"scipy": "', '"scipy": "0.'))
    covered_up(folder)
    found = check(folder)
    assert found.whole
    [note] = found.notes
    assert note.startswith("published with scipy 0.")


def test_many_differences_are_counted(folder: Path) -> None:
    altered(
        folder,
        "results/leaves.csv",
        lambda text: "\n".join([text.splitlines()[0], *(f"unit{place},forms,,,,true" for place in range(30))]) + "\n",
    )
    told = [line for line in check(folder).different if line.startswith("results/leaves.csv")]
    assert len(told) == 21
    assert told[-1] == "results/leaves.csv: and 30 more differences"


def test_a_folder_that_is_no_edition(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no published edition"):
        check(tmp_path)
