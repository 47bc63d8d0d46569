"""Which pages of the sample need not be shown again: those of which nothing can look otherwise than when they were shown last.

A page is carried when its bytes are the same, the engine, axe and the settings are the same, and the files of the site's own that the
front page loads (it is always shown) are the same. Never: a page that scripts build or that asks its site for data, since those may
change unseen; one of which any part failed; one whose turn it is tonight; one that was shown too long ago.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from crawler.earlier import Earlier
from crawler.identity import version
from crawler.rendering import ARTIFACTS, Rendering
from data import rows
from data.types import LOOK, Exchange, Json, Missing, Page

_KEPT_AS_BLOBS = ("dom", "screenshot", "screenshot_mobile")
_FRAME = frozenset({"stylesheet", "script", "font"})
_DATA = frozenset({"xhr", "fetch", "websocket", "eventsource"})
_DAY = 86400.0
_TOOLS = ("app", "chromium", "playwright", "axe")


@dataclass(slots=True)
class Carrying:
    """What an earlier visit saw, for the looks of tonight.

    ``pages`` and ``shells`` are those of tonight's walk, ``versions`` of tonight's browser, ``showing`` the digest of
    its settings.
    """

    earlier: Earlier
    pages: Mapping[str, Page]
    shells: Container[str]
    versions: Mapping[str, str]
    showing: str
    why: dict[str, str] = field(default_factory=dict)
    """Why each page that was asked for had to be shown."""

    def look(self, url: str, *, every_rule: bool) -> Rendering | None:
        """The page as it was shown before; None where it must be shown. With ``every_rule`` it must have been judged by all of axe's."""
        page, before = self.pages.get(url), self.earlier.pages.get(url)
        why = self._why_not(page, before, every_rule=every_rule)
        if why is None and page is not None and before is not None:
            carried = self._carried(before)
            if carried is not None:
                return carried
        self.why[url] = why or "lost"
        return None

    def _why_not(self, page: Page | None, before: Page | None, *, every_rule: bool) -> str | None:
        """Why a page is to be shown; None where it need not be."""
        if page is None or page.depth == 0 or page.url in self.shells:
            return "front" if page is not None and page.depth == 0 else "scripts"
        if before is None or not before.rendered:
            return "new"
        return self._of_the_visit() or self._of_the_page(page, before) or _of_the_look(page, before, self.earlier.nights, every_rule)

    def _of_the_visit(self) -> str | None:
        earlier = self.earlier
        if self.showing != earlier.showing:
            return "settings"
        now = {"app": version(), **self.versions}
        if any(now.get(name) != earlier.versions.get(name) for name in _TOOLS):
            return "tools"
        before = next((page for page in earlier.pages.values() if page.depth == 0), None)
        after = next((page for page in self.pages.values() if page.depth == 0), None)
        frame = _frame(after)
        return "frame" if frame is None or frame != _frame(before) else None

    def _of_the_page(self, page: Page, before: Page) -> str | None:
        if self.earlier.due(page.url):
            return "turn"
        same = _digest(page) is not None and _digest(page) == _digest(before) and page.template == before.template
        return None if same else "changed"

    def _carried(self, before: Page) -> Rendering | None:
        bodies = {name: self.earlier.body(str(before.artifacts[name])) for name in _KEPT_AS_BLOBS if name in before.artifacts}
        dom = bodies["dom"]
        if dom is None or None in bodies.values():
            return None
        told = {LOOK: before.artifacts.get(LOOK) or self._first_look(before.looked_at)}
        return Rendering(before.url, before.url, 200, dom.decode(errors="replace"), artifacts={**before.artifacts, **bodies, **told})

    def _first_look(self, at: datetime | None) -> Json:
        return {"at": rows.stamp(at) if at is not None else None, "snapshot": self.earlier.snapshot_id}


def _of_the_look(page: Page, before: Page, nights: int, every_rule: bool) -> str | None:  # noqa: FBT001 (told by name where it comes from)
    """What keeps a look from being used again."""
    artifacts: Mapping[str, Json] = before.artifacts
    if any(isinstance(value, Missing) for value in artifacts.values()) or not artifacts.keys() >= {*ARTIFACTS}:
        return "failed"
    now, then = page.looked_at, before.looked_at
    if now is None or then is None or (now - then).total_seconds() > nights * _DAY:
        return "old"
    if every_rule and not _by_every_rule(artifacts["axe"]):
        return "rules"
    own = (row for row in artifacts["requests"] if not row["third_party"])
    return "data" if any(row["type"] in _DATA for row in own) else None


def _by_every_rule(axe: Json) -> bool:
    from crawler.tab import COSTLY_RULES  # noqa: PLC0415 (a run without a browser needs no Playwright)

    return any(rule["id"] == COSTLY_RULES[0] for kind in axe.values() if isinstance(kind, list) for rule in kind if isinstance(rule, dict))


def _frame(front: Page | None) -> frozenset[tuple[str, int | None, int | None]] | None:
    """The site's own style sheets, scripts and fonts, as the front page loaded them: address, status, bytes. None where nobody saw them."""
    requests = front.artifacts.get("requests") if front is not None else None
    if not isinstance(requests, list):
        return None
    return frozenset((row["url"], row["status"], row["bytes"]) for row in requests if row["type"] in _FRAME and not row["third_party"])


def _digest(page: Page) -> str | None:
    return page.exchange.body if isinstance(page.exchange, Exchange) else None
