"""What a browser may request: nothing that sends, and documents only where the visit whose tab asks for them may look."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from playwright.async_api import CDPSession
from playwright.async_api import Error as BrowserError

from crawler.terms import Terms

_STOPPABLE = ("Document", "XHR", "Fetch", "Ping", "CSPViolationReport", "EventSource", "Other")
"""The kinds of request that can carry another method than GET; pictures, styles, scripts, fonts and media cannot."""
_SAFE = frozenset({"GET", "HEAD"})
_REFUSALS = {"robots": "AccessDenied", "off-site": "BlockedByClient"}
"""How Chromium is told why a document may not be opened; crawler.rendering reads it back."""
_SEARCH_SECONDS = 5.0
"""How long a frame's tab is looked for; one that scripts keep busy does not answer."""


class Window(Protocol):
    """A tab, as the gate sees it."""

    frame: str
    """The browser's name for its main frame."""

    @property
    def terms(self) -> Terms:
        """On whose terms it looks."""

    async def may_open(self, url: str, load: str | None) -> str | None:
        """Why the tab's own next document is refused, None where it may come; ``load`` is shared by a document and its redirects."""

    async def frames(self) -> frozenset[str]:
        """The names of all frames in it. Raises BrowserError."""


class Gate:
    """Judges the requests of one browser: documents, and what scripts fetch.

    ``strangers`` are the terms of windows that are no tab of ours; without any, they get nothing.
    """

    def __init__(self, strangers: Terms | None = None) -> None:
        self._strangers = strangers
        self._tabs: dict[str, Window] = {}
        self._deciding: set[asyncio.Task[None]] = set()

    def admit(self, tab: Window) -> None:
        """A tab was opened."""
        self._tabs[tab.frame] = tab

    def dismiss(self, tab: Window) -> None:
        """A tab is closed."""
        self._tabs.pop(tab.frame, None)

    async def guard(self, session: CDPSession) -> None:
        """Stand at the door of a browser, whose own session this is. Raises BrowserError."""
        # At the browser and not at a page: this way nothing slips by, neither a worker nor a popup nor the first frame of either,
        # and pictures, styles and scripts do not pass through Python at all.
        session.on("Fetch.requestPaused", lambda event: self._begin(session, event))
        await session.send("Fetch.enable", {"patterns": [{"urlPattern": "*", "resourceType": kind} for kind in _STOPPABLE]})

    def _begin(self, session: CDPSession, event: Mapping[str, Any]) -> None:
        task = asyncio.ensure_future(self._decide(session, event))
        self._deciding.add(task)
        task.add_done_callback(self._deciding.discard)

    async def _decide(self, session: CDPSession, event: Mapping[str, Any]) -> None:
        request = {"requestId": event["requestId"]}
        with contextlib.suppress(BrowserError):
            if refusal := await self._refusal(event):
                await session.send("Fetch.failRequest", request | {"errorReason": refusal})
            else:
                await session.send("Fetch.continueRequest", request)

    async def _refusal(self, event: Mapping[str, Any]) -> str | None:
        kind, asked = event["resourceType"], event["request"]
        # A picture for a window that nobody sees: a full Chromium asks for it, the headless shell does not.
        if asked["method"] not in _SAFE or (kind == "Other" and asked["url"].endswith("/favicon.ico")):
            return "Aborted"
        frame, url = event.get("frameId", ""), asked["url"]
        own = self._tabs.get(frame)
        if kind == "Document" and own:
            told = await own.may_open(url, event.get("networkId"))
            return _REFUSALS.get(told, "Aborted") if told else None
        tab = own or await self._around(frame)
        if kind != "Document":
            # What a script asks for is kept to robots.txt as a frame is; whose it is that asks without a frame is not known.
            return _REFUSALS["robots"] if tab and tab.terms.refusal(url, False) == "robots" else None
        terms = tab.terms if tab else self._strangers
        if terms is None:
            return "Aborted"
        reason = terms.refusal(url, False)
        return _REFUSALS[reason] if reason else None

    async def _around(self, frame: str) -> Window | None:
        """The tab that a frame is part of; all are asked at once, as one may be too busy to answer."""
        asked = [asyncio.ensure_future(_holds(tab, frame)) for tab in self._tabs.values()]
        try:
            for answer in asyncio.as_completed(asked, timeout=_SEARCH_SECONDS):
                if tab := await answer:
                    return tab
        except TimeoutError:
            return None
        finally:
            await _end(asked)
        return None


async def _holds(tab: Window, frame: str) -> Window | None:
    try:
        return tab if frame in await tab.frames() else None
    except BrowserError:
        return None


async def _end(tasks: Iterable[asyncio.Future[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
