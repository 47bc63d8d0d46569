"""The verb that makes a night: everyone is visited unattended, and in the morning the exit code tells cron the truth."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crawler.night.night import How
    from crawler.night.plan import Plan
    from data.registry import Registry
    from data.settings import Settings
    from data.types import Institution
    from reports.night.ending import Ending

_FILE = click.Path(path_type=Path, dir_okay=False)
_FOLDER = click.Path(path_type=Path, file_okay=False)
_TABLES = click.Path(path_type=Path, file_okay=False, exists=True)


def _clock(_context: click.Context, _option: click.Parameter, given: str | None) -> time | None:
    if given is None:
        return None
    try:
        return time.fromisoformat(given).replace(tzinfo=None)
    except ValueError:
        raise click.BadParameter(f"{given!r} is no time of day; write for example 06:00") from None


@click.command()
@click.option("--run", "name", metavar="NAME", help="Name of the run (night-YYYY-MM-DD of its evening); one broken off is taken up again.")
@click.option("--only", multiple=True, metavar="GROUP|ID", help="Only these institutions or groups of the registry; repeatable.")
@click.option("--jobs", "at_once", type=click.IntRange(1), default=4, show_default=True, help="Visits made at the same time.")
@click.option(
    "--tabs", type=click.IntRange(1), default=2, show_default=True, help="Pages open at the same time in the one browser they share."
)
@click.option(
    "--until", callback=_clock, metavar="HH:MM", help="No visit begins that would probably end after this, by the clocks of Latvia."
)
@click.option("--dry-run", is_flag=True, help="Print the plan and visit nothing.")
@click.option("--metrics", type=_FILE, metavar="FILE.prom", help="Also write metrics of Prometheus to this file.")
@click.option("--scheduler", metavar="ADDRESS", help="Address of a Dask scheduler (tcp://HOST:8786) whose workers make the visits.")
@click.option("--out", type=_FOLDER, help="Folder for the bundles (data/var/audits/RUN).")
@click.option("--store", type=_FILE, help="The store that knows earlier nights and takes this one over (data/var/eindekss.db).")
@click.option("--lock", "lock_file", type=_FILE, help="The lock that lets one night at a time go on (data/var/night.lock).")
@click.option("--registry", "tables", type=_TABLES, help="Folder of the tables of institutions (data/inputs).")
@click.option("--pages", type=int, help="The most pages fetched of each site (150).")
@click.option("--render", type=int, help="The most pages of each site opened in the browser (12).")
@click.option("--seed", type=int, help="Chooses the sample: the same seed, the same pages (1).")
@click.option("--seconds", type=float, help="Time limit of each visit (1800).")
@click.option("--delay", type=float, help="Least seconds between two requests to a host (1).")
@click.option("--consent", type=click.Choice(["none", "accept", "reject"]), help="What to answer a cookie banner (none: it is left alone).")
@click.option("--links-away", "links_away", type=int, help="The most links to other sites that are checked of each site (100).")
@click.option("--hosts", type=_FILE, help="Lines 'ADDRESS NAME...' as in /etc/hosts.")
@click.option("--allow-address", "allow", multiple=True, metavar="CIDR", help="Addresses to contact although not public; repeatable.")
@click.option("--ca", type=_FILE, help="An extra certificate authority (PEM).")
@click.option("--resolver", metavar="ADDRESS", help="The DNS server to ask (the system's); 'none' asks nothing.")
@click.option("--open-data", "open_data", metavar="ADDRESS", help="Open data portal (https://data.gov.lv/dati); 'none' asks nothing.")
@click.option("--odata", metavar="ADDRESS", help="OData service of municipalities (epakalpojumi.lv); 'none' asks nothing.")
@click.option("--canary", "canaries", multiple=True, metavar="ADDRESS", help="A page by which our own network is checked; repeatable.")
@click.option(
    "--canary-name", "canary_names", multiple=True, metavar="NAME", help="A host name by which our own DNS is checked; repeatable."
)
@click.option("--browser", help="Path of the browser to use.")
@click.option("--settings", "file", type=_FILE, help="TOML file of settings.")
def night(  # noqa: PLR0913 (a verb's options)
    *,
    name: str | None,
    only: tuple[str, ...],
    at_once: int,
    tabs: int,
    until: time | None,
    dry_run: bool,
    metrics: Path | None,
    scheduler: str | None,
    out: Path | None,
    store: Path | None,
    lock_file: Path | None,
    tables: Path | None,
    **flags: Any,  # noqa: ANN401 (click's values; data.settings reads them)
) -> None:
    """Visit every institution of the registry, unattended: longest unseen first, what is odd twice, nothing while we are sick.

    \b
    eindekss night --dry-run
    eindekss night --until 06:00 --settings night.toml
    eindekss night --only novads --only riga --jobs 8

    Ctrl-C or SIGTERM seals what there is; the same night started again goes on where it ended. Exit codes: 0 everyone was seen whole, 3
    some were seen in part, failed or had no time, 2 we were sick or something given was wrong, 1 a fault of ours lost a visit.
    """  # noqa: D301 (\b is for click: these lines stay as they are)
    from crawler.night import health, lock
    from crawler.night.known import known
    from crawler.night.plan import lines, plan, planned, run_of, until_of
    from data import registry
    from data.settings import Settings
    from data.store import BUNDLES, STORE, VAR

    settings = Settings.load(**flags)
    start = datetime.now(UTC)
    run = run_of(start) if name is None else _named(name)
    folder, kept = out or BUNDLES / run, store or STORE
    bodies = registry.load(tables or registry.FOLDER)
    whom = _whom(bodies, only)
    order = planned(whom, known(kept, folder.parent, run), settings)
    made = plan(run, order, start, until_of(start, until) if until else None, at_once)
    watched = sys.stdout.isatty()
    click.echo("\n".join([*lines(made), *health.unchecked(settings)]), err=not (watched or dry_run))
    if dry_run:
        if holder := lock.holder(lock_file or VAR / "night.lock"):
            click.echo(f"A night is noted as under way: {holder}")
        return
    from reports.night.ending import Ending

    ending = Ending.of(folder, kept, bodies, metrics)
    how = _how(settings, ending, lock_file or VAR / "night.lock", at_once, tabs, scheduler)
    sys.exit(_go(made, {one.id: one for one in whom}, how, ending, watched=watched))


def _how(settings: Settings, ending: Ending, lock: Path, at_once: int, tabs: int, scheduler: str | None) -> How:
    from functools import partial

    from crawler.night.elsewhere import OnCluster
    from crawler.night.night import How
    from crawler.run import Run

    return How(
        settings,
        ending.folder,
        ending.store,
        lock,
        at_once,
        tabs,
        blobs=ending.folder.parent / "blobs",
        stream=None if sys.stdout.isatty() else sys.stdout,
        quiet=not sys.stderr.isatty(),
        labelled=ending.labelled,
        wanted=ending.wanted,
        runner=Run if scheduler is None else partial(OnCluster, scheduler),
    )


def _go(made: Plan, bodies: Mapping[str, Institution], how: How, ending: Ending, *, watched: bool) -> int:
    from crawler.night.night import SICK, go

    record = go(made, bodies, how, alert=ending.take)
    for path in ending.tell(record):
        click.echo(path, err=not watched)
    for fault in (*ending.faults, *((f"the night was stopped: {record.stopped}",) if record.stopped else ())):
        click.echo(f"eindekss: {fault}", err=True)
    if watched:
        left = f", {len(record.left())} had no time" if record.left() else ""
        click.echo(f"{len(record.visits)} visits, {len(record.second)} of them second looks{left}; exit code {record.exit_code}")
    code = 1 if record.exit_code is None else record.exit_code
    return code if code == 1 or not ending.faults else SICK


def _named(run: str) -> str:
    import re

    from data.errors import ConfigError

    if not re.fullmatch(r"\w[\w.-]{0,99}", run):
        raise ConfigError(f"--run: {run!r} is no name of a run; use letters, digits, dots, hyphens and underscores, not a path")
    return run


def _whom(known: Registry, only: Sequence[str]) -> list[Institution]:
    """Everyone, or those whose group, id, registration number or name is given."""
    from data.errors import ConfigError

    faults: list[str] = []
    found: dict[str, Institution] = {} if only else dict(known.institutions)
    for target in only:
        group = {one.id: one for one in known.institutions.values() if one.group == target}
        try:
            found |= group or {(one := known.find(target)).id: one}
        except ConfigError as error:
            faults += [f"--only: {fault}" for fault in error.faults]
    if faults:
        raise ConfigError(faults)
    return list(found.values())
