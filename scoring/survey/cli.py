"""The verbs about what the bodies are asked, gathered: each is imported when it is asked for."""

from __future__ import annotations

import click

from scoring.verbs import Verbs

VERBS = {
    "check": "scoring.survey.check_cli:check",
    "form": "scoring.survey.form_cli:form",
    "import": "scoring.survey.intake_cli:import_answers",
    "answers": "scoring.survey.intake_cli:answers",
    "simulate": "scoring.survey.simulate_cli:simulate",
}


@click.group(cls=Verbs, verbs=VERBS)
def survey() -> None:
    """The questionnaire of an edition, its forms, and what the bodies answered."""
