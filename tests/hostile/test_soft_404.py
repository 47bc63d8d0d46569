"""Addresses that do not exist, answered with success: by a page, by a redirect, folder by folder, or by the shell of an application."""

from __future__ import annotations

from pathlib import Path

from data.types import Outcome
from tests.hostile.behaviours import behaviour
from tests.hostile.browsing import WORDS, why
from tests.hostile.web import Reply, Request, Said, Site, Web, html, moved, page

THEME = "Pages that are none"


def outcome(seen: object, indicator: str) -> Outcome:
    [found] = [each.finding.outcome for each in seen.observations if each.indicator == indicator]  # type: ignore[attr-defined]
    return Outcome(found)


def probes(site: Site) -> list[str]:
    return [path for path in site.paths if "eindekss-nav-" in path]


@behaviour(THEME, does="says «Lapa nav atrasta» with status 200", told="`soft-404`, also where it was never asked before")
def test_by_its_words(web: Web, tmp_path: Path) -> None:
    gone = html(f"<nav>{'<a href=/x>x</a>' * 12}</nav><h1>Lapa nav atrasta</h1><p>Pārbaudiet adresi.", "Lapa nav atrasta - Piemēra novads")
    site = web.site("pilseta.test", {"/": page("Sākums", "/vecs"), "/vecs": gone})
    assert web.visit(site, tmp_path).statuses == {"/": 200, "/vecs": "soft-404"}


@behaviour(
    THEME, does="answers everything with its own page of success that says nothing of an error", told="`soft-404`, by a made-up address"
)
def test_by_the_answer_to_a_made_up_address(web: Web, tmp_path: Path) -> None:
    odd = html(f"<h1>Kaut kas nogāja greizi</h1>{WORDS}", "Hmm")
    site = web.site("pilseta.test", {"/": page("Sākums", "/vecs", "/a"), "/a": page("A"), "*": odd})
    seen = web.visit(site, tmp_path)
    assert (seen.statuses["/vecs"], seen.statuses["/a"]) == ("soft-404", 200)
    assert outcome(seen, "error-page") == Outcome.FAILED


@behaviour(
    THEME,
    does="has another such page in each language's folder, and a true 404 at the root",
    told="`soft-404` in each, by one made-up address a folder",
)
def test_folder_by_folder(web: Web, tmp_path: Path) -> None:
    odd = {"lv": html(f"<h1>Hmm, te tukšs</h1>{WORDS}", "Hmm"), "en": html(f"<h1>Well, empty here</h1>{WORDS}", "Well")}

    async def answer(asked: Request, reply: Reply) -> None:
        await reply.say(odd.get(asked.path.split("/")[1], Said(b"nav", 404)))

    real = {path: page(path.title()) for path in ("/lv/a", "/en/a", "/lv/dome/b")}
    site = web.site("pilseta.test", {"/": page("Sākums", *real, "/lv/vecs", "/en/old", "/lv/dome/vecs"), **real, "*": answer})
    seen = web.visit(site, tmp_path)
    assert {path: status for path, status in seen.statuses.items() if status != 200} == {
        "/lv/vecs": "soft-404",
        "/en/old": "soft-404",
        "/lv/dome/vecs": "soft-404",
    }
    assert sorted(path.rpartition("/")[0] for path in probes(site)) == ["", "/en", "/lv", "/lv/dome"]
    assert outcome(seen, "error-page") == Outcome.PASSED


@behaviour(
    THEME, does="redirects what does not exist to the front page", told="`soft-404` for the address that was asked, pages and files alike"
)
def test_redirects_to_the_front_page(web: Web, tmp_path: Path) -> None:
    site = web.site("pilseta.test", {"/": page("Sākums", "/vecs", "/vecs.pdf", "/a"), "/a": page("A"), "*": moved("/")})
    seen = web.visit(site, tmp_path)
    assert seen.statuses == {"/": 200, "/a": 200, "/vecs": "soft-404", "/vecs.pdf": "soft-404"}
    assert outcome(seen, "error-page") == Outcome.FAILED


