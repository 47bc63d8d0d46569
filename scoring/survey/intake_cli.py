"""The verbs that bring answers into the casebook, and show what stands in it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from scoring.asked import CASEBOOK, EDITION, FILE, FOLDER, REGISTRY


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@EDITION
@CASEBOOK
@REGISTRY
@click.option("--store", type=FILE, help="A store: bodies that were visited may answer too, in the registry or not.")
@click.option("--bundles", type=FOLDER, help="A folder of bundles in place of the store.")
@click.option("--mapping", type=FILE, help="CSV what,given,means of what cannot be told; beside the casebook unless given.")
@click.option("--by", help="Who brings the answers in; your name on this machine unless given.")
@click.option("--at", type=click.DateTime(["%Y-%m-%d"]), help="The date of answers that have none of their own; today unless given.")
@click.option("--dry-run", is_flag=True, help="Read and tell, and write nothing.")
def import_answers(file: Path, edition: str, *, dry_run: bool, **given: Any) -> None:  # noqa: ANN401 (the options above)
    """Bring the answers of FILE into the casebook: XLSX, ODS or CSV, a row a body or a row an answer, our form, LimeSurvey, MS Forms.

    Any fault and nothing is imported: every wrong cell is named, and what could not be told is added to the mapping file.

    \b
    eindekss survey import answers.xlsx --edition 2026-proposal --by "Ilze Kalniņa"
    """  # noqa: D301 (\b is for click: the line stays as it is)
    from data.casebook import CASEBOOK as USUAL
    from data.registry import FOLDER as BODIES
    from data.registry import load as bodies
    from data.store import source_of
    from scoring.observed import visited
    from scoring.survey.intake.take import Order, add, mapping_beside, read
    from scoring.survey.questionnaire import load

    now = datetime.now(UTC)
    source = source_of(given["store"], given["bundles"])
    questionnaire, known = load(edition), bodies(given["registry"] or BODIES).beside(visited(source) if source else ())
    book = given["casebook"] or USUAL
    day = given["at"].replace(tzinfo=UTC) if given["at"] else now
    order = Order(file, book, given["mapping"] or mapping_beside(book, questionnaire.edition), given["by"] or _name(), day)
    found = read(order, questionnaire, known, write_mapping=not dry_run)
    for line in found.told:
        click.echo(line)
    bodies_given = len({each.institution for each in found.given})
    click.echo(f"{found.file} ({found.shape}): {len(found.given)} answers of {bodies_given} institutions")
    if dry_run:
        click.echo("a dry run: nothing was written")
        return
    for line in add(order, found, questionnaire.edition, now):
        click.echo(line)


@click.command()
@EDITION
@CASEBOOK
@click.option("--id", "institution", help="Answers of this body only, by its id.")
@click.option("--question", help="Answers to this question only, by its id.")
@click.option("--history", is_flag=True, help="Every answer ever recorded, with who, when and what stood before.")
@click.option("--out", type=FILE, help="The CSV file to write; shown unless given.")
def answers(*, edition: str, casebook: Path | None, institution: str | None, question: str | None, history: bool, out: Path | None) -> None:
    """Show the answers that hold, or all that were ever given, as CSV that --survey of the other commands reads.

    \b
    eindekss survey answers --edition 2026-proposal --id dobeles-novads --history
    """  # noqa: D301 (\b is for click: the line stays as it is)
    from data.casebook import CASEBOOK as USUAL
    from data.casebook import Casebook
    from scoring.survey.intake.export import table
    from scoring.survey.questionnaire import load

    questionnaire = load(edition)
    with Casebook(casebook or USUAL, must_exist=True) as book:
        every = book.history(questionnaire.edition) if history else book.answers(questionnaire.edition)
    found = [each for each in every if institution in (None, each.institution) and question in (None, each.question)]
    text = table(found, questionnaire, history=history)
    if out is None:
        click.echo(text, nl=False)
        return
    out.write_text(text, encoding="utf-8", newline="")
    click.echo(f"{out}: {len(found)} answers")


def _name() -> str:
    """The name by which this machine knows its user."""
    from getpass import getuser

    try:
        return getuser()
    except (OSError, KeyError):
        return "unknown"
