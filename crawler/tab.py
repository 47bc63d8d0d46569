"""One tab of the browser: shows one page after another, and writes down what each was, asked for and left behind."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import re
import time
from typing import Any, Self
from urllib.parse import urldefrag

from playwright.async_api import Browser, BrowserContext, CDPSession, Page, ViewportSize
from playwright.async_api import Error as BrowserError

from crawler.failures import of_status
from crawler.page_log import Log
from crawler.rendering import TEXT_KEPT, Rendering, cookie_rows, lowest_box, missing, request_rows
from crawler.scripts import call
from data.types import Json, Missing

DESKTOP = ViewportSize(width=1280, height=900)
MOBILE = ViewportSize(width=360, height=740)
PICTURE_LIMIT = 4000
"""CSS pixels: the most of a page's height that a picture shows, where findings lie below the first screen."""
RENEW_AFTER = 50
"""Pages shown in one tab before it is replaced: what they leave behind makes it heavy."""
QUIET_MS, QUIET_LIMIT_MS = 100, 1500
"""A page is taken as finished once nothing changed for so long, at most so long after it loaded."""

_LOAD_SHARE = 0.5
"""Of the time for a page, what waiting for its last picture and frame may take: past that it is looked at as it stands."""
_CLOSE_SECONDS = 5.0
_GLANCE_SECONDS = 0.05
_LEFT = ("context was destroyed", "navigated or closed", "Cannot find context", "Promise was collected")
_CRASH_TOLD_SECONDS = 0.2
_HTML = re.compile(r"text/html|application/xhtml\+xml", re.IGNORECASE)
AXE_OPTIONS = {"preload": {"assets": ["cssom", "media"], "timeout": 2000}}
_STORAGE = "local_storage,indexeddb,cache_storage,file_systems"


