"""One browser for visits on different terms: whose tab it is decides what it may open, and what is too heavy is renewed."""

from __future__ import annotations

import asyncio

import psutil
import pytest

from crawler import pool, tab
from crawler.browser import Browser
from crawler.egress import Egress
from crawler.engine import Engine
from crawler.rendering import Rendering
from crawler.terms import FREE, Terms
from data.settings import Settings
from tests.crawler.serving import HTML, Said, Served, page

FRAMED = Said(
    b'<!doctype html><html lang="lv"><title>x</title><h1>Ietvars</h1><iframe src="/viens"></iframe><iframe src="/ligzda"></iframe>',
    headers=HTML,
)
NEST = Said(b'<!doctype html><title>y</title><p>Ligzda</p><iframe src="/otrs"></iframe>', headers=HTML)
ROUTES = {"/": FRAMED, "/ligzda": NEST, "/viens": page("Viens"), "/otrs": page("Otrs")}


def forbidding(path: str) -> Terms:
    return Terms(refusal=lambda url, _whole_page: "robots" if url.endswith(path) else None)


def shown(*urls: str, terms: list[Terms], tabs: int = 1, times: int = 1) -> tuple[list[Rendering], int]:
    """What is shown of addresses, each on its own terms, all at once; and how often the browser was started for it."""

    async def look() -> tuple[list[Rendering], int]:
        async with Browser(Settings(), None, egress=Egress(allow=["127.0.0.0/8"]), tabs=tabs) as browser:
            found: list[Rendering] = []
            for _ in range(times):
                found = await asyncio.gather(*(browser.render(url, terms=each) for url, each in zip(urls, terms, strict=True)))
            return found, browser.launches

    return asyncio.run(look())


def test_a_frame_is_judged_by_the_terms_of_its_own_tab() -> None:
    with Served(ROUTES) as one, Served(ROUTES, host="127.0.0.2") as two:
        shown(one.url, two.url, terms=[forbidding("/viens"), forbidding("/otrs")], tabs=2)
    assert ("/viens" in one.paths, "/otrs" in one.paths) == (False, True)
    assert ("/viens" in two.paths, "/otrs" in two.paths) == (True, False)


@pytest.mark.parametrize("strangers", [None, FREE], ids=["nothing", "free"])
def test_a_window_that_is_no_tab_of_ours_goes_by_the_terms_of_strangers(strangers: Terms | None) -> None:
    async def look(url: str) -> None:
        async with Browser(Settings(), None, strangers=strangers) as browser:
            engine = browser._pool._engine
            assert engine is not None
            window = await engine.chromium.new_page()
            await asyncio.gather(window.goto(url), return_exceptions=True)

    with Served(ROUTES) as site:
        asyncio.run(look(site.url))
    assert ("/" in site.paths) is (strangers is not None)


def test_what_came_is_counted_for_each_visit_and_each_page() -> None:
    terms = [Terms(), Terms()]
    with Served(ROUTES) as one, Served({"/": page("Sākums")}, host="127.0.0.2") as two:
        (first, second), _ = shown(one.url, two.url, terms=terms, tabs=2)
    assert set(first.traffic.bytes) == {"127.0.0.1"}
    assert set(second.traffic.bytes) == {"127.0.0.2"}
    assert [each.traffic.total for each in (first, second)] == [each.traffic.total for each in terms]


def test_another_visit_finds_nothing_of_the_one_before() -> None:
    leaving = "<script>document.title = document.cookie + (localStorage.a || ''); document.cookie = 'a=1'; localStorage.a = 'b'</script>"
    # A page that may be kept for long: what one visit has loaded, another loads again.
    told = Said(f"<!doctype html><title>x</title><h1>x</h1>{leaving}".encode(), headers={**HTML, "Cache-Control": "max-age=9999"})
    with Served({"/": told}) as site:
        pages = [shown(site.url, site.url, terms=[Terms(), Terms()], tabs=1)[0], shown(site.url, terms=[FREE], times=2)[0]]
    assert [each.html.count("<title></title>") for each in (*pages[0], *pages[1])] == [1, 1, 1]
    assert len(site.asked) >= 3


def test_a_heavy_tab_is_renewed_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tab.Tab] = []
    listen = tab.Tab._listen

    def noted(self: tab.Tab) -> None:
        opened.append(self)
        listen(self)

    monkeypatch.setattr(tab, "HEAVIEST", 0)
    monkeypatch.setattr(tab.Tab, "_listen", noted)
    with Served(ROUTES) as site:
        [last], launches = shown(site.url, terms=[FREE], times=3)
    assert (last.failure, len(opened), launches) == (None, 3, 1)


def test_what_pages_left_in_the_tabs_costs_no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = iter([1 << 40, 0, 1 << 40, 0])
    opened: list[tab.Tab] = []
    listen = tab.Tab._listen

    def noted(self: tab.Tab) -> None:
        opened.append(self)
        listen(self)

    async def weight(_: Engine) -> int:
        return next(weights)

    monkeypatch.setattr(pool, "WEIGH_EVERY", 1)
    monkeypatch.setattr(Engine, "weight", weight)
    monkeypatch.setattr(tab.Tab, "_listen", noted)
    with Served(ROUTES) as site:
        [last], launches = shown(site.url, terms=[FREE], times=4)
    assert (last.failure, len(opened), launches) == (None, 3, 1)


def test_a_heavy_browser_is_started_anew_when_no_tab_is_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "HEAVIEST", (0, 0))
    monkeypatch.setattr(pool, "WEIGH_EVERY", 2)
    before = psutil.Process().children(recursive=True)
    with Served(ROUTES) as site:
        found, launches = shown(*[site.url] * 4, terms=[Terms() for _ in range(4)], tabs=2, times=2)
    assert [each.failure for each in found] == [None] * 4
    # The first weighing of each browser renews its tabs, the second the browser.
    assert launches in {2, 3}
    after = psutil.Process().children(recursive=True)
    assert [each for each in after if each not in before and each.status() != psutil.STATUS_ZOMBIE] == []


def test_a_browser_weighs_what_its_processes_hold() -> None:
    async def weight() -> int:
        async with Browser(Settings(), None) as browser:
            engine = browser._pool._engine
            assert engine is not None
            return await engine.weight()

    assert 4 << 20 < asyncio.run(weight()) < pool.HEAVIEST[0]
