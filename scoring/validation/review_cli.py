"""The verbs of review: what to look at first, the workbook that readers fill in, and what they decided."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from scoring.asked import EDITION, FILE, LANG, PLACES, placed, with_options

_ORDER = (
    click.option("--readers", type=click.IntRange(1, 9), default=1, show_default=True, help="How many are to read each answer."),
    click.option("--reader", help="Leave out what this person has read."),
    click.option("--internal", is_flag=True, help="Also answers that cannot be seen from outside: the body has to be asked."),
)


def _ordered(command: Callable[..., Any]) -> Callable[..., Any]:
    return with_options(_ORDER, command)


@click.command()
@EDITION
@placed
@_ordered
@click.option("--top", type=click.IntRange(0), default=20, show_default=True, help="How many to show.")
@click.option("--out", type=FILE, help="Write all of the queue there, as CSV.")
@LANG
def queue(**given: Any) -> None:  # noqa: ANN401 (the options above)
    """Tell which answers to review first: those whose review is expected to move scores most.

    \b
    eindekss review queue --edition 2026-proposal --readers 2 --out queue.csv
    """  # noqa: D301 (\b is for click: these lines stay as they are)
    from scoring.validation.review.summary import frame, summary

    _, found = _queue(given)
    click.echo(summary(found, given["lang"], given["top"]))
    if given["out"]:
        _write(given["out"], lambda: frame(found).to_csv(given["out"], index=False, lineterminator="\n"))
        click.echo(given["out"])


@click.command()
@EDITION
@placed
@_ordered
@click.option("--format", "shape", type=click.Choice(["xlsx"]), default="xlsx", show_default=True, help="What is written.")
@click.option("--top", type=click.IntRange(1), help="Only so many, from the first; all unless given.")
@click.option("--out", type=FILE, help="The workbook to write (data/var/review/EDITION.xlsx).")
@LANG
def export(**given: Any) -> None:  # noqa: ANN401 (the options above)
    """Write the queue as a workbook in which readers decide: agree, overrule, cannot tell, ask.

    \b
    eindekss review export --edition 2026-proposal --top 200 --reader "Anna Ozola" --out anna.xlsx
    """  # noqa: D301 (\b is for click: these lines stay as they are)
    from data.store import VAR
    from scoring.validation.review.look_up import shown
    from scoring.validation.review.sheet_rows import of_queue
    from scoring.validation.review.workbook import About, write

    reviewed, found = _queue(given)
    rows = of_queue(found.rows[: given["top"]], reviewed.questionnaire, shown(reviewed, given["lang"]), given["lang"])
    path = Path(given["out"] or VAR / "review" / f"{reviewed.questionnaire.edition}.xlsx")
    about = About(reviewed.questionnaire.edition, reviewed.questionnaire.digest, reviewed.accuracy, "queue", given["lang"])
    write(rows, about, path)
    click.echo(f"{path}: {len(rows)} rows")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@EDITION
@placed
@click.option("--by", required=True, help="Who has read, where the column of readers is empty.")
@click.option("--anyway", is_flag=True, help="Also decisions on verdicts that have changed since the export.")
@LANG
def import_(**given: Any) -> None:  # noqa: ANN401 (the options above)
    """Take the decisions of FILE into the casebook, all or none; every wrong cell is named.

    \b
    eindekss review import anna.xlsx --edition 2026-proposal --by "Anna Ozola"
    """  # noqa: D301 (\b is for click: these lines stay as they are)
    from data.casebook import CASEBOOK, Casebook
    from scoring.validation.asked import validated
    from scoring.validation.review.intake import Order, read
    from scoring.validation.review.readers import agreement, lines
    from scoring.validation.review.record import record

    found = validated(given["edition"], **{name: given[name] for name in PLACES})
    order = Order(given["by"], datetime.now(UTC), given["anyway"])
    back = read(given["file"], found.questionnaire, found.verdicts, order)
    book = given["casebook"] or CASEBOOK
    new = record(book, back.decided)
    click.echo(f"{given['file'].name}: {new} new decisions, {len(back.decided) - new} known already, {back.empty} rows left empty")
    for place in back.stale:
        click.echo(f"{place}: the verdict has changed since the export; taken anyway")
    with Casebook(book, must_exist=True) as opened:
        said = opened.adjudications(found.questionnaire.edition)
    for line in lines(agreement(found.verdicts, said), given["lang"]):
        click.echo(line)


def _queue(given: dict[str, Any]) -> Any:  # noqa: ANN401 (the state and its queue, imported when asked for)
    from scoring.validation.review.look_up import look_up
    from scoring.validation.review.queue import queue as ordered

    at = datetime.now(UTC)
    reviewed = look_up(given["edition"], at, **{name: given[name] for name in PLACES})
    return reviewed, ordered(reviewed, at, readers=given["readers"], internal=given["internal"], reader=given["reader"])


def _write(path: Path, write: Callable[[], object]) -> None:
    from data.errors import ConfigError

    try:
        write()
    except OSError as error:
        raise ConfigError(f"{path}: cannot write there ({error.strerror}); choose another place with --out") from error
