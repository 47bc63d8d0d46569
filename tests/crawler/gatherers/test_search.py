"""The site's own search is asked for one page that it has, once, by GET, and only where it may be."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.crawler.serving import Answer, Said, Served, page, robots, visited

FORM = (
    '<form role="search" action="/meklet" method="get"><input type="search" name="q">'
    '<button name="op" value="Meklēt">Meklēt</button></form>'
)
ITEMS = {"/a": "Ceļu remonts Liepu ielā", "/b": "Bērnu svētki parkā", "/c": "Pagasta vēstures diena"}


def with_form(said: Said, form: str) -> Said:
    return Said(said.body.replace(b"<main>", f"<header>{form}</header><main>".encode()))


def site(search: Answer, form: str = FORM) -> dict[str, Answer]:
    items = {path: with_form(page(title), form) for path, title in ITEMS.items()}
    return {
        "/": with_form(page("Sākums", "/saraksts"), form),
        "/saraksts": with_form(page("Jaunumi", *ITEMS), form),
        **items,
        "/meklet": search,
    }


def finding(path: str) -> Said:
    asked = parse_qs(urlsplit(path).query)["q"][0]
    hits = [f'<a href="{url}?no=meklet">{title}</a>' for url, title in ITEMS.items() if title == asked]
    return Said(f"<title>Meklēšana</title><main><h1>Atrasts</h1>{''.join(hits)}</main>".encode())


def told(routes: dict[str, Answer], folder: Path, **given: Any) -> tuple[dict[str, Any], list[str]]:
    with Served(routes) as served:
        seen = visited(served.url, folder, **given)
        return seen.artifact("search"), [path for path in served.paths if path.startswith("/meklet")]


def test_a_search_that_works(tmp_path: Path) -> None:
    found, asked = told(site(finding), tmp_path)
    assert len(asked) == 1
    assert parse_qs(urlsplit(asked[0]).query)["op"] == ["Meklēt"]
    assert found["query"] == ITEMS["/" + found["expects"].rsplit("/", 1)[1]]
    assert (found["status"], found["found"], found["results"], found["reason"]) == (200, True, 1, None)
    assert (found["form"]["parameter"], found["form"]["method"], found["shown_in_browser"]) == ("q", "get", False)


def test_the_same_seed_asks_for_the_same_and_another_seed_may_not(tmp_path: Path) -> None:
    queries = [told(site(finding), tmp_path / str(number), seed=seed)[0]["query"] for number, seed in enumerate((1, 1, 2, 3, 4, 5))]
    assert queries[0] == queries[1]
    assert len(set(queries)) > 1


def sought(path: str) -> str:
    return parse_qs(urlsplit(path).query)["q"][0]


def nothing(path: str) -> Said:
    return Said(f"<title>Meklēšana</title><main><h1>«{sought(path).upper()}»: nekas netika atrasts</h1></main>".encode())


def in_its_field(path: str) -> Said:
    return Said(
        f'<title>Meklēšana</title><main><input name="q" value="{sought(path)}"><h1>Nekā</h1><a href="/cits">Cits</a></main>'.encode()
    )


def no_page(path: str) -> Said:
    return Said(f"<title>404</title><h1>Nav lapas: {sought(path)}</h1>".encode(), 404)


def the_same_again(path: str) -> Said:
    """A page that links to the item wherever one is, and says nothing of the words."""
    return Said(f"<title>Meklēšana</title><main><h1>Jaunumi</h1><a href='#'>{sought(path)}</a></main>".encode())


MUTE = Said("<title>Meklēšana</title><main><h1>Nekas netika atrasts</h1></main>".encode())
SCRIPT = Said(b'<title>Mekl</title><main><h1>Rezult\xc4\x81ti</h1><div class="gcse-searchresults-only"></div></main>')


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (nothing, (200, False, None)),
        (in_its_field, (200, False, None)),
        (MUTE, (200, None, "not-rendered")),
        (the_same_again, (200, None, "not-rendered")),
        (page("Meklēšana", "/cits", "/vel"), (200, None, "not-rendered")),
        (SCRIPT, (200, None, "not-rendered")),
        (no_page, (404, False, "not-found")),
        (Said(b"nav", 404), (404, None, "not-rendered")),
        (Said(b"kluda", 500), (500, None, "server-error")),
        (Said(b"ne", 403), (403, None, "forbidden")),
        (Said(status=302, headers={"Location": "https://www.google.com/search?q=x"}), (None, None, "off-site")),
    ],
    ids=[
        "nothing",
        "in-its-field",
        "mute",
        "the-same-again",
        "something-else",
        "by-script",
        "no-such-page",
        "no-such-page-at-all",
        "error",
        "refused",
        "elsewhere",
    ],
)
def test_what_a_search_answers(answer: Answer, expected: tuple[int | None, bool | None, str | None], tmp_path: Path) -> None:
    seen, asked = told(site(answer), tmp_path)
    assert (seen["status"], seen["found"], seen["reason"]) == expected
    assert len(asked) == 1


@pytest.mark.parametrize(
    "form",
    [
        FORM.replace('action="/meklet" ', ""),
        FORM.replace("<button", '<input type="hidden" name="csrf" value="x"><button'),
    ],
    ids=["nowhere", "of-the-moment"],
)
def test_a_form_that_scripts_may_send_otherwise_finds_something_or_is_left_undecided(form: str, tmp_path: Path) -> None:
    routes = {path: nothing if path == "/meklet" else _answering(said) for path, said in site(nothing, form).items()}
    seen, _ = told(routes, tmp_path)
    assert (seen["status"], seen["found"], seen["reason"]) == (200, None, "not-rendered")


def _answering(said: Answer) -> Answer:
    """A page that answers to a search as the search does."""
    return lambda path: nothing(path) if "q=" in path or not isinstance(said, Said) else said


def test_what_does_something_is_no_search(tmp_path: Path) -> None:
    seen, asked = told(site(finding, FORM.replace("/meklet", "/meklet/user/register")), tmp_path)
    assert (asked, seen["form"]) == ([], None)


def test_pages_that_may_be_named_after_people_are_not_searched_for(tmp_path: Path) -> None:
    people: dict[str, Answer] = {
        "/a": page("Jānis Bērziņš"),
        "/b": page("Anna A. Kalniņa-Liepa"),
        "/kontakti/x": page("Grāmatvedības uzskaites nodaļa"),
    }
    routes: dict[str, Answer] = {"/": with_form(page("Sākums", *people), FORM), **people, "/meklet": finding}
    seen, asked = told(routes, tmp_path)
    assert (asked, seen["query"], seen["found"], seen["reason"]) == ([], None, None, "not-gathered")
    seen, _ = told({**routes, "/": with_form(page("Sākums", *people, "/c"), FORM), "/c": page("Ceļu remonts")}, tmp_path / "c")
    assert seen["query"] == "Ceļu remonts"


def test_a_search_that_leads_straight_to_the_page(tmp_path: Path) -> None:
    paths = {title: path for path, title in ITEMS.items()}
    seen, _ = told(site(lambda path: Said(status=302, headers={"Location": paths[parse_qs(urlsplit(path).query)["q"][0]]})), tmp_path)
    assert seen["found"] is True


def test_what_robots_disallow_is_not_asked(tmp_path: Path) -> None:
    seen, asked = told({**site(finding), "/robots.txt": robots("User-agent: *", "Disallow: /meklet")}, tmp_path)
    assert (asked, seen["found"], seen["reason"]) == ([], None, "robots")


def test_a_form_that_sends_is_never_sent(tmp_path: Path) -> None:
    seen, asked = told(site(finding, FORM.replace('"get"', '"post"')), tmp_path)
    assert (asked, seen["form"]["method"], seen["found"], seen["reason"]) == ([], "post", None, "not-gathered")


@pytest.mark.parametrize(
    "form", ["", FORM.replace("/meklet", "https://www.google.com/search"), '<form><input type="email" name="q"></form>']
)
def test_no_form_of_the_site(form: str, tmp_path: Path) -> None:
    seen, asked = told(site(finding, form), tmp_path)
    assert (asked, seen["form"], seen["found"]) == ([], None, None)
