"""The demonstration municipalities are what data/inputs/demo/facts.toml says they are, over real connections on loopback."""

from __future__ import annotations

import http.client
import re
import socket
import ssl
import threading
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pypdfium2  # type: ignore[import-untyped]
import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.browsers import find_browser
from crawler.demo_server import DemoServer
from crawler.demo_sites import DEMO, SITES, build, meeting
from data.registry import load
from data.settings import Settings

DAY = date(2026, 11, 23)
FACTS: Mapping[str, Any] = tomllib.loads((DEMO / "facts.toml").read_text("utf-8"))
SCHEMES = {"kalnraji": "https", "sartupe": "https", "dumezers": "http"}


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


@dataclass
class Walk:
    """A whole site as its links show it."""

    pages: dict[str, LexborHTMLParser] = field(default_factory=dict)
    files: dict[str, Answer] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    hollow: set[str] = field(default_factory=set)

    def with_main(self, selector: str) -> int:
        """On how many pages the selector finds something."""
        return sum(bool(tree.css_first(selector)) for tree in self.pages.values())


def links(tree: LexborHTMLParser, base: str) -> Iterator[str]:
    """Addresses on the same site that a page leads to, shows or uses."""
    for node in tree.css("[href], [src]"):
        url = urldefrag(urljoin(base, node.attributes.get("href") or node.attributes.get("src") or "")).url
        if url.startswith(("http:", "https:")) and urlsplit(url).netloc == urlsplit(base).netloc:
            yield url


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoServer]:
    with DemoServer(DAY) as server:
        yield server


@pytest.fixture(scope="module")
def walks(demo: DemoServer) -> Mapping[str, Walk]:
    return {site_id: walk(demo, f"{url}/") for site_id, url in demo.sites.items()}


def walk(demo: DemoServer, start: str) -> Walk:
    """Follow every link of the site, breadth first."""
    seen, queue, found = {start}, [start], Walk()
    for url in queue:
        answer, path = ask(demo, url), urlsplit(url).path
        if answer.status != 200:
            found.broken.add(path)
        elif not answer.headers["content-type"].startswith("text/html"):
            found.files[path] = answer
        elif b"Lapa nav atrasta" in answer.body:
            found.hollow.add(path)
        else:
            found.pages[path] = answer.tree
            fresh = [link for link in dict.fromkeys(links(answer.tree, url)) if link not in seen]
            seen.update(fresh)
            queue.extend(fresh)
    return found


@pytest.mark.parametrize("site_id", SITES)
def test_links_lead_where_they_say(walks: Mapping[str, Walk], site_id: str) -> None:
    facts, seen = FACTS[site_id], walks[site_id]
    known = {page["path"] for page in build(site_id, "https://x.test", DAY).pages}
    assert (sorted(seen.broken), sorted(seen.hollow), set(seen.pages)) == (facts["broken_links"], facts["broken_softly"], known)


@pytest.mark.parametrize("site_id", SITES)
def test_counts_hold(walks: Mapping[str, Walk], site_id: str) -> None:
    seen = walks[site_id]
    titles = Counter(node.text() for tree in seen.pages.values() if (node := tree.css_first("head > title")))
    documents = {path for path in seen.files if path.startswith("/faili/")}
    services = [tree for path, tree in seen.pages.items() if "Apraksts" in headings(tree)]
    whole = {"Apraksts", "Saņēmējs", "Maksa", "Termiņš", "Turētājs", "Dokumenti un veidlapas", "Kā saņemt"}
    assert FACTS[site_id]["counts"] == {
        "pages": len(seen.pages),
        "pages_in_english": seen.with_main("html[lang=en]"),
        "news": sum(path.count("/") == 3 for path in seen.pages if path.startswith(("/aktualitates/", "/jaunumi/"))),
        "services": len(services),
        "services_complete": sum(whole <= headings(tree) for tree in services),
        "online_forms": seen.with_main("form[method=post]"),
        "forms_to_download": sum(path.endswith((".docx", ".doc")) for path in documents),
        "documents_linked": len(documents),
        "images_without_alternative": sum(len(tree.css("img:not([alt])")) for tree in seen.pages.values()),
        "pages_without_title": len(seen.pages) - titles.total(),
        "titles_used_twice": sum(count > 1 for count in titles.values()),
        "pages_without_first_heading": len(seen.pages) - seen.with_main("h1"),
        "pages_without_viewport": len(seen.pages) - seen.with_main("meta[name=viewport]"),
        "pages_without_language": len(seen.pages) - seen.with_main("html[lang]"),
    }


