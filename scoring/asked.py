"""What every command of the index asks for alike: where the observations are, and the tables of answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from data.errors import ConfigError

if TYPE_CHECKING:
    from scoring.inputs import Inputs

FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)
EDITION = click.option("--edition", "-e", required=True, help="The edition: its name, or the folder of its tables.")


def _moment(_: click.Context, __: click.Parameter, given: datetime | None) -> datetime:
    """The end of the day named, or now: of all that reads an edition only the command line looks at the clock."""
    return datetime.now(UTC) if given is None else given.replace(hour=23, minute=59, second=59, tzinfo=UTC)


_DAY = click.DateTime(["%Y-%m-%d"])
_LOOKS = (
    click.option("--run", help="The run whose visits count; each body's newest visit unless given."),
    click.option("--store", type=FILE, help="The store of observations; data/var/eindekss.db unless given."),
    click.option("--bundles", type=FOLDER, help="A folder of bundles to read instead of the store."),
)
REGISTRY = click.option("--registry", type=FOLDER, help="Tables of the bodies, in place of data/inputs.")
_RATES = "What a random sample taught of answers and detectors (eindekss review rates --write)"
CASEBOOK = click.option("--casebook", type=FILE, help="The casebook of answers; data/var/casebook.db unless given.")
LANG = click.option("--lang", type=click.Choice(["lv", "en"]), default="lv", show_default=True, help="Language of what is told.")
_INPUTS = (
    *_LOOKS,
    click.option("--survey", type=FILE, help="CSV of survey answers: institution,question,answer[,subject,source,at]."),
    click.option("--statistics", type=FILE, help="CSV of statistics, of the same shape."),
    click.option("--casebook", type=FILE, help="A casebook in place of --survey: its answers count after verdicts, review, replies."),
    click.option("--at", type=_DAY, callback=_moment, help="The day (UTC) until whose end reviews and replies count; now unless given."),
    click.option("--rates", type=FILE, help=f"{_RATES}; with --casebook only."),
    REGISTRY,
)
_PLACES = (*_LOOKS, CASEBOOK, REGISTRY, click.option("--rates", type=FILE, help=f"{_RATES}; nothing unless given."))
PLACES = ("run", "store", "bundles", "casebook", "registry", "rates")
"""The names of what the options of ``placed`` give."""
READ = ("run", "store", "bundles", "survey", "statistics", "casebook", "at", "rates", "registry")
"""The names of what the options of ``inputs_asked`` give."""


def with_options(options: Sequence[Callable[..., Any]], command: Callable[..., Any]) -> Callable[..., Any]:
    """The command with these options, told in their order."""
    return reduce(lambda done, option: option(done), reversed(options), command)


def inputs_asked(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options by which a command of the score finds what was observed and answered."""
    return with_options(_INPUTS, command)


def placed(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options by which a command finds the answers of a casebook and what was seen of the bodies (``PLACES``)."""
    return with_options(_PLACES, command)


def read(
    edition: str,
    *,
    casebook: Path | None = None,
    at: datetime | None = None,
    rates: Path | None = None,
    **given: Any,  # noqa: ANN401 (see below)
) -> Inputs:
    """What the options of ``READ`` name. Raises ConfigError where they contradict each other, name nothing, or a table has faults.

    ``given`` are the other options by their names. With a ``casebook`` the moment ``at`` must be given: answers count as they do then.
    """
    if casebook is not None and at is None:
        raise ValueError("answers of a casebook count as of a moment, and none is given")
    if casebook is not None and given.get("survey") is not None:
        raise ConfigError("give either --survey or --casebook: both hold the answers of the survey")
    if casebook is None and rates is not None:
        raise ConfigError("--rates tells how far answers of a casebook are to be believed; give --casebook as well")
    found = _plain(edition, **given)
    if casebook is None or at is None:
        return found
    from scoring.validation.counting import counting

    places = {name: given.get(name) for name in ("run", "store", "bundles", "registry")}
    return counting(found, edition, casebook, at, rates=rates, **places)


def _plain(
    edition: str,
    *,
    run: str | None = None,
    store: Path | None = None,
    bundles: Path | None = None,
    survey: Path | None = None,
    statistics: Path | None = None,
    registry: Path | None = None,
) -> Inputs:
    from data.registry import FOLDER as REGISTRY
    from data.store import source_of
    from scoring.inputs import inputs
    from scoring.methodology import load

    source = source_of(store, bundles)
    if source is None and survey is None and statistics is None:
        raise ConfigError("there is no store yet; visit and merge first, or give --store, --bundles, --survey or --statistics")
    if source is None and run is not None:
        raise ConfigError(f"--run {run} names visits, and there is no store yet; give --store or --bundles")
    return inputs(load(edition), source, run=run, survey=survey, statistics=statistics, registry=registry or REGISTRY)
