"""No visit is led to an address that is not public, to a file, or to giving away anything that is a secret."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

from crawler import egress
from tests.hostile.behaviours import behaviour
from tests.hostile.pki import leaf, served
from tests.hostile.web import Said, Site, Web, html, moved, page

NAME = "pilseta.test"
INSIDE = "127.0.8.1"


def pair(web: Web, front: Said | None = None, **routes: Said) -> tuple[Site, Site]:
    """A site, and a server at a forbidden address on the same port."""
    site = web.site(NAME, {"/": front or page("Sākums", "/a", "/b"), "/a": page("A"), "/b": page("B"), **routes})
    return site, web.site(INSIDE, {"*": page("Iekšējais tīkls")}, address=INSIDE, port=site.port)


def lookups(monkeypatch: pytest.MonkeyPatch, *answers: tuple[str, ...]) -> None:
    """DNS that answers this in turn, whatever the name, and is asked each time anew."""
    turn: Iterator[tuple[str, ...]] = cycle(answers)
    monkeypatch.setattr(egress, "_ask_dns", lambda _host: tuple(map(ipaddress.ip_address, next(turn))))
    monkeypatch.setattr(egress, "_REMEMBERED", 0.0)


@behaviour(
    "Safety",
    does="A DNS answer that changes between check and connection (rebinding)",
    told="private-address, or the page; never the inside",
)
@pytest.mark.parametrize("outside_first", [1, 2, 3, 4, 5])
def test_rebinding(outside_first: int, web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, inside = pair(web)
    lookups(monkeypatch, *[(site.address,)] * outside_first, (INSIDE,))
    seen = web.visit(site, tmp_path, hosts={})
    assert set(seen.statuses.values()) <= {200, "private-address"}
    assert inside.connections == 0


@behaviour("Safety", does="A name that leads both outside and inside", told="the page, by the address outside")
def test_outside_and_inside(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, inside = pair(web)
    lookups(monkeypatch, (INSIDE, site.address))
    seen = web.visit(site, tmp_path, hosts={}, render=1)
    assert seen.statuses == {"/": 200, "/a": 200, "/b": 200}
    assert inside.connections == 0


@behaviour("Safety", does="A name that leads inside only", told="private-address")
def test_inside_only(web: Web, tmp_path: Path) -> None:
    site, inside = pair(web)
    seen = web.visit(site, tmp_path, hosts={NAME: INSIDE})
    assert seen.statuses == {"/": "private-address"}
    assert inside.connections == 0


@behaviour("Safety", does="A redirect to an inner address, however it is written", told="private-address; nothing is asked there")
@pytest.mark.parametrize(
    "host",
    [
        INSIDE,
        "127.0.2049",
        "127.2049",
        "2130708481",
        "0x7f000801",
        "0177.0.8.1",
        "0",
        "localhost",
        "localhost.",
        "127.0.8.1.",
        "[::ffff:127.0.8.1]",
        "[::ffff:7f00:801]",
        "[64:ff9b::7f00:801]",
        "[2002:7f00:801::]",
        "[::]",
        "[fe80::1]",
        "[fd00::1]",
        "169.254.169.254",
        "10.0.0.1",
        "100.64.0.1",
        "%31%32%37.0.8.1",
        "①②⑦.0.8.1",
    ],
)
def test_redirect_inside(host: str, web: Web, tmp_path: Path) -> None:
    site, inside = pair(web)
    site.routes["/"] = moved(f"http://{host}:{site.port}/secret")
    seen = web.visit(site, tmp_path)
    assert seen.statuses["/"] in {"private-address", "redirect-scheme"}
    assert inside.connections == 0


@behaviour("Safety", does="A redirect to file:, ftp:, data: or javascript:", told="redirect-scheme")
@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.9.1/", "data:text/html,<h1>x", "javascript:alert(1)"])
def test_other_schemes(target: str, web: Web, tmp_path: Path) -> None:
    site = web.site(NAME, {"/": page("Sākums", "/a"), "/a": moved(target)})
    assert web.visit(site, tmp_path).statuses == {"/": 200, "/a": "redirect-scheme"}


@behaviour("Safety", does="Links and a redirect with user and password in them", told="followed without")
def test_credentials_in_addresses(web: Web, tmp_path: Path) -> None:
    site = web.site(NAME, {"/a": page("A"), "/b": page("B")})
    site.routes["/"] = page("Sākums", f"http://janis:parole@{NAME}:{site.port}/a", "/c")
    site.routes["/c"] = moved(f"http://janis:parole@{NAME}:{site.port}/b")
    seen = web.visit(site, tmp_path)
    assert {seen.statuses["/a"], seen.statuses["/b"]} == {200}
    assert not any("parole" in str(row) for row in seen.log)


@behaviour("Safety", does="Asks for a login (Basic, NTLM)", told="login; nothing is sent, and it is not asked again")
@pytest.mark.parametrize("way", ["Basic", "NTLM", "Negotiate"])
def test_login(way: str, web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text(f"machine {NAME} login janis password parole\n")
    monkeypatch.setenv("NETRC", str(netrc))
    locked = Said(b"<h1>401</h1>", 401, {"Content-Type": "text/html", "WWW-Authenticate": f'{way} realm="x"'})
    site = web.site(NAME, {"/": page("Sākums", "/a"), "/a": locked})
    seen = web.visit(site, tmp_path)
    assert seen.statuses == {"/": 200, "/a": "login"}
    assert site.paths.count("/a") == 1


@behaviour("Safety", does="(the machine's environment names a proxy)", told="it is not used")
def test_the_environments_proxy(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, inside = pair(web)
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://{INSIDE}:{inside.port}")
    seen = web.visit(site, tmp_path, render=1)
    assert seen.statuses == {"/": 200, "/a": 200, "/b": 200}
    assert seen.snapshot.coverage.rendered == 1
    assert inside.connections == 0


@behaviour("Safety", does="Sets cookies", told="none is sent back by the HTTP client")
def test_cookies(web: Web, tmp_path: Path) -> None:
    front = Said(page("", "/a").body, headers={"Content-Type": "text/html", "Set-Cookie": "a=1; Path=/"})
    site = web.site(NAME, {"/": front, "/a": page("A")})
    assert web.visit(site, tmp_path).statuses == {"/": 200, "/a": 200}
    assert not any("cookie" in row.request.headers for row in site.asked)


@behaviour(
    "Safety", does="Pictures, frames, scripts and requests of a page that lead inside or to files", told="the browser gets none of them"
)
def test_a_page_in_the_browser(web: Web, tmp_path: Path) -> None:
    site, inside = pair(web)
    there = f"http://{INSIDE}:{inside.port}"
    site.routes["/"] = html(
        f"<h1>Sākums</h1><p>{'Saturs ir te. ' * 30}</p><a href='/a'>A</a>"
        f"<img src='{there}/i'><iframe src='{there}/f'></iframe><script src='{there}/s'></script><link rel=stylesheet href='{there}/c'>"
        f"<iframe src='file:///etc/passwd'></iframe><object data='file:///etc/passwd'></object><img src='http://2130708481:{inside.port}/d'>"
        f"<script>fetch('{there}/x', {{mode: 'no-cors'}}).catch(() => 0); navigator.sendBeacon('{there}/b', 'x');"
        f"try {{ new WebSocket('ws://{INSIDE}:{inside.port}/w') }} catch (e) {{}} new EventSource('{there}/e');</script>"
    )
    seen = web.visit(site, tmp_path, render=1)
    assert seen.snapshot.coverage.rendered == 1
    [traffic] = seen.events("browser-traffic")
    assert {(row["host"], row["reason"]) for row in traffic["refused"]} >= {(INSIDE, "private-address")}
    assert inside.connections == 0
    assert not any("root:" in body.decode("utf-8", "replace") for body in seen.blobs.values())


@behaviour("Safety", does="A subresource whose name leads inside at the second asking (rebinding)", told="the browser does not get it")
@pytest.mark.parametrize("outside_first", [3, 4])
def test_rebinding_in_the_browser(outside_first: int, web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, inside = pair(web)
    pictures = "".join(f"<img src='http://cits{number}.test:{site.port}/{number}.png'>" for number in range(12))
    site.routes["/"] = html(f"<h1>Sākums</h1><p>{'Saturs ir te. ' * 30}</p><a href='/a'>A</a>{pictures}")
    lookups(monkeypatch, *[(site.address,)] * outside_first, (INSIDE,))
    web.visit(site, tmp_path, hosts={NAME: site.address}, render=1)
    assert inside.connections == 0
    assert any(row.target.endswith(".png") for row in site.asked)


@behaviour(
    "Safety", does="A page that leads its browser to a file or to an inner address", told="the page is lost, the inside is not asked"
)
@pytest.mark.parametrize("target", ["file:///etc/passwd", f"http://{INSIDE}:%d/", "ftp://127.0.9.1/"])
def test_a_page_that_leads_away(target: str, web: Web, tmp_path: Path) -> None:
    site, inside = pair(web)
    where = target.replace("%d", str(inside.port))
    words = f"<h1>Sākums</h1><p>{'Saturs ir te. ' * 30}</p><a href='/a'>A</a>"
    site.routes["/"] = html(f"{words}<script>location.href = '{where}'</script>")
    seen = web.visit(site, tmp_path, render=1)
    assert inside.connections == 0
    assert not any("root:" in body.decode("utf-8", "replace") for body in seen.blobs.values())


@behaviour("Safety", does="Asks the browser for a login, also by an address with a password in it", told="nothing is sent")
@pytest.mark.parametrize("secure", [False, True], ids=["http", "https"])
def test_login_in_the_browser(*, secure: bool, web: Web, tmp_path: Path) -> None:
    locked = Said(b"<h1>401</h1>", 401, {"Content-Type": "text/html", "WWW-Authenticate": 'Basic realm="x"'})
    site = web.site(NAME, {"/slegts": locked, "/a": page("A")}, tls=served(leaf(None, NAME), tmp_path) if secure else None)
    there = site.url.replace("://", "://janis:parole@")
    frames = f"<iframe src='{there}slegts'></iframe><img src='{there}slegts'><iframe src='{site.url}slegts'></iframe>"
    leave = f"<script>setTimeout(() => {{ location.href = '{there}slegts' }}, 200)</script>"
    site.routes["/"] = html(f"<h1>Sākums</h1><p>{'Saturs ir te. ' * 30}</p><a href='/a'>A</a>{frames}{leave}")
    web.visit(site, tmp_path, render=1)
    by_browser = [row for row in site.asked if "mozilla" in row.request.headers["user-agent"].lower()]
    assert "/slegts" in {row.target for row in by_browser}
    assert not any("authorization" in row.request.headers for row in site.asked)


@behaviour(
    "Safety",
    does="A request of a page before which a browser asks another host for leave (CORS preflight)",
    told="neither of the two is made",
)
@pytest.mark.parametrize("secure", [False, True], ids=["http", "https"])
@pytest.mark.parametrize("options", ["{headers: {'X-A': '1'}}", "{method: 'PUT'}", "{mode: 'no-cors', method: 'POST', body: 'x'}"])
def test_preflight(*, options: str, secure: bool, web: Web, tmp_path: Path) -> None:
    other = web.site("cits.test", {"/x": page("X")}, tls=served(leaf(None, "cits.test"), tmp_path) if secure else None)
    site = web.site(NAME, {"/a": page("A")}, tls=served(leaf(None, NAME), tmp_path) if secure else None)
    asking = f"<img src='{other.url}b.png'><script>fetch('{other.url}x', {options}).catch(() => 0)</script>"
    site.routes["/"] = html(f"<h1>Sākums</h1><p>{'Saturs ir te. ' * 30}</p><a href='/a'>A</a>{asking}")
    web.visit(site, tmp_path, render=1)
    assert {(row.request.method, row.target) for row in other.asked} == {("GET", "/b.png")}