def headings(tree: LexborHTMLParser) -> set[str]:
    return {node.text().strip() for node in tree.css("h2, h3, dt")}


MARKS = {
    "skip_link": r'class="skip"',
    "landmarks": r"<main",
    "rss": r"application/rss\+xml",
    "search": r'role="search"',
    "sitemap_page": r'href="/lapas-karte/"',
    "easy_to_read": r'href="/viegli-lasit/"',
    "english": r'<html lang="en"',
    "machine_translation": r"Izmantojiet Google",
    "statement_present": r"Nr\. 445",
    "statement_ids": r'id="a11y-evaluation-date"',
    "phone": r"[Tt]ālrunis: (<a [^>]*>)?[\d+]",
    "email": r"mailto:|\w \[at\] \w",
    "email_obfuscated": r"\w \[at\] \w",
    "address": r"LV-\d{4}",
    "opening_hours": r"Darba laiks",
    "e_address": r"Eaddress/write",
    "staff": r"Darbinieku kontakti",
    "council_agendas": r"[Dd]arba kārtība",
    "council_minutes": r"Domes sēdes protokols",
    "committee_minutes": r"komitejas-protokols",
    "live_stream": r"tiešraid",
    "recordings": r"sēdes ieraksts",
    "rule_drafts": r"Saistošo noteikumu projekt",
    "rule_draft_memo": r"Paskaidrojuma raksts saistošo",
    "participatory_budget": r"Līdzdalības budžets",
    "residents_councils": r"Iedzīvotāju padomes",
    "report_a_problem": r"Ziņo par problēmu",
    "statute": r"[Pp]ašvaldības nolikums",
    "budget_machine_readable": r"budzets-\d{4}\.xlsx",
    "procurement": r"eis\.gov\.lv",
    "vacancies": r"Vakances",
    "pay_by_groups": r"pa amatu grupām",
    "open_data": r"data\.gov\.lv/dati",
    "whistleblowing": r"Trauksmes celšana",
    "privacy_policy": r"Privātuma politika",
    "privacy_controller": r"pārzinis ir",
    "privacy_dpo": r"Datu aizsardzības speciālists",
    "cookie_policy": r"Sīkdatņu politika",
    "cookies_before_consent": r"document\.cookie",
    "third_party_requests": r'<script async="?"? src="https://',
}
"""What a page of the site holds wherever the fact is true, and no page where it is not."""


@pytest.mark.parametrize("site_id", SITES)
def test_indicators_hold(walks: Mapping[str, Walk], site_id: str) -> None:
    html = "\n".join(tree.html or "" for tree in walks[site_id].pages.values())
    facts = FACTS[site_id]["indicators"]
    assert {name: bool(re.search(mark, html)) for name, mark in MARKS.items()} == {name: facts[name] for name in MARKS}
    assert facts["statement_filled"] == ("[Iestādes nosaukums]" not in html)


@pytest.mark.parametrize("site_id", ["kalnraji", "sartupe"])
def test_dates_hold(walks: Mapping[str, Walk], site_id: str) -> None:
    facts, pages = FACTS[site_id]["indicators"], walks[site_id].pages
    statement = pages[FACTS[site_id]["statement"]].text()
    evaluated = re.search(r"pēdējo reizi tika izvērtēta (\d\d)\.(\d\d)\.(\d{4})\.", statement)
    assert evaluated
    day, month, year = map(int, evaluated.groups())
    years = [int(found) for path in walks[site_id].files for found in re.findall(r"/budzets-(\d{4})\.", path)]
    assert ((DAY - date(year, month, day)).days, max(years) - DAY.year) == (facts["statement_age_days"], facts["budget_year"])
    assert facts["statement_status"] in statement


@pytest.mark.parametrize("site_id", SITES)
def test_every_service_has_one_level(site_id: str) -> None:
    assert sum(FACTS[site_id]["service_levels"].values()) == FACTS[site_id]["counts"]["services"]


