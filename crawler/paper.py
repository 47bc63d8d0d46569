"""A page of our own on paper: HTML printed by a Chromium as a tagged PDF with an outline, no script run and nothing fetched."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Error as DriverError

from crawler.browsers import find_browser
from data.errors import ConfigError
from data.settings import Settings

_LAUNCH_MS = 60_000
_PRINT_MS = 120_000


def print_pdf(pages: Mapping[Path, Path], settings: Settings) -> None:
    """Print each HTML file into the PDF that it stands for; title and language are the page's own.

    Raises ConfigError where there is no usable browser, or it fails.
    """
    found = find_browser(settings)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=str(found.path), chromium_sandbox=os.geteuid() != 0, timeout=_LAUNCH_MS)
            try:
                for html, pdf in pages.items():
                    _print(browser, html, pdf)
            finally:
                browser.close()
    except DriverError as error:
        told = str(error).strip().splitlines()[0]
        raise ConfigError(
            f"the browser did not print ({told}); run 'eindekss doctor', or do without PDF: the HTML says the same"
        ) from error


def _print(browser: Browser, html: Path, pdf: Path) -> None:
    with browser.new_context(java_script_enabled=False, offline=True) as context:
        page = context.new_page()
        page.set_default_timeout(_PRINT_MS)
        page.goto(html.resolve().as_uri())
        pdf.write_bytes(page.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True))
