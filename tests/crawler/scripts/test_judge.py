"""What the script that drives axe-core tells of a page is what the engine, the same rules on, tells of it by itself."""

from __future__ import annotations

import asyncio
import io
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.async_api import Page, async_playwright

from audits.axe import KINDS
from audits.criteria import CRITERIA
from benchmarks.pages import demo_pages
from crawler import axe
from crawler.browsers import find_browser
from crawler.scripts import call, frame_script
from crawler.tab import AXE_OPTIONS, COSTLY_RULES
from data.settings import Settings
from tests.crawler.serving import Said, Served

PAGES = Path(__file__).parents[1] / "pages"
HARD = ("judged", "faulty", "shadow", "plain")

_PLAIN = """
async ([options, leftOut]) => {
  const wanted = axe.getRules().filter((rule) => !rule.tags.includes("deprecated"));
  const rules = Object.fromEntries(wanted.map((rule) => [rule.ruleId, { enabled: !leftOut.includes(rule.ruleId) }]));
  return JSON.stringify(await axe.run(document, { ...options, rules }));
}
"""


async def both_judgements(urls: Sequence[str], settings: Settings, left_out: Sequence[str] = ()) -> list[tuple[Any, Any]]:
    """What our own driving of the engine says of each page, and what the engine says by itself."""
    script = axe.script(settings)
    hosts = ",".join(f"MAP {name} {address}" for name, address in settings.hosts.items())
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(
            executable_path=str(find_browser(settings).path), args=[f"--host-resolver-rules={hosts}"]
        )
        pages = []
        for each in (frame_script(script), script):
            context = await chromium.new_context(viewport={"width": 1280, "height": 900}, ignore_https_errors=True)
            await context.add_init_script(each)
            pages.append(await context.new_page())
        judged = [(await ours_of(pages[0], url, left_out), await theirs_of(pages[1], url, left_out)) for url in urls]
        await chromium.close()
    return judged


async def ours_of(page: Page, url: str, left_out: Sequence[str]) -> Any:
    await page.goto(url)
    return await page.evaluate(f"async () => await {call('judge', AXE_OPTIONS, left_out)}")


async def theirs_of(page: Page, url: str, left_out: Sequence[str]) -> Any:
    await page.goto(url)
    whole = json.loads(await page.evaluate(_PLAIN, [AXE_OPTIONS, list(left_out)]))
    return {
        "version": whole["testEngine"]["version"],
        **{kind: [nodes_of(rule) for rule in whole[kind]] for kind in ("violations", "incomplete")},
        "passes": [{"id": rule["id"], "tags": rule["tags"], "nodes": len(rule["nodes"])} for rule in whole["passes"]],
        "inapplicable": [{"id": rule["id"], "tags": rule["tags"]} for rule in whole["inapplicable"]],
    }


def nodes_of(rule: Any) -> Any:
    nodes = [
        {"target": " |> ".join(_step(step) for step in node["target"]), "html": node["html"][:300], "summary": node["failureSummary"]}
        for node in rule["nodes"]
    ]
    return {key: rule[key] for key in ("id", "impact", "tags", "help", "helpUrl")} | {"nodes": nodes}


def _step(step: str | list[str]) -> str:
    return step if isinstance(step, str) else " >>> ".join(step)


def without_boxes(judged: Any) -> Any:
    for kind in ("violations", "incomplete"):
        for rule in judged[kind]:
            for node in rule["nodes"]:
                del node["box"]
    return judged


def judged_hard(left_out: Sequence[str] = ()) -> list[tuple[Any, Any]]:
    dot = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(dot, "PNG")
    routes = {f"/{name}": Said((PAGES / f"{name}.html").read_bytes()) for name in HARD}
    with Served(routes | {"/dot.png": Said(dot.getvalue(), headers={"Content-Type": "image/png"})}) as site:
        return asyncio.run(both_judgements([f"{site.url}{name}" for name in HARD], Settings(), left_out))


def test_hard_cases_of_contrast_sizes_frames_and_styles() -> None:
    judged = judged_hard()
    for (own, plain), name in zip(judged, HARD, strict=True):
        assert without_boxes(own) == plain, name
    failed, unsure = ({rule["id"]: len(rule["nodes"]) for rule in judged[0][0][kind]} for kind in ("violations", "incomplete"))
    assert {"color-contrast", "css-orientation-lock", "target-size", "label-content-name-mismatch"} <= set(failed)
    assert failed["color-contrast-enhanced"] > 1
    assert unsure["color-contrast"] > 1


def test_of_rules_that_are_left_out_nothing_is_said_and_of_others_the_same() -> None:
    for (own, plain), (whole, _), name in zip(judged_hard(COSTLY_RULES), judged_hard(), HARD, strict=True):
        assert without_boxes(own) == plain, name
        assert not said(own).intersection(COSTLY_RULES)
        assert said(own) | set(COSTLY_RULES) == said(whole)


def said(judged: Any) -> set[str]:
    return {rule["id"] for kind in KINDS for rule in judged[kind]}


def test_each_costly_rule_is_the_only_one_of_a_criterion_that_says_so_and_no_law_asks_for_it() -> None:
    sampled = {criterion.tag for criterion in CRITERIA if criterion.sampled}
    rules = {rule["id"]: set(rule["tags"]) for kind in KINDS for rule in judged_hard()[0][0][kind]}
    assert {tag for rule in COSTLY_RULES for tag in rules[rule] if re.fullmatch(r"wcag\d{3,4}", tag)} == sampled
    assert {rule for rule, tags in rules.items() if tags & sampled} == set(COSTLY_RULES)
    assert not [criterion.number for criterion in CRITERIA if criterion.sampled and criterion.lawful]


def test_pages_of_the_demonstration() -> None:
    with demo_pages() as (urls, settings):
        some = [url for site in ("kalnraji", "sartupe", "dumezers") for url in [each for each in urls if site in each][:4]]
        for (own, plain), url in zip(asyncio.run(both_judgements(some, settings)), some, strict=True):
            assert without_boxes(own) == plain, url
            assert plain["passes"], url


def test_the_shortcuts_are_for_the_vendored_version() -> None:
    assert f'PROVEN = "{axe.VERSION}"' in frame_script("")
