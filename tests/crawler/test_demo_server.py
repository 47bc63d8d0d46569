"""The demonstration municipalities are served as real websites: names, ports, TLS, headers, and a quiet end."""

from __future__ import annotations

import http.client
import re
import socket
import ssl
import threading
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.browsers import find_browser
from crawler.demo_server import DemoServer
from crawler.demo_sites import DEMO, SITES, build
from data.registry import load
from data.settings import Settings

DAY = date(2026, 11, 23)
FACTS: Mapping[str, Any] = tomllib.loads((DEMO / "facts.toml").read_text("utf-8"))


@dataclass
class Answer:
    """One answer, its headers in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.body.decode())


def ask(demo: DemoServer, url: str, method: str = "GET", **headers: str) -> Answer:
    """One request to where the demonstration's name really stands; TLS must verify against its authority."""
    parts = urlsplit(url)
    assert parts.hostname
    port = parts.port or {"http": 80, "https": 443}[parts.scheme]
    connection = http.client.HTTPConnection(parts.hostname, port, timeout=5)
    connection.sock = socket.create_connection((demo.hosts[parts.hostname], port), timeout=5)
    if parts.scheme == "https":
        connection.sock = ssl.create_default_context(cafile=demo.ca).wrap_socket(connection.sock, server_hostname=parts.hostname)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request(method, target, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    finally:
        connection.close()


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoServer]:
    with DemoServer(DAY) as server:
        yield server


@pytest.mark.parametrize("site_id", SITES)
def test_what_is_built_is_served(demo: DemoServer, site_id: str) -> None:
    url = demo.sites[site_id]
    for path, resource in build(site_id, url, DAY).resources.items():
        answer = ask(demo, url + path)
        assert (answer.status, answer.body, answer.headers["content-type"]) == (200, resource.body, resource.content_type), path


@pytest.mark.parametrize(
    ("site_id", "path", "status"),
    [
        ("kalnraji", "/nav-tadas/", 404),
        ("sartupe", "/nav-tadas/", 404),
        ("dumezers", "/nav-tadas.htm", 200),
        ("dumezers", "/faili/x.pdf", 404),
    ],
)
def test_missing_pages(demo: DemoServer, site_id: str, path: str, status: int) -> None:
    assert ask(demo, demo.sites[site_id] + path).status == status


