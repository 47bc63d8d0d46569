"""A group of verbs of the command line, each in a file of its own that is imported when the verb is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class Verbs(click.Group):
    """``verbs`` tells for each verb, in the order of the work, where its command stands: ``package.module:name``."""

    def __init__(self, *args: Any, verbs: Mapping[str, str], **more: Any) -> None:  # noqa: ANN401 (click's own)
        super().__init__(*args, **more)
        self.verbs = verbs

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """The names of the verbs."""
        return list(self.verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (click's signature)
        """The verb of that name, imported now."""
        if cmd_name not in self.verbs:
            return None
        module, _, name = self.verbs[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command
