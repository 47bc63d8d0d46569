"""The verb that tells how far answers and observations agree."""

from __future__ import annotations

from typing import Any

import click

from scoring.asked import EDITION, FOLDER, LANG, PLACES, placed


@click.command()
@EDITION
@click.option(
    "--by", type=click.Choice(["question", "block", "body", "group"]), default="question", show_default=True, help="Rows to tell."
)
@placed
@click.option("--whole-looks", is_flag=True, help="Count only what was seen on sites that were seen as a whole.")
@click.option("--level", type=click.FloatRange(0.5, 0.999), default=0.95, show_default=True, help="Confidence level of all intervals.")
@click.option(
    "--points", type=click.FloatRange(0.5, 50), default=5.0, show_default=True, help="How closely, in points, shares are to be known."
)
@click.option("--draws", type=click.IntRange(0), default=500, show_default=True, help="Bootstrap draws for alpha's interval; 0 for none.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="The seed of the draws.")
@click.option("--out", type=FOLDER, help="Folder for the tables (data/var/agreement/EDITION).")
@LANG
def agreement(**given: Any) -> None:  # noqa: ANN401 (the options above)
    """Tell how far the answers of a survey agree with what was seen: who over-claims what, and how many more to review.

    \b
    eindekss agreement --edition 2026-proposal --by group
    eindekss agreement --edition 2026-proposal --by body --out tables --lang en
    """  # noqa: D301 (\b is for click: these lines stay as they are)
    from data.store import VAR
    from scoring.agreement.alpha import Resampling
    from scoring.agreement.asked import compared, detectors
    from scoring.agreement.output import write
    from scoring.agreement.report import Asked, report
    from scoring.agreement.summary import summary

    places = {name: given[name] for name in PLACES}
    found, pairs, titles = compared(given["edition"], whole_looks=given["whole_looks"], **places)
    asked = Asked(Resampling(given["draws"], given["seed"]), given["level"], given["points"] / 100)
    told = report(found.questionnaire, pairs, detectors(found.questionnaire, found.quality), asked)
    click.echo(summary(told, given["by"], titles, given["lang"]))
    for path in write(told, titles, given["out"] or VAR / "agreement" / found.questionnaire.edition, given["lang"]):
        click.echo(path)
