"""Redirects of every kind: where they lead is followed with all manners, and where they lead nowhere, that is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.types import Missing
from tests.crawler.serving import Seen
from tests.hostile.behaviours import behaviour
from tests.hostile.pki import leaf, served
from tests.hostile.web import HTML, PLAIN, Answer, Reply, Request, Said, Site, Web, moved, page, robots

FOUND = "/jauna"


def raw(location: bytes, *more: bytes, status: bytes = b"302 Found") -> Answer:
    """A redirect whose headers are sent as these bytes."""

    async def answer(_: Request, reply: Reply) -> None:
        lines = [b"HTTP/1.1 " + status, *([b"Location: " + location] if location else []), *more]
        await reply.send(b"\r\n".join([*lines, b"Content-Length: 0", b"Connection: close", b"", b""]))

    return answer


def went(web: Web, folder: Path, answer: Answer, **more: Answer) -> tuple[Site, Seen]:
    """A visit to a site whose page ``/a`` answers so; ``/jauna`` and ``/b`` are good pages, ``/b`` is read after ``/a``."""
    routes = {"/": page("Sākums", "/a", "/b"), "/a": answer, "/b": page("B"), FOUND: page("Jaunā adrese")}
    site = web.site("pilseta.test", {**routes, **{f"/{name}": said for name, said in more.items()}})
    return site, web.visit(site, folder)


def told(seen: Seen, path: str = "/a") -> int | str:
    """What was told of the page, after the rest of the visit went on."""
    assert (seen.statuses["/"], seen.statuses["/b"]) == (200, 200)
    return seen.statuses[path]


@behaviour("Redirects", does="redirects a page to itself", told="redirect-loop")
def test_to_itself(web: Web, tmp_path: Path) -> None:
    site, seen = went(web, tmp_path, moved("/a"))
    assert told(seen) == "redirect-loop"
    assert site.paths.count("/a") == 1


@behaviour("Redirects", does="redirects in a circle of two", told="redirect-loop; each is asked for once")
def test_in_a_circle(web: Web, tmp_path: Path) -> None:
    site, seen = went(web, tmp_path, moved("/c"), c=moved("/a#vel"))
    assert told(seen) == "redirect-loop"
    assert (site.paths.count("/a"), site.paths.count("/c")) == (1, 1)


@behaviour("Redirects", does="redirects to itself and sets a cookie, which it wants back", told="redirect-cookie; no cookie is ever sent")
@pytest.mark.parametrize("through", ["/a", "/parbaude"])
def test_a_cookie_is_wanted(web: Web, tmp_path: Path, through: str) -> None:
    wanted = Said(b"", 302, {"Location": through, "Set-Cookie": "atlauts=1; Path=/"})
    site, seen = went(web, tmp_path, wanted, parbaude=moved("/a"))
    assert told(seen) == "redirect-cookie"
    assert site.paths.count("/a") == 1


@behaviour("Redirects", does="redirects eleven times in a row", told="redirect-chain; ten are followed, every hop is written down")
def test_a_long_chain(web: Web, tmp_path: Path) -> None:
    hops = {f"h{number}": moved(f"/h{number + 1}") for number in range(1, 30)}
    site, seen = went(web, tmp_path, moved("/h1"), **hops)
    assert told(seen) == "redirect-chain"
    assert [path for path in site.paths if path.startswith("/h")] == [f"/h{number}" for number in range(1, 11)]
    assert len([each for _, each in seen.exchanges if "/h" in each.url.removeprefix("http://")]) == 10


@behaviour("Redirects", does="redirects ten times, and then there is the page", told="the page, with the addresses that led there")
def test_a_chain_that_is_not_too_long(web: Web, tmp_path: Path) -> None:
    hops: dict[str, Answer] = {f"h{number}": moved(f"/h{number + 1}") for number in range(1, 9)}
    _, seen = went(web, tmp_path, moved("/h1"), **hops, h9=moved(FOUND))
    assert told(seen, FOUND) == 200
    [found] = [each for _, each in seen.exchanges if each.url.endswith(FOUND)]
    assert len(found.redirected_from) == 10


@behaviour("Redirects", does="sends from https to http and back again", told="redirect-loop, told as such; both are asked for once")
def test_ping_pong(web: Web, tmp_path: Path) -> None:
    plain = web.site("pilseta.test", {})
    back = {"*": moved(plain.url), "/robots.txt": robots("User-agent: *")}
    secure = web.site("pilseta.test", back, address=plain.address, tls=served(leaf(None, "pilseta.test"), tmp_path))
    plain.routes |= {"*": moved(secure.url), "/robots.txt": robots("User-agent: *")}
    seen = web.visit(plain, tmp_path)
    [front] = seen.snapshot.pages
    assert isinstance(front.exchange, Missing)
    assert (front.exchange.reason, "http and https" in front.exchange.detail) == ("redirect-loop", True)
    assert seen.manifest["status"] == "failed"


@behaviour("Redirects", does="says 302 without a Location", told="redirect-nowhere")
@behaviour("Redirects", does="says 302 with an empty Location", told="redirect-nowhere")
@behaviour("Redirects", does="gives two different Locations", told="redirect-nowhere; neither is asked for")
@behaviour("Redirects", does="gives a Location that is no address", told="redirect-nowhere")
@pytest.mark.parametrize(
    "answer",
    [
        Said(b"Skat. citur", 302),
        raw(b"", b"Location:"),
        raw(b"/viena", b"Location: /otra"),
        raw(b"http://"),
        raw(b"http://[::1"),
        raw(b"http://piem ers.test/"),
    ],
    ids=["none", "empty", "two", "scheme-only", "broken-ipv6", "space-in-host"],
)
def test_nowhere(web: Web, tmp_path: Path, answer: Answer) -> None:
    site, seen = went(web, tmp_path, answer)
    assert told(seen) == "redirect-nowhere"
    assert set(site.pages) == {"/", "/a", "/b"}


@behaviour(
    "Redirects", does="redirects to ftp:, file:, data:, javascript:, mailto: or intent:", told="redirect-scheme; nothing of it is opened"
)
@pytest.mark.parametrize(
    "location",
    [
        "ftp://pilseta.test/a",
        "file:///etc/passwd",
        "data:text/html,<p>x",
        "javascript:alert(1)",
        "mailto:dome@pilseta.test",
        "intent:#Intent",
    ],
)
def test_other_schemes(web: Web, tmp_path: Path, location: str) -> None:
    site, seen = went(web, tmp_path, moved(location))
    assert told(seen) == "redirect-scheme"
    assert set(site.pages) == {"/", "/a", "/b"}


@behaviour("Redirects", does="gives a Location in escapes, in bare UTF-8 or in bare Latin-1", told="the page; the very bytes are asked for")
@behaviour("Redirects", does="gives a relative Location, one without a scheme, or one with a fragment", told="the page")
@pytest.mark.parametrize(
    ("location", "asked"),
    [
        (b"/zi%C5%86as", "/zi%C5%86as"),
        (b"/zi%c5%86as", "/zi%C5%86as"),
        ("/ziņas".encode(), "/zi%C5%86as"),
        ("/ziòas".encode("latin-1"), "/zi%F2as"),
        (b"/a b", "/a%20b"),
        (b"jauna", FOUND),
        (b"./x/../jauna", FOUND),
        (b"/jauna#saturs", FOUND),
        (b"?lapa=2", "/a?lapa=2"),
    ],
)
def test_spellings_of_a_location(web: Web, tmp_path: Path, location: bytes, asked: str) -> None:
    site = web.site("pilseta.test", {"/": page("Sākums", "/a", "/b"), "/a": raw(location), "/b": page("B"), asked: page("Atrasta")})
    seen = web.visit(site, tmp_path)
    assert told(seen, asked) == 200
    assert site.paths.count(asked) == 1


@behaviour("Redirects", does="gives a Location without a scheme", told="the page, by the scheme in use")
def test_without_a_scheme(web: Web, tmp_path: Path) -> None:
    site = web.site("pilseta.test", {"/": page("Sākums", "/a", "/b"), "/b": page("B"), FOUND: page("Jaunā")})
    site.routes["/a"] = moved(site.url.removeprefix("http:") + "jauna")
    seen = web.visit(site, tmp_path)
    assert told(seen, FOUND) == 200


@behaviour("Redirects", does="redirects its front page to a host with Latvian letters", told="the page, at its name in ASCII")
def test_a_host_with_latvian_letters(web: Web, tmp_path: Path) -> None:
    name = "ķekava.test".encode("idna").decode()
    new = web.site(name, {"/": page("Ķekava")})
    old = web.site("kekava.test", {"/": raw(f"http://ķekava.test:{new.port}/".encode())})
    seen = web.visit(old, tmp_path)
    assert seen.statuses["/"] == 200
    assert seen.manifest["site"] == new.url
    assert new.paths[0] == "/robots.txt"


@behaviour("Redirects", does="answers 301, 302, 303, 307 or 308", told="the page; all are followed with a GET")
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_every_status_is_followed(web: Web, tmp_path: Path, status: int) -> None:
    _, seen = went(web, tmp_path, moved(FOUND, status))
    assert told(seen, FOUND) == 200


@behaviour("Redirects", does="answers 300, 305 or 306, which ask for a choice or a proxy", told="redirect-nowhere; they are not followed")
@pytest.mark.parametrize("status", [300, 305, 306])
def test_statuses_that_are_not_followed(web: Web, tmp_path: Path, status: int) -> None:
    site, seen = went(web, tmp_path, Said(b"<p>x</p>", status, {**HTML, "Location": FOUND}))
    assert told(seen) == "redirect-nowhere"
    assert FOUND not in site.paths


@behaviour("Redirects", does="answers 304, though nothing was said of an older copy", told="undecodable")
def test_not_modified(web: Web, tmp_path: Path) -> None:
    _, seen = went(web, tmp_path, raw(b"", status=b"304 Not Modified"))
    assert told(seen) == "undecodable"


@behaviour(
    "Redirects", does="redirects a page to another body's site", told="nothing of that page; the other site is not asked for anything"
)
def test_off_site(web: Web, tmp_path: Path) -> None:
    other = web.site("cita.test", {"/": page("Cita")})
    _, seen = went(web, tmp_path, moved(other.url))
    assert "/a" not in seen.statuses
    assert other.asked == []
    assert [row["reason"] for row in seen.events("off-site")] == ["off-site"]


@behaviour("Redirects", does="redirects to an address that is not public", told="private-address; it is not contacted")
@pytest.mark.parametrize(
    "location", ["http://127.0.8.1:{port}/", "http://10.0.0.1/", "http://169.254.169.254/latest/", "http://[fd00::1]/"]
)
def test_to_a_private_address(web: Web, tmp_path: Path, location: str) -> None:
    inside = web.forbidden()
    _, seen = went(web, tmp_path, moved(location.format(port=inside.port)))
    assert told(seen) == "private-address"
    assert inside.asked == []


@behaviour("Redirects", does="redirects its front page to an address that is not public", told="private-address; it is not contacted")
def test_the_front_page_to_a_private_address(web: Web, tmp_path: Path) -> None:
    inside = web.forbidden()
    site = web.site("pilseta.test", {"*": moved(inside.url), "/robots.txt": robots("User-agent: *")})
    seen = web.visit(site, tmp_path)
    assert set(seen.statuses.values()) == {"private-address"}
    assert inside.asked == []


@behaviour("Redirects", does="redirects to an address that its robots.txt disallows", told="robots; the address is not asked for")
def test_a_hop_that_robots_disallows(web: Web, tmp_path: Path) -> None:
    rules = robots("User-agent: *", "Disallow: /slegts")
    routes = {"/": page("Sākums", "/a", "/b"), "/a": moved("/slegts/x"), "/b": page("B"), "/robots.txt": rules}
    site = web.site("pilseta.test", routes)
    seen = web.visit(site, tmp_path)
    assert told(seen) == "robots"
    assert "/slegts/x" not in site.paths


@behaviour("Redirects", does="insists on a session in the address", told="the page, at its address without the session")
def test_a_session_in_the_address(web: Web, tmp_path: Path) -> None:
    session = "/a?PHPSESSID=0123456789abcdef"
    routes = {"/": page("Sākums", "/a", "/b"), "/a": moved(session), session: page("A"), "/b": page("B")}
    site = web.site("pilseta.test", routes)
    seen = web.visit(site, tmp_path)
    assert told(seen) == 200
    assert (site.paths.count("/a"), site.paths.count(session)) == (1, 1)


@behaviour("Redirects", does="gives a new session with every redirect", told="redirect-loop")
def test_ever_new_sessions(web: Web, tmp_path: Path) -> None:
    async def session(asked: Request, reply: Reply) -> None:
        await reply.say(moved(f"/a?PHPSESSID={len(asked.target):016}"))

    site, seen = went(web, tmp_path, session)
    assert told(seen) == "redirect-loop"
    assert len([path for path in site.paths if path.startswith("/a")]) == 2


@behaviour("Redirects", does="puts a user and a password into a Location", told="the page; they are not sent")
def test_credentials_in_a_location(web: Web, tmp_path: Path) -> None:
    site = web.site("pilseta.test", {"/": page("Sākums", "/a", "/b"), "/b": page("B"), FOUND: page("Jaunā")})
    site.routes["/a"] = moved(site.url.replace("//", "//lietotajs:parole@") + "jauna")
    seen = web.visit(site, tmp_path)
    assert told(seen, FOUND) == 200
    assert not any("parole" in each.url for _, each in seen.exchanges)


@behaviour("Redirects", does="redirects its robots.txt in a circle", told="the site has no rules that could be read")
def test_robots_in_a_circle(web: Web, tmp_path: Path) -> None:
    routes = {
        "/": page("Sākums", "/b"),
        "/b": page("B"),
        "/robots.txt": moved("/r"),
        "/r": moved("/robots.txt"),
        "*": Said(b"", 404, PLAIN),
    }
    site = web.site("pilseta.test", routes)
    web.visit(site, tmp_path)
    assert site.paths.count("/robots.txt") <= 2
