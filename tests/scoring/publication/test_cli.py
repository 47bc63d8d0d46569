"""The verb as it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from data.errors import ConfigError
from scoring.publication.cli import publish
from tests.scoring.editions_published import meddled
from tests.scoring.measured import Files, measured


def typed(*arguments: str | Path) -> Result:
    return CliRunner().invoke(publish, [str(one) for one in arguments], standalone_mode=False)


def options(files: Files) -> list[str | Path]:
    tables: list[str | Path] = ["--survey", files.survey, "--statistics", files.statistics, "--registry", files.registry, "--runs", "50"]
    return [files.edition, "--bundles", files.bundles, *tables]


def test_publish_and_check(tmp_path: Path) -> None:
    done = typed(*options(measured(tmp_path)), "--out", tmp_path / "out")
    folder = tmp_path / "out" / "sample-2026-11-03"
    assert done.return_value == 0
    assert done.stdout.startswith(f"{folder}: published, sha256 ")
    assert "a portal asks for --publisher and --address" in done.stderr
    digest = done.stdout.split()[-1]
    checked = typed("--check", folder)
    assert checked.return_value == 0
    assert checked.stdout == f"{folder}: as it was published, and comes out the same; sha256 {digest}\n"
    meddled(folder, "results/nodes.csv", "cesis,site,100.0", "cesis,site,99.0")
    found = typed("--check", folder)
    assert found.return_value == 2
    assert "results/nodes.csv: cesis site, points: was '99.0', is '100.0'" in found.stdout
    assert f"{folder}: changed files 1, differences 1; sha256 " in found.stdout


def test_a_publisher_and_a_run(tmp_path: Path) -> None:
    extra: list[str | Path] = ["--publisher", "Ministrija", "Ministry", "https://www.varam.gov.lv", "--address", "https://data.gov.lv/x"]
    done = typed(*options(measured(tmp_path)), "--out", tmp_path / "out", "--run", "2026-11-01", *extra)
    assert done.return_value == 0
    assert done.stderr == ""
    assert (tmp_path / "out" / "sample-2026-11-01" / "about.json").is_file()


def test_one_source_of_observations(tmp_path: Path) -> None:
    files = measured(tmp_path)
    done = typed(*options(files), "--store", files.survey)
    assert isinstance(done.exception, ConfigError)
    assert str(done.exception) == "give either --store or --bundles"


@pytest.mark.parametrize("arguments", [[], ["sample", "--check", "folder"]])
def test_either_an_edition_or_a_folder(arguments: list[str]) -> None:
    done = typed(*arguments)
    assert isinstance(done.exception, ConfigError)
    assert "say which edition to publish, or which folder to check" in str(done.exception)
