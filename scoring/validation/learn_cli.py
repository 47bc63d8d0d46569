"""The verbs of learning: a random sample to be read blindly, and the rates that follow from what its readers found."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from scoring.asked import CASEBOOK, EDITION, FILE, FOLDER, LANG, PLACES, placed


@click.command()
@EDITION
@placed
@click.option("--n", "size", type=click.IntRange(1), default=200, show_default=True, help="How many answers to draw.")
@click.option("--seed", type=click.IntRange(0), required=True, help="The seed of the draw: the same gives the same sample.")
@click.option("--least", type=click.IntRange(1), default=1, show_default=True, help="At least so many of each stratum.")
@click.option("--question", "questions", multiple=True, help="Only answers to this question; may be given several times.")
@click.option("--counted", is_flag=True, help="Only questions that the score counts.")
@click.option("--out", type=FILE, help="The workbook to write (data/var/review/SAMPLE.xlsx).")
@LANG
def sample(**given: Any) -> None:  # noqa: ANN401 (the options above)
    """Draw answers at random and write them as a workbook without verdicts, so that readers are not led.

    \b
    eindekss review sample --edition 2026-proposal --n 200 --seed 7 --out sample.xlsx
    """  # noqa: D301 (\b is for click: these lines stay as they are)
    from data.store import VAR
    from scoring.validation.asked import validated
    from scoring.validation.learning.take import Order, keep, shown, take
    from scoring.validation.review.sheet_rows import of_sample
    from scoring.validation.review.workbook import About, write

    found = validated(given["edition"], **{name: given[name] for name in PLACES})
    order = Order(given["size"], given["seed"], given["least"], given["questions"], given["counted"])
    drawn = take(given["edition"], found, order, given["registry"])
    path = Path(given["out"] or VAR / "review" / f"{drawn.id}.xlsx")
    verdicts = [cell.verdict for cell, _ in drawn.rows]
    rows = of_sample(verdicts, found.questionnaire, shown(found, given["lang"], given["registry"]), given["lang"])
    about = About(found.questionnaire.edition, found.questionnaire.digest, found.quality.digest, "sample", given["lang"], drawn.id)
    write(rows, about, path)
    new = keep(given["casebook"], found, drawn, order, datetime.now(UTC))
    click.echo(f"sample {drawn.id}: {len(rows)} answers of {sum(size for size, _ in drawn.strata.values())}, strata by {drawn.by}")
    click.echo(path if new else f"{path} (drawn before; the casebook stays as it is)")


@click.command()
@EDITION
@CASEBOOK
@click.option("--sample", "samples", multiple=True, help="Only this sample; may be given several times; all unless given.")
@click.option("--out", type=FOLDER, help="Folder for indicators.csv, questions.csv and learned.json.")
@click.option("--markdown", type=FILE, help="Write both tables there, as Markdown.")
@click.option("--write", type=FILE, help="Write there what --rates of other commands reads (JSON).")
def rates(**given: Any) -> None:  # noqa: ANN401 (the options above)
    """Tell how often detectors and answers err, from the random sample only: the queue never teaches a rate.

    Nothing that was published changes: verdicts and scores use the rates only where their file is named.

    \b
    eindekss review rates --edition 2026-proposal --write rates.json
    eindekss validate --edition 2026-proposal --rates rates.json
    """  # noqa: D301 (\b is for click: these lines stay as they are)
    from audits.accuracy import measured
    from data.errors import ConfigError
    from scoring.validation.learning import rates_file, tables
    from scoring.validation.learning.take import learned

    found = learned(given["edition"], given["casebook"], given["samples"])
    told = tables.markdown(found, measured())
    click.echo(told)
    for path in tables.write(found, measured(), given["out"]) if given["out"] else ():
        click.echo(path)
    if given["markdown"]:
        try:
            given["markdown"].write_text(told, encoding="utf-8")
        except OSError as error:
            raise ConfigError(f"{given['markdown']}: cannot write there ({error.strerror}); choose another place") from error
        click.echo(given["markdown"])
    if given["write"]:
        made = found.rates()
        rates_file.write(made, given["write"])
        click.echo(f"{given['write']}: {made.digest}")
