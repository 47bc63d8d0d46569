"""Traps: whatever goes on for ever gets its share, everything else is seen, and what was left out is told truly."""

from __future__ import annotations

import re
import zlib
from pathlib import Path
from random import Random

from tests.crawler.serving import Seen
from tests.hostile.behaviours import behaviour
from tests.hostile.web import Answer, Reply, Request, Said, Site, Web, html, page, robots

PLAIN_PAGES = ("/kontakti", "/budzets", "/pakalpojumi", "/vakances", "/saistosie-noteikumi")
"""Pages that a visitor needs; no trap may keep them from being seen."""


def prose(seed: int, count: int = 60) -> str:
    """Words that no other seed gives."""
    chance = Random(seed)  # noqa: S311 (chance here only needs to be repeatable)
    return " ".join("".join(chance.choices("abdegiklmnoprstuvz", k=9)) for _ in range(count))


def endless(path: str, make: object) -> dict[str, Answer]:
    """Routes of a site whose front page leads to plain pages and to a trap that begins at ``path``; ``make`` gives the trap's pages."""
    assert callable(make)

    async def answer(asked: Request, reply: Reply) -> None:
        found = make(asked.target)
        await reply.say(found if isinstance(found, Said) else Said(b"nav", 404))

    front = page("Sākums", path, *PLAIN_PAGES)
    plain = {each: page(each.strip("/"), text=prose(number)) for number, each in enumerate(PLAIN_PAGES)}
    return {"/": front, "/robots.txt": robots(""), "/sitemap.xml": Said(b"", 404), **plain, "*": answer}


def caught(web: Web, folder: Path, path: str, make: object, **given: int) -> tuple[Site, Seen]:
    """A visit to such a site: all its plain pages were seen before the trap had more than its share."""
    site = web.site("pilseta.test", endless(path, make))
    seen = web.visit(site, folder, **given)
    assert [seen.statuses.get(each) for each in PLAIN_PAGES] == [200] * len(PLAIN_PAGES)
    return site, seen


def count(site: Site, pattern: str) -> int:
    """How often the pattern was asked for."""
    return sum(bool(re.match(pattern, target)) for target in site.paths)


def closed(seen: Seen) -> dict[str, tuple[str, bool]]:
    """The kinds that were closed: reason, and whether what was left out may hold something."""
    return {row["pattern"]: (row["reason"], row["hole"]) for row in seen.events("pattern-closed")}


def month(target: str, text: str = "Šajā mēnesī pasākumu nav. ") -> Said | None:
    """A month of a calendar that has no end."""
    found = re.fullmatch(r"/kalendars/(\d+)/(\d+)/", target)
    if not found:
        return None
    at = 12 * int(found[1]) + int(found[2]) - 1
    near = [f"/kalendars/{each // 12}/{each % 12 + 1:02}/" for each in (at - 1, at + 1, at + 12)]
    return page(f"Kalendārs {found[1]} {found[2]}", *near, *PLAIN_PAGES, text=text * 10)


@behaviour("Traps", does="has a calendar of empty months without end", told="closed as calendar; the look is whole all the same")
def test_an_endless_empty_calendar(web: Web, tmp_path: Path) -> None:
    site, seen = caught(web, tmp_path, "/kalendars/2026/11/", month)
    assert count(site, r"/kalendars/\d+/\d+/$") <= 6
    assert closed(seen) == {"/kalendars/0/0/": ("calendar", False)}
    assert seen.snapshot.coverage.whole


@behaviour("Traps", does="has a calendar without end that says something in each month", told="closed as calendar; the look is not whole")
def test_an_endless_calendar_full_of_events(web: Web, tmp_path: Path) -> None:
    def full(target: str) -> Said | None:
        return month(target, f"Pasākums: {prose(hash_of(target), 12)}. ")

    site, seen = caught(web, tmp_path, "/kalendars/2026/11/", full)
    assert count(site, r"/kalendars/\d+/\d+/$") <= 21
    assert closed(seen) == {"/kalendars/0/0/": ("calendar", True)}
    assert (seen.snapshot.coverage.whole, seen.snapshot.coverage.stopped_by) == (False, "pages")


def hash_of(text: str) -> int:
    """A number for a text, the same on every machine."""
    return zlib.crc32(text.encode())


@behaviour("Traps", does="offers every combination of filters of one list", told="closed as facets; each thing in the list is seen")
def test_an_explosion_of_facets(web: Web, tmp_path: Path) -> None:
    things = [f"/iepirkumi/lieta-{letter}" for letter in "abcdefgh"]

    def facets(target: str) -> Said | None:
        if target in things:
            return page(f"Iepirkums {target[-1]}", text=prose(hash_of(target)))
        if not target.startswith("/katalogs"):
            return None
        chosen = target.partition("?")[2].split("&") if "?" in target else []
        more = [f"/katalogs?{'&'.join([*chosen, f'f[{number}]={value}'])}" for number in range(6) for value in range(3)]
        shown = [thing for place, thing in enumerate(things) if hash_of(target) >> place & 1] or things
        return page("Katalogs", *(shown if chosen else things), *more, text="Iepirkumu katalogs ar daudziem filtriem. " * 10)

    site, seen = caught(web, tmp_path, "/katalogs", facets)
    assert {seen.statuses[thing] for thing in things} == {200}
    assert count(site, r"/katalogs\?") <= 20
    assert {reason for reason, _ in closed(seen).values()} == {"facets"}


