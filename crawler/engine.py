"""One running Chromium: how it is started, guarded, weighed and ended."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

import psutil
from playwright.async_api import Browser as Chromium
from playwright.async_api import CDPSession, Playwright, ProxySettings, async_playwright
from playwright.async_api import Error as BrowserError

from crawler import identity
from crawler.gate import Gate
from data.settings import Settings

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
    # A page with its frames is one process: its frames are then known by its own tree, and what they weigh is weighed with it. Two
    # visits never share a process, as each has contexts of its own, and none holds anything worth stealing.
    "--disable-site-isolation-trials",
    # A page of ours holds 5 to 40 MiB of script objects; one that wants more than this crashes alone, before it takes the machine along.
    "--js-flags=--max-old-space-size=512",
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
_CLOSE_SECONDS = 10.0
_GLANCE_SECONDS = 0.02
_LAUNCH_MS = 30_000


class NoDriver(BrowserError):
    """Playwright's own process does not start here."""


_PROFILE = "playwright_chromiumdev_profile-"
"""How the names of the folders begin that Playwright's driver makes."""


class Engine:
    """A Chromium on its way through one life, and the driver that speaks with it: launched together, then ``shut``.

    The driver is renewed with the browser because it too grows with every page that it has spoken of.
    """

    def __init__(self, playwright: Playwright, chromium: Chromium, gate: Gate) -> None:
        self._playwright, self.chromium, self.gate = playwright, chromium, gate
        self.user_agent = ""
        self._pid = 0
        self._profile: Path | None = None

    @classmethod
    async def launch(cls, path: str, settings: Settings, proxy_url: str | None, flags: Sequence[str], gate: Gate) -> Self:
        """Start one. Raises NoDriver, BrowserError."""
        playwright = await _driver()
        try:
            engine = cls(playwright, await cls._chromium(playwright, path, proxy_url, flags), gate)
        except BaseException:
            await _stop(playwright)
            raise
        try:
            await engine._begin(settings)
        except BaseException:
            await engine.shut()
            raise
        return engine

    @staticmethod
    async def _chromium(playwright: Playwright, path: str, proxy_url: str | None, flags: Sequence[str]) -> Chromium:
        return await playwright.chromium.launch(
            executable_path=path,
            args=[*_FLAGS, *flags],
            ignore_default_args=["--disable-popup-blocking"],
            chromium_sandbox=os.geteuid() != 0,
            proxy=ProxySettings(server=proxy_url, bypass="<-loopback>") if proxy_url else None,
            timeout=_LAUNCH_MS,
            # A Ctrl-C is for the visit to hear: it seals what there is and then closes the browser in order.
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
        )

    async def _begin(self, settings: Settings) -> None:
        session = await self.chromium.new_browser_cdp_session()
        self.user_agent = f"{(await session.send('Browser.getVersion'))['userAgent']} {identity.user_agent(settings)}"
        self._pid = await _pid(session)
        self._profile = _profile(self._pid)
        await self.gate.guard(session)

    @property
    def alive(self) -> bool:
        """Whether it still answers, as far as is known."""
        return self.chromium.is_connected()

    async def weight(self) -> int:
        """The bytes of memory that all its processes together hold for themselves."""
        return await asyncio.to_thread(lambda: sum(map(_private, _family(self._pid))))

    async def shut(self) -> None:
        """End it; one that does not end in order is killed, with all its processes."""
        family = await asyncio.to_thread(lambda: list(_family(self._pid)))
        with contextlib.suppress(BrowserError, TimeoutError):
            async with asyncio.timeout(_CLOSE_SECONDS):
                await self.chromium.close()
        await _stop(self._playwright)
        await asyncio.to_thread(_end, family)
        if self._profile:
            # The driver takes it away too, but not what a browser that was killed still wrote at that moment.
            await asyncio.to_thread(shutil.rmtree, self._profile, ignore_errors=True)


async def _driver() -> Playwright:
    try:
        return await async_playwright().start()
    except Exception as error:  # Playwright raises a bare Exception where its driver ends at once
        raise NoDriver(str(error)) from error


async def _stop(playwright: Playwright) -> None:
    """End the driver; one that was killed has nothing to say any more."""
    with contextlib.suppress(BrowserError, TimeoutError, OSError):
        async with asyncio.timeout(_CLOSE_SECONDS):
            await playwright.stop()


async def _pid(session: CDPSession) -> int:
    processes = (await session.send("SystemInfo.getProcessInfo"))["processInfo"]
    return next((int(each["id"]) for each in processes if each["type"] == "browser"), 0)


def _profile(pid: int) -> Path | None:
    """The folder that the driver made for the browser; None where it is somebody's own."""
    with contextlib.suppress(psutil.Error):
        told = (word.partition("=")[2] for word in psutil.Process(pid).cmdline() if word.startswith("--user-data-dir="))
        folder = Path(next(told, ""))
        return folder if folder.name.startswith(_PROFILE) else None
    return None


def _family(pid: int) -> Iterator[psutil.Process]:
    if not pid:
        return
    with contextlib.suppress(psutil.Error):
        head = psutil.Process(pid)
        # A distribution may start the browser by a script of its own; the driver is above that.
        head = next((each for each in head.parents()[:2] if each.name() == "node"), head)
        yield head
        yield from head.children(recursive=True)


def _end(family: Sequence[psutil.Process]) -> None:
    """Kill what is left, and see it gone; a child of ours is waited for by asyncio, so it is only looked at."""
    # The driver takes its folders away as it goes; it is killed only where it stays.
    _kill([process for process in family if _name(process) != "node"])
    deadline = time.monotonic() + _CLOSE_SECONDS
    while any(map(_runs, family)) and time.monotonic() < deadline:
        time.sleep(_GLANCE_SECONDS)
    _kill(family)


def _kill(family: Sequence[psutil.Process]) -> None:
    for process in family:
        with contextlib.suppress(psutil.Error):
            process.kill()


def _name(process: psutil.Process) -> str:
    try:
        return str(process.name())
    except psutil.Error:
        return ""


def _runs(process: psutil.Process) -> bool:
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def _private(process: psutil.Process) -> int:
    """What a process would give back: the pages of the program itself, which all of them share, are not counted again and again."""
    try:
        held = process.memory_info()
    except psutil.Error:
        return 0
    return int(held.rss - getattr(held, "shared", 0))
