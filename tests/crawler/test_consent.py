"""Banners of consent: known platforms by their tables, others by their words; what each button does; and which one is pressed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from crawler import consent
from crawler.browser import Browser
from crawler.rendering import Rendering
from crawler.terms import Terms
from data.settings import Settings
from data.types import Json
from tests.crawler.serving import HTML, Said, Served

TEXT = "<main><h1>Novads</h1><p>" + "Pašvaldības lapa par pakalpojumiem. " * 40 + "</p></main>"
FIXED = "position: fixed; bottom: 0; left: 0; right: 0; padding: 20px; background: #eee"
COOKIEBOT = f"""<div id=CybotCookiebotDialog style="{FIXED}">Šī vietne izmanto sīkdatnes
<button id=CybotCookiebotDialogBodyButtonDecline>Noraidīt</button><button id=CybotCookiebotDialogBodyLevelButtonCustomize>Pielāgot</button>
<button id=CybotCookiebotDialogBodyLevelButtonLevelOptinAllowAll>Atļaut visu</button></div>"""
USERCENTRICS = """<div id=usercentrics-root></div><script>
document.getElementById("usercentrics-root").attachShadow({mode: "open"}).innerHTML =
`<div data-testid=uc-default-wall style="position: fixed; inset: 0; background: #000c"><div style="background: #fff">We use cookies
<button data-testid=uc-deny-all-button>X1</button><button data-testid=uc-accept-all-button>X2</button></div></div>`</script>"""
OWN = f"""<div class=josla style="{FIXED}">Vietnē tiek izmantotas sīkdatnes. <a href="/sikdatnu-politika">Vairāk informācijas</a>
<button>Piekrītu visām sīkdatnēm</button><button>Tikai analītiskajām sīkdatnēm</button><button>Nepiekrītu</button></div>"""
RUSSIAN = (
    '<dialog open style="z-index: 9">Мы используем файлы cookie <button>Принять все</button><button>Только необходимые</button></dialog>'
)
STATIC = '<div class="cookie-bar">This site uses cookies. <button>Got it</button> <button>Cookie settings</button></div>'
WALL = """<style>body { overflow: hidden }</style><div style="height: 3000px"></div>
<div role=dialog aria-modal=true style="position: fixed; top: 40%; left: 40%; width: 300px">
Mēs lietojam sīkdatnes <button>Labi</button></div>"""
FRAMED = "<iframe id=sp_message_iframe_1 style='position: fixed; inset: 0; width: 90%; height: 90%'></iframe>"
NONE = f"""<header style="position: sticky; top: 0">Izvēlne <button>Meklēt</button> <a href=/s>Sīkdatņu politika</a></header>
<p>Sīkdatnes ir mazi faili.</p><div style="{FIXED}; display: none">Sīkdatnes <button>Piekrītu</button></div>"""


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as made:
        yield made


@pytest.fixture(scope="module")
def browser(runner: asyncio.Runner) -> Iterator[Browser]:
    made = Browser(Settings(), None)
    runner.run(made.__aenter__())
    yield made
    runner.run(made.__aexit__(None, None, None))


def look(runner: asyncio.Runner, browser: Browser, body: str, asked: str = "none") -> Rendering:
    page = Said(f'<!doctype html><html lang="lv"><title>x</title><body>{body}</body></html>'.encode(), headers=HTML)
    with Served({"/": page, "/dati.png": Said(b"x")}) as site:
        return runner.run(browser.render(site.url, terms=Terms(consent=asked)))


def told(rendering: Rendering) -> Json:
    assert rendering.failure is None, rendering.failure
    return rendering.artifacts["consent"]


@pytest.mark.parametrize(
    ("body", "platform", "wall", "does"),
    [
        (COOKIEBOT, "cookiebot", False, ["reject", "settings", "accept"]),
        (USERCENTRICS, "usercentrics", True, ["reject", "accept"]),
        (OWN, "generic", False, ["other", "accept", "other", "reject"]),
        (RUSSIAN, "generic", False, ["accept", "reject"]),
        (STATIC, "generic", False, ["accept", "settings"]),
        (WALL, "generic", True, ["accept"]),
        (FRAMED, "sourcepoint", True, []),
    ],
    ids=["cookiebot", "usercentrics", "own", "russian", "static", "wall", "framed"],
)
def test_a_banner_is_recognised(runner: asyncio.Runner, browser: Browser, body: str, platform: str, wall: bool, does: list[str]) -> None:  # noqa: FBT001
    banner = told(look(runner, browser, TEXT + body))
    assert (banner["present"], banner["platform"], banner["wall"]) == (True, platform, wall)
    assert [button["does"] for button in banner["buttons"]] == does
    assert (banner["asked"], banner["clicked"], banner["why_not"], banner["after"]) == ("none", None, None, None)


def test_a_page_without_a_banner_has_none(runner: asyncio.Runner, browser: Browser) -> None:
    assert told(look(runner, browser, TEXT + NONE))["present"] is False


ANSWERING = """<script>
document.cookie = "sakuma=1"; document.addEventListener("click", (event) => {
  document.cookie = event.target.textContent.startsWith("Nepiekr") ? "atteikts=1" : "_ga=1";
  if (!event.target.textContent.startsWith("Nepiekr")) new Image().src = "http://cits.localhost:1/seko.png";
  document.querySelector(".josla").remove();
});</script>"""


@pytest.mark.parametrize(
    ("asked", "clicked", "cookies", "others"),
    [
        ("none", None, None, None),
        ("accept", "Piekrītu visām sīkdatnēm", ["_ga", "sakuma"], 1),
        ("reject", "Nepiekrītu", ["atteikts", "sakuma"], 0),
    ],
)
def test_only_what_was_asked_is_pressed_and_what_was_before_is_kept(
    runner: asyncio.Runner, browser: Browser, asked: str, clicked: str | None, cookies: list[str] | None, others: int | None
) -> None:
    rendering = look(runner, browser, TEXT + OWN + ANSWERING, asked)
    banner = told(rendering)
    assert (banner["clicked"], banner["gone"]) == (clicked, None if clicked is None else True)
    assert [row["name"] for row in rendering.artifacts["cookies"]] == ["sakuma"], "audits judge what there was before any consent"  # type: ignore[index, union-attr]
    assert not [row for row in rendering.artifacts["requests"] if row["third_party"]]  # type: ignore[index, union-attr]
    assert ("josla" in rendering.html.partition("<script>")[0]) is (clicked is None), (
        "the picture and the DOM are of the state that was asked for"
    )
    if clicked is None:
        assert banner["after"] is None
        return
    assert [row["name"] for row in banner["after"]["cookies"]] == cookies
    assert sum(row["third_party"] for row in banner["after"]["requests"]) == others


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (NONE, "no-banner"),
        (STATIC, "no-such-button"),
        (FRAMED, "in-a-frame"),
        (f'<div style="{FIXED}">Sīkdatnes <a href="/noraidit">Nepiekrītu</a></div>', "leads-elsewhere"),
        (f'<form method=post style="{FIXED}">Sīkdatnes <button>Nepiekrītu</button></form>', "sends-a-form"),
    ],
    ids=["none", "no button", "frame", "link", "form"],
)
def test_why_nothing_was_pressed(runner: asyncio.Runner, browser: Browser, body: str, why: str) -> None:
    banner = told(look(runner, browser, TEXT + body, "reject"))
    assert (banner["clicked"], banner["why_not"], banner["after"]) == (None, why, None)


def test_a_page_that_reloads_after_the_answer_is_waited_for(runner: asyncio.Runner, browser: Browser) -> None:
    script = """<script>if (document.cookie) document.querySelector(".josla").remove();
    else document.addEventListener("click", () => { document.cookie = "atbilde=1"; location.reload() });</script>"""
    rendering = look(runner, browser, TEXT + OWN + script, "accept")
    assert (told(rendering)["gone"], [row["name"] for row in told(rendering)["after"]["cookies"]]) == (True, ["atbilde"])


def test_every_platform_has_a_banner() -> None:
    tables = consent.tables()
    assert [each["name"] for each in tables["platforms"] if "banner" not in each] == []
    assert {"about", *consent.DEEDS} == set(tables["words"])
