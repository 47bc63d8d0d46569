"""Who we say we are: name, version, and where a site's keeper reaches us."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import metadata
from pathlib import Path

from data.settings import Settings

_PROJECT = Path(__file__).parent.parent / "pyproject.toml"


@cache
def version() -> str:
    """The version of eindekss: of the installed package, or of the checkout it is run from."""
    try:
        return metadata.version("eindekss")
    except metadata.PackageNotFoundError:
        return str(tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]["version"])


def user_agent(settings: Settings) -> str:
    """The User-Agent of every request, the browser's excepted: ``eindekss/VERSION (+contact)``."""
    return f"eindekss/{version()} (+{settings.contact})"
