"""The verbs of the network floor. What is behind a verb is imported when it is asked for."""

from __future__ import annotations

import re
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.registry import Registry
    from data.types import Institution

_FILE = click.Path(path_type=Path, dir_okay=False)
_FOLDER = click.Path(path_type=Path, file_okay=False)
_TABLES = click.Path(path_type=Path, file_okay=False, exists=True)


@click.command()
@click.option("--install", is_flag=True, help="Get a browser first where there is none.")
def doctor(*, install: bool) -> None:
    """Tell what this machine has for an audit, and what is missing."""
    from crawler.browsers import provide_browser, provide_driver
    from crawler.doctor import able, examine, told
    from data.settings import Settings

    settings = Settings.load()
    if install:
        provide_driver()
        provide_browser(settings)
    parts = examine(settings)
    click.echo("\n".join(told(parts)))
    sys.exit(0 if able(parts) else 2)


@click.command()
@click.argument("bundles", type=_FILE, nargs=-1, required=True, metavar="BUNDLE...")
def politeness(bundles: tuple[Path, ...]) -> None:
    """Prove from the logs of bundles how politely sites were asked; exit 2 where a promise was broken.

    Bundles of one run given together are proved together: no server address was asked by two visits at once.
    """
    from crawler.proof import manners
    from crawler.proof_words import lines
    from data.bundle import Bundle

    with ExitStack() as stack:
        found = manners(*(stack.enter_context(Bundle(bundle)) for bundle in bundles))
    click.echo("\n".join(lines(found)))
    sys.exit(0 if all(each.kept for each in found) else 2)


@click.command()
@click.option("--half", type=click.Choice(["dev", "test", "both"]), default="both", show_default=True, help="Which bodies of the corpus.")
@click.option("--bundles", type=_FOLDER, help="Keep the visits here, and judge those that are there instead of visiting again.")
@click.option("--errors", is_flag=True, help="List every error by name.")
@click.option("--write", is_flag=True, help="Write docs/accuracy.md and the confidences (both halves).")
def accuracy(half: str, bundles: Path | None, *, errors: bool, write: bool) -> None:
    """Measure how often the indicators err, on the labelled corpus of the repository."""
    import importlib

    from data.errors import ConfigError

    try:
        corpus = importlib.import_module("tests.corpus.accuracy")
    except ModuleNotFoundError as error:
        raise ConfigError("the labelled corpus is not installed; run this in a clone of the repository") from error
    click.echo(corpus.run(("dev", "test") if half == "both" or write else (half,), bundles, errors=errors, write=write))


@click.command()
@click.argument("targets", nargs=-1, metavar="[ID]...")
@click.option("--all", "everybody", is_flag=True, help="Every institution of the registry.")
@click.option("--jobs", "at_once", type=click.IntRange(1), default=4, show_default=True, help="Visits made at the same time.")
@click.option(
    "--tabs", type=click.IntRange(1), default=2, show_default=True, help="Pages open at the same time in the one browser they share."
)
@click.option("--run", "name", metavar="NAME", help="Name of the run; one that was broken off is taken up again.")
@click.option("--out", type=_FOLDER, help="Folder for the bundles (data/var/audits/RUN).")
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
@click.option("--browser", help="Path of the browser to use.")
@click.option("--settings", "file", type=_FILE, help="TOML file of settings.")
def crawl(
    targets: tuple[str, ...],
    *,
    everybody: bool,
    at_once: int,
    tabs: int,
    name: str | None,
    out: Path | None,
    tables: Path | None,
    **flags: Any,  # noqa: ANN401 (click's values; data.settings reads them)
) -> None:
    """Visit many institutions, several at a time, and seal a bundle of each.

    \b
    eindekss crawl siguldas-novads cesu-novads
    eindekss crawl --all --jobs 8 --run 2026-11-23

    Ctrl-C seals what there is. The same --run again goes on where it ended: what was seen whole is not visited twice. Exit codes: 0 every
    visit complete, 3 some partial, 2 something given was wrong or this machine lacks something, 1 a fault of ours lost a visit.
    """  # noqa: D301 (\b is for click: these lines stay as they are)
    from crawler.run import Run
    from crawler.summary import exit_code, lines, write
    from crawler.visit import Job, new_run
    from data import registry
    from data.settings import Settings
    from data.store import BUNDLES

    settings = Settings.load(**flags)
    run = new_run() if name is None else _named(name)
    whom = _whom(targets, registry.load(tables or registry.FOLDER), everybody=everybody)
    folder = _ready(out or BUNDLES / run)
    jobs = [Job(each, run, settings, folder / f"{each.id}.sqlite") for each in whom]
    ended = Run(jobs, at_once, tabs, settings.visit_bytes).go()
    write(folder / "run.json", run, ended)
    click.echo("\n".join([*lines(ended), str(folder / "run.json")]))
    sys.exit(exit_code(ended))


def _named(run: str) -> str:
    from data.errors import ConfigError

    if not re.fullmatch(r"\w[\w.-]{0,99}", run):
        raise ConfigError(f"--run: {run!r} is no name of a run; use letters, digits, dots, hyphens and underscores, not a path")
    return run


def _ready(folder: Path) -> Path:
    from data.errors import ConfigError

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"{folder}: cannot be made ({error.strerror}); choose another folder with --out") from error
    return folder


def _whom(targets: Sequence[str], known: Registry, *, everybody: bool) -> list[Institution]:
    from data.errors import ConfigError

    if bool(targets) == everybody:
        raise ConfigError("say whom to visit: one or more institutions (id, registration number or name), or --all")
    faults: list[str] = []
    found = dict(known.institutions) if everybody else {}
    for target in targets:
        try:
            institution = known.find(target)
            found[institution.id] = institution
        except ConfigError as error:
            faults += error.faults
    if faults:
        raise ConfigError(faults)
    return list(found.values())
