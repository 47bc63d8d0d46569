"""The verb that reads a questionnaire and tells its faults."""

from __future__ import annotations

import click


@click.command()
@click.argument("edition", required=False, default="2026-proposal")
@click.option("--lang", type=click.Choice(["lv", "en"]), default="lv", show_default=True, help="Language of what is told.")
def check(edition: str, lang: str) -> None:
    """Read the questionnaire of EDITION (its name, or its folder) and tell every fault, or what it asks."""
    from scoring.survey.questionnaire import load

    found = load(edition)
    click.echo(f"{found.title[lang]}: {len(found.questions)}")
