"""From a sample drawn by the command to the file of rates, and what reads that file; nothing else changes."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
from click.testing import CliRunner, Result

from audits.accuracy import Tally
from data.casebook import Casebook
from data.errors import ConfigError
from scoring.asked import read
from scoring.draws import Claim
from scoring.publication.about import Terms, about
from scoring.robustness import claims
from scoring.validation.asked import Validated, validated
from scoring.validation.cli import review
from scoring.validation.learning import rates_file
from scoring.validation.learning.rates_file import Rates
from tests.scoring.validation.booked import CESIS, Files, booked
from tests.scoring.validation.cases import AT

MADE = Rates("trial", ("s",), {"site-search": Tally(found=3, missed=2)}, {"Q1": Claim(0.5, 0.25)})


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return booked(tmp_path)


def run(files: Files, verb: str, *more: object) -> Result:
    bundles = [] if verb == "rates" else ["--bundles", files.bundles]
    return CliRunner().invoke(review, [verb, *map(str, ["--edition", files.edition, "--casebook", files.casebook, *bundles, *more])])


def test_from_the_draw_to_the_rates(files: Files, tmp_path: Path) -> None:
    sheet, rates = tmp_path / "sample.xlsx", tmp_path / "rates.json"
    assert "no sample of trial" in str(run(files, "rates").exception)
    drawn = run(files, "sample", "--n", 4, "--seed", 1, "--lang", "en", "--out", sheet)
    assert "4 answers of 4" in drawn.output
    assert "drawn before" in run(files, "sample", "--n", 4, "--seed", 1, "--lang", "en", "--out", sheet).output
    assert "nobody has read" in str(run(files, "rates").exception)
    book = openpyxl.load_workbook(sheet)
    page = book.worksheets[0]
    heads = [cell.value for cell in page[1]]
    assert not {"claimed", "status", "what was seen", "chance of change"} & set(heads)
    everything = " ".join(str(cell.value) for each in book for row in each.iter_rows() for cell in row)
    assert "contradicted" not in everything
    assert "confirmed" not in everything
    for line in range(2, 6):
        page.cell(line, heads.index("truth") + 1).value = "no"
    book.save(sheet)
    assert "4 new decisions" in run(files, "import", sheet, "--by", "Anna").output
    with Casebook(files.casebook) as opened:
        said = opened.adjudications("trial")
        assert {one.sample for one in said} == {one.id for one in opened.samples("trial")}
    found = {(one.institution, one.question): (one.decision, one.purpose) for one in said}
    assert found[CESIS, "Q1"] == ("agree", "sample")
    assert found[CESIS, "Q2"] == ("overrule", "sample")
    told = run(files, "rates", "--write", rates, "--out", tmp_path / "out", "--markdown", tmp_path / "rates.md")
    assert told.exit_code == 0, told.output
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"indicators.csv", "questions.csv", "learned.json"}
    assert rates_file.read(rates).claims["Q1"].overclaim > 0.5
    assert "| `Q1` | 100%" in (tmp_path / "rates.md").read_text(encoding="utf-8")


def test_rates_count_only_where_they_are_named(files: Files, tmp_path: Path) -> None:
    path = tmp_path / "rates.json"

    def found(rates: Path | None = None) -> Validated:
        return validated(str(files.edition), casebook=files.casebook, bundles=files.bundles, rates=rates)

    before = found()
    rates_file.write(MADE, path)
    assert found().quality.digest == before.quality.digest
    after = found(path)
    assert after.rates == MADE
    assert after.quality.digest != before.quality.digest
    assert after.quality.claim("Q1") == Claim(0.5, 0.25)
    assert after.quality.tally("site-search").missed == before.quality.tally("site-search").missed + 2


def test_a_publication_names_the_file(files: Files, tmp_path: Path) -> None:
    path = tmp_path / "rates.json"
    rates_file.write(MADE, path)
    inputs = read(str(files.edition), casebook=files.casebook, at=AT, bundles=files.bundles, rates=path)
    assert about(inputs, Terms(), {}).files["rates"]["name"] == "rates.json"
    assert inputs.tallies is not None
    with pytest.raises(ConfigError, match="give --casebook as well"):
        read(str(files.edition), bundles=files.bundles, rates=path)


def test_robustness_reads_it_as_claims(tmp_path: Path) -> None:
    path = tmp_path / "rates.json"
    rates_file.write(MADE, path)
    assert claims(path) == MADE.claims
    assert rates_file.read(path).digest == MADE.digest


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is no JSON"),
        ("[" * 100_000, "is no JSON"),
        ("[]", "no file of rates"),
        (json.dumps({**MADE.record(), "version": 2}), "of version 2"),
        (json.dumps({**MADE.record(), "questions": {"Q1": {"overclaim": 2, "underclaim": 0}}}), "questions: Q1"),
        (json.dumps({**MADE.record(), "indicators": {"x": {"found": -1}}}), "indicators: x"),
        (json.dumps({**MADE.record(), "indicators": None}), "indicators are lacking"),
        (json.dumps({**MADE.record(), "samples": "s"}), "edition and samples"),
        (json.dumps({**MADE.record(), "questions": {"Q1": {"overclaim": float("nan"), "underclaim": 0}}}), "questions: Q1"),
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "rates.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=told):
        rates_file.read(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        rates_file.read(tmp_path / "none.json")
