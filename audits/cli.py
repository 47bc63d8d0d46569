"""What an analyst asks of the catalogue: list, explain, new, try, and replay of a stored bundle."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from data.errors import ConfigError

if TYPE_CHECKING:
    from audits.audit import Indicator
    from data.types import Observation

LANG = click.option("--lang", type=click.Choice(["lv", "en"]), default="en", show_default=True, help="Language of the texts.")
BUNDLE = click.Path(path_type=Path, dir_okay=False)


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="All that is known of each indicator, as JSON.")
@LANG
def list_indicators(*, as_json: bool, lang: str) -> None:
    """List the indicators by theme."""
    from audits import catalogue
    from audits.audit import THEMES
    from audits.explain import as_row

    indicators = catalogue.load()
    if as_json:
        click.echo(json.dumps([as_row(indicator) for indicator in indicators], ensure_ascii=False, indent=1))
        return
    for theme, title in THEMES.items():
        members = [indicator.audit for indicator in indicators if indicator.theme == theme]
        click.echo(f"\n{title[lang]} ({theme}, {len(members)})" if members else "", nl=bool(members))
        for audit in members:
            click.echo(f"  {audit.id:<32} {audit.title[lang]}")


@click.command()
@click.argument("indicator")
@LANG
def explain(indicator: str, lang: str) -> None:
    """Say what an indicator asks, why, by which law, and how it is seen."""
    from audits import catalogue
    from audits.explain import as_text

    click.echo(as_text(catalogue.find(indicator), lang))


@click.command()
@click.argument("indicator")
@click.option("--theme", required=True, help="The folder it belongs to; see 'eindekss list'.")
def new(indicator: str, theme: str) -> None:
    """Begin a new indicator: one file that works and waits for your words."""
    from audits.draft import write

    path = write(indicator, theme)
    click.echo(f"{path}\nwrite what it asks and how it is seen, then: eindekss try {indicator}")


@click.command("try")
@click.argument("indicator")
@click.option("--on", "bundle", type=BUNDLE, help="Judge a stored bundle instead of the indicator's own cases.")
def try_indicator(indicator: str, bundle: Path | None) -> None:
    """Run one indicator on its cases, or on a stored bundle."""
    from audits import catalogue

    chosen = catalogue.find(indicator)
    if bundle is None:
        _try_cases(chosen)
    else:
        _try_bundle(chosen, bundle)


@click.command()
@click.argument("bundle", type=BUNDLE)
def replay(bundle: Path) -> None:
    """Judge a stored bundle by today's rules and write the answers beside it."""
    from audits.replay import rejudge, turns, write_overlay
    from data.bundle import Bundle

    with Bundle(bundle) as sealed:
        today = rejudge(sealed)
        found = turns(sealed.observations(), today)
        overlay = write_overlay(sealed, today, bundle.with_suffix(".overlay.sqlite"))
    for turn in found:
        click.echo(
            f"{_line(turn.before) if turn.before else '(not asked)'}\n  -> {_line(turn.after) if turn.after else '(no longer asked)'}"
        )
    click.echo(f"{len(today)} answers, {len(found)} of them others than when sealed; written to {overlay}")
    if unversioned := sorted({turn.after.indicator for turn in found if turn.unversioned and turn.after}):
        raise ConfigError(f"answers changed under an unchanged version: {', '.join(unversioned)}; raise `version` in their files")


@click.command()
@click.argument("bundle", metavar="BUNDLE|RUN", type=click.Path(path_type=Path))
@click.argument("later", metavar="[LATER]", type=click.Path(path_type=Path), required=False)
@click.option("--json", "as_json", is_flag=True, help="Of two runs: every change, as JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Of two runs: every change, as CSV.")
def diff(bundle: Path, later: Path | None, *, as_json: bool, as_csv: bool) -> None:
    """Show what today's rules change in a stored bundle; or, given a LATER one of the same body, what changed between the two visits.

    Both are judged by today's rules then, so that only the site can differ. Of two runs (names or folders), every change of every body
    is labelled: site, rules, tool, network or sampling. Bodies that one run alone looked at are listed; a bundle that cannot be read is
    told, stops no other, and makes the exit code 2.
    """
    if bundle.is_file() or bundle.suffix == ".sqlite" or later is None:
        if as_json or as_csv:
            raise ConfigError("--json and --csv are of two runs; give two runs, or leave them out")
        _diff_bundles(bundle, later)
    else:
        _diff_runs(str(bundle), str(later), as_json=as_json, as_csv=as_csv)


def _diff_runs(before: str, after: str, *, as_json: bool, as_csv: bool) -> None:
    from audits import runs
    from data.cli import REFUSED

    found = runs.compare(before, after)
    alone = runs.alone(found, before, after)
    if as_csv:
        click.echo(runs.as_csv(found.changes), nl=False)
    elif as_json:
        click.echo(json.dumps(runs.as_document(found), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join([*runs.told(found.changes), *alone]))
    for line in (*(alone if as_csv else ()), *found.refused):
        click.echo(line, err=True)
    if found.refused:
        click.get_current_context().exit(REFUSED)


def _diff_bundles(bundle: Path, later: Path | None) -> None:
    from audits.difference import changes, told
    from audits.replay import rejudge
    from data.bundle import Bundle

    with Bundle(bundle) as sealed:
        before = rejudge(sealed) if later else sealed.observations()
        after = () if later else rejudge(sealed)
        body = sealed.snapshot().institution.id
    if later:
        with Bundle(later) as second:
            after = rejudge(second)
            if (other := second.snapshot().institution.id) != body:
                raise ConfigError(f"{bundle} is of {body} and {later} of {other}; give two bundles of one institution")
    click.echo("\n".join(told(changes(before, after, one_visit=later is None))) or "no answer differs")


def _try_cases(indicator: Indicator) -> None:
    from audits.cases import play
    from data import registry, vocabulary

    portals, words = registry.load().portals, vocabulary.load()
    wrong = 0
    for case in indicator.cases:
        finding = play(indicator, case, words, portals)
        right = case.outcome == finding.outcome and case.expect in {..., finding.value}
        wrong += not right
        click.echo(f"{'ok   ' if right else 'WRONG'} {case.name}: {finding.outcome} {finding.value!r} {finding.reason or ''}")
        for seen in finding.evidence[:3]:
            click.echo(f"        {seen.url} {seen.locator} {seen.excerpt[:100]}")
    if wrong:
        raise ConfigError(f"{wrong} of {len(indicator.cases)} cases give another answer than they expect")


def _try_bundle(indicator: Indicator, path: Path) -> None:
    from audits.replay import rejudge
    from data.bundle import Bundle

    with Bundle(path) as bundle:
        for seen in rejudge(bundle, (indicator,)):
            click.echo(_line(seen))
            for place in seen.finding.evidence[:5]:
                click.echo(f"    {place.url} {place.locator} {place.excerpt[:120]}")


def _line(seen: Observation) -> str:
    finding = seen.finding
    return f"{seen.indicator} v{seen.version} {seen.subject}: {finding.outcome} {finding.value!r} {finding.reason or ''}".rstrip()