@pytest.mark.parametrize("site_id", SITES)
def test_documents_are_what_their_names_say(walks: Mapping[str, Walk], site_id: str) -> None:
    facts = FACTS[site_id]
    for path, answer in walks[site_id].files.items():
        name = path.rsplit("/", 1)[-1]
        magic = {".pdf": b"%PDF-", ".docx": b"PK", ".xlsx": b"PK", ".edoc": b"PK", ".doc": b"{\\rtf1", ".jpg": b"\xff\xd8", ".gif": b"GIF8"}
        assert answer.body.startswith(magic.get(name[name.rfind(".") :], b"")), path
        if name.endswith(".pdf"):
            text, tagged = pdf(answer.body)
            expected = (name in facts["scanned_documents"], any(name.startswith(start) for start in facts["untagged_documents"]))
            assert (not text.strip(), bool(text.strip()) and not tagged) == expected, path


def pdf(body: bytes) -> tuple[str, bool]:
    """Text of the first page, and whether the document is tagged."""
    document = pypdfium2.PdfDocument(body)
    try:
        page = document[0]
        text = page.get_textpage()
        found = str(text.get_text_range())
        text.close()
        page.close()
        return found, bool(document.is_tagged())
    finally:
        document.close()


def test_text_of_documents_keeps_latvian_letters() -> None:
    title, resource = build("kalnraji", "https://x.test", DAY).files["domes-sedes-protokols-2026-10-29.pdf"]
    text, _ = pdf(resource.body)
    assert (title, "protokolēja Zane Rakstvede" in text.replace("\r\n", " ")) == ("Domes sēdes protokols 29.10.2026.", True)


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


def test_search_finds_pages(demo: DemoServer) -> None:
    answer = ask(demo, f"{demo.sites['kalnraji']}/meklet/?q=kapavietas")
    assert ("/pakalpojumi/kapavietas-pieskirsana/" in answer.body.decode(), "Meklēšanas rezultāti" in answer.body.decode()) == (True, True)


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


def test_e_address_number_belongs_to_somebody_else_on_the_middling_site(walks: Mapping[str, Walk]) -> None:
    pattern = re.compile(r"Eaddress/write\?address=_default@(\d{11})")
    numbers = {
        site_id: {number for tree in seen.pages.values() for number in pattern.findall(tree.html or "")} for site_id, seen in walks.items()
    }
    own = {key: body.reg_no for key, body in load(DEMO).institutions.items()}
    assert numbers == {"kalnraji": {own["kalnraji"]}, "sartupe": {own["kalnraji"]}, "dumezers": set()}


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


DATES = [date(2026, 1, 1), date(2026, 12, 31), date(2028, 2, 29), date(2027, 7, 1), date(2027, 6, 30), date(2030, 8, 29)]


@cache
def served(site_id: str, today: date) -> Mapping[str, bytes]:
    site = build(site_id, f"https://www.{site_id}.test", today)
    return {path: resource.body for path, resource in site.resources.items()}


@pytest.mark.parametrize("today", DATES)
@pytest.mark.parametrize("site_id", SITES)
def test_sites_hold_together_on_any_day(site_id: str, today: date) -> None:
    base, resources = f"https://www.{site_id}.test", served(site_id, today)
    pages = {path: LexborHTMLParser(body.decode()) for path, body in resources.items() if path.endswith(("/", ".htm"))}
    led = {urlsplit(url).path for path, tree in pages.items() for url in links(tree, base + path)}
    assert sorted(led - set(resources)) == sorted([*FACTS[site_id]["broken_links"], *FACTS[site_id]["broken_softly"]])


@pytest.mark.parametrize("site_id", SITES)
def test_bytes_are_the_same_for_a_day(site_id: str) -> None:
    served.cache_clear()
    first = dict(served(site_id, DAY))
    served.cache_clear()
    assert served(site_id, DAY) == first


@pytest.mark.parametrize(
    ("today", "months", "expected"),
    [
        (date(2026, 11, 23), 0, date(2026, 11, 26)),
        (date(2026, 11, 23), -1, date(2026, 10, 29)),
        (date(2026, 11, 26), 0, date(2026, 12, 31)),
        (date(2026, 11, 26), -1, date(2026, 11, 26)),
        (date(2027, 1, 1), -1, date(2026, 12, 31)),
    ],
)
def test_council_meets_on_last_thursdays(today: date, months: int, expected: date) -> None:
    assert meeting(today, months) == expected


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
