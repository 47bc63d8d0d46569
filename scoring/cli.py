"""What a methodology team asks of its tables."""

from __future__ import annotations

import click


@click.group()
def methodology() -> None:
    """The tables that an index is computed by."""


@methodology.command()
@click.argument("edition")
@click.option("--lang", type=click.Choice(["lv", "en"]), default="en", show_default=True, help="Language of the titles.")
def check(edition: str, lang: str) -> None:
    """Read an EDITION (its name, or its folder) and tell every fault, or what its leaves are and how much they weigh."""
    from scoring.methodology import load
    from scoring.methodology_summary import summary

    click.echo(summary(load(edition), lang))
