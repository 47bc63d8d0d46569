"""Reports opened in a real Chromium, wide and narrow, in both languages: axe, sideways scrolling, requests, console, paper."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import Browser

from crawler import axe
from data.settings import Settings
from reports import body, overview
from tests.reports import made

NAMES = ("whole", "partial", "overview")
LANGS = ("lv", "en")
WIDTHS = (1280, 360)
_UNFOLD = "document.querySelectorAll('details').forEach(each => { each.open = true })"
_AXE = """async () => {
  const current = axe.getRules().filter(rule => !rule.tags.includes('deprecated'));
  const rules = Object.fromEntries(current.map(rule => [rule.ruleId, {enabled: true}]));
  const found = await axe.run(document, {rules});
  return found.violations.map(rule => [rule.id, ...rule.nodes.map(node => node.target.join(' '))]);
}"""


def _html(name: str, lang: str) -> str:
    if name == "overview":
        return overview.render(made.bundles(), lang, {"piemers": "piemers", "launs": "launs"}, made.CATALOGUE, LANGS)
    bundle = made.bundles()[NAMES.index(name)]
    return body.render(bundle, lang, catalogue=made.CATALOGUE, others=["lv" if lang == "en" else "en"])


def _look(browser: Browser, path: Path, width: int) -> dict[str, Any]:
    """All that is asked of one page at one width. The page's own policy forbids scripts; only the engine is let past it."""
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: told.append(request.url) if not request.url.startswith(("file:", "data:")) else None)
    page.goto(path.as_uri())
    page.evaluate(_UNFOLD)
    page.evaluate(axe.script(Settings()))
    found = {
        "told": told,
        "axe": page.evaluate(_AXE),
        "scroll": page.evaluate("document.documentElement.scrollWidth"),
        "hit": page.evaluate("'hit' in window"),
        "pictures": page.evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 0)"),
    }
    context.close()
    return found


def _without_scripts(browser: Browser, path: Path) -> tuple[str, bytes]:
    """What is read, and the page on paper, where JavaScript is off."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    read = page.inner_text("main")
    paper = page.pdf(prefer_css_page_size=True)
    context.close()
    return read, paper


@cache
def seen() -> dict[tuple[str, str, str | int], Any]:
    """Every page looked at once, with one browser."""
    folder = made.bundles()[0].path.parent

    def use(browser: Browser) -> dict[tuple[str, str, str | int], Any]:
        found: dict[tuple[str, str, str | int], Any] = {}
        for name in NAMES:
            for lang in LANGS:
                path = folder / f"{name}.{lang}.html"
                path.write_text(_html(name, lang), encoding="utf-8")
                found |= {(name, lang, width): _look(browser, path, width) for width in WIDTHS}
                found[name, lang, "plain"] = _without_scripts(browser, path)
        return found

    return made.with_browser(use)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", NAMES)
def test_looked_at(name: str, lang: str, width: int) -> None:
    assert seen()[name, lang, width] == {"told": [], "axe": [], "scroll": width, "hit": False, "pictures": True}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", NAMES)
def test_works_without_javascript_and_on_paper(name: str, lang: str) -> None:
    read, paper = seen()[name, lang, "plain"]
    document = pypdfium2.PdfDocument(paper)
    printed = " ".join(page.get_textpage().get_text_range() for page in document)
    width, height = document[0].get_size()
    assert {"lv": "neatbilst", "en": "failed"}[lang] in read
    assert "</title>" in printed if name != "whole" else "127.0.0.1" in printed
    assert (round(width), round(height)) == (595, 842)
    document.close()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", NAMES)
def test_small_and_alone(name: str, lang: str) -> None:
    html = _html(name, lang)
    assert len(html.encode()) < body.LARGEST
    assert "<script" not in html
    assert "Content-Security-Policy" in html
