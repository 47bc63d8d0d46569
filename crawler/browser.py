"""The browser that shows pages to the audits: one Chromium for all visits of a run, kept from writing anywhere, behind our own proxies."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version
from os import geteuid
from types import TracebackType
from typing import Self

from playwright.async_api import Error as BrowserError
from playwright.async_api import ViewportSize

from crawler import axe
from crawler.browsers import NO_DRIVER, Found, find_browser
from crawler.contexts import DESKTOP, MOBILE
from crawler.egress import Egress
from crawler.engine import Engine, NoDriver
from crawler.gate import Gate
from crawler.pool import Pool
from crawler.rendering import Rendering
from crawler.scripts import frame_script
from crawler.terms import FREE, Terms
from crawler.traffic import Traffic
from data.errors import ConfigError
from data.settings import Settings
from data.types import Json, Missing

_SANDBOX = "" if geteuid() == 0 else ", and where this is a container, allow it the user namespaces that the browser's sandbox needs"


class Browser:
    """A running Chromium that renders pages: ``async with Browser(settings, proxy_url) as browser: await browser.render(url)``.

    It may be asked for many visits at once, each on its own terms: ``tabs`` pages are shown at a time, more calls wait their turn.
    ``egress`` decides where they may connect: each tab has a proxy of its own on it, by which its traffic is counted; None goes direct
    and is for loopback tests only. ``proxy_url`` is what a window passes that is no tab of ours; ``strangers`` are the terms of such
    windows, which without any open nothing. ``flags`` are given to Chromium besides our own. Raises ConfigError where there is no
    browser, or it cannot be started.
    """

    def __init__(
        self,
        settings: Settings,
        proxy_url: str | None,
        *,
        egress: Egress | None = None,
        tabs: int = 1,
        flags: Sequence[str] = (),
        strangers: Terms | None = None,
    ) -> None:
        self._settings, self._proxy, self._flags, self._strangers = settings, proxy_url, flags, strangers
        self._pool = Pool(self._launch, frame_script(axe.script(settings)), egress, tabs)
        self.found: Found = find_browser(settings)

    @property
    def versions(self) -> Mapping[str, str]:
        """What the manifest of a bundle names: Chromium, Playwright, axe-core."""
        return {
            "chromium": self._pool.version or self.found.version,
            "playwright": version("playwright"),
            "axe": axe.version(self._settings),
        }

    @property
    def launches(self) -> int:
        """How often Chromium was started so far."""
        return self._pool.launches

    async def ailing(self, seconds: float) -> str:
        """What is wrong with the browser, started anew where it had died; empty where it answers within the time."""
        try:
            async with asyncio.timeout(seconds):
                await self._pool.greet()
        except TimeoutError:
            return f"the browser does not answer in {seconds:g} s"
        except (BrowserError, NoDriver) as error:
            return f"the browser does not start: {_first_line(error)}"
        return ""

    async def __aenter__(self) -> Self:
        try:
            await self._pool.start()
        except NoDriver as error:
            raise ConfigError(NO_DRIVER) from error
        except BrowserError as error:
            raise ConfigError(f"{self.found.path}: does not start ({_first_line(error)}); run 'eindekss doctor'{_SANDBOX}") from error
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._pool.close()

    async def _launch(self) -> Engine:
        return await Engine.launch(str(self.found.path), self._settings, self._proxy, self._flags, Gate(self._strangers))

    async def render(self, url: str, *, mobile: bool = False, every_rule: bool = True, terms: Terms = FREE) -> Rendering:
        """Show a page and write down what it was; ``mobile`` shows it on a small screen too. Never raises for what a page does.

        Without ``every_rule`` axe leaves out ``crawler.tab.COSTLY_RULES``. After a crash, of the page or of the browser, which is then
        started anew, the page is tried once more. Each load has a turn of its own, and what it took is told in ``traffic``.
        """
        taken = Traffic()
        rendering = await self._show(url, terms, taken, every_rule=every_rule)
        if rendering.failure is not None and rendering.failure.reason == "browser-crash":
            rendering = await self._show(url, terms, taken, every_rule=every_rule)
        if mobile and rendering.failure is None:
            rendering = await self._with_mobile(rendering, terms, taken)
        return replace(rendering, traffic=taken)

    async def time(self, url: str, *, terms: Terms = FREE) -> Json | Missing:
        """How long a page takes to load for a visitor who has nothing of it yet: a row of ``performance.loads``."""
        async with terms.turn(url):
            try:
                # A screen of its own is no tab's yet: what a tab has kept of the page would make it faster.
                async with self._pool.tab(terms, ViewportSize(**DESKTOP), Traffic()) as tab:
                    told = await tab.time(url, self._seconds(terms))
                    terms.heard(url, *tab.answer, told.reason if isinstance(told, Missing) else None)
                    return told
            except BrowserError as error:
                return Missing("browser-crash", _first_line(error))

    async def read(self, url: str, *, terms: Terms = FREE) -> Rendering:
        """Show a page only to read what its scripts write: its artifacts are the document and the requests. Else as ``render``."""
        taken = Traffic()
        rendering = await self._show(url, terms, taken, judged=False)
        if rendering.failure is not None and rendering.failure.reason == "browser-crash":
            rendering = await self._show(url, terms, taken, judged=False)
        return replace(rendering, traffic=taken)

    async def _show(self, url: str, terms: Terms, taken: Traffic, *, judged: bool = True, every_rule: bool = True) -> Rendering:
        async with terms.turn(url):
            try:
                async with self._pool.tab(terms, DESKTOP, taken) as tab:
                    rendering = await tab.show(url, self._seconds(terms), judged=judged, every_rule=every_rule)
                    terms.heard(url, *tab.answer, rendering.failure.reason if rendering.failure else None)
                    return rendering
            except BrowserError as error:
                return Rendering.failed(url, Missing("browser-crash", _first_line(error)))

    def _seconds(self, terms: Terms) -> float:
        return max(0.0, min(self._settings.render_timeout, terms.seconds()))

    async def _with_mobile(self, rendering: Rendering, terms: Terms, taken: Traffic) -> Rendering:
        async with terms.turn(rendering.url):
            picture, layout = await self._mobile(rendering.url, MOBILE, terms, taken)
        desktop: Json = rendering.artifacts["layout"]
        artifacts = {**rendering.artifacts, "screenshot_mobile": picture, "layout": {**desktop, "mobile": layout}}
        return replace(rendering, artifacts=artifacts)

    async def _mobile(self, url: str, screen: ViewportSize, terms: Terms, taken: Traffic) -> tuple[bytes | Missing, Json | None]:
        try:
            async with self._pool.tab(terms, screen, taken) as tab:
                picture, layout = await tab.show_mobile(url, self._seconds(terms))
                terms.heard(url, *tab.answer, picture.reason if isinstance(picture, Missing) else None)
                return picture, layout
        except BrowserError as error:
            return Missing("browser-crash", _first_line(error)), None


def _first_line(error: BaseException) -> str:
    return str(error).splitlines()[0]
