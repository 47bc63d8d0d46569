"""The verb that makes up a survey, to try everything else on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from scoring.asked import EDITION, FILE, FOLDER

_SHARE = click.FloatRange(0, 1)


@click.command()
@EDITION
@click.option("--seed", type=click.IntRange(0), default=2026, show_default=True, help="The seed of every draw.")
@click.option("--at", type=click.DateTime(["%Y-%m-%d"]), help="The day of the answers; today unless given.")
@click.option("--overclaim", type=_SHARE, default=0.2, show_default=True, help="Share of the true no that are claimed as yes, in the mean.")
@click.option("--underclaim", type=_SHARE, default=0.05, show_default=True, help="Share of the true yes that are denied.")
@click.option("--silence", type=_SHARE, default=0.03, show_default=True, help="Share of the questions left unanswered.")
@click.option("--shape", type=click.Choice(["long", "wide"]), default="long", show_default=True, help="A row an answer, or a row a body.")
@click.option("--store", type=FILE, help="A store: what was seen there is taken as true of the bodies seen.")
@click.option("--bundles", type=FOLDER, help="A folder of bundles in place of the store.")
@click.option("--registry", type=FOLDER, help="Tables of the bodies, in place of data/inputs.")
@click.option("--out", type=FOLDER, help="Folder for answers.csv and truth.csv (data/var/simulated/EDITION).")
def simulate(**given: Any) -> None:  # noqa: ANN401 (the options above)
    """Make up the answers of all bodies, with what is true beside them.

    Of bodies that were visited the truth is what was seen, as far as it shows from outside; all else is drawn.

    \b
    eindekss survey simulate --edition 2026-proposal --seed 7 --bundles data/var/demo/bundles --out /tmp/survey
    """  # noqa: D301 (\b is for click: the line stays as it is)
    from datetime import UTC, datetime

    from data.registry import FOLDER as REGISTRY
    from data.store import VAR, source_of
    from scoring.survey.questionnaire import load
    from scoring.survey.simulate import Honesty, simulate
    from scoring.survey.simulate_files import write
    from scoring.units import bodies
    from scoring.validation.asked import indicators_of
    from scoring.validation.looks import looks
    from scoring.validation.truth import known

    questionnaire = load(given["edition"])
    at = (given["at"] or datetime.now(UTC)).replace(tzinfo=UTC)
    source = source_of(given["store"], given["bundles"])
    seen = looks(source, indicators_of(questionnaire)) if source else {}
    kinds = {str(unit): str(kind) for unit, kind in bodies(given["registry"] or REGISTRY)["kind"].items()}
    kinds |= {body: str(look.kind) for body, look in seen.items()}
    honesty = Honesty(given["overclaim"], given["underclaim"], given["silence"])
    found = simulate(questionnaire, kinds, seed=given["seed"], at=at, honesty=honesty, known=known(questionnaire, seen, at))
    for path in write(found, Path(given["out"] or VAR / "simulated" / questionnaire.edition), given["shape"]):
        click.echo(path)
