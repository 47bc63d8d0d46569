"""A visit to real servers on loopback, kind and hostile, always ends in one sealed bundle that says what was seen."""

from __future__ import annotations

import contextlib
import gzip
import time
import zlib
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path

import pytest
import zstandard

from crawler import stages
from data.types import Coverage, Missing, Role
from tests.crawler.serving import HTML, PLAIN, Routes, Said, Served, moved, page, robots, visited


def test_a_small_site_is_seen_whole(tmp_path: Path) -> None:
    routes: Routes = {
        "/": page("Sākums", "/kontakti", "/zinas", "/nolikums.csv", "/nav", "https://cits.lv/", "/attels.png"),
        "/kontakti": page("Kontakti", "/"),
        "/zinas": page("Ziņas", "/zinas/1"),
        "/zinas/1": page("Pirmā ziņa"),
        "/nolikums.csv": Said(b"a;b\n1;2\n", headers={"Content-Type": "text/csv"}),
    }
    with Served(routes) as site:
        seen = visited(site.url, tmp_path)
    assert seen.statuses == {"/": 200, "/kontakti": 200, "/zinas": 200, "/zinas/1": 200, "/nav": "not-found", "/nolikums.csv": 200}
    assert seen.snapshot.coverage == Coverage(6, 6, 0, 0, 0, "exhausted")
    assert [page.role for page in seen.snapshot.pages if page.depth == 0] == [Role.FRONT]
    assert [(document.kind, document.size) for document in seen.snapshot.documents] == [("csv", 8)]
    assert seen.artifact("links_checked")["broken"] == [
        {"url": f"{site.url}nav", "status": 404, "found_on": [site.url], "labels": ["/nav"]}
    ]
    assert seen.manifest["status"] == "complete"


def test_robots_is_asked_first_and_we_say_who_we_are(tmp_path: Path) -> None:
    with Served({"/": page("Sākums")}) as site:
        visited(site.url, tmp_path)
    assert site.paths[0] == "/robots.txt"
    assert site.paths.count("/robots.txt") == 1
    assert all(agent.startswith("eindekss/") and "(+https://" in agent for _, _, agent in site.asked)


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (robots("User-agent: *", "Disallow: /a"), "robots"),
        (Said(b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /a", headers=PLAIN), "robots"),
        (robots("User-agent: eindekss", "Disallow: /a", "", "User-agent: *", "Disallow:"), "robots"),
        (robots("User-agent: *", "Disallow: /a", "", "User-agent: eindekss", "Allow: /"), 200),
        (robots("User-agent: *", "Disallow: /*.html$"), 200),
        (Said(b"<html>Disallow: /</html>", headers=HTML), 200),
        (Said(b"User-agent: *\nDisallow: /", 404), 200),
        (Said(b"User-agent: *\nDisallow: /", 403), 200),
        (robots("User-agent: *", *["# x" * 1000] * 200, "Disallow: /a"), 200),
    ],
    ids=["disallowed", "with-bom", "by-our-name", "allowed-by-our-name", "pattern", "html", "404", "403", "behind-500-kib"],
)
def test_robots_is_obeyed_as_the_standard_has_it(answer: Said, status: int | str, tmp_path: Path) -> None:
    with Served({"/robots.txt": answer, "/": page("Sākums", "/a"), "/a": page("A")}) as site:
        seen = visited(site.url, tmp_path)
    assert seen.statuses == {"/": 200, "/a": status}
    assert ("/a" in site.paths) is (status == 200)


