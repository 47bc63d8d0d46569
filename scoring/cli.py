"""What a methodology team asks of its tables."""

from __future__ import annotations

from typing import Any

import click

from scoring.asked import EDITION, FILE, FOLDER, READ, inputs_asked, read

_SHARE = click.FloatRange(0, 1)


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


@click.command()
@EDITION
@inputs_asked
@click.option("--claims", type=FILE, help="CSV of how often answers are wrong: question,overclaim,underclaim.")
@click.option("--alternatives", type=FILE, help="CSV of other choices of method than the edition's alternatives.csv.")
@click.option("--runs", type=click.IntRange(1), help="How many runs; the edition's unless given.")
@click.option("--seed", type=click.IntRange(0), help="The seed of every draw; the edition's unless given.")
@click.option("--missing", type=_SHARE, default=0.05, show_default=True, help="Share of the known cells that each run does without.")
@click.option("--ties", type=click.FloatRange(0, 0.5), default=0.05, show_default=True, help="Two bodies tie unless one is seldomer ahead.")
@click.option("--sensitivity", "base", type=click.IntRange(0), default=0, help="Runs for each assumption (a power of 2); 0: none.")
@click.option("--out", type=FOLDER, help="Folder for the tables (data/var/robustness/EDITION).")
@click.option("--lang", type=click.Choice(["lv", "en"]), default="lv", show_default=True, help="Language of what is told.")
def robustness(**given: Any) -> None:  # noqa: ANN401 (the options above)
    """Tell how far the ranks of an edition can be trusted: bands of ranks, ties, what moves them, and how far a weight may be moved.

    \b
    eindekss robustness --edition 2026-proposal --survey answers.csv --claims claims.csv --sensitivity 512
    """  # noqa: D301 (\b is for click: the line stays as it is)
    from data.store import VAR
    from scoring.alternatives import alternatives
    from scoring.robustness import claims, doubted, robustness, write
    from scoring.robustness_summary import summary

    inputs = read(**{name: given[name] for name in ("edition", *READ)})
    methodology, known = inputs.methodology, inputs.matrix()
    choices = alternatives(methodology, given["alternatives"])
    wrong = claims(given["claims"]) if given["claims"] else None
    doubts = doubted(inputs, known, choices=choices, claims=wrong, missing=given["missing"], seed=given["seed"])
    found = robustness(methodology, known, inputs.units, doubts, runs=given["runs"], base=given["base"])
    click.echo(summary(found, inputs.units, given["ties"], given["lang"]))
    for path in write(found, given["out"] or VAR / "robustness" / methodology.edition, given["ties"]):
        click.echo(path)
