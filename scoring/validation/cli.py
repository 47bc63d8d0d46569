"""The verbs of validation, gathered: each is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec

import click

from scoring.validation.validate_cli import validate

__all__ = ["review", "validate"]

_VERBS: Mapping[str, str] = {
    "queue": "review_cli",
    "export": "review_cli",
    "import": "review_cli",
    "sample": "learn_cli",
    "rates": "learn_cli",
    "reply": "reply_cli",
}
"""In which file of this package each verb stands, under its own name (``import_`` for import)."""


class Verbs(click.Group):
    """A group whose verbs are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """The names of the verbs, in the order of the work."""
        return [verb for verb, file in _VERBS.items() if find_spec(f"{__package__}.{file}")]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb of that name, imported now."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = import_module(f"{__package__}.{_VERBS[cmd_name]}")
        verb: click.Command = getattr(module, "import_" if cmd_name == "import" else cmd_name)
        return verb


@click.group(cls=Verbs)
def review() -> None:
    """Reviews of verdicts by people: what to look at first, what they decide, and what is learned from a random sample."""