def test_robots_and_front_page_get_a_second_chance(tmp_path: Path) -> None:
    rules = iter([Said(b"", 502), robots("User-agent: *", "Disallow: /b")])
    front = iter([Said(b"", 503), page("Sākums", "/a", "/b")])
    with Served({"/robots.txt": lambda _: next(rules), "/": lambda _: next(front, page("Sākums")), "/a": page("A")}) as site:
        seen = visited(site.url, tmp_path)
    assert seen.statuses == {"/": 200, "/a": 200, "/b": "robots"}


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        (Said(b"<title>Just a moment...</title>", 403, {**HTML, "cf-mitigated": "challenge"}), "challenge"),
        (Said(b"<h1>Forbidden</h1>", 403), "forbidden"),
        (Said(b"{}", headers={"Content-Type": "application/json"}), "not-html"),
        (Said(b"", 500), "server-error"),
    ],
)
def test_a_site_whose_front_page_is_none_is_left_in_peace(front: Said, reason: str, tmp_path: Path) -> None:
    with Served({"/robots.txt": robots(""), "/": front}) as site:
        seen = visited(site.url, tmp_path)
    assert set(site.paths) == {"/robots.txt", "/"}
    assert (seen.manifest["status"], seen.snapshot.coverage.stopped_by) == ("failed", reason)
    assert seen.artifact("transport") == Missing("not-gathered", reason)


@pytest.mark.parametrize("status", [500, 503])
def test_without_an_answer_from_robots_nothing_is_fetched(status: int, tmp_path: Path) -> None:
    with Served({"/robots.txt": Said(b"", status), "/": page("Sākums")}) as site:
        seen = visited(site.url, tmp_path)
    assert set(site.paths) == {"/robots.txt"}
    assert (seen.manifest["status"], seen.statuses) == ("failed", {"/": "robots"})


def test_crawl_delay_is_kept_and_proven(tmp_path: Path) -> None:
    with Served({"/robots.txt": robots("User-agent: *", "Crawl-delay: 0.4"), "/": page("Sākums", "/a"), "/a": page("A")}) as site:
        seen = visited(site.url, tmp_path, pages=2)
    gaps = [later - sooner for sooner, later in pairwise(site.times)]
    assert min(gaps[1:]) >= 0.4
    assert {row["gap"] for row in seen.events("request")[1:]} == {0.4}


def test_retry_after_is_waited_for_and_the_page_tried_again(tmp_path: Path) -> None:
    answers = iter([Said(b"", 429, {"Retry-After": "1"}), page("A")])
    with Served({"/": page("Sākums", "/a"), "/a": lambda _: next(answers)}) as site:
        seen = visited(site.url, tmp_path)
    first, second = (at for at, path, _ in site.asked if path == "/a")
    assert second - first >= 1.0
    assert seen.statuses == {"/": 200, "/a": 200}


def test_a_rest_longer_than_our_patience_ends_the_visit(tmp_path: Path) -> None:
    with Served({"/": page("Sākums", "/a", "/b"), "/a": Said(b"", 503, {"Retry-After": "3600"}), "/b": page("B")}) as site:
        started = time.monotonic()
        seen = visited(site.url, tmp_path)
    assert time.monotonic() - started < 10
    assert "/b" not in site.paths
    assert (seen.manifest["status"], seen.snapshot.coverage.stopped_by) == ("partial", "rate-limited")


def test_a_server_in_trouble_is_asked_once_more_and_then_counted(tmp_path: Path) -> None:
    with Served({"/": page("Sākums", "/a"), "/a": Said(b"", 500)}) as site:
        seen = visited(site.url, tmp_path)
    assert site.paths.count("/a") == 2
    assert (seen.statuses["/a"], seen.snapshot.coverage.failed) == ("server-error", 1)


def test_a_redirect_to_a_private_address_is_not_followed(tmp_path: Path) -> None:
    with Served({"/": page("Slepeni")}, host="127.0.0.9") as inside:
        routes: Routes = {
            "/": page("Sākums", "/iekša", "/metadati"),
            "*": moved(inside.url),
            "/metadati": moved("http://169.254.169.254/latest/"),
        }
        with Served({**routes, "/robots.txt": robots("")}) as site:
            seen = visited(site.url, tmp_path, allow=("127.0.0.1/32",))
    assert inside.asked == []
    assert set(seen.statuses.values()) == {200, "private-address"}


def test_an_alias_on_a_private_address_is_refused_also_after_dns(tmp_path: Path) -> None:
    with Served({"/": page("Slepeni")}, host="127.0.0.9") as inside:
        other = inside.url.replace("127.0.0.9", "ieksa.test")
        with Served({"/": page("Sākums", "/a"), "/a": moved(other)}) as site:
            seen = visited(site.url, tmp_path, other, allow=("127.0.0.1/32",), hosts={"ieksa.test": "127.0.0.9"})
    assert inside.asked == []
    assert seen.statuses == {"/": 200, "/a": "private-address"}


