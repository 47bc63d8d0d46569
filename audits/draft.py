"""Begins a new indicator: a file that loads, passes its own cases and says what remains to be written."""

from __future__ import annotations

import re
from pathlib import Path

from audits.audit import THEMES
from audits.catalogue import FOLDER
from data.errors import ConfigError

_DRAFT = '''"""A visitor finds {words}."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import absent, found, named
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="{id}",
    version=1,
    scope="site",
    title=Text("{words} (lv)", "{words} (en)"),
    why=Text("Ko tas nozīmē iedzīvotājam.", "What it means for a resident."),
    method=Text("Kā tas ir redzams vietnē.", "How it is seen on the site."),
    advice=Text("Kas jādara, ja tā nav.", "What to do when it is missing."),
    source=Source("practice", Text("Kas to prasa", "Who asks for it")),
    options={{"labels": ["{words}"]}},
)


def check(pages: tuple[PageView, ...], options: Json) -> Finding:
    """The pages whose heading, title or address says it."""
    seen = named(pages, options["labels"])
    return found(True, *seen) if seen else absent(*pages[:1])


CASES = (
    Case("a page of that name", Outcome.PASSED, pages={{"/lapa/": "<title>{words}</title><h1>{words}</h1><p>Teksts."}}, expect=True),
    Case("no such page", Outcome.FAILED, expect=False),
    Case("half a look", Outcome.CANT_TELL, given={{"stopped_by": "pages"}}, reason="incomplete-look"),
)
'''


def write(indicator: str, theme: str, folder: Path = FOLDER) -> Path:
    """Write the draft; returns its path. Raises ConfigError for a name or theme that cannot be, or a file that is there already."""
    faults = []
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", indicator):
        faults.append(f"{indicator!r} is not kebab-case; write lower-case words joined by '-', naming the thing: water-outages")
    if theme not in THEMES:
        faults.append(f"theme {theme!r} is unknown; use one of {', '.join(THEMES)}")
    path = folder / theme / f"{indicator.replace('-', '_')}.py"
    if path.exists():
        faults.append(f"{path} is there already; edit it or choose another name")
    if faults:
        raise ConfigError(faults)
    path.write_text(_DRAFT.format(id=indicator, words=indicator.replace("-", " ")), encoding="utf-8")
    return path
