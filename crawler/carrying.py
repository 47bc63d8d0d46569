"""Which pages of the sample need not be shown again: those of which nothing can look otherwise than when they were shown last.

A page is carried when it is the same, but for what shows nobody anything (``crawler.alike``), when the engine, axe and the settings are
the same, and so are the files of the site's own that the front page loads (it is opened each night, to see that). Never: a page that
scripts build or that asks its site for data, since those may change unseen; one of which any part failed; one whose turn it is tonight;
one that was shown too long ago.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
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
Frame = frozenset[tuple[str, int | None, int | None]]
"""Files by their address, status and bytes."""
_TOOLS = ("app", "chromium", "playwright", "axe")


@dataclass(slots=True)
class Carrying:
    """What an earlier visit saw, for the looks of tonight.

    ``pages``, ``shells`` and ``alike`` (pages of other bytes that look the same) are those of tonight's walk, ``versions`` of tonight's
    browser, ``showing`` the digest of its settings.
    """

    earlier: Earlier
    pages: Mapping[str, Page]
    shells: Container[str]
    alike: Container[str]
    versions: Mapping[str, str]
    showing: str
    _frame: Frame | None = None
    """Of tonight, once the front page was opened."""

    def why_not(self, url: str, *, every_rule: bool) -> str | None:
        """Why a page is to be shown; None where it need not be. With ``every_rule`` it must have been judged by all of axe's."""
        page, before = self.pages.get(url), self.earlier.pages.get(url)
        if page is None or url in self.shells:
            return "scripts"
        if before is None or not before.rendered:
            return "new"
        why = self._of_the_visit() or self._of_the_page(page, before) or _of_the_look(page, before, self.earlier.turns.nights, every_rule)
        return why or (None if page.depth == 0 or self._framed() else "frame")

    def opened(self, requests: Json) -> bool:
        """The front page asked for these tonight; whether its frame is the one of then."""
        self._frame = frame(requests)
        return self._framed()

    def look(self, url: str) -> Rendering | None:
        """The page as it was shown before; None where that is lost."""
        return self._carried(self.earlier.pages[url])

    def _of_the_visit(self) -> str | None:
        earlier = self.earlier
        if self.showing != earlier.showing:
            return "settings"
        now = {"app": version(), **self.versions}
        return "tools" if any(now.get(name) != earlier.versions.get(name) for name in _TOOLS) else None

    def _framed(self) -> bool:
        """Whether the site's frame is the one of then; what nobody saw is not."""
        return self._frame is not None and self._frame == frame(_asked_for(self.earlier.pages))

    def _of_the_page(self, page: Page, before: Page) -> str | None:
        if self.earlier.due(page.url):
            return "turn"
        same = _digest(page) is not None and (_digest(page) == _digest(before) or page.url in self.alike)
        return None if same and page.template == before.template else "changed"

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


def frame(requests: Json) -> Frame | None:
    """The site's own style sheets, scripts and fonts, as a page asked for them; None where nobody saw that."""
    if not isinstance(requests, list):
        return None
    return frozenset((row["url"], row["status"], row["bytes"]) for row in requests if row["type"] in _FRAME and not row["third_party"])


def _asked_for(pages: Mapping[str, Page]) -> Json:
    """What the front page of a visit asked for."""
    return next((page.artifacts.get("requests") for page in pages.values() if page.depth == 0), None)


def _digest(page: Page) -> str | None:
    return page.exchange.body if isinstance(page.exchange, Exchange) else None
