"""The demonstration: three invented municipalities served on this machine, visited, merged and compared."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from crawler.demo_server import DemoServer
from crawler.visit import Job, new_run
from crawler.visits import run_visits
from data import registry
from data.bundle import Bundle
from data.settings import Settings
from data.store import Store
from reports import overview
from reports.outputs import summary, write
from reports.wording import LANGS


def run(folder: Path) -> None:
    """Serve, visit, merge and report into the folder; prints where to look."""
    run_id = new_run()
    bundles = _visits(run_id, folder / "bundles" / run_id)
    with Store(folder / "eindekss.db") as store:
        merged = store.merge_folder(folder / "bundles")
    for refused in merged.refused:
        click.echo(f"not merged: {refused}", err=True)
    opened = {_owner(bundle): bundle for bundle in map(Bundle, bundles)}
    for owner, bundle in opened.items():
        observations = bundle.observations()
        for line in summary(bundle, observations):
            click.echo(line)
        write(bundle, observations, folder / "reports" / owner, "both", LANGS)
    pages = overview.write(list(opened.values()), folder / "reports", LANGS, {owner: owner for owner in opened})
    click.echo("\nLook at these in a browser; each leads to the reports of all three:")
    for page in pages:
        click.echo(f"  {page}")
    click.echo(f"What was seen is sealed in {folder / 'bundles' / run_id}")


def _owner(bundle: Bundle) -> str:
    return str(bundle.manifest["institution"]["id"])


def _visits(run_id: str, folder: Path) -> list[Path]:
    settings = Settings.load()
    with DemoServer() as demo:
        own = replace(settings, hosts=demo.hosts, allow=tuple(demo.allow), ca=demo.ca, delay=0.05)
        # What asks others than the demonstration's own servers is left out.
        own = replace(own, resolver="none", links_away=0, open_data="none", odata="none")
        institutions = registry.load(demo.registry).institutions.values()
        return run_visits([Job(body, run_id, own, folder / f"{body.id}.sqlite") for body in institutions])
