"""A real Chromium shows pages of a server on loopback: what it writes down is complete and the same twice, and nothing is ever sent."""

from __future__ import annotations

import asyncio
import contextlib
import io
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import psutil
import pytest
from PIL import Image

from crawler.browser import Browser
from crawler.rendering import ARTIFACTS, Rendering
from data.errors import REASONS, ConfigError
from data.settings import Settings
from data.types import Json, Missing

PAGES = Path(__file__).with_name("pages")
"""What the server shows at ``/NAME``: ``NAME.html``, with HOST in the place of its address."""
SCRIPT = {"Content-Type": "text/javascript"}
OTHERS = {
    "/worker.js": (b"fetch('/worker2', {method: 'POST'})", SCRIPT),
    "/file": (b"a;b", {"Content-Type": "text/csv", "Content-Disposition": "attachment"}),
    "/text": (b"a", {"Content-Type": "text/plain"}),
}
HEADERS = {
    "/sending": {"Content-Security-Policy-Report-Only": "img-src 'none'; report-uri /report"},
    "/parties": {"Set-Cookie": "sesija=1; Path=/; HttpOnly; SameSite=Lax"},
}


class Site(ThreadingHTTPServer):
    """Pages on loopback, and every request that reached them."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.seen: list[tuple[str, str, str | None]] = []
        self.agents: set[str] = set()
        self.url = f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is what some tests are about."""


