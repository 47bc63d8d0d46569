"""How the site is reached: by http, by https, at its twin; probed without following."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.gatherers.missing_page import made_up
from crawler.gatherers.transport import twin
from tests.crawler.serving import Said, Served, moved, page, visited


@pytest.mark.parametrize(
    ("site", "other"),
    [
        ("https://www.piemers.lv/", "https://piemers.lv/"),
        ("https://piemers.lv/", "https://www.piemers.lv/"),
        ("http://www.piemers.lv:8080/a", "http://piemers.lv:8080/"),
    ],
)
def test_twins(site: str, other: str) -> None:
    assert twin(site) == other


def test_a_site_of_http_only_and_its_twin(tmp_path: Path) -> None:
    with Served({"/": page("Sākums")}) as site:
        port = site.server_address[1]
        seen = visited(
            f"http://piemers.test:{port}/", tmp_path, hosts={"piemers.test": "127.0.0.1", "www.piemers.test": "127.0.0.1"}
        ).artifact("transport")
    assert seen == {
        "http": {"status": 200, "location": None},
        "upgrades": False,
        "https": False,
        "final": f"http://piemers.test:{port}/",
        "alternate": {"url": f"http://www.piemers.test:{port}/", "status": 200, "location": None},
    }


def test_a_front_page_that_leads_to_https_upgrades(tmp_path: Path) -> None:
    front = iter([page("Sākums"), moved("https://piemers.test/", 301)])
    with Served({"/": lambda _: next(front, page("Sākums"))}) as site:
        seen = visited(f"http://piemers.test:{site.server_address[1]}/", tmp_path, hosts={"piemers.test": "127.0.0.1"})
    assert (seen.artifact("transport")["upgrades"], seen.artifact("transport")["http"]["location"]) == (True, "https://piemers.test/")
    assert seen.artifact("transport")["alternate"]["reason"] == "dns"


def test_a_wall_at_the_twin_is_no_answer_of_the_site(tmp_path: Path) -> None:
    with Served({"/": page("Sākums")}) as site:
        port = site.server_address[1]
        told = iter([page("Sākums"), page("Sākums")])
        site.routes["/"] = lambda _: next(told, Said(b"<h1>Access Denied</h1>", 403))
        hosts = {"piemers.test": "127.0.0.1", "www.piemers.test": "127.0.0.1"}
        seen = visited(f"http://piemers.test:{port}/", tmp_path, hosts=hosts).artifact("transport")
    assert "refused" not in seen["http"]
    assert (seen["alternate"]["status"], seen["alternate"]["refused"]) == (403, "block-page")


def test_the_made_up_address_is_the_same_for_the_same_seed() -> None:
    urls = [made_up("https://a.lv/", 1), made_up("https://a.lv/x", 1), made_up("https://a.lv/", 2), made_up("https://b.lv/", 1)]
    assert (urls[0] == urls[1], len(set(urls))) == (True, 3)