class Tab:
    """A context with one page in it, used again and again. ``dead`` once it must be thrown away."""

    def __init__(self, context: BrowserContext, page: Page, cdp: CDPSession) -> None:
        self._context, self._page, self._cdp = context, page, cdp
        self._log = Log()
        self._shown = 0
        self.dead = self._crashed = False
        self.frame = ""
        """The browser's name for the main frame: once looked at, it goes nowhere."""

    @classmethod
    async def open(cls, browser: Browser, script: str, user_agent: str, viewport: ViewportSize = DESKTOP) -> Self:
        """A new tab in a context of its own: no cookies, no permissions, no downloads, Latvian, and honest about what we are."""
        context = await browser.new_context(
            viewport=viewport,
            is_mobile=viewport is MOBILE,
            has_touch=viewport is MOBILE,
            user_agent=user_agent,
            locale="lv-LV",
            timezone_id="Europe/Riga",
            reduced_motion="reduce",
            service_workers="block",
            accept_downloads=False,
            ignore_https_errors=True,
        )
        await context.grant_permissions([])
        await context.add_init_script(script)
        page = await context.new_page()
        cdp = await context.new_cdp_session(page)
        tab = cls(context, page, cdp)
        tab.frame = (await cdp.send("Target.getTargetInfo"))["targetInfo"]["targetId"]
        tab._listen()
        return tab

    def _listen(self) -> None:
        self._context.on("page", lambda page: asyncio.ensure_future(_shut(page)))
        self._page.on("request", self._log.asked)
        self._page.on("response", self._log.answered)
        self._page.on("requestfailed", self._log.broke)
        self._page.on("console", self._log.said)
        self._page.on("pageerror", self._log.raised)
        self._page.on("framenavigated", self._log.arrived)
        self._page.on("crash", lambda _: setattr(self, "_crashed", True))

    async def close(self) -> None:
        """Close the context; a browser that does not answer is left to its owner."""
        with contextlib.suppress(BrowserError, TimeoutError):
            async with asyncio.timeout(_CLOSE_SECONDS):
                await self._context.close()

    async def show(self, url: str, seconds: float, settled: set[str]) -> Rendering:
        """Show a page and take all its artifacts, in ``seconds`` at most. The tab is dead afterwards if that failed."""
        settled.discard(self.frame)
        try:
            async with asyncio.timeout(seconds):
                return await self._show(url, seconds, settled)
        except TimeoutError:
            self.dead = True
            return Rendering.failed(url, Missing("browser-timeout", f"not finished after {seconds:g} s"))
        except BrowserError as error:
            return await self._failed(url, missing(error))

    async def _failed(self, url: str, failure: Missing) -> Rendering:
        self.dead = True
        if failure.reason == "not-html":
            # A crash is told as an aborted load first, and by its own name a moment later.
            await asyncio.sleep(_CRASH_TOLD_SECONDS)
        return Rendering.failed(url, Missing("browser-crash", "the page crashed") if self._crashed else failure)

    async def _show(self, url: str, seconds: float, settled: set[str]) -> Rendering:
        await self._go(url, seconds)
        status, kind = self._log.status, self._log.content_type
        if not _HTML.match(kind):
            return Rendering.failed(url, Missing("not-html", kind[:TEXT_KEPT]), final_url=self._page.url, status=status)
        settled.add(self.frame)
        look = await self._ask("look")
        self._log.end()
        axe = await self._judge()
        picture, size = await self._picture(lowest_box(axe))
        cookies = await self._context.cookies()
        final = urldefrag(self._page.url).url
        refused = [row | {"method": "GET", "status": None, "aborted": True} for row in look["denied"]]
        layout = look["layout"]
        artifacts: dict[str, bytes | Json | Missing] = {
            "dom": look["html"].encode(),
            "axe": axe,
            "screenshot": picture,
            "console": list(self._log.console),
            "requests": request_rows([*self._log.requests.values(), *refused], final),
            "cookies": cookie_rows(cookies, final),
            "layout": {"desktop": _width(layout, size), "mobile": None, "viewport_meta": layout["viewport_meta"]},
        }
        await self._forget(final)
        return Rendering(url, final, status, look["html"], tuple(look["links"]), artifacts)

    async def show_mobile(self, url: str, seconds: float) -> tuple[bytes | Missing, Json | None]:
        """The picture of a page on a small screen, and its widths; Missing and None where it could not be shown."""
        try:
            async with asyncio.timeout(seconds):
                await self._go(url, seconds)
                if (refusal := of_status(self._log.status or 200)) is not None:
                    return Missing(refusal, f"HTTP {self._log.status}"), None
                look = await self._ask("look")
                picture, size = await self._picture(0)
                return picture, _width(look["layout"], size)
        except TimeoutError:
            return Missing("browser-timeout", f"not finished after {seconds:g} s"), None
        except BrowserError as error:
            return missing(error), None

    async def _go(self, url: str, seconds: float) -> None:
        self._log.begin()
        self._shown += 1
        if self._shown >= RENEW_AFTER:
            self.dead = True
        # Only until the document is there: what a page does to itself while it loads is not waited for by the browser's rules but ours.
        await self._page.goto(url, wait_until="commit", timeout=1000 * seconds)
        await self._settle(time.monotonic() + seconds * _LOAD_SHARE)

    async def _settle(self, patience: float) -> None:
        left: float = QUIET_LIMIT_MS
        while left > 0:
            before = time.monotonic()
            try:
                left -= await self._ask("settle", QUIET_MS, left, 1000 * max(0.0, patience - before))
            except BrowserError as error:
                if not _left(error):
                    raise
            if not self._log.waiting:
                return
            await asyncio.sleep(_GLANCE_SECONDS)
            if not (self._log.leaving and before < patience):
                left -= 1000 * _GLANCE_SECONDS

    async def _judge(self) -> Json | Missing:
        try:
            return await self._ask("judge", AXE_OPTIONS)
        except BrowserError as error:
            return missing(error)
        except _PageRaised as error:
            return Missing("audit-error", f"axe-core: {error}"[:TEXT_KEPT])

    async def _ask(self, name: str, *arguments: object) -> Any:  # noqa: ANN401 - JSON of the page's frame script
        # Straight over the protocol: the values come as the engine holds them, whatever a page did to its own JSON and Promise.
        answer = await self._cdp.send(
            "Runtime.evaluate", {"expression": call(name, *arguments), "awaitPromise": True, "returnByValue": True, "silent": True}
        )
        if "exceptionDetails" in answer:
            raised = answer["exceptionDetails"].get("exception", {})
            raise _PageRaised(raised.get("description") or answer["exceptionDetails"]["text"])
        return answer["result"].get("value")

    async def _picture(self, lowest: int) -> tuple[bytes, list[int]]:
        viewport = self._page.viewport_size or DESKTOP
        height = min(PICTURE_LIMIT, max(viewport["height"], lowest + 40))
        answer = await self._cdp.send(
            "Page.captureScreenshot",
            {
                "format": "jpeg",
                "quality": 60,
                "clip": {"x": 0, "y": 0, "width": viewport["width"], "height": height, "scale": 1},
                "captureBeyondViewport": height > viewport["height"],
            },
        )
        return base64.b64decode(answer["data"]), [viewport["width"], height]

    async def _forget(self, url: str) -> None:
        await self._context.clear_cookies()
        with contextlib.suppress(BrowserError):
            await self._cdp.send("Storage.clearDataForOrigin", {"origin": url, "storageTypes": _STORAGE})


class _PageRaised(BrowserError):
    """The frame script raised inside the page."""


async def _shut(page: Page) -> None:
    with contextlib.suppress(BrowserError):
        await page.close()


def _left(error: BrowserError) -> bool:
    """Whether the page went elsewhere while it was asked; the next one will answer."""
    return any(mark in error.message for mark in _LEFT)


def _width(layout: Json, picture: list[int]) -> Json:
    return {"width": picture[0], "scroll_width": layout["scroll_width"], "picture": picture}
