"""The scripts that run inside a page, beside the page's own: made once per engine, given to the browser as they are."""

from __future__ import annotations

import json
from pathlib import Path

_FRAME = Path(__file__).with_name("frame.js")
_ENGINE = '"AXE";'


def frame_script(engine: str) -> str:
    """What every frame runs before its page's own scripts: closed doors, a clock that can be stopped, and the axe engine."""
    before, after = _FRAME.read_text(encoding="utf-8").split(_ENGINE)
    return f"{before}{engine}\n{after}"


def call(name: str, *arguments: object) -> str:
    """The expression that asks the page's frame script for something."""
    return f"__eindekss.{name}({', '.join(json.dumps(argument) for argument in arguments)})"
