"""The verbs of validation, gathered: each is imported when it is asked for."""

from __future__ import annotations

import click

from scoring.validation.validate_cli import validate
from scoring.verbs import Verbs

__all__ = ["review", "validate"]

VERBS = {
    "queue": "scoring.validation.review_cli:queue",
    "export": "scoring.validation.review_cli:export",
    "import": "scoring.validation.review_cli:import_",
    "sample": "scoring.validation.learn_cli:sample",
    "rates": "scoring.validation.learn_cli:rates",
    "reply": "scoring.validation.reply_cli:reply",
}


@click.group(cls=Verbs, verbs=VERBS)
def review() -> None:
    """Reviews of verdicts by people: what to look at first, what they decide, and what is learned from a random sample."""
