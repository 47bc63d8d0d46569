"""A visit with a real browser: pages that scripts build are discovered, the sample is shown, and manners hold there too."""

from __future__ import annotations

import time
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from crawler.rendering import ARTIFACTS
from data.types import Missing, Outcome, Role
from tests.crawler.serving import Routes, Said, Served, moved, page, robots, visited

SCRIPT = """
const pages = {
  "/": ["Sākums", ["/kontakti", "/zinas"]], "/kontakti": ["Kontakti", ["/"]], "/zinas": ["Ziņas", ["/zinas/1"]], "/zinas/1": ["Viens", []],
};
const [title, links] = pages[location.pathname];
document.title = title;
const words = (title + " ir lapa ar saturu. ").repeat(30);
document.getElementById("root").innerHTML =
  `<main><h1>${title}</h1><p>${words}</p>${links.map((link) => `<a href="${link}">${link}</a>`).join(" ")}</main>`;
"""
SHELL = Said(b'<!doctype html><html lang="lv"><body><div id="root"></div><script src="/app.js"></script></body></html>')
APP: Routes = {
    "/robots.txt": robots(""),
    "/app.js": Said(SCRIPT.encode(), headers={"Content-Type": "text/javascript; charset=utf-8"}),
    **dict.fromkeys(("/", "/kontakti", "/zinas", "/zinas/1"), SHELL),
}


def test_pages_that_exist_only_after_rendering_are_discovered(tmp_path: Path) -> None:
    with Served(APP) as site:
        seen = visited(site.url, tmp_path, render=6)
    assert seen.statuses == {"/": 200, "/kontakti": 200, "/zinas": 200, "/zinas/1": 200}
    assert seen.snapshot.coverage.rendered == 4
    assert {each.url.removeprefix(site.url): each.role for each in seen.snapshot.pages} == {
        "": Role.FRONT,
        "kontakti": Role.CONTACT,
        "zinas": Role.NEWS,
        "zinas/1": Role.NEWS_ITEM,
    }


def test_pages_that_scripts_build_are_read_beyond_the_sample(tmp_path: Path) -> None:
    with Served(APP) as site:
        seen = visited(site.url, tmp_path, render=1)
    assert seen.statuses == {"/": 200, "/kontakti": 200, "/zinas": 200, "/zinas/1": 200}
    assert [set(each.artifacts) for each in seen.snapshot.pages if each.url != site.url] == [{"dom"}] * 3
    assert seen.snapshot.coverage.whole
    assert {each.role for each in seen.snapshot.pages} == {Role.FRONT, Role.CONTACT, Role.NEWS, Role.NEWS_ITEM}
    assert {each.subject for each in seen.observations if each.indicator == "axe-best-practice"} == {site.url}


def test_a_shell_that_no_browser_opened_was_not_seen(tmp_path: Path) -> None:
    with Served(APP) as site:
        seen = visited(site.url, tmp_path, render=0)
    assert seen.statuses == {"/": "not-rendered"}
    assert not seen.snapshot.coverage.whole
    assert not {each.finding.outcome for each in seen.observations} & {Outcome.PASSED, Outcome.FAILED}


def test_the_sample_is_written_down_with_its_artifacts(tmp_path: Path) -> None:
    with Served({"/": page("Sākums", "/a", "/b"), "/a": page("A"), "/b": page("B"), "/robots.txt": robots("")}) as site:
        seen = visited(site.url, tmp_path, render=2)
    [front] = [each for each in seen.snapshot.pages if each.role == Role.FRONT]
    assert set(front.artifacts) == {*ARTIFACTS, "screenshot_mobile"}
    assert not any(isinstance(value, Missing) for value in front.artifacts.values())
    assert b"<h1>" in seen.blobs[str(front.artifacts["dom"])]
    assert len([each for each in seen.snapshot.pages if each.rendered]) == seen.snapshot.coverage.rendered == 2
    assert {"axe", "chromium", "playwright"} <= set(seen.manifest["versions"])


