"""All files of an edition's results: which formats there are, and where each lies in the folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from data.errors import ConfigError
from reports.charts import paper
from reports.scores.document import write_json
from reports.scores.drawn import charts
from reports.scores.files import write_csv, write_parquet
from reports.scores.page import write_page
from reports.scores.tables import Results
from reports.scores.workbook import write_workbook
from reports.wording import LANGS

FORMATS = ("csv", "xlsx", "parquet", "json", "charts", "html")
"""``csv/``, ``scores.LANG.xlsx``, ``parquet/``, ``scores.json``, ``charts/`` (SVG, PNG and words) and ``index.LANG.html``."""


def write(results: Results, folder: Path, formats: Sequence[str] = FORMATS, langs: Sequence[str] = LANGS) -> list[Path]:
    """Write the results into the folder; returns the paths. Raises ConfigError when nothing can be written there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return list(_written(results, folder, formats, langs))
    except OSError as error:
        raise ConfigError(f"{folder}: cannot write there ({error.strerror}); choose another folder with --out") from error


def _written(results: Results, folder: Path, formats: Sequence[str], langs: Sequence[str]) -> Iterator[Path]:
    found: list[Path] = []
    if "csv" in formats:
        found += write_csv(results.tables, folder / "csv")
    if "xlsx" in formats:
        found += [write_workbook(results, folder, lang) for lang in langs]
    if "parquet" in formats:
        methodology = results.scores.methodology
        found += write_parquet(
            results.tables, folder / "parquet", {"edition": methodology.edition, "methodology_sha256": methodology.digest}
        )
    if "json" in formats:
        found.append(write_json(results, folder))
    yield from found
    shown = {lang: list(charts(results, lang)) for lang in langs if {"charts", "html"} & set(formats)}
    drawn = [path for made in shown.values() for chart in made if "charts" in formats for path in paper.write(chart, folder / "charts")]
    yield from drawn
    if "html" in formats:
        places = {path.name: path.relative_to(folder).as_posix() for path in drawn}
        yield from write_page(results, folder, langs, [path.relative_to(folder).as_posix() for path in found], places, shown)
