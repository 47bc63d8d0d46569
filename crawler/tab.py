"""One tab of the browser: shows one page after another, and writes down what each was, asked for and left behind."""

from __future__ import annotations

import asyncio
import contextlib
import re
import time
from collections.abc import Coroutine, Iterable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from typing import Any, Self, TypeVar
from urllib.parse import urldefrag

from playwright.async_api import BrowserContext, CDPSession, Page, ViewportSize
from playwright.async_api import Error as BrowserError

from crawler import consent
from crawler.blocks import refusal
from crawler.contexts import DESKTOP, close_context, new_context
from crawler.egress import Egress
from crawler.engine import Engine
from crawler.eye import PICTURE_LIMIT, Eye, left
from crawler.failures import of_status
from crawler.measures import performance, times
from crawler.page_log import Log
from crawler.proxy import EgressProxy
from crawler.rendering import TEXT_KEPT, Rendering, cookie_rows, depth_of_picture, missing, request_rows
from crawler.terms import FREE, Terms
from crawler.traffic import Traffic
from data.types import Json, Missing

RENEW_AFTER = 50
"""Pages shown in one tab before it is replaced: what they leave behind makes it heavy."""
HEAVIEST = 192 << 20
"""Bytes of scripts, document and buffers that a page may leave in a tab: an ordinary page holds 5 to 40 MiB, and a new context gives all of
it back at once, where the browser would do so in its own time."""
QUIET_MS, QUIET_LIMIT_MS = 100, 1500
"""A page is taken as finished once nothing changed for so long, at most so long after it loaded."""
WIRE_LIMIT_MS = 5000
"""How much longer is waited for scripts, styles and data that are under way."""

_LOAD_SHARE = 0.5
"""Of the time for a page, what waiting for its last picture and frame may take: past that it is looked at as it stands."""
_GLANCE_SECONDS = 0.05
_CRASH_TOLD_SECONDS = 0.2
_HTML = re.compile(r"text/html|application/xhtml\+xml", re.IGNORECASE)
AXE_OPTIONS = {"preload": {"assets": ["cssom", "media"], "timeout": 2000}}
COSTLY_RULES = ("color-contrast-enhanced", "identical-links-same-purpose", "target-size")
"""Rules that axe itself leaves off, and that make judging a page a quarter longer: run on some pages of a site only. No law asks for any
of them. The fourth that it leaves off, ``meta-refresh-no-exceptions``, costs nothing, and is run everywhere."""
Given = TypeVar("Given")
_STORAGE = "local_storage,indexeddb,cache_storage,file_systems"