def test_the_rest_between_requests_holds_in_the_browser_too(tmp_path: Path) -> None:
    with Served(
        {"/": page("Sākums", "/a", "/b"), "/a": page("A"), "/b": page("B"), "/robots.txt": robots("User-agent: *", "Crawl-delay: 0.5")}
    ) as site:
        seen = visited(site.url, tmp_path, render=3, pages=3)
    loads = [at for at, path, agent in site.asked if "Chrom" in agent and path in {"/", "/a", "/b"}]
    assert len(loads) == 4
    assert min(later - sooner for sooner, later in pairwise(loads)) >= 0.5
    # The front page is loaded twice: on a large screen, and on a small one.
    assert [row["gap"] for row in seen.events("request") if row["purpose"] == "render"] == [0.5] * 4


def test_the_front_page_alone_is_loaded_again_for_its_times(tmp_path: Path) -> None:
    with Served({"/": page("Sākums", "/a"), "/a": page("A"), "/robots.txt": robots("User-agent: *", "Crawl-delay: 0.3")}) as site:
        seen = visited(site.url, tmp_path, render=2, seconds=120.0, loads=3)
    measured: dict[str, Any] = {each.url.removeprefix(site.url): each.artifacts["performance"] for each in seen.snapshot.pages}
    assert {path: len(each["loads"]) for path, each in measured.items()} == {"": 3, "a": 1}
    assert [row["gap"] for row in seen.events("request") if row["purpose"] == "render"] == [0.3] * 5
    assert seen.snapshot.coverage.rendered == 2


def test_a_visit_without_time_to_spare_loads_it_once(tmp_path: Path) -> None:
    with Served({"/": page("Sākums"), "/robots.txt": robots("")}) as site:
        seen = visited(site.url, tmp_path, render=1, seconds=30.0, loads=3)
    [front] = seen.snapshot.pages
    measured: Any = front.artifacts["performance"]
    assert len(measured["loads"]) == 1


def test_a_page_cannot_lead_the_browser_to_a_private_address(tmp_path: Path) -> None:
    with Served({"*": Said(b"slepeni")}, host="127.0.0.9") as inside:
        words, address = "vārdi " * 100, inside.url
        html = f'<!doctype html><title>x</title><h1>x</h1><p>{words}</p><img src="{address}a.png"><iframe src="{address}b"></iframe>'
        script = (
            f"<script>fetch('{inside.url}c', {{mode: 'no-cors'}}); new WebSocket('ws://127.0.0.9:{inside.server_address[1]}/d')</script>"
        )
        routes = {"/": page("Sākums", "/iekseji"), "/iekseji": Said((html + script).encode()), "/robots.txt": robots("")}
        with Served(routes) as site:
            seen = visited(site.url, tmp_path, render=2, allow=("127.0.0.1/32",))
    assert seen.snapshot.coverage.rendered == 2
    assert inside.asked == []
    [traffic] = seen.events("browser-traffic")
    assert [(each["host"], each["reason"]) for each in traffic["refused"]] == [("127.0.0.9", "private-address")]


