"""Other sites, and searches, that misbehave when they are asked: nothing of it ends the visit or is charged to the site."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.crawler.serving import Seen
from tests.hostile.behaviours import behaviour
from tests.hostile.web import Answer, Reply, Request, Said, Web, html, moved, page, robots

FORM = '<form action="/meklet" role="search"><input name="q" type="search"></form>'


def away(seen: Seen) -> tuple[dict[str, Any], dict[str, str]]:
    """What each foreign path was answered, and why others were not asked for."""
    told = seen.artifact("links_away")
    answers = {"/" + row["url"].split("/", 3)[3]: (row["status"], row["reason"]) for row in told["checked"]}
    return answers, {"/" + row["url"].split("/", 3)[3]: row["reason"] for row in told["unchecked"]}


def asked(web: Web, folder: Path, *paths: str, routes: dict[str, Answer], **given: Any) -> Seen:
    """A visit to a site that links to these paths of another one."""
    other = web.site("cits.test", routes)
    site = web.site("piemers.test", {"/": page("Sākums", *(f"{other.origin}{path}" for path in paths))})
    seen = web.visit(site, folder, links_away=10, **given)
    assert seen.snapshot.coverage.whole
    return seen


@behaviour("Other sites", does="answers HEAD with a body", told="asked once more by GET")
def test_head_with_a_body(web: Web, tmp_path: Path) -> None:
    async def talkative(_request: Request, reply: Reply) -> None:
        await reply.head(200, {"Content-Type": "text/html", "Content-Length": "4"})
        await reply.send(b"labi")

    assert away(asked(web, tmp_path, "/a", routes={"/a": talkative})) == ({"/a": (200, None)}, {})


@behaviour("Other sites", does="refuses HEAD, and answers GET", told="its answer to GET; at most the first 4 kB are read")
def test_head_refused(web: Web, tmp_path: Path) -> None:
    async def only_get(request: Request, reply: Reply) -> None:
        await reply.say(Said(b"", 405) if request.method == "HEAD" else page("Laba"))

    assert away(asked(web, tmp_path, "/a", routes={"/a": only_get}))[0] == {"/a": (200, None)}


@behaviour("Other sites", does="keeps silent", told="timeout; no more of its addresses are asked for, and the visit goes on")
def test_silence(web: Web, tmp_path: Path) -> None:
    async def silent(_request: Request, reply: Reply) -> None:
        await reply.never()

    answers, left = away(asked(web, tmp_path, "/a", "/b", "/c", routes={"/robots.txt": robots(""), "*": silent}, timeout=1))
    assert (answers, left) == ({"/a": (None, "timeout")}, {"/b": "timeout", "/c": "timeout"})


@behaviour("Other sites", does="answers 429 with a long Retry-After", told="rate-limited; no more of its addresses are asked for")
def test_asked_to_wait(web: Web, tmp_path: Path) -> None:
    busy = Said(b"", 429, {"Retry-After": "100000"})
    answers, left = away(asked(web, tmp_path, "/a", "/b", routes={"/robots.txt": robots(""), "*": busy}))
    assert (answers, left) == ({"/a": (429, "rate-limited")}, {"/b": "rate-limited"})


@behaviour("Other sites", does="has a robots.txt that fails", told="robots; nothing of it is asked for")
def test_a_robots_txt_that_fails(web: Web, tmp_path: Path) -> None:
    assert away(asked(web, tmp_path, "/a", routes={"/robots.txt": Said(b"", 503), "*": page("A")})) == ({}, {"/a": "robots"})


@behaviour("Other sites", does="redirects in a circle", told="redirect-loop")
def test_a_circle(web: Web, tmp_path: Path) -> None:
    assert away(asked(web, tmp_path, "/a", routes={"/a": moved("/b"), "/b": moved("/a")}))[0] == {"/a": (None, "redirect-loop")}


@behaviour("Other sites", does="redirects to an address inside", told="private-address; nothing there is asked for")
def test_inward(web: Web, tmp_path: Path) -> None:
    inside = web.forbidden()
    assert away(asked(web, tmp_path, "/a", routes={"/a": moved(inside.url)})) == ({}, {"/a": "private-address"})


def searched(web: Web, folder: Path, answer: Answer) -> dict[str, Any]:
    """What is told of a search that answers so."""
    items = {
        f"/{name}": html(f"{FORM}<main><h1>{name} svētki parkā</h1>{'Teksts par svētkiem. ' * 20}</main>") for name in ("Ziemas", "Vasaras")
    }
    links = "".join(f'<a href="{path}">{path}</a>' for path in items)
    site = web.site("piemers.test", {"/": html(f"{FORM}<main><h1>Sākums</h1>{links}{'Teksts. ' * 80}</main>"), **items, "/meklet": answer})
    seen = web.visit(site, folder)
    assert seen.snapshot.coverage.whole
    told: dict[str, Any] = seen.artifact("search")
    assert sum(path.startswith("/meklet") for path in site.paths) == 1
    return told


@behaviour("Searches", does="never answers its own search", told="timeout; whether the search works is not told")
def test_a_search_that_is_silent(web: Web, tmp_path: Path) -> None:
    async def silent(_request: Request, reply: Reply) -> None:
        await reply.never()

    told = searched(web, tmp_path, silent)
    assert (told["found"], told["reason"]) == (None, "timeout")


@behaviour("Searches", does="hands its search to another site", told="off-site; that site is not asked")
def test_a_search_handed_on(web: Web, tmp_path: Path) -> None:
    other = web.site("meklet.test", {"*": page("M")})
    told = searched(web, tmp_path, moved(f"{other.url}?q=x"))
    assert (told["found"], told["reason"], other.asked) == (None, "off-site", [])


@behaviour("Searches", does="asks a searcher for proof of being human", told="challenge; whether the search works is not told")
def test_a_search_that_challenges(web: Web, tmp_path: Path) -> None:
    told = searched(
        web, tmp_path, Said(b"<title>Just a moment...</title>", 403, {"cf-mitigated": "challenge", "Content-Type": "text/html"})
    )
    assert (told["found"], told["reason"]) == (None, "challenge")
