"""Servers that refuse HTTP/1.1 are spoken with by HTTP/2: with the same manners, limits and headers."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from tests.crawler.serving import HTML, PLAIN, Said, Seen, page
from tests.hostile.behaviours import behaviour
from tests.hostile.http2 import Http2Only
from tests.hostile.pki import leaf, served
from tests.hostile.web import Web

NAME = "pilseta.test"
ROBOTS = Said(b"User-agent: *\nDisallow: /slegts\nCrawl-delay: 0.3", headers=PLAIN)
ROUTES = {"/": page("Sākums", "/a", "/slegts", "/liels"), "/a": page("A"), "/robots.txt": ROBOTS, "/slegts": page("Slēgts")}


def visit(web: Web, site: Http2Only, folder: Path, scheme: str = "https", **given: object) -> Seen:
    return web.visit(f"{scheme}://{NAME}:{site.port}/", folder, hosts={NAME: "127.0.9.1"}, **given)


def polite(site: Http2Only) -> bool:
    """What is checked of other servers by their own log, here by this one's."""
    times = [at for at, _ in site.asked]
    gaps = [after - before for before, after in pairwise(times)]
    said = [headers for _, headers in site.asked]
    return (
        min(gaps) > 0.28
        and "/slegts" not in site.paths
        and site.paths[0] == "/robots.txt"
        and all(headers[":method"] == "GET" and "eindekss/" in headers["user-agent"] for headers in said)
        and not any({"cookie", "authorization"} & headers.keys() for headers in said)
    )


@behaviour("Transport", does="HTTP/2 only: the handshake refuses HTTP/1.1", told="the pages, asked for by HTTP/2 with the same manners")
def test_a_handshake_that_refuses_http1(web: Web, tmp_path: Path) -> None:
    headers = {**HTML, "Set-Cookie": "a=1", "X-Long": "x" * 20_000}
    routes = {**ROUTES, "/a": Said(ROUTES["/a"].body, headers=headers)}
    with Http2Only(routes, served(leaf(None, NAME), tmp_path)) as site:
        seen = visit(web, site, tmp_path)
    assert (seen.statuses["/"], seen.statuses["/a"], seen.statuses["/slegts"]) == (200, 200, "robots")
    assert site.refused == 1
    assert polite(site)
    [answer] = [exchange for _, exchange in seen.exchanges if exchange.url.endswith("/a")]
    assert answer.header("x-long") == "x" * 20_000
    assert answer.ip == "127.0.9.1"


@behaviour("Transport", does="HTTP/2 only, in the clear: HTTP/1.1 is answered in frames", told="the pages, asked for by HTTP/2")
def test_frames_in_answer_to_http1(web: Web, tmp_path: Path) -> None:
    with Http2Only(ROUTES, None) as site:
        seen = visit(web, site, tmp_path, "http")
    assert (seen.statuses["/"], seen.statuses["/a"]) == (200, 200)
    assert polite(site)


@behaviour("Transport", does="A bomb of headers or of a body by HTTP/2", told="headers, too-large")
def test_limits_are_the_same(web: Web, tmp_path: Path) -> None:
    front = page("Sākums", "/galvenes", "/liels", "/a")
    routes = {**ROUTES, "/": front, "/liels": Said(b"<html>" + b"x" * 3_000_000)}
    routes["/galvenes"] = Said(b"<html>", headers={**HTML, **{f"x-{number}": "x" * 1000 for number in range(80)}})
    with Http2Only(routes, served(leaf(None, NAME), tmp_path)) as site:
        seen = visit(web, site, tmp_path, document_limit=2_000_000, body_limit=1_000_000)
    assert (seen.statuses["/galvenes"], seen.statuses["/liels"], seen.statuses["/a"]) == ("headers", "too-large", 200)


@behaviour("Transport", does="HTTP/2 only, to the browser", told="the page is rendered")
def test_the_browser_speaks_it_too(web: Web, tmp_path: Path) -> None:
    with Http2Only(ROUTES, served(leaf(None, NAME), tmp_path)) as site:
        seen = visit(web, site, tmp_path, render=1)
    assert seen.snapshot.coverage.rendered == 1
    assert sum("mozilla" in headers["user-agent"].lower() for _, headers in site.asked) >= 1
