"""The verb that freezes an edition for publication, and checks one that was frozen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from scoring.asked import FOLDER, READ, inputs_asked

DIFFERENT = 2
"""The exit code when a published edition is not what it was."""


@click.command()
@click.argument("edition", required=False)
@click.option(
    "--check", "checked", type=FOLDER, metavar="FOLDER", help="Check a published edition: its bytes, and its results computed again."
)
@inputs_asked
@click.option("--runs", type=click.IntRange(0), help="Runs of the uncertainty analysis that gives the bands of ranks; 0 for none.")
@click.option("--out", type=FOLDER, help="Where the folder EDITION-RUN is made (data/var/editions).")
@click.option("--licence", default="CC-BY-4.0", show_default=True, help="Licence of the open data: CC-BY-4.0 or CC0-1.0.")
@click.option("--publisher", nargs=3, metavar="LV EN ADDRESS", help="Who publishes: the name in both languages, and an address.")
@click.option("--address", help="Where the open-data package will lie; addresses in its catalogue entry are relative without.")
def publish(edition: str | None, checked: Path | None, **given: Any) -> int:  # noqa: ANN401 (what click hands over)
    """Freeze the results of EDITION (its name, or its folder) as a folder that never changes, with a package of open data.

    \b
    eindekss publish 2026-proposal --run 2026-11-03 --survey answers.csv
    eindekss publish --check data/var/editions/2026-proposal-2026-11-03

    Exit codes: 0 published, or checked and equal; 2 different, or something given was wrong.
    """  # noqa: D301 (\b is for click: these lines stay as they are)
    from data.errors import ConfigError

    if (edition is None) == (checked is None):
        raise ConfigError("say which edition to publish, or which folder to check with --check FOLDER")
    if checked is not None:
        return _check(checked)
    _publish(str(edition), given)
    return 0


def _publish(edition: str, given: dict[str, Any]) -> None:
    from data.store import VAR, source_of
    from data.types import Text
    from scoring.asked import read
    from scoring.publication import digest, frozen, used
    from scoring.publication.about import Publisher, Terms

    publisher = None if given["publisher"] is None else Publisher(Text(*given["publisher"][:2]), given["publisher"][2])
    terms = Terms(given["licence"], publisher, given["address"])
    source = source_of(given["store"], given["bundles"])
    found = read(edition, **{name: given[name] for name in READ})
    indicators = {code for leaf in found.methodology.tree.leaves for code in leaf.indicator.split()}
    seen = None if source is None or found.visits is None else used.evidence(source, found.visits, indicators)
    runs = int(found.methodology.method["runs"]) if given["runs"] is None else given["runs"]
    folder = frozen.publish(found, given["out"] or VAR / "editions", evidence=seen, terms=terms, runs=runs)
    click.echo(f"{folder}: published, sha256 {digest.read(folder)[1]}")
    if terms.publisher is None or terms.address is None:
        click.echo("open-data/dcat.jsonld lacks a publisher or whole addresses; a portal asks for --publisher and --address", err=True)


def _check(folder: Path) -> int:
    from scoring.publication.check import check

    found = check(folder)
    for line in (*found.changed, *found.different):
        click.echo(line)
    for note in found.notes:
        click.echo(note, err=True)
    verdict = (
        "as it was published, and comes out the same"
        if found.whole
        else f"changed files {len(found.changed)}, differences {len(found.different)}"
    )
    click.echo(f"{folder}: {verdict}; sha256 {found.sha256}")
    return 0 if found.whole else DIFFERENT