@behaviour(
    "Traps", does="has relative links by which paths grow without end", told="closed as growing-path; the look is whole all the same"
)
def test_a_growing_path(web: Web, tmp_path: Path) -> None:
    def growing(target: str) -> Said | None:
        deeper = target.rstrip("/").endswith(("zinas", "arhivs"))
        return page("Ziņas", f"{target.rstrip('/')}/zinas", f"{target.rstrip('/')}/arhivs", text="Ziņu arhīvs. " * 20) if deeper else None

    site, seen = caught(web, tmp_path, "/zinas", growing, pages=100)
    assert count(site, "/zinas/") <= 40
    assert {reason for reason, _ in closed(seen).values()} == {"growing-path"}
    assert seen.snapshot.coverage.whole


@behaviour("Traps", does="puts a new session into each link", told="one page, asked for once, without the session")
def test_sessions_in_links(web: Web, tmp_path: Path) -> None:
    chance = Random(1)  # noqa: S311 (chance here only needs to be repeatable)

    def session(target: str) -> Said | None:
        key = f"{chance.getrandbits(128):032x}"
        if target.partition("?")[0] not in {"/serviss", "/forma", "/lapa.aspx", "/java"}:
            return None
        ways = [f"/serviss?PHPSESSID={key}", f"/forma?id=5&sid={key}", f"/(S({key[:24]}))/lapa.aspx", f"/java;jsessionid={key}?d=1"]
        return page(f"Lapa {target.partition('?')[0]}", *ways, *(f"/serviss?CFID={number}&CFTOKEN={key[:8]}" for number in range(3)))

    site, seen = caught(web, tmp_path, "/serviss", session)
    assert sorted(path for path in site.pages if path not in {"/", *PLAIN_PAGES}) == ["/forma?id=5", "/java?d=1", "/lapa.aspx", "/serviss"]
    assert seen.snapshot.coverage.whole


@behaviour(
    "Traps", does="has one page with 5,000 links to real pages", told="they have a share; the visit is not whole; all other pages are seen"
)
def test_a_page_of_five_thousand_links(web: Web, tmp_path: Path) -> None:
    def many(target: str) -> Said | None:
        if target == "/visi":
            return page("Visi dokumenti", *(f"/dokumenti/{number}" for number in range(5000)))
        return (
            page(f"Dokuments {target}", "/parejas/dala", text=prose(hash_of(target)))
            if re.fullmatch(r"/dokumenti/\d+|/parejas/dala", target)
            else None
        )

    site, seen = caught(web, tmp_path, "/visi", many)
    assert seen.statuses["/parejas/dala"] == 200
    assert count(site, "/dokumenti/") <= 60
    assert closed(seen) == {"/dokumenti/0": ("share", True)}
    assert (seen.snapshot.coverage.stopped_by, [row["count"] for row in seen.events("links-unread")]) == ("pages", [3000])


@behaviour("Traps", does="has a news archive longer than a visit", told="closed as share when the visit ends; the look is not whole")
def test_a_long_news_archive(web: Web, tmp_path: Path) -> None:
    def archive(target: str) -> Said | None:
        number = int(re.sub(r"\D", "", target) or 0)
        if target.startswith("/jaunumi?lapa="):
            return page(f"Jaunumi {number}", *(f"/jaunumi/zina-{10 * number + each}" for each in range(10)), f"/jaunumi?lapa={number + 1}")
        return page(f"Ziņa {target}", text=prose(number)) if target.startswith("/jaunumi/zina-") else None

    site, seen = caught(web, tmp_path, "/jaunumi?lapa=1", archive)
    assert count(site, "/jaunumi") <= 60
    assert all(hole for _, hole in closed(seen).values())
    assert not seen.snapshot.coverage.whole


@behaviour("Traps", does="turns pages of a list beyond its end", told="closed as near-duplicates; the look is whole all the same")
def test_pages_of_a_list_beyond_its_end(web: Web, tmp_path: Path) -> None:
    def pages_of(target: str) -> Said | None:
        number = int(re.sub(r"\D", "", target) or 0)
        if target.startswith("/jaunumi?lapa="):
            items = [f"/jaunumi/zina-{number}-{each}" for each in range(3)] if number < 4 else []
            return page("Jaunumi", *items, f"/jaunumi?lapa={number + 1}", text="Visi jaunumi vienkopus. " * 15)
        return page(f"Ziņa {target}", text=prose(number)) if target.startswith("/jaunumi/zina-") else None

    site, seen = caught(web, tmp_path, "/jaunumi?lapa=1", pages_of, pages=100)
    assert count(site, "/jaunumi/zina-") == 9
    assert count(site, r"/jaunumi\?") <= 16
    assert closed(seen) == {"/jaunumi?lapa": ("near-duplicates", False)}
    assert seen.snapshot.coverage.whole


