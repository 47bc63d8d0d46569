"""Pages that need a browser: real visits with a real Chromium."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from data.types import Role
from tests.hostile.behaviours import behaviour
from tests.hostile.browsing import MODEST, PLACES, WORDS, dom, why
from tests.hostile.web import Reply, Request, Said, Web, html, moved, page, robots

MENU = """const menu = document.getElementById("menu");
for (const name of ["kontakti", "dome", "zinas", "budzets"]) menu.insertAdjacentHTML("beforeend", `<a href="/${name}">${name}</a> `);"""


@behaviour(
    "Pages that need a browser", does="builds its menu by a script; the page itself has text", told="the rendered links are followed"
)
def test_a_menu_that_a_script_builds(web: Web, tmp_path: Path) -> None:
    site = web.site("pilseta.test", {"/": html(f"{WORDS}<nav id=menu></nav><script>{MENU}</script>"), **PLACES, "/robots.txt": MODEST})
    seen = web.visit(site, tmp_path, render=2)
    assert {path for path, status in seen.statuses.items() if status == 200} == {"/", *PLACES}
    assert seen.snapshot.coverage.rendered == 2


@behaviour("Pages that need a browser", does="keeps menu and text in open shadow roots", told="both are followed and judged as seen")
def test_an_open_shadow_root(web: Web, tmp_path: Path) -> None:
    script = """
    const menu = document.getElementById("menu");
    menu.attachShadow({mode: "open"}).innerHTML = `<slot name="head">nav</slot>` +
      %s.map((name) => `<a href="/${name}">${name}</a> `).join("");
    const inner = document.createElement("div");
    menu.shadowRoot.append(inner);
    inner.attachShadow({mode: "open"}).innerHTML = "<h2>Dziļi apslēpts</h2>";
    document.getElementById("shut").attachShadow({mode: "closed"}).innerHTML = "<h2>Aizvērts</h2>";
    """ % [name.strip("/") for name in PLACES]
    body = f"{WORDS}<div id=menu><b slot=head>Ievietots</b><i>Nerādīts</i></div><div id=shut></div><script>{script}</script>"
    site = web.site("pilseta.test", {"/": html(body), **PLACES, "/robots.txt": MODEST})
    seen = web.visit(site, tmp_path, render=1)
    assert {path for path, status in seen.statuses.items() if status == 200} == {"/", *PLACES}
    text = dom(seen, "")
    assert '<div id="menu" data-shadow-root="open"><b slot="head">Ievietots</b><a href="/kontakti">kontakti</a>' in text
    assert "Dziļi apslēpts" in text
    assert "<i>Nerādīts</i>" not in text
    assert "Aizvērts</h2>" not in text.partition("<script>")[0]
    headings = [each for each in seen.observations if each.indicator == "headings"]
    assert headings
    assert [each.finding.outcome for each in headings if each.subject == site.url] == ["passed"]


@behaviour("Pages that need a browser", does="leads from view to view by #/ alone", told="each view is a page of its own")
def test_hash_routes(web: Web, tmp_path: Path) -> None:
    views = {"#/": "Sākums", "#/kontakti": "Kontakti", "#/zinas": "Ziņas", "#/tuksa": "Sākums"}
    script = f"""const views = {views};
    const show = () => {{
      const title = views[location.hash || "#/"];
      document.title = title;
      root.innerHTML = `<main><h1>${{title}}</h1><p>${{(title + " ir lapa. ").repeat(30)}}</p></main>` +
        Object.keys(views).map((to) => `<a href="${{to}}">${{views[to]}}</a> `).join("");
    }};
    addEventListener("hashchange", show); show();"""
    site = web.site("pilseta.test", {"/": html(f"<div id=root></div><script>{script}</script>"), "/robots.txt": MODEST})
    seen = web.visit(site, tmp_path, render=6)
    roles = {each.url.removeprefix(site.url): each.role for each in seen.snapshot.pages}
    assert roles == {"": Role.FRONT, "#/kontakti": Role.CONTACT, "#/zinas": Role.NEWS}
    assert "<h1>Kontakti</h1>" in dom(seen, "#/kontakti")
    assert [row["reason"] for row in seen.events("no-view")] == ["known"]


@behaviour(
    "Pages that need a browser", does="brings its content a second after it loaded, in stages", told="waited for, by network and DOM"
)
def test_content_that_arrives_late(web: Web, tmp_path: Path) -> None:
    async def slow(_: Request, reply: Reply) -> None:
        await asyncio.sleep(0.8)
        await reply.say(Said(b"Otrais posms", headers={"Content-Type": "text/plain; charset=utf-8"}))

    script = """setTimeout(() => {
      root.innerHTML = "<h1>Pirmais posms</h1><p>" + "vārdi ".repeat(100);
      fetch("/dati").then((answer) => answer.text()).then((text) => root.insertAdjacentHTML("beforeend", `<p>${text}</p>`));
    }, 1000);"""
    site = web.site("pilseta.test", {"/": html(f"<div id=root></div><script>{script}</script>"), "/dati": slow, "/robots.txt": MODEST})
    text = dom(web.visit(site, tmp_path, render=1), "")
    assert "<h1>Pirmais posms</h1>" in text
    assert "<p>Otrais posms</p>" in text


@behaviour(
    "Pages that need a browser", does="writes a part a little after it loaded, by a repeated timer, frames or when idle", told="waited for"
)
@pytest.mark.parametrize(
    "way",
    [
        "const id = setInterval(() => { if (--left > 0) return; clearInterval(id); show() }, 8)",
        "const step = () => { if (--left > 0) requestAnimationFrame(step); else show() }; step()",
        "const step = () => { if (--left > 0) requestIdleCallback(step, { timeout: 9 }); else show() }; step()",
    ],
)
def test_what_is_planned_by_any_clock(web: Web, tmp_path: Path, way: str) -> None:
    script = f"let left = 8; const show = () => {{ part.textContent = 'Pēdējais' }}; addEventListener('load', () => {{ {way} }});"
    site = web.site("pilseta.test", {"/": html(f"{WORDS}<p id=part></p><script>{script}</script>"), "/robots.txt": MODEST})
    assert '<p id="part">Pēdējais</p>' in dom(web.visit(site, tmp_path, render=1), "")


@behaviour(
    "Pages that need a browser",
    does="shows its frame at once and its content after 2.5 seconds, by a timer or by data",
    told="waited for; the links in it are followed",
)
@pytest.mark.parametrize(
    ("frame", "way"),
    [
        ("<h2>Novads</h2><img alt='' src=/griezas.gif><p>Lūdzu, uzgaidiet, saturs tiek ielādēts.</p>", "setTimeout(show, 2500)"),
        (f"{WORDS}<h2>Ziņas</h2>", 'fetch("/dati").then(show)'),
    ],
)
def test_content_that_arrives_later_still(web: Web, tmp_path: Path, frame: str, way: str) -> None:
    async def slow(_: Request, reply: Reply) -> None:
        await asyncio.sleep(2.5)
        await reply.say(Said(b"dati", headers={"Content-Type": "text/plain"}))

    script = f"const show = () => {{ root.innerHTML = '<p>' + 'vārdi '.repeat(100) + '</p><a href=/dome>Dome</a>' }}; {way};"
    body = f"<header>{frame}</header><main id=root></main><script>{script}</script>"
    site = web.site("pilseta.test", {"/": html(body), **PLACES, "/dati": slow, "/robots.txt": MODEST})
    assert web.visit(site, tmp_path, render=1).statuses == {"/": 200, "/dome": 200}


@behaviour(
    "Pages that need a browser", does="polls for ever, opens sockets, never stops moving", told="looked at once the bound is reached"
)
def test_a_page_that_never_rests(web: Web, tmp_path: Path) -> None:
    async def never(_: Request, reply: Reply) -> None:
        await reply.never()

    script = """const poll = () => fetch("/gaida").catch(() => setTimeout(poll, 10)); poll();
    new WebSocket(location.href.replace("http", "ws")); new EventSource("/gaida");
    setInterval(() => { tick.textContent = performance.now() }, 20);
    const step = () => { move.style.left = performance.now() % 100 + "px"; requestAnimationFrame(step) }; step();"""
    body = f"{WORDS}<p id=tick></p><p id=move style='position: relative'></p><script>{script}</script>"
    site = web.site("pilseta.test", {"/": html(body), "/gaida": never, "/robots.txt": MODEST})
    seen = web.visit(site, tmp_path, render=1, render_timeout=20)
    assert "Novads" in dom(seen, "")
    [load, _small] = [row for row in seen.events("request") if row["purpose"] == "render"]
    assert load["ended"] - load["began"] < 15


@behaviour(
    "Pages that need a browser", does="adds more content whenever one scrolls", told="not followed: what is there at first is looked at"
)
def test_endless_scrolling(web: Web, tmp_path: Path) -> None:
    script = """let count = 0;
    const more = () => { for (let i = 0; i < 20; i++)
      list.insertAdjacentHTML("beforeend", `<p style="height: 200px">Ziņa ${count++}</p>`) };
    new IntersectionObserver((seen) => { if (seen.some((each) => each.isIntersecting)) more() }).observe(end); more();"""
    site = web.site(
        "pilseta.test", {"/": html(f"{WORDS}<div id=list></div><p id=end></p><script>{script}</script>"), "/robots.txt": MODEST}
    )
    assert 20 <= dom(web.visit(site, tmp_path, render=1), "").count("<p style") <= 100


@behaviour(
    "Pages that need a browser", does="leads on by a script, at once or after half a second", told="followed within the site, after a rest"
)
@pytest.mark.parametrize("wait", [0, 500])
def test_a_script_that_leads_on(web: Web, tmp_path: Path, wait: int) -> None:
    lead = (
        f"<script>setTimeout(() => {{ location.href = '/dome' }}, {wait})</script>" if wait else "<script>location.href = '/dome'</script>"
    )
    routes = {"/": page("Sākums", "/veca", "/dome"), "/veca": html(WORDS.replace("Novads", "Vecā") + lead), **PLACES}
    site = web.site("pilseta.test", {**routes, "/robots.txt": robots("User-agent: *", "Crawl-delay: 0.3")})
    seen = web.visit(site, tmp_path, render=9)
    assert "<h1>Dome</h1>" in dom(seen, "veca")
    assert [row["rest"] >= 0.3 for row in seen.events("led-on")] == [True]


@behaviour(
    "Pages that need a browser", does="leads to a foreign host, or where robots.txt forbids, by a script", told="`off-site`, `robots`"
)
def test_a_script_that_leads_away(web: Web, tmp_path: Path) -> None:
    other = web.site("cita.test", {"*": page("Cita vietne")})
    ways = {"/prom": other.url, "/slegta": "/slegts/x"}
    late = {path: html(f"{WORDS}{path}<script>setTimeout(() => {{ location = '{to}' }}, 500)</script>") for path, to in ways.items()}
    site = web.site("pilseta.test", {"/": page("Sākums", *ways), **late, "/robots.txt": MODEST})
    seen = web.visit(site, tmp_path, render=9)
    assert (why(seen, "prom"), why(seen, "slegta")) == ("off-site", "robots")
    assert other.asked == []
    assert seen.snapshot.coverage.rendered == 1


@behaviour(
    "Pages that need a browser",
    does="fetches data by a script from where robots.txt forbids",
    told="not fetched; the page is shown without",
)
def test_a_script_that_fetches_what_is_forbidden(web: Web, tmp_path: Path) -> None:
    script = "<script>for (const path of ['/slegts/dati.json', '/atverts.json']) fetch(path)</script>"
    site = web.site("pilseta.test", {"/": html(f"{WORDS}<a href='/a'>A</a>{script}"), "/a": page("A"), "/robots.txt": MODEST})
    seen = web.visit(site, tmp_path, render=1)
    asked = [row.target for row in site.asked]
    assert "/atverts.json" in asked
    assert "/slegts/dati.json" not in asked
    assert seen.snapshot.coverage.rendered == 1


@behaviour("Pages that need a browser", does="answers the browser with a redirect to a foreign host", told="`off-site`")
def test_a_redirect_for_browsers_only(web: Web, tmp_path: Path) -> None:
    other = web.site("cita.test", {"*": page("Cita vietne")})

    async def answer(request: Request, reply: Reply) -> None:
        await reply.say(moved(other.url) if "Chrom" in request.headers["user-agent"] else page("Sākums", "/dome"))

    seen = web.visit(web.site("pilseta.test", {"/": page("Sākums", "/a"), "/a": answer, "/robots.txt": MODEST}), tmp_path, render=2)
    assert why(seen, "a") == "off-site"
    assert other.asked == []
