"""A small site on loopback, looked at with a real Chromium and real axe, and sealed as the bundle that the report tests read."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar
from urllib.parse import unquote

from playwright.sync_api import Browser, sync_playwright

from audits.audit import Audit, Case, Indicator, Source
from crawler import axe
from crawler.browsers import find_browser
from data.bundle import Bundle, BundleWriter
from data.rows import institution_json
from data.settings import Settings
from data.types import (
    Coverage,
    Evidence,
    Exchange,
    Finding,
    Institution,
    Kind,
    Missing,
    Observation,
    Outcome,
    Page,
    Role,
    Site,
    Snapshot,
    Text,
)

STARTED = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
HOSTILE = '"><script>window.hit=1</script><img src=x onerror="window.hit=1">Ļauns & nikns</title>'
LONG = "garš" * 60
T = TypeVar("T")

_STYLE = "<style>body{font:18px sans-serif;margin:40px}.pale{color:#bbb;background:#fff}nav a{margin-right:20px}</style>"
_NAV = '<nav><a href="/">Sākums</a><a href="/kontakti/">Kontakti</a><a href="/pakalpojumi/bernudarzs/">Bērnudārzs</a></nav>'


def _html(title: str, body: str, lang: str = "lv") -> str:
    return (
        f'<!doctype html><html lang="{lang}"><head><title>{title}</title><meta name="viewport" content="width=device-width">{_STYLE}</head>'
        f"<body>{_NAV}<main><h1>{title}</h1>{body}</main></body></html>"
    )


_PALE = '<p class="pale" id="pale">Bāls teksts, kuru grūti izlasīt uz balta fona.</p>'
_PICTURE = '<p><img src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==" width="300" height="120"></p>'
SITE: Mapping[str, tuple[Role, str]] = {
    "/": (Role.FRONT, _html("Piemēra novads", f"<p>Laipni lūdzam Piemēra novadā.</p>{_PICTURE}{_PALE}")),
    "/kontakti/": (Role.CONTACT, _html("Kontakti", f"<p>Tālrunis 60000100</p>{_PALE}")),
    "/pakalpojumi/bernudarzs/": (Role.SERVICE, _html("Pieteikšana bērnudārzam", f"<p>Cena, termiņš, saņēmējs.</p>{_PICTURE}")),
    "/pakalpojumi/koki/": (Role.SERVICE, _html("Koku ciršanas atļauja", "<p>Bez maksas.</p>")),
    "/en/": (Role.OTHER, _html("Example municipality", f"<p>Welcome.</p>{_PICTURE}", "en")),
    "/launs/": (Role.OTHER, _html(HOSTILE, f"<p>{HOSTILE}</p>{_PALE}")),
    f"/{LONG}/": (Role.NEWS_ITEM, _html(LONG, _PICTURE)),
}


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        """A page of the invented site; 404 for any other."""
        path = unquote(self.path)
        found = SITE.get(path)
        self.send_response(200 if found else 404)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(found[1].encode() if found else b"")

    def log_message(self, *_: object) -> None:
        """Quiet."""


@contextmanager
def _served() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answer)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


_BOXES = """async () => {
  const found = await axe.run(document, {resultTypes: ['violations', 'incomplete']});
  const node = n => {
    const target = n.target.join(' ');
    const element = document.querySelector(target);
    const r = element && element.getBoundingClientRect();
    return {target, html: n.html.slice(0, 300), summary: n.failureSummary || '', box: r && r.width
      ? [r.x + scrollX, r.y + scrollY, r.width, r.height] : null};
  };
  const rule = r => ({id: r.id, impact: r.impact, tags: r.tags, help: r.help, helpUrl: r.helpUrl, nodes: r.nodes.map(node)});
  const kept = {passes: [], inapplicable: []};
  return {...kept, version: axe.version, violations: found.violations.map(rule), incomplete: found.incomplete.map(rule)};
}"""


def look(browser: Browser, url: str, writer: BundleWriter) -> dict[str, Any]:
    """The artifacts of one page as the crawler keeps them: DOM, picture, axe."""
    page = browser.new_page(viewport={"width": 1280, "height": 900}, ignore_https_errors=True)
    page.goto(url)
    page.evaluate(axe.script(Settings()))
    found = {
        "axe": page.evaluate(_BOXES),
        "dom": writer.blob(page.content().encode()),
        "screenshot": writer.blob(page.screenshot(full_page=True)),
    }
    if url.count("/") == 3:
        page.set_viewport_size({"width": 360, "height": 640})
        found["screenshot_mobile"] = writer.blob(page.screenshot())
    page.close()
    return found


def with_browser(use: Callable[[Browser], T]) -> T:
    """What ``use`` gives, with a Chromium open meanwhile."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_browser(Settings()).path))
        try:
            return use(browser)
        finally:
            browser.close()


