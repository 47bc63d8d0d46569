"""The verb that writes forms: what it writes, for whom, and what it refuses."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
from click.testing import CliRunner

from data.errors import ConfigError
from data.types import Outcome
from scoring.survey.cli import survey
from scoring.survey.form_layout import META
from tests.data import nights
from tests.scoring.survey.form.lime_reader import read
from tests.scoring.survey.intake import asked


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(asked.folder(tmp_path_factory.mktemp("edition")))


def run(*args: str) -> str:
    """What the verb tells; what it raises is raised."""
    return CliRunner().invoke(survey, ["form", *args], catch_exceptions=False).output


def meta(path: Path) -> dict[str, str]:
    return {row[0]: row[1] for row in openpyxl.load_workbook(path)[META].iter_rows(values_only=True)}


def test_the_form_of_a_body_named_in_words(edition: str, tmp_path: Path) -> None:
    out = tmp_path / "new" / "dobele.xlsx"
    assert run("-e", edition, "--id", "Dobeles novads", "--lang", "en", "--until", "2026-12-31", "--out", str(out)).strip() == str(out)
    assert (meta(out)["institution"], meta(out)["lang"]) == ("dobeles-novads", "en")


def test_a_form_for_anyone_and_one_for_each(edition: str, tmp_path: Path) -> None:
    run("-e", edition, "--kind", "ministry", "--out", str(tmp_path / "any.xlsx"))
    assert not meta(tmp_path / "any.xlsx")["institution"]
    told = run("-e", edition, "--kind", "ministry", "--each", "--out", str(tmp_path / "forms")).split()
    ministries = sorted(one.id for one in asked.bodies().institutions.values() if one.kind == "ministry")
    assert [Path(path).name for path in told] == [f"{name}.lv.xlsx" for name in ministries]
    assert [meta(Path(path))["institution"] for path in told] == ministries


def test_one_table_of_all_bodies(edition: str, tmp_path: Path) -> None:
    out = tmp_path / "all.csv"
    assert run("-e", edition, "--format", "csv", "--out", str(out)).strip() == f"{out}: {len(asked.bodies().institutions)} institutions"
    assert out.read_bytes().startswith(b"\xef\xbb\xbfiest\xc4\x81de;id;")
    rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert {row["iestāde"] for row in rows} == set(asked.bodies().institutions)
    assert {row["iestāde"] for row in rows if row["id"] == "W-8"} == {
        one.id for one in asked.bodies().institutions.values() if one.kind == "novads"
    }


def test_limesurvey(edition: str, tmp_path: Path) -> None:
    run("-e", edition, "--format", "limesurvey", "--out", str(tmp_path / "survey.txt"))
    assert "W8" in read((tmp_path / "survey.txt").read_bytes()).questions["lv"]


def test_what_was_seen_of_a_body_that_no_table_names(tmp_path: Path) -> None:
    bundles = tmp_path / "bundles"
    bundles.mkdir()
    nights.seal(bundles / "a.sqlite", "kalnraji", 3, [("site-search", Outcome.PASSED, None)])
    out = tmp_path / "form.xlsx"
    run("-e", "2026-proposal", "--id", "kalnraji", "--prefill", "--bundles", str(bundles), "--out", str(out))
    assert meta(out)["institution"] == "kalnraji"
    sheet = openpyxl.load_workbook(out)["atbildes"]
    row = next(cell.row for cell in sheet["A"] if cell.value == "IR02")
    assert [cell.value for cell in sheet[2]][5:8] == ["redzēts", "kur redzēts", "kad redzēts"]
    assert [cell.value for cell in sheet[row]][2:8] == [None, None, None, "jā", "https://kalnraji.test/", "2026-11-03"]
    for args, told in (
        (["--id", "riga"], "riga was not visited"),
        ([], "what was seen is of one body"),
        (["--id", "kalnraji", "--kind", "ministry"], "kalnraji is of the kind novads, not ministry"),
    ):
        with pytest.raises(ConfigError, match=told):
            run("-e", "2026-proposal", *args, "--prefill", "--bundles", str(bundles), "--out", str(out))


def test_options_that_contradict_each_other_are_all_told(tmp_path: Path) -> None:
    args = ["--format", "limesurvey", "--each", "--id", "riga", "--propose", "--run", "a", "--out", str(tmp_path / "x.lss")]
    with pytest.raises(ConfigError) as error:
        run("-e", "2026-proposal", *args)
    assert [fault.partition(":")[0].split()[0] for fault in error.value.faults] == [
        "--propose",
        "--run",
        "--each",
        "--id",
        f"{tmp_path / 'x.lss'}",
    ]
    assert not (tmp_path / "x.lss").exists()


def test_an_unknown_body_is_refused(edition: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        run("-e", edition, "--id", "nekurienes novads", "--out", str(tmp_path / "x.xlsx"))
    assert list(tmp_path.iterdir()) == []
