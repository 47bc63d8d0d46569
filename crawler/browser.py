"""The browser that shows pages to the audits: one Chromium, kept from writing anywhere, behind the crawler's own proxy."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from importlib.metadata import version
from types import TracebackType
from typing import Any, Self

from playwright.async_api import Browser as Chromium
from playwright.async_api import CDPSession, Playwright, ProxySettings, ViewportSize, async_playwright
from playwright.async_api import Error as BrowserError

from crawler import axe, identity
from crawler.browsers import NO_DRIVER, Found, find_browser
from crawler.rendering import Rendering
from crawler.scripts import frame_script
from crawler.tab import DESKTOP, MOBILE, Tab
from crawler.terms import FREE, Terms
from data.errors import ConfigError
from data.settings import Settings
from data.types import Json, Missing

_FEATURES_OFF = (
    # Playwright's own list, which ours replaces: Chromium heeds only the last of two.
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable"),
    *("LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect"),
    *("TcpPortRandomizationWin", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch"),
    *("msForceBrowserSignIn", "msEdgeUpdateLaunchServicesPreferredVersion"),
    # Reports that a site asks browsers to send go out of the network service itself, past every guard.
    *("Reporting", "NetworkErrorLogging"),
)
_FLAGS = (
    f"--disable-features={','.join(_FEATURES_OFF)}",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--no-first-run",
    "--no-pings",
    "--mute-audio",
    "--autoplay-policy=user-gesture-required",
    "--block-new-web-contents",
    "--disable-blink-features=SharedWorker,WebTransport",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)
_STOPPABLE = ("Document", "XHR", "Fetch", "Ping", "CSPViolationReport", "EventSource", "Other")
"""The kinds of request that can carry another method than GET; pictures, styles, scripts, fonts and media cannot."""
_SAFE = frozenset({"GET", "HEAD"})
_REFUSALS = {"robots": "AccessDenied", "off-site": "BlockedByClient"}
"""How Chromium is told why a document may not be opened; crawler.rendering reads it back."""
_SANDBOX = "" if os.geteuid() == 0 else ", and where this is a container, allow it the user namespaces that the browser's sandbox needs"
_CLOSE_SECONDS = _OPEN_SECONDS = 10.0
_LAUNCH_MS = 30_000


class Browser:
    """A running Chromium that renders pages: ``async with Browser(settings, proxy_url) as browser: await browser.render(url)``.

    ``proxy_url`` is the egress proxy, which all its traffic passes; None goes direct and is for loopback tests only. ``tabs`` pages
    are shown at a time, more calls wait their turn; ``flags`` are given to Chromium
    besides our own. Raises ConfigError where there is no browser, or it cannot be started.
    """

    def __init__(self, settings: Settings, proxy_url: str | None, *, tabs: int = 1, flags: Sequence[str] = ()) -> None:
        self._settings, self._proxy, self._flags = settings, proxy_url, flags
        self._script = frame_script(axe.script(settings))
        self._stack = AsyncExitStack()
        self._free: asyncio.Queue[Tab | None] = asyncio.Queue()
        self._launching = asyncio.Lock()
        self._settled: set[str] = set()
        self._frames: set[str] = set()
        self._terms: list[Terms] = []
        self._playwright: Playwright | None = None
        self._chromium: Chromium | None = None
        self._user_agent = ""
        for _ in range(tabs):
            self._free.put_nowait(None)
        self.found: Found = find_browser(settings)

    @property
    def versions(self) -> Mapping[str, str]:
        """What the manifest of a bundle names: Chromium, Playwright, axe-core."""
        return {
            "chromium": self._chromium.version if self._chromium else self.found.version,
            "playwright": version("playwright"),
            "axe": axe.version(self._settings),
        }

    async def __aenter__(self) -> Self:
        self._playwright = await self._start()
        try:
            await self._launch()
        except BaseException as error:
            await self._stack.aclose()
            if isinstance(error, BrowserError):
                raise ConfigError(f"{self.found.path}: does not start ({_first_line(error)}); run 'eindekss doctor'{_SANDBOX}") from error
            raise
        return self

    async def _start(self) -> Playwright:
        try:
            return await self._stack.enter_async_context(async_playwright())
        except Exception as error:  # Playwright raises a bare Exception where its driver ends at once
            raise ConfigError(NO_DRIVER) from error

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._chromium:
            await _shut(self._chromium)
        await self._stack.aclose()

    async def render(self, url: str, *, mobile: bool = False, terms: Terms = FREE) -> Rendering:
        """Show a page and write down what it was; ``mobile`` shows it on a small screen too. Never raises for what a page does.

        After a crash the browser is started anew and the page is tried once more. Each load of the page has a turn of its own.
        """
        self._terms.append(terms)
        try:
            rendering = await self._show(url, terms)
            if rendering.failure is not None and rendering.failure.reason == "browser-crash":
                rendering = await self._show(url, terms)
            return rendering if rendering.failure or not mobile else await self._with_mobile(rendering, terms)
        finally:
            self._terms.remove(terms)

    async def _show(self, url: str, terms: Terms) -> Rendering:
        async with terms.turn(url):
            try:
                async with self._tab() as tab:
                    return await tab.show(url, self._seconds(terms), self._settled)
            except BrowserError as error:
                return Rendering.failed(url, Missing("browser-crash", _first_line(error)))

    def _seconds(self, terms: Terms) -> float:
        return max(0.0, min(self._settings.render_timeout, terms.seconds()))

    async def _with_mobile(self, rendering: Rendering, terms: Terms) -> Rendering:
        url = rendering.url
        async with terms.turn(url):
            picture, layout = await self._mobile(url, self._seconds(terms))
        desktop: Json = rendering.artifacts["layout"]
        artifacts = {**rendering.artifacts, "screenshot_mobile": picture, "layout": {**desktop, "mobile": layout}}
        return Rendering(url, rendering.final_url, rendering.status, rendering.html, rendering.links, artifacts)

    async def _mobile(self, url: str, seconds: float) -> tuple[bytes | Missing, Json | None]:
        try:
            tab = await self._open(MOBILE)
        except BrowserError as error:
            return Missing("browser-crash", _first_line(error)), None
        try:
            return await tab.show_mobile(url, seconds)
        finally:
            await self._close(tab)

    @asynccontextmanager
    async def _tab(self) -> AsyncIterator[Tab]:
        tab = await self._free.get()
        try:
            if tab is None:
                tab = await self._open(DESKTOP)
            yield tab
        except BaseException:
            # Left in the middle of a page, it is of no more use.
            if tab is not None:
                tab.dead = True
            raise
        finally:
            if tab is not None and tab.dead:
                await self._close(tab)
                tab = None
            self._free.put_nowait(tab)

    async def _close(self, tab: Tab) -> None:
        self._settled.discard(tab.frame)
        await tab.close()
        self._frames.discard(tab.frame)

    async def _open(self, viewport: ViewportSize) -> Tab:
        for last in (False, True):
            chromium = await self._running()
            try:
                async with asyncio.timeout(_OPEN_SECONDS):
                    return self._known(await Tab.open(chromium, self._script, self._user_agent, viewport))
            except (BrowserError, TimeoutError) as error:
                # It died, or answers no more, and nobody was told yet.
                await self._give_up(chromium)
                if last:
                    raise BrowserError(f"no tab could be opened: {error}") from error
        raise AssertionError

    def _known(self, tab: Tab) -> Tab:
        self._frames.add(tab.frame)
        return tab

    async def _give_up(self, chromium: Chromium) -> None:
        if self._chromium is chromium:
            self._chromium = None
            await _shut(chromium)

    async def _running(self) -> Chromium:
        async with self._launching:
            if self._chromium is None or not self._chromium.is_connected():
                await self._launch()
        if self._chromium is None:
            raise BrowserError("the browser is closed")
        return self._chromium

    async def _launch(self) -> None:
        if self._playwright is None:
            raise RuntimeError("use the browser in 'async with'")
        self._chromium = await self._playwright.chromium.launch(
            executable_path=self.found.path,
            args=[*_FLAGS, *self._flags],
            ignore_default_args=["--disable-popup-blocking"],
            chromium_sandbox=os.geteuid() != 0,
            proxy=ProxySettings(server=self._proxy, bypass="<-loopback>") if self._proxy else None,
            timeout=_LAUNCH_MS,
            # A Ctrl-C is for the visit to hear: it seals what there is and then closes the browser in order.
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
        )
        session = await self._chromium.new_browser_cdp_session()
        self._user_agent = await _user_agent(session, self._settings)
        await self._guard(session)

    async def _guard(self, session: CDPSession) -> None:
        # At the browser and not at a page: this way nothing slips by, neither a worker nor a popup nor the first frame of either,
        # and pictures, styles and scripts do not pass through Python at all.
        session.on("Fetch.requestPaused", lambda event: asyncio.ensure_future(self._decide(session, event)))
        await session.send("Fetch.enable", {"patterns": [{"urlPattern": "*", "resourceType": kind} for kind in _STOPPABLE]})

    async def _decide(self, session: CDPSession, event: Mapping[str, Any]) -> None:
        request = {"requestId": event["requestId"]}
        with contextlib.suppress(BrowserError):
            if refusal := self._refusal(event):
                await session.send("Fetch.failRequest", request | {"errorReason": refusal})
            else:
                await session.send("Fetch.continueRequest", request)

    def _refusal(self, event: Mapping[str, Any]) -> str | None:
        kind, asked = event["resourceType"], event["request"]
        # A picture for a window that nobody sees: a full Chromium asks for it, the headless shell does not.
        if asked["method"] not in _SAFE or (kind == "Other" and asked["url"].endswith("/favicon.ico")):
            return "Aborted"
        if kind != "Document":
            return None
        if event.get("frameId") in self._settled:
            return "Aborted"
        reasons = (terms.refusal(asked["url"], event.get("frameId") in self._frames) for terms in self._terms)
        return next((_REFUSALS[reason] for reason in reasons if reason), None)


async def _shut(chromium: Chromium) -> None:
    with contextlib.suppress(BrowserError, TimeoutError):
        async with asyncio.timeout(_CLOSE_SECONDS):
            await chromium.close()


async def _user_agent(session: CDPSession, settings: Settings) -> str:
    own = (await session.send("Browser.getVersion"))["userAgent"]
    return f"{own} {identity.user_agent(settings)}"


def _first_line(error: BaseException) -> str:
    return str(error).splitlines()[0]
