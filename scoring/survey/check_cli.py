"""The verb that reads a questionnaire and tells its faults."""

from __future__ import annotations

import click


@click.command()
@click.argument("edition", required=False, default="2026-proposal")
@click.option("--lang", type=click.Choice(["lv", "en"]), default="lv", show_default=True, help="Language of what is told.")
def check(edition: str, lang: str) -> None:
    """Read the questionnaire of EDITION (its name, or its folder; 2026-proposal) and tell every fault, or what it asks about.

    \b
    eindekss survey check 2026-proposal --lang en
    """  # noqa: D301 (\b is for click: the line stays as it is)
    from scoring.methodology import load as methodology
    from scoring.survey.questionnaire import load
    from scoring.survey.summary import summary

    click.echo(summary(load(edition), methodology(edition), lang))