def exchange(url: str, body: str | None, status: int = 200) -> Exchange:
    """An answer with this body."""
    return Exchange(url, "GET", status, (), (("content-type", "text/html; charset=utf-8"),), body, STARTED, 12)


def institution(url: str, name: str = "Piemēra novada pašvaldība", identity: str = "piemers") -> Institution:
    """Who is audited in these tests."""
    return Institution(
        identity, Text(name, "Example municipality" if identity == "piemers" else name), Kind.MUNICIPALITY, (Site(url),), "90000000017"
    )


def _audit(identity: str, title: Text, scope: Any, **rest: Any) -> Audit:
    return Audit(
        id=identity,
        version=1,
        scope=scope,
        title=title,
        why=Text("Iedzīvotājam tas palīdz.", "It helps a resident."),
        method=Text("Lapa tiek apskatīta.", "The page is looked at."),
        advice=Text("Izlabojiet to lapas veidnē.", "Mend it in the template of the page."),
        source=Source("standard", Text("WCAG 2.1 1.4.3", "WCAG 2.1 1.4.3"), "https://www.w3.org/TR/WCAG21/"),
        **rest,
    )


_AUDITS = {
    "contrast": ("access", _audit("contrast", Text("Teksts ir salasāms", "Text is legible"), "page")),
    "image-alternative": ("access", _audit("image-alternative", Text("Attēliem ir apraksts", "Pictures have a description"), "page")),
    "certificate": ("security", _audit("certificate", Text("Sertifikāts ir derīgs", "The certificate is valid"), "site")),
    "statement": ("access", _audit("statement", Text("Ir piekļūstamības paziņojums", "There is an accessibility statement"), "site")),
    "news-count": (
        "content",
        _audit("news-count", Text("Jaunumu skaits", "Number of news items"), "site", measures=True, unit=Text("jaunumi", "news items")),
    ),
    "service-level": (
        "services",
        _audit(
            "service-level", Text("Pakalpojuma līmenis", "Level of the service"), "service", measures=True, unit=Text("līmenis", "level")
        ),
    ),
    "service-fee": ("services", _audit("service-fee", Text("Norādīta maksa", "The fee is stated"), "service")),
    "budget": ("openness", _audit("budget", Text("Budžets ir publicēts", "The budget is published"), "site")),
    "minutes": ("council", _audit("minutes", Text("Domes sēžu protokoli", "Council minutes"), "site")),
}


def _unused() -> Finding:
    raise NotImplementedError


CATALOGUE = tuple(Indicator(audit, theme, _unused, (), (Case("x", Outcome.PASSED),), "x") for theme, audit in _AUDITS.values())
"""Indicators of every shape, so that these tests do not hang on what is in the catalogue today."""


def _axe(snapshot: Snapshot, indicator: str, rule: str) -> Iterator[Observation]:
    for page in snapshot.pages:
        if not page.rendered:
            continue
        kept: dict[str, Any] = dict(page.artifacts)
        nodes = [node for found in kept["axe"]["violations"] if found["id"] == rule for node in found["nodes"]]
        at = page.exchange.at if isinstance(page.exchange, Exchange) else None
        seen = tuple(Evidence(page.url, kept["dom"], node["target"], node["html"], kept["screenshot"], at) for node in nodes)
        finding = Finding(Outcome.FAILED if nodes else Outcome.PASSED, len(nodes), seen)
        yield Observation(snapshot.id, indicator, 1, "page", page.url, finding)


