"""What every command of the index asks for alike: where the observations are, and the tables of answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from data.errors import ConfigError

if TYPE_CHECKING:
    from scoring.inputs import Inputs

FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)
EDITION = click.option("--edition", "-e", required=True, help="The edition: its name, or the folder of its tables.")
_OPTIONS = (
    click.option("--run", help="The run whose visits count; each body's newest visit unless given."),
    click.option("--store", type=FILE, help="The store of observations; data/var/eindekss.db unless given."),
    click.option("--bundles", type=FOLDER, help="A folder of bundles to read instead of the store."),
    click.option("--survey", type=FILE, help="CSV of survey answers: institution,question,answer[,subject,source,at]."),
    click.option("--statistics", type=FILE, help="CSV of statistics, of the same shape."),
    click.option("--registry", type=FOLDER, help="Tables of the bodies, in place of data/inputs."),
)


def inputs_asked(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options by which a command finds what was observed and answered."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def read(
    edition: str,
    *,
    run: str | None = None,
    store: Path | None = None,
    bundles: Path | None = None,
    survey: Path | None = None,
    statistics: Path | None = None,
    registry: Path | None = None,
) -> Inputs:
    """What these options name. Raises ConfigError where they contradict each other, name nothing, or a table has faults."""
    from data.registry import FOLDER as REGISTRY
    from scoring.inputs import inputs
    from scoring.methodology import load

    source = source_of(store, bundles)
    if source is None and survey is None and statistics is None:
        raise ConfigError("there is no store yet; visit and merge first, or give --store, --bundles, --survey or --statistics")
    if source is None and run is not None:
        raise ConfigError(f"--run {run} names visits, and there is no store yet; give --store or --bundles")
    return inputs(load(edition), source, run=run, survey=survey, statistics=statistics, registry=registry or REGISTRY)


def source_of(store: Path | None, bundles: Path | None) -> Path | None:
    """Where observations are read from: None where nothing was given and the usual store is not there."""
    from data.store import STORE

    if store is not None and bundles is not None:
        raise ConfigError("give either --store or --bundles")
    return bundles or store or (STORE if STORE.is_file() else None)
