"""The second engine judges the same pages with the same axe-core; where it lacks, one clear sentence says so."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psutil
import pytest

from crawler.browser import Browser
from crawler.drivers import missing_part
from crawler.politeness import within
from crawler.second_engine import answers, second_opinion
from crawler.tab import COSTLY_RULES
from data.errors import OutOfBudget
from data.settings import Settings
from data.types import Json, Missing
from tests.crawler.serving import Said, Served

PAGES = Path(__file__).with_name("pages")


class Site(ThreadingHTTPServer):
    """The pages, and what was asked of them."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.seen: list[tuple[str, str, str]] = []
        self.host = f"127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser may hang up."""


class Answer(BaseHTTPRequestHandler):
    """One request."""

    server: Site

    def answer(self) -> None:
        self.server.seen.append((self.command, self.path, self.headers.get("User-Agent", "")))
        page = PAGES / f"{self.path[1:]}.html"
        data = page.read_bytes().replace(b"HOST", self.server.host.encode()) if page.is_file() else b"fetch('/worker2', {method: 'POST'})"
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8" if page.is_file() else "text/javascript")
        self.send_header("Content-Security-Policy-Report-Only", "img-src 'none'; report-uri /report")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_HEAD = do_POST = do_PUT = do_OPTIONS = answer  # noqa: N815 (the library's names)

    def log_message(self, *_: object) -> None:
        """Silence."""


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


async def first_look(urls: list[str]) -> dict[str, Json | Missing]:
    """The second page without the costly rules."""
    async with Browser(Settings(), None) as browser:
        return {url: (await browser.render(url, every_rule=url != urls[1])).artifacts["axe"] for url in urls}


@pytest.mark.parametrize("engine", ["chromium", "firefox"])
def test_both_engines_agree_on_planted_faults_and_send_nothing(site: Site, engine: str) -> None:
    urls = [f"http://{site.host}/{name}" for name in ("faulty", "sending")]
    settings = Settings(second_engine=engine, delay=0)
    first = asyncio.run(first_look(urls))
    site.seen.clear()
    opinion = asyncio.run(second_opinion([*urls, "http://never.rendered/"], first, settings, None))
    if lacking := missing_part(engine):
        assert opinion == Missing("no-browser", lacking)
        return
    assert not isinstance(opinion, Missing), opinion
    rules = {row["rule"]: row for row in opinion["rules"] if row["page"] == urls[0]}
    for rule in ("image-alt", "color-contrast", "target-size"):
        assert rules[rule] == {"rule": rule, "page": urls[0], "first": "violations", "second": "violations", "agree": True}
    assert not [row for row in opinion["rules"] if row["first"] == row["second"] == "inapplicable"]
    assert {row["page"] for row in opinion["rules"] if row["rule"] in COSTLY_RULES} == {urls[0]}
    assert (opinion["engine"], opinion["axe"], opinion["missing"]) == (engine, "4.14.1", [])
    assert opinion["version"].split(".")[0].isdigit()
    assert opinion["agreement"] >= 0.95
    assert [seen for seen in site.seen if seen[0] not in {"GET", "HEAD"}] == []
    assert all("eindekss/" in agent for _, path, agent in site.seen if path in {"/faulty", "/sending"})


@pytest.mark.parametrize(
    ("engine", "remedy"), [("chromium", "apt-get install -y chromium-driver"), ("firefox", "apt-get install -y firefox-esr")]
)
def test_a_missing_engine_is_one_clear_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str, remedy: str) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    opinion = asyncio.run(second_opinion(["http://127.0.0.1/"], {}, Settings(second_engine=engine), None))
    assert isinstance(opinion, Missing)
    assert (opinion.reason, remedy in opinion.detail, "\n" in opinion.detail) == ("no-browser", True, False)


def test_a_grid_that_does_not_answer_is_one_clear_sentence() -> None:
    opinion = asyncio.run(second_opinion([], {}, Settings(second_engine="firefox", grid="http://127.0.0.1:9/wd/hub"), None))
    assert isinstance(opinion, Missing)
    assert (
        opinion.reason,
        opinion.detail.startswith("The second engine does not start on the Selenium Grid at http://127.0.0.1:9/"),
        "\n" in opinion.detail,
    ) == (
        "no-browser",
        True,
        False,
    )


@pytest.mark.parametrize("engine", ["chromium", "firefox"])
def test_an_engine_that_is_no_longer_wanted_ends_at_once_and_leaves_nothing(engine: str) -> None:
    if missing_part(engine):
        return
    asked, let_go = threading.Event(), threading.Event()

    def hang(_: BaseHTTPRequestHandler) -> None:
        asked.set()
        let_go.wait(120)

    async def main(url: str) -> None:
        stopping = asyncio.Event()
        opinion = second_opinion([url], {url: NOTHING}, Settings(second_engine=engine, delay=0, render_timeout=120), None)
        task = asyncio.ensure_future(within(opinion, 60, stopping))
        await asyncio.to_thread(asked.wait, 30)
        stopping.set()
        with pytest.raises(OutOfBudget, match="interrupted"):
            await task

    with Served({"/": Said(raw=hang)}) as slow:
        # The site answers only after this: had the end waited for the page or its time limit, two minutes would not be over.
        asyncio.run(asyncio.wait_for(main(slow.url), 90))
        let_go.set()
    assert asked.is_set()
    left = [child.name() for child in psutil.Process().children(recursive=True) if child.status() != psutil.STATUS_ZOMBIE]
    assert not [name for name in left if any(kind in name.lower() for kind in ("firefox", "gecko", "chrom"))]


NOTHING: Json = {"violations": [], "incomplete": [], "passes": [], "inapplicable": []}


def test_the_weightiest_answer_of_a_rule_counts() -> None:
    results = {
        "violations": [{"id": "a"}],
        "incomplete": [{"id": "a"}, {"id": "b"}],
        "passes": [{"id": "a"}, {"id": "b"}, {"id": "c"}],
        "inapplicable": [{"id": "d"}],
    }
    assert answers(results) == {"a": "violations", "b": "incomplete", "c": "passes", "d": "inapplicable"}
