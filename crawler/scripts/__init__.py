"""The scripts that run inside a page, beside the page's own: made once per engine, given to the browser as they are."""

from __future__ import annotations

import json
from pathlib import Path

from crawler.consent import tables

_HERE = Path(__file__).parent
_ENGINE, _CONSENT, _JUDGE = '"AXE";', '"CONSENT"', '"JUDGE"'


def frame_script(engine: str) -> str:
    """What every frame runs before its page's own scripts: closed doors, a clock that can be stopped, how banners are known, and axe."""
    frame, consent, judge = ((_HERE / name).read_text(encoding="utf-8").rstrip() for name in ("frame.js", "consent.js", "judge.js"))
    whole = frame.replace(_CONSENT, f"({consent}\n)({json.dumps(tables())})").replace(_JUDGE, f"({judge}\n)(axe)")
    before, after = whole.split(_ENGINE)
    return f"{before}{engine}\n{after}"


def call(name: str, *arguments: object) -> str:
    """The expression that asks the page's frame script for something."""
    return f"__eindekss.{name}({', '.join(json.dumps(argument) for argument in arguments)})"
