"""Discovery: every way by which a page may be found, and everything that only looks like one."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from crawler import bodies
from tests.hostile.behaviours import behaviour
from tests.hostile.test_traps import prose
from tests.hostile.web import Answer, Said, Web, html, moved, page, robots

NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NO_MAP: dict[str, Answer] = {"/robots.txt": robots(""), "/sitemap.xml": Said(b"", 404)}
XML = {"Content-Type": "application/xml"}


def linked(*links: str, head: str = "", text: str = "Šī ir lapa ar saturu. " * 20, title: str = "Lapa") -> Said:
    """A page with this head."""
    ways = "".join(f'<a href="{link}">{link}</a> ' for link in links)
    return html(f"<main><h1>{title}</h1><p>{text}</p>{ways}</main>", title, head)


def urls(*places: str, kind: str = "urlset") -> Said:
    """A site map."""
    inner = {"urlset": "url", "sitemapindex": "sitemap"}[kind]
    rows = "".join(f"<{inner}><loc>{place}</loc></{inner}>" for place in places)
    return Said(f"<{kind} {NS}>{rows}</{kind}>".encode(), headers=XML)


# One spelling for one page


@behaviour("Addresses", does="links to one page by many spellings", told="one page, asked for once")
def test_many_spellings_of_one_page(web: Web, tmp_path: Path) -> None:
    site = web.site("pilseta.test", {**NO_MAP, "/kontakti": page("Kontakti")})
    where = site.url.removeprefix("http://")
    spellings = [
        "/kontakti",
        "/kontakti/",
        "/kontakti#karte",
        "/./a/../kontakti",
        "/%6bontakti",
        "/%2e/kontakti",
        "//kontakti"[1:],
        "/kontakti?",
    ]
    spellings += [
        "/kontakti?utm_source=x&fbclid=y",
        "\\kontakti",
        "/kon\ntakti",
        " /kontakti ",
        f"HTTP://PILSETA.test.:{site.port}/kontakti",
    ]
    spellings += [f"http://user:secret@{where}kontakti", f"http://www.{where}kontakti/", "/kontakti;jsessionid=1A2B"]
    site.routes["/"] = linked(*spellings)
    seen = web.visit(site, tmp_path)
    assert [path for path in site.pages if path != "/"] == ["/kontakti"]
    assert set(seen.statuses) == {"/", "/kontakti"}


@behaviour("Addresses", does="links with parameters in another order and with an empty query", told="one page, asked for once")
def test_parameters_in_another_order(web: Web, tmp_path: Path) -> None:
    site = web.site(
        "pilseta.test", {**NO_MAP, "/": linked("/a?x=1&y=2", "/a?y=2&x=1", "/a?y=2&&x=1&", "/b", "/b?"), "/a": page("A"), "/b": page("B")}
    )
    seen = web.visit(site, tmp_path)
    assert sorted(path for path in site.pages if path != "/") == ["/a?x=1&y=2", "/b"]
    assert set(seen.statuses) == {"/", "/a?x=1&y=2", "/b"}


@behaviour("Addresses", does="has a name in Latvian letters, and links by both of its forms", told="one site")
def test_a_name_in_latvian_letters(web: Web, tmp_path: Path) -> None:
    site = web.site("xn--dai-0oa14d.test", {**NO_MAP, "/a": page("A"), "/b": page("B"), "/c": page("C")})
    port = site.port
    site.routes["/"] = linked(
        f"http://ādaži.test:{port}/a", f"http://XN--DAI-0OA14D.test:{port}/b", f"http://%C4%81da%C5%BEi.test:{port}/c"
    )
    seen = web.visit(site, tmp_path)
    assert seen.statuses == {"/": 200, "/a": 200, "/b": 200, "/c": 200}


# What a page calls itself


@behaviour("Canonical", does="names the front page as canonical on every page", told="canonical-ignored; no page is lost")
def test_every_page_claims_to_be_the_front_page(web: Web, tmp_path: Path) -> None:
    paths = [f"/lapa{letter}" for letter in "abcdefgh"]
    lie = '<link rel="canonical" href="/">'
    rest: dict[str, Answer] = {path: linked(head=lie, text=prose(place), title=path) for place, path in enumerate(paths)}
    site = web.site("pilseta.test", {**NO_MAP, "/": linked(*paths, head=lie), **rest})
    seen = web.visit(site, tmp_path)
    assert seen.statuses == dict.fromkeys(["/", *paths], 200)
    assert len(seen.events("canonical-ignored")) == len(paths)


@pytest.mark.parametrize("claim", ["https://cits.test/a", "/nav", "/kluda", "javascript:x", "/a' rel='x'><link rel='canonical' href='/b"])
@behaviour(
    "Canonical",
    does="names as canonical another host, an error, nonsense, or two addresses",
    told="no page is lost, no other host is asked",
)
def test_claims_that_cannot_be(web: Web, tmp_path: Path, claim: str) -> None:
    lost = f"<link rel='canonical' href='{claim}'>"
    routes: dict[str, Answer] = {
        "/": page("Sākums", "/a", "/b"),
        "/a": linked(head=lost, title="A"),
        "/b": page("B"),
        "/kluda": Said(b"", 500),
    }
    other = web.site("cits.test", {"*": page("Cits")})
    seen = web.visit(web.site("pilseta.test", {**NO_MAP, **routes}), tmp_path)
    assert (seen.statuses["/"], seen.statuses["/a"], seen.statuses["/b"]) == (200, 200, 200)
    assert other.asked == []


@behaviour(
    "Canonical", does="shows one article at four addresses and names one of them", told="one page, with the words of all links to it"
)
def test_one_article_at_many_addresses(web: Web, tmp_path: Path) -> None:
    twin = linked(head='<link rel="canonical" href="/raksts">', text=prose(1, 100), title="Raksts")
    header = Said(
        linked(text=prose(1, 100), title="Raksts").body, headers={"Content-Type": "text/html", "Link": '</raksts>; rel="canonical"'}
    )
    routes: dict[str, Answer] = {"/": page("Sākums", "/amp/raksts", "/zinas/raksts", "/druka/raksts"), "/raksts": twin}
    site = web.site("pilseta.test", {**NO_MAP, **routes, "/amp/raksts": twin, "/zinas/raksts": twin, "/druka/raksts": header})
    seen = web.visit(site, tmp_path)
    assert seen.statuses == {"/": 200, "/raksts": 200}
    [article] = [each for each in seen.snapshot.pages if each.url.endswith("/raksts")]
    assert set(article.labels) == {"/amp/raksts", "/zinas/raksts", "/druka/raksts"}
    assert len(seen.events("known")) == 3
    assert site.paths.count("/raksts") == 1


@behaviour("Canonical", does="names the first page of a list as canonical on all others", told="no page of the list is lost")
def test_pages_of_a_list_claim_to_be_the_first(web: Web, tmp_path: Path) -> None:
    claim = '<link rel="canonical" href="/zinas">'
    rest: dict[str, Answer] = {
        f"/zinas?lapa={number}": linked(f"/z/{number}", head=claim, text=prose(number), title="Ziņas") for number in (2, 3)
    }
    items: dict[str, Answer] = {f"/z/{number}": page(f"Ziņa {number}", text=prose(50 + number)) for number in (2, 3)}
    first = linked("/zinas?lapa=2", "/zinas?lapa=3", head=claim, text=prose(1), title="Ziņas")
    seen = web.visit(web.site("pilseta.test", {**NO_MAP, "/": page("Sākums", "/zinas"), "/zinas": first, **rest, **items}), tmp_path)
    assert set(seen.statuses) == {"/", "/zinas", "/zinas?lapa=2", "/zinas?lapa=3", "/z/2", "/z/3"}


@behaviour(
    "Canonical",
    does="names on each page another address that was never linked, and shows something else there",
    told="believed no more after five",
)
def test_claims_without_end(web: Web, tmp_path: Path) -> None:
    paths = [f"/lapa{letter}" for letter in "abcdefghij"]
    lies: dict[str, Answer] = {
        path: linked(head=f'<link rel="canonical" href="/{letter}/ista">', text=prose(ord(letter)), title=path)
        for path, letter in zip(paths, "abcdefghij", strict=True)
    }
    real: dict[str, Answer] = {f"/{letter}/ista": linked(text=prose(500 + ord(letter)), title=letter) for letter in "abcdefghij"}
    site = web.site("pilseta.test", {**NO_MAP, "/": page("Sākums", *paths), **lies, **real})
    seen = web.visit(site, tmp_path)
    assert sum(path.endswith("/ista") for path in site.paths) == 5
    assert {seen.statuses[path] for path in paths} == {200}


@behaviour("Canonical", does="shows the front page at /index.php and /lv/ too", told="one front page")
def test_the_front_page_by_other_names(web: Web, tmp_path: Path) -> None:
    front = page("Sākums", "/index.php", "/lv/", "/kontakti")
    site = web.site("pilseta.test", {**NO_MAP, "/": front, "/index.php": front, "/lv/": front, "/kontakti": page("Kontakti")})
    assert web.visit(site, tmp_path).statuses == {"/": 200, "/kontakti": 200}


# Base, refresh, frames


@behaviour("Links", does="has several base elements, one without an address", told="links are read as browsers do")
def test_a_base_element(web: Web, tmp_path: Path) -> None:
    based = linked("b", head='<base target="_blank"><base href="/mape/"><base href="/cita/">')
    site = web.site("pilseta.test", {**NO_MAP, "/": page("Sākums", "/a"), "/a": based, "/mape/b": page("B")})
    seen = web.visit(site, tmp_path)
    assert (seen.statuses["/mape/b"], "/cita/b" in site.paths, "/b" in site.paths) == (200, False, False)


@pytest.mark.parametrize("base", ["javascript:x()", "", "http://", "data:text/html,x", "mailto:a@b.lv"])
@behaviour("Links", does="has a base element that is no web address", told="it is left out of account")
def test_a_base_that_is_no_address(web: Web, tmp_path: Path, base: str) -> None:
    site = web.site("pilseta.test", {**NO_MAP, "/": linked("b", head=f'<base href="{base}">'), "/b": page("B")})
    assert web.visit(site, tmp_path).statuses == {"/": 200, "/b": 200}


@behaviour("Links", does="has a base element that leads to the test server", told="links lead there, as in a browser, and are not followed")
def test_a_base_at_the_test_server(web: Web, tmp_path: Path) -> None:
    trial = web.site("test.pilseta.test", {"*": page("Izmēģinājums")})
    based = linked("b", head=f'<base href="{trial.url}">')
    site = web.site("pilseta.test", {**NO_MAP, "/": page("Sākums", "/a"), "/a": based})
    seen = web.visit(site, tmp_path, "test.pilseta.test:1")
    assert (seen.statuses, trial.asked) == ({"/": 200, "/a": 200}, [])
    assert seen.events("hosts-left-out")[0]["test.pilseta.test"] == "old-or-trial"


@behaviour("Links", does="sends visitors on from its front page by meta refresh", told="where it leads is the front page")
def test_a_front_page_that_sends_on(web: Web, tmp_path: Path) -> None:
    sent = html("", head="<META HTTP-EQUIV='Refresh' CONTENT='0;URL=/lv/'>")
    site = web.site("pilseta.test", {**NO_MAP, "/": sent, "/lv/": page("Sākums", "/a"), "/a": page("A")})
    seen = web.visit(site, tmp_path)
    assert seen.statuses == {"/lv/": 200, "/a": 200}
    assert [each.role for each in seen.snapshot.pages if each.url.endswith("/lv/")] == ["front"]


@behaviour("Links", does="sends visitors in a circle by meta refresh", told="redirect-loop; each is asked for once")
def test_refreshes_in_a_circle(web: Web, tmp_path: Path) -> None:
    def to(path: str) -> Said:
        return html("<p>Lapa pārvietota</p>", head=f'<meta http-equiv="refresh" content="0; url={path}">')

    routes: dict[str, Answer] = {"/": page("Sākums", "/a", "/x", "/sevi"), "/a": to("/b"), "/b": to("/c"), "/c": to("/a"), "/x": to("/y")}
    more: dict[str, Answer] = {"/y": page("Y"), "/sevi": linked(head='<meta http-equiv="refresh" content="5; url=/sevi">', text="Drīz")}
    site = web.site("pilseta.test", {**NO_MAP, **routes, **more})
    seen = web.visit(site, tmp_path)
    assert seen.statuses == {"/": 200, "/c": "redirect-loop", "/y": 200, "/sevi": 200}
    assert [site.paths.count(path) for path in ("/a", "/b", "/c", "/y", "/sevi")] == [1] * 5


@behaviour("Links", does="sends visitors from its front page in a circle by meta refresh", told="redirect-loop; the visit is of no page")
def test_a_front_page_in_a_circle(web: Web, tmp_path: Path) -> None:
    site = web.site(
        "pilseta.test",
        {
            **NO_MAP,
            "/": html("", head='<meta http-equiv="refresh" content="0;url=/b">'),
            "/b": html("", head='<meta http-equiv="refresh" content="0;url=/">'),
        },
    )
    seen = web.visit(site, tmp_path)
    assert (seen.statuses, seen.manifest["status"]) == ({"/": "redirect-loop"}, "failed")


@behaviour("Links", does="offers pages by frames, embedded files, areas, link elements and headers only", told="all are found")
def test_other_ways_than_links(web: Web, tmp_path: Path) -> None:
    head = '<link rel="alternate" hreflang="en" href="/en"><link rel="next" href="/talak"><link rel="stylesheet" href="/stils.css">'
    body = '<h1>Sākums</h1><iframe src="/ietvars"></iframe><map><area href="/karte" alt="Karte"></map><object data="/plans"></object>'
    ways = ["/en", "/talak", "/ietvars", "/karte", "/plans"]
    pages: dict[str, Answer] = {way: page(way) for way in ways}
    site = web.site("pilseta.test", {**NO_MAP, "/": html(body + f"<p>{prose(1)}</p>", head=head), **pages})
    seen = web.visit(site, tmp_path)
    assert seen.statuses == dict.fromkeys(["/", *ways], 200)
    assert "/stils.css" not in site.paths


@behaviour("Links", does="leads on by hash routes that only a script understands", told="kept as leads for the browser, asked for once")
def test_hash_routes(web: Web, tmp_path: Path) -> None:
    site = web.site("pilseta.test", {**NO_MAP, "/": linked("#/kontakti", "/#!/zinas", "/lv#/a", "#saturs"), "/lv": page("Latviski")})
    seen = web.visit(site, tmp_path)
    assert seen.events("hash-routes")[0]["urls"] == [f"{site.url}#!/zinas", f"{site.url}#/kontakti", f"{site.url}lv#/a"]
    assert (seen.statuses, site.pages.count("/lv"), [path for path in site.paths if "#" in path]) == ({"/": 200, "/lv": 200}, 1, [])


# Other hosts


@behaviour(
    "Other hosts",
    does="links and redirects to its old, archive, test and staging hosts",
    told="off-site; none of them is asked, also where an alias names them",
)
def test_old_and_trial_hosts(web: Web, tmp_path: Path) -> None:
    names = ["old", "arhivs", "archive", "n", "test", "stage", "sigstage", "dev", "vdaa.test.tvp2"]
    others = [web.site(f"{name}.pilseta.test", {"*": page(name)}) for name in names]
    ways: dict[str, Answer] = {f"/uz-{place}": moved(other.url) for place, other in enumerate(others)}
    site = web.site("pilseta.test", {**ways, "/robots.txt": robots("")})
    site.routes["/"] = page("Sākums", *ways, *(other.url for other in others))
    site.routes["/sitemap.xml"] = urls(*(f"{other.url}a" for other in others), f"{site.url}b")
    site.routes["/b"] = page("B")
    seen = web.visit(site, tmp_path, *(f"{other.name}:{other.port}" for other in others))
    assert [other.asked for other in others] == [[]] * len(others)
    assert seen.statuses == {"/": 200, "/b": 200}
    assert {row["detail"] for row in seen.events("off-site")} == {other.url for other in others}
    told = seen.events("hosts-left-out")[0]
    assert {told[other.name] for other in others} == {"old-or-trial"}
    assert sum(seen.artifact("sitemap")["foreign"].values()) == len(others)


@behaviour(
    "Other hosts",
    does="is a known body's site whose front page leads to another body's",
    told="off-site; nothing of the other is credited to it",
)
def test_the_front_page_leads_to_another_body(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = web.site("cita.test", {"*": page("Cita pašvaldība")})
    site = web.site("pilseta.test", {"/robots.txt": robots(""), "*": moved(other.url)})
    hosts = {f"pilseta.test:{site.port}": "pilseta", f"cita.test:{other.port}": "cita"}
    monkeypatch.setattr("crawler.bodies._hosts", lambda: hosts)
    # A port may be given twice in one run of the tests, and what was known of it then is no longer true.
    bodies.strangers.cache_clear()
    seen = web.visit(site, tmp_path)
    assert (seen.statuses, seen.manifest["status"]) == ({"/": "off-site"}, "failed")


# Site maps and feeds


@behaviour(
    "Site maps",
    does="has an index that names itself, a packed part, a cut-off part, a part that is HTML and one that is not found",
    told="what can be read is read, each once",
)
def test_an_index_of_all_kinds(web: Web, tmp_path: Path) -> None:
    site = web.site("pilseta.test", {"/": page("Sākums")})
    names = ["index.xml", "a.xml.gz", "b.xml", "c.xml", "nav.xml", "d.xml", "e.txt", "a.xml.gz", "ring.xml"]
    site.routes |= {
        "/robots.txt": robots(f"Sitemap: {site.url}index.xml", "Sitemap: /index.xml"),
        "/index.xml": urls(*(site.url + name for name in names), kind="sitemapindex"),
        "/ring.xml": urls(f"{site.url}index.xml", f"{site.url}ring.xml#x", kind="sitemapindex"),
        "/a.xml.gz": Said(gzip.compress(urls(f"{site.url}a").body), headers={"Content-Type": "application/gzip"}),
        "/b.xml": Said(urls(f"{site.url}b").body.replace(b"</urlset>", b"<url><loc>http"), headers=XML),
        "/c.xml": page("Nav karte"),
        "/d.xml": Said(
            f'<?xml version="1.0" encoding="UTF-16"?><urlset><url><loc>{site.url}d</loc></url></urlset>'.encode("utf-16"), headers=XML
        ),
        "/e.txt": Said(f"{site.url}e\r\n".encode(), headers={"Content-Type": "text/plain"}),
        **{f"/{name}": page(name.upper()) for name in "abde"},
    }
    seen = web.visit(site, tmp_path)
    assert seen.statuses == dict.fromkeys(["/", "/a", "/b", "/d", "/e"], 200)
    assert max(site.paths.count(f"/{name}") for name in names) == 1
    kinds = {each["url"].rpartition("/")[2]: each["kind"] for each in seen.artifact("sitemap")["files"]}
    assert kinds["c.xml"] == kinds["nav.xml"] == "invalid"
    assert (kinds["e.txt"], kinds["ring.xml"]) == ("text", "sitemapindex")


@behaviour(
    "Site maps",
    does="has an index of fifty parts, of which one unfolds to 100 MB",
    told="twenty are read, the bomb is invalid, the rest is counted",
)
def test_a_huge_index(web: Web, tmp_path: Path) -> None:
    site = web.site("pilseta.test", {"/": page("Sākums"), "/robots.txt": robots(""), "/a": page("A")})
    site.routes["/sitemap.xml"] = urls(*(f"{site.url}karte{number}.xml" for number in range(50)), kind="sitemapindex")
    site.routes |= {f"/karte{number}.xml": urls(f"{site.url}a") for number in range(1, 50)}
    site.routes["/karte0.xml"] = Said(gzip.compress(b"<urlset>" + b" " * 100_000_000), headers=XML)
    seen = web.visit(site, tmp_path)
    found = seen.artifact("sitemap")
    assert (len(found["files"]), found["unread"], found["files"][1]["kind"], found["urls"]) == (20, 31, "invalid", [f"{site.url}a"])


@behaviour(
    "Site maps",
    does="keeps its map at another host that its robots.txt names",
    told="the map is read there, its own pages are visited, others are not",
)
def test_a_map_at_another_host(web: Web, tmp_path: Path) -> None:
    site = web.site("pilseta.test", {"/": page("Sākums"), "/a": page("A"), "/b": page("B")})
    keeper = web.site("kartes.test", {"/robots.txt": robots(""), "/slepena": page("Cita")})
    trial = web.site("test.pilseta.test", {"*": urls(f"{site.url}b")})
    site.routes["/robots.txt"] = robots(f"Sitemap: {keeper.url}p.xml", f"Sitemap: {trial.url}p.xml")
    keeper.routes["/p.xml"] = urls(f"{site.url}a", f"{keeper.url}slepena")
    seen = web.visit(site, tmp_path)
    assert (seen.statuses, keeper.paths, trial.asked) == ({"/": 200, "/a": 200}, ["/robots.txt", "/p.xml"], [])
    assert seen.artifact("sitemap")["foreign"] == {"kartes.test": 1}


@behaviour("Site maps", does="puts entities that unfold without end, or read a file, into map and feed", told="nothing is unfolded or read")
def test_entities(web: Web, tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 9))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{levels}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    front = linked(head='<link rel="alternate" type="application/rss+xml" href="/plusma">')
    site = web.site("pilseta.test", {"/": front, "/robots.txt": robots(""), "/a": page("A"), "/b": page("B")})
    site.routes["/sitemap.xml"] = Said(
        f"{bomb}<urlset><url><loc>{site.url}a</loc></url><url><loc>{site.url}&e8;</loc></url></urlset>".encode(), headers=XML
    )
    site.routes["/plusma"] = Said(f"{bomb}<rss><item><link>&f;</link></item><item><link>/b</link></item></rss>".encode(), headers=XML)
    seen = web.visit(site, tmp_path)
    assert (seen.statuses["/a"], seen.statuses["/b"]) == (200, 200)
    assert not any("root" in path or "haha" in path for path in site.paths)


@behaviour(
    "Feeds", does="names feeds of news, of comments, of another host and one that is HTML", told="news are visited, comments are left alone"
)
def test_feeds(web: Web, tmp_path: Path) -> None:
    named = ["/plusma", "/comments/feed/", "https://cits.test/feed", "/nav-plusma"]
    head = "".join(f'<link rel="alternate" type="application/atom+xml" href="{url}">' for url in named)
    atom = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/zina?utm_source=rss"/></entry><entry><link href="https://cits.test/x"/></entry></feed>'
    other = web.site("cits.test", {"*": page("Cits")})
    site = web.site(
        "pilseta.test",
        {**NO_MAP, "/": linked(head=head), "/plusma": Said(atom.encode(), headers=XML), "/nav-plusma": page("Nav"), "/zina": page("Ziņa")},
    )
    seen = web.visit(site, tmp_path)
    assert (seen.statuses, other.asked) == ({"/": 200, "/zina": 200}, [])
    assert [each["entries"] for each in seen.artifact("feeds")["files"]] == [2, 0]
    assert "/comments/feed/" not in site.paths