@pytest.mark.parametrize("site_id", SITES)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_sent(demo: DemoServer, site_id: str, method: str) -> None:
    answer = ask(demo, f"{demo.sites[site_id]}/kontakti/", method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


def test_head_and_unchanged_pages_have_no_body(demo: DemoServer) -> None:
    url = f"{demo.sites['kalnraji']}/kontakti/"
    whole, head = ask(demo, url), ask(demo, url, "HEAD")
    unchanged = ask(demo, url, If_None_Match=whole.headers["etag"])
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", str(len(whole.body)))
    assert (unchanged.status, unchanged.body) == (304, b"")
    assert (whole.headers["content-type"], whole.headers["last-modified"]) == ("text/html; charset=utf-8", "Wed, 11 Nov 2026 07:00:00 GMT")


@pytest.mark.parametrize(
    ("site_id", "expected"),
    [
        ("kalnraji", ("max-age=31536000; includeSubDomains", "nosniff", "SAMEORIGIN")),
        ("sartupe", (None, "nosniff", None)),
        ("dumezers", (None, None, None)),
    ],
)
def test_security_headers(demo: DemoServer, site_id: str, expected: tuple[str | None, ...]) -> None:
    headers = ask(demo, demo.sites[site_id]).headers
    assert tuple(headers.get(name) for name in ("strict-transport-security", "x-content-type-options", "x-frame-options")) == expected


@pytest.mark.parametrize(
    ("site_id", "name", "status"),
    [("kalnraji", "kalnraji.test", 301), ("sartupe", "sartupe.test", 301), ("dumezers", "dumezers.test", 200)],
)
def test_address_without_www(demo: DemoServer, site_id: str, name: str, status: int) -> None:
    answer = ask(demo, demo.sites[site_id].replace(f"www.{name}", name) + "/x/" * (status == 301))
    assert (answer.status, answer.headers.get("location")) == (status, f"{demo.sites[site_id]}/x/" if status == 301 else None)


def test_http_leads_to_https_on_the_good_site_only(demo: DemoServer) -> None:
    plain = {site_id: ask(demo, f"http://{urlsplit(url).hostname}:{port(demo, site_id)}/") for site_id, url in demo.sites.items()}
    assert [(answer.status, answer.headers.get("location")) for answer in plain.values()] == [
        (301, f"{demo.sites['kalnraji']}/"),
        (200, None),
        (200, None),
    ]


def port(demo: DemoServer, site_id: str) -> int:
    """The plain port on which a site listens."""
    return next(server.server_address[1] for server in demo._servers if server.site and server.site.id == site_id and not server.context)


def test_addresses_that_the_files_name_are_the_sites_own(demo: DemoServer) -> None:
    url = demo.sites["kalnraji"]
    robots = ask(demo, f"{url}/robots.txt").body.decode()
    locations = re.findall(r"<loc>(.*?)</loc>", ask(demo, f"{url}/sitemap.xml").body.decode())
    assert f"Sitemap: {url}/sitemap.xml" in robots
    assert locations == [url + page["path"] for page in build("kalnraji", url, DAY).pages]
    assert ask(demo, f"{url}/rss.xml").body.count(b"<item>") == FACTS["kalnraji"]["counts"]["news"]


def test_registry_names_the_served_addresses(demo: DemoServer) -> None:
    registry = load(demo.registry)
    assert {key: body.sites[0].url.rstrip("/") for key, body in registry.institutions.items()} == demo.sites
    assert [load(DEMO).find(name).id for name in ("Kalnraju novads", "Sārtupes novads", "99992001003")] == list(SITES)


def test_two_demonstrations_stand_side_by_side(demo: DemoServer) -> None:
    with DemoServer(DAY) as other:
        assert all(ask(other, url).status == 200 for url in other.sites.values())
        assert not set(other.sites.values()) & set(demo.sites.values())
        assert {body.sites[0].url.rstrip("/") for body in load(other.registry).institutions.values()} == set(other.sites.values())


def test_leaving_hangs_up_and_cleans_up() -> None:
    before = threading.active_count()
    with DemoServer(DAY) as server:
        url, folder = server.sites["dumezers"], server.ca.parent
        idle = socket.create_connection((server.hosts[urlsplit(url).hostname or ""], port(server, "dumezers")))
        idle.sendall(b"GET / HTTP/1.1\r\nHost: www.dumezers.test\r\n\r\n")
        assert idle.recv(15) == b"HTTP/1.1 200 OK"
    idle.close()
    assert (threading.active_count(), folder.exists()) == (before, False)


AXE = DEMO.parents[2] / "crawler" / "axe" / "axe.min.js"
LOOKED_AT = [
    "/",
    "/pakalpojumi/",
    "/pakalpojumi/koku-cirsana/",
    "/kontakti/",
    "/pieklustamibas-pazinojums/",
    "/sabiedriba/zino-par-problemu/",
    "/en/",
]


@pytest.mark.parametrize("width", [1280, 360])
def test_good_site_has_no_axe_violation_and_fits_every_width(demo: DemoServer, width: int) -> None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (only this test needs a browser)

    rules = ",".join(f"MAP {name} {address}" for name, address in demo.hosts.items())
    url = demo.sites["kalnraji"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(Settings()).path, args=["--no-sandbox", f"--host-resolver-rules={rules}"]
        )
        page = browser.new_page(ignore_https_errors=True, viewport={"width": width, "height": 900})
        page.add_init_script(path=AXE)
        seen = {}
        for path in LOOKED_AT:
            page.goto(url + path)
            violations = page.evaluate(
                "axe.run({rules: {'target-size': {enabled: true}}}).then(found => found.violations.map(rule => rule.id))"
            )
            seen[path] = (violations, page.evaluate("document.documentElement.scrollWidth"))
        browser.close()
    assert seen == {path: ([], width) for path in LOOKED_AT}
