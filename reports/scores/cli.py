"""The verbs of an edition's results: compute and write them, explain one score, say what would raise it, compare two editions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from data.errors import ConfigError
from reports.wording import LANGS

if TYPE_CHECKING:
    import pandas as pd

    from reports.scores.tables import Results
    from scoring.inputs import Inputs

_FILE = click.Path(path_type=Path, dir_okay=False)
_FOLDER = click.Path(path_type=Path, file_okay=False)
_FORMATS = ("csv", "xlsx", "parquet", "json", "charts", "html")


def _inputs(command: Callable[..., None]) -> Callable[..., None]:
    """The options by which every verb finds what was observed and answered."""
    options = (
        click.option("--run", help="The run whose visits count; each body's newest visit unless given."),
        click.option("--store", type=_FILE, help="The store of observations; data/var/eindekss.db unless given."),
        click.option("--bundles", type=_FOLDER, help="A folder of bundles to read instead of the store."),
        click.option("--survey", type=_FILE, help="CSV of survey answers: institution,question,answer[,subject,source,at]."),
        click.option("--statistics", type=_FILE, help="CSV of statistics, of the same shape."),
        click.option("--registry", type=_FOLDER, help="Tables of the bodies, in place of data/inputs."),
    )
    for option in reversed(options):
        command = option(command)
    return command


_LANG = click.option("--lang", type=click.Choice(LANGS), default="lv", show_default=True, help="Language of what is told.")
_EDITION = click.option("--edition", "-e", required=True, help="The edition: its name, or the folder of its tables.")


@click.command()
@_EDITION
@_inputs
@click.option("--group", help="Write only this group or measurement of the edition.")
@click.option("--out", type=_FOLDER, help="Folder for the results (data/var/scores/EDITION).")
@click.option("--format", "formats", multiple=True, type=click.Choice(_FORMATS), help="What to write; repeatable; everything unless given.")
@click.option("--runs", type=click.IntRange(0), help="Runs of the uncertainty analysis that gives the bands of ranks; 0 for none.")
@click.option("--lang", type=click.Choice(LANGS), help="Language of workbook, charts and page; both when not given.")
def score(
    edition: str,
    group: str | None,
    out: Path | None,
    formats: tuple[str, ...],
    runs: int | None,
    lang: str | None,
    **given: Any,  # noqa: ANN401
) -> None:
    """Compute the scores and ranks of an edition, and write them as tables, workbook, charts and a page to read.

    \b
    eindekss score --edition 2026-proposal --survey answers.csv
    eindekss score --edition 2026-proposal --bundles data/var/demo --group small --format csv --format xlsx
    """  # noqa: D301 (\b is for click)
    from data.store import VAR
    from reports.scores.told import summary
    from reports.scores.write import write

    read = _read(edition, **given)
    if read.left_out:
        click.echo(f"not scored, for no group of the edition takes them (groups.csv, population): {', '.join(read.left_out)}", err=True)
    found = _results(read, runs, group)
    langs = (lang,) if lang else LANGS
    for line in summary(found, langs[0]):
        click.echo(line)
    for path in write(found, out or VAR / "scores" / found.scores.methodology.edition, formats or _FORMATS, langs):
        click.echo(path)


@click.command("explain-score")
@click.argument("institution", metavar="ID")
@_EDITION
@_inputs
@click.option("--out", type=_FOLDER, help="Write every leaf (CSV) and the body's radar into this folder.")
@_LANG
def explain_score(institution: str, edition: str, out: Path | None, lang: str, **given: Any) -> None:  # noqa: ANN401
    """Tell why the institution ID has the score it has: what gives and costs it points, against the median and the best of its group."""
    from reports.charts import paper
    from reports.scores.drawn import of_unit
    from reports.scores.told import explanation
    from scoring.explain import explain

    found = _results(_read(edition, **given), 0)
    unit = _known(found, institution)
    why = explain(found.scores, unit)
    for line in explanation(found, why, lang):
        click.echo(line)
    if out is not None:
        _write_csv({f"explanation.{unit}": why.table().rename_axis("code").reset_index()}, out)
        for path in paper.write(of_unit(found, unit, lang), out):
            click.echo(path)


@click.command()
@click.argument("institution", metavar="ID")
@_EDITION
@_inputs
@click.option("--out", type=_FOLDER, help="Write all advice, what was not measured and good practice (CSV) into this folder.")
@_LANG
def advice(institution: str, edition: str, out: Path | None, lang: str, **given: Any) -> None:  # noqa: ANN401
    """Tell what would raise the score of the institution ID, by points to be gained, with effort and the page where it is seen."""
    from reports.scores.told import advised
    from scoring.advice import advice as improvements
    from scoring.advice import unmeasured
    from scoring.practice import practice

    read = _read(edition, **given)
    found = _results(read, 0)
    unit = _known(found, institution)
    places = _places(read, **given)
    listed, missing = (one(found.scores, places, [unit]) for one in (improvements, unmeasured))
    for line in advised(found, unit, listed, missing, lang):
        click.echo(line)
    if out is not None:
        _write_csv({f"advice.{unit}": listed, f"unmeasured.{unit}": missing, "practice": practice(found.scores, places)}, out)


@click.command()
@click.argument("old")
@click.argument("new")
@_inputs
@click.option("--new-run", help="The run for the newer edition, where it is another.")
@click.option("--new-survey", type=_FILE, help="The survey of the newer edition, where it is another.")
@click.option("--new-statistics", type=_FILE, help="The statistics of the newer edition, where they are others.")
@click.option("--out", type=_FOLDER, help="Write the comparison (CSV) and scatter plots into this folder.")
@_LANG
def compare(old: str, new: str, out: Path | None, lang: str, **given: Any) -> None:  # noqa: ANN401
    """Compare two editions, OLD and NEW: who moved, by how much, and how far the two can be compared at all."""
    from reports.scores.compared import drawn, tables
    from reports.scores.told import compared

    later = {name: given.pop(f"new_{name}") or given[name] for name in ("run", "survey", "statistics")}
    before, after = (_results(_read(edition, **options), 0) for edition, options in ((old, given), (new, {**given, **later})))
    found = tables(before.scores, after.scores)
    for line in compared(found.moves, found.summary, found.shared, len(found.differences), lang):
        click.echo(line)
    if out is not None:
        _write_csv({"moves": found.moves, "nodes": found.nodes, "differences": found.differences, "summary": found.summary}, out)
        for path in drawn(before, after, out, lang):
            click.echo(path)


def _read(
    edition: str,
    run: str | None,
    store: Path | None,
    bundles: Path | None,
    survey: Path | None,
    statistics: Path | None,
    registry: Path | None,
) -> Inputs:
    from data.registry import FOLDER
    from scoring.inputs import inputs
    from scoring.methodology import load

    source = _source(store, bundles)
    if source is None and survey is None and statistics is None:
        raise ConfigError("there is no store yet; visit and merge first, or give --store, --bundles, --survey or --statistics")
    if source is None and run is not None:
        raise ConfigError(f"--run {run} names visits, and there is no store yet; give --store or --bundles")
    return inputs(load(edition), source, run=run, survey=survey, statistics=statistics, registry=registry or FOLDER)


def _source(store: Path | None, bundles: Path | None) -> Path | None:
    """Where observations are read from: None where nothing was given and the usual store is not there."""
    from data.store import STORE

    if store is not None and bundles is not None:
        raise ConfigError("give either --store or --bundles")
    given = bundles or store
    return given or (STORE if STORE.is_file() else None)


def _results(read: Inputs, runs: int | None, group: str | None = None) -> Results:
    from reports.scores.bands import bands
    from reports.scores.chosen import chosen
    from reports.scores.tables import results

    whole = read.scores()
    sources = {name: path.name for name, path in sorted(read.files.items())}
    doubted = None if runs == 0 or whole.root.isna().all() else bands(read, runs)
    scores = whole if group is None else chosen(whole, group)
    ranks = None if doubted is None else doubted.ranks()
    return results(scores, ranks, 0.9 if doubted is None else doubted.interval, read.visits, sources)


def _known(found: Results, institution: str) -> str:
    units = [str(unit) for unit in found.scores.units.index]
    if institution in units:
        return institution
    from scoring.table_cells import near

    raise ConfigError(f"no institution {institution!r} in this edition; {near(institution, units)}")


def _places(read: Inputs, store: Path | None, bundles: Path | None, **_: object) -> pd.DataFrame | None:
    from scoring.seen import seen

    source = _source(store, bundles)
    return None if source is None or read.visits is None else seen(source, read.visits)


def _write_csv(tables: dict[str, pd.DataFrame], folder: Path) -> None:
    from reports.scores.files import write_csv

    for path in write_csv(tables, folder):
        click.echo(path)
