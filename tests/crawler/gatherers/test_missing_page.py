"""Made-up addresses, folder by folder: repeatable, bounded, and no real page is called missing by what they are answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.gatherers.missing_page import MOST, folders, made_up, place
from data.types import Missing
from tests.crawler.serving import Routes, Said, Seen, Served, moved, page, visited

SITE = "https://a.lv/"


def test_a_made_up_address_is_the_same_for_seed_host_and_folder() -> None:
    asked = [(SITE, 1), (SITE, 2), ("https://b.lv/", 1)]
    urls = [made_up(url, seed, folder) for url, seed in asked for folder in ("/", "/lv/")]
    assert urls == [made_up(url, seed, folder) for url, seed in asked for folder in ("/", "/lv/")]
    assert len({url.rpartition("/")[2] for url in urls}) == 6
    assert made_up("https://www.a.lv/x?y", 1, "/lv/").startswith("https://www.a.lv/lv/eindekss-nav-")


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://a.lv", ("/",)),
        ("https://a.lv/kontakti", ("/",)),
        ("https://a.lv/lv/", ("/",)),
        ("https://a.lv/lv/kontakti?x=1", ("/", "/lv/")),
        ("https://a.lv/lv/a/b/c/d", ("/", "/lv/", "/lv/a/")),
    ],
)
def test_folders_of_an_address(url: str, found: tuple[str, ...]) -> None:
    assert folders(url) == found


def test_a_place_is_an_address_without_its_query() -> None:
    assert place("https://a.lv/meklet?q=x") == place("https://a.lv/meklet?q=y") != place("https://a.lv/")


def seen_of(routes: Routes, folder: Path, **given: object) -> tuple[Seen, list[str]]:
    with Served(routes) as site:
        seen = visited(site.url, folder, **given)
        return seen, [path for path in site.paths if "eindekss-nav-" in path]


def test_the_artifact_tells_of_the_root_and_of_folders(tmp_path: Path) -> None:
    nothing = page("Te nekā nav")
    routes: Routes = {
        "/": page("Sākums", "/lv/a", "/b"),
        "/lv/a": page("A"),
        "/b": page("B"),
        "*": lambda path: nothing if path.startswith("/lv/") else Said(b"nav", 404),
    }
    seen, asked = seen_of(routes, tmp_path)
    told = seen.artifact("missing_page")
    assert (told["status"], told["soft404"], told["fingerprint"]) == (404, False, "")
    [level] = told["levels"]
    assert (level["status"], level["soft404"], bool(level["fingerprint"])) == (200, True, True)
    assert [told["url"].rpartition("/")[2], level["url"].rpartition("/")[2]] == [path.rpartition("/")[2] for path in asked]
    assert [row["folder"] for row in seen.events("made-up")] == ["/", "/lv/"]


def test_no_more_addresses_are_made_up_than_agreed(tmp_path: Path) -> None:
    paths = [f"/f{first}/g{second}/p" for first in range(5) for second in range(3)]
    routes: Routes = {"/": page("Sākums", *paths), **{path: page(path.title()) for path in paths}}
    _, asked = seen_of(routes, tmp_path)
    assert [path.count("/") for path in asked].count(1) == MOST[0]
    assert [path.count("/") for path in asked].count(2) == MOST[1]
    assert [path.count("/") for path in asked].count(3) == MOST[2]
    assert len(asked) == sum(MOST) == len(set(asked)) == 6


def test_the_same_seed_asks_the_same_again(tmp_path: Path) -> None:
    routes: Routes = {"/": page("Sākums", "/lv/a"), "/lv/a": page("A")}
    for name in ("1", "2", "3"):
        (tmp_path / name).mkdir()
    with Served(routes) as site:
        for name, seed in (("1", 1), ("2", 1), ("3", 2)):
            visited(site.url, tmp_path / name, seed=seed)
        asked = [path for path in site.paths if "eindekss-nav-" in path]
    assert asked[:2] == asked[2:4]
    assert not set(asked[:2]) & set(asked[4:])


def test_robots_keeps_us_from_making_addresses_up_where_we_may_not_go(tmp_path: Path) -> None:
    routes: Routes = {
        "/robots.txt": Said(b"User-agent: *\nDisallow: /lv/eindekss\n", headers={"Content-Type": "text/plain"}),
        "/": page("Sākums", "/lv/a"),
        "/lv/a": page("A"),
    }
    seen, asked = seen_of(routes, tmp_path)
    assert len(asked) == 1
    assert [(row["folder"], row["reason"]) for row in seen.events("made-up")] == [("/", None), ("/lv/", "robots")]
    assert seen.statuses["/lv/a"] == 200


def test_a_wall_for_what_does_not_exist_teaches_nothing(tmp_path: Path) -> None:
    wall = Said(b"<title>Request Rejected</title>The requested URL was rejected. Please consult with your administrator.")
    seen, _ = seen_of({"/": page("Sākums", "/a"), "/a": page("A"), "*": wall}, tmp_path)
    assert seen.artifact("missing_page") == Missing("block-page", "HTTP 200")
    assert seen.statuses == {"/": 200, "/a": 200}


def test_ways_to_the_front_page_are_not_missing_pages(tmp_path: Path) -> None:
    home = ["/index.php", "/lv", "/lv/", "/sakums", "/Default.aspx"]
    routes: Routes = {"/": page("Sākums", *home, "/vecais-raksts"), **dict.fromkeys(home, moved("/")), "*": moved("/")}
    seen, _ = seen_of(routes, tmp_path)
    assert seen.statuses == {"/": 200, "/vecais-raksts": "soft-404"}