def test_redirects_are_followed_hop_by_hop_and_loops_end(tmp_path: Path) -> None:
    routes: Routes = {
        "/": page("Sākums", "/vecs", "/riņķis", "/garš/0", "/prom"),
        "/vecs": moved("/vidus", 301),
        "/vidus": moved("jauns"),
        "/jauns": page("Jauns"),
        "/ri%C5%86%C4%B7is": moved("/ri%C5%86%C4%B7is"),
        "/prom": moved("https://cits.lv/"),
        "*": lambda path: moved(f"/gar%C5%A1/{int(path.rpartition('/')[2]) + 1}") if path[-1].isdigit() else Said(b"", 404),
    }
    with Served(routes) as site:
        seen = visited(site.url, tmp_path)
    [new] = [each for each in seen.snapshot.pages if each.url.endswith("/jauns")]
    assert not isinstance(new.exchange, Missing)
    assert new.exchange.redirected_from == (f"{site.url}vecs", f"{site.url}vidus")
    lost = {"/ri%C5%86%C4%B7is": "redirect-loop", "/gar%C5%A1/0": "redirect-chain"}
    assert seen.statuses == {"/": 200, "/jauns": 200, **lost}


def test_a_redirect_in_bare_utf_8_is_understood_and_a_password_in_it_is_left_out(tmp_path: Path) -> None:
    def bare(answering: BaseHTTPRequestHandler) -> None:
        answering.wfile.write("HTTP/1.1 302 Found\r\nLocation: /ziņas\r\nContent-Length: 0\r\n\r\n".encode())

    with Served({"/": page("Sākums", "/a", "/b"), "/a": Said(raw=bare), "/zi%C5%86as": page("Ziņas"), "/c": page("C")}) as site:
        site.routes["/b"] = moved(site.url.replace("//", "//lietotajs:parole@") + "c")
        seen = visited(site.url, tmp_path)
    assert seen.statuses == {"/": 200, "/zi%C5%86as": 200, "/c": 200}
    assert not any("parole" in exchange.url for _, exchange in seen.exchanges)


def drip(answering: BaseHTTPRequestHandler) -> None:
    answering.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(40):
        answering.wfile.write(b"x")
        answering.wfile.flush()
        time.sleep(0.1)


def cut_off(answering: BaseHTTPRequestHandler) -> None:
    answering.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n<html>")


def hang_up(answering: BaseHTTPRequestHandler) -> None:
    answering.connection.close()


def nonsense(answering: BaseHTTPRequestHandler) -> None:
    answering.wfile.write(b"\x00\x01\x02 this is no HTTP\r\n\r\n")


def endless_headers(answering: BaseHTTPRequestHandler) -> None:
    answering.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
    with contextlib.suppress(OSError):
        for number in range(10**7):
            answering.wfile.write(b"X-%d: %s\r\n" % (number, b"x" * 1000))