@behaviour(
    "Traps", does="answers any parameters with the same page, and links with new ones", told="the page is known once, the kind is closed"
)
def test_random_parameters_that_change_nothing(web: Web, tmp_path: Path) -> None:
    chance = Random(2)  # noqa: S311 (chance here only needs to be repeatable)

    def same(target: str) -> Said | None:
        links = [f"/lapa?nejauss={chance.getrandbits(40)}" for _ in range(4)]
        return (
            html("<h1>Lapa</h1><p>" + "Šī lapa vienmēr ir tā pati. " * 20 + "".join(f"<a href='{link}'>x</a>" for link in links))
            if target.startswith("/lapa?")
            else None
        )

    site, seen = caught(web, tmp_path, "/lapa?nejauss=1", same)
    assert count(site, "/lapa") <= 12
    assert [path for path in seen.statuses if path.startswith("/lapa")] == ["/lapa?nejauss=1"]
    assert {row["by"] for row in seen.events("known")} == {"content"}
    assert seen.snapshot.coverage.whole


@behaviour(
    "Traps",
    does="offers each list sorted in many ways, and each page for the printer",
    told="closed as facets; printer versions are left alone",
)
def test_sort_orders_and_printer_versions(web: Web, tmp_path: Path) -> None:
    def sorted_list(target: str) -> Said | None:
        if not target.startswith("/saraksts"):
            return None
        ways = [
            f"/saraksts?order={name}&sort={way}"
            for name in ("nosaukums", "datums", "cena", "veids", "vieta", "skaits")
            for way in ("asc", "desc")
        ]
        return page(
            "Saraksts", *ways, "/saraksts?print=1", "/saraksts?tmpl=component", "/print/saraksts", text="Viena un tā pati lieta. " * 20
        )

    site, seen = caught(web, tmp_path, "/saraksts", sorted_list)
    assert count(site, r"/saraksts\?order") <= 6
    assert count(site, r"/saraksts\?(print|tmpl)|/print") == 0
    assert seen.snapshot.coverage.whole


@behaviour("Traps", does="makes up slugs without end on pages that say nothing new", told="they wait until all others have been seen")
def test_made_up_slugs(web: Web, tmp_path: Path) -> None:
    def slugs(target: str) -> Said | None:
        if target.startswith("/dzili/"):
            return page(f"Dziļa lapa {len(target)}", f"{target}a", text=prose(len(target))) if len(target) < 14 else None
        if not target.startswith("/lapa-"):
            return None
        words = prose(hash_of(target), 3).split()
        return page("Lapa", *(f"/lapa-{word}" for word in words), "/dzili/a", text="Nekā jauna šeit nav. " * 20)

    site, seen = caught(web, tmp_path, "/lapa-a", slugs)
    assert {seen.statuses[f"/dzili/{'a' * number}"] for number in range(1, 7)} == {200}
    last = max(place for place, path in enumerate(site.paths) if path.startswith("/dzili"))
    assert count(site, "/lapa-") <= 60
    assert sum(path.startswith("/lapa-") for path in site.paths[:last]) < 40


@behaviour(
    "Traps", does="has thousands of links of one kind that lead to nothing", told="not-found; they wait until all others have been seen"
)
def test_thousands_of_broken_links(web: Web, tmp_path: Path) -> None:
    def broken(target: str) -> Said | None:
        if target == "/visi":
            return page("Visi dokumenti", "/zars/viens", *(f"/dokumenti/{number}" for number in range(1900)))
        return page("Zars", f"{target}/zars", text=prose(len(target))) if target.startswith("/zars/") and len(target) < 20 else None

    site, seen = caught(web, tmp_path, "/visi", broken, pages=10)
    assert seen.statuses["/zars/viens/zars"] == 200
    assert site.paths.index("/zars/viens/zars") < [path.startswith("/dokumenti") for path in site.paths].index(True) + 12
    assert seen.snapshot.coverage.stopped_by == "pages"


@behaviour("Traps", does="has many pages that are all alike but for a number, in one list", told="all are seen; the look is whole")
def test_a_list_of_pages_that_are_alike(web: Web, tmp_path: Path) -> None:
    def alike(target: str) -> Said | None:
        if target == "/sedes":
            return page("Domes sēdes", *(f"/sede/{number}" for number in range(30)))
        more = ("/dzili/paslepta",) if target == "/sede/29" else ()
        shown = target.startswith(("/sede/", "/dzili/"))
        return page(f"Domes sēde {target[-2:]}", "/sedes", *more, text="Sēde notiks Lielajā zālē. " * 15) if shown else None

    _, seen = caught(web, tmp_path, "/sedes", alike)
    assert [seen.statuses.get(f"/sede/{number}") for number in range(30)] == [200] * 30
    assert (seen.statuses["/dzili/paslepta"], closed(seen), seen.snapshot.coverage.whole) == (200, {}, True)
