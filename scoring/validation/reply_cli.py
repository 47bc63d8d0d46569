"""The verb that brings the replies of bodies into the casebook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from scoring.asked import CASEBOOK, EDITION, FOLDER

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@EDITION
@CASEBOOK
@click.option("--registry", type=FOLDER, help="Tables of the bodies, in place of data/inputs.")
@click.option("--received", type=_DAY, help="The day on which the replies came, where the file does not say; today unless given.")
@click.option("--expires", type=_DAY, help="The last day on which they hold, where the file does not say; for ever unless given.")
@click.option("--by", help="Who replied, where the file does not say; the body unless given.")
@click.option("--source", help="The letter or message that they came in; the name of the file unless given.")
@click.option("--dry-run", is_flag=True, help="Read and tell, and write nothing.")
def reply(files: tuple[Path, ...], edition: str, *, dry_run: bool, **given: Any) -> None:  # noqa: ANN401 (the options above)
    """Bring the replies of bodies into the casebook: the workbook of a dossier filled in, or a table as XLSX, ODS or CSV.

    Columns: institution, question, subject, text, url, who, source, received, expires. Any fault in any file and nothing is written:
    every wrong cell is named. The same file again changes nothing.

    \b
    eindekss review reply dossier.dobeles-novads.lv.xlsx --edition 2026-proposal --received 2026-12-04 --expires 2027-12-31
    """  # noqa: D301 (\b is for click: the line stays as it is)
    from datetime import UTC, datetime

    from data.casebook import CASEBOOK as USUAL
    from data.casebook import Casebook
    from data.registry import FOLDER as BODIES
    from data.registry import load as bodies
    from scoring.survey.questionnaire import load
    from scoring.validation.replies.bring import bring
    from scoring.validation.replies.take import Terms

    received, expires = (None if given[name] is None else given[name].date() for name in ("received", "expires"))
    terms = Terms(datetime.now(UTC), received, expires, given["by"] or "", given["source"] or "")
    registry = bodies(given["registry"] or BODIES)
    with Casebook(given["casebook"] or USUAL, must_exist=True) as book:
        found = bring(files, book, load(edition).edition, registry, terms, write=not dry_run)
    for line in found.told():
        click.echo(line)
    click.echo(f"{len(found.new)} replies are new" + ("; a dry run: nothing was written" if dry_run else ""))
