"""The verbs of an edition's results: compute and write them, explain one score, say what would raise it, compare two editions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from data.errors import ConfigError
from reports.wording import LANGS
from scoring.asked import EDITION, FILE, FOLDER, inputs_asked, read

if TYPE_CHECKING:
    import pandas as pd

    from reports.scores.tables import Results
    from scoring.inputs import Inputs

_FORMATS = ("csv", "xlsx", "parquet", "json", "charts", "html")
_LANG = click.option("--lang", type=click.Choice(LANGS), default="lv", show_default=True, help="Language of what is told.")


@click.command()
@EDITION
@inputs_asked
@click.option("--group", help="Write only this group or measurement of the edition.")
@click.option("--out", type=FOLDER, help="Folder for the results (data/var/scores/EDITION).")
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

    inputs = read(edition, **given)
    if inputs.left_out:
        click.echo(f"not scored, for no group of the edition takes them (groups.csv, population): {', '.join(inputs.left_out)}", err=True)
    found = _results(inputs, runs, group)
    langs = (lang,) if lang else LANGS
    for line in summary(found, langs[0]):
        click.echo(line)
    for path in write(found, out or VAR / "scores" / found.scores.methodology.edition, formats or _FORMATS, langs):
        click.echo(path)


@click.command("explain-score")
@click.argument("institution", metavar="ID")
@EDITION
@inputs_asked
@click.option("--out", type=FOLDER, help="Write every leaf (CSV) and the body's radar into this folder.")
@_LANG
def explain_score(institution: str, edition: str, out: Path | None, lang: str, **given: Any) -> None:  # noqa: ANN401
    """Tell why the institution ID has the score it has: what gives and costs it points, against the median and the best of its group."""
    from reports.charts import paper
    from reports.scores.drawn import of_unit
    from reports.scores.told import combined, explanation
    from scoring.explain import explain

    found = _results(read(edition, **given), 0)
    unit = _known(found, institution)
    why = explain(found.scores, unit)
    for line in (*explanation(found, why, lang), *combined(found, why, lang)):
        click.echo(line)
    if out is not None:
        tables = {f"explanation.{unit}": why.table().rename_axis("code").reset_index()}
        if found.rules is not None:
            rules = found.rules.loc[[unit]].T.rename_axis("rule").reset_index()
            tables |= {f"combined.{unit}": why.combined.reset_index(), f"rules.{unit}": rules}
        _write_csv(tables, out)
        for path in paper.write(of_unit(found, unit, lang), out):
            click.echo(path)


@click.command()
@click.argument("institution", metavar="ID")
@EDITION
@inputs_asked
@click.option("--out", type=FOLDER, help="Write all advice, what was not measured and good practice (CSV) into this folder.")
@_LANG
def advice(institution: str, edition: str, out: Path | None, lang: str, **given: Any) -> None:  # noqa: ANN401
    """Tell what would raise the score of the institution ID, by points to be gained, with effort and the page where it is seen."""
    from reports.scores.told import advised
    from scoring.advice import advice as improvements
    from scoring.advice import unmeasured
    from scoring.practice import practice

    inputs = read(edition, **given)
    found = _results(inputs, 0)
    unit = _known(found, institution)
    places = _places(inputs, **given)
    listed, missing = (one(found.scores, places, [unit]) for one in (improvements, unmeasured))
    for line in advised(found, unit, listed, missing, lang):
        click.echo(line)
    if out is not None:
        _write_csv({f"advice.{unit}": listed, f"unmeasured.{unit}": missing, "practice": practice(found.scores, places)}, out)


@click.command()
@EDITION
@inputs_asked
@click.option("--out", type=FOLDER, help="Folder for the tables (data/var/analysis/EDITION).")
@_LANG
def analyse(edition: str, out: Path | None, lang: str, **given: Any) -> None:  # noqa: ANN401
    """Write what the methodology team asks of an edition's structure, measurement by measurement.

    Correlations with flags, Cronbach's alpha, principal components, the importance that indicators reach, what the ranks would be
    without each of them, strengths and weaknesses of every body, regressions on population and budget.
    """
    from data.store import VAR
    from reports.scores.told import analysed
    from scoring.analysis import analysis

    scores = read(edition, **given).scores()
    tables = analysis(scores)
    for line in analysed(tables, scores.methodology.tree, lang):
        click.echo(line)
    _write_csv(tables, out or VAR / "analysis" / scores.methodology.edition)


@click.command()
@click.argument("old")
@click.argument("new")
@inputs_asked
@click.option("--new-run", help="The run for the newer edition, where it is another.")
@click.option("--new-survey", type=FILE, help="The survey of the newer edition, where it is another.")
@click.option("--new-statistics", type=FILE, help="The statistics of the newer edition, where they are others.")
@click.option("--out", type=FOLDER, help="Write the comparison (CSV) and scatter plots into this folder.")
@_LANG
def compare(old: str, new: str, out: Path | None, lang: str, **given: Any) -> None:  # noqa: ANN401
    """Compare two editions, OLD and NEW: who moved, by how much, and how far the two can be compared at all."""
    from reports.scores.compared import drawn, tables
    from reports.scores.told import compared

    later = {name: given.pop(f"new_{name}") or given[name] for name in ("run", "survey", "statistics")}
    before, after = (_results(read(edition, **options), 0) for edition, options in ((old, given), (new, {**given, **later})))
    found = tables(before.scores, after.scores)
    for line in compared(found.moves, found.summary, found.shared, len(found.differences), lang):
        click.echo(line)
    if out is not None:
        _write_csv({"moves": found.moves, "nodes": found.nodes, "differences": found.differences, "summary": found.summary}, out)
        for path in drawn(before, after, out, lang):
            click.echo(path)


def _results(inputs: Inputs, runs: int | None, group: str | None = None) -> Results:
    from reports.scores.bands import bands
    from reports.scores.chosen import chosen
    from reports.scores.compiled import compiled

    whole = inputs.scores()
    doubted = None if runs == 0 or whole.root.isna().all() else bands(inputs, runs)
    return compiled(inputs, whole, whole if group is None else chosen(whole, group), doubted)


def _known(found: Results, institution: str) -> str:
    units = [str(unit) for unit in found.scores.units.index]
    if institution in units:
        return institution
    from scoring.table_cells import near

    raise ConfigError(f"no institution {institution!r} in this edition; {near(institution, units)}")


def _places(inputs: Inputs, store: Path | None, bundles: Path | None, **_: object) -> pd.DataFrame | None:
    from data.store import source_of
    from scoring.seen import seen

    source = source_of(store, bundles)
    return None if source is None or inputs.visits is None else seen(source, inputs.visits)


def _write_csv(tables: dict[str, pd.DataFrame], folder: Path) -> None:
    from reports.scores.files import write_csv

    for path in write_csv(tables, folder):
        click.echo(path)