def test_the_browser_opens_no_document_that_robots_or_the_site_shuts_out(tmp_path: Path) -> None:
    leads = "<script>if (navigator.userAgent.includes('Chrom')) location.href = '%s'</script>"
    words = "vārdi " * 100
    with Served({"*": page("Cits")}, host="127.0.0.8") as other:
        ways = {"/slegta": "/liegts/a", "/prom": other.url}
        routes: Routes = {
            "/robots.txt": robots("User-agent: *", "Disallow: /liegts"),
            "/": page("Sākums", *ways, "/ietvars"),
            "/ietvars": Said(f"<!doctype html><title>i</title><h1>i</h1>{words}<iframe src=/liegts/b></iframe>".encode()),
            "*": lambda path: Said(f"<!doctype html><title>x</title><h1>x</h1>{words}{leads % ways[path]}".encode()),
        }
        with Served(routes) as site:
            seen = visited(site.url, tmp_path, render=4)
    assert not [path for path in site.paths if path.startswith("/liegts")]
    assert other.asked == []
    assert seen.snapshot.coverage.rendered == 2
    led = {each.url.rpartition("/")[2]: each.artifacts["dom"] for each in seen.snapshot.pages if each.artifacts}
    assert [(led[name].reason, led[name].detail) for name in ("slegta", "prom")] == [
        ("robots", f"a script leads to {site.url}liegts/a"),
        ("off-site", f"a script leads to {other.url}"),
    ]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Said(b"<h1>Forbidden</h1>", 403), "forbidden"),
        (Said(b"", 503), "server-error"),
        (Said(b"<title>Attention Required! | Cloudflare</title><h1>Sorry, you have been blocked</h1>"), "block-page"),
        (moved("/liegts"), "robots"),
        (moved("http://127.0.0.8:9/"), "off-site"),
    ],
)
def test_what_the_browser_is_shown_in_place_of_a_page_is_no_content(answer: Said, reason: str, tmp_path: Path) -> None:
    first = iter([page("A")])
    rules = robots("User-agent: *", "Disallow: /liegts")
    with Served({"/": page("Sākums", "/a"), "/a": lambda _: next(first, answer), "/robots.txt": rules}) as site:
        seen = visited(site.url, tmp_path, render=2)
    [shown] = [each for each in seen.snapshot.pages if each.url.endswith("/a")]
    assert {value.reason for value in shown.artifacts.values() if isinstance(value, Missing)} == {reason}
    assert all(isinstance(value, Missing) for value in shown.artifacts.values())
    assert (seen.statuses["/a"], seen.snapshot.coverage.rendered) == (200, 1)
    assert "/liegts" not in site.paths


def test_a_site_that_went_silent_is_not_asked_by_the_browser_either(tmp_path: Path) -> None:
    links = [f"/l{number}" for number in range(9)]
    forbidden = Said(b"<h1>Forbidden</h1>", 403)
    welcome = iter([page("Sākums", *links)])
    with Served({"/": lambda _: next(welcome, forbidden), "*": forbidden, "/robots.txt": robots("")}) as site:
        seen = visited(site.url, tmp_path, render=2)
    assert not [agent for _, _, agent in site.asked if "Chrom" in agent]
    assert (seen.snapshot.coverage.stopped_by, seen.snapshot.coverage.rendered) == ("forbidden", 0)


def test_a_site_that_refuses_what_the_browser_found_is_not_searched(tmp_path: Path) -> None:
    links = "".join(f"<a href=/l{number}>{number}</a>" for number in range(9))
    built = f"<script>document.querySelector('main').innerHTML += '{links}'</script>".encode()
    form = b'<form role="search" action="/meklet"><input type="search" name="q"></form>'
    front = Said(page("Sākums", "/a").body.replace(b"</main>", b"</main>" + form + built))
    forbidden = Said(b"<h1>Forbidden</h1>", 403)
    lost: list[str] = []

    def loses_patience(path: str) -> Said:
        lost.append(path)
        return forbidden

    routes: Routes = {
        "/robots.txt": robots(""),
        "/": lambda _: forbidden if lost else front,
        "/a": page("Ceļu remonts"),
        "/l0": loses_patience,
        "*": forbidden,
    }
    with Served(routes) as site:
        seen = visited(site.url, tmp_path, render=1)
    assert "/l0" in site.paths
    assert seen.snapshot.coverage.stopped_by == "forbidden"
    assert not [path for path in site.paths if path.startswith("/meklet")]
    assert seen.artifact("search") == Missing("not-gathered", "forbidden")


def test_a_visit_ends_in_time_though_a_page_hangs_in_the_browser(tmp_path: Path) -> None:
    def slow(_: BaseHTTPRequestHandler) -> None:
        time.sleep(8)

    first = iter([page("Sākums")])
    with Served({"/": lambda _: next(first, Said(raw=slow)), "/robots.txt": robots("")}) as site:
        started = time.monotonic()
        seen = visited(site.url, tmp_path, render=1, seconds=5.0, pages=1)
        took = time.monotonic() - started
    assert took < 12
    assert seen.manifest["status"] in {"complete", "partial"}
