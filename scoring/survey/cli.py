"""The verbs about what the bodies are asked; each stands in a file of its own, imported when it is asked for."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

import click

VERBS = {
    "answers": "intake_cli",
    "check": "check_cli",
    "form": "form_cli",
    "import": "intake_cli:import_answers",
    "simulate": "simulate_cli",
}
"""Each verb with the file that holds it, and the name of its command there where it is not the verb's own."""


class Verbs(click.Group):
    """A group that imports a verb's file only when the verb is asked for or the list of all is shown."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """The names of the verbs."""
        return [verb for verb, place in VERBS.items() if find_spec(_module(place))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb of that name, imported now."""
        if cmd_name not in self.list_commands(ctx):
            return None
        place = VERBS[cmd_name]
        found: click.Command = getattr(import_module(_module(place)), place.partition(":")[2] or cmd_name)
        return found


def _module(place: str) -> str:
    return f"{__package__}.{place.partition(':')[0]}"


@click.group(cls=Verbs)
def survey() -> None:
    """The questionnaire of an edition, its forms, and what the bodies answered."""
