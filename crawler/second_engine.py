"""A second opinion: the same axe-core in another browser, driven over WebDriver by axe-selenium-python, compared rule by rule."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from axe_selenium_python import Axe  # type: ignore[import-untyped]
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.service import Service
from selenium.webdriver.remote.webdriver import WebDriver
from urllib3.exceptions import HTTPError

from crawler import axe
from crawler.browser import Browser
from crawler.drivers import attach_chromium, chromium_service, firefox_service, kill, missing_part, start_firefox, start_on_grid
from crawler.scripts import call
from crawler.tab import AXE_OPTIONS, QUIET_LIMIT_MS, QUIET_MS
from crawler.terms import FREE, Terms
from data.errors import BrowserFailed, ConfigError
from data.settings import Settings
from data.types import Json, Missing

KINDS = ("violations", "incomplete", "passes", "inapplicable")
"""What a rule can say of a page, the weightiest first: a rule that some elements pass and one violates is violated."""

_RULES = "return axe.getRules().filter(rule => !rule.tags.includes('deprecated')).map(rule => rule.ruleId)"
_CHROMIUM_FLAGS = ("--ignore-certificate-errors", "--force-prefers-reduced-motion", "--lang=lv-LV", "--window-size=1280,900")


async def second_opinion(
    urls: Iterable[str], first: Mapping[str, Json | Missing], settings: Settings, proxy_url: str | None, terms: Terms = FREE
) -> Json | Missing:
    """The artifact ``second_engine``: for each page of ``urls`` with results in ``first``, what both engines say of each rule.

    What the first was not asked of a page, the second is not asked either. ``agreement`` is the share of the rules with the same answer,
    those left out that are inapplicable in both; a page that the second engine could not judge, or may not open by ``terms``, is left out
    and listed in ``missing``. Each page has a turn of its own. Missing with one clear sentence where there is no engine. Raises what a
    turn raises.
    """
    compared: list[Json] = []
    missing: list[Json] = []
    try:
        async with _engine(settings, proxy_url, terms) as driver:
            about = {"engine": settings.second_engine, "version": driver.capabilities.get("browserVersion", "")}
            for url in urls:
                judged = first.get(url)
                if judged is None or isinstance(judged, Missing):
                    continue
                ours = answers(judged)
                theirs = await _in_turn(driver, url, settings, terms, frozenset(ours))
                if isinstance(theirs, Missing):
                    missing.append({"page": url, "reason": theirs.reason, "detail": theirs.detail})
                else:
                    compared += _compared(url, ours, theirs)
    except BrowserFailed as error:
        return error.missing()
    agreeing = sum(row["agree"] for row in compared)
    share = round(agreeing / len(compared), 4) if compared else None
    return {**about, "axe": axe.version(settings), "rules": compared, "agreement": share, "missing": missing}


def answers(results: Json) -> dict[str, str]:
    """What each rule said of a page, by its weightiest word."""
    return {rule["id"]: kind for kind in reversed(KINDS) for rule in results[kind]}


def _compared(url: str, ours: Mapping[str, str], theirs: Mapping[str, str]) -> list[Json]:
    rows = ((rule, ours.get(rule, "inapplicable"), theirs.get(rule, "inapplicable")) for rule in sorted({*ours, *theirs}))
    return [
        {"rule": rule, "page": url, "first": one, "second": other, "agree": one == other}
        for rule, one, other in rows
        if (one, other) != ("inapplicable", "inapplicable")
    ]


@asynccontextmanager
async def _engine(settings: Settings, proxy_url: str | None, terms: Terms) -> AsyncIterator[WebDriver]:
    engine = settings.second_engine or "chromium"
    if settings.grid:
        grid = settings.grid
        async with _driven(lambda: start_on_grid(engine, grid, settings, proxy_url)) as driver:
            yield driver
        return
    if lacking := missing_part(engine):
        raise BrowserFailed("no-browser", lacking)
    if engine == "firefox":
        gecko = firefox_service()
        async with _driven(lambda: start_firefox(settings, proxy_url, gecko), gecko) as driver:
            yield driver
        return
    async with _chromium(settings, proxy_url, terms) as driver:
        yield driver


@asynccontextmanager
async def _chromium(settings: Settings, proxy_url: str | None, terms: Terms) -> AsyncIterator[WebDriver]:
    # The driver joins a Chromium that we started, so that the guard on its requests is the one of the first engine.
    port, service = _free_port(), chromium_service()
    try:
        async with (
            Browser(settings, proxy_url, flags=(*_CHROMIUM_FLAGS, f"--remote-debugging-port={port}"), strangers=terms),
            _driven(lambda: attach_chromium(port, settings, service), service) as driver,
        ):
            yield driver
    except ConfigError as error:
        raise BrowserFailed("no-browser", str(error)) from error


@asynccontextmanager
async def _driven(start: Callable[[], WebDriver], service: Service | None = None) -> AsyncIterator[WebDriver]:
    driver: WebDriver | None = None
    try:
        driver = await asyncio.to_thread(start)
        yield driver
    except asyncio.CancelledError:
        if service is not None:
            kill(service)
        raise
    finally:
        if driver is not None:
            with contextlib.suppress(WebDriverException, HTTPError, OSError):
                await asyncio.to_thread(driver.quit)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


async def _in_turn(driver: WebDriver, url: str, settings: Settings, terms: Terms, asked: frozenset[str]) -> dict[str, str] | Missing:
    if (refused := terms.refusal(url, True)) is not None:
        return Missing(refused, url)
    async with terms.turn(url):
        return await _judged(driver, url, settings, asked)


async def _judged(driver: WebDriver, url: str, settings: Settings, asked: frozenset[str]) -> dict[str, str] | Missing:
    try:
        async with asyncio.timeout(2 * settings.render_timeout):
            return answers(await asyncio.to_thread(_results, driver, url, settings, asked))
    except TimeoutError:
        return Missing("browser-timeout", f"not finished after {2 * settings.render_timeout:g} s")
    except WebDriverException as error:
        return Missing("browser-hung", (error.msg or type(error).__name__).splitlines()[0][:300])


def _results(driver: WebDriver, url: str, settings: Settings, asked: frozenset[str]) -> Any:  # noqa: ANN401 (the JSON of axe-core)
    driver.set_page_load_timeout(settings.render_timeout)
    driver.set_script_timeout(settings.render_timeout)
    driver.get(url)
    settle = call("settle", QUIET_MS, QUIET_LIMIT_MS, round(500 * settings.render_timeout))
    driver.execute_async_script(f"{settle}.then(arguments[arguments.length - 1])")
    driver.execute_script(f"{call('rest')}; window.scrollTo(0, 0)")
    # The clock of the page runs on: the library gives its engine no other, and it needs one.
    engine = Axe(driver, script_url=str(axe.file(settings)))
    engine.inject()
    rules = {rule: {"enabled": rule in asked} for rule in driver.execute_script(_RULES)}
    # As text: the library writes Python's True into the script, which no browser knows.
    return engine.run(options=json.dumps({**AXE_OPTIONS, "rules": rules, "resultTypes": ["violations"]}))