class Answer(BaseHTTPRequestHandler):
    """One request."""

    server: Site
    dot: ClassVar[bytes] = b""

    def answer(self) -> None:
        self.server.seen.append((self.command, self.path, self.headers.get("Upgrade")))
        self.server.agents.add(self.headers.get("User-Agent", ""))
        if self.path == "/silent":
            time.sleep(4)
        if self.path == "/slow-data":
            time.sleep(0.4)
        data, headers = self.content()
        self.send_response(200)
        for name, value in ({"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(data))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def content(self) -> tuple[bytes, dict[str, str]]:
        if self.path == "/dot.png":
            return self.dot, {"Content-Type": "image/png"}
        page = PAGES / f"{self.path[1:]}.html"
        if not page.is_file():
            return OTHERS.get(self.path, (b"Dati", {}))
        return page.read_bytes().replace(b"PORT", str(self.server.server_port).encode()).replace(
            b"HOST", self.server.url.removeprefix("http://").encode()
        ), HEADERS.get(self.path, {})

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = answer  # noqa: N815 (the library's names)

    def log_message(self, *_: object) -> None:
        """Silence."""


Show = Callable[..., Rendering]


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    dot = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(dot, "PNG")
    Answer.dot = dot.getvalue()
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


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


@pytest.fixture(scope="module")
def show(site: Site, runner: asyncio.Runner, browser: Browser) -> Show:
    def shown(path: str, *, mobile: bool = False) -> Rendering:
        return runner.run(browser.render(path if ":" in path else site.url + path, mobile=mobile))

    return shown


def json_of(rendering: Rendering, name: str) -> Json:
    value = rendering.artifacts[name]
    assert not isinstance(value, (bytes, Missing)), value
    return value


def bytes_of(rendering: Rendering, name: str) -> bytes:
    value = rendering.artifacts[name]
    assert isinstance(value, bytes), value
    return value


def picture(rendering: Rendering, name: str = "screenshot") -> Image.Image:
    return Image.open(io.BytesIO(bytes_of(rendering, name)))


def faults(rendering: Rendering) -> dict[str, list[tuple[str, list[int] | None]]]:
    return {rule["id"]: [(node["target"], node["box"]) for node in rule["nodes"]] for rule in json_of(rendering, "axe")["violations"]}


def test_a_page_gives_every_artifact(show: Show, site: Site) -> None:
    rendering = show("/plain")
    assert (rendering.url, rendering.final_url, rendering.status, rendering.failure) == (
        f"{site.url}/plain",
        f"{site.url}/plain",
        200,
        None,
    )
    assert set(rendering.artifacts) == set(ARTIFACTS)
    assert bytes_of(rendering, "dom").decode() == rendering.html
    assert rendering.html.startswith("<!DOCTYPE html><html")
    assert json_of(rendering, "console") == []
    assert json_of(rendering, "cookies") == []
    assert json_of(rendering, "layout") == {
        "desktop": {"width": 1280, "scroll_width": 1280, "picture": [1280, 900]},
        "mobile": None,
        "viewport_meta": "width=device-width",
    }
    size = (PAGES / "plain.html").stat().st_size
    told = {"headers": {"content-length": str(size), "content-type": "text/html; charset=utf-8"}, "bytes": size}
    assert json_of(rendering, "requests") == [
        {"url": f"{site.url}/plain", "type": "document", "method": "GET", "third_party": False, "status": 200, "aborted": False, **told}
    ]
    assert picture(rendering).size == (1280, 900)
    assert any(agent.endswith("eindekss/0.1.0 (+https://github.com/eindekss/eindekss)") and "Chrome/" in agent for agent in site.agents)


def test_planted_faults_are_found_and_boxed_at_the_right_element(show: Show) -> None:
    rendering = show("/faulty")
    found = faults(rendering)
    assert found["image-alt"] == [("#bare", [300, 1500, 40, 30])]
    assert [target for target, _ in found["color-contrast"]] == ["#pale"]
    (left, top, _, height) = found["color-contrast"][0][1] or [0, 0, 0, 0]
    assert (left, top < 230, height > 10) == (20, True, True)
    assert ("#small", [20, 400, 9, 9]) in found["target-size"]
    width, height = picture(rendering).size
    assert (width, 1530 <= height <= 1600) == (1280, True)
    assert json_of(rendering, "layout")["desktop"]["picture"] == [width, height]
    # The image without alternative is green, and lies where its box says.
    red, green, blue = picture(rendering).convert("RGB").getpixel((320, 1515))  # type: ignore[misc]
    assert green > 100 > max(red, blue)


def test_results_of_axe_are_whole_and_keep_their_tags(show: Show) -> None:
    axe = json_of(show("/faulty"), "axe")
    rules = [rule for kind in ("violations", "incomplete", "passes", "inapplicable") for rule in axe[kind]]
    assert axe["version"] == "4.14.1"
    assert not [rule["id"] for rule in rules if "deprecated" in rule["tags"]]
    assert {rule["id"] for rule in rules} >= {"target-size", "color-contrast-enhanced", "css-orientation-lock", "p-as-heading", "region"}
    assert next(rule["nodes"] for rule in axe["passes"] if rule["id"] == "image-alt") == 1
    violation = next(rule for rule in axe["violations"] if rule["id"] == "image-alt")
    assert {"impact", "tags", "help", "helpUrl", "nodes", "id"} == set(violation)
    assert "wcag111" in violation["tags"]
    assert violation["nodes"][0]["html"].startswith('<img id="bare"')
    assert "alt" in violation["nodes"][0]["summary"]


def test_nothing_is_ever_sent(show: Show, site: Site, runner: asyncio.Runner) -> None:
    site.seen.clear()
    rendering = show("/sending")
    show("/plain")
    runner.run(asyncio.sleep(0.5))
    assert [seen for seen in site.seen if seen[0] not in {"GET", "HEAD"} or seen[2] or seen[1] in {"/popup", "/worker.js"}] == []
    assert rendering.final_url == f"{site.url}/sending"
    refused = {(row["url"].split("/")[-1], row["type"]) for row in json_of(rendering, "requests") if row["aborted"]}
    assert refused >= {("fetch", "fetch"), ("put", "fetch"), ("xhr", "xhr"), ("beacon", "ping"), ("ws", "websocket"), ("ws3", "websocket")}
    assert refused >= {("form", "document"), ("leave", "document"), ("worker.js", "worker"), ("popup", "popup")}


def test_third_parties_cookies_and_errors_are_written_down(show: Show, site: Site) -> None:
    rendering = show("/parties")
    requests = [(row["url"].split(":")[1], row["type"], row["third_party"]) for row in json_of(rendering, "requests")]
    assert requests == [("//127.0.0.1", "image", False), ("//127.0.0.1", "document", False), ("//cits.localhost", "image", True)]
    cookies = [(row["name"], row["httpOnly"], row["secure"], row["sameSite"], row["third_party"]) for row in json_of(rendering, "cookies")]
    assert cookies == [("sesija", True, False, "Lax", False), ("skripts", False, False, "Lax", False)]
    assert "1" not in {row.get("value") for row in json_of(rendering, "cookies")}
    console = json_of(rendering, "console")
    assert console[0] == {"type": "error", "text": "slikti"}
    assert (console[1]["type"], "nav is not defined" in console[1]["text"], len(console)) == ("exception", True, 2)
    assert json_of(show("/plain"), "cookies") == [], "what one page left is not on the next"
    assert site.url in rendering.final_url


def test_links_of_shadow_trees_are_found(show: Show, site: Site) -> None:
    assert show("/shadow").links == tuple(f"{site.url}/{name}" for name in ("one", "two", "three"))


@pytest.mark.parametrize(
    ("path", "words"),
    [("/late", "<h1>Vēls</h1>"), ("/fetched", "<h1>Dati</h1>"), ("/leaving", "<h1>Paliek</h1>"), ("/moved", "<h1>Vienkārša</h1>")],
)
def test_what_scripts_build_is_waited_for(show: Show, path: str, words: str) -> None:
    assert words in show(path).html


@pytest.mark.parametrize("path", ["/faulty", "/moving", "/shadow", "/fetched"])
def test_two_looks_are_the_same(show: Show, path: str) -> None:
    first, second = show(path), show(path)
    assert first.html == second.html
    assert first.links == second.links
    assert {name: json_of(first, name) for name in ("axe", "layout", "requests", "console")} == {
        name: json_of(second, name) for name in ("axe", "layout", "requests", "console")
    }


@pytest.mark.parametrize(("path", "scroll_width"), [("/plain", 360), ("/wide", 908)])
def test_a_small_screen_shows_what_overflows(show: Show, path: str, scroll_width: int) -> None:
    rendering = show(path, mobile=True)
    assert json_of(rendering, "layout")["mobile"] == {"width": 360, "scroll_width": scroll_width, "picture": [360, 740]}
    assert picture(rendering, "screenshot_mobile").size == (360, 740)


def test_what_the_browser_measured_is_told_whatever_the_page_did_to_it(show: Show, site: Site) -> None:
    rendering = show("/measured")
    told = json_of(rendering, "performance")
    assert told["requests"] == {"document": 1, "image": 1}
    assert told["bytes"] == {"document": len((PAGES / "measured.html").read_bytes()), "image": len(Answer.dot)}
    assert (told["unmeasured"], told["largest"]["element"]) == (0, "h1")
    [load] = told["loads"]
    assert 0 <= load["first_byte"] <= load["largest_paint"]
    assert load["layout_shift"] > 0.05, "the heading was pushed down"
    [row] = [row for row in json_of(rendering, "requests") if row["type"] == "image"]
    assert (row["url"], row["headers"]["content-type"]) == (f"{site.url}/dot.png", "image/png")


def test_a_page_is_timed_again_as_if_never_seen(site: Site, runner: asyncio.Runner, browser: Browser) -> None:
    before = len(site.seen)
    told = runner.run(browser.time(f"{site.url}/measured"))
    assert isinstance(told, dict)
    assert set(told) == {"first_byte", "largest_paint", "layout_shift"}
    assert [path for _, path, _ in site.seen[before:]] == ["/measured", "/dot.png"]
    with socket.create_server(("127.0.0.1", 0)) as listener:
        closed = listener.getsockname()[1]
    gone = runner.run(browser.time(f"http://127.0.0.1:{closed}/"))
    assert isinstance(gone, Missing)
    assert gone.reason == "connection-refused"


def test_dialogs_are_refused(show: Show) -> None:
    assert "<title>false</title>" in show("/dialog").html


def test_permissions_are_refused(show: Show) -> None:
    assert "<title>liegts1</title>" in show("/asking").html


def test_a_page_cannot_disturb_what_is_written_down(show: Show) -> None:
    assert {name: type(value) for name, value in show("/prototype").artifacts.items()} == {
        **dict.fromkeys(("axe", "layout", "consent", "performance"), dict),
        **dict.fromkeys(("console", "requests", "cookies"), list),
        **dict.fromkeys(("dom", "screenshot"), bytes),
    }


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("/file", "not-html"),
        ("/text", "not-html"),
        ("http://127.0.0.1:CLOSED/", "connection-refused"),
        ("https://127.0.0.1:PORT/", "tls"),
        ("http://nav.invalid/", "dns"),
        ("chrome://crash", "browser-crash"),
    ],
)
def test_a_page_that_cannot_be_shown_says_why(show: Show, site: Site, url: str, reason: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        closed = listener.getsockname()[1]
    rendering = show(url.replace("PORT", str(site.server_port)).replace("CLOSED", str(closed)))
    assert rendering.failure is not None
    assert (rendering.failure.reason, rendering.html, rendering.links) == (reason, "", ())
    assert set(rendering.artifacts.values()) == {rendering.failure}
    assert reason in REASONS
    assert show("/plain").status == 200, "the next page is shown as if nothing had been"


@pytest.mark.parametrize("path", ["/silent", "/locked"])
def test_a_page_has_so_much_time_and_no_more(site: Site, runner: asyncio.Runner, path: str) -> None:
    async def look() -> tuple[Rendering, Rendering, float]:
        async with Browser(Settings(render_timeout=2), None) as browser:
            start = time.monotonic()
            slow = await browser.render(site.url + path)
            took = time.monotonic() - start
            return slow, await browser.render(f"{site.url}/plain"), took

    slow, after, took = runner.run(look())
    assert slow.failure == Missing("browser-timeout", "not finished after 2 s")
    assert took < 10
    assert after.failure is None


def kill_browser() -> None:
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            words = " ".join(process.cmdline())
            if "--remote-debugging-pipe" in words and "--type=" not in words:
                process.kill()


def test_a_browser_that_dies_is_started_again(site: Site, runner: asyncio.Runner) -> None:
    async def look() -> tuple[Rendering, Rendering]:
        async with Browser(Settings(), None, tabs=2) as browser:
            first = await browser.render(f"{site.url}/plain")
            kill_browser()
            return first, await browser.render(f"{site.url}/plain")

    first, second = runner.run(look())
    assert (first.html, second.failure) == (second.html, None)


def test_tabs_work_side_by_side(site: Site, runner: asyncio.Runner) -> None:
    async def look() -> list[Rendering]:
        async with Browser(Settings(), None, tabs=2) as browser:
            return await asyncio.gather(*(browser.render(f"{site.url}/{name}") for name in ("parties", "plain", "faulty")))

    parties, plain, faulty = runner.run(look())
    assert len(json_of(parties, "cookies")) == 2
    assert json_of(plain, "cookies") == []
    assert "image-alt" in faults(faulty)


def test_what_playwright_switches_off_stays_off(site: Site, show: Show) -> None:
    assert show("/plain").final_url == f"{site.url}/plain"
    lists = [
        [word.partition("=")[2].split(",") for word in process.cmdline() if word.startswith("--disable-features=")]
        for process in psutil.Process().children(recursive=True)
        if process.status() != psutil.STATUS_ZOMBIE and "--remote-debugging-pipe" in process.cmdline()
    ]
    theirs, ours = max(lists, key=len)
    assert set(ours) - set(theirs) == {"Reporting", "NetworkErrorLogging"}
    assert set(theirs) <= set(ours), "Playwright's list grew: carry it over to crawler.browser"


def test_no_browser_is_one_clear_message(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    with pytest.raises(ConfigError) as caught:
        Browser(Settings(), None)
    assert [word in str(caught.value) for word in ("playwright install chromium", "apt-get install -y chromium-headless-shell")] == [
        True,
        True,
    ]
    assert str(caught.value).count("\n") == 0


def test_a_browser_that_does_not_start_is_one_clear_message(tmp_path: Path, runner: asyncio.Runner) -> None:
    fake = tmp_path / "chromium"
    fake.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Chromium 1 && exit 0\nexit 3\n')
    fake.chmod(0o755)

    async def start() -> None:
        async with Browser(Settings(browser=str(fake)), None):
            raise AssertionError("must not start")

    with pytest.raises(ConfigError, match=r"does not start .*eindekss doctor"):
        runner.run(start())