def observations(snapshot: Snapshot) -> tuple[Observation, ...]:
    """Answers of every kind, those of axe as axe gave them."""

    def one(indicator: str, scope: str, subject: str, outcome: Outcome, value: Any = None, **rest: Any) -> Observation:
        return Observation(snapshot.id, indicator, 1, scope, subject, Finding(outcome, value, **rest))

    site = snapshot.site
    services = [page.url for page in snapshot.pages if page.role is Role.SERVICE]
    hostile = Evidence("javascript:alert(1)", None, "body", HOSTILE)
    return (
        *_axe(snapshot, "contrast", "color-contrast"),
        *_axe(snapshot, "image-alternative", "image-alt"),
        one("certificate", "site", site, Outcome.UNTESTED, reason="connection-refused"),
        one("statement", "site", site, Outcome.CANT_TELL, False, reason="incomplete-look", evidence=(hostile,)),
        one("news-count", "site", site, Outcome.PASSED, 12345),
        one("service-level", "service", services[0], Outcome.PASSED, 4, evidence=(Evidence(services[0], None, "", "Iesniegums e-pastā"),)),
        one("service-level", "service", services[1], Outcome.PASSED, 1.5),
        one("service-fee", "service", services[0], Outcome.FAILED, False, evidence=(Evidence(services[0]),)),
        one("service-fee", "service", services[1], Outcome.PASSED, True),
        one("budget", "site", site, Outcome.PASSED, 2026, evidence=(Evidence(site, None, "#b", "Budžets 2026", at=STARTED),)),
        one("minutes", "site", site, Outcome.INAPPLICABLE),
        one("no-longer-known", "site", site, Outcome.FAILED, HOSTILE, evidence=(hostile,)),
    )


def _manifest(who: Institution, site: str) -> dict[str, Any]:
    return {
        "app": "0.1.0",
        "run": "2026-11-23",
        "started": STARTED.isoformat(),
        "finished": STARTED.replace(minute=7, second=5).isoformat(),
        "seed": 1,
        "institution": institution_json(who),
        "site": site,
        "settings": "0" * 64,
    }


def seal(path: Path, who: Institution, browser: Browser, base: str, stopped_by: str = "exhausted", status: str = "complete") -> Bundle:
    """Look at the site and seal what was seen."""
    versions = {"app": "0.1.0", "chromium": browser.version, "axe": axe.VERSION}
    manifest = {**_manifest(who, f"{base}/"), "versions": versions}
    with BundleWriter(path, manifest) as writer:
        for where, (role, html) in SITE.items():
            url = f"{base}{where}"
            artifacts = look(browser, url, writer) if role is not Role.NEWS_ITEM else {}
            writer.page(Page(url, role, int(where != "/"), "t", exchange(url, writer.blob(html.encode())), artifacts=artifacts))
        writer.page(Page(f"{base}/aizliegts/", Role.OTHER, 1, "", Missing("robots")))
        writer.page(Page(f"{base}/zudis/", Role.OTHER, 1, "", Missing("not-found")))
        writer.exchange(exchange(f"{base}/zudis/", None, 404), "page")
        writer.page(Page(f"{base}/velak/", Role.OTHER, 1, "", Missing("pages")))
        writer.log("robots", url=f"{base}/robots.txt", crawl_delay=2)
        snapshot = writer.snapshot(Coverage(len(SITE) + 2, len(SITE), len(SITE) - 1, 1, 0, stopped_by), status)
        writer.seal(observations(snapshot))
    return Bundle(path)


@cache
def bundles() -> tuple[Bundle, Bundle]:
    """Two institutions: one seen whole, one cut short and with a hostile name. Made once for all tests."""
    folder = Path(tempfile.mkdtemp(prefix="eindekss-reports-"))

    def make(browser: Browser) -> tuple[Bundle, Bundle]:
        with _served() as base:
            whole = seal(folder / "piemers.sqlite", institution(f"{base}/"), browser, base)
            cut = seal(folder / "launs.sqlite", institution(f"{base}/", HOSTILE, "launs"), browser, base, "pages", "partial")
        return whole, cut

    return with_browser(make)


def failed(path: Path, reason: str = "dns") -> Path:
    """The bundle of a visit that never came to the front page."""
    site = "https://nav.test/"
    manifest = {**_manifest(institution(site), site), "versions": {"app": "0.1.0", "chromium": None}}
    with BundleWriter(path, manifest) as writer:
        writer.page(Page(site, Role.FRONT, 0, "", Missing(reason)))
        snapshot = writer.snapshot(Coverage(1, 0, 0, 0, 1, "exhausted"), "failed")
        finding = Finding(Outcome.UNTESTED, reason=reason)
        return writer.seal([Observation(snapshot.id, "contrast", 1, "page", site, finding)])