class Tab:
    """A context of one visit with one page in it, used again and again. ``dead`` once it must be thrown away."""

    def __init__(self, engine: Engine, context: BrowserContext, page: Page, cdp: CDPSession) -> None:
        self.engine, self._context, self._page, self._cdp = engine, context, page, cdp
        self._eye = Eye(cdp)
        self.terms, self.viewport = FREE, DESKTOP
        self._log = Log()
        self._shown = self._documents = 0
        self.dead = self._settled = False
        self._crashed = asyncio.Event()
        self._first: str | None = None
        self._led_away: Missing | None = None
        self._proxy: EgressProxy | None = None
        self._stack = AsyncExitStack()
        self.frame = ""
        """The browser's name for the main frame: once looked at, it goes nowhere."""

    @classmethod
    async def open(cls, engine: Engine, script: str, egress: Egress | None, terms: Terms, viewport: ViewportSize = DESKTOP) -> Self:
        """A new tab in a context of its own, through a proxy of its own. Raises BrowserError."""
        async with AsyncExitStack() as stack:
            proxy = await stack.enter_async_context(EgressProxy(egress)) if egress else None
            context = await new_context(engine.chromium, engine.user_agent, viewport, proxy.url if proxy else None)
            stack.push_async_callback(close_context, context)
            await context.add_init_script(script)
            page = await context.new_page()
            cdp = await context.new_cdp_session(page)
            tab = cls(engine, context, page, cdp)
            tab.terms, tab.viewport, tab._proxy = terms, viewport, proxy
            tab.frame = (await cdp.send("Target.getTargetInfo"))["targetInfo"]["targetId"]
            tab._listen()
            engine.gate.admit(tab)
            stack.callback(engine.gate.dismiss, tab)
            tab._stack = stack.pop_all()
        return tab

    def _listen(self) -> None:
        self._context.on("page", lambda page: asyncio.ensure_future(_shut(page)))
        self._page.on("request", self._log.asked)
        self._page.on("response", self._log.answered)
        self._page.on("requestfailed", self._log.broke)
        self._page.on("console", self._log.said)
        self._page.on("pageerror", self._log.raised)
        self._page.on("framenavigated", self._log.arrived)
        self._page.on("crash", lambda _: self._crashed.set())

    @property
    def answer(self) -> tuple[int | None, Mapping[str, str]]:
        """Status and headers (lower-case names) of the answer to the last load; None and none where none came."""
        return self._log.status, self._log.headers

    async def close(self) -> None:
        """Close the context; a browser that does not answer is left to its owner."""
        await self._stack.aclose()

    def drain(self) -> Traffic:
        """What came through the tab's own proxy since this was asked last."""
        return self._proxy.drain() if self._proxy else Traffic()

    async def may_open(self, url: str, load: str | None) -> str | None:
        """Why the tab's next document is refused, None where it may come; ``load`` names the load that it is part of, redirects and all."""
        if (refused := self._refused(url, load)) is not None:
            return refused
        self._documents += 1
        if self._documents > 1:
            await self.terms.again(url)
        return "settled" if self._settled else None

    def _refused(self, url: str, load: str | None) -> str | None:
        if self._settled:
            return "settled"
        reason = self.terms.refusal(url, True)
        self._first = self._first or load
        if reason is None or load == self._first:
            return reason
        # The page itself leads away: it stays where it is, and is told by where it wanted to go.
        self._led_away = self._led_away or Missing(reason, f"a script leads to {url}"[:TEXT_KEPT])
        return "led-away"

    async def frames(self) -> frozenset[str]:
        """The browser's names of all frames in it. Raises BrowserError."""
        return frozenset(_names((await self._cdp.send("Page.getFrameTree"))["frameTree"]))

    async def show(self, url: str, seconds: float, *, judged: bool = True, every_rule: bool = True) -> Rendering:
        """Show a page and take all its artifacts, in ``seconds`` at most; where it is not ``judged``, its document and requests only.

        Without ``every_rule`` axe leaves out ``COSTLY_RULES``. The tab is dead afterwards if that failed.
        """
        try:
            async with asyncio.timeout(seconds):
                look = self._show(url, seconds, () if every_rule else COSTLY_RULES) if judged else self._read(url, seconds)
                return await self._unless_crashed(look)
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
        return Rendering.failed(url, Missing("browser-crash", "the page crashed") if self._crashed.is_set() else failure)

    async def _unless_crashed(self, work: Coroutine[Any, Any, Given]) -> Given:
        """What the work gives; what was asked of a page that crashes is never answered. Raises BrowserError then."""
        task, crash = asyncio.ensure_future(work), asyncio.ensure_future(self._crashed.wait())
        try:
            await asyncio.wait({task, crash}, return_when=asyncio.FIRST_COMPLETED)
            if not task.done():
                raise BrowserError("the page crashed")
            return task.result()
        finally:
            task.cancel()
            crash.cancel()
            await asyncio.gather(task, crash, return_exceptions=True)

    async def _read(self, url: str, seconds: float) -> Rendering:
        await self._go(url, seconds)
        if (failed := self._no_page(url)) is not None:
            return failed
        self._settled = True
        look = await self._eye.ask("look")
        self._log.end()
        asked = request_rows(self._log.requests.values(), self._page.url, look["measures"]["sizes"])
        await asyncio.gather(self._lighten(), self._forget(self._page.url))
        artifacts: dict[str, bytes | Json | Missing] = {"dom": look["html"].encode(), "requests": asked}
        return Rendering(url, self._final(url), self._log.status, look["html"], tuple(look["links"]), artifacts, headers=self._log.headers)

    def _no_page(self, url: str) -> Rendering | None:
        """What is told where no page of the site came."""
        status, kind = self._log.status, self._log.content_type
        failure = self._led_away if _HTML.match(kind) else Missing("not-html", kind[:TEXT_KEPT])
        return None if failure is None else Rendering.failed(url, failure, final_url=self._page.url, status=status)

    def _final(self, url: str) -> str:
        return self._page.url if "#" in url else urldefrag(self._page.url).url

    async def _show(self, url: str, seconds: float, left_out: Sequence[str]) -> Rendering:
        patience = await self._go(url, seconds)
        if not _HTML.match(self._log.content_type) and (failed := self._no_page(url)) is not None:
            return failed
        before, answered = await self._consent(patience)
        if (failed := self._no_page(url)) is not None:
            return failed
        self._settled = True
        look = await self._eye.ask("look")
        self._log.end()
        final, measured = self._final(url), look["measures"]
        # What is remembered is the browser's to tell, while the page is busy with being judged.
        axe, state = await asyncio.gather(self._eye.judge(AXE_OPTIONS, left_out), self._state(final, look["denied"], measured["sizes"]))
        # What is shown on nobody's terms is remembered for nobody.
        pictured = set() if self.terms is FREE else self.terms.pictured
        picture, size = await self._eye.picture(self.viewport, depth_of_picture(axe, pictured, PICTURE_LIMIT))
        layout = look["layout"]
        artifacts: dict[str, bytes | Json | Missing] = {
            "dom": look["html"].encode(),
            "axe": axe,
            "screenshot": picture,
            "console": list(self._log.console),
            **(before or state),
            "layout": {"desktop": _width(layout, size), "mobile": None, "viewport_meta": layout["viewport_meta"]},
            "consent": answered | {"after": state if before else None},
            "performance": performance(measured, (before or state)["requests"]),
        }
        await asyncio.gather(self._lighten(), self._forget(final))
        return Rendering(url, final, self._log.status, look["html"], tuple(look["links"]), artifacts, headers=self._log.headers)

    async def _consent(self, patience: float) -> tuple[Json | None, Json]:
        """What the page asks of its visitors, answered where the visit was told to; with it, what there was before the answer."""
        asked = self.terms.consent
        banner = await self._eye.ask("banner")
        told, button = consent.answer(banner, asked)
        if button is None:
            return None, told
        before = await self._state(self._page.url, (), await self._eye.ask("sizes"))
        refusal = await self._eye.ask("press", button)
        if refusal:
            return None, told | {"clicked": None, "why_not": refusal}
        await self._settle(patience)
        gone = not (await self._eye.ask("banner"))["present"]
        return before, told | {"gone": gone}

    async def _state(self, url: str, denied: Iterable[Json], sizes: Json) -> dict[str, Json]:
        """What was asked for and is remembered so far."""
        refused = [row | {"method": "GET", "status": None, "aborted": True} for row in denied]
        return {
            "requests": request_rows([*self._log.requests.values(), *refused], url, sizes),
            "cookies": cookie_rows(await self._context.cookies(), url),
        }

    async def _lighten(self) -> None:
        """Nothing more of the page is wanted; and what is too heavy is not used again."""
        await self._cdp.send("Page.stopLoading")
        if await self._eye.weight() > HEAVIEST:
            self.dead = True

    async def show_mobile(self, url: str, seconds: float) -> tuple[bytes | Missing, Json | None]:
        """The picture of a page on a small screen, and its widths; Missing and None where it could not be shown.

        A visit wants one such picture: the tab is dead afterwards.
        """
        self.dead = True
        try:
            async with asyncio.timeout(seconds):
                return await self._unless_crashed(self._small(url, seconds))
        except TimeoutError:
            return Missing("browser-timeout", f"not finished after {seconds:g} s"), None
        except BrowserError as error:
            return missing(error), None

    async def time(self, url: str, seconds: float) -> Json | Missing:
        """How long one more load of a page took; the tab, which has nothing of the page yet, is dead afterwards."""
        self.dead = True
        try:
            async with asyncio.timeout(seconds):
                return await self._unless_crashed(self._timed(url, seconds))
        except TimeoutError:
            return Missing("browser-timeout", f"not finished after {seconds:g} s")
        except BrowserError as error:
            return missing(error)

    async def _timed(self, url: str, seconds: float) -> Json | Missing:
        await self._go(url, seconds)
        status = self._log.status or 200
        refused = of_status(status)
        return Missing(refused, f"HTTP {status}") if refused else times(await self._eye.ask("measured"))

    async def _small(self, url: str, seconds: float) -> tuple[bytes | Missing, Json | None]:
        await self._go(url, seconds)
        look, status = await self._eye.ask("look"), self._log.status or 200
        refused = refusal(status, self._log.headers, look["html"], self._page.url) or of_status(status)
        if refused is not None:
            return Missing(refused, f"HTTP {status}"), None
        picture, size = await self._eye.picture(self.viewport, 0)
        return picture, _width(look["layout"], size)

    async def _go(self, url: str, seconds: float) -> float:
        """Open the address and wait until it is there; returns until when one may wait for it."""
        if "#" in url and urldefrag(url).url == urldefrag(self._page.url).url:
            # Else only the fragment would change, and the page would not be loaded at all.
            await self._page.goto("about:blank")
        self._settled, self._first, self._led_away, self._documents = False, None, None, 0
        self._log.begin()
        self._shown += 1
        if self._shown >= RENEW_AFTER:
            self.dead = True
        # Only until the document is there: what a page does to itself while it loads is not waited for by the browser's rules but ours.
        await self._page.goto(url, wait_until="commit", timeout=1000 * seconds)
        patience = time.monotonic() + seconds * _LOAD_SHARE
        await self._settle(patience)
        return patience

    async def _settle(self, patience: float) -> None:
        """Wait until nothing changes and nothing is under way that could change something; each has its own bound."""
        rest: float = QUIET_LIMIT_MS
        wire: float = WIRE_LIMIT_MS
        while wire > 0:
            before = time.monotonic()
            try:
                took = await self._eye.ask("settle", QUIET_MS, max(rest, QUIET_MS), 1000 * max(0.0, patience - before))
                rest -= max(0.0, took - QUIET_MS)
            except BrowserError as error:
                if not left(error):
                    raise
            if not self._log.waiting:
                return
            await asyncio.sleep(_GLANCE_SECONDS)
            if not (self._log.leaving and before < patience):
                wire -= QUIET_MS + 1000 * _GLANCE_SECONDS

    async def _forget(self, url: str) -> None:
        await self._context.clear_cookies()
        with contextlib.suppress(BrowserError):
            await self._cdp.send("Storage.clearDataForOrigin", {"origin": url, "storageTypes": _STORAGE})


async def _shut(page: Page) -> None:
    with contextlib.suppress(BrowserError):
        await page.close()


def _names(tree: Json) -> Iterator[str]:
    yield tree["frame"]["id"]
    for child in tree.get("childFrames", ()):
        yield from _names(child)


def _width(layout: Json, picture: list[int]) -> Json:
    return {"width": picture[0], "scroll_width": layout["scroll_width"], "picture": picture}