def one_long_header(answering: BaseHTTPRequestHandler) -> None:
    with contextlib.suppress(OSError):
        answering.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX: " + b"x" * 10**7 + b"\r\n\r\n<html>")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Said(raw=drip), "timeout"),
        (Said(raw=cut_off), "truncated"),
        (Said(raw=hang_up), "reset"),
        (Said(raw=nonsense), "protocol"),
        (Said(raw=endless_headers), "headers"),
        (Said(raw=one_long_header), "headers"),
        (Said(b"", 302), "redirect-nowhere"),
        (moved("http://[::1"), "redirect-nowhere"),
        (moved("file:///etc/passwd"), "redirect-scheme"),
        (moved("data:text/html,x"), "redirect-scheme"),
        (Said(b"", 408), "timeout"),
        (Said(b"", 429, {**HTML, "Retry-After": "\xb2"}), "rate-limited"),
        (Said(zlib.compress(b"<html>" + bytes(20_000_000)), headers={**HTML, "Content-Encoding": "deflate"}), "too-large"),
        (Said(zstandard.compress(b"<html>" + bytes(20_000_000)), headers={**HTML, "Content-Encoding": "zstd"}), "too-large"),
        (Said(gzip.compress(b"<html>" + bytes(20_000_000)), headers={**HTML, "Content-Encoding": "gzip"}), "too-large"),
        (Said(b"<html>" + b"x" * 3_000_000), "too-large"),
        (Said(b"<html>" + b"x" * 1_500_000), "too-large"),
        (Said(b"<title>Just a moment...</title>", 403, {**HTML, "cf-mitigated": "challenge"}), "challenge"),
        (Said(b"<title>Attention Required! | Cloudflare</title>", 403), "block-page"),
        (Said(b"<h1>Forbidden</h1>", 403), "forbidden"),
        (Said(b"<h1>Lapa nav atrasta</h1>"), "soft-404"),
    ],
    ids=[
        "drip",
        "cut-off",
        "hang-up",
        "nonsense",
        "endless-headers",
        "one-long-header",
        "redirect-to-nowhere",
        "redirect-to-nonsense",
        "redirect-to-a-file",
        "redirect-to-data",
        "request-timeout",
        "odd-retry-after",
        "bomb-deflate",
        "bomb-zstd",
        "bomb",
        "huge",
        "large-page",
        "challenge",
        "block-page",
        "forbidden",
        "soft-404",
    ],
)
def test_what_comes_in_place_of_a_page_is_told_by_its_reason(answer: Said, reason: str, tmp_path: Path) -> None:
    with Served({"/": page("Sākums", "/a", "/b"), "/a": answer, "/b": page("B")}) as site:
        seen = visited(site.url, tmp_path, timeout=0.8, body_limit=1_000_000, document_limit=2_000_000)
    assert seen.statuses == {"/": 200, "/a": reason, "/b": 200}


def test_a_site_that_answers_success_for_everything_is_known_by_a_made_up_address(tmp_path: Path) -> None:
    routes: Routes = {"/": page("Sākums", "/a", "/pazudis"), "/a": page("A"), "*": page("Hmm, te nekā nav")}
    with Served(routes) as site:
        seen = visited(site.url, tmp_path)
    assert seen.artifact("missing_page")["soft404"] is True
    assert seen.statuses == {"/": 200, "/a": 200, "/pazudis": "soft-404"}


def test_a_lying_charset_does_not_hide_the_links(tmp_path: Path) -> None:
    body = "<html><title>Sākums</title><a href='/ziņas'>Ziņas</a></html>".encode("windows-1257")
    routes: Routes = {"/": Said(body, headers={"Content-Type": "text/html"}), "/zi%C5%86as": page("Ziņas")}
    with Served(routes) as site:
        seen = visited(site.url, tmp_path)
    assert seen.statuses == {"/": 200, "/zi%C5%86as": 200}
    assert [each.labels for each in seen.snapshot.pages] == [(), ("Ziņas",)]


def test_endless_calendars_paths_and_sessions_do_not_eat_the_visit(tmp_path: Path) -> None:
    number = iter(range(10**6))

    def calendar(path: str) -> Said:
        year, month = (int(part) for part in path.split("/")[2:4])
        return page(f"{year} {month}", f"/kalendars/{year + month // 12}/{month % 12 + 1:02}/", "/kontakti")

    def growing(path: str) -> Said:
        return page("Dziļāk", f"{path}/dzilak", f"/kontakti?PHPSESSID={next(number):032x}")

    routes: Routes = {
        "/": page("Sākums", "/kalendars/2026/01/", "/dzilak", "/kontakti"),
        "/kontakti": page("Kontakti"),
        "*": lambda path: (
            calendar(path) if path.startswith("/kalendars/") else growing(path) if path.endswith("dzilak") else Said(b"", 404)
        ),
    }
    with Served(routes) as site:
        seen = visited(site.url, tmp_path, pages=100)
    assert len(seen.statuses) < 20
    assert sum(path.startswith("/kontakti") for path in site.paths) == 1
    assert {(row["reason"], row["hole"]) for row in seen.events("pattern-closed")} == {("calendar", False), ("growing-path", False)}
    assert seen.snapshot.coverage.whole
    assert seen.snapshot.coverage.stopped_by == "exhausted"