@behaviour(THEME, does="redirects what does not exist to its search", told="`soft-404`; the search itself is a page")
def test_redirects_to_the_search(web: Web, tmp_path: Path) -> None:
    async def answer(asked: Request, reply: Reply) -> None:
        await reply.say(moved(f"/meklet?q={asked.path.strip('/')}"))

    site = web.site("pilseta.test", {"/": page("Sākums", "/meklet", "/vecs"), "/meklet": page("Meklēšana"), "*": answer})
    statuses = web.visit(site, tmp_path).statuses
    assert (statuses["/vecs"], statuses["/meklet"]) == ("soft-404", 200)


@behaviour(THEME, does="redirects what does not exist to one error page with status 200", told="`soft-404`")
def test_redirects_to_an_error_page(web: Web, tmp_path: Path) -> None:
    site = web.site("pilseta.test", {"/": page("Sākums", "/vecs"), "/error.aspx": page("Kļūda sistēmā"), "*": moved("/error.aspx?path=x")})
    assert web.visit(site, tmp_path).statuses["/vecs"] == "soft-404"


SHELL = html('<div id="root"></div><script src="/app.js"></script>', "Novads")


@behaviour(THEME, does="answers everything with the shell of an application", told="no page is called missing by it")
def test_one_shell_for_everything(web: Web, tmp_path: Path) -> None:
    front = html('<div id="root"></div><a href="/dome">Dome</a><a href="/lv/a">A</a><script src="/app.js"></script>', "Novads")
    site = web.site("pilseta.test", {"/": front, "/app.js": Said(b""), "/sitemap.xml": Said(b"", 404), "*": SHELL})
    assert web.visit(site, tmp_path).statuses == dict.fromkeys(("/", "/dome", "/lv/a"), "not-rendered")


@behaviour(THEME, does="answers everything with its front page", told="no page is called missing by it, nor the front page")
def test_the_front_page_for_everything(web: Web, tmp_path: Path) -> None:
    site = web.site("pilseta.test", {"/a": page("A"), "/robots.txt": Said(b"", 404), "*": page("Sākums", "/a")})
    statuses = web.visit(site, tmp_path).statuses
    assert (statuses["/"], statuses["/a"]) == (200, 200)


@behaviour(
    THEME,
    does="shows a section's own page for everything below it",
    told="the section is a page; nothing else is called missing by its name",
)
def test_a_section_for_all_below_it(web: Web, tmp_path: Path) -> None:
    news = html(f"<h1>Jaunumi</h1>{WORDS}<a href=/jaunumi/lapa/2>2</a><a href=/jaunumi/raksts>Raksts</a>", "Jaunumi")

    async def answer(asked: Request, reply: Reply) -> None:
        await reply.say(news if asked.path.startswith("/jaunumi/") else Said(b"nav", 404))

    older = html(f"<h1>Jaunumi</h1><p>Vecākie jaunumi par ielu remontu un skolām.</p>{WORDS}", "Jaunumi")
    routes = {"/": page("Sākums", "/jaunumi"), "/jaunumi": news, "/jaunumi/lapa/2": older, "/jaunumi/raksts": page("Raksts")}
    statuses = web.visit(web.site("pilseta.test", {**routes, "*": answer}), tmp_path).statuses
    assert {statuses[path] for path in routes} == {200}


@behaviour(THEME, does="shows the browser alone that a page is not there", told="`soft-404` for what the browser saw")
def test_in_the_browser_alone(web: Web, tmp_path: Path) -> None:
    script = "<script>document.title = 'Lapa nav atrasta'; document.body.innerHTML = '<h1>Lapa nav atrasta</h1>'</script>"
    site = web.site("pilseta.test", {"/": page("Sākums", "/vecs"), "/vecs": html(f"{WORDS}{script}")})
    seen = web.visit(site, tmp_path, render=2)
    assert seen.statuses == {"/": 200, "/vecs": 200}
    assert why(seen, "vecs") == "soft-404"
