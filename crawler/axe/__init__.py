"""The engine that tests a page's accessibility: axe-core by Deque Systems, vendored unmodified under the Mozilla Public License 2.0."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from data.errors import ConfigError
from data.settings import Settings

VERSION = "4.14.1"
"""Of the vendored file; the npm package ``axe-core`` of this version holds the same bytes."""
SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
"""Of ``axe.min.js`` as published."""
FILE = Path(__file__).with_name("axe.min.js")

_DECLARED = re.compile(r"axe v(\d+\.\d+\.\d+)")


def file(settings: Settings) -> Path:
    """The script in use: ``settings.axe`` if given, else the vendored one."""
    return settings.axe or FILE


def script(settings: Settings) -> str:
    """The source of the engine in use. Raises ConfigError where a file given by hand is no axe-core script."""
    path = file(settings)
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{path}: cannot be read as an axe-core script ({error}); give the path of an axe.min.js, or leave out --axe"
        ) from error
    if not _DECLARED.search(source[:500]):
        raise ConfigError(f"{path}: is no axe-core script; give the path of an axe.min.js, or leave out --axe")
    return source


def version(settings: Settings) -> str:
    """The version that the script in use declares of itself."""
    found = _DECLARED.search(script(settings)[:500])
    return found[1] if found else ""


def intact() -> bool:
    """Whether the vendored file is byte for byte the published one."""
    return hashlib.sha256(FILE.read_bytes()).hexdigest() == SHA256
