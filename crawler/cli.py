"""The verbs of the network floor. What is behind a verb is imported when it is asked for."""

from __future__ import annotations

import sys
from pathlib import Path

import click


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
@click.argument("bundle", type=click.Path(path_type=Path, dir_okay=False))
def politeness(bundle: Path) -> None:
    """Prove from a bundle's log how politely its site was asked; exit 2 where a promise was broken."""
    from crawler.proof import lines, manners
    from data.bundle import Bundle

    with Bundle(bundle) as opened:
        found = manners(opened)
    click.echo("\n".join(lines(found)))
    sys.exit(0 if all(each.kept for each in found) else 2)
