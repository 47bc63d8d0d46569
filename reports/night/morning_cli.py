"""The verb that tells in the morning what the night came to."""

from __future__ import annotations

from pathlib import Path

import click

_FOLDER = click.Path(path_type=Path, file_okay=False)
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("run", required=False)
@click.option("--out", type=_FOLDER, help="Folder for the files; that of the night unless given.")
@click.option("--format", "wanted", type=click.Choice(["html", "json", "both"]), default="both", show_default=True, help="What to write.")
@click.option("--metrics", type=_FILE, metavar="FILE.prom", help="Also write metrics of Prometheus to this file (docs/metrics.md).")
@click.option("--audits", type=_FOLDER, help="Folder in which the nights lie (data/var/audits).")
@click.option("--book", type=_FILE, help="The alert book (data/var/alerts.db).")
@click.option("--registry", type=_FOLDER, help="Tables of the bodies, in place of data/inputs.")
def morning(
    run: str | None, out: Path | None, wanted: str, metrics: Path | None, audits: Path | None, book: Path | None, registry: Path | None
) -> None:
    """Tell what the night RUN came to (the last one unless given): one page in Latvian and English, and JSON.

    \b
    eindekss morning
    eindekss morning night-2026-11-23 --out /srv/www/night --format html
    eindekss morning --metrics /var/lib/prometheus/node-exporter/eindekss.prom
    """  # noqa: D301 (\b is for click: the lines stay as they are)
    from crawler.alerts.book import BOOK
    from data.errors import ConfigError
    from data.registry import FOLDER, load
    from data.store import BUNDLES
    from reports.night import metrics as measured
    from reports.night import morning as made
    from reports.night.alerted import told

    nights = audits or BUNDLES
    if run and Path(run).name != run:
        raise ConfigError(f"{run}: a run is named, not given as a path; write its name, and its folder's parent with --audits")
    folder = nights / run if run else made.newest(nights)
    names = {each.id: each.name for each in load(registry or FOLDER).institutions.values()}
    found = made.gather(folder, told(book or BOOK, folder.name), names)
    written = made.write(found, out or folder, wanted)
    if metrics:
        written.append(measured.write(found, metrics))
    for path in written:
        click.echo(path)
