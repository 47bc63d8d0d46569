"""How a browser appears to a site: empty-handed, Latvian, on one of two screens, and honest about what we are."""

from __future__ import annotations

import asyncio
import contextlib

from playwright.async_api import Browser, BrowserContext, ProxySettings, ViewportSize
from playwright.async_api import Error as BrowserError

DESKTOP = ViewportSize(width=1280, height=900)
MOBILE = ViewportSize(width=360, height=740)
_CLOSE_SECONDS = 5.0


async def new_context(browser: Browser, user_agent: str, viewport: ViewportSize, proxy_url: str | None) -> BrowserContext:
    """A context with no cookies, no permissions and no downloads, whose traffic passes the proxy. Raises BrowserError."""
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
        proxy=ProxySettings(server=proxy_url, bypass="<-loopback>") if proxy_url else None,
    )
    await context.grant_permissions([])
    return context


async def close_context(context: BrowserContext) -> None:
    """Close it; a browser that does not answer is left to its owner."""
    with contextlib.suppress(BrowserError, TimeoutError):
        async with asyncio.timeout(_CLOSE_SECONDS):
            await context.close()
