"""The verb that holds the answers of a survey against what was seen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from scoring.asked import EDITION, FILE, FOLDER, LANG, PLACES, placed


@click.command()
@EDITION
@placed
@click.option("--id", "institution", help="One body only; the chances are still counted over all.")
@click.option("--seeds", type=FILE, help="Write there, as CSV, the addresses that answers give and no visit saw.")
@click.option("--out", type=FOLDER, help="Folder for the tables (data/var/validation/EDITION).")
@LANG
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

    found = validated(given["edition"], institution=given["institution"], **{name: given[name] for name in PLACES})
    click.echo(summary(found, given["lang"]))
    for path in write(found, Path(given["out"] or VAR / "validation" / found.questionnaire.edition), given["seeds"]):
        click.echo(path)