def test_the_page_budget_counts_pages_and_leaves_room_for_files(tmp_path: Path) -> None:
    files = [f"/d{number}.csv" for number in range(4)]
    routes: Routes = {
        "/": page("Sākums", "/a", "/b", "/c", *files),
        "*": lambda path: Said(b"a;b", headers=PLAIN) if "csv" in path else page(path),
    }
    with Served({**routes, "/robots.txt": robots(""), "/sitemap.xml": Said(b"", 404)}) as site:
        seen = visited(site.url, tmp_path, pages=3)
    assert (len(seen.snapshot.pages), len(seen.snapshot.documents)) == (3, 4)
    assert (seen.snapshot.coverage.stopped_by, seen.manifest["status"]) == ("pages", "complete")


@pytest.mark.parametrize(("limit", "reason"), [({"seconds": 1.5}, "time"), ({"visit_bytes": 30_000}, "bytes")])
def test_limits_of_time_and_bytes_end_it_with_a_partial_bundle(limit: dict[str, float], reason: str, tmp_path: Path) -> None:
    with Served({"*": lambda path: page(path, f"{path.rstrip('/')}1", text="x" * 5000), "/robots.txt": robots("")}) as site:
        seen = visited(site.url, tmp_path, delay=0.2 if reason == "time" else 0, **limit)
    assert (seen.manifest["status"], seen.snapshot.coverage.stopped_by) == ("partial", reason)
    assert not seen.snapshot.coverage.whole


def test_pages_known_only_to_the_sitemap_are_found(tmp_path: Path) -> None:
    with Served({"/": page("Sākums"), "/slepts": page("Slēpts"), "/robots.txt": robots("")}) as site:
        listing = f"<urlset><url><loc>{site.url}slepts</loc></url><url><loc>https://cits.lv/x</loc></url></urlset>"
        site.routes["/sitemap.xml"] = Said(listing.encode(), headers={"Content-Type": "text/xml"})
        seen = visited(site.url, tmp_path)
    assert seen.statuses == {"/": 200, "/slepts": 200}
    assert seen.artifact("sitemap")["urls"] == [f"{site.url}slepts"]


@pytest.mark.parametrize(
    ("url", "given", "reason"),
    [
        ("http://127.0.0.1:9/", {}, "connection-refused"),
        ("http://127.0.0.1:9/", {"allow": ()}, "private-address"),
        ("http://nav-tada.invalid/", {}, "dns"),
    ],
)
def test_a_site_that_cannot_be_reached_is_a_sealed_failure_with_its_reason(
    url: str, given: dict[str, object], reason: str, tmp_path: Path
) -> None:
    seen = visited(url, tmp_path, **given)
    assert (seen.manifest["status"], seen.snapshot.coverage.stopped_by, set(seen.statuses.values())) == ("failed", reason, {reason})
    assert {name: value.reason for name, value in seen.snapshot.artifacts.items()} == dict.fromkeys(stages._SITE_ARTIFACTS, reason)


def test_a_site_that_has_moved_is_visited_where_it_is(tmp_path: Path) -> None:
    with Served({"/": page("Jaunā vieta", "/a"), "/a": page("A")}, host="127.0.0.3") as new, Served({"/": moved(new.url)}) as old:
        seen = visited(old.url, tmp_path)
    assert (seen.snapshot.site, seen.statuses) == (new.url, {"/": 200, "/a": 200})
    assert [row["found"] for row in seen.events("moved")] == [new.url]


def test_two_visits_with_one_seed_see_the_same(tmp_path: Path) -> None:
    links = [f"/l{number}" for number in range(8)]
    with Served({"/": page("Sākums", *links), "*": page, "/robots.txt": robots("")}) as site:
        one, other = (visited(site.url, tmp_path / name, pages=5) for name in ("a", "b"))
    assert one.statuses == other.statuses
    assert [(each.url, each.role, each.template) for each in one.snapshot.pages] == [
        (each.url, each.role, each.template) for each in other.snapshot.pages
    ]
