"""The verb that holds the answers of a survey against what was seen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from scoring.asked import EDITION, FILE, FOLDER


@click.command()
@EDITION
@click.option("--run", help="The run whose visits count; each body's newest visit unless given.")
@click.option("--id", "institution", help="One body only; the chances are still counted over all.")
@click.option("--casebook", type=FILE, help="The casebook of answers; data/var/casebook.db unless given.")
@click.option("--store", type=FILE, help="The store of observations; data/var/eindekss.db unless given.")
@click.option("--bundles", type=FOLDER, help="A folder of bundles to read instead of the store.")
@click.option("--registry", type=FOLDER, help="Tables of the bodies, in place of data/inputs.")
@click.option("--rates", type=FILE, help="What a random sample taught (eindekss review rates --write); nothing unless given.")
@click.option("--seeds", type=FILE, help="Write there, as CSV, the addresses that answers give and no visit saw.")
@click.option("--out", type=FOLDER, help="Folder for the tables (data/var/validation/EDITION).")
@click.option("--lang", type=click.Choice(["lv", "en"]), default="lv", show_default=True, help="Language of what is told.")
def validate(**given: Any) -> None:  # noqa: ANN401 (the options above)
    """Hold every answer of a survey against what was seen of the body, and tell which are confirmed and which contradicted.

    \b
    eindekss validate --edition 2026-proposal --run 2026-11-03
    eindekss validate --edition 2026-proposal --id dobeles-novads --lang en
    """  # noqa: D301 (\b is for click: these lines stay as they are)
    from data.store import VAR
    from scoring.validation.asked import validated
    from scoring.validation.output import write
    from scoring.validation.summary import summary

    found = validated(
        **{name: given[name] for name in ("edition", "run", "institution", "casebook", "store", "bundles", "registry", "rates")}
    )
    click.echo(summary(found, given["lang"]))
    for path in write(found, Path(given["out"] or VAR / "validation" / found.questionnaire.edition), given["seeds"]):
        click.echo(path)
